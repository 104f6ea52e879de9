"""Stories: what people said and when, as a text file, and how it is played on the phones.

    @ -56d 19:30                    the clock: so many days before today, at this time (WIB)
    sri > bikin kelompok            what somebody says; further lines of it are indented
    sri > [Simpan]                  a tap on the newest button with this label on that phone
    tini > /start {code}            {code} is the last invitation code anybody was sent
    sri > kumpulan tiap {day}       {day} is the weekday of the last move, so that a story fits any today
    # a remark

The story tells only what people do. What the product answers, it answers itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Protocol

from bot.channels.simulator.clock import WIB
from lean import dataclass

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MOVE = re.compile(r"@ -(\d{1,4})d (\d\d:\d\d)")
_SAY = re.compile(r"([^>\[\]]+?) > (.+)")
_TAP = re.compile(r"\[(.+)\]")
_KNOWN = re.compile(r"\{(?:code|day)\}")
_CODE = re.compile(r"(?:/start |[?&]start=)([A-Za-z0-9_-]+)")


class StoryBroken(Exception):
    """A story cannot be read, or the product did not go along with it; says the line."""


@dataclass(frozen=True, slots=True)
class Move:
    """Set the clock `days` before today at `at`, WIB."""

    line: int
    days: int
    at: time

    def instant(self, now: int) -> int:
        """Seconds since 1970, counted from the day of `now`."""
        day = datetime.fromtimestamp(now, WIB).date() - timedelta(days=self.days)
        return int(datetime.combine(day, self.at, WIB).timestamp())


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody says a text, or taps if the text is a label in brackets."""

    line: int
    person: str
    text: str

    @property
    def label(self) -> str | None:
        """The label of the button that is tapped."""
        match = _TAP.fullmatch(self.text)
        return match[1] if match else None


class Teller(Protocol):
    """Who plays a story's steps."""

    async def move(self, to: int) -> None:
        """Move the clock, doing what falls due on the way."""
        ...

    async def text(self, person: str, text: str) -> Sequence[str]:
        """Say a text and answer the texts of the replies."""
        ...

    async def tap(self, person: str, label: str) -> Sequence[str]:
        """Tap the newest button with this label. Raises LookupError if the phone has none."""
        ...


def parse(text: str) -> list[Move | Line]:
    """The steps of a story. Raises StoryBroken with the line that is not one, or goes back in time."""
    steps: list[Move | Line] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("    "):
            steps.append(_longer(steps, number, line.strip()))
        else:
            steps.append(_step(number, line.rstrip()))
    _check_order([step for step in steps if isinstance(step, Move)])
    return steps


def _longer(steps: list[Move | Line], number: int, words: str) -> Line:
    if not steps or not isinstance(steps[-1], Line):
        raise StoryBroken(f"line {number}: nothing that it could continue")
    said = steps.pop()
    assert isinstance(said, Line)
    return replace(said, text=f"{said.text}\n{words}")


def _step(number: int, line: str) -> Move | Line:
    if move := _MOVE.fullmatch(line):
        return Move(number, int(move[1]), time.fromisoformat(move[2]))
    if say := _SAY.fullmatch(line):
        return Line(number, say[1], say[2])
    raise StoryBroken(f"line {number}: neither a move of the clock nor something said")


def _check_order(moves: Sequence[Move]) -> None:
    for before, move in pairwise(moves):
        if (-move.days, move.at) < (-before.days, before.at):
            raise StoryBroken(f"line {move.line}: the clock goes back")
    if moves and moves[-1].days == 0:
        raise StoryBroken(f"line {moves[-1].line}: a story is over before today")


async def play(steps: Sequence[Move | Line], now: int, code: str, teller: Teller) -> None:
    """Play a story that ends before `now`; `code` is the first code. Raises StoryBroken where it does not go on."""
    clock = now
    for step in steps:
        if isinstance(step, Move):
            clock = step.instant(now)
            await teller.move(clock)
            continue
        day = DAYS[datetime.fromtimestamp(clock, WIB).weekday()]
        replies = await _say(step, {"{code}": code, "{day}": day}, teller)
        if not replies:
            raise StoryBroken(f"line {step.line}: nothing was answered")
        code = next(reversed(_CODE.findall("\n".join(replies))), code)


async def _say(step: Line, known: Mapping[str, str], teller: Teller) -> Sequence[str]:
    if step.label is None:
        return await teller.text(step.person, _KNOWN.sub(lambda word: known[word[0]], step.text))
    try:
        return await teller.tap(step.person, step.label)
    except LookupError:
        raise StoryBroken(f"line {step.line}: {step.person} has no button [{step.label}]") from None
