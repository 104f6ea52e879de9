"""Pictures to look at and to pass on: the ten rules at a glance, and the progress over the months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from bot.forms import on, opens
from bot.messages import Reply
from bot.papers.typesetting import picture_file
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Month, PlainDate, Text, _
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import the_asked
from handlers.file_names import file_called
from handlers.findings import briefly, evidence_of, report_of, report_on
from handlers.next_steps import ASK, todos
from handlers.pictures import PICTURE, Shown
from handlers.ports import Store
from handlers.rule_words import NAMES
from jamaah.groups import Group
from jamaah.readiness import Evidence, Finding, Report, State
from jamaah.roles import Deed

MONTHS = 12
OF_PROGRESS = expression(r"\b(?:kemajuan|perkembangan|progres|bulan)\w*\b")
OF_RULES = expression(r"\b(?:aturan|siap|kesiapan|koperasi|syarat|butir)\w*\b")
KEY = {
    State.MET: _("met"),
    State.NOT_MET: _("not yet"),
    State.NOT_KNOWN: _("not known"),
    State.ADVICE: _("advice, not counted"),
}
KEPT = "kept"
"""How advice is marked that is followed: as it is not counted, not like a rule that is met."""
WORST_FIRST = (State.NOT_MET, State.NOT_KNOWN, State.MET, State.ADVICE)


@on("rules_picture", deed=Deed.SEE_FIGURES)
class RulesPicture(Shown):
    """Get a picture of the ten rules, to look at or to pass on."""

    title = _("Picture of the rules")

    @classmethod
    @only_with(PICTURE)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        plain = read(text).plain
        asked = PICTURE.search(plain) and OF_RULES.search(plain) and not OF_PROGRESS.search(plain)
        return the_asked(talk, Deed.SEE_FIGURES, text) if asked and not talk.busy else None

    def act(self, group: Group) -> Reply:
        report = report_of(self.talk, group)
        file = picture_file(file_called(group, _("rules"), [report.on]), "rules", self._data(group, report))
        more = opens("progress_picture", _("Progress"), group=group.id)
        met, counted = report.own
        told = _("{group}: {met} of {all} of its own rules are met.")(group=self.called(group), met=met, all=counted)
        return Reply(told, (opens("all_rules", _("All rules"), group=group.id, item=1), more), files=(file,))

    def _data(self, group: Group, report: Report) -> dict[str, Any]:
        met, counted = report.own
        return {
            "title": self.called(group),
            "day": self.said(_("{day}")(day=PlainDate(report.on))),
            "figure": met,
            "of": counted,
            "caption": self.said(_("of the group's own rules are met")),
            "rows": [self._row(item, report) for item in NAMES],
            "key": [{"state": state.value, "said": self.said(said)} for state, said in KEY.items()],
            "law": self._law(report),
            "next": {"label": self.said(_("Next step")), "said": self.said(_next(report))},
        }

    def _law(self, report: Report) -> dict[str, str] | None:
        founders = report.find("founders")
        if founders is None:
            return None
        told = _("{founders} (recorded up to {day})")
        said = told(founders=briefly(founders), day=PlainDate(report.recorded["law"]))
        return {"state": founders.state.value, "label": self.said(_("The law")), "said": self.said(said)}

    def _row(self, item: int, report: Report) -> dict[str, Any]:
        found = _leading([finding for finding in report.findings if finding.item == item])
        # In brief what is not known is called by its name, which stands above it already.
        said = KEY[found.state] if found.state is State.NOT_KNOWN else briefly(found)
        state = KEPT if found.advice and found.state is State.MET else found.state.value
        return {"state": state, "number": item, "label": self.said(NAMES[item]), "said": self.said(said)}


def _next(report: Report) -> Text:
    steps = todos(report)
    return _("{step}.")(step=steps[0].what) if steps else ASK


def _leading(findings: list[Finding]) -> Finding:
    """Of two rules of one item the one that is to be seen: what is required before what is advised."""
    return min(findings, key=lambda finding: (finding.advice, WORST_FIRST.index(finding.state)))


@on("progress_picture", deed=Deed.SEE_FIGURES)
class ProgressPicture(Shown):
    """Get a picture of the group's progress over the months."""

    title = _("Picture of the progress")

    @classmethod
    @only_with(PICTURE)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        plain = read(text).plain
        asked = PICTURE.search(plain) and OF_PROGRESS.search(plain)
        return the_asked(talk, Deed.SEE_FIGURES, text) if asked and not talk.busy else None

    def act(self, group: Group) -> Reply:
        evidence = evidence_of(self.talk, group)
        reports = [report_on(evidence, day) for day in _months(evidence)]
        rows = [self._row(evidence.as_of(report.on), report) for report in reports]
        counted = max(report.own[1] for report in reports)
        data = {
            "title": self.called(group),
            "caption": self.said(_("Rules met at the end of each month, of {all}")(all=counted)),
            "of": counted,
            "rows": rows,
            "foot": self.said(_("By what is recorded until {day}.")(day=PlainDate(evidence.on))),
        }
        told = _("{group} over {count} months: rules met {before} → {after}.")
        text = told(group=self.called(group), count=len(rows), before=rows[0]["met"], after=rows[-1]["met"])
        named = file_called(group, _("progress"), [evidence.on])
        more = opens("what_changed", _("What has changed"), group=group.id)
        return Reply(text, (more,), files=(picture_file(named, "progress", data),))

    def _row(self, evidence: Evidence, report: Report) -> dict[str, Any]:
        return {
            "month": self.said(_("{month}")(month=Month(evidence.on))),
            "met": report.own[0],
            "said": self.said(_("{count} members")(count=len(evidence.belonging))),
        }


def _months(evidence: Evidence) -> Iterator[date]:
    """The ends of the last months since the group was founded, and the day of the evidence."""
    ends, day = [evidence.on], evidence.on
    while len(ends) < MONTHS and (day := day.replace(day=1) - timedelta(days=1)) >= evidence.group.founded:
        ends.append(day)
    return reversed(ends)
