"""Two groups beside each other: members, women, attendance, last meeting, rules met."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.forms import Form, Refusal, ask, on
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines, ngettext, verbatim
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import YourGroup, groups_for
from handlers.accompanied import A_FEW, as_of, looks, percent, read_together
from handlers.findings import report_among
from handlers.group_names import in_order
from handlers.minutes import roll_of
from handlers.ports import Store
from handlers.words import distinct, listing
from jamaah.accompanying import Look, attendance
from jamaah.groups import Group
from jamaah.roles import Deed

COMPARED = expression(
    r"\b(?:banding|bandingkan|dibanding|dibandingkan|perbandingan|bandingane|bandingno|tandingke|compare)\w{0,3}\b"
)

_BETTER = r"(?:(?:lebih|luwih) )?(?:apik|bagus|baik|maju|rajin|aktif|sregep|siap|hebat|tertib|better)"
BETTER = expression(rf"\b(?:mana|siapa)\b.*\b{_BETTER}\b|\b{_BETTER} (?:yang )?(?:mana|siapa)\b")


class OneOfTwo(YourGroup):
    """One of the two groups that a message names, by its place among them."""

    def __init__(self, place: int) -> None:
        self._place = place

    def find(self, text: str, form: Form[Any]) -> Group | None:
        named = in_order(text, groups_for(form.talk, Deed.ACCOMPANY))
        return named[self._place] if len(named) == 2 else None

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> Group | None:
        return None


@on("compare_groups", deed=Deed.ACCOMPANY)
class CompareGroups(Form[Store]):
    """Compare two of the groups you accompany."""

    title = _("Compare two groups")
    writes = False
    one: Group = ask(OneOfTwo(0), _("Which is the first group?"))
    other: Group = ask(OneOfTwo(1), _("And with which one?"))

    @classmethod
    @only_with(BETTER, COMPARED)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        plain = read(text).plain
        better = BETTER.search(plain)
        if talk.busy or not (better or COMPARED.search(plain)):
            return None
        named = in_order(text, groups_for(talk, Deed.ACCOMPANY))
        if better and len(named) != 2:
            return None
        return dict(zip(("one", "other"), (group.id for group in named[:2]), strict=False)) if named else None

    def check(self) -> None:
        if self.one is not None and self.one == self.other:
            raise Refusal("other", _("That is the same group. With which other one?"))

    def done(self) -> Reply:
        pair = [self.one, self.other]
        read_together(self.talk.store, pair)
        seen, names = looks(self.talk.store, pair, self.talk.now), [distinct(group, pair) for group in pair]
        told = (
            (_("Members"), [verbatim(str(one.figures.total)) for one in seen]),
            (_("Women"), [_percent(percent(one.figures.women, one.figures.total)) for one in seen]),
            (_("Last met"), [self._last(one) for one in seen]),
            (_("Came to the last {count} meetings")(count=A_FEW), [self._came(one) for one in seen]),
            (_("Rules met"), [self._rules(one) for one in seen]),
        )
        return Reply(lines(*(_beside(what, names, values) for what, values in told), as_of(seen[0].on)))

    def _last(self, seen: Look) -> Text:
        return _("{day}")(day=PlainDate(seen.last.day)) if seen.last else NOT_YET

    def _came(self, seen: Look) -> Text:
        meetings = self.talk.store.meetings.latest(seen.group.id, A_FEW)
        share = attendance(meetings, [roll_of(self.talk.store, seen.group, one.day) for one in meetings])
        if share is None or len(meetings) == A_FEW:
            return NOT_YET if share is None else _percent(share)
        times = ngettext("{count} meeting", "{count} meetings", len(meetings))
        return _("{percent} % ({times})")(percent=share, times=times(count=len(meetings)))

    def _rules(self, seen: Look) -> Text:
        met, counted = report_among(self.talk, seen.group).own
        return _("{met} of {all}")(met=met, all=counted)


NOT_YET = _("none yet")


def _percent(share: int) -> Text:
    return _("{percent} %")(percent=share)


def _beside(what: Text, names: list[str], values: list[Text]) -> Text:
    pairs = (_("{group} {figure}")(group=name, figure=value) for name, value in zip(names, values, strict=True))
    return _("{what}: {told}.")(what=what, told=listing(pairs))
