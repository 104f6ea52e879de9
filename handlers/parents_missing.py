"""Of whom a parent's yes is still to come."""

from __future__ import annotations

from collections.abc import Mapping

from bot.forms import on
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import _, lines
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import GroupForm, can, groups_for, told_of
from handlers.ports import Store
from handlers.words import people
from jamaah.groups import Group
from jamaah.members import addressed, needs_parent
from jamaah.roles import Deed

YES = ("izin", "ijin", "persetujuan")
MISSING = expression(
    r"(?=.*\b(?:izin|ijin|persetujuan)\w{0,3}\b)(?=.*\b(?:orang ?tua|ortu|wong ?tua|tiyang sepuh|orangtua)\w{0,3}\b)"
    r"(?=.*\b(?:siapa|yang|mana|berapa|daftar)\b)(?=.*\b(?:belum|durung|dereng|tanpa|kurang)\b).{0,80}"
)


@on("parents_missing", deed=Deed.SEE_MEMBERS)
class ParentsMissing(GroupForm):
    """See of whom under 18 a parent's yes is still to come."""

    writes = False

    @classmethod
    @only_with("tua", "ortu", "sepuh")
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "siapa yang izin orang tuanya belum ada?"."""
        rest, of = told_of(talk, Deed.SEE_MEMBERS, text, YES, alone=True)
        heard = not talk.busy and MISSING.fullmatch(read(rest).plain) and groups_for(talk, Deed.SEE_MEMBERS)
        return of if heard else None

    def act(self, group: Group) -> Reply:
        roll, today = self.talk.store.members.of(group.id), self.talk.local.date()
        missing = [member for member in roll if needs_parent(member, today)]
        if not missing:
            return Reply(_("Of nobody in the book a parent's yes is missing."))
        told = _("{count} without a parent's yes: {names}.")(count=len(missing), names=people(missing, roll, today))
        name = addressed(missing[0], today, roll)
        how = _("It may follow. For example: parent's yes of {name}: Bu Yem.")(name=name)
        return Reply(lines(told, how if can(self.talk, group.id, Deed.REGISTER_MEMBERS) else None))
