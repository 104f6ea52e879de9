"""Kinds of answers about people and groups: names, births, RT, phones, members of the roll."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.forms import Form, Kind, Reading
from bot.kinds import Choice, Whole, Words, one_line
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, verbatim
from bot.understanding.answers import bare, is_back, is_cancel, is_skip, yes_no
from bot.understanding.expressions import expression
from bot.understanding.member import member_slots
from bot.understanding.particulars import several_rts
from bot.understanding.spoken import own_title
from bot.understanding.telling import is_question, is_report
from bot.understanding.wrong import is_wrong
from handlers.ports import Store
from handlers.words import born_words
from jamaah.people import Born, Gender, born_from_age, fold, phone, split_honorific, tidy_name

GENDER = Choice(
    Gender,
    {Gender.FEMALE: _("Woman"), Gender.MALE: _("Man")},
    dict.fromkeys(("perempuan", "wanita", "putri", "p", "estri", "wedok", "cewek", "ibu", "bu"), Gender.FEMALE)
    | dict.fromkeys(("laki-laki", "laki", "lelaki", "pria", "putra", "l", "kakung", "lanang", "bapak"), Gender.MALE),
)


_CORRECTING = expression(r"\b(nama(nya)?|jeneng(e|ipun)?|bukan|dudu|sanes|ganti|salah|keliru)\b", re.IGNORECASE)


class FullName(Kind[str]):
    """A person's name, with or without "Bu" or "Pak"; never certain, for any words may be a name."""

    hint = _("Please write only the name, for example: Siti Aminah.")

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        words = only_the_name(one_line(text))
        fits = fold(words) and not is_question(words) and len(words) <= 80 and not re.search(r"[0-9?!:;/\\<>=]", words)
        return Reading(words) if fits and len(words.split()) <= 6 and not _is_an_answer(words) else None

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


_MONEY = expression(r"\d\s*(?:ribu|rb|ewu|juta|jt|k)\b|\brp\b", re.IGNORECASE)


class BirthOrAge(Kind[Born]):
    """When somebody was born: a date, a year, or an age, from which the year is reckoned."""

    hint = _("Please write the age or the year of birth, for example: 45, or 1981.")

    def read(self, text: str, form: Form[Any]) -> Reading[Born] | None:
        if is_report(text) or _MONEY.search(text):
            return None
        bare = Whole(1, 9999).read(text, form)
        if bare is not None:
            year_like = bare.value > 150
            said: Mapping[str, Json] = {"birth_year" if year_like else "age": bare.value}
        else:
            as_a_day = self._said(f"lahir {text}", form)
            said = as_a_day if "birth_date" in as_a_day else self._said(text, form) or as_a_day
        born = self.take(said, form)
        return None if born is None else Reading(born, certain=True)

    def _said(self, text: str, form: Form[Any]) -> Mapping[str, Json]:
        told = member_slots(text, form.talk.local, asked=True)
        return {part: told[part] for part in ("birth_date", "birth_year", "age") if part in told}

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> Born | None:
        if "birth_date" in said:
            # Perhaps a day that is none; the rules say so.
            year, month, day = (int(part) for part in str(said["birth_date"]).split("-"))
            return Born(year, month, day)
        if "birth_year" in said:
            return Born(int(said["birth_year"]))
        return born_from_age(int(said["age"]), form.talk.local.date()) if "age" in said else None

    def told(self, value: Born) -> Text | None:
        return _("({born})")(born=born_words(value))

    def dump(self, value: Born) -> Json:
        return asdict(value)

    def load(self, raw: Json, form: Form[Any]) -> Born:
        return Born(**raw)


class Rt(Kind[str]):
    """The number of a neighbourhood, without leading zeros."""

    hint = _("Please write only the number of the RT, for example: 3.")

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        found = re.fullmatch(r"(?:rt\.?\s*)?0*(\d{1,3})(?:\s*/?\s*rw\.?\s*\d{1,3})?", one_line(text).casefold())
        return Reading(found[1], certain=True) if found else None


class RtOfGroup(Rt):
    """The RT a group is based on; empty where it is of several."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        return Reading("", certain=True) if several_rts(text, asked=True) else super().read(text, form)

    def find(self, text: str, form: Form[Any]) -> str | None:
        return "" if several_rts(text) else None


class Named(Words):
    """What something is called: no question, and no words that answer another one. `hint` says why it is needed."""

    def __init__(self, longest: int, hint: Text) -> None:
        super().__init__(longest)
        self.hint = hint

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        other = is_question(text) or is_skip(text) or yes_no(text) is not None
        return None if other else super().read(text, form)


class Phone(Kind[str]):
    """An Indonesian mobile number, in E.164."""

    hint = _("Please write a mobile number, for example: 0812 3456 7890.")

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        number = phone(one_line(text))
        return None if number is None else Reading(number, certain=True)

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> str | None:
        """The number as it was said; of one that is none the rules say so."""
        return one_line(str(next(iter(said.values()))))


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


class Id(Kind[int]):
    """The number of a record, given by a button, never typed."""

    def read(self, text: str, form: Form[Any]) -> Reading[int] | None:
        return None

    def tap(self, token: str, form: Form[Any]) -> int | None:
        return int(token) if token.isascii() and token.isdigit() and len(token) < 18 else None


def known_address(form: Form[Any]) -> str | None:
    """How the speaker is spoken to, if they have said so before."""
    return address_of(form.talk)


def address_of(talk: Talk[Store]) -> str | None:
    """How the speaker is spoken to."""
    return talk.store.people.get(talk.person).address or None
