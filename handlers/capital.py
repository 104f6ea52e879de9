"""The capital that a cooperative is founded with: the first share of each founder, and what all have paid in together.

It is told of the group only, never of a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask, on, opens
from bot.kinds import YesNo
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.capital import WORDS, Paying, asks_for_capital, find_amended, find_capital
from bot.understanding.money import amounts_in, rupiah
from bot.understanding.needed import only_with
from bot.understanding.telling import asks_outright
from handlers.access import GroupForm, can, told_of
from handlers.findings import report_of, told
from handlers.ports import Store
from handlers.words import group_name
from jamaah.capital import Capital
from jamaah.groups import Group
from jamaah.roles import Deed

FEW_WORDS = 6
BOTH = ("share", "paid")


class Rupiah(Kind[int]):
    """An amount of money."""

    hint = _("Please write the amount, for example: 100 ribu.")

    def read(self, text: str, form: Form[Any]) -> Reading[int] | None:
        found = amounts_in(text)
        alone = len(found) == 1 and len(text.split()) <= FEW_WORDS and find_amended(text) is None
        return Reading(found[0].rupiah, certain=True) if alone else None


def _answers(heard: Paying | None) -> dict[str, Json]:
    """What is told of the capital, as answers; {} where nothing is."""
    if heard is None or heard.of_one:
        return {"of_one": True} if heard else {}
    return {name: getattr(heard, name) for name in BOTH if getattr(heard, name) is not None}


@on("set_capital", deed=Deed.KEEP_FOUNDING)
class SetCapital(GroupForm):
    """Write down the first share (simpanan pokok), and how much all have paid in together."""

    title = _("Capital")
    answered_by = "capital"
    of_one: bool | None = ask(YesNo(), optional=True)
    share: int | None = ask(
        Rupiah(),
        _("How much does each founder pay first (simpanan pokok)? For example: 100 ribu."),
        label=_("first share"),
        skip=True,
    )
    paid: int | None = ask(
        Rupiah(),
        _("How much have all together paid in until now? For example: 900 ribu."),
        label=_("paid in"),
        skip=True,
    )

    @classmethod
    @only_with(find_capital)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.KEEP_FOUNDING, text, WORDS)
        heard = find_capital(rest)
        # Who tells of one of the two is not asked for the other.
        return None if heard is None else {**group, **dict.fromkeys(BOTH), **_answers(heard)}

    def states(self, text: str) -> Mapping[str, Json]:
        return _answers(find_amended(text)) or self._instead(text)

    def _instead(self, text: str) -> dict[str, Json]:
        """Another amount in place of the only one that was told."""
        told, other = [name for name in BOTH if self.answers.get(name)], amounts_in(text)
        short = len(text.split()) <= FEW_WORDS and not asks_outright(text)
        return {told[0]: other[0].rupiah} if short and len(told) == len(other) == 1 else {}

    def check(self) -> None:
        super().check()
        if self.of_one:
            raise Denied(_("What one person pays I do not write down; only what all have paid in together."))
        if self.group is not None and all(name in self.answers for name in BOTH) and self._capital() == self._known():
            raise Denied(_("That is written down already."))

    def _known(self) -> Capital:
        return self.group.capital or Capital(day=self.talk.local.date())

    def _capital(self) -> Capital:
        """The capital as it will be known; as of today only if anything is new."""
        known = self._known()
        after = replace(known, share=self.share or known.share, paid=self.paid or known.paid)
        return known if after == known else replace(after, day=self.talk.local.date())

    def summary(self) -> Text:
        return lines(sentence(*self._told()), self._enough(), _("Is that right?"))

    def _told(self) -> Iterator[Text]:
        if self.share:
            yield _("First share: {share} for each founder.")(share=rupiah(self.share))
        if self.paid:
            yield _("Paid in by all together: {paid}.")(paid=rupiah(self.paid))

    def _enough(self) -> Text | None:
        shares = self._capital().shares
        return None if shares is None else _("That is enough for {count} founders.")(count=shares)

    def act(self, group: Group) -> Reply:
        self.check()
        self.talk.store.groups.replace(replace(group, capital=self._capital()))
        return Reply(_("✓ Saved."), (opens("capital", _("Capital"), group=group.id),))


@on("capital", deed=Deed.SEE_FIGURES)
class OfCapital(GroupForm):
    """Ask how much the first share is, and how much all have paid in together."""

    writes = False

    @classmethod
    @only_with(asks_for_capital)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.SEE_FIGURES, text, WORDS)
        return group if asks_for_capital(rest) else None

    def act(self, group: Group) -> Reply:
        finding = report_of(self.talk, group).find("capital")
        may = can(self.talk, group.id, Deed.KEEP_FOUNDING)
        change = (opens("set_capital", _("Write down the capital"), group=group.id),) if may else ()
        if finding is None:
            return Reply(_("No law of today asks for that, as far as I know."), change)
        law = _("By {source}.")(source=finding.source)
        name = _("{group}:")(group=group_name(group))
        return Reply(lines(sentence(name, told(finding)), law), change)
