"""What a group lets its facilitators see beyond figures and minutes: the members' phone numbers, or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.forms import Denied, ask, on
from bot.kinds import YesNo
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import GroupForm, groups_for, the_named
from handlers.ports import Store
from handlers.seen_by import what_facilitators_see
from jamaah.groups import Group
from jamaah.roles import Deed, Role

_WHO = r"(?:pendamping|fasilitator)\w{0,3}"
_WHAT = r"(?:nomor|hp|telepon|kontak|wa)\w{0,3}"
_MAY_NOT = r"(?:jangan|(?:tidak|tak) (?:boleh|usah|bisa)|dilarang|tutup|ditutup|sembunyikan|disembunyikan)"
_MAY = r"(?:boleh|izinkan|diizinkan|bisa|buka|dibuka|silakan|tampilkan)"
CLOSED = expression(rf"\b{_MAY_NOT}\b")
OPENED = expression(rf"\b{_MAY}\b")
OF_THEM, OF_PHONES = expression(rf"\b{_WHO}\b"), expression(rf"\b{_WHAT}\b")


@on("set_sharing", deed=Deed.SET_SHARING)
class SetSharing(GroupForm):
    """Say whether your facilitators may see the members' phone numbers."""

    title = _("What facilitators see")
    ends_at_no = True
    shares: bool = ask(
        YesNo(_("They may"), _("They may not")), _("May the facilitators see the members' phone numbers?")
    )

    @classmethod
    @only_with(OF_THEM)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        plain = read(text).plain
        closed = CLOSED.search(plain)
        said = (closed or OPENED.search(plain)) and OF_THEM.search(plain) and OF_PHONES.search(plain)
        if talk.busy or not said or "?" in text or not groups_for(talk, Deed.SEE_FIGURES):
            return None
        return {"shares": not closed} | the_named(talk, Deed.SET_SHARING, text)

    def check(self) -> None:
        super().check()
        if self.group is not None and self.shares is not None and self.shares == self.group.shares:
            raise Denied(sentence(_("That is so already."), self._told()))

    def _told(self) -> Text:
        return what_facilitators_see(replace(self.group, shares=self.shares))

    def summary(self) -> Text:
        return lines(self._told(), _("Is that right?"))

    def act(self, group: Group) -> Reply:
        self.check()
        self.talk.store.groups.replace(replace(group, shares=self.shares))
        for person in self.talk.store.people.holding(group.id, Role.FACILITATOR):
            if person != self.talk.person:
                self.talk.tell(person, Reply(self._told(), kind="alert"))
        return Reply(_("✓ Saved."))
