"""The members on a picture: women and men, the young, and of how many it is not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.forms import on
from bot.messages import Reply
from bot.papers.typesetting import picture_file
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import the_asked
from handlers.accompanied import percent
from handlers.file_names import file_called
from handlers.pictures import DRAWN, Shown
from handlers.ports import Store
from handlers.words import counted
from jamaah.groups import Group
from jamaah.members import Figures, figures
from jamaah.roles import Deed
from jamaah.rulebook import load

OF_MEMBERS = expression(
    r"\b(?:anggota|warga|members?|perempuan|wanita|putri|wedok|estri|women|laki|lanang|pria|men|pemuda|muda|enom|youth)"
    r"\w{0,3}\b"
)
OF_OTHERS = expression(
    r"\b(?:hadir|kehadiran|absen|presensi|datang|rawuh|attendance|aturan|syarat|kode|undangan|qr)\w*\b"
)


@on("members_picture", deed=Deed.SEE_FIGURES)
class MembersPicture(Shown):
    """Get a picture of the members: women, men, the young; it names nobody."""

    title = _("Picture of the members")

    @classmethod
    @only_with(DRAWN)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        plain = read(text).plain
        if talk.busy or not DRAWN.search(plain) or not OF_MEMBERS.search(plain) or OF_OTHERS.search(plain):
            return None
        return the_asked(talk, Deed.SEE_FIGURES, text)

    def act(self, group: Group) -> Reply:
        today = self.talk.local.date()
        seen = figures(self.talk.store.members.of(group.id), today)
        if not seen.total:
            return Reply(_("No members yet."))
        told = _("{group}: {total} members, {counted}.")
        file = picture_file(file_called(group, _("members"), [today]), "members", self._data(group, seen))
        return Reply(told(group=self.called(group), total=seen.total, counted=counted(seen)), files=(file,))

    def _data(self, group: Group, seen: Figures) -> dict[str, Any]:
        rules = {rule.id: rule.threshold for rule in load().rules if rule.id in ("members_min", "members_max", "women")}
        women = _("women ({percent} %, wanted {target} %)")
        wanted = _("wanted {least}, better no more than {most}")
        youth = (
            ("full", seen.youth, _("aged 16 to 30")),
            ("ring", seen.total - seen.youth - seen.youth_unknown, _("of another age")),
            ("unknown", seen.youth_unknown, _("age not written down yet")),
        )
        genders = (
            ("full", seen.women, women(percent=percent(seen.women, seen.total), target=rules["women"])),
            ("ring", seen.men, _("men")),
            ("unknown", seen.unknown, _("not written down yet")),
        )
        return {
            "title": self.called(group),
            "day": self.said(_("{day}")(day=PlainDate(self.talk.local.date()))),
            "figure": seen.total,
            "caption": self.said(_("members")),
            "wanted": self.said(wanted(least=rules["members_min"], most=rules["members_max"])),
            "blocks": [self._block(_("Women and men"), genders), self._block(_("Young people"), youth)],
        }

    def _block(self, title: Text, kinds: tuple[tuple[str, int, Text], ...]) -> dict[str, Any]:
        told = [{"fill": fill, "count": count, "said": self.said(said)} for fill, count, said in kinds]
        return {"title": self.said(title), "kinds": told}
