"""All the groups that somebody accompanies, each in one line of figures."""

from __future__ import annotations

from collections.abc import Sequence

from bot.forms import Form, ask, on, opens
from bot.messages import Reply
from bot.texts import PlainDate, Text, _, lines, verbatim
from handlers.access import groups_for
from handlers.areas import Area, within
from handlers.ports import Store
from handlers.words import distinct
from jamaah.groups import Group
from jamaah.members import Figures, figures
from jamaah.roles import Deed

A_MESSAGE = 10
"""Groups told in one message, each with a button."""


_MINE = r"(?:saya|ku|aku|kulo|kula|kita|binaan\w*|dampingan\w*)"


@on(
    "groups_overview",
    deed=Deed.ACCOMPANY,
    pattern=rf"(?:kelompok|jp|grup) ?{_MINE}(?: {_MINE})* (?:apa|opo|endi|mana|ono|ada)"
    r"(?: (?:apa|opo|saja|wae|aja|mawon|piro|pira|berapa))*[?.! ]*",
)
class GroupsOverview(Form[Store]):
    """See all the groups you accompany at once: members, women, last meeting."""

    title = _("All my groups")
    writes = False
    area: str | None = ask(Area(), optional=True)

    def done(self) -> list[Reply]:
        groups = within(self.area, groups_for(self.talk, Deed.ACCOMPANY))
        today = self.talk.local.date()
        seen = {group.id: figures(self.talk.store.members.of(group.id), today) for group in groups}
        total, women = (sum(getattr(one, what) for one in seen.values()) for what in ("total", "women"))
        head = _("{count} groups, {total} members, {women} of them women.")
        told = [head(count=len(groups), total=total, women=women)]
        pieces = [groups[at : at + A_MESSAGE] for at in range(0, len(groups), A_MESSAGE)]
        return [self._piece(piece, groups, seen, told if piece is pieces[0] else []) for piece in pieces]

    def _piece(
        self, piece: Sequence[Group], groups: Sequence[Group], seen: dict[int, Figures], head: Sequence[Text]
    ) -> Reply:
        names = {group.id: distinct(group, groups) for group in piece}
        buttons = tuple(opens("group_status", verbatim(names[group.id]), group=group.id) for group in piece)
        return Reply(lines(*head, *(self._line(group, names[group.id], seen[group.id]) for group in piece)), buttons)

    def _line(self, group: Group, name: str, seen: Figures) -> Text:
        latest = self.talk.store.meetings.latest(group.id, 1)
        met = _("met last on {day}")(day=PlainDate(latest[0].day)) if latest else _("no meeting recorded yet")
        if not seen.total:
            return _("{group}: no members in the book yet, {met}")(group=name, met=met)
        return _("{group}: {total} members, {women} women, {met}")(
            group=name, total=seen.total, women=seen.women, met=met
        )
