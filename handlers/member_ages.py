"""The ages of several members in one message, one on each line or with commas; a list pasted before mostly has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.forms import Form, Kind, Reading, Refusal, ask, on
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.ages import ages_in, is_labelled
from bot.understanding.wrong import Correction
from handlers.access import GroupForm
from handlers.ports import Store
from handlers.registering import refused
from handlers.the_member import meant_by
from handlers.words import listing
from jamaah import refusals
from jamaah.groups import Group
from jamaah.meant import known_as
from jamaah.members import Member, addressed, amend
from jamaah.people import OLDEST, YOUNGEST, Born, age, born_from_age, fold
from jamaah.roles import Deed

Said = list[tuple[str, int | None]]
MOST_ASKED, LONGEST_AGE, SEVERAL = 40, 150, 2


class Ages(Kind[Said]):
    """Names, or numbers of the members' list, each with an age, or with None where the age was said to be not known."""

    hint = _("Please write each name with the age, for example: Siti 45, Darmo 52.")

    def read(self, text: str, form: Form[Any]) -> Reading[Said] | None:
        told = ages_in(text)
        return Reading(told, certain=True) if told else None

    def mends(self, said: Correction, old: Said) -> Said | None:
        """Ages of some of those that were told, in place of theirs."""
        told = ages_in(said.right)
        return told if told and {fold(name) for name, _years in told} <= {fold(name) for name, _years in old} else None

    def merge(self, old: Said, new: Said) -> Said:
        """Ages said on top of others stand beside them; of who was told before the newest."""
        again = {fold(name) for name, _years in new}
        return [*(one for one in old if fold(one[0]) not in again), *new]

    def load(self, raw: Any, form: Form[Any]) -> Said:
        return [(str(name), None if years is None else int(years)) for name, years in raw]

    def dump(self, value: Said) -> Any:
        return [list(pair) for pair in value]


def _who_is_missing(form: Any) -> Text:
    roll, today = form.roll(), form.talk.local.date()
    missing = [(number, member) for number, member in enumerate(roll, 1) if member.born is None]
    names = listing(f"{number} {addressed(member, today, roll)}" for number, member in missing[:MOST_ASKED])
    asked = _("Which ages? Write each name or number with the age, for example: {example}.")
    example = f"{missing[0][0]} 45" if missing else "1 45"
    return lines(asked(example=example), _("{names}.")(names=names) if missing else None)


@on("update_ages", deed=Deed.REGISTER_MEMBERS)
class CorrectAges(GroupForm):
    """Tell the ages of several members at once."""

    title = _("Fill in ages")
    ages: Said = ask(Ages(), _who_is_missing, label=_("ages"))

    @classmethod
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        told = ages_in(text)
        if len(told) < SEVERAL:
            return None
        form = cls(talk)
        listed = is_labelled(text) or form._all_known(told) or form._all_missing(told)
        return {"ages": [list(pair) for pair in told]} if listed else None

    def _all_known(self, told: Said) -> bool:
        """Whether each of them names somebody of the book."""
        roll = self.roll()
        return bool(roll) and all(known_as(said, roll) for said, _years in told)

    def _all_missing(self, told: Said) -> bool:
        """Whether each is the number of somebody of the book without an age, with what may be one."""
        named = [self._named(said, self.roll()) for said, _years in told if said.isdecimal()]
        ages = [years for _said, years in told if years is None or YOUNGEST <= years <= OLDEST or years > LONGEST_AGE]
        return len(named) == len(ages) == len(told) and all(one and one.born is None for one in named)

    def roll(self) -> list[Member]:
        """The members of the group now."""
        return self.talk.store.members.of(self.group.id) if self.group else []

    def check(self) -> None:
        super().check()
        if self.group and self.ages and not self._amended():
            unclear = self._unclear() or [said for said, _years in self.ages]
            raise Refusal("ages", _("I do not find {names} in the book.")(names=listing(unclear)))

    def _named(self, said: str, roll: Sequence[Member]) -> Member | None:
        if said.isdecimal():
            return roll[int(said) - 1] if 1 <= int(said) <= len(roll) else None
        found = meant_by(self.talk, self.group, said, roll)
        return found[0] if len(found) == 1 else None

    def _unclear(self) -> list[str]:
        roll = self.roll()
        return [said for said, _years in self.ages if self._named(said, roll) is None]

    def _ageless(self) -> list[str]:
        """Those of the book of whom it was said that the age is not known."""
        roll, today = self.roll(), self.talk.local.date()
        told = [self._named(said, roll) for said, years in self.ages if years is None]
        return [addressed(member, today, roll) for member in told if member is not None]

    def _amended(self) -> list[Member]:
        """The members with their ages, as far as it is clear who is meant. Raises Refusal."""
        roll, amended = self.roll(), {}
        for said, years in self.ages:
            member = self._named(said, roll)
            if member is not None and years is not None:
                amended[member.id] = self._aged(member, years, roll)
        return list(amended.values())

    def _aged(self, member: Member, years: int, roll: Sequence[Member]) -> Member:
        today = self.talk.local.date()
        try:
            born = Born(years) if years > LONGEST_AGE else born_from_age(years, today)
            return amend(member, roll, today, born=born)
        except refusals.Refusal as refusal:
            why = refused(refusals.Refusal("ages", refusal.reason, **refusal.facts), today).text
            name = addressed(member, today, roll)
            raise Refusal("ages", _("{name}: {why}")(name=name, why=why)) from refusal

    def summary(self) -> Text:
        roll, today = self.roll(), self.talk.local.date()
        unclear, ageless = self._unclear(), self._ageless()
        aged = [(addressed(one, today, roll), one.born) for one in self._amended()]
        return lines(
            _("Ages: {told}.")(told=listing(f"{name} {age(born, today)}" for name, born in aged if born)),
            _("Not clear who is meant: {names}. That may follow.")(names=listing(unclear)) if unclear else None,
            _("Age not clear yet: {names}. That may follow.")(names=listing(ageless)) if ageless else None,
            sentence(_("Save {count} ages?")(count=len(self._amended()))),
        )

    def act(self, group: Group) -> Reply:
        self.check()
        amended = self._amended()
        for member in amended:
            self.talk.store.members.replace(member)
        left = sum(member.born is None for member in self.roll())
        more = _("Still without an age: {count}.")(count=left) if left else None
        return Reply(sentence(_("✓ {count} ages saved.")(count=len(amended)), more))
