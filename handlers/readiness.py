"""Is a group ready to become a cooperative: its own rules, the law apart, the shortest way; and which groups are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.forms import Form, ask, on, opens
from bot.messages import Button, Reply
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines, sentence, verbatim
from handlers.access import GroupForm, can, groups_for
from handlers.areas import Area, within
from handlers.ports import Store
from handlers.words import distinct, group_name
from jamaah.groups import Group
from jamaah.readiness import Evidence, Finding, Report, Shortest, State, assess
from jamaah.roles import Deed
from jamaah.rulebook import load

LATEST = 60
MOST, CLOSER = 10, 3
MARKS = {State.MET: "✓", State.NOT_MET: "✗", State.NOT_KNOWN: "?", State.ADVICE: "·"}


@on("readiness", deed=Deed.SEE_FIGURES, command="siap")
class Readiness(GroupForm):
    """Ask whether the group is ready to register as a cooperative, and what is missing."""

    title = _("Are we ready?")
    writes = False

    def act(self, group: Group) -> Reply:
        report = report_of(self.talk, group)
        name = group_name(group, groups_for(self.talk, Deed.SEE_FIGURES))
        return Reply(answer(name, report), self._next_steps(group, report))

    def _next_steps(self, group: Group, report: Report) -> tuple[Button, ...]:
        if not can(self.talk, group.id, Deed.REGISTER_MEMBERS):
            return ()
        steps = [opens("register_members", _("Members' list"))] if _adds(report.shortest) else []
        meetings = report.find("meetings")
        if meetings is not None and meetings.state is not State.MET:
            steps.append(opens("record_meeting", _("Record a meeting")))
        return tuple(steps)


@on("groups_ready", deed=Deed.ACCOMPANY)
class GroupsReady(Form[Store]):
    """Ask which of the groups you accompany are ready to become a cooperative, or nearest to it."""

    title = _("Which are ready")
    writes = False
    area: str | None = ask(Area(), optional=True)

    def done(self) -> Reply:
        groups = within(self.area, groups_for(self.talk, Deed.ACCOMPANY))
        reports = [(group, report_of(self.talk, group)) for group in groups]
        reports.sort(key=lambda found: _distance(found[1]))
        ready = sum(report.is_ready for _group, report in reports)
        head = _("{count} of {total} are ready to become a cooperative.")(count=ready, total=len(groups))
        told = [_line(distinct(group, groups), report) for group, report in reports[:MOST]]
        more = _("and {count} more")(count=len(groups) - MOST) if len(groups) > MOST else None
        nearest = [group for group, _report in reports[:CLOSER]]
        closer = tuple(opens("readiness", verbatim(distinct(group, groups)), group=group.id) for group in nearest)
        return Reply(lines(head, *told, more), closer)


def report_of(talk: Talk[Store], group: Group) -> Report:
    """How a group stands by all the rules today."""
    store = talk.store
    return assess(
        Evidence(
            group=group,
            on=talk.local.date(),
            members=store.members.of(group.id),
            meetings=store.meetings.latest(group.id, LATEST),
            schedule=store.schedules.current(group.id),
        ),
        load(),
    )


def _distance(report: Report) -> tuple[bool, int, int]:
    met, counted = report.own
    return not report.is_ready, counted - met, _adds(report.shortest)


def _line(name: str, report: Report) -> Text:
    met, counted = report.own
    mark, adds = MARKS[State.MET if report.is_ready else State.NOT_MET], _adds(report.shortest)
    if adds:
        told = _("{mark} {group}: {met} of {all} rules, {count} members still to come")
        return told(mark=mark, group=name, met=met, all=counted, count=adds)
    return _("{mark} {group}: {met} of {all} rules")(mark=mark, group=name, met=met, all=counted)


def answer(name: str, report: Report) -> Text:
    """The whole answer: how many rules are met, each rule, the law apart, the shortest way."""
    own = [finding for finding in report.findings if finding.track == "own"]
    law = [finding for finding in report.findings if finding.track == "law"]
    met, counted = report.own
    return lines(
        _("{group}: {met} of {all} of its own rules are met.")(group=name, met=met, all=counted),
        *(said for finding in own if (said := told(finding)) is not None),
        _("The law, by the rules recorded up to {day}:")(day=PlainDate(report.recorded["law"])),
        *(said for finding in law if (said := told(finding)) is not None),
        shortest(report.shortest),
        _("What the office or the notary asks besides, please ask them."),
    )


def told(finding: Finding) -> Text | None:
    """One rule: its mark, the figure, the target."""
    say = FINDINGS.get(finding.rule)
    said = say(finding.state, {**finding.detail, "figure": finding.figure, "target": finding.target}) if say else None
    return None if said is None else _("{mark} {said}")(mark=MARKS[finding.state], said=said)


def _members(state: State, facts: Mapping[str, Any]) -> Text:
    return _("{total} members; at least {target} are needed.")(**facts)


def _most(state: State, facts: Mapping[str, Any]) -> Text | None:
    if facts["total"] <= facts["target"]:
        return None
    return _("{total} members; above about {target} it is better to begin a second group.")(**facts)


def _women(state: State, facts: Mapping[str, Any]) -> Text:
    if not facts["total"]:
        return _("Women: at least {target} % are needed; no members yet.")(**facts)
    said = _("{women} of {total} are women ({figure} %); at least {target} % are needed.")(**facts)
    return sentence(said, _("Of {unknown} it is not known yet.")(**facts)) if facts["unknown"] else said


def _meetings(state: State, facts: Mapping[str, Any]) -> Text:
    if state is State.NOT_KNOWN:
        return _("Meetings: {meetings} recorded; with two or more it can be seen whether you meet regularly.")(**facts)
    if state is State.MET:
        return _("You meet regularly; the last was {last}.")(**facts)
    return _("The last meeting was {last}; between two there should be at most {target} days.")(**facts)


def _in_person(state: State, facts: Mapping[str, Any]) -> Text:
    if not facts["meetings"]:
        return _("Coming in person: no meeting recorded yet.")
    if facts["represented"]:
        return _("Coming in person: {represented} times somebody else came instead; everybody comes in person.")(
            **facts
        )
    if facts["unsure"]:
        return _("Coming in person: of {unsure} meetings it is not recorded who came.")(**facts)
    return _("Coming in person: {present} of {expected} at the last {meetings} meetings, nobody represented.")(**facts)


def _founders(state: State, facts: Mapping[str, Any]) -> Text:
    said = _("{adults} adults in the book could be founders; {target} with a KTP must be at the founding meeting.")(
        **facts
    )
    return sentence(said, _("Of {age_unknown} the age is not known yet.")(**facts)) if facts["age_unknown"] else said


FINDINGS: dict[str, Callable[[State, Mapping[str, Any]], Text | None]] = {
    "members_min": _members,
    "members_max": _most,
    "women": _women,
    "meetings": _meetings,
    "in_person": _in_person,
    "founders": _founders,
}


def _adds(way: Shortest) -> int:
    return way.add_women + way.add_others


def shortest(way: Shortest) -> Text | None:
    """The smallest change that meets the countable rules."""
    count = _adds(way)
    tell = (
        _("Tell me of {count} members whether they are women or men.")(count=way.tell_genders)
        if way.tell_genders
        else None
    )
    if not count:
        return tell
    if way.add_women == count:
        add = _("The shortest way: {count} more members, all of them women.")(count=count)
    elif way.add_women:
        add = _("The shortest way: {count} more members, at least {women} of them women.")(
            count=count, women=way.add_women
        )
    else:
        add = _("The shortest way: {count} more members.")(count=count)
    return sentence(add, tell)
