"""Places as answers: where a group meets, as it stands in the book."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.forms import Form, Reading
from bot.kinds import Words
from bot.texts import Text, _, verbatim
from bot.understanding.answers import is_skip, yes_no
from bot.understanding.expressions import expression
from bot.understanding.wrong import is_wrong
from handlers.kinds import GENDER
from handlers.names import known_address

_USUAL = expression(
    r"(?:(?:seperti|kaya|koyo|kados|tempat\w*|panggon\w*|di) ){0,3}(?:yang |sing )?biasa(?:nya|ne|nipun)?",
    re.IGNORECASE,
)
_OWN_HOUSE = expression(
    r"\b(?:rumah|n?g?omah|umah|griya|n?dalem|n?ggon|tempat)(?:ku| (?:saya|aku|kulo|kula|gw))\b", re.IGNORECASE
)
_HOUSE = expression(
    r"^(?:(?:ng?omahe?|omahe?|n?daleme?|dalemipun|griya|griyane|griyanipun)\b"
    r"|(?:e?ng+one?|nggene|panggone|tempat(?:e|nya)?)"
    r"(?= (?:bu|ibu|pak|bapak|mbak|mas|mbah|kang|lik|pakde|bude|bulik|paklik)\b))",
    re.IGNORECASE,
)
_BY_TURNS = expression(r"\b(?:bergilir|giliran|gilir|gantian|bergantian|muter|urut)\b", re.IGNORECASE)
"""Where houses take turns: no place of one meeting."""
_TITLED = expression(
    r"\b(bu|ibu|pak|bapak|mbak|mas|mbah|kang|lik|pakde|bude|bulik|paklik)\.? ([^\W\d_]+)", re.IGNORECASE
)


_MONEY = expression(r"\b(?:iuran\w*|rp\.? ?\d|\d[\d.,]* ?(?:rb|ribu|ewu|jt|juta))\b", re.IGNORECASE)


_NO_PLACE = expression(
    r"\b(?:usul\w*|disetujui|setuju|ditolak|ditunda|mau|arep|badhe|akan|masuk|mlebu|nikah|rabi|keluar|pindah|berhenti|tutup"
    r"|mandheg|mandeg|dibeli|dituku|tuku|beli|jual|adol|dadi anggota|lunas|bayar)\b",
    re.IGNORECASE,
)
"""What is said of something that happens, not of where people meet."""
MOST_WORDS = 9


class Place(Words):
    """Where people meet: a house is written with its owner's name, "biasa" is where the group meets by its schedule."""

    hint = _("Please write the place, for example: at Bu Tini's.")

    def __init__(self) -> None:
        super().__init__(120)
        self.hint = type(self).hint

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        usual = usual_place(form) if yes_no(text) is True else None
        if usual:
            return Reading(usual, certain=True)
        reading = super().read(text, form)
        if reading is None or is_an_answer(reading.value, form) or is_wrong(text) or _MONEY.search(text):
            return None
        if _NO_PLACE.search(text) or len(text.split()) > MOST_WORDS:
            return None
        if not _USUAL.fullmatch(reading.value):
            return Reading(tidy_place(reading.value, known_address(form)))
        usual = usual_place(form)
        return Reading(usual) if usual else None

    def tap(self, token: str, form: Form[Any]) -> str | None:
        if token != USUAL:
            return super().tap(token, form)
        return usual_place(form)

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        usual = usual_place(form)
        return [(verbatim(usual), USUAL)] if usual else []


USUAL = "biasa"


def usual_place(form: Any) -> str | None:
    """Where the group meets by its schedule."""
    timetable = form.talk.store.schedules.current(form.group.id) if form.group else None
    schedule = timetable.on(form.talk.local.date()) if timetable else None
    place = schedule.place if schedule else None
    return tidy_place(place) if place and not _BY_TURNS.search(place) else None


def is_an_answer(words: str, form: Form[Any]) -> bool:
    """Whether the words answer some other question: yes, no, a button of a question before."""
    buttons = {typed for label in ELSEWHERE for typed in form.talk.typed(label)}
    return yes_no(words) is not None or is_skip(words) or words.casefold().strip(".! ") in buttons


NOT_A_MEMBER = _("Not a member")
ELSEWHERE = (NOT_A_MEMBER, *GENDER.labels.values())


def tidy_place(words: str, speaker: str | None = None) -> str:
    """A place as it is written in the book: "omahe bu tini" is "rumah Bu Tini", "omahku" that of the `speaker`."""
    if speaker:
        words = _OWN_HOUSE.sub(f"rumah {speaker}", words, count=1)
    return _TITLED.sub(_owner, _HOUSE.sub("rumah", words, count=1))


def _owner(found: re.Match[str]) -> str:
    name = found[2]
    if name.islower():
        name = name.upper() if len(name) < 3 else name.capitalize()
    return f"{found[1].capitalize()} {name}"
