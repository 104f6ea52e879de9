"""Findings: how one rule stands, by which records, under which version of the rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from jamaah.rulebook import Rule, Track
from lean import dataclass

Detail = Mapping[str, int | bool | date | None]


class State(StrEnum):
    """How a rule stands. ADVICE is worth a word and never a failure."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Proof:
    """The records that show how a rule stands: of which kind, their ids, and the days of the oldest and the newest."""

    records: str
    ids: tuple[int, ...] = ()
    oldest: date | None = None
    newest: date | None = None


def proof(records: str, found: Iterable[tuple[int, date | None]]) -> Proof:
    """The proof by records, each with its id and day."""
    kept = list(found)
    days = [day for _id, day in kept if day is not None]
    return Proof(records, tuple(one for one, _day in kept), min(days, default=None), max(days, default=None))


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured, before it is put beside its rule."""

    state: State
    figure: int | None
    detail: Detail
    proof: Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How one rule stands.

    `figure` is what is certain, in the rule's unit (a count, whole percents, days, years; None if nothing is), `target`
    its threshold. A rule of `advice` is never failed. Of the law, `since` is the day from which this version of it is
    in force and `replaced` the source of the one before; `ask` is who knows where the source is not certain. The keys
    of `detail` are told by the measure of the rule, in membership.py, deliberation.py, enterprise.py and founding.py.
    """

    rule: str
    track: Track
    item: int | None
    advice: bool
    state: State
    figure: int | None
    target: int
    detail: Detail
    proof: Proof
    source: str
    ask: str | None = None
    since: date | None = None
    replaced: str | None = None

    @property
    def as_of(self) -> date | None:
        """The day of the newest record that proves it."""
        return self.proof.newest


def between(rule: Rule, low: int, high: int, scale: int = 1) -> State:
    """The state of a figure known to lie from low to high, against the threshold times scale."""
    wanted = rule.threshold * scale
    surely, never = (low >= wanted, high < wanted) if rule.at_least else (high <= wanted, low > wanted)
    if surely:
        return State.MET
    return State.NOT_MET if never else State.NOT_KNOWN


def share(rule: Rule, part: int, unknown: int, whole: int) -> tuple[State, int | None]:
    """The state and the figure of a share of which so many are certain and so many may belong to it."""
    if not whole:
        return State.NOT_KNOWN, None
    return between(rule, 100 * part, 100 * (part + unknown), whole), percent(part, whole)


def percent(part: int, whole: int) -> int:
    """A share in whole percents, a half rounded up."""
    return (200 * part + whole) // (2 * whole)
