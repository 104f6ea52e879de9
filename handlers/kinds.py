"""Kinds of answers about people and groups: names, births, RT, phones, members of the roll."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.forms import Form, Kind, Reading
from bot.kinds import Choice, Whole, one_line
from bot.ports import Json
from bot.texts import _
from bot.understanding.answers import is_back, is_cancel, is_skip, yes_no
from jamaah.people import Born, Gender, born_from_age, fold, phone, split_honorific, tidy_name

GENDER = Choice(
    Gender,
    {Gender.FEMALE: _("Woman"), Gender.MALE: _("Man")},
    dict.fromkeys(("perempuan", "wanita", "putri", "p", "estri", "wedok", "cewek", "ibu", "bu"), Gender.FEMALE)
    | dict.fromkeys(("laki-laki", "laki", "lelaki", "pria", "putra", "l", "kakung", "lanang", "bapak"), Gender.MALE),
)


_CORRECTING = re.compile(r"\b(nama(nya)?|jeneng(e|ipun)?|bukan|dudu|sanes|ganti|salah|keliru)\b", re.IGNORECASE)


class FullName(Kind[str]):
    """A person's name, with or without "Bu" or "Pak"; never certain, for any words may be a name."""

    hint = _("Please write only the name, for example: Siti Aminah.")

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        words = one_line(text)
        fits = fold(words) and len(words) <= 80 and not re.search(r"[0-9?!:;/\\<>=]", words)
        return Reading(words) if fits and len(words.split()) <= 6 and not _is_an_answer(words) else None

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> str | None:
        """The name, with the honorific it was said with where the slot takes that too."""
        name = next((str(value) for key, value in said.items() if key != "spoken"), "")
        reading = self.read(said.get("spoken", {}).get(name, name), form)
        return reading.value if reading else None

    def corrects(self, text: str) -> bool:
        """Any word may be a name, so one that stands is replaced only where the words say that it is wrong."""
        return bool(_CORRECTING.search(text))

    def tap(self, token: str, form: Form[Any]) -> str | None:
        return None


def _is_an_answer(words: str) -> bool:
    """Whether the words answer some other question, and so are hardly a name."""
    said = yes_no(words) is not None or is_skip(words) or is_cancel(words) or is_back(words)
    return said or words.casefold() in GENDER.words


class Called(FullName):
    """How somebody is spoken to: an honorific and a name."""

    hint = _("Please write how people call you, for example: Bu Sri, Pak Karno.")

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        reading = super().read(text, form)
        if reading is None:
            return None
        honorific, name, _gender = split_honorific(reading.value)
        return Reading(f"{honorific} {tidy_name(name)}") if honorific and name else None


class BirthOrAge(Kind[Born]):
    """When somebody was born: a date, a year, or an age, from which the year is reckoned."""

    hint = _("Please write the age or the year of birth, for example: 45, or 1981.")

    def read(self, text: str, form: Form[Any]) -> Reading[Born] | None:
        bare = Whole(1, 9999).read(text, form)
        if bare is not None:
            year_like = bare.value > 150
            said = {"birth_year" if year_like else "age": bare.value}
        else:
            said = form.talk.reader.slots("register_member", text, form.talk.local)
        born = self.take(said, form)
        return None if born is None else Reading(born, certain=True)

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> Born | None:
        if "birth_date" in said:
            day = date.fromisoformat(said["birth_date"])
            return Born(day.year, day.month, day.day)
        if "birth_year" in said:
            return Born(int(said["birth_year"]))
        return born_from_age(int(said["age"]), form.talk.local.date()) if "age" in said else None

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


class Phone(Kind[str]):
    """An Indonesian mobile number, in E.164."""

    hint = _("Please write a mobile number, for example: 0812 3456 7890.")

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        number = phone(one_line(text))
        return None if number is None else Reading(number, certain=True)


class Id(Kind[int]):
    """The number of a record, given by a button, never typed."""

    def read(self, text: str, form: Form[Any]) -> Reading[int] | None:
        return None

    def tap(self, token: str, form: Form[Any]) -> int | None:
        return int(token) if token.isascii() and token.isdigit() and len(token) < 18 else None


CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
# At least one digit, so that "anak-anak" is no code, and one letter, so that no telephone number is.
CODE_SHAPE = (
    r"(?=[A-Z]{0,4}-?[A-Z]{0,3}[2-9])(?=[2-9]{0,4}-?[2-9]{0,3}[A-Z])" + f"[{CODE_LETTERS}]{{4}}-[{CODE_LETTERS}]{{4}}"
)


class CodeKind(Kind[str]):
    """An invitation code, in any capitals."""

    hint = _("A code looks like this: K7PM-2QXT.")

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        words = one_line(text).upper()
        found = re.search(CODE_SHAPE, words) or re.search(CODE_SHAPE, words.replace(" ", "-"))
        return Reading(found[0], certain=True) if found else None


def known_address(form: Form[Any]) -> str | None:
    """How the speaker is spoken to, if they have said so before."""
    return form.talk.store.people.get(form.talk.person).address or None
