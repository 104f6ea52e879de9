"""Names as answers: the whole name of somebody, and how people call them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.forms import Form, Kind, Reading
from bot.kinds import one_line
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, verbatim
from bot.understanding.answers import bare, is_back, is_cancel, is_skip, yes_no
from bot.understanding.degrees import without_degrees
from bot.understanding.expressions import expression
from bot.understanding.spoken import own_title
from bot.understanding.telling import is_question, is_report
from handlers.kinds import GENDER
from handlers.ports import Store
from jamaah.people import fold, split_honorific, tidy_name

_CORRECTING = expression(r"\b(nama(nya)?|jeneng(e|ipun)?|bukan|dudu|sanes|ganti|salah|keliru)\b", re.IGNORECASE)


class FullName(Kind[str]):
    """A person's name, with or without "Bu" or "Pak"; never certain, for any words may be a name."""

    hint = _("Please write only the name, for example: Siti Aminah.")

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        words = only_the_name(one_line(text))
        fits = fold(words) and not is_question(words) and len(words) <= 80 and not re.search(r"[0-9?!:;/\\<>=]", words)
        return Reading(words) if fits and _is_short(words) and not _is_an_answer(words) else None

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> str | None:
        """The name, with the honorific it was said with where the slot takes that too."""
        name = next((str(value) for key, value in said.items() if key != "spoken"), "")
        if _UNWILLING.fullmatch(form.talk.text.strip(" .!")):
            return None
        reading = self.read(said.get("spoken", {}).get(name, name), form)
        return reading.value if reading else None

    def corrects(self, text: str) -> bool:
        """Any word may be a name, so one that stands is replaced only where the words say that it is wrong."""
        return bool(_CORRECTING.search(text))

    def tap(self, token: str, form: Form[Any]) -> str | None:
        return None


FEW, MANY = 6, 14
"""So many words is a name at most; so many where each is written as one is."""


def _is_short(words: str) -> bool:
    degrees = without_degrees(words)
    name = (degrees.text if degrees else words).split()
    return len(name) <= (MANY if all(word[:1].isupper() for word in name) else FEW)


_ONLY = r"(?:ke)?mawon|saja|sahaja|wae|ae|aja"
_ONESELF = r"saya|aku|gw|gue|kulo|kula"
_BEFORE_A_NAME = expression(
    rf"(?:(?:nama(?:ku|nya)?|jeneng(?:ku|e|ipun)?|(?:nami|asma)(?= (?:{_ONESELF})\b)"
    rf"|(?:di)?panggil(?:an(?:ku|nya|e|ipun)?)?)(?: lengkap)?(?: (?:{_ONESELF}|adalah|itu|{_ONLY}))*"
    rf"|(?:{_ONESELF})(?: (?:bernama|adalah|jeneng\w*))?|(?:per)?kenalkan)[ ,:]+(?=\S)",
    re.IGNORECASE,
)
# "Raden Mas" is a name, and so is "Moh Ali".
_AFTER_A_NAME = expression(rf"[ ,]+(?:(?i:kak|kaka|ya|nggih|njih|dong)|yo|bu|pak|mbak|mas|{_ONLY})[.,]?$")
_NOT_THE_NAME = expression(r",? +(?:bukan|sanes|dudu|mboten|ora) .*$", re.IGNORECASE)
_UNWILLING = expression(
    r"(?:\w+ ){0,2}(?:ra|ora|rak|gak|ga|nggak|ngga|ndak|tidak|tak|boten|mboten|emoh)"
    r" (?:sudi|gelem|purun|mau|usah|perlu|kersa)(?: \w+){0,2}|(?:\w+ )?(?:emoh|wegah|ogah)(?: \w+)?|moh",
    re.IGNORECASE,
)


def only_the_name(words: str) -> str:
    """The name out of how people say it: "nama saya Ayu ya", "gw Ayu kak"."""
    words = bare(words)
    rest = _NOT_THE_NAME.sub("", _BEFORE_A_NAME.sub("", words, count=1))
    while fold(shorter := _AFTER_A_NAME.sub("", rest)) and shorter != rest:
        rest = shorter
    return rest if fold(rest) else words


def _is_an_answer(words: str) -> bool:
    """Whether the words answer some other question, and so are hardly a name."""
    said = yes_no(words) is not None or is_skip(words) or is_cancel(words) or is_back(words) or is_report(words)
    who = words.casefold() in GENDER.words or re.fullmatch(_ONESELF, words.casefold()) is not None
    return said or who or bool(_UNWILLING.fullmatch(words.strip(" .!")))


_AGREES = expression(
    r"^\W*(?:(?:ibu|bapak|simbok|mbok|mak|pak|bu|mama|ayah|orang tua|wong tuwo)(?:nya|ne|e|ku|ke|ipun)?,? +)?"
    r"(?:(?:sudah|wis|sampun) +)?(?:setuju|boleh|oleh|mengizinkan|ngizini|ngidini|sarujuk|izin)\b[ ,:]*(?=\w)",
    re.IGNORECASE,
)
"""That a parent agrees, before the name of the one who does: "ibunya setuju, Bu Suyatmi"."""


class WithTitle(FullName):
    """The name of somebody who is in no book, with the honorific that was said."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        text = _AGREES.sub("", one_line(text), 1)
        honorific, reading = split_honorific(text)[0], super().read(text, form)
        if reading is None:
            return None
        name = tidy_name(split_honorific(reading.value)[1])
        return Reading(f"{honorific} {name}".strip(), reading.certain)


class Called(FullName):
    """How somebody is spoken to: an honorific and a name; which honorific, is asked after a name without one.

    The slot is `address`, asked with `called` until it `is_titled`.
    """

    hint = _("Please write how people call you, for example: Bu Sri, Pak Karno.")

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        told, before = split_honorific(bare(one_line(text))), form.answers.get("address")
        if told[0] and not told[1] and before:
            return Reading(f"{told[0]} {split_honorific(before)[1]}", certain=True)
        reading = super().read(text, form)
        if reading is None:
            return None
        honorific, name, _gender = split_honorific(reading.value)
        alone = name if fold(name) and len(name.split()) <= 3 else ""
        if honorific and name:
            return Reading(f"{honorific} {tidy_name(name)}")
        return Reading(tidy_name(alone)) if alone else None

    def find(self, text: str, form: Form[Any]) -> str | None:
        return own_title(text)

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        name = form.answers.get("address")
        return [(verbatim(f"{title} {name}"), f"{title} {name}") for title in ("Bu", "Pak", "Mbak", "Mas") if name]

    def tap(self, token: str, form: Form[Any]) -> str | None:
        reading = self.read(token, form)
        return reading.value if reading else None


def is_titled(form: Form[Any]) -> bool:
    """Whether it is known how somebody is spoken to, with the honorific."""
    return bool(split_honorific(form.answers.get("address") or "")[0])


def called(question: Text) -> Callable[[Form[Any]], Text]:
    """The question for how somebody is called, and after a name alone, for its honorific."""

    def asked(form: Form[Any]) -> Text:
        name = form.answers.get("address")
        return _("Bu {name}, or Pak {name}?")(name=name) if name else question

    return asked


def known_address(form: Form[Any]) -> str | None:
    """How the speaker is spoken to, if they have said so before."""
    return address_of(form.talk)


def address_of(talk: Talk[Store]) -> str | None:
    """How the speaker is spoken to."""
    return talk.store.people.get(talk.person).address or None
