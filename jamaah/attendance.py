"""Attendance as it is told, statement upon statement: what follows from it, and where its figures disagree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from enum import StrEnum

from jamaah.meetings import Presence
from lean import dataclass

CAME = (Presence.PRESENT, Presence.LATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing said of who was there, by the ids of members. `others` is said of all who are not named, `everybody`
    of the whole roll; `instead` are pairs: not the first, but the second; with `only_late` nobody else was late. With
    `only_present` the names are a whole list, in place of what was thought of those in none of its parts."""

    named: Mapping[Presence, Sequence[int]] = field(default_factory=dict)
    everybody: bool = False
    others: Presence | None = None
    present_count: int | None = None
    late_count: int | None = None
    only_late: bool = False
    only_present: bool = False
    instead: Sequence[tuple[int, int]] = ()

    def ways(self) -> dict[int, list[Presence]]:
        """In which ways each member is named; who came late was present and who is sick excused, which is one way."""
        found: dict[int, list[Presence]] = {}
        for presence, members in self.named.items():
            for member in members:
                found.setdefault(member, []).append(presence)
        return {member: _one_of(ways) for member, ways in found.items()}


def _one_of(ways: list[Presence]) -> list[Presence]:
    once = list(dict.fromkeys(ways))
    nearer = {frozenset(CAME): Presence.LATE, frozenset((Presence.EXCUSED, Presence.SICK)): Presence.SICK}
    return [nearer[frozenset(once)]] if frozenset(once) in nearer else once


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was there, as far as was told: by member id, and the numbers said without names."""

    entries: Mapping[int, Presence] = field(default_factory=dict)
    present_count: int | None = None
    late_count: int | None = None

    @property
    def named(self) -> int:
        """How many are known by name to have come."""
        return sum(entry in CAME for entry in self.entries.values())

    @property
    def named_late(self) -> int:
        """How many are known by name to have come late."""
        return sum(entry is Presence.LATE for entry in self.entries.values())

    @property
    def missing(self) -> int:
        """How many are known by name not to have come."""
        return len(self.entries) - self.named


def twice_named(statements: Iterable[Statement], settled: Mapping[int, Presence]) -> tuple[int, list[Presence]] | None:
    """The first member of whom one statement says two different things, and these; None if `settled` settles all."""
    for statement in statements:
        for member, ways in statement.ways().items():
            if len(ways) > 1 and member not in settled:
                return member, ways
    return None


def reckon(
    roll: Sequence[int],
    statements: Sequence[Statement],
    settled: Mapping[int, Presence] | None = None,
    recorded: Attendance | None = None,
    pardoned: Collection[int] = (),
) -> Attendance:
    """What statements, the later before the earlier, say of a roll (member ids), on top of what is `recorded`.

    The first statement is by exception if it names nobody present, counts nobody and says nothing of the others: these
    were present. A number together with the names of all who are missing is an attendance by name too. Nobody is
    absent who was not said to be. Those `pardoned` had said beforehand that they would not come: they are excused where
    they are not named and it is neither said that everybody came nor that more came than could be without them.
    """
    told = recorded or Attendance()
    entries, others = dict(told.entries), None if recorded else _by_exception(statements)
    present, late = told.present_count, told.late_count
    for statement in statements:
        if statement.everybody:
            entries, others, present, late = {}, Presence.PRESENT, None, None
        if statement.only_present:
            replaced = {*CAME, *statement.named}
            entries = {member: entry for member, entry in entries.items() if entry not in replaced}
            others, present = None, None
        if statement.only_late:
            entries, late = {member: _in_time(entry) for member, entry in entries.items()}, None
        entries |= {member: (settled or {}).get(member, ways[0]) for member, ways in statement.ways().items()}
        _swap(entries, statement.instead)
        if statement.present_count is not None:
            present, others = statement.present_count, Presence.PRESENT if statement.everybody else None
        others = statement.others or others
        late = late if statement.late_count is None else statement.late_count
    if entries or present is not None or others is not None:
        away = _stayed_away(roll, statements, pardoned)
        missing = {member for member, entry in entries.items() if entry not in CAME} | away
        if present is None or present + len(missing) <= len(roll):
            entries |= dict.fromkeys(away, Presence.EXCUSED)
    if others is not None:
        entries = {member: entries.get(member, others) for member in [*roll, *entries]}
    ordered = {member: entries[member] for member in [*roll, *entries] if member in entries}
    return _agreed(Attendance(ordered, present, late), roll)


def _stayed_away(roll: Sequence[int], statements: Sequence[Statement], pardoned: Collection[int]) -> set[int]:
    """Those who had asked to be excused and of whom nothing else is said."""
    if any(statement.everybody for statement in statements):
        return set()
    named = {member for statement in statements for member in statement.ways()}
    named |= {member for statement in statements for pair in statement.instead for member in pair}
    return {member for member in roll if member in pardoned and member not in named}


def _in_time(entry: Presence) -> Presence:
    return Presence.PRESENT if entry is Presence.LATE else entry


def _by_exception(statements: Sequence[Statement]) -> Presence | None:
    """What is to be thought of those not named, by the first statement that says anything of who was there."""
    first = next((one for one in statements if one.named or one.present_count is not None or one.others), None)
    if first is None or first.present_count is not None or Presence.PRESENT in first.named:
        return None
    return Presence.PRESENT


def _swap(entries: dict[int, Presence], pairs: Iterable[tuple[int, int]]) -> None:
    for wrong, right in pairs:
        if wrong in entries:
            entries[right] = entries.pop(wrong)


def _agreed(told: Attendance, roll: Sequence[int]) -> Attendance:
    """Without a number that says no more than the names do."""
    if told.late_count == told.named_late:
        told = replace(told, late_count=None)
    if told.present_count is None:
        return told
    if told.named == told.present_count:
        return replace(told, present_count=None)
    if told.missing and told.named == 0 and told.present_count + told.missing == len(roll):
        return replace(told, entries=_filled(told, roll), present_count=None)
    return told


def _filled(told: Attendance, roll: Sequence[int]) -> dict[int, Presence]:
    return {member: told.entries.get(member, Presence.PRESENT) for member in [*roll, *told.entries]}


class Meaning(StrEnum):
    """How figures that disagree may be meant: the names are right or the number is; everybody came; nothing is known
    yet; all who came were late; of the late the names are right or the number is; how many were late is not known."""

    NAMES = "names"
    COUNT = "count"
    EVERYBODY = "everybody"
    OPEN = "open"
    ALL_LATE = "all_late"
    LATE_NAMES = "late_names"
    LATE_COUNT = "late_count"
    LATE_OPEN = "late_open"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Figures that disagree. `reason`: "fewer_than_named" (facts present, named), "more_than_members" (present,
    missing, members), "more_than_all" (present, members), "empty_book" (present),
    "more_late_than_present" (late, present), "fewer_late_than_named" (late, named)."""

    reason: str
    facts: Mapping[str, int]
    meanings: tuple[Meaning, ...]

    @property
    def key(self) -> str:
        """The same for the same doubt about the same figures."""
        return " ".join([self.reason, *map(str, self.facts.values())])


