"""Kinds of answers about people and groups: births, RT, phones, records."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from bot.forms import Form, Kind, Reading
from bot.kinds import Choice, Whole, Words, one_line
from bot.ports import Json
from bot.texts import Text, _
from bot.understanding.answers import is_skip, yes_no
from bot.understanding.districts import rw_in
from bot.understanding.expressions import expression
from bot.understanding.member import member_slots
from bot.understanding.particulars import several_rts
from bot.understanding.telling import is_question, is_report
from handlers.words import born_words
from jamaah.people import Born, Gender, born_from_age, phone

GENDER = Choice(
    Gender,
    {Gender.FEMALE: _("Woman"), Gender.MALE: _("Man")},
    dict.fromkeys(("perempuan", "wanita", "putri", "p", "estri", "wedok", "cewek", "ibu", "bu"), Gender.FEMALE)
    | dict.fromkeys(("laki-laki", "laki", "lelaki", "pria", "putra", "l", "kakung", "lanang", "bapak"), Gender.MALE),
)


_MONEY = expression(r"\d\s*(?:ribu|rb|ewu|juta|jt|k)\b|\brp\b", re.IGNORECASE)


class BirthOrAge(Kind[Born]):
    """When somebody was born: a date, a year, or an age, from which the year is reckoned."""

    hint = _("Please write the age or the year of birth, for example: 45, or 1981.")
    may_follow = True

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


class Found(Words):
    """What is told in passing and never asked, by what finds it in a text."""

    def __init__(self, finds: Callable[[str], str | None]) -> None:
        super().__init__(120)
        self._finds = finds

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        found = self._finds(text)
        return super().read(text, form) if found is None else Reading(found, certain=True)

    def find(self, text: str, form: Form[Any]) -> str | None:
        return self._finds(text)


class RtOfGroup(Rt):
    """The RT a group is based on; empty where it is of several."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        if rw_in(text) is not None:
            return None  # More than the RT is told: the form takes both.
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


class Id(Kind[int]):
    """The number of a record, given by a button, never typed."""

    def read(self, text: str, form: Form[Any]) -> Reading[int] | None:
        return None

    def tap(self, token: str, form: Form[Any]) -> int | None:
        return int(token) if token.isascii() and token.isdigit() and len(token) < 18 else None


class Mentioned(Kind[bool]):
    """Whether something is said in passing; never asked."""

    def __init__(self, said: Callable[[str], bool]) -> None:
        self._said = said

    def read(self, text: str, form: Form[Any]) -> Reading[bool] | None:
        return None

    def find(self, text: str, form: Form[Any]) -> bool | None:
        return self._said(text) or None

    def tap(self, token: str, form: Form[Any]) -> bool | None:
        return True
