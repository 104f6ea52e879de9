"""The founding checklist: which documents are there, missing or not needed, told in a sentence and shown as a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask, on, opens
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines, sentence
from bot.understanding.founders import find_exceptions
from bot.understanding.needed import only_with
from bot.understanding.papers import ALL, LISTS, WORDS, asks_for_papers, find_papers
from handlers.access import GroupForm, can, told_of
from handlers.document_names import document
from handlers.founding_words import papers_button
from handlers.ports import Store
from handlers.words import group_name, listing, people
from jamaah.founders import Founder
from jamaah.groups import Group
from jamaah.papers import KTP_COPIES, Having, Paper, latest
from jamaah.roles import Deed
from jamaah.rulebook import Measure, Rule, load

HEADS = {Having.HAVE: _("Already there"), Having.MISSING: _("Not yet there"), Having.NOT_NEEDED: _("Not needed")}
STATES = {Having.HAVE: _("already there"), Having.MISSING: _("not yet"), Having.NOT_NEEDED: _("not needed")}
MARKS = {Having.HAVE: "✓", Having.MISSING: "✗", Having.NOT_NEEDED: "–"}


class Papers(Kind[dict[str, str]]):
    """How it stands with which documents."""

    hint = _("For example: KTP is there, the deed not yet.")

    def read(self, text: str, form: Form[Any]) -> Reading[dict[str, str]] | None:
        told = find_papers(text)
        return Reading(told, certain=True) if told else None

    def merge(self, old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
        """Another document comes on top."""
        return old | new


class Without(Kind[list[str]]):
    """Of whom a document is still missing, taken from what is said and never asked."""

    def read(self, text: str, form: Form[Any]) -> Reading[list[str]] | None:
        return None


class Checklist(GroupForm):
    """A conversation about the documents of a founding."""

    def rules(self) -> list[Rule]:
        """The rules of today that ask for documents, what the law asks for first."""
        rules = load().in_force(self.talk.local.date()).values()
        return sorted((rule for rule in rules if rule.measure is Measure.DOCUMENTS), key=lambda rule: rule.advice)

    def needed(self) -> list[str]:
        """The documents that the law asks for."""
        return [name for rule in self.rules() if not rule.advice for name in rule.documents]

    def known(self) -> Mapping[str, Paper]:
        """What was said last of each document."""
        return latest(self.talk.store.papers.of(self.group.id), self.talk.local.date())

    def settled(self) -> Text:
        """How many of those that the law asks for are settled."""
        known, needed = self.known(), self.needed()
        count = sum(name in known and known[name].having is not Having.MISSING for name in needed)
        return _("{count} of {all} are settled.")(count=count, all=len(needed))


@on("list_papers", deed=Deed.SEE_FIGURES)
class ListPapers(Checklist):
    """See which documents the founding of a cooperative needs, and which are there."""

    title = _("Founding documents")
    writes = False

    @classmethod
    @only_with(asks_for_papers)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.SEE_FIGURES, text, LISTS, alone=True)
        return group if asks_for_papers(rest) else None

    def act(self, group: Group) -> Reply:
        return Reply(lines(*self._told(group)), self._buttons(group))

    def _told(self, group: Group) -> Iterator[Text]:
        known = self.known()
        head = _("Founding documents of {group}.")(group=group_name(group))
        yield sentence(head, self.settled())
        for rule in self.rules():
            if rule.advice:
                others = [_("{mark} {name}")(mark=_mark(known, name), name=document(name)) for name in rule.documents]
                yield _("Often asked for too, please ask the office: {documents}.")(documents=listing(others))
            else:
                yield from (_line(known, name) for name in rule.documents)
        yield _("By {source}.")(source=listing(rule.source for rule in self.rules() if not rule.advice))
        if self.talk.store.foundings.of(group.id):
            yield _("Minutes, lists and the summary of the capital I can make of the founding meeting.")

    def _buttons(self, group: Group) -> tuple[Button, ...]:
        if not can(self.talk, group.id, Deed.KEEP_FOUNDING):
            return ()
        return (opens("set_papers", _("Write down documents"), group=group.id), papers_button(self.talk, group))


def _mark(known: Mapping[str, Paper], name: str) -> str:
    return MARKS[known[name].having] if name in known else "?"


def _line(known: Mapping[str, Paper], name: str) -> Text:
    """One document: whether it is there, and since when that is known."""
    if name not in known:
        return _("{mark} {name}")(mark="?", name=document(name))
    facts = {"state": STATES[known[name].having], "day": PlainDate(known[name].day)}
    return _("{mark} {name}: {state} ({day})")(mark=_mark(known, name), name=document(name), **facts)


@on("set_papers", deed=Deed.KEEP_FOUNDING)
class SetPapers(Checklist):
    """Write down which founding documents are there, missing or not needed."""

    title = _("Write down documents")
    answered_by = "list_papers"
    papers: dict[str, str] = ask(
        Papers(),
        _("Which documents are there, not yet, or not needed? For example: KTP is there, the deed not yet."),
        label=_("documents"),
    )

    without: list[str] | None = ask(Without(), optional=True)

    @classmethod
    @only_with(find_papers)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.KEEP_FOUNDING, text, WORDS)
        told = find_papers(rest)
        return {**group, "papers": told} if told else None

    def states(self, text: str) -> Mapping[str, Json]:
        told, without = find_papers(text), find_exceptions(text)
        if self.papers and KTP_COPIES in self.papers and without:
            return {"without": without}
        return {"papers": (self.papers or {}) | told} if told else {}

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """Where somebody's KTP is still missing, it is told of each who has one: "kecuali bu Ngatinah"."""
        if not self.without or self.group is None:
            return None
        every = {"kind": "ktp", "every": True, "yes": [], "no": self.without}
        return "set_founders", {"group": self.group.id, "told": every}

    def handed_in(self) -> list[Founder]:
        """Of whom it was written down that there is no KTP yet, and who has one once the copies of all are there."""
        if self.changed().get(KTP_COPIES) is not Having.HAVE:
            return []
        there = {member.id for member in self.talk.store.members.of(self.group.id)}
        return [one for one in self.talk.store.founders.of(self.group.id) if one.member in there and one.ktp is False]

    def changed(self) -> dict[str, Having]:
        """What is told and was not known already."""
        known, told = self.known(), dict(self.papers)
        every = dict.fromkeys(self.needed(), told[ALL]) if ALL in told else {}
        said = {name: Having(state) for name, state in (every | told).items() if name != ALL}
        return {name: state for name, state in said.items() if name not in known or known[name].having is not state}

    def check(self) -> None:
        super().check()
        if self.group is not None and self.papers and not self.changed():
            shown = (opens("list_papers", _("Founding documents"), group=self.group.id),)
            raise Denied(_("That is written down already."), shown)

    def summary(self) -> Text:
        changed = self.changed()
        by_state = [(state, [name for name, said in changed.items() if said is state]) for state in Having]
        told = [
            _("{state}: {documents}.")(state=HEADS[state], documents=listing(map(document, names)))
            for state, names in by_state
            if names
        ]
        return lines(*told, self._asked_for(changed), self._handed_in(), _("Is that right?"))

    def _handed_in(self) -> Text | None:
        """Whose KTP was said to be missing until now."""
        roll, who = self.talk.store.members.of(self.group.id), {one.member for one in self.handed_in()}
        if not who:
            return None
        names = people([member for member in roll if member.id in who], roll, self.talk.local.date())
        return _("Until now there was no KTP of {members}: then there is one.")(members=names)

    def _asked_for(self, changed: Mapping[str, Having]) -> Text | None:
        """That the law asks for what is said not to be needed."""
        waived = {name for name, state in changed.items() if state is Having.NOT_NEEDED}
        asking = [rule.source for rule in self.rules() if not rule.advice and waived & set(rule.documents)]
        if not asking:
            return None
        return _("{source} does ask for that; please make sure with the office or the notary.")(source=listing(asking))

    def act(self, group: Group) -> Reply:
        self.check()
        today = self.talk.local.date()
        told = self.changed().items()
        for one in self.handed_in():
            self.talk.store.founders.replace(replace(one, ktp=True, day=today))
        self.talk.store.papers.add([Paper(group=group.id, document=n, having=state, day=today) for n, state in told])
        shown = (opens("list_papers", _("Founding documents"), group=group.id),)
        return Reply(sentence(_("✓ Saved."), self.settled()), shown)
