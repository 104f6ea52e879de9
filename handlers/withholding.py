"""Members who do not want something of theirs to be kept or handed out: the secretary hears it in their own words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.forms import Denied, ask, on, opens
from bot.kinds import Words, one_line
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.taking_out import LONGEST, ME, NIK, TakenOut, taken_out, wishes
from handlers.access import GroupForm, groups_for
from handlers.ports import Store
from handlers.welcome import hearers_of, passed_on
from handlers.words import spoken_to
from jamaah.groups import Group
from jamaah.members import Member, addressed
from jamaah.roles import Deed

_OF_NIK = expression(r"\b(?:nik|ktp)", only_with="nik ktp")


@on("withhold", deed=Deed.DISPUTE)
class Withhold(GroupForm):
    """Say what of your data is not to be kept or handed out."""

    title = _("Something of mine stays with me")
    save = _("Yes")
    ends_at_no = True
    cancelled = _("All right. Nothing is passed on.")
    words: str = ask(Words(LONGEST), _("What shall not be kept or handed out?"), label=_("your words"))

    @classmethod
    @only_with("nik", "ktp", wishes)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "Aku ora gelem dataku digawa neng notaris", of who keeps no book."""
        own = taken_out(text) == TakenOut(NIK, ME)
        if not (own or wishes(text)) or groups_for(talk, Deed.REGISTER_MEMBERS) or not groups_for(talk, Deed.DISPUTE):
            return None
        return {"words": one_line(text)[:LONGEST]}

    def check(self) -> None:
        super().check()
        if self.group is not None and self._myself() is None:
            you = spoken_to(self.talk.store.people.get(self.talk.person).address)
            raise Denied(_("{you} are not connected with a name in the members' book yet.")(you=you))

    def _myself(self) -> Member | None:
        return self.talk.store.members.as_person(self.group.id, self.talk.person)

    def summary(self) -> Text:
        asked = _("Shall I pass it on to {secretaries}?")(secretaries=hearers_of(self.talk, self.group.id))
        return lines(_("“{message}”")(message=self.words), asked)

    def act(self, group: Group) -> Reply:
        member = self._myself()
        if member is None:
            raise Denied(_("That one is not in the members' book any more."))
        today, roll = self.talk.local.date(), self.talk.store.members.of(group.id)
        head = _("{name} asks this about their data:")(name=addressed(member, today, roll))
        told = Reply(lines(head, _("“{message}”")(message=self.words)), self._ways(member), kind="alert")
        for secretary in self.talk.store.people.keeping(group.id):
            self.talk.tell(secretary, told)
        return Reply(passed_on(self.talk, group.id))

    def _ways(self, member: Member) -> tuple[Button, ...]:
        """What the secretary can do about it at once."""
        show = opens("show_member", _("Show the data"), group=member.group, whom=member.id)
        out = opens("remove_nik", _("Take the NIK out"), group=member.group, whom=member.id)
        kept = any(one.member == member.id and one.nik for one in self.talk.store.founders.of(member.group))
        return (show, out) if kept and _OF_NIK.search(self.words.casefold()) else (show,)
