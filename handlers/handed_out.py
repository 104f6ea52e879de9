"""What went out of a group's books as a file: who took what along, for whom, and when, in one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.forms import ask, on, opens
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines
from bot.understanding.handed_out import asks_what_went_out
from bot.understanding.needed import only_with
from handlers.access import GroupForm, can, groups_for, told_of
from handlers.kinds import Id
from handlers.ports import Store
from handlers.purposes import handed_out
from handlers.words import group_name
from jamaah.calendar import local
from jamaah.exports import Export
from jamaah.groups import Group
from jamaah.roles import Deed

A_PAGE = 5
WORDS = ("berkas", "file", "dokumen", "surat", "salin", "data", "daftar", "rekap", "buku", "kertas")


@on("handed_out", deed=Deed.SEE_OWN_CHANGES)
class HandedOut(GroupForm):
    """Ask which files went out of the group's books, for whom, and who took them; a member of what concerns them."""

    title = _("Files that went out")
    writes = False
    page: int | None = ask(Id(), optional=True)

    @classmethod
    @only_with(asks_what_went_out)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "berkas apa saja yang sudah keluar", "siapa yang sudah bawa daftar anggota?"."""
        rest, group = told_of(talk, Deed.SEE_OWN_CHANGES, text, WORDS, alone=True)
        return group if asks_what_went_out(rest) and groups_for(talk, Deed.SEE_OWN_CHANGES) else None

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """What went out of one's own stands among one's own data."""
        group = self.group
        return None if group is None or can(self.talk, group.id, Deed.SEE_CHANGES) else ("delete_my_data", {})

    def act(self, group: Group) -> Reply:
        found = list(reversed(self.talk.store.exports.of(group.id)))
        if not found:
            return Reply(_("Nothing of {group} has been taken along as a file.")(group=group_name(group)))
        first = min((self.page or 0) * A_PAGE, len(found))
        head = _("Taken along as a file, of {group}:")(group=group_name(group))
        return Reply(lines(head, *self._told(group, found[first : first + A_PAGE])), self._older(group, found, first))

    def _told(self, group: Group, exports: Sequence[Export]) -> Iterator[Text]:
        words = _("{day}, {name}: {what}")
        for one in exports:
            day, name = local(one.at, group.zone).date(), self.talk.store.people.get(one.person).address
            yield words(day=PlainDate(day), name=name, what=handed_out(one))

    def _older(self, group: Group, found: Sequence[Export], first: int) -> tuple[Button, ...]:
        more = opens(self.intent, _("Earlier ones"), group=group.id, page=(self.page or 0) + 1)
        return (more,) if len(found) > first + A_PAGE else ()
