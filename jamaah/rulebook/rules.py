"""Rules: what one asks, in which unit, from when until when, and which of several holds on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Literal

from lean import dataclass

Track = Literal["own", "law"]
TRACKS: tuple[Track, ...] = ("own", "law")


class Measure(StrEnum):
    """What a rule counts. AIDS are told and never judged; TOLD is a rule that no record of a group can show."""

    MEMBERS = "members"
    WOMEN_PERCENT = "women_percent"
    GAP_DAYS = "gap_days"
    IN_PERSON_PERCENT = "in_person_percent"
    COLLECTIVE_PERCENT = "collective_percent"
    OWN_IDEAS_PERCENT = "own_ideas_percent"
    RT_PERCENT = "rt_percent"
    AIDS = "aids"
    YOUTH = "youth"
    LOCAL = "local"
    ADULTS = "adults"
    AGE = "age"
    OFFICERS = "officers"
    TERM_YEARS = "term_years"
    NAME_WORDS = "name_words"
    DOCUMENTS = "documents"
    CAPITAL = "capital"
    TOLD = "told"


class Counted(StrEnum):
    """Of whom a rule speaks, where its source can be read in several ways."""

    PERSONS = "persons"
    HOUSEHOLDS = "households"
    MEMBERS = "members"
    ATTENDANCE = "attendance"
    OFFICERS = "officers"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` (None: ever) until the day before `until` (None: still)."""

    since: date | None = None
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether a day lies in the period."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `at_least` tells whether `threshold` is the smallest or the largest figure allowed (0 where nothing is
    counted); a rule of `advice` is never failed. `over` is how far back is looked (days of gaps and ideas, number of
    meetings), `fewest` from how many meetings on it is judged, `silent` how many meetings by the schedule in a row of
    which nothing is known leave it open, `counted` of whom it speaks, `documents` which are needed. `says` are the
    source's own words where they are at hand, `ask` who knows where the source is not certain; `why` is a note for who
    keeps the file, not for people. `file` is where it stands."""

    id: str
    track: Track
    item: int | None
    measure: Measure
    at_least: bool
    threshold: int
    advice: bool
    over: int | None
    fewest: int | None
    silent: int | None
    counted: Counted | None
    documents: tuple[str, ...]
    source: str
    says: str | None
    why: str
    ask: str | None
    in_force: tuple[Period, ...]
    file: str


@dataclass(frozen=True, slots=True)
class Version:
    """A rule as it was in force without a break from `since` until the day before `until` (None: still)."""

    rule: Rule
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules, and for each track the day up to which it was held against its sources.

    Rules that share an id are one rule's history: on a day that one holds which began last of those in force. So a new
    rule takes the place of the one before it, and where it ends (annulled) the one before it holds again.
    """

    rules: tuple[Rule, ...]
    recorded: Mapping[Track, date]

    def in_force(self, on: date) -> dict[str, Rule]:
        """The rules of a day by their ids, in the order of the files."""
        holding = {rule.id: _holding(self._of(rule.id), on) for rule in self.rules}
        return {name: rule for name, rule in holding.items() if rule is not None}

    def history(self, rule: str) -> list[Version]:
        """All that was in force under an id, the oldest first."""
        rules = self._of(rule)
        periods = [period for one in rules for period in one.in_force]
        dated = {day for period in periods for day in (period.since, period.until) if day is not None}
        turns = [date.min, *sorted(dated - {date.min}), date.max]
        spans = [Version(one, *span) for span in pairwise(turns) if (one := _holding(rules, span[0])) is not None]
        return [_open_ended(version) for version in _joined(spans)]

    def version(self, rule: str, on: date) -> Version | None:
        """What is in force under an id on a day, and since when; None if nothing is."""
        held = (version for version in self.history(rule) if Period(version.since, version.until).holds(on))
        return next(held, None)

    def replaced(self, version: Version) -> Version | None:
        """What was in force under the same id until the day on which a version began; None if nothing was."""
        before = (one for one in self.history(version.rule.id) if one.until is not None and one.until == version.since)
        return next(before, None)

    def _of(self, rule: str) -> list[Rule]:
        return [one for one in self.rules if one.id == rule]


def _holding(rules: Sequence[Rule], on: date) -> Rule | None:
    begun = [(period.since or date.min, rule) for rule in rules for period in rule.in_force if period.holds(on)]
    return max(begun, key=lambda one: one[0])[1] if begun else None


def _joined(spans: Sequence[Version]) -> list[Version]:
    """The spans of which each is of another rule than the one it follows."""
    found: list[Version] = []
    for span in spans:
        if found and found[-1].rule is span.rule and found[-1].until == span.since:
            span = Version(span.rule, found.pop().since, span.until)
        found.append(span)
    return found


def _open_ended(version: Version) -> Version:
    since = None if version.since == date.min else version.since
    return Version(version.rule, since, None if version.until == date.max else version.until)
