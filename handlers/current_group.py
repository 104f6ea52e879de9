"""Which of several groups is talked about: said when asked, and switched by a word or a tap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.forms import ask, on, opens
from bot.kinds import YesNo
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, verbatim
from bot.understanding.expressions import expression
from bot.understanding.naming import mentions
from bot.understanding.needed import only_with
from handlers.access import MOST_GROUPS, GroupForm, YourGroup, groups_for, usual
from handlers.group_names import groups_named, part_of_name
from handlers.ports import Store
from handlers.words import distinct, group_name, listing
from jamaah.groups import Group
from jamaah.roles import Deed, Role

_GROUPS = ("kelompok", "klompok", "jp", "grup", "group", "jamaah")
WORDS = (*_GROUPS, "ganti", "pindah", "alih", "buka", "switch")
_GROUP = r"(?:kelompok|klompok|jp|jamaah(?: produksi)?|grup|group)(?:nya|e)?"
_SWITCH = expression(
    r"(?:(?:tolong|saya|aku|mau|arep|sekarang|saiki|coba|ayo|please) )*"
    r"(?:ganti|pindah|alih|beralih|ngalih|pilih|buka|switch|change|pakai|nganggo)"
    rf"(?: (?:ke|neng|nang|ning|menyang|dhateng|to|di))* {_GROUP}(?: jp)?(?: (?P<name>[^\n?]{{1,60}}?))?[.! ]*"
    rf"|(?:sekarang|saiki) (?:ke |neng |nang |di )?{_GROUP} (?P<now>[^\n?]{{1,60}}?)[.! ]*"
)
_BY_NAME = expression(
    r"(?:(?:tolong|saya|aku|mau|arep|sekarang|saiki|coba|ayo|please) )*"
    r"(?:ganti|pindah|alih|beralih|ngalih|switch|change) (?:ke|neng|nang|ning|menyang|dhateng|to) "
    r"(?P<name>[^\n?]{1,60}?)[.! ]*"
)
_WHICH = expression(
    rf"(?:(?:ini|iki|niki|sekarang|saiki|saya|aku|kulo|lagi|di|neng|sedang) )*{_GROUP} (?:yang |sing )?"
    r"(?:mana|endi|pundi|apa|opo)(?: (?:ini|iki|niki|sekarang|saiki|to|ya|yang|sing|dibicarakan|dipakai))*[?.! ]*"
)
_ALL = expression(
    rf"(?:(?:saya|aku|kulo) (?:pegang|megang|nyekel|ngurus|ada di|ikut|melu) {_GROUP}|{_GROUP}(?:ku| saya| aku| kulo))"
    r" (?:apa|opo|nopo|mana|endi)(?: (?:saja|wae|aja|mawon))*[?.! ]*"
)
ROLES = {Role.SECRETARY: _("secretary"), Role.FACILITATOR: _("facilitator"), Role.MEMBER: _("member")}


def _the_usual(form: CurrentGroup) -> Group | None:
    """The group it is about; where all are asked for any."""
    found = groups_for(form.talk, Deed.SEE_FIGURES) if form.every else []
    return found[0] if found else usual(form)


@on("current_group", deed=Deed.SEE_FIGURES)
class CurrentGroup(GroupForm):
    """See which of your groups is talked about, and change to another."""

    writes = False
    lapses = True
    group: Group = ask(YourGroup(), _("Which group is it?"), default=_the_usual)
    every: bool | None = ask(YesNo(), optional=True)

    @classmethod
    @only_with(_BY_NAME, *_GROUPS)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        said = text.casefold().strip()
        if not mentions(said, WORDS):
            return None
        if _WHICH.fullmatch(said):
            return {}
        if _ALL.fullmatch(said) and not groups_for(talk, Deed.ACCOMPANY):
            return {"every": True}
        if (by_name := _BY_NAME.fullmatch(said)) is not None and _is_name(talk, by_name["name"]):
            return _switched(talk, by_name["name"].strip())
        found = _SWITCH.fullmatch(said)
        return None if found is None else _switched(talk, (found["name"] or found["now"] or "").strip())

    def done(self) -> Reply | Sequence[Reply]:
        mine = groups_for(self.talk, Deed.SEE_FIGURES)
        if not self.every or len(mine) == 1:
            return super().done()
        told = _("Your groups, {count}: {groups}.")
        each = [_("{group} ({roles})")(group=distinct(one, mine), roles=self._roles(one)) for one in mine]
        return Reply(told(count=len(mine), groups=listing(each)), self._buttons(mine))

    def act(self, group: Group) -> Reply:
        mine = groups_for(self.talk, Deed.SEE_FIGURES)
        name = group_name(group, mine)
        if len(mine) == 1:
            return Reply(_("You have one group: {group}.")(group=name))
        told = _("We talk about {group} now; there you are {roles}.")
        return Reply(told(group=name, roles=self._roles(group)), self._others(group, mine))

    def _roles(self, group: Group) -> Text:
        grants = self.talk.store.people.grants(self.talk.person)
        return listing([ROLES[grant.role] for grant in grants if grant.group == group.id and grant.role in ROLES])

    def _others(self, group: Group, mine: Sequence[Group]) -> tuple[Button, ...]:
        return self._buttons([one for one in mine if one.id != group.id], mine)

    def _buttons(self, shown: Sequence[Group], among: Sequence[Group] = ()) -> tuple[Button, ...]:
        labels = [(verbatim(distinct(one, among or shown)), one.id) for one in shown[:MOST_GROUPS]]
        return tuple(opens("current_group", label, group=group) for label, group in labels)


def _is_name(talk: Talk[Store], said: str) -> bool:
    """Whether words are the name of a group of the speaker, who has several: no place where a meeting moves to."""
    groups = groups_for(talk, Deed.SEE_FIGURES)
    return len(groups) > 1 and any(part_of_name(said, group) for group in groups_named(said, groups))


def _switched(talk: Talk[Store], name: str) -> Mapping[str, Json]:
    """The one group that a name means; with no name, or one that several bear or none, it is asked or said so."""
    named = groups_named(name, groups_for(talk, Deed.SEE_FIGURES)) if name else []
    if len(named) == 1:
        return {"group": named[0].id}
    return {"named": name} if name else {}
