"""Inviting: one-time codes by which members and a facilitator join."""

from __future__ import annotations

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.forms import ask, on, opens
from bot.kinds import Choice
from bot.messages import Reply
from bot.texts import _
from handlers.access import GroupForm
from handlers.kinds import CODE_LETTERS
from handlers.ports import Code, Store
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.roles import Deed, Role

LASTS = 7 * 86_400


def new_code() -> str:
    """A code nobody can guess (39 bits), easy to read aloud: "K7PM-2QXT". It has a digit and a letter, so that
    neither a word nor a number is one."""
    while True:
        letters = "".join(secrets.choice(CODE_LETTERS) for _letter in range(8))
        if any(letter.isdigit() for letter in letters) and not letters.isdigit():
            return f"{letters[:4]}-{letters[4:]}"


INVITED = Choice(
    Role,
    {Role.MEMBER: _("Members"), Role.FACILITATOR: _("A facilitator"), Role.SECRETARY: _("A secretary")},
    {"anggota": Role.MEMBER, "warga": Role.MEMBER, "pendamping": Role.FACILITATOR, "fasilitator": Role.FACILITATOR},
)


@on("invite", deed=Deed.INVITE_MEMBER, command="undang")
class Invite(GroupForm):
    """Get a one-time code with which a member or the facilitator joins."""

    role: Role = ask(INVITED, optional=True, default=lambda form: Role.MEMBER)

    def act(self, group: Group) -> Reply | list[Reply]:
        if self.role not in (Role.MEMBER, Role.FACILITATOR):
            return Reply(_("A second secretary cannot be invited yet; members and the facilitator can."))
        code, expires = new_code(), self.talk.now + LASTS
        self.talk.store.codes.add(code, Code(self.role, group.id, None, self.talk.person), expires, self.talk.now)
        last = datetime.fromtimestamp(expires, ZoneInfo(group.zone)).date()
        whom = _("one member") if self.role is Role.MEMBER else _("the facilitator")
        more = (opens("invite", _("One more code"), role=self.role.value),)
        return [
            Reply(_("An invitation for {whom}, to be used once, until {day}. Just pass this on:")(whom=whom, day=last)),
            Reply(
                _("Invitation of {group}. Open Carik and write: /start {code}")(group=group_name(group), code=code),
                more,
            ),
        ]


def facilitator_code(store: Store, now: int) -> str:
    """A new code with which the operator lets a facilitator in; groups are given by their secretaries."""
    code = new_code()
    store.codes.add(code, Code(Role.FACILITATOR, None, None, None), now + LASTS, now)
    return code
