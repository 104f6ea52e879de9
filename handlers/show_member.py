"""Seeing what the members' book says of somebody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, replace

from bot.forms import on, opens
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from handlers.access import can, groups_for
from handlers.as_called import called_first
from handlers.minutes import recorded_for
from handlers.ports import Store
from handlers.seen_by import DATA, looked
from handlers.the_member import Meant, MemberForm, meant_by
from handlers.words import described, since_when
from jamaah.groups import Group
from jamaah.members import Member
from jamaah.nik import ends
from jamaah.people import age
from jamaah.roles import Deed

LOOK = expression(r"\s*(?:tolong )?(?:lihat|liat|delok|deloken|tingali|mirsani|data|datane|datanya|cek) (?=\w)", re.I)

TITLES = ("bu ", "pak ", "bapak ", "mbak ", "mas ", "mbah ", "kang ", "lik ", "yu ", "bude ", "pakde ", "mbok ")
NAME_ALONE = expression(rf"i?(?:{'|'.join(TITLES)})[^\W\d_]+(?: [^\W\d_]+){{0,2}}[.?! ]*", re.I)
OF_PHONES = expression(r"\b(?:nomor|nomer|no|hp|wa|telepon|telpon|kontak|hape)\w{0,3}\b", re.I)
CLOSED = _("The phone number is with the secretary; the group does not show it to facilitators.")


@on("show_member", deed=Deed.SEE_MEMBERS, command="lihat")
class ShowMember(MemberForm):
    """See what the book says of a member."""

    title = _("Show a member")
    writes, lapses = False, True
    question = _("Whose data do you want to see?")

    @classmethod
    @only_with(
        "lihat ",
        "liat ",
        "delok ",
        "deloken ",
        "tingali ",
        "mirsani ",
        "data ",
        "datane ",
        "datanya ",
        "cek ",
        NAME_ALONE,
    )
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """Whom to show, by words that are no name elsewhere: "lihat mbah modin"; or by a name alone, where
        nothing else is asked."""
        if NAME_ALONE.fullmatch(text.strip()):
            return None if talk.busy else _named_alone(talk, text.strip(" .?!"))
        asked = LOOK.match(text)
        found = called_first(talk, text[asked.end() :], Deed.SEE_MEMBERS) if asked else None
        return {"group": found[0].id, "whom": asdict(Meant(member=found[1].id))} if found and not found[2] else None

    def act_on(self, member: Member, group: Group) -> Reply:
        looked(self.talk, member, DATA)
        seen = member if can(self.talk, group.id, Deed.SEE_PHONES) else replace(member, phone=None)
        buttons = (
            opens("update_member", _("Change"), group=group.id, whom=member.id),
            opens("remove_member", _("No longer a member"), group=group.id, whom=member.id),
        )
        may_write = can(self.talk, group.id, Deed.REGISTER_MEMBERS)
        hidden = CLOSED if seen.phone != member.phone and OF_PHONES.search(self.talk.text) else None
        return Reply(lines(self._told(seen), self._since(member), hidden), buttons if may_write else ())

    def _told(self, member: Member) -> Text:
        years = age(member.born, self.talk.local.date()) if member.born else None
        told = _("{name}: {told}.")(name=self.name, told=described(replace(member, called="")))
        return sentence(told, _("Age {years}.")(years=years) if years is not None else _("Age not known yet."))

    def _since(self, member: Member) -> Text:
        linked = _("Connected.") if member.person is not None else _("Not connected yet.")
        since = since_when(member, self.group)
        return sentence(since, linked, recorded_for(self.talk.store, member), self._nik(member))

    def _nik(self, member: Member) -> Text | None:
        """Of a NIK that is kept its end, to who keeps it."""
        kept = self.talk.store.founders.of(member.group) if can(self.talk, member.group, Deed.KEEP_NIK) else []
        sealed = next((one.nik for one in kept if one.member == member.id and one.nik is not None), None)
        number = self.talk.seal.open(sealed) if sealed is not None else None
        return _("NIK {end}, locked.")(end=ends(number)) if number else None


def _named_alone(talk: Talk[Store], name: str) -> Mapping[str, Json] | None:
    """Whom a name alone means, of those whom the speaker may see; None where that is nobody, or somebody of several
    groups."""
    roll = {group: talk.store.members.of(group.id) for group in groups_for(talk, Deed.SEE_MEMBERS)}
    of = [group for group, members in roll.items() if meant_by(talk, group, name, members)]
    return {"group": of[0].id, "whom": asdict(Meant(name))} if len(of) == 1 else None
