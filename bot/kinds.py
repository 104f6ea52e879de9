"""Kinds of answers that any conversation may ask for: words, choices, yes or no, numbers, dates, times."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, time
from enum import StrEnum
from typing import Any, Generic, TypeVar

from bot.forms import Form, Kind, Reading
from bot.ports import Json
from bot.texts import PlainDate, Text, _
from bot.understanding.answers import bare, yes_no
from bot.understanding.dates import find_date, names_no_day
from bot.understanding.feasts import with_feasts
from bot.understanding.normalise import read as as_plain
from bot.understanding.numbers import numbers_in
from bot.understanding.times import find_time

E = TypeVar("E", bound=StrEnum)
A_FEW_WORDS = 6


def one_line(text: str) -> str:
    """Text without control and direction characters, its white space folded."""
    plain = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(plain.split())


class Words(Kind[str]):
    """Free text of up to `longest` characters; it swallows anything, so it is never certain."""

    def __init__(self, longest: int = 300) -> None:
        self.longest = longest
        self.hint = _("Please write it in words, at most {longest} characters.")(longest=longest)

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        words = one_line(text)
        return Reading(words) if any(map(str.isalnum, words)) and len(words) <= self.longest else None


class Reason(Words):
    """Why something is so, in free words; a yes or no by itself is no reason."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        reading = super().read(text, form) if yes_no(text) is None else None
        return None if reading is None else Reading(with_feasts(reading.value))


class Choice(Kind[E], Generic[E]):
    """One of a few: an enumeration, a label for each, and words that mean each."""

    hint = _("Please tap one of the buttons.")

    def __init__(self, options: type[E], labels: Mapping[E, Text], words: Mapping[str, E]) -> None:
        self.options, self.labels = options, labels
        self.words = {option.value.casefold(): option for option in options} | dict(words)

    def read(self, text: str, form: Form[Any]) -> Reading[E] | None:
        option = self.words.get(bare(one_line(text)).casefold().strip(".!"))
        return None if option is None else Reading(option, certain=True)

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        return [(self.labels[option], option.value) for option in self.options]

    def load(self, raw: Json, form: Form[Any]) -> E:
        return self.options(raw)

    def told(self, value: E) -> Text | None:
        return self.labels[value]


class Spoken(Choice[E]):
    """One of a few, whose words may stand among a few others: "kanggo laporan dinas"."""

    def read(self, text: str, form: Form[Any]) -> Reading[E] | None:
        words = {*as_plain(text).words, *text.casefold().split()} if len(text.split()) <= A_FEW_WORDS else set()
        named = {option for word, option in self.words.items() if word in words}
        return super().read(text, form) or (Reading(named.pop(), certain=True) if len(named) == 1 else None)


class YesNo(Kind[bool]):
    """Yes or no, typed in any of the ways people say it."""

    hint = _("Please answer yes or no.")

    def __init__(self, yes: Text | None = None, no: Text | None = None) -> None:
        self.yes, self.no = yes or _("Yes"), no or _("No")

    def read(self, text: str, form: Form[Any]) -> Reading[bool] | None:
        answer = yes_no(text)
        return None if answer is None else Reading(answer, certain=True)

    def tap(self, token: str, form: Form[Any]) -> bool | None:
        return {"y": True, "n": False}.get(token)

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        return [(self.yes, "y"), (self.no, "n")]


class Whole(Kind[int]):
    """A whole number within bounds."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most
        self.hint = _("Please write a number from {least} to {most}.")(least=least, most=most)

    def read(self, text: str, form: Form[Any]) -> Reading[int] | None:
        digits = one_line(text)
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
            return None
        number = int(digits)
        return Reading(number, certain=True) if self.least <= number <= self.most else None


class Numbers(Kind[list[int]]):
    """Numbers of a numbered list: "1-4 6 9"."""

    hint = _("Please write only the numbers, for example: 1-4 6 9")

    def read(self, text: str, form: Form[Any]) -> Reading[list[int]] | None:
        numbers = numbers_in(text)
        return Reading(numbers, certain=True) if numbers else None


class Day(Kind[date]):
    """A date, as people say it; `past` says which way an incomplete one is meant."""

    hint = _("Please write a date, for example: 25 November, or yesterday.")

    def __init__(self, *, past: bool) -> None:
        self.past = past

    def read(self, text: str, form: Form[Any]) -> Reading[date] | None:
        # To a question for a day a bare "minggu" is Sunday, not a week.
        said = f"hari {text}" if bare(text).casefold() == "minggu" else text
        day = find_date(
            f"tanggal {bare(text)}" if self._is_of_the_month(bare(text), form) else said,
            form.talk.local,
            past=self.past,
        )
        return None if day is None else Reading(day, certain=len(text.split()) <= 5)

    def _is_of_the_month(self, words: str, form: Form[Any]) -> bool:
        """Whether words that answer this question are a mere number, and not that of a button."""
        slot = form.next_slot() if words.isascii() and words.isdigit() else None
        return slot is not None and slot.kind is self and len(self.choices(form)) + 1 < int(words[:3])

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> date | None:
        return date.fromisoformat(str(next(iter(said.values()))))

    def told(self, value: date) -> Text | None:
        return _("{day}")(day=PlainDate(value))

    def dump(self, value: date) -> Json:
        return value.isoformat()

    def load(self, raw: Json, form: Form[Any]) -> date:
        return date.fromisoformat(raw)


def no_such_day(text: str) -> Text | None:
    """What is said to a date that no calendar has; None if the text names none."""
    day = names_no_day(text)
    return _("There is no {day}.")(day=day) if day else None


class Hour(Kind[time]):
    """A time of day."""

    hint = _("Please write the hour, for example: 19.30, or after Isya.")

    def read(self, text: str, form: Form[Any]) -> Reading[time] | None:
        hour = find_time(text)
        return None if hour is None else Reading(hour, certain=len(text.split()) <= 5)

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> time | None:
        return time.fromisoformat(str(next(iter(said.values()))))

    def dump(self, value: time) -> Json:
        return value.isoformat("minutes")

    def load(self, raw: Json, form: Form[Any]) -> time:
        return time.fromisoformat(raw)
