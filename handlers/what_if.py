"""What would be if: nothing is written, and of somebody's leaving or joining the figures are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from bot.forms import Form, Kind, Reading, ask, on
from bot.kinds import Words
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, sentence, verbatim
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.newcomers import Newcomers, find_newcomers
from bot.understanding.normalise import read
from bot.understanding.spoken import names_spoken
from bot.understanding.supposing import supposed as supposed_in
from handlers.access import groups_for, the_group
from handlers.findings import evidence_of
from handlers.names import FullName
from handlers.ports import Store
from handlers.the_member import meant_by
from handlers.words import together
from jamaah.groups import Group
from jamaah.members import Member, addressed, figures
from jamaah.people import Gender
from jamaah.readiness import Evidence, Shortest, State, assess, percent, supposed
from jamaah.roles import Deed
from jamaah.rulebook import load

_JOIN = expression(r"\b(?:di|ke)?(?:tambah|nambah)(?:an|i)?\b")
_LEAVE = expression(r"\b(?:keluar|metu|medal|pindah|berhenti|mundur|lepas)\b")
LEAVING, FEWER, JOINING = "remove_member", "fewer", frozenset({"register_member", "register_members"})


class Joining(Kind[Newcomers]):
    """How many women and men are supposed to join."""

    def read(self, text: str, form: Form[Any]) -> Reading[Newcomers] | None:
        return None

    def find(self, text: str, form: Form[Any]) -> Newcomers | None:
        return find_newcomers(text)

    def dump(self, value: Newcomers) -> Json:
        return [value.women, value.men, value.others]

    def load(self, raw: Json, form: Form[Any]) -> Newcomers:
        return Newcomers(*raw)


class Leaving(Kind[list[str]]):
    """Who is supposed to leave, as spoken."""

    def read(self, text: str, form: Form[Any]) -> Reading[list[str]] | None:
        return None

    def find(self, text: str, form: Form[Any]) -> list[str] | None:
        return names_spoken(supposed_in(text) or "") or None


@on("what_if", deed=Deed.ASK_HELP)
class WhatIf(Form[Store]):
    """Ask what would be if: "kalau Bu Tini keluar?", "kalau tambah 5 laki-laki?"."""

    writes = False
    about: str | None = ask(Words(60), optional=True)
    words: str | None = ask(Words(300), optional=True)
    name: str | None = ask(FullName(), optional=True, takes=("name", "spoken"))
    leaving: list[str] | None = ask(Leaving(), optional=True)
    joining: Newcomers | None = ask(Joining(), optional=True)

    @classmethod
    @only_with(supposed_in)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """That so many join or leave is supposed, and asked about: "nek nambah wong lanang loro piye"."""
        clause = None if talk.busy else supposed_in(text)
        plain = read(clause).plain if clause else ""
        joins, leaves = _JOIN.search(plain), _LEAVE.search(plain)
        counted = find_newcomers(plain) if joins or leaves else None
        if counted is None or (joins and leaves):
            return None
        about = "register_members" if joins else FEWER
        return {"about": about, "words": clause, "joining": [counted.women, counted.men, counted.others]}

    def done(self) -> Reply:
        found = self._leaving() if self.about == LEAVING and self.name else []
        if len(found) == 1:
            return Reply(self._without(*found[0]))
        counting = self.about in JOINING or self.about == FEWER
        group = the_group(self.talk, Deed.SEE_MEMBERS) if counting else None
        if group is not None and self.joining is not None:
            said = self._fewer if self.about == FEWER else self._with
            return Reply(said(group, self.joining))
        nothing = _("That is only supposed; I change nothing.")
        really = _("If it is really so, write: {words}")(words=self.words) if self.words else None
        return Reply(sentence(nothing, really))

    def _leaving(self) -> list[tuple[Group, Sequence[Member]]]:
        """Who may be meant together, of the groups whose members the speaker may see."""
        names = self.leaving if self.leaving and len(self.leaving) > 1 else [self.name or ""]
        groups, members = groups_for(self.talk, Deed.SEE_MEMBERS), self.talk.store.members
        meant = [
            (group, [meant_by(self.talk, group, name, members.of(group.id)) for name in names]) for group in groups
        ]
        return [(group, all_of_them) for group, found in meant for all_of_them in product(*found)]

    def _without(self, group: Group, leaving: Sequence[Member]) -> Text:
        evidence = evidence_of(self.talk, group)
        names = together([verbatim(addressed(one, evidence.on, evidence.members)) for one in leaving])
        there = supposed(evidence, leave=[one.id for one in leaving])
        told = _("Without {name}: {total} members, {women} women ({share} %).")
        return self._told(told, there, _("That is still enough."), name=names)

    def _with(self, group: Group, new: Newcomers) -> Text:
        there = supposed(evidence_of(self.talk, group), women=new.women, men=new.men, others=new.others)
        enough = _("That is enough.")
        if new.women and new.men:
            told = _("With {more_women} women and {more_men} men more: {total} members, {women} women ({share} %).")
            return self._told(told, there, enough, more_women=new.women, more_men=new.men)
        if new.women:
            told = _("With {more} women more: {total} members, {women} women ({share} %).")
        elif new.men:
            told = _("With {more} men more: {total} members, {women} women ({share} %).")
        else:
            told = _("With {more} people more: {total} members, {women} women for certain ({share} %).")
        return self._told(told, there, enough, more=new.women or new.men or new.others)

    def _fewer(self, group: Group, gone: Newcomers) -> Text:
        """So many are supposed to leave; who, does not matter to the figures."""
        if gone.others:
            return _("Women or men? For example: what if 2 men leave?")
        evidence = evidence_of(self.talk, group)
        women, men = ([one.id for one in evidence.belonging if one.gender is of] for of in (Gender.FEMALE, Gender.MALE))
        if len(women) < gone.women or len(men) < gone.men:
            return _("There are {women} women and {men} men.")(women=len(women), men=len(men))
        there = supposed(evidence, leave=[*women[: gone.women], *men[: gone.men]])
        told = _("Without {gone_women} women and {gone_men} men: {total} members, {women} women ({share} %).")
        if not gone.men:
            told = _("Without {gone_women} women: {total} members, {women} women ({share} %).")
        elif not gone.women:
            told = _("Without {gone_men} men: {total} members, {women} women ({share} %).")
        enough = _("That is still enough.")
        return self._told(told, there, enough, gone_women=gone.women, gone_men=gone.men)

    def _told(self, told: Text, there: Evidence, enough: Text, **facts: Any) -> Text:
        have, report = figures(there.members, there.on), assess(there, load())
        share = percent(have.women, have.total) if have.total else 0
        most = report.find("members_max")
        many = most is not None and most.state is State.ADVICE
        return sentence(
            told(total=have.total, women=have.women, share=share, **facts),
            _needed(report.shortest, enough),
            _("Above about {target} it is better to begin a second group.")(target=most.target)
            if most and many
            else None,
            _("I have changed nothing."),
        )


def _needed(way: Shortest, enough: Text) -> Text | None:
    """What is still lacking, or that it is enough; where genders are not told, what would show it."""
    unsure = _("Whether the share of women is enough shows once it is known who are women.")
    if way.tell_genders:
        return sentence(_lacking(way), unsure)
    return _lacking(way) or enough


def _lacking(way: Shortest) -> Text | None:
    count = way.adds
    if not count:
        return None
    if way.add_women == count:
        return _("Then {count} more are needed, all of them women.")(count=count)
    if way.add_women:
        return _("Then {count} more are needed, {women} of them women.")(count=count, women=way.add_women)
    return _("Then {count} more are needed.")(count=count)
