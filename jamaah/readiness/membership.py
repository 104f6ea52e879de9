"""What the members' book shows: how many, how many women, whether of the RT, how many young."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from jamaah.attendance import CAME
from jamaah.meetings import Meeting
from jamaah.members import Member, figures
from jamaah.people import YOUTH, Gender, age_range
from jamaah.readiness.evidence import Evidence
from jamaah.readiness.findings import Found, Proof, State, between, share
from jamaah.rulebook import Counted, Rule
from lean import dataclass

Rules = Mapping[str, Rule]


def members(rule: Rule, evidence: Evidence, rules: Rules) -> Found:
    """Detail: total, and of households least and most."""
    total, (least, most) = len(evidence.belonging), evidence.families()
    low, high = (least, most) if rule.counted is Counted.HOUSEHOLDS else (total, total)
    detail = {"total": total, "households": least, "households_most": most}
    return Found(between(rule, low, high), low, detail, register(evidence))


def register(evidence: Evidence) -> Proof:
    """The members' book as a proof: it is as new as the last who came or left."""
    joined = [member.joined for member in evidence.belonging]
    changed = [day for member in evidence.members for day in (member.joined, member.left) if day is not None]
    newest = max((day for day in changed if day <= evidence.on), default=None)
    return Proof("members", tuple(member.id for member in evidence.belonging), min(joined, default=None), newest)


@dataclass(frozen=True, slots=True)
class Women:
    """How many women there are of a whole; of `unknown` it was not told."""

    total: int
    women: int
    unknown: int


def women(rule: Rule, evidence: Evidence, rules: Rules) -> Found:
    """Detail: total, women, men and unknown of those the rule counts; beside it members, attendance and officers,
    and of each the women (members_women and so on)."""
    ways = {
        Counted.MEMBERS: _women_of(evidence.belonging),
        Counted.ATTENDANCE: _women_who_came(evidence, rule.over or 1),
        Counted.OFFICERS: _women_of(_officers(evidence)),
    }
    have = ways[rule.counted or Counted.MEMBERS]
    state, figure = share(rule, have.women, have.unknown, have.total)
    detail = {"total": have.total, "women": have.women, "men": have.total - have.women - have.unknown}
    beside = {f"{way}{key}": count for way, one in ways.items() for key, count in _beside(one)}
    return Found(state, figure, {**detail, "unknown": have.unknown, **beside}, _shown_by(rule, evidence, have))


def _beside(women: Women) -> tuple[tuple[str, int], ...]:
    return (("", women.total), ("_women", women.women))


def _shown_by(rule: Rule, evidence: Evidence, have: Women) -> Proof:
    if not have.total:
        return Proof("members")
    if rule.counted is Counted.ATTENDANCE:
        return meetings_as_proof(evidence.attended[-(rule.over or 1) :])
    return register(evidence)


def meetings_as_proof(meetings: Iterable[Meeting]) -> Proof:
    """Meetings as a proof."""
    kept = sorted(meetings, key=lambda meeting: meeting.day)
    ends = (kept[0].day, kept[-1].day) if kept else (None, None)
    return Proof("meetings", tuple(meeting.id for meeting in kept), *ends)


def _women_of(people: Iterable[Member]) -> Women:
    genders = [member.gender for member in people]
    return Women(len(genders), genders.count(Gender.FEMALE), genders.count(None))


def _officers(evidence: Evidence) -> list[Member]:
    holding = {officer.member for officer in evidence.serving}
    return [member for member in evidence.belonging if member.id in holding]


def came(evidence: Evidence, over: int) -> tuple[list[Member], int]:
    """Who came to the last so many meetings, each as often as they came; and how many more without a name."""
    book = {member.id: member for member in evidence.members}
    named, nameless = [], 0
    for meeting in evidence.attended[-over:]:
        there = [book[one] for one, how in meeting.attendance.items() if how in CAME and one in book]
        named += there
        nameless += max(0, (meeting.present_count or 0) - len(there))
    return named, nameless


def _women_who_came(evidence: Evidence, over: int) -> Women:
    named, nameless = came(evidence, over)
    seen = _women_of(named)
    return Women(seen.total + nameless, seen.women, seen.unknown + nameless)


def rt(rule: Rule, evidence: Evidence, rules: Rules) -> Found:
    """Detail: total, here (of the group's RT), elsewhere, unknown."""
    people, home = evidence.belonging, evidence.group.rt
    told = [member.rt for member in people if home and member.rt]
    here = sum(_number(one) == _number(home or "") for one in told)
    detail = {"total": len(people), "here": here, "elsewhere": len(told) - here, "unknown": len(people) - len(told)}
    state, figure = share(rule, here, detail["unknown"], len(people))
    return Found(state, figure if told else None, detail, register(evidence))


def _number(rt: str) -> str:
    return rt.strip().lstrip("0")


def youth(rule: Rule, evidence: Evidence, rules: Rules) -> Found:
    """Detail: total, youth by the best reckoning, youth_unknown (no birth told), attended (how often somebody came of
    whom the name was said, at the last meetings), attended_youth."""
    people = evidence.belonging
    seen = figures(people, evidence.on)
    able = [_may_be_young(member, evidence.on) for member in people]
    low = sum(surely for surely, _maybe in able)
    named, _nameless = came(evidence, rule.over or 1)
    detail = {
        "total": seen.total,
        "youth": seen.youth,
        "youth_unknown": seen.youth_unknown,
        "attended": len(named),
        "attended_youth": figures(named, evidence.on).youth,
    }
    state = between(rule, low, sum(maybe for _surely, maybe in able)) if people else State.NOT_KNOWN
    return Found(state, low, detail, register(evidence))


def _may_be_young(member: Member, on: date) -> tuple[bool, bool]:
    """Whether somebody is certainly young, and whether they may be."""
    if member.born is None:
        return False, True
    youngest, oldest = age_range(member.born, on)
    ages = [years in YOUTH for years in range(youngest, oldest + 1)]
    return all(ages), any(ages)
