"""Reading rules from TOML, and what is wrong with a file that cannot be read so."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any, TypeVar

from jamaah.rulebook.rules import TRACKS, Counted, Measure, Period, Rule, Rulebook, Track
from lean import dataclass


class RulebookInvalid(Exception):
    """A rulebook that cannot be used: which file, which key, and what is wrong with it."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"jamaah/rulebook/{file}: {key}: {reason}")
        self.file = file
        self.key = key
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Needs:
    """Which keys a measure has besides those of every rule. `most` is the highest threshold that can be met."""

    bound: bool = True
    most: int | None = None
    over: bool = False
    fewest: bool = False
    silent: bool = False
    documents: bool = False
    counted: tuple[Counted, ...] = ()


# 100 % women could not be reached by adding members to a group that has a man.
_NEEDS: Mapping[Measure, _Needs] = {
    Measure.MEMBERS: _Needs(counted=(Counted.PERSONS, Counted.HOUSEHOLDS)),
    Measure.WOMEN_PERCENT: _Needs(most=99, over=True, counted=(Counted.MEMBERS, Counted.ATTENDANCE, Counted.OFFICERS)),
    Measure.GAP_DAYS: _Needs(over=True, fewest=True, silent=True),
    Measure.IN_PERSON_PERCENT: _Needs(most=100, over=True),
    Measure.COLLECTIVE_PERCENT: _Needs(most=100),
    Measure.OWN_IDEAS_PERCENT: _Needs(most=100, over=True),
    Measure.RT_PERCENT: _Needs(most=100),
    Measure.YOUTH: _Needs(over=True),
    Measure.DOCUMENTS: _Needs(documents=True),
    Measure.AIDS: _Needs(bound=False),
    Measure.TOLD: _Needs(bound=False),
}
Name = TypeVar("Name", Measure, Counted)
_BOUNDS = ("at_least", "at_most")
_KEYS = frozenset(
    {
        "id",
        "item",
        "measure",
        *_BOUNDS,
        "advice",
        "over",
        "fewest",
        "silent",
        "counted",
        "documents",
        "source",
        "says",
        "why",
    }
) | {"ask", "in_force"}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a file something may be wrong."""

    file: str
    prefix: str = ""

    @property
    def track(self) -> Track:
        return _track(self.file)

    def invalid(self, key: str, reason: str) -> RulebookInvalid:
        return RulebookInvalid(self.file, self.prefix + key, reason)


def read(files: Mapping[str, str]) -> Rulebook:
    """The rulebook of TOML texts by the names of their files: own.toml, and law/*.toml, one for each law.

    Raises RulebookInvalid, which names file, key and reason.
    """
    bodies = {file: _parsed(file, text) for file, text in files.items()}
    for track in TRACKS:
        if not any(_track(file) == track for file in files):
            raise RulebookInvalid(track, "(file)", "is missing")
    rules = tuple(rule for file, body in bodies.items() for rule in _rules(file, body))
    _check_histories(rules)
    days = {file: _day(_Place(file), body, "recorded") for file, body in bodies.items()}
    return Rulebook(rules, {track: max(days[file] for file in files if _track(file) == track) for track in TRACKS})


def _track(file: str) -> Track:
    return "law" if file.startswith("law/") else "own"


def _parsed(file: str, text: str) -> dict[str, Any]:
    try:
        body = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookInvalid(file, "(file)", str(error)) from error
    _check_keys(_Place(file), body, {"recorded", "rule"})
    return body


def _rules(file: str, body: Mapping[str, Any]) -> list[Rule]:
    tables = _value(_Place(file), body, "rule", list)
    return [_rule(_Place(file, f"rule[{number}]."), table) for number, table in enumerate(tables)]


def _rule(place: _Place, table: Mapping[str, Any]) -> Rule:
    _check_keys(place, table, _KEYS)
    measure = _one_of(place, table, "measure", tuple(Measure))
    needs = _NEEDS.get(measure, _Needs())
    bound = _bound(place, table, needs)
    return Rule(
        id=_words(place, table, "id"),
        track=place.track,
        item=_item(place, table),
        measure=measure,
        at_least=bound != "at_most",
        threshold=_threshold(place, table, bound, needs.most) if bound else 0,
        advice=_value(place, table, "advice", bool, False),
        over=_number(place, table, "over") if _wanted(place, table, "over", needs.over) else None,
        fewest=_number(place, table, "fewest") if _wanted(place, table, "fewest", needs.fewest) else None,
        silent=_number(place, table, "silent") if _wanted(place, table, "silent", needs.silent) else None,
        counted=_counted(place, table, needs),
        documents=_documents(place, table, needs, bound),
        source=_words(place, table, "source"),
        says=_words(place, table, "says") if place.track == "own" or "says" in table else None,
        why=_words(place, table, "why"),
        ask=_words(place, table, "ask") if "ask" in table else None,
        in_force=_periods(place, table),
        file=place.file,
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


def _number(place: _Place, table: Mapping[str, Any], key: str) -> int:
    number: int = _value(place, table, key, int)
    if number < 1:
        raise place.invalid(key, "at least 1 expected")
    return number


def _day(place: _Place, table: Mapping[str, Any], key: str) -> date:
    day: date = _value(place, table, key, date)
    return day


def _wanted(place: _Place, table: Mapping[str, Any], key: str, wanted: bool) -> bool:
    """Whether a key is to be read: one that a measure does not have must not be there."""
    if not wanted and key in table:
        raise place.invalid(key, "this measure has none")
    return wanted


def _one_of(place: _Place, table: Mapping[str, Any], key: str, names: Sequence[Name]) -> Name:
    said = _words(place, table, key)
    for name in names:
        if name == said:
            return name
    raise place.invalid(key, f"one of {', '.join(names)} expected")


def _item(place: _Place, table: Mapping[str, Any]) -> int | None:
    if not _wanted(place, table, "item", place.track == "own"):
        return None
    item = _number(place, table, "item")
    if item > 10:
        raise place.invalid("item", "1 to 10 expected")
    return item


def _bound(place: _Place, table: Mapping[str, Any], needs: _Needs) -> str | None:
    given = [bound for bound in _BOUNDS if _wanted(place, table, bound, needs.bound) and bound in table]
    if needs.bound and len(given) != 1:
        raise place.invalid(_BOUNDS[0], f"give either {' or '.join(_BOUNDS)}")
    return given[0] if given else None


def _threshold(place: _Place, table: Mapping[str, Any], bound: str, most: int | None) -> int:
    threshold = _number(place, table, bound)
    if most is not None and threshold > most:
        raise place.invalid(bound, f"at most {most} expected")
    return threshold


def _counted(place: _Place, table: Mapping[str, Any], needs: _Needs) -> Counted | None:
    wanted = _wanted(place, table, "counted", bool(needs.counted))
    return _one_of(place, table, "counted", needs.counted) if wanted else None


def _documents(place: _Place, table: Mapping[str, Any], needs: _Needs, bound: str | None) -> tuple[str, ...]:
    if not _wanted(place, table, "documents", needs.documents):
        return ()
    documents = _value(place, table, "documents", list)
    if not all(type(one) is str and one.strip() for one in documents) or len(set(documents)) < len(documents):
        raise place.invalid("documents", "names expected, each once")
    if bound and table[bound] > len(documents):
        raise place.invalid(bound, f"at most {len(documents)} expected, as many as there are documents")
    return tuple(documents)


def _periods(place: _Place, table: Mapping[str, Any]) -> tuple[Period, ...]:
    tables = _value(place, table, "in_force", list)
    if not tables:
        raise place.invalid("in_force", "is empty")
    return tuple(_period(_Place(place.file, f"{place.prefix}in_force[{n}]."), each) for n, each in enumerate(tables))


def _period(place: _Place, table: Mapping[str, Any]) -> Period:
    _check_keys(place, table, {"from", "until"})
    since, until = (_day(place, table, key) if key in table else None for key in ("from", "until"))
    if since is not None and until is not None and until <= since:
        raise place.invalid("until", "is not after from")
    return Period(since, until)


def _check_histories(rules: Sequence[Rule]) -> None:
    for one, other in combinations(rules, 2):
        if one.id == other.id and (one.track, one.measure) != (other.track, other.measure):
            raise RulebookInvalid(other.file, other.id, f"means something else in {one.file}")
    begun = [(rule, period.since) for rule in rules for period in rule.in_force]
    for (one, since), (other, again) in combinations(begun, 2):
        if one.id == other.id and since == again:
            raise RulebookInvalid(other.file, other.id, f"begins twice on one day, here and in {one.file}")
