"""Is a group ready to become a cooperative: its own rules, the law apart, the shortest way; and which groups are."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bot.forms import Form, Reading, ask, on, opens
from bot.kinds import Day
from bot.messages import Button, Reply
from bot.texts import PlainDate, Text, _, lines, sentence, verbatim
from bot.understanding.dates import find_date
from bot.understanding.expressions import expression
from handlers.access import GroupForm, can, groups_for
from handlers.areas import Area, within
from handlers.findings import MARKS, report_of, told
from handlers.ports import Store
from handlers.words import distinct, group_name
from jamaah.groups import Group
from jamaah.readiness import Finding, Report, Shortest, State
from jamaah.roles import Deed

MOST, CLOSER = 10, 3
OF_LAW = expression(r"\b(?:per|aturan\w*|hukum|undang\w*|uu|law|rules)\b", re.I)


class DayOfLaw(Day):
    """A day gone by whose law is asked for, said in full somewhere in a message: "per 1 Januari 2015"."""

    def __init__(self) -> None:
        super().__init__(past=True)

    def read(self, text: str, form: Form[Any]) -> Reading[date] | None:
        return None

    def find(self, text: str, form: Form[Any]) -> date | None:
        if not OF_LAW.search(text):
            return None
        day = find_date(text, form.talk.local, past=True)
        return day if day and str(day.year) in text and day < form.talk.local.date() else None


@on("readiness", deed=Deed.SEE_FIGURES, command="siap")
class Readiness(GroupForm):
    """Ask whether the group is ready to register as a cooperative, and what is missing."""

    title = _("Are we ready?")
    writes = False
    by: date | None = ask(DayOfLaw(), optional=True)

    def act(self, group: Group) -> Reply:
        name = group_name(group, groups_for(self.talk, Deed.SEE_FIGURES))
        if self.by is not None:
            return Reply(by_law_of(self.by, name, report_of(self.talk, group, self.by)))
        report = report_of(self.talk, group)
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


def by_law_of(day: date, name: str, report: Report) -> Text:
    """How a group would stand by the law of a day gone by, which law that was, since when and in whose place."""
    law = [finding for finding in report.findings if finding.track == "law" and finding.since]
    if not law:
        return sentence(
            _("The law of {day} is not recorded here.")(day=PlainDate(day)),
            _("Please ask the notary or the cooperatives' office."),
        )
    return lines(
        *(_version(day, finding) for finding in law),
        *(said for finding in law if (said := told(finding)) is not None),
        _("Counted are the members of {group} as they are today.")(group=name),
    )


def _version(day: date, finding: Finding) -> Text:
    facts = {"day": PlainDate(day), "source": finding.source, "since": PlainDate(finding.since or day)}
    if finding.replaced is None:
        return _("The law of {day}: {source}, in force since {since}.")(**facts)
    return _("The law of {day}: {source}, in force since {since}; before it {replaced}.")(
        **facts, replaced=finding.replaced
    )


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
