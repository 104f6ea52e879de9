"""Inviting: one-time codes by which members, a secretary and a facilitator join."""

from __future__ import annotations

from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask, on
from bot.kinds import Choice
from bot.messages import Reply
from bot.texts import _, sentence
from bot.understanding.normalise import read
from bot.understanding.people import people_in
from handlers.access import GroupForm, can, on_behalf
from handlers.invitations import invitation, last_day, new_invitation
from handlers.ports import Code
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.roles import MOST_SECRETARIES, Deed, Role

INVITED = Choice(
    Role,
    {Role.MEMBER: _("Members"), Role.FACILITATOR: _("A facilitator"), Role.SECRETARY: _("A secretary")},
    {"anggota": Role.MEMBER, "warga": Role.MEMBER, "pendamping": Role.FACILITATOR, "fasilitator": Role.FACILITATOR}
    | {"sekretaris": Role.SECRETARY, "carik": Role.SECRETARY},
)
DEEDS = {
    Role.MEMBER: Deed.INVITE_MEMBER,
    Role.FACILITATOR: Deed.INVITE_FACILITATOR,
    Role.SECRETARY: Deed.INVITE_SECRETARY,
}
TO_PASS_ON = {
    Role.MEMBER: _("An invitation for one member, to be used once, until {day}. Just pass this on:"),
    Role.FACILITATOR: _("An invitation for the facilitator, to be used once, until {day}. Just pass this on:"),
    Role.SECRETARY: _(
        "An invitation for one more secretary, who will write in the book as you do. "
        "To be used once, until {day}. Pass it on to nobody else:"
    ),
}


TO_THE_FIRST = _(
    "An invitation for the secretary, who keeps the books from then on. "
    "To be used once, until {day}. Pass it on to nobody else:"
)


class Several(Kind[bool]):
    """Whether more than one is to be invited: by their names, or "semua"."""

    def read(self, text: str, form: Form[Any]) -> Reading[bool] | None:
        return None

    def find(self, text: str, form: Form[Any]) -> bool | None:
        return len(people_in(text)) > 1 or not {"semua", "seluruh", "sedoyo"}.isdisjoint(read(text).words) or None


@on("invite", deed=Deed.INVITE_MEMBER, command="undang")
class Invite(GroupForm):
    """Get a one-time code with which a member, another secretary or the facilitator joins."""

    title = _("Invite members")
    role: Role = ask(INVITED, optional=True, default=lambda form: Role.MEMBER)
    several: bool | None = ask(Several(), optional=True)

    def act(self, group: Group) -> Reply | list[Reply]:
        role = self.role
        self._allowed(role, group)
        code = new_invitation(self.talk, Code(role, group.id, None, self.talk.person))
        last = last_day(self.talk, group)
        many = self.several and role is Role.MEMBER
        each = _("One code is for one person; for the next one tap below.") if many else None
        first = role is Role.SECRETARY and on_behalf(self.talk, group.id) is not None
        words = TO_THE_FIRST if first else TO_PASS_ON[role]
        return [Reply(sentence(each, words(day=last))), invitation(self.talk, role, group, code, again=True)]

    def _allowed(self, role: Role, group: Group) -> None:
        """Raise Denied if there is no such role to give, or it is not the speaker's to give."""
        if role not in DEEDS or not can(self.talk, group.id, DEEDS[role]):
            raise Denied(_("That is for the group's secretary to do."))
        if role is Role.SECRETARY:
            held = len(self.talk.store.people.holding(group.id, Role.SECRETARY))
            if held >= MOST_SECRETARIES:
                raise Denied(
                    _("{group} has {count} secretaries, which is the most.")(group=group_name(group), count=held)
                )
