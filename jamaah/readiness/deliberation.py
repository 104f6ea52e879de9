"""What the minutes show: whether a group meets regularly, and whether everybody comes in person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta

from jamaah.calendar import instant
from jamaah.meetings import Tally, tally
from jamaah.readiness.evidence import Evidence
from jamaah.readiness.findings import Detail, Found, State, between, percent
from jamaah.readiness.membership import Rules, meetings_as_proof
from jamaah.rulebook import Rule
from jamaah.standing import unknown_in_a_row
from jamaah.timetable import Pause


def gaps(rule: Rule, evidence: Evidence, rules: Rules) -> Found:
    """Detail: meetings, last, scheduled, fewest (meetings from which on it is judged); where there are so many also
    since_last, gap_from, gap_to and silent (the last meetings by the schedule of which nothing is known)."""
    held = evidence.held
    days = sorted({meeting.day for meeting in held})
    last = days[-1] if days else None
    known: Detail = {
        "meetings": len(days),
        "last": last,
        "scheduled": evidence.timetable is not None and evidence.timetable.is_regular,
        "fewest": rule.fewest,
        "silent": 0,
    }
    if last is None or len(days) < (rule.fewest or 1):
        return Found(State.NOT_KNOWN, None, known, meetings_as_proof(held))
    counted_from = evidence.on - timedelta(days=rule.over or 0)
    between_two = [
        (_days(begin, end, evidence.pauses), begin, end)
        for begin, end in zip(days, [*days[1:], evidence.on], strict=True)
        if end >= counted_from
    ]
    largest, begin, end = max(between_two)
    silent = _silent(evidence, last)
    since_last = _days(last, evidence.on, evidence.pauses)
    detail = {**known, "since_last": since_last, "gap_from": begin, "gap_to": end, "silent": silent}
    shown_by = meetings_as_proof(meeting for meeting in held if meeting.day >= min(begin, counted_from))
    state = between(rule, largest, largest)
    is_open = state is State.MET and rule.silent is not None and silent >= rule.silent
    return Found(State.NOT_KNOWN if is_open else state, largest, detail, shown_by)


def _silent(evidence: Evidence, last: date) -> int:
    """Of how many meetings, the last before the day, nobody has said anything since the last that is recorded."""
    if evidence.timetable is None:
        return 0
    zone = evidence.group.zone
    since, until = instant(last + timedelta(days=1), time(0), zone), instant(evidence.on, time(0), zone)
    return unknown_in_a_row(evidence.timetable, zone, since, until - 1)


def _days(begin: date, end: date, pauses: Sequence[Pause]) -> int:
    """How many days after `begin` until `end` lie in no pause."""
    if not pauses:
        return (end - begin).days
    days = map(date.fromordinal, range(begin.toordinal() + 1, end.toordinal() + 1))
    return sum(not any(pause.holds(day) for pause in pauses) for day in days)


def in_person(rule: Rule, evidence: Evidence, rules: Rules) -> Found:
    """Detail: meetings, present, expected, represented, missing (excused or absent), unsure (meetings that do not
    account for everybody)."""
    looked_at = evidence.attended[-(rule.over or 1) :]
    rolls = [evidence.roll_of(meeting) for meeting in looked_at]
    tallies = [tally(meeting, roll) for meeting, roll in zip(looked_at, rolls, strict=True)]
    detail = _attendance(tallies, [len(roll) for roll in rolls])
    present, expected = detail["present"], detail["expected"]
    figure = percent(present, expected) if expected else None
    return Found(_full_presence(rule, detail), figure, detail, meetings_as_proof(looked_at))


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
