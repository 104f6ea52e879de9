"""All the groups that somebody accompanies, each in one line of figures, who needs a hand first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.forms import Form, ask, on, opens
from bot.kinds import Choice
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines, sentence, verbatim
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from handlers.access import groups_for
from handlers.accompanied import A_SCREEN, Order, as_of, in_brief, looks
from handlers.areas import Area, area_token, keep_asked, within
from handlers.findings import MARKS
from handlers.kinds import Id
from handlers.ports import Store
from handlers.words import distinct, listing
from jamaah.accompanying import Concern, Look, best_first, worst_first
from jamaah.groups import Group
from jamaah.readiness import State
from jamaah.roles import Deed

MOST_TOLD = 2
_MINE = r"(?:saya|ku|aku|kulo|kula|kita|binaan\w*|dampingan\w*)"


LACKS = {Concern.SMALL: _("too few members"), Concern.FEW_WOMEN: _("too few women")}
_WHICH_ARE_MINE = expression(
    rf"(?:kelompok|jp|grup) ?{_MINE}(?: {_MINE})* (?:apa|opo|endi|mana|ono|ada)"
    r"(?: (?:apa|opo|saja|wae|aja|mawon|piro|pira|berapa))*[?.! ]*"
)


@on("groups_overview", deed=Deed.ACCOMPANY)
class GroupsOverview(Form[Store]):
    """See all the groups you accompany at once, who needs a hand first: members, women, last meeting."""

    title = _("All my groups")
    writes = False
    area: str | None = ask(Area(), optional=True)
    order: Order | None = ask(Choice(Order, {Order.WORST: _("worst"), Order.BEST: _("best")}, {}), optional=True)
    lacks: Concern | None = ask(Choice(Concern, LACKS, {}), optional=True)
    page: int | None = ask(Id(), optional=True)

    @classmethod
    @only_with(_WHICH_ARE_MINE)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "kelompok saya apa saja?" of who accompanies groups; others have theirs told otherwise."""
        if not _WHICH_ARE_MINE.fullmatch(text.casefold().strip()):
            return None
        return {} if groups_for(talk, Deed.ACCOMPANY) else None

    def done(self) -> Reply:
        mine = groups_for(self.talk, Deed.ACCOMPANY)
        keep_asked(self.talk, self.intent)
        seen = looks(self.talk.store, within(self.area, mine), self.talk.now)
        found = best_first(seen) if self.order is Order.BEST else worst_first(seen)
        found = [one for one in found if self.lacks is None or self.lacks in one.concerns]
        if not found:
            return Reply(sentence(_("0 of {total}.")(total=len(seen)), as_of(seen[0].on)))
        first = (self.page or 0) * A_SCREEN
        shown = found[first : first + A_SCREEN]
        if not shown:
            return Reply(_("That are all of them."))
        told = (line(one, distinct(one.group, mine)) for one in shown)
        more = len(found) > first + A_SCREEN
        scope = _("{count} of {total}:")(count=len(found), total=len(seen)) if self.lacks and not first else None
        head = self._head(found, first, len(shown)) if scope is None else sentence(scope, as_of(found[0].on))
        return Reply(lines(head, *told), self._buttons(shown, mine, more=more))

    def _head(self, found: Sequence[Look], first: int, shown: int) -> Text:
        if first:
            part = _("Groups {first} to {last} of {count}.")
            return sentence(part(first=first + 1, last=first + shown, count=len(found)), as_of(found[0].on))
        total, women = (sum(getattr(one.figures, what) for one in found) for what in ("total", "women"))
        head = _("{count} groups, {total} members, {women} of them women.")
        return sentence(head(count=len(found), total=total, women=women), as_of(found[0].on))

    def _buttons(self, shown: Sequence[Look], mine: Sequence[Group], *, more: bool) -> tuple[Button, ...]:
        """A button for each group, and one for those that follow."""
        each = tuple(opens("group_status", verbatim(distinct(one.group, mine)), group=one.group.id) for one in shown)
        kept = {name: one.value for name, one in (("order", self.order), ("lacks", self.lacks)) if one is not None}
        tokens = area_token(self.area, mine) | kept | {"page": (self.page or 0) + 1}
        return (*each, opens("groups_overview", _("The next ones"), **tokens)) if more else each


def line(seen: Look, name: str) -> Text:
    """A group in one line: whether it needs a hand, its members, and what is to be looked at or when it last met."""
    mark = MARKS[State.NOT_MET if seen.concerns else State.MET]
    if not seen.figures.total:
        others = [in_brief(seen, one) for one in seen.concerns if one is not Concern.NOBODY]
        return _("{mark} {group}: {told}")(
            mark=mark, group=name, told=listing([in_brief(seen, Concern.NOBODY), *others[:MOST_TOLD]])
        )
    told = [in_brief(seen, one) for one in seen.concerns[:MOST_TOLD]] or [_last(seen)]
    words = _("{mark} {group}: {total} members, {women} women, {told}")
    return words(mark=mark, group=name, total=seen.figures.total, women=seen.figures.women, told=listing(told))


def _last(seen: Look) -> Text:
    if seen.paused:
        return _("pausing")
    return _("met last on {day}")(day=PlainDate(seen.last.day)) if seen.last else _("no meeting recorded yet")
