"""Inviting: one-time codes by which members, a secretary and a facilitator join."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.files import qr_file
from bot.forms import Denied, Form, Kind, Reading, ask, on, opens
from bot.kinds import Choice
from bot.messages import Reply
from bot.texts import _, lines, sentence
from bot.understanding.normalise import read
from bot.understanding.people import people_in
from handlers.access import GroupForm, can
from handlers.codes import new_code
from handlers.ports import Code, Store
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.roles import MOST_SECRETARIES, Deed, Role

LASTS = 7 * 86_400


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
INVITATIONS = {
    Role.MEMBER: _("Invitation of {group}."),
    Role.FACILITATOR: _("Invitation of {group}, for the facilitator."),
    Role.SECRETARY: _("Invitation of {group}, for a secretary."),
}


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
        code, expires = new_code(), self.talk.now + LASTS
        self.talk.store.codes.add(code, Code(role, group.id, None, self.talk.person), expires, self.talk.now)
        last = datetime.fromtimestamp(expires, ZoneInfo(group.zone)).date()
        many = self.several and role is Role.MEMBER
        each = _("One code is for one person; for the next one tap below.") if many else None
        return [Reply(sentence(each, TO_PASS_ON[role](day=last))), self._invitation(role, group, code)]

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

    def _invitation(self, role: Role, group: Group, code: str) -> Reply:
        """What is to be passed on: the link where there is one, always the code to be written, and a picture of it."""
        link, invitation = self.talk.link(code), INVITATIONS[role](group=group_name(group))
        if link:
            written = _("Or open Carik and write: /start {code}")(code=code)
            words = lines(sentence(invitation, _("Tap: {link}")(link=link)), written)
        else:
            words = sentence(invitation, _("Open Carik and write: /start {code}")(code=code))
        more = opens("invite", _("One more code"), role=role.value, group=group.id)
        picture = qr_file(f"undangan-{role.value}", link or f"/start {code}")
        return Reply(words, (more,), files=(picture,))


def facilitator_code(store: Store, now: int) -> str:
    """A new code with which the operator lets a facilitator in; groups are given by their secretaries."""
    code = new_code()
    store.codes.add(code, Code(Role.FACILITATOR, None, None, None), now + LASTS, now)
    return code
