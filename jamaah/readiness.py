"""Readiness: how far a group is from its own rules and from the law's, and the shortest way there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from jamaah.groups import Group
from jamaah.meetings import Meeting, Tally, tally
from jamaah.members import Member, belongs, figures
from jamaah.people import age_range
from jamaah.rulebook import Measure, Rule, Rulebook, Track
from jamaah.timetable import Pause, Timetable

Detail = Mapping[str, int | bool | date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the records show of a group on a day: its members, its meetings and its timetable."""

    group: Group
    on: date
    members: Sequence[Member]
    meetings: Sequence[Meeting]
    timetable: Timetable | None

    @property
    def pauses(self) -> Sequence[Pause]:
        """When no meeting was expected."""
        return self.timetable.pauses if self.timetable else ()


class State(StrEnum):
    """How a rule stands. ADVICE is worth a word and never a failure."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How one rule stands.

    `figure` is what is certain, in the rule's unit (a count, whole percents, days; None if nothing is), `target` its
    threshold, `as_of` the day of the newest record that proves it. The keys of `detail` by the measure of the rule:
    members: total · women_percent: total, women, men, unknown · gap_days: meetings, last, since_last, gap_from, gap_to,
    scheduled · in_person_percent: meetings, present, expected, represented, missing (excused or absent), unsure
    (meetings that do not account for everybody) · adults: total, adults, age_unknown, under_age, adult_age.
    """

    rule: str
    track: Track
    state: State
    figure: int | None
    target: int
    detail: Detail
    as_of: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Shortest:
    """The fewest members to add so that smallest number and share of women are met, and of them the fewest women. With
    `tell_genders` above 0 it may be more: so many members' genders are not recorded and have been counted as women."""

    add_women: int
    add_others: int
    tell_genders: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """The findings in the order of the rulebook and the shortest way, as of the day `on`; `recorded` is the day up to
    which each track of rules is known."""

    on: date
    findings: tuple[Finding, ...]
    shortest: Shortest
    recorded: Mapping[Track, date]

    def find(self, rule: str) -> Finding | None:
        """The finding of a rule by its id, None if that rule is not in force."""
        return next((finding for finding in self.findings if finding.rule == rule), None)

    @property
    def own(self) -> tuple[int, int]:
        """How many of the group's own rules are met, and how many there are; advice and the largest number aside."""
        own = [finding for finding in self.findings if finding.track == "own" and finding.rule != "members_max"]
        counted = [finding.state for finding in own if finding.state is not State.ADVICE]
        return counted.count(State.MET), len(counted)

    @property
    def is_ready(self) -> bool:
        """Whether all of its own rules are met, and none of the law's is known not to be."""
        met, counted = self.own
        return met == counted and all(finding.state is not State.NOT_MET for finding in self.findings)


COUNTED = frozenset(
    {Measure.MEMBERS, Measure.WOMEN_PERCENT, Measure.GAP_DAYS, Measure.IN_PERSON_PERCENT, Measure.ADULTS}
)


