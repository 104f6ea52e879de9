"""Seeing what the members' book says of somebody."""

from __future__ import annotations

from dataclasses import replace

from bot.forms import on, opens
from bot.messages import Reply
from bot.texts import PlainDate, Text, _, lines, sentence
from handlers.access import can
from handlers.the_member import MemberForm
from handlers.words import described
from jamaah.groups import Group
from jamaah.members import Member
from jamaah.people import age
from jamaah.roles import Deed


@on("show_member", deed=Deed.SEE_MEMBERS, command="lihat")
class ShowMember(MemberForm):
    """See what the book says of a member."""

    title = _("Show a member")
    writes, lapses = False, True
    question = _("Whose data do you want to see?")

    def act_on(self, member: Member, group: Group) -> Reply:
        seen = member if can(self.talk, group.id, Deed.SEE_PHONES) else replace(member, phone=None)
        buttons = (
            opens("update_member", _("Change"), group=group.id, whom=member.id),
            opens("remove_member", _("No longer a member"), group=group.id, whom=member.id),
        )
        may_write = can(self.talk, group.id, Deed.REGISTER_MEMBERS)
        return Reply(lines(self._told(seen), self._since(member)), buttons if may_write else ())

    def _told(self, member: Member) -> Text:
        years = age(member.born, self.talk.local.date()) if member.born else None
        told = _("{name}: {told}.")(name=self.name, told=described(replace(member, called="")))
        return sentence(told, _("Age {years}.")(years=years) if years is not None else _("Age not known yet."))

    def _since(self, member: Member) -> Text:
        linked = _("Connected.") if member.person is not None else _("Not connected yet.")
        return sentence(_("Member since {day}.")(day=PlainDate(member.joined)), linked)
