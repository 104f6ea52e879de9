"""The rulebook: the rules as data, each with its threshold, its source and the days on which it is in force."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

Track = Literal["own", "law"]
TRACKS: tuple[Track, ...] = ("own", "law")


class RulebookInvalid(Exception):
    """A rulebook that cannot be used: which file, which key, and what is wrong with it."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}")
        self.file = file
        self.key = key
        self.reason = reason


class Measure(StrEnum):
    """What a rule counts."""

    MEMBERS = "members"
    WOMEN_PERCENT = "women_percent"
    GAP_DAYS = "gap_days"
    IN_PERSON_PERCENT = "in_person_percent"
    ADULTS = "adults"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` (None: ever) until the day before `until` (None: still)."""

    since: date | None = None
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether a day lies in the period."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        begins_in_time = self.since is None or other.until is None or self.since < other.until
        return begins_in_time and (other.since is None or self.until is None or other.since < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `at_least` tells whether `threshold` is the smallest or the largest figure allowed; a rule of `advice`
    is never failed. `over` is how far back is looked (days of gaps, number of meetings). `why` is a note for who keeps
    the file, not for people."""

    id: str
    track: Track
    item: int | None
    measure: Measure
    at_least: bool
    threshold: int
    advice: bool
    over: int | None
    source: str
    why: str
    in_force: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules, and for each track the day up to which it was held against its sources."""

    rules: tuple[Rule, ...]
    recorded: Mapping[Track, date]

    def in_force(self, on: date) -> dict[str, Rule]:
        """The rules of a day by their ids, in the order of the files."""
        return {rule.id: rule for rule in self.rules if any(period.holds(on) for period in rule.in_force)}


@lru_cache(maxsize=1)
def load() -> Rulebook:
    """The rulebook beside this file. Raises RulebookInvalid."""
    folder = Path(__file__).parent
    return read({track: (folder / f"{track}.toml").read_text(encoding="utf-8") for track in TRACKS})


def read(texts: Mapping[Track, str]) -> Rulebook:
    """The rulebook of two TOML texts, by track. Raises RulebookInvalid, which names file, key and reason."""
    bodies = {track: _parsed(track, texts[track]) for track in TRACKS}
    rules = tuple(rule for track in TRACKS for rule in _rules(track, bodies[track]))
    _check_histories(rules)
    return Rulebook(rules, {track: _recorded(track, bodies[track]) for track in TRACKS})


def _parsed(track: Track, text: str) -> dict[str, Any]:
    try:
        body = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookInvalid(_file(track), "(file)", str(error)) from error
    _check_keys(_Place(track, ""), body, {"recorded", "rule"})
    return body


def _recorded(track: Track, body: Mapping[str, Any]) -> date:
    recorded: date = _value(_Place(track, ""), body, "recorded", date)
    return recorded


def _rules(track: Track, body: Mapping[str, Any]) -> list[Rule]:
    tables = _value(_Place(track, ""), body, "rule", list)
    return [_rule(_Place(track, f"rule[{number}]."), table) for number, table in enumerate(tables)]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a file something is wrong."""

    track: Track
    prefix: str

    def invalid(self, key: str, reason: str) -> RulebookInvalid:
        return RulebookInvalid(_file(self.track), self.prefix + key, reason)


_KEYS = frozenset({"id", "item", "measure", "at_least", "at_most", "advice", "over", "source", "why", "in_force"})


def _rule(place: _Place, table: Mapping[str, Any]) -> Rule:
    _check_keys(place, table, _KEYS)
    if ("at_least" in table) == ("at_most" in table):
        raise place.invalid("at_least", "give either at_least or at_most")
    bound = "at_least" if "at_least" in table else "at_most"
    return Rule(
        id=_words(place, table, "id"),
        track=place.track,
        item=_item(place, table),
        measure=_measure(place, table),
        at_least=bound == "at_least",
        threshold=_threshold(place, table, bound),
        advice=_value(place, table, "advice", bool, False),
        over=_over(place, table),
        source=_words(place, table, "source"),
        why=_words(place, table, "why"),
        in_force=_periods(place, table),
    )


def _check_keys(place: _Place, table: Mapping[str, Any], known: Iterable[str]) -> None:
    if not isinstance(table, Mapping):
        raise place.invalid("", "a table expected")
    for key in sorted(table.keys() - set(known)):
        raise place.invalid(key, "no such key")


def _value(place: _Place, table: Mapping[str, Any], key: str, kind: type, default: Any = None) -> Any:
    value = table.get(key, default)
    # A bool is an int to Python and a moment is a date, but neither is what the file means.
    if type(value) is not kind:
        raise place.invalid(key, f"{kind.__name__} expected" if key in table else "is missing")
    return value


def _words(place: _Place, table: Mapping[str, Any], key: str) -> str:
    words: str = _value(place, table, key, str)
    if not words.strip():
        raise place.invalid(key, "is empty")
    return words


def _item(place: _Place, table: Mapping[str, Any]) -> int | None:
    if place.track == "law":
        if "item" in table:
            raise place.invalid("item", "the law has no items")
        return None
    item: int = _value(place, table, "item", int)
    if not 1 <= item <= 10:
        raise place.invalid("item", "1 to 10 expected")
    return item


def _measure(place: _Place, table: Mapping[str, Any]) -> Measure:
    name = _words(place, table, "measure")
    if name not in list(Measure):
        raise place.invalid("measure", f"one of {', '.join(Measure)} expected")
    return Measure(name)


def _threshold(place: _Place, table: Mapping[str, Any], bound: str) -> int:
    threshold: int = _value(place, table, bound, int)
    if threshold < 1:
        raise place.invalid(bound, "at least 1 expected")
    measure = _measure(place, table)
    # 100 % women could not be reached by adding members to a group that has a man.
    most = {Measure.WOMEN_PERCENT: 99, Measure.IN_PERSON_PERCENT: 100}.get(measure)
    if most is not None and threshold > most:
        raise place.invalid(bound, f"at most {most} expected")
    return threshold


def _over(place: _Place, table: Mapping[str, Any]) -> int | None:
    needed = _measure(place, table) in (Measure.GAP_DAYS, Measure.IN_PERSON_PERCENT)
    if not needed:
        if "over" in table:
            raise place.invalid("over", "this measure does not look back")
        return None
    over: int = _value(place, table, "over", int)
    if over < 1:
        raise place.invalid("over", "at least 1 expected")
    return over


def _periods(place: _Place, table: Mapping[str, Any]) -> tuple[Period, ...]:
    tables = _value(place, table, "in_force", list)
    if not tables:
        raise place.invalid("in_force", "is empty")
    return tuple(_period(_Place(place.track, f"{place.prefix}in_force[{n}]."), each) for n, each in enumerate(tables))


def _period(place: _Place, table: Mapping[str, Any]) -> Period:
    _check_keys(place, table, {"from", "until"})
    since, until = (_value(place, table, key, date) if key in table else None for key in ("from", "until"))
    if since is not None and until is not None and until <= since:
        raise place.invalid("until", "is not after from")
    return Period(since, until)


def _check_histories(rules: Sequence[Rule]) -> None:
    for one, other in combinations(rules, 2):
        if one.id == other.id and (one.track, one.measure) != (other.track, other.measure):
            raise RulebookInvalid(_file(other.track), other.id, "one id means one thing")
    periods = [(rule, period) for rule in rules for period in rule.in_force]
    for (one, period), (other, next_period) in combinations(periods, 2):
        if one.id == other.id and period.overlaps(next_period):
            raise RulebookInvalid(_file(other.track), other.id, "in force twice on one day")


def _file(track: Track) -> str:
    return f"{track}.toml"
