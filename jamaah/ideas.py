"""Ideas: who brought one, when it was discussed, whether it was adopted, what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum

from jamaah.people import fold
from lean import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """An idea told on a day. `by` is the member who brought it, `outside` who else did (an office, a company); neither:
    nobody said who. `adopted` is None while nothing was decided; `meeting` is the one that decided; `outcome` is what
    came of it, as said. `number` is the one it keeps in the group's book, 0 until it is entered."""

    id: int = 0
    group: int
    day: date
    what: str
    by: int | None = None
    outside: str | None = None
    discussed: date | None = None
    adopted: bool | None = None
    decided: date | None = None
    meeting: int | None = None
    outcome: str | None = None
    number: int = 0


class Standing(StrEnum):
    """How far an idea has come."""

    NEW = "new"
    DISCUSSED = "discussed"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    CARRIED_OUT = "carried_out"


def adopted_on(idea: Idea) -> date | None:
    """The day on which an idea was adopted, by the best that is known; None if it was not."""
    return (idea.decided or idea.discussed or idea.day) if idea.adopted else None


def standing(idea: Idea) -> Standing:
    """How far an idea has come."""
    if idea.adopted is None:
        return Standing.NEW if idea.discussed is None else Standing.DISCUSSED
    if not idea.adopted:
        return Standing.NOT_ADOPTED
    return Standing.CARRIED_OUT if idea.outcome else Standing.ADOPTED


def is_open(idea: Idea) -> bool:
    """Whether nothing is decided about it."""
    return idea.adopted is None


def discussed(idea: Idea, day: date) -> Idea:
    """The idea once it was talked about on a day and nothing decided; it was told on that day at the latest."""
    return replace(
        idea,
        day=min(idea.day, day),
        discussed=day,
        adopted=None,
        decided=None,
        meeting=None,
        outcome=None,
    )


def decided(idea: Idea, day: date, *, adopted: bool, meeting: int | None = None) -> Idea:
    """The idea once it was adopted or not, perhaps at a meeting; it was discussed on that day at the latest."""
    told = discussed(idea, day if idea.discussed is None else min(idea.discussed, day))
    outcome = idea.outcome if adopted else None
    return replace(told, adopted=adopted, decided=day, meeting=meeting, outcome=outcome)


def carried_out(idea: Idea, outcome: str) -> Idea:
    """The idea once something has come of it: then it was adopted, whether or not anybody wrote down when."""
    if idea.adopted:
        return replace(idea, outcome=outcome)
    return replace(idea, adopted=True, decided=None, meeting=None, outcome=outcome)


def known(what: str, ideas: Iterable[Idea]) -> Idea | None:
    """The idea that says the same and is still to be decided or carried out."""
    waiting = (idea for idea in ideas if standing(idea) in (Standing.NEW, Standing.DISCUSSED, Standing.ADOPTED))
    return next((idea for idea in waiting if fold(idea.what) == fold(what)), None)
