"""What was decided at a meeting; it may follow at any later time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.forms import ask, on
from bot.kinds import Words
from bot.messages import Button, Reply
from bot.texts import Text, _, sentence
from handlers.access import GroupForm
from handlers.kinds import Id
from handlers.minutes import correct_button, heading, share_button
from jamaah.groups import Group
from jamaah.meetings import Meeting
from jamaah.roles import Deed


def _anything(form: RecordDecision) -> Text:
    asked = _("Was anything decided? It may follow later.")
    return sentence(_("✓ Saved."), asked) if form.saved == form.talk.turn else asked


@on("record_decision", deed=Deed.RECORD_MEETING)
class RecordDecision(GroupForm):
    """Add what was decided at a meeting; it may follow later."""

    lapses = True
    cancelled = _("All right. It may follow later.")
    meeting: int | None = ask(Id(), optional=True)
    saved: int | None = ask(Id(), optional=True)
    decision: str = ask(Words(1000), _anything, label=_("decision"), skip=True)

    def of(self) -> Meeting | None:
        """The meeting at which it was decided; None if it is not in this group's book."""
        meeting = self.talk.store.meetings.get(self.meeting) if self.meeting else None
        return meeting if meeting and self.group and meeting.group == self.group.id else None

    def beside(self) -> Sequence[Button]:
        meeting = self.of()
        return (share_button(meeting), correct_button(meeting)) if meeting else ()

    def summary(self) -> Text | None:
        """The decision; of which day, where it is not of the meeting that was saved a moment ago."""
        if not self.decision:
            return None
        meeting = self.of()
        of = heading(meeting) if meeting and not self.saved else None
        return sentence(of, _("Decision: {decision}.")(decision=self.decision))

    def act(self, group: Group) -> Reply:
        meeting = self.of()
        if meeting is None:
            return Reply(_("That meeting is not in the book any more."))
        offers = (share_button(meeting), correct_button(meeting))
        if self.decision is None:
            return Reply(_("All right. It may follow later."), offers)
        self.talk.store.meetings.replace(replace(meeting, decisions=(*meeting.decisions, self.decision)))
        return Reply(_("✓ Saved."), offers)
