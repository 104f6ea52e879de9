"""What is asked for and cannot be done yet: said at once, with what can be done now instead."""

from __future__ import annotations

from bot.forms import Form, ask, on, opens
from bot.kinds import Words
from bot.messages import Button, Reply
from bot.texts import Text, _, lines
from handlers.access import groups_for
from handlers.minutes import share_button
from handlers.ports import Store
from handlers.welcome import secretaries_of
from jamaah.groups import Group
from jamaah.roles import Deed

LONGEST = 2_000


class NotYet(Form[Store]):
    """A wish that cannot be met yet. Nothing is written, so nothing has to be known first, not even the group."""

    writes = False

    def group(self, deed: Deed) -> Group | None:
        """The group it is about, where the speaker may do this in one only, or talked of one last."""
        groups = groups_for(self.talk, deed)
        last = self.talk.memory.get("group")
        return groups[0] if len(groups) == 1 else next((group for group in groups if group.id == last), None)

    def sharing(self) -> tuple[Button, ...]:
        """The text of the last meeting for the group's chat, where there is one."""
        group = self.group(Deed.SEE_MINUTES)
        latest = self.talk.store.meetings.latest(group.id, 1) if group else []
        return (share_button(latest[0]),) if latest else ()


@on("export", deed=Deed.SEE_FIGURES)
class Export(NotYet):
    """Ask for a file."""

    title = _("A file to print")
    document: str | None = ask(Words(40), optional=True)

    def done(self) -> Reply:
        buttons = self._instead()
        here = _("What I can show here to be copied:") if buttons else self._ask_for_it()
        return Reply(lines(_("Files (PDF, Excel, Word) I cannot make yet."), here), buttons)

    def _ask_for_it(self) -> Text | None:
        group = self.group(Deed.SEE_FIGURES)
        if group is None or self.document != "members":
            return None
        return _("The list of members is with {secretaries}.")(secretaries=secretaries_of(self.talk, group.id))

    def _instead(self) -> tuple[Button, ...]:
        everything = (opens("export_all", _("All data as a file")),) if groups_for(self.talk, Deed.HAND_OUT) else ()
        return (*self._shown(), *everything)

    def _shown(self) -> tuple[Button, ...]:
        sees = bool(groups_for(self.talk, Deed.SEE_MEMBERS))
        members = (opens("list_members", _("Show the list")),) if sees else ()
        meetings = (opens("list_meetings", _("Past meetings")),)
        match self.document:
            case "members":
                return members
            case "attendance":
                return meetings
            case "minutes":
                return self.sharing() or (opens("show_meeting", _("Last minutes")),)
            case "registration_pack":
                return (opens("readiness", _("Are we ready?")), *members)
            case _:
                return (*members, *meetings, *self.sharing())
