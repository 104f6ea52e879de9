"""A member who wants to leave the group hears who writes that down."""

from __future__ import annotations

from bot.forms import Form, on, opens
from bot.messages import Reply
from bot.texts import _
from handlers.ports import Store
from handlers.welcome import secretaries_of
from handlers.words import group_name
from jamaah.roles import Deed, Role

LEAVING = (
    r"(?:aku|saya|gw|gue|kulo|kula|dalem)(?: (?:arep|mau|ingin|pengen|pingin|badhe|pamit|wis|sudah))*"
    r" (?:metu|keluar|medal|mundur|mandheg|mandeg|berhenti)(?: (?:soko|saka|dari|saking|sebagai|jadi|dadi))*"
    r" (?:kelompok\w*|anggota\w*|jamaah|jp)\b.{0,60}"
)


@on("leave", deed=Deed.ASK_HELP, pattern=LEAVING)
class Leave(Form[Store]):
    """Hear how one leaves a group."""

    writes = False

    def done(self) -> Reply | list[Reply]:
        grants = self.talk.store.people.grants(self.talk.person)
        mine = next((grant.group for grant in grants if grant.role is Role.MEMBER and grant.group is not None), None)
        alone = self._alone()
        if alone is not None:
            return alone
        if any(grant.role is Role.SECRETARY for grant in grants):
            self.talk.open("remove_member", reason="left")
            return []
        if mine is None:
            return Reply(_("You are a member of no group that I know, so there is nothing to leave."))
        told = _("A pity, {name}. {secretaries} writes down who leaves; please tell them.")
        name = self.talk.store.people.get(self.talk.person).address
        return Reply(told(name=name, secretaries=secretaries_of(self.talk, mine)))

    def _alone(self) -> Reply | None:
        """What a secretary hears who is the only one somewhere: a group is not left without a keeper of its books."""
        people = self.talk.store.people
        held = (grant.group for grant in people.grants(self.talk.person) if grant.role is Role.SECRETARY)
        alone = [self.talk.person]
        group = next((one for one in held if one and people.holding(one, Role.SECRETARY) == alone), None)
        if group is None:
            return None
        told = _("{name}, the books of {group} are with you alone. Hand them over first; then you are free to leave.")
        words = told(name=people.get(self.talk.person).address, group=group_name(self.talk.store.groups.get(group)))
        return Reply(words, (opens("hand_over", _("Hand the books over"), group=group),))
