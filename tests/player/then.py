"""What is to be true of the records when a story has come so far."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from bot.messages import Incoming
from handlers.words import rhythm
from jamaah.businesses import Business
from jamaah.groups import Group
from jamaah.ideas import Idea, standing
from jamaah.meant import resolve
from jamaah.meetings import Meeting, Presence, tally
from jamaah.members import Consent, Member, figures
from storage.changes import RECORDS
from storage.records import Records
from storage.schema import people

LAST_GROUP = 1000
Facts = dict[str, list[str]]

WAYS = {Consent.OWN: "said so", Consent.TOLD: "told by the secretary", Consent.LISTED: "told of a list"}


class NotSo(Exception):
    """The records say something else."""


@dataclass(frozen=True)
class Truth:
    """The records to be asked, who is who, and which day it is."""

    records: Records
    first: Callable[[str], Incoming]
    today: date


def facts(connection: Connection) -> Facts:
    """All rows of all records, to be compared with another time; not of people of whom nothing is known."""
    known = {table.name: select(table) for table in RECORDS}
    known[people.name] = select(people).where(people.c.address != "")
    return {name: sorted(repr(tuple(row)) for row in connection.execute(rows)) for name, rows in known.items()}


def check(truth: Truth, words: str) -> None:
    """Raise NotSo unless the words are true; ValueError if they say nothing known."""
    for pattern, act in THENS.items():
        if found := re.fullmatch(pattern, words):
            return act(truth, **found.groupdict())
    raise ValueError(f"nothing known is said by: {words}")


def _so(wanted: Any, found: Any) -> None:
    if wanted != found:
        raise NotSo(f"the records say: {found}")


def _group(truth: Truth, name: str) -> Group:
    groups = truth.records.groups.some(range(1, LAST_GROUP))
    found = [group for group in groups if group.name == name]
    if len(found) != 1:
        raise NotSo(f"groups there are: {', '.join(group.name for group in groups) or 'none'}")
    return found[0]


def _includes(truth: Truth, group: str, name: str, rest: str | None) -> None:
    roll = truth.records.members.of(_group(truth, group).id)
    found = [member for member in roll if member.name == name]
    if not found:
        raise NotSo(f"members are: {', '.join(member.name for member in roll)}")
    wanted = [fact.strip() for fact in (rest or "").split(",") if fact.strip()]
    if not any(set(wanted) <= set(_told(member)) for member in found):
        raise NotSo("; ".join(", ".join([name, *_told(member)]) for member in found))


def _told(member: Member) -> list[str]:
    told = [member.gender.value if member.gender else "gender not known"]
    if member.born:
        year = f"{'about ' if member.born.about else ''}{member.born.year}"
        day = f"{member.born.year}-{member.born.month:02}-{member.born.day:02}" if member.born.day else year
        told.append(f"born {day}")
    told += [f"RT {member.rt}"] if member.rt else []
    told += [f"phone {member.phone}"] if member.phone else []
    told += [f"called {member.called}"] if member.called else []
    told += [f"household {member.household}"] if member.household else []
    told += [f"occupation {member.occupation}"] if member.occupation else []
    told += ["consented" if member.consented else "without consent", f"joined {member.joined}"]
    told += [WAYS[member.consent]] if member.consent else []
    told += [f"parent {member.parent}"] if member.parent else []
    return [*told, "linked" if member.person else "not linked"]


def _excludes(truth: Truth, group: str, name: str) -> None:
    roll = truth.records.members.of(_group(truth, group).id)
    _so([], [member.name for member in roll if member.name == name])


def _counts(truth: Truth, group: str, count: str, what: str) -> None:
    found = _group(truth, group)
    roll = truth.records.members.of(found.id)
    numbers = figures(roll, truth.today)
    meetings = len(truth.records.meetings.latest(found.id, LAST_GROUP))
    _so(int(count), {"members": len(roll), "women": numbers.women, "men": numbers.men, "meetings": meetings}[what])


def _is_in(truth: Truth, group: str, village: str, rt: str | None, zone: str) -> None:
    found = _group(truth, group)
    _so((village, rt, zone), (found.village, found.rt, found.zone.name))


def _there_is_no(truth: Truth, group: str) -> None:
    _so([], [found.name for found in truth.records.groups.some(range(1, LAST_GROUP)) if found.name == group])


def _holds(truth: Truth, who: str, role: str, group: str | None) -> None:
    account, _version, _state = truth.records.talks.load(truth.first(who))
    wanted = _group(truth, group).id if group else None
    held = truth.records.people.grants(account.person)
    if not any(grant.role == role and grant.group == wanted for grant in held):
        raise NotSo(f"{who} is {', '.join(f'{grant.role} of {grant.group}' for grant in held) or 'a stranger'}")


def _speaks(truth: Truth, who: str, language: str) -> None:
    account, _version, _state = truth.records.talks.load(truth.first(who))
    _so(language, account.language)


def _met(truth: Truth, day: str, group: str, rest: str) -> None:
    found = _group(truth, group)
    meetings = truth.records.meetings.on(found.id, date.fromisoformat(day))
    if not meetings:
        days = [str(meeting.day) for meeting in truth.records.meetings.latest(found.id, LAST_GROUP)]
        raise NotSo(f"meetings were on: {', '.join(days) or 'no day'}")
    roll = truth.records.members.of(found.id, on=max(date.fromisoformat(day), found.founded))
    told = _told_of(meetings[-1], roll)
    for fact in (fact.strip() for fact in rest.split(";")):
        if not _holds_of(fact, meetings[-1], roll, told, truth.today):
            raise NotSo(f"not so: {fact}; it was: {'; '.join(told)}")


def _told_of(meeting: Meeting, roll: list[Member]) -> list[str]:
    seen = tally(meeting, roll)
    told = [f"{count} {what}" for what in ("present", "late", "unrecorded") if (count := getattr(seen, what))]
    for presence in (Presence.EXCUSED, Presence.SICK, Presence.ABSENT, Presence.REPRESENTED, Presence.LATE):
        names = [member.name for member in roll if meeting.attendance.get(member.id) is presence]
        told += [f"{presence.value} {', '.join(names)}"] if names else []
    told += [f"at {meeting.place}"] if meeting.place else []
    told += [f"at {meeting.at:%H:%M}"] if meeting.at else []
    told += [f"agenda {meeting.agenda}"] if meeting.agenda else []
    return [*told, *(f"decided {decision}" for decision in meeting.decisions)]


def _holds_of(fact: str, meeting: Meeting, roll: list[Member], told: list[str], today: date) -> bool:
    verb, _space, words = fact.partition(" ")
    if verb in {presence.value for presence in Presence} and words:
        named = [resolve(name.strip(), roll, today) for name in words.split(",")]
        ids = {member.id for found in named for member in found}
        return ids == {member for member, presence in meeting.attendance.items() if presence == verb}
    return fact in told


def _schedule(truth: Truth, group: str, rest: str) -> None:
    timetable = truth.records.schedules.current(_group(truth, group).id)
    current = timetable.latest if timetable else None
    if current is None:
        raise NotSo("there is no schedule")
    told = [rhythm(current.recurrence).render("en"), f"{current.at:%H:%M}", *([current.place] if current.place else [])]
    _so(rest, ", ".join(told))


def _ideas(truth: Truth, group: str, rest: str) -> None:
    found = _group(truth, group)
    told = [", ".join(_of_idea(truth, idea)) for idea in truth.records.ideas.of(found.id)]
    _so([one.strip() for one in rest.split(";")] if rest != "none" else [], told)


def _of_idea(truth: Truth, idea: Idea) -> list[str]:
    member = truth.records.members.get(idea.by) if idea.by else None
    told = [idea.what, *([f"by {member.name}"] if member else []), *([f"from {idea.outside}"] if idea.outside else [])]
    day = idea.decided or idea.discussed
    at = " at the meeting" if idea.meeting else ""
    return [*told, f"{standing(idea).value}{f' {day}' if day else ''}{at}", *([idea.outcome] if idea.outcome else [])]


def _businesses(truth: Truth, group: str, rest: str) -> None:
    found = _group(truth, group)
    told = [", ".join(_of_business(one)) for one in truth.records.businesses.of(found.id)]
    _so([one.strip() for one in rest.split(";")] if rest != "none" else [], told)


def _of_business(business: Business) -> list[str]:
    shared = {True: ["together"], False: ["apart"], None: []}[business.collective]
    local = {True: ["local"], False: ["brought"], None: []}[business.local]
    told = [business.what, *shared, *sorted(business.fields), *local]
    return [*told, *([f"until {business.until}"] if business.until else [])]


THENS: dict[str, Callable[..., None]] = {
    r"members of JP (?P<group>.+?) include (?P<name>[^,]+)(?:, (?P<rest>.+))?": _includes,
    r"members of JP (?P<group>.+?) exclude (?P<name>.+)": _excludes,
    r"JP (?P<group>.+?) has (?P<count>\d+) (?P<what>members|women|men|meetings)": _counts,
    r"JP (?P<group>.+?) is in (?P<village>[^,]+)(?:, RT (?P<rt>\d+))?, (?P<zone>WIB|WITA|WIT)": _is_in,
    r"there is no JP (?P<group>.+)": _there_is_no,
    r"(?P<who>.+?) is (?P<role>secretary|member|facilitator)(?: of JP (?P<group>.+))?": _holds,
    r"(?P<who>\w+) speaks (?P<language>id|jv|en)": _speaks,
    r"meeting (?P<day>\S+) of JP (?P<group>[^:]+): (?P<rest>.+)": _met,
    r"ideas of JP (?P<group>[^:]+): (?P<rest>.+)": _ideas,
    r"businesses of JP (?P<group>[^:]+): (?P<rest>.+)": _businesses,
    r"schedule of JP (?P<group>[^:]+): (?P<rest>.+)": _schedule,
}
