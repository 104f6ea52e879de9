"""Is a group ready to become a cooperative: its own rules, the law apart, the shortest way; and which groups are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.forms import Form, Reading, ask, on, opens
from bot.kinds import Day
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines, sentence, verbatim
from bot.understanding.dates import find_date
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import GroupForm, can, groups_for
from handlers.accompanied import as_of, read_together
from handlers.areas import Area, keep_asked, within
from handlers.findings import MARKS, briefly, report_among, report_of, told
from handlers.law_findings import version
from handlers.next_steps import ASK, Todo, todos
from handlers.ports import Store
from handlers.words import distinct, group_name, listing, people
from jamaah.groups import Group
from jamaah.members import needs_parent
from jamaah.readiness import Report, State
from jamaah.roles import Deed
from jamaah.rulebook import load

MOST, CLOSER, MOST_STEPS = 10, 3, 4
SHORTEST = expression(r"\b(?:jalan|cara|langkah|dalan)\w* (?:yang |sing )?(?:tersingkat|terpendek|tercepat|paling)\b")
PER_DAY = expression(r"\W*(?:(?:kalau|menurut|dan|aturan|hukum) )*per (?:tanggal )?\d{1,2} [a-z]+ \d{4}\W*")
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

    @classmethod
    @only_with("per ")
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """A day whose law is asked for, and nothing else: "per 1 Januari 2015"."""
        if talk.busy or not PER_DAY.fullmatch(read(text).plain):
            return None
        day = find_date(text, talk.local, past=True)
        return {"by": day.isoformat()} if day and day < talk.local.date() else None

    def act(self, group: Group) -> Reply:
        name = group_name(group, groups_for(self.talk, Deed.SEE_FIGURES))
        if self.by is not None:
            report = report_of(self.talk, group, self.by)
            law = opens("the_law", _("The law"), group=group.id, by=self.by.isoformat())
            return Reply(by_law_of(self.by, name, report), (law,) if report.find("founders") else ())
        report = report_of(self.talk, group)
        return Reply(lines(answer(name, report), self._parents(group)), self._buttons(group, todos(report)))

    def _parents(self, group: Group) -> Text | None:
        """Of whom a parent's yes to the record is not written down yet."""
        roll, today = self.talk.store.members.of(group.id), self.talk.local.date()
        young = [member for member in roll if needs_parent(member, today)]
        if not young or not can(self.talk, group.id, Deed.SEE_MEMBERS):
            return None
        return _("A parent's yes is still missing: {members}.")(members=people(young, roll, today))

    def _buttons(self, group: Group, steps: Sequence[Todo]) -> tuple[Button, ...]:
        """All rules, all steps where there are several, and what begins the first."""
        rules = opens("all_rules", _("All rules"), group=group.id, item=1)
        ways = [opens("shortest_way", _("Shortest way"), group=group.id)] if len(steps) > 1 else []
        shown = opens("rules_picture", _("Picture"), group=group.id)
        return (rules, shown, *ways, *begins(self.talk, group, steps[:1]))


@on("shortest_way", deed=Deed.SEE_FIGURES)
class ShortestWay(GroupForm):
    """Ask what is to be done, in the right order, until all rules are met."""

    title = _("Shortest way")
    writes = False

    @classmethod
    @only_with(SHORTEST)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        return {} if not talk.busy and SHORTEST.search(read(text).plain) else None

    def act(self, group: Group) -> Reply:
        report = report_of(self.talk, group)
        steps = todos(report)
        if not steps:
            return Reply(_("All that can be counted is met. {ask}")(ask=ASK))
        met, counted = report.own
        head = _("{met} of {all} rules are met. Then, in this order:")(met=met, all=counted)
        return Reply(lines(head, *_numbered([step.what for step in steps])), begins(self.talk, group, steps[:2]))


def _numbered(steps: Sequence[Text]) -> list[Text]:
    """The steps, one a line; what is more than fits follows in the last line."""
    shown = [*steps[: MOST_STEPS - 1], *([listing(steps[MOST_STEPS - 1 :])] if len(steps) >= MOST_STEPS else [])]
    return [_("{number}. {step}")(number=number, step=step) for number, step in enumerate(shown, 1)]