def doubt(told: Attendance, members: int) -> Doubt | None:
    """Where the figures of a roll of so many `members` disagree; None if they do not."""
    count, named, missing = told.present_count, told.named, told.missing
    if count is not None and count < named:
        return Doubt("fewer_than_named", {"present": count, "named": named}, (Meaning.NAMES, Meaning.COUNT))
    if count is not None and missing and count + missing > members:
        facts = {"present": count, "missing": missing, "members": members}
        return Doubt(
            "more_than_members", facts, (Meaning.NAMES, Meaning.COUNT) if count <= members else (Meaning.NAMES,)
        )
    if count is not None and count > members == 0:
        return Doubt("empty_book", {"present": count}, (Meaning.OPEN,))
    if count is not None and count > members:
        meanings = (Meaning.EVERYBODY, Meaning.NAMES if named else Meaning.OPEN)
        return Doubt("more_than_all", {"present": count, "members": members}, meanings)
    present = named if count is None else count
    if (told.late_count or 0) > present and (count is not None or told.entries):
        facts = {"late": told.late_count or 0, "present": present}
        ways = (Meaning.ALL_LATE, Meaning.LATE_OPEN) if present else (Meaning.LATE_OPEN,)
        return Doubt("more_late_than_present", facts, ways)
    if told.late_count is not None and told.late_count < told.named_late:
        facts = {"late": told.late_count, "named": told.named_late}
        return Doubt("fewer_late_than_named", facts, (Meaning.LATE_NAMES, Meaning.LATE_COUNT))
    return None


def settle(told: Attendance, meaning: Meaning, roll: Sequence[int]) -> Attendance:
    """The attendance as it is meant, now that somebody has said so."""
    match meaning:
        case Meaning.NAMES:
            entries = told.entries if told.named else _filled(told, roll)
            return replace(told, entries=entries, present_count=None)
        case Meaning.COUNT:
            return Attendance({}, told.present_count, told.late_count or told.named_late or None)
        case Meaning.EVERYBODY:
            came = {member: Presence.LATE for member, entry in told.entries.items() if entry is Presence.LATE}
            return replace(
                told, entries={member: came.get(member, Presence.PRESENT) for member in roll}, present_count=None
            )
        case Meaning.OPEN:
            return replace(told, present_count=None)
        case Meaning.ALL_LATE:
            return replace(told, late_count=told.named if told.present_count is None else told.present_count)
        case Meaning.LATE_COUNT:
            return replace(told, entries={member: _in_time(entry) for member, entry in told.entries.items()})
        case Meaning.LATE_NAMES | Meaning.LATE_OPEN:
            return replace(told, late_count=None)
