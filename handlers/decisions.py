"""What was decided at a meeting; it may follow at any later time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from bot.forms import Form, Reading, ask, on
from bot.kinds import Words, one_line
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.amending import (
    added_decision,
    amendment,
    decisions_in,
    is_figure,
    nothing_decided,
    other_figure,
    without_lead,
)
from bot.understanding.answers import yes_no
from bot.understanding.dates import find_date
from bot.understanding.needed import only_with
from bot.understanding.telling import asks_for_last, asks_missing, is_question, tells_away, wrong_of_meeting
from bot.understanding.wrong import Correction, as_meant
from handlers.access import GroupForm
from handlers.book_of_ideas import adopting, waiting_button
from handlers.founding_words import asks_founding
from handlers.houses import asks_next_place
from handlers.kinds import Id
from handlers.minutes import correct_button, heading, recent, recorded_on, share_button
from handlers.places import is_an_answer
from handlers.ports import Store
from handlers.words import together
from jamaah.groups import Group
from jamaah.meetings import Meeting
from jamaah.roles import Deed


class Decided(Words):
    """What was decided, in words; a bare no to "was anything decided?" leaves it open, a bare yes or a question tells
    nothing."""

    def __init__(self) -> None:
        super().__init__(1000)
        self.hint = _("Please write what was decided, or skip it.")

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        if yes_no(text) is False or nothing_decided(text):
            return cast(Reading[str], Reading(None, certain=True))
        meeting = form.of()  # type: ignore[attr-defined]
        if wrong_of_meeting(text) or tells_away(text) or (meeting and amendment(text, meeting.decisions)):
            return Reading(one_line(text), certain=True)
        return (
            None
            if is_question(text) or is_an_answer(one_line(text), form)
            else super().read(without_lead(as_meant(text)), form)
        )

    def mends(self, said: Correction, old: str) -> str | None:
        """The decision with another figure, where only that is said."""
        return other_figure(old, said.right) if is_figure(said.right) else None


def _anything(form: RecordDecision) -> Text:
    asked = _("Was anything decided? It may follow later.")
    return sentence(_("✓ Saved."), asked) if form.saved == form.talk.turn else asked


@on("record_decision", deed=Deed.RECORD_MEETING)
class RecordDecision(GroupForm):
    """Add what was decided at a meeting; it may follow later."""

    lapses = True
    answered_by = "show_meeting"
    cancelled = _("All right. It may follow later.")
    meeting: int | None = ask(Id(), optional=True)
    saved: int | None = ask(Id(), optional=True)
    decision: str = ask(Decided(), _anything, label=_("decision"), skip=True)

    @classmethod
    @only_with(added_decision)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """That something was decided, and nothing else of the meeting: "tambah keputusan ...", "keputusan: ..."."""
        found = None if talk.busy else added_decision(text)
        if found is None or talk.reader.slots("record_meeting", text, talk.local).keys() - {"decision", "date"}:
            return None
        day = find_date(found[0], talk.local, past=True)
        meetings = recorded_on(talk, day) if day else recent(talk)
        if len(meetings) != 1:
            return None
        return {"group": meetings[0].group, "meeting": meetings[0].id, "decision": one_line(found[1])}

    @classmethod
    def is_asked(cls, text: str) -> bool:
        """Whether it is asked what was decided; "keputusan terakhir" tells nothing that was."""
        return super().is_asked(text) or asks_for_last(text)

    def of(self) -> Meeting | None:
        """The meeting at which it was decided; None if it is not in this group's book."""
        meeting = self.talk.store.meetings.get(self.meeting) if self.meeting else None
        return meeting if meeting and self.group and meeting.group == self.group.id else None

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """Who says that something of the meeting, or of what was decided before, is wrong, or who else was not there,
        tells no decision."""
        meeting, said = self.of(), self.decision
        if meeting is None or not said or said != one_line(self.talk.text):
            return None
        away = tells_away(said)
        if not (away or wrong_of_meeting(said) or amendment(said, meeting.decisions)):
            return None
        return "correct_meeting", {"group": meeting.group, "meeting": meeting.id, "heard": away or said}

    def shows(self, text: str) -> Text | None:
        """What is written of the meeting, and what may still follow, where that is asked."""
        meeting = self.of() if self.decision is None and asks_missing(text) else None
        if meeting is None:
            return None
        known = ((_("place"), meeting.place), (_("hour"), meeting.at), (_("agenda"), meeting.agenda))
        lacks = [label for label, told in known if not told]
        told = _("Who was there is written down; still missing: {what}.")
        return told(what=together([*lacks, *(() if meeting.decisions else [_("decision")])]))

    def beside(self) -> Sequence[Button]:
        meeting = self.of()
        if meeting is None or self.group is None:
            return ()
        ideas = waiting_button(self.talk, self.group.id, meeting=meeting.id)
        founding = asks_founding(self.talk, meeting)
        next_place = asks_next_place(self.talk, self.group)
        return (share_button(meeting), correct_button(meeting), *founding, *ideas, *next_place)

    def summary(self) -> Text | None:
        """The decision; of which day, where it is not of the meeting that was saved a moment ago."""
        if not self.decision:
            return None
        meeting = self.of()
        of = heading(meeting) if meeting and not self.saved else None
        first, *others = (_("Decision: {decision}.")(decision=one) for one in decisions_in(self.decision))
        return lines(sentence(of, first), *others)

    def act(self, group: Group) -> Reply:
        meeting = self.of()
        if meeting is None:
            return Reply(_("That meeting is not in the book any more."))
        founding, next_place = asks_founding(self.talk, meeting), asks_next_place(self.talk, group)
        offers = (*founding, share_button(meeting), correct_button(meeting), *next_place)
        if self.decision is None:
            return Reply(_("All right. It may follow later."), offers)
        decisions = decisions_in(self.decision)
        self.talk.store.meetings.replace(replace(meeting, decisions=(*meeting.decisions, *decisions)))
        idea, adopt = adopting(self.talk, meeting, decisions)
        return Reply(sentence(_("✓ Saved."), idea), (*adopt, *offers))