def begins(talk: Talk[Store], group: Group, steps: Sequence[Todo]) -> tuple[Button, ...]:
    """The buttons that begin some steps, for who may take them."""
    found = (step.button for step in steps if can(talk, group.id, step.deed))
    return tuple({button.payload: button for button in found if button is not None}.values())


@on("groups_ready", deed=Deed.ACCOMPANY)
class GroupsReady(Form[Store]):
    """Ask which of the groups you accompany are ready to become a cooperative, or nearest to it."""

    title = _("Which are ready")
    writes = False
    area: str | None = ask(Area(), optional=True)

    def done(self) -> Reply:
        groups = within(self.area, groups_for(self.talk, Deed.ACCOMPANY))
        keep_asked(self.talk, self.intent)
        read_together(self.talk.store, groups)
        reports = [(group, report_among(self.talk, group)) for group in groups]
        reports.sort(key=lambda found: _distance(found[1]))
        ready = sum(report.is_ready for _group, report in reports)
        head = sentence(
            _("{count} of {total} are ready to become a cooperative.")(count=ready, total=len(groups)),
            as_of(self.talk.local.date()),
        )
        told = [_line(distinct(group, groups), report) for group, report in reports[:MOST]]
        more = _("and {count} more")(count=len(groups) - MOST) if len(groups) > MOST else None
        nearest = [group for group, _report in reports[:CLOSER]]
        closer = tuple(opens("readiness", verbatim(distinct(group, groups)), group=group.id) for group in nearest)
        return Reply(lines(head, *told, more), closer)


def _distance(report: Report) -> tuple[bool, int, int]:
    met, counted = report.own
    return not report.is_ready, counted - met, report.shortest.adds


def _line(name: str, report: Report) -> Text:
    met, counted = report.own
    mark, adds = MARKS[State.MET if report.is_ready else State.NOT_MET], report.shortest.adds
    if adds:
        told = _("{mark} {group}: {met} of {all} rules, {count} members still to come")
        return told(mark=mark, group=name, met=met, all=counted, count=adds)
    return _("{mark} {group}: {met} of {all} rules")(mark=mark, group=name, met=met, all=counted)


def answer(name: str, report: Report) -> Text:
    """The short answer: how many rules are met, which are not, the law apart, the one next step."""
    met, counted = report.own
    unmet, unknown = (_those(report, state) for state in (State.NOT_MET, State.NOT_KNOWN))
    steps = todos(report)
    return lines(
        _("{group}: {met} of {all} of its own rules are met.")(group=name, met=met, all=counted),
        _("Not yet: {rules}.")(rules=listing(unmet)) if unmet else None,
        _("Not known yet: {rules}.")(rules=listing(unknown)) if unknown else None,
        *_law(report),
        _("Next: {step}.")(step=steps[0].what) if steps else ASK,
    )


def _those(report: Report, state: State) -> list[Text]:
    """The rules of the group's own that stand so, each in a few words."""
    own = (finding for finding in report.findings if finding.track == "own" and not finding.advice)
    return [briefly(finding) for finding in own if finding.state is state]


def _law(report: Report) -> Iterator[Text]:
    founders = report.find("founders")
    if founders is not None:
        told = _("The law (recorded up to {day}): {mark} {founders}.")
        mark, day = MARKS[founders.state], PlainDate(report.recorded["law"])
        yield told(day=day, mark=mark, founders=briefly(founders))


def by_law_of(day: date, name: str, report: Report) -> Text:
    """How a group would stand by the law of a day gone by, which law that was, since when and in whose place."""
    founders, rule = report.find("founders"), load().in_force(day).get("founders")
    if founders is None or rule is None:
        return sentence(
            _("The law of {day} is not recorded here.")(day=PlainDate(day)),
            _("Please ask the notary or the cooperatives' office."),
        )
    return lines(
        _("The law of {day}: {law}")(day=PlainDate(day), law=version(rule, day)),
        told(founders),
        _("Counted are the members of {group} as they are today.")(group=name),
    )
