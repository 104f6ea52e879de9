"""Founders: who could be one by the law of today, and what is known of each: KTP, citizenship, age."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask, on, opens
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines, sentence
from bot.understanding.founders import WORDS, asks_for_founders, find_exceptions, find_founders
from bot.understanding.needed import only_with
from handlers.access import GroupForm, can, groups_for, told_of
from handlers.findings import evidence_of
from handlers.named import NamedForm
from handlers.ports import Store
from handlers.words import group_name, listing, people, together
from jamaah.founders import Founder
from jamaah.groups import Group
from jamaah.members import Member, addressed
from jamaah.papers import KTP_COPIES, Having, latest
from jamaah.readiness import OfAge, candidates
from jamaah.readiness.founding import OF_AGE, adult_age
from jamaah.roles import Deed
from jamaah.rulebook import Measure, load

Said = dict[str, Any]
YES = {"ktp": _("A KTP: {members}."), "citizen": _("Indonesian citizens: {members}.")}
NO = {"ktp": _("No KTP yet: {members}."), "citizen": _("Not Indonesian citizens: {members}.")}


class AboutFounders(Kind[Said]):
    """Who has a KTP or not, who is Indonesian or not."""

    hint = _("For example: all have a KTP except Pak Karno.")

    def read(self, text: str, form: Form[Any]) -> Reading[Said] | None:
        told = find_founders(text)
        return Reading(_json(asdict(told)), certain=True) if told else None


def _json(told: Said) -> Said:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}


@on("set_founders", deed=Deed.KEEP_FOUNDING)
class SetFounders(NamedForm):
    """Write down of which members it is known that they have a KTP, or are Indonesian; no number is kept."""

    title = _("Founders' KTP")
    answered_by = "list_founders"
    told: Said = ask(AboutFounders(), _("Who has a KTP? For example: all have a KTP except Pak Karno."), label=_("KTP"))

    @classmethod
    @only_with(find_founders)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.KEEP_FOUNDING, text, WORDS)
        told = find_founders(rest)
        return {**group, "told": _json(asdict(told))} if told else None

    def states(self, text: str) -> Mapping[str, Json]:
        told, but = find_founders(text), find_exceptions(text)
        if but and self.told:
            return {"told": {**self.told, "no": [*self.told["no"], *but]}}
        return {"told": _json(asdict(told))} if told else {}

    def spoken(self) -> list[str]:
        return [*self.told["yes"], *self.told["no"]] if self.told else []

    def _named(self, names: Sequence[str]) -> list[Member]:
        return [member for name in names if (member := self.member(name)) is not None]

    def those(self) -> tuple[list[Member], list[Member]]:
        """Of whom it is told that it is so, and of whom that it is not."""
        no = self._named(self.told["no"])
        everybody = [member for member in self.roll() if member not in no]
        return (everybody if self.told["every"] else self._named(self.told["yes"])), no

    def changed(self) -> list[Founder]:
        """What becomes known anew."""
        today, kind = self.talk.local.date(), self.told["kind"]
        known = {one.member: one for one in self.talk.store.founders.of(self.group.id)}
        yes, no = self.those()
        found = []
        for member, so in [*((one, True) for one in yes), *((one, False) for one in no)]:
            before = known.get(member.id) or Founder(group=self.group.id, member=member.id, day=today)
            after = replace(before, ktp=so) if kind == "ktp" else replace(before, citizen=so)
            if after != before:
                found.append(replace(after, day=today))
        return found

    def check(self) -> None:
        super().check()
        if self.group is None or not self.told or self.unclear() or self.changed():
            return
        if not self.roll():
            raise Denied(_("The book has no members yet."))
        if self.strangers():
            raise Denied(self._not_in_the_book())
        shown = (opens("list_founders", _("Possible founders"), group=self.group.id),)
        raise Denied(_("That is written down already."), shown)

    def _not_in_the_book(self) -> Text:
        told = _("{names} is not in the members' book, so not written down yet. Please register first.")
        return told(names=together(self.strangers()))

    def summary(self) -> Text:
        yes, no = self.those()
        kind, roll, today = self.told["kind"], self.roll(), self.talk.local.date()
        many = _("{count} members")(count=len(yes)) if self.told["every"] else people(yes, roll, today)
        told = [YES[kind](members=many)] if yes else []
        told += [NO[kind](members=people(no, roll, today))] if no else []
        return lines(
            sentence(*told[:1]),
            *told[1:],
            self._not_in_the_book() if self.strangers() else None,
            sentence(_("No number of it is written down.") if kind == "ktp" else None, _("Is that right?")),
        )

    def act(self, group: Group) -> Reply:
        self.check()
        store = self.talk.store
        changed = self.changed()
        for one in changed:
            if one.id:
                store.founders.replace(one)
        if new := [one for one in changed if not one.id]:
            store.founders.add(new)
        self.keep()
        return Reply(_("✓ Saved."), (opens("list_founders", _("Possible founders"), group=group.id),))


@on("list_founders", deed=Deed.SEE_MEMBERS)
class ListFounders(GroupForm):
    """See who could be a founder of the cooperative, and what is not known yet of whom."""

    title = _("Possible founders")
    writes = False

    @classmethod
    @only_with(asks_for_founders)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.SEE_MEMBERS, text, WORDS)
        return group if asks_for_founders(rest) else None

    def act(self, group: Group) -> Reply:
        may = can(self.talk, group.id, Deed.KEEP_FOUNDING)
        return Reply(lines(*self._told(group)), self._buttons(group) if may else ())

    def _told(self, group: Group) -> Iterator[Text]:
        evidence, rules = evidence_of(self.talk, group), load().in_force(self.talk.local.date())
        known = candidates(evidence, rules.values())
        roll, today = evidence.belonging, evidence.on
        fit = [member for member, of_age in known if of_age in OF_AGE]
        rule = next((rule for rule in rules.values() if rule.measure is Measure.ADULTS), None)
        cards = sum(evidence.has_ktp(member) is True for member in fit)
        head = _("{group}: {count} are of age for certain, of {ktp} of them a KTP is known.")
        needed = _("{target} are needed.")(target=rule.threshold) if rule else None
        yield sentence(head(group=group_name(group), count=len(fit), ktp=cards), needed)
        told = {member.id: evidence.founder(member) for member in roll}
        for kind, without in NO.items():
            no = [one for one in roll if (of := told[one.id]) is not None and getattr(of, kind) is False]
            if no:
                yield without(members=people(no, roll, today))
        if can(self.talk, group.id, Deed.KEEP_NIK) and (
            locked := sum(one.nik is not None for one in self.talk.store.founders.of(group.id))
        ):
            yield _("Locked NIK: {count}.")(count=locked)
        copies = latest(evidence.papers, today).get(KTP_COPIES)
        if copies and copies.having is Having.HAVE:
            yield _("The copies of the KTP are collected ({day}).")(day=PlainDate(copies.day))
        silent = [one for one in roll if evidence.has_ktp(one) is None]
        if silent:
            all_of_them = len(silent) == len(roll)
            names = _("all") if all_of_them else people(silent, roll, today)
            yield _("Whether there is a KTP is not known yet: {members}.")(members=names)
        yield from self._elsewhere(group, known)
        yield from self._ages(known, adult_age(rules.values()), roll)
        if rule:
            yield _("By {source}.")(source=rule.source)

    def _elsewhere(self, group: Group, known: Sequence[tuple[Member, OfAge]]) -> Iterator[Text]:
        """Who belongs to another group too, as far as the speaker sees both."""
        seen = groups_for(self.talk, Deed.SEE_MEMBERS)
        there = self.talk.store.members.elsewhere(group.id, [one.id for one in seen])
        roll, today = [member for member, _of_age in known], self.talk.local.date()
        for member in (one for one in roll if one.id in there):
            others = listing(group_name(one, seen) for one in seen if one.id in there[member.id])
            words = _("{member} is also in {groups}: whether they may found in both, please ask the notary.")
            yield words(member=addressed(member, today, roll), groups=others)

    def _ages(self, known: Sequence[tuple[Member, OfAge]], least: int | None, roll: Sequence[Member]) -> Iterator[Text]:
        today = self.talk.local.date()
        young = [member for member, of_age in known if of_age is OfAge.UNDER_AGE]
        unknown = [member for member, of_age in known if of_age is OfAge.NOT_KNOWN]
        if young:
            words = _("Not {age} yet: {members}; if married they may, please ask the notary.")
            yield words(age=least, members=people(young, roll, today))
        if unknown:
            yield _("The age is not certain yet: {members}.")(members=people(unknown, roll, today))

    def _buttons(self, group: Group) -> tuple[Button, ...]:
        nik = (opens("set_nik", _("A founder's NIK"), group=group.id),)
        kept = nik if can(self.talk, group.id, Deed.KEEP_NIK) and self.talk.store.papers.of(group.id) else ()
        return (opens("set_founders", _("Founders' KTP"), group=group.id), *kept)