def assess(evidence: Evidence, rulebook: Rulebook) -> Report:
    """How a group stands by the countable rules in force on the day of the evidence. Figures and codes only."""
    rules = list(rulebook.in_force(evidence.on).values())
    findings = tuple(_finding(rule, evidence, rules) for rule in rules if rule.measure in COUNTED)
    return Report(evidence.on, findings, _shortest_way(evidence, rules), rulebook.recorded)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was measured, before it is put beside its rule."""

    state: State
    figure: int | None
    detail: Detail
    as_of: date | None


def _finding(rule: Rule, evidence: Evidence, rules: Sequence[Rule]) -> Finding:
    found = _found(rule, evidence, rules)
    advised = found.state is State.NOT_MET and rule.advice
    return Finding(
        rule=rule.id,
        track=rule.track,
        state=State.ADVICE if advised else found.state,
        figure=found.figure,
        target=rule.threshold,
        detail=found.detail,
        as_of=found.as_of,
        source=rule.source,
    )


def _found(rule: Rule, evidence: Evidence, rules: Sequence[Rule]) -> _Found:
    if rule.measure is Measure.ADULTS:
        return _adults(rule, evidence, rules)
    measure: dict[Measure, Callable[[Rule, Evidence], _Found]] = {
        Measure.MEMBERS: _members,
        Measure.WOMEN_PERCENT: _women,
        Measure.GAP_DAYS: _gaps,
        Measure.IN_PERSON_PERCENT: _in_person,
    }
    return measure[rule.measure](rule, evidence)


def _between(rule: Rule, low: int, high: int, scale: int = 1) -> State:
    """The state of a figure known to lie from low to high, against the threshold times scale."""
    wanted = rule.threshold * scale
    surely, never = (low >= wanted, high < wanted) if rule.at_least else (high <= wanted, low > wanted)
    if surely:
        return State.MET
    return State.NOT_MET if never else State.NOT_KNOWN


def percent(part: int, whole: int) -> int:
    """A share in whole percents, a half rounded up."""
    return (200 * part + whole) // (2 * whole)


def _now(evidence: Evidence) -> list[Member]:
    return [member for member in evidence.members if belongs(member, evidence.on)]


def _register_as_of(evidence: Evidence) -> date | None:
    days = [day for member in evidence.members for day in (member.joined, member.left) if day is not None]
    return max((day for day in days if day <= evidence.on), default=None)


def _members(rule: Rule, evidence: Evidence) -> _Found:
    total = len(_now(evidence))
    return _Found(_between(rule, total, total), total, {"total": total}, _register_as_of(evidence))


def _women(rule: Rule, evidence: Evidence) -> _Found:
    have = figures(evidence.members, evidence.on)
    detail = {"total": have.total, "women": have.women, "men": have.men, "unknown": have.unknown}
    if not have.total:
        return _Found(State.NOT_KNOWN, None, detail, None)
    state = _between(rule, 100 * have.women, 100 * (have.women + have.unknown), have.total)
    return _Found(state, percent(have.women, have.total), detail, _register_as_of(evidence))


def _held(evidence: Evidence) -> list[Meeting]:
    return sorted((meeting for meeting in evidence.meetings if meeting.day <= evidence.on), key=lambda held: held.day)


def _gaps(rule: Rule, evidence: Evidence) -> _Found:
    days = sorted({meeting.day for meeting in _held(evidence)})
    last = days[-1] if days else None
    known: Detail = {"meetings": len(days), "last": last, "scheduled": evidence.timetable is not None}
    if last is None or len(days) < 2:
        return _Found(State.NOT_KNOWN, None, known, last)
    counted_from = evidence.on - timedelta(days=rule.over or 0)
    gaps = [
        (_days(begin, end, evidence.pauses), begin, end)
        for begin, end in zip(days, [*days[1:], evidence.on], strict=True)
        if end >= counted_from
    ]
    largest, begin, end = max(gaps)
    detail = {**known, "since_last": _days(last, evidence.on, evidence.pauses), "gap_from": begin, "gap_to": end}
    return _Found(_between(rule, largest, largest), largest, detail, last)


def _days(begin: date, end: date, pauses: Sequence[Pause]) -> int:
    """How many days after `begin` until `end` lie in no pause."""
    if not pauses:
        return (end - begin).days
    days = map(date.fromordinal, range(begin.toordinal() + 1, end.toordinal() + 1))
    return sum(not any(pause.holds(day) for pause in pauses) for day in days)


def _in_person(rule: Rule, evidence: Evidence) -> _Found:
    held = [meeting for meeting in _held(evidence) if meeting.attendance or meeting.present_count is not None]
    looked_at = held[-(rule.over or 1) :]
    rolls = [_roll_of(meeting, evidence) for meeting in looked_at]
    tallies = [tally(meeting, roll) for meeting, roll in zip(looked_at, rolls, strict=True)]
    detail = _attendance(tallies, [len(roll) for roll in rolls])
    present, expected = detail["present"], detail["expected"]
    figure = percent(present, expected) if expected else None
    return _Found(_full_presence(rule, detail), figure, detail, looked_at[-1].day if looked_at else None)


def _roll_of(meeting: Meeting, evidence: Evidence) -> list[Member]:
    """Who could have come: an entry proves it also for somebody who was registered after the meeting."""
    members = _now(evidence)
    return [member for member in members if member.joined <= meeting.day or member.id in meeting.attendance]


def _attendance(tallies: Sequence[Tally], rolls: Sequence[int]) -> dict[str, int]:
    missing = [one.excused + one.absent for one in tallies]
    accounted = [one.present + away + one.represented for one, away in zip(tallies, missing, strict=True)]
    comparable = [(one.present, roll) for one, roll in zip(tallies, rolls, strict=True) if one.present <= roll]
    return {
        "meetings": len(tallies),
        "present": sum(present for present, _ in comparable),
        "expected": sum(roll for _, roll in comparable),
        "represented": sum(one.represented for one in tallies),
        "missing": sum(missing),
        "unsure": sum(people != roll for people, roll in zip(accounted, rolls, strict=True)),
    }


def _full_presence(rule: Rule, seen: Mapping[str, int]) -> State:
    """Representation is the breach; that somebody was ill is worth a word; what was not recorded is not known."""
    if seen["represented"]:
        return State.NOT_MET
    if seen["unsure"] or not seen["expected"]:
        return State.NOT_KNOWN
    return State.MET if 100 * seen["present"] >= rule.threshold * seen["expected"] else State.ADVICE


def _adults(rule: Rule, evidence: Evidence, rules: Sequence[Rule]) -> _Found:
    members = _now(evidence)
    adult_age = max((other.threshold for other in rules if other.measure is Measure.AGE), default=None)
    ages = [age_range(member.born, evidence.on) for member in members if member.born and adult_age is not None]
    adults = sum(youngest >= (adult_age or 0) for youngest, _ in ages)
    under_age = sum(oldest < (adult_age or 0) for _, oldest in ages)
    detail = {
        "total": len(members),
        "adults": adults,
        "age_unknown": len(members) - adults - under_age,
        "under_age": under_age,
        "adult_age": adult_age,
    }
    # Marriage makes adult before that age and is not recorded: nobody is known not to be one.
    return _Found(_between(rule, adults, len(members)), adults, detail, _register_as_of(evidence))


def _shortest_way(evidence: Evidence, rules: Iterable[Rule]) -> Shortest:
    own = [rule for rule in rules if rule.track == "own" and rule.at_least]
    minimum = max((rule.threshold for rule in own if rule.measure is Measure.MEMBERS), default=0)
    share = max((rule.threshold for rule in own if rule.measure is Measure.WOMEN_PERCENT), default=0)
    have = figures(evidence.members, evidence.on)
    hoped = _fewest(have.total, have.women + have.unknown, minimum, share)
    certain = _fewest(have.total, have.women, minimum, share)
    return Shortest(*hoped, tell_genders=have.unknown if hoped != certain else 0)


def _fewest(total: int, women: int, minimum: int, share: int) -> tuple[int, int]:
    """The fewest women and others to add: only women raise the share, and each by 100 - share hundredths of a woman."""
    lacking = _ceiling(share * total - 100 * women, 100 - share)
    add = max(0, minimum - total, lacking)
    add_women = max(0, _ceiling(share * (total + add) - 100 * women, 100))
    return add_women, add - add_women


def _ceiling(part: int, whole: int) -> int:
    return -(-part // whole)
