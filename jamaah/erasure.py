"""Erasure: what is taken out of the books of somebody who wants to be in them no longer, and what stays as a count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from jamaah.members import Departure, Member, gender_of
from jamaah.people import Gender, fold, split_honorific
from jamaah.titles import bare_name, fold_name
from lean import dataclass

ERASED = "Anggota yang dihapus"
"""What stands where the name stood."""
NUMBER_ERASED = "…"
SHORTEST = 3
_HONORIFICS = (
    "ibu|bu|buk|ny|nyonya|saudari|sdri|mbakyu|mbak|mba|mbk|yu|budhe|bude|bulik|bulek|hj|bapak|pak|bpk|bp|saudara|sdr"
    "|pakdhe|pakde|paklik|paklek|mas|kang|mbah|lik"
)


def erased(member: Member, on: date, left: date) -> Member:
    """The member as one of whom only counts stay: of which gender, born in which year, of which RT, from when to when.

    Who has not left yet has at `left`.
    """
    gone = member.left is not None
    return replace(
        member,
        name=ERASED,
        called="",
        born=replace(member.born, month=None, day=None) if member.born else None,
        phone=None,
        occupation=None,
        household=house_of(member) if member.household else None,
        left=member.left if gone else left,
        departure=member.departure if gone else Departure.LEFT,
        parent=None,
        person=None,
        erased=on,
    )


def house_of(member: Member) -> str:
    """By what a household goes that bore an erased name: houses are counted."""
    return f"KK {member.id}"


@dataclass(frozen=True)
class Traces:
    """How one person may stand in words: by these names, and by these phones (E.164). `others` are those of the same
    book, whose names are not to be touched; `gender` is the person's own."""

    names: tuple[str, ...]
    phones: tuple[str, ...]
    others: tuple[str, ...] = ()
    gender: Gender | None = None

    def within(self, text: str) -> bool:
        """Whether a text may tell of this person, be it by one word of the name."""
        number = self._number
        return (number is not None and number.search(text) is not None) or self._mentions(text)

    def surely(self, text: str) -> bool:
        """Whether a text tells of this person and hardly of another: by the number, or by two words of the name."""
        number, several = self._number, [name for name in self.names if " " in split_honorific(name)[1]]
        return (number is not None and number.search(text) is not None) or any(
            _phrase(name).search(text) for name in several
        )

    def out_of(self, value: Any) -> Any:
        """A text, or whatever JSON holds, with what the book says instead of the names and numbers."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            return {self._text(str(name)): self.out_of(each) for name, each in value.items()}
        return [self.out_of(each) for each in value] if isinstance(value, list | tuple) else value

    def wholly_out_of(self, value: Any) -> Any:
        """The same, and every word of the names goes that nobody else bears: for what is not kept for its words."""
        if isinstance(value, str):
            said = self._text(value)
            return self._bare.sub(ERASED.lower(), said) if self._bare else said
        if isinstance(value, dict):
            return {name: self.wholly_out_of(each) for name, each in value.items()}
        return [self.wholly_out_of(each) for each in value] if isinstance(value, list | tuple) else value

    def is_household(self, household: str | None) -> bool:
        """Whether a household bears this name."""
        return household is not None and fold(household) in {fold(name) for name in self.names}

    def _text(self, text: str) -> str:
        text = self._number.sub(NUMBER_ERASED, text) if self._number else text
        kept = [found.span() for name in self.others for found in _phrase(name).finditer(text)]

        def without(found: re.Match[str]) -> str:
            start, end = found.span("name")
            longer = any(first <= start and end <= last and last - first > end - start for first, last in kept)
            told = split_honorific(f"{found['honorific'] or ''} x")[2]
            another = None not in (told, self.gender) and told is not self.gender
            return found[0] if longer or another else ERASED.lower() if found.start() else ERASED

        for pattern in self._patterns:
            text = pattern.sub(without, text)
        return text

    def _mentions(self, text: str) -> bool:
        words = set(fold(text).split())
        return any(word in words for word in self._words) or any(_phrase(name).search(text) for name in self.names)

    @cached_property
    def _words(self) -> list[str]:
        """The words of the names that nobody else of the book bears."""
        taken = {word for name in self.others for word in fold(name).split()}
        said = {word for name in self.names for word in fold_name(name).split()}
        return sorted(word for word in said - taken if len(word) >= SHORTEST and not word.isdigit())

    @cached_property
    def _bare(self) -> re.Pattern[str] | None:
        return re.compile(rf"(?<!\w)(?:{'|'.join(self._words)})(?!\w)", re.IGNORECASE) if self._words else None

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        whole = sorted({*self._whole_names()}, key=len, reverse=True)
        behind = rf"(?<!\w)(?P<honorific>{_HONORIFICS})\b\.?\s+(?P<name>{{}})(?!\w)"
        alone = rf"(?<!\w)(?:(?P<honorific>{_HONORIFICS})\b\.?\s+)?(?P<name>{{}})(?!\w)"
        found = [re.compile(alone.format(_spelt(name)), re.IGNORECASE) for name in whole]
        return found + [re.compile(behind.format(_spelt(word)), re.IGNORECASE) for word in self._words]

    def _whole_names(self) -> Iterator[str]:
        """The names that mean nobody else, be they one word."""
        others = {fold(name) for name in self.others}
        taken = {word for name in others for word in name.split()}
        for name in self.names:
            bare = split_honorific(name)[1]
            several = len(fold(bare).split()) > 1
            if fold(bare) and (fold(bare) not in others if several else fold(bare) not in taken):
                yield bare

    @cached_property
    def _number(self) -> re.Pattern[str] | None:
        cores = [number.removeprefix("+62") for number in self.phones]
        spelt = "|".join(r"[\s().-]*".join(core) for core in cores if core)
        return re.compile(rf"(?<!\d)(?:\+?62[\s().-]*|0)?(?:{spelt})(?!\d)") if spelt else None


def _spelt(name: str) -> str:
    return r"\W+".join(re.escape(word) for word in name.split())


def _phrase(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_spelt(split_honorific(name)[1] or name)}(?!\w)", re.IGNORECASE)


def traces(member: Member, others: Iterable[Member], also: Sequence[str] = (), phones: Sequence[str] = ()) -> Traces:
    """How a member may stand in words; `also` are other names, and `phones` other numbers, of the same person."""
    there = [other for other in others if other.id != member.id and other.erased is None]
    named = (member.name, bare_name(member.name), member.called, *also)
    names = dict.fromkeys(name for name in named if fold(name))
    numbers = dict.fromkeys(number for number in (member.phone, *phones) if number)
    among = dict.fromkeys(name for other in there for name in (bare_name(other.name), other.called) if name)
    return Traces(tuple(names), tuple(numbers), tuple(among), gender_of(member))
