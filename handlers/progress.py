"""What has changed in a group since a day: its members, the rules gained and those lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.forms import ask, on, opens
from bot.kinds import Day, YesNo
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines
from bot.understanding.changing import changed_since
from bot.understanding.needed import only_with
from handlers.access import GroupForm, groups_for
from handlers.findings import briefly, evidence_of, report_on
from handlers.next_steps import todos
from handlers.ports import Store
from handlers.words import group_name, listing
from jamaah.groups import Group
from jamaah.readiness import Evidence, Turn, progress
from jamaah.roles import Deed

QUARTER = timedelta(days=91)


@on("what_changed", deed=Deed.SEE_FIGURES)
class WhatChanged(GroupForm):
    """Ask what has changed since a day or since the last meeting: "apa yang berubah sejak Januari?"."""

    title = _("What has changed")
    writes = False
    since: date | None = ask(Day(past=True), optional=True)
    meeting: bool | None = ask(YesNo(), optional=True)

    @classmethod
    @only_with(changed_since)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        found = None if talk.busy else changed_since(text, talk.local)
        if found is None:
            return None
        if found.meeting:
            return {"meeting": True}
        return {"since": found.day.isoformat()} if found.day else {}

    def act(self, group: Group) -> Reply:
        evidence, name = evidence_of(self.talk, group), group_name(group, groups_for(self.talk, Deed.SEE_FIGURES))
        day = self._since(evidence)
        if day is None:
            return Reply(_("{group}: no meeting is recorded yet.")(group=name))
        then, now = (report_on(evidence, on) for on in (day, evidence.on))
        seen = progress(then, now)
        head = _("{group} since {day}: rules met {before} → {after}, members {fewer} → {more}.")
        return Reply(
            lines(
                head(group=name, day=PlainDate(day), before=then.own[0], after=now.own[0], **_members(evidence, day)),
                _("Gained: {rules}.")(rules=_named(seen.gained)) if seen.gained else None,
                _("Lost: {rules}.")(rules=_named(seen.lost)) if seen.lost else None,
                None if seen.gained or seen.lost else _("No rule was gained or lost."),
                _("Next: {step}.")(step=todos(now)[0].what) if todos(now) else None,
            ),
            self._buttons(group),
        )

    def _since(self, evidence: Evidence) -> date | None:
        """The day to compare with; None where it is that of a meeting and there was none."""
        if self.meeting:
            held = [meeting.day for meeting in evidence.held]
            return held[-1] if held else None
        return self.since or evidence.on - QUARTER

    def _buttons(self, group: Group) -> tuple[Button, ...]:
        shown = opens("progress_picture", _("Picture"), group=group.id)
        return (opens("all_rules", _("All rules"), group=group.id, item=1), shown)


def _members(evidence: Evidence, day: date) -> Mapping[str, int]:
    return {"fewer": len(evidence.as_of(day).belonging), "more": len(evidence.belonging)}


def _named(turns: Sequence[Turn]) -> Text:
    return listing(briefly(turn.after) for turn in turns if turn.after is not None)
