"""Households: who belongs to whose family, told of several at once, put right, and listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask, on, opens
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.households import WORDS, asks_for_households, find_households
from bot.understanding.needed import only_with
from handlers.access import GroupForm, can, told_of
from handlers.named import NamedForm
from handlers.ports import Store
from handlers.words import group_name, listing, people, together
from jamaah.groups import Group
from jamaah.households import household_of, households, named_household
from jamaah.members import Member, addressed
from jamaah.roles import Deed

Said = list[list[str]]
"""Families, each with its head first ("" where none is named) and then who is of it, as they were said."""
MOST_READ = 3


class Families(Kind[Said]):
    """Who is of whose household."""

    hint = _("For example: Bu Siti is of one household with Pak Karno.")

    def read(self, text: str, form: Form[Any]) -> Reading[Said] | None:
        told = find_households(text)
        return Reading([[head, *names] for head, names in told], certain=True) if told else None

    def merge(self, old: Said, new: Said) -> Said:
        """Another family comes on top; who is named again is of the one named last."""
        named = {name for family in new for name in family[1:]}
        return [[head, *(name for name in of if name not in named)] for head, *of in old] + new


@on("set_households", deed=Deed.REGISTER_MEMBERS)
class SetHouseholds(NamedForm):
    """Write down who is of whose household, of several at once."""

    title = _("Write down households")
    answered_by = "list_households"
    families: Said = ask(
        Families(),
        _("Who is of one household? For example: Bu Siti is of one household with Pak Karno."),
        label=_("households"),
    )

    @classmethod
    @only_with(find_households)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.REGISTER_MEMBERS, text, WORDS)
        told = find_households(rest)
        return {**group, "families": [[head, *names] for head, names in told]} if told else None

    def states(self, text: str) -> Mapping[str, Json]:
        told = [[head, *names] for head, names in find_households(text)]
        return {"families": Families().merge(self.families or [], told)} if told else {}

    def spoken(self) -> list[str]:
        """All who are named; of a head who is in no book the name alone is enough."""
        heads = [family[0] for family in self.families or () if family[0] and self.meant_by(family[0])]
        return [*(name for family in self.families or () for name in family[1:]), *heads]

    def changed(self) -> list[Member]:
        """The members whose household becomes another, as far as it is clear who is meant."""
        found: dict[int, Member] = {}
        for head, *names in self.families:
            members = [member for name in names if (member := self.member(name)) is not None]
            first = self.member(head) if head else next(iter(sorted(members, key=_is_woman)), None)
            if not members:
                continue
            home = household_of(first, self.roll()) if first and names != [head] else None
            home = home or (first.name if first else named_household(head))
            of = [*members, *([first] if first else [])]
            found |= {member.id: replace(member, household=home) for member in of if member.household != home}
        return list(found.values())

    def check(self) -> None:
        super().check()
        if self.group is None or not self.families or self.unclear() or self.changed():
            return
        if self.strangers():
            raise Denied(self._not_in_the_book())
        shown = (opens("list_households", _("Households"), group=self.group.id),)
        raise Denied(_("That is written down already."), shown)

    def _not_in_the_book(self) -> Text:
        told = _("{names} is not in the members' book, so not written down yet. Please register first.")
        return told(names=together(self.strangers()))

    def _after(self) -> list[Member]:
        """The roll as it will be."""
        changed = {member.id: member for member in self.changed()}
        return [changed.get(member.id, member) for member in self.roll()]

    def summary(self) -> Text:
        after, today = self._after(), self.talk.local.date()
        touched = {member.household for member in self.changed()}
        families = [(home, of) for home, of in households(after) if home in touched]
        told = [_family(home, people(of, after, today)) for home, of in families]
        more = [_("and {count} more")(count=len(told) - MOST_READ)] if len(told) > MOST_READ else []
        strangers = self._not_in_the_book() if self.strangers() else None
        first = sentence(*told[:1])
        return lines(first, *told[1:MOST_READ], *more, strangers, _("Is that right?"))

    def act(self, group: Group) -> Reply:
        self.check()
        for member in self.changed():
            self.talk.store.members.replace(member)
        self.keep()
        return Reply(_("✓ Saved."), (opens("list_households", _("Households"), group=group.id),))


def _is_woman(member: Member) -> bool:
    return member.gender is None or member.gender.value == "female"


def _family(home: str, of: str) -> Text:
    return _("Household of {head}: {members}.")(head=home, members=of)


@on("list_households", deed=Deed.SEE_MEMBERS)
class ListHouseholds(GroupForm):
    """See who is of whose household, and how many households the members are of."""

    title = _("Households")
    writes = False

    @classmethod
    @only_with(asks_for_households)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.SEE_MEMBERS, text, WORDS)
        return group if asks_for_households(rest) else None

    def act(self, group: Group) -> Reply:
        roll = self.talk.store.members.of(group.id)
        may = can(self.talk, group.id, Deed.REGISTER_MEMBERS)
        return Reply(lines(*self._told(group, roll)), self._buttons(group) if may else ())

    def _told(self, group: Group, roll: list[Member]) -> Iterator[Text]:
        today, families = self.talk.local.date(), households(roll)
        unknown = [member for member in roll if not any(member in of for _home, of in families)]
        facts = {"group": group_name(group), "count": len(roll), "least": max(len(families), min(1, len(roll)))}
        most = len(families) + len(unknown)
        if most == facts["least"]:
            yield _("{group}: {count} members of {least} households.")(**facts)
        else:
            yield _("{group}: {count} members of {least} to {most} households.")(**facts, most=most)
        yield from (_family(home, people(of, roll, today)) for home, of in families if len(of) > 1)
        alone = [addressed(of[0], today, roll) for _home, of in families if len(of) == 1]
        if alone:
            yield _("Alone from theirs: {members}.")(members=listing(alone))
        if unknown:
            yield _("Not known yet: {members}.")(members=people(unknown, roll, today))

    def _buttons(self, group: Group) -> tuple[Button, ...]:
        return (opens("set_households", _("Write down households"), group=group.id),)
