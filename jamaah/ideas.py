"""Ideas: who brought one, when it was discussed, whether it was adopted, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """An idea told on a day. `by` is the member who brought it, `outside` who else did (an office, a company); neither:
    nobody said who. `adopted` is None while nothing was decided; `meeting` is the one that decided; `outcome` is what
    came of it, as said."""

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


def adopted_on(idea: Idea) -> date | None:
    """The day on which an idea was adopted, by the best that is known; None if it was not."""
    return (idea.decided or idea.discussed or idea.day) if idea.adopted else None
