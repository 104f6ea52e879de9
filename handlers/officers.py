"""Officers: who holds which post, told, put right, given up and asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask, on, opens
from bot.kinds import Words, YesNo
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines, sentence, verbatim
from bot.understanding.naming import is_name
from bot.understanding.needed import only_with
from bot.understanding.no_longer import i_step_down
from bot.understanding.offices import WORDS, asked_post, find_appointed, find_ended
from bot.understanding.proposals import proposals
from bot.understanding.terms import read_term
from bot.understanding.wrong import Correction
from handlers.access import GroupForm, can, groups_for, told_of
from handlers.named import NamedForm
from handlers.ports import Store
from handlers.posts import HEADINGS, NEEDED, POST, POSTS, Since, check_since, held_since
from handlers.the_member import meant_by
from handlers.welcome import secretaries_of
from handlers.words import group_name, listing, together
from jamaah.groups import Group
from jamaah.members import Member, addressed
from jamaah.officers import Officer, Post, appointed, put_right, serving, to_come
from jamaah.people import fold
from jamaah.roles import Deed

Posts = list[list[str]]


class Appointments(Kind[Posts]):
    """Who holds which post, each as a post and a name as it was said."""

    hint = _("For example: chair Bu Sri, treasurer Pak Karno.")

    def read(self, text: str, form: Form[Any]) -> Reading[Posts] | None:
        told = find_appointed(text, form.talk.local)
        return Reading([list(pair) for pair in told.posts], certain=True) if told else None

    def mends(self, said: Correction, old: Posts) -> Posts | None:
        """Another name for the post of whom it is said to be wrong, or for the only one that was told."""
        wrong = [post for post, name in old if not said.was or fold(said.was) == fold(name)]
        return [[wrong[0], said.right]] if len(wrong) == 1 and is_name(said.right) else None

    def merge(self, old: Posts, new: Posts) -> Posts:
        """Another post comes on top; the same post is put right."""
        named = {post for post, _name in new}
        return [pair for pair in old if pair[0] not in named] + new


@on("officers", deed=Deed.SEE_FIGURES)
class Officers(GroupForm):
    """Ask who holds which post in the group."""

    title = _("Officers")
    writes = False
    post: Post | None = ask(POST, optional=True)

    @classmethod
    @only_with(asked_post)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.SEE_FIGURES, text, WORDS)
        post = asked_post(rest)
        return None if post is None else {**group, **({"post": post} if post else {})}

    def act(self, group: Group) -> Reply:
        store, today = self.talk.store, self.talk.local.date()
        roll, book = store.members.of(group.id), store.officers.of(group.id)
        there = {member.id: member for member in roll}
        known = [one for one in serving(book, today) if one.member in there]
        coming = [one for one in to_come(book, today) if one.member in there]
        told = [held_since(one, addressed(there[one.member], today, roll), today) for one in [*known, *coming]]
        asked = [one for one in known if one.post is self.post]
        if self.post is not None and not asked:
            head = _("Who is {post} is not written down yet.")(post=POSTS[self.post])
        elif not told:
            head = _("The officers of {group} are not written down yet.")(group=group_name(group))
        else:
            head = _("Officers of {group}:")(group=group_name(group))
        keeps = _("The books are kept by {secretaries}.")(secretaries=secretaries_of(self.talk, group.id))
        return Reply(lines(head, *told, _missing(known) if told else keeps), self._buttons(group))

    def _buttons(self, group: Group) -> tuple[Button, ...]:
        may = can(self.talk, group.id, Deed.KEEP_FOUNDING)
        return (opens("set_officers", _("Write down officers"), group=group.id),) if may else ()


def _missing(known: Sequence[Officer]) -> Text | None:
    held = {one.post for one in known}
    missing = [POSTS[post] for post in NEEDED if post not in held]
    return _("Not written down yet: {posts}.")(posts=listing(missing)) if missing else None


@on("set_officers", deed=Deed.KEEP_FOUNDING)
class SetOfficers(NamedForm):
    """Write down who holds which post in the group."""

    title = _("Write down officers")
    answered_by = "officers"
    posts: Posts = ask(
        Appointments(),
        _("Who is chair, secretary, treasurer, supervisor? For example: chair Bu Sri, treasurer Pak Karno."),
        label=_("officers"),
    )
    wrong: bool | None = ask(YesNo(), optional=True)
    since: date | None = ask(
        Since(),
        _("Since when? That may follow."),
        label=_("since when"),
        skip=True,
        when=lambda f: not f.wrong and bool(f.news()),
        default=lambda f: f.talk.local.date() if f.followed() else None,
    )

    @classmethod
    @only_with(find_appointed)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.KEEP_FOUNDING, text, WORDS)
        told = find_appointed(rest, talk.local)
        if told is None or proposals(text):
            return None
        since = {"since": told.since.isoformat()} if told.since else {}
        return {
            **group,
            "posts": [list(pair) for pair in told.posts],
            **since,
            **({"wrong": True} if told.wrong else {}),
        }

    def states(self, text: str) -> Mapping[str, Json]:
        told = find_appointed(text, self.talk.local)
        if told is None:
            day = read_term(text, self.talk.local)
            return {"since": day.isoformat()} if day else {}
        since = {"since": told.since.isoformat()} if told.since else {}
        posts = Appointments().merge(self.posts or [], [list(pair) for pair in told.posts])
        return {"posts": posts, **since}

    def spoken(self) -> list[str]:
        return [name for _post, name in self.posts or ()]

    def book(self) -> list[Officer]:
        """Who holds or held which post."""
        return self.talk.store.officers.of(self.group.id)

    def changes(self, since: date | None = None) -> list[Officer]:
        """What of the book becomes otherwise, as far as it is known who is meant."""
        today, book = self.talk.local.date(), self.book()
        changed: dict[int, Officer] = {}
        for post, name in self.posts or ():
            member = self.member(name)
            if member is None:
                continue
            new = Officer(group=self.group.id, member=member.id, post=Post(post), since=since)
            for one in (put_right if self.wrong else appointed)(book, new, today):
                changed[one.id or -len(changed) - 1] = one
                book = [*(kept for kept in book if kept.id != one.id or not one.id), one]
        return list(changed.values())

    def news(self) -> list[Officer]:
        """Who is to begin, or to be put right."""
        return [one for one in self.changes() if one.until is None] if self.group and not self.unclear() else []

    def followed(self) -> list[Officer]:
        """Who gives a post to another."""
        return [one for one in self.changes() if one.until is not None] if self.group and not self.unclear() else []

    def check(self) -> None:
        super().check()
        check_since("since", self.since, self.talk.local.date())
        if self.group is None or not self.posts or self.unclear() or self.changes(self.since):
            return
        if self.strangers():
            raise Denied(self._not_in_the_book())
        raise Denied(_("That is written down already."), (opens("officers", _("Officers"), group=self.group.id),))

    def _not_in_the_book(self) -> Text:
        names = together(self.strangers())
        told = _("{names} is not in the members' book, so not written down yet. Please register first.")
        return told(names=names)

    def summary(self) -> Text:
        new = [one for one in self.changes(self.since) if one.until is None]
        told = _("{officers}.")(officers=listing(self._told(one) for one in new))
        days = {one.since for one in new if one.since is not None}
        since = self._from(days.pop()) if len(days) == 1 else None
        return lines(
            sentence(told, since),
            self._follows(),
            self._not_in_the_book() if self.strangers() else None,
            _("Is that right?"),
        )

    def _told(self, one: Officer) -> Text:
        return _("{post} {name}")(post=HEADINGS[one.post], name=self._name(one))

    def _name(self, one: Officer) -> str:
        member = self.talk.store.members.get(one.member)
        return self.called(member) if member else ""

    def _from(self, day: date) -> Text:
        today = self.talk.local.date()
        return (_("Since {day}.") if day < today else _("From {day} on."))(day=PlainDate(day))

    def _follows(self) -> Text | None:
        if self.wrong:
            before = {one.id: one for one in self.book()}
            wrong = [before[one.id] for one in self.changes() if one.id in before]
            return _("Written down until now: {officers}.")(officers=listing(map(self._told, wrong))) if wrong else None
        gone = self.followed()
        return _("In place of: {officers}.")(officers=listing(map(self._told, gone))) if gone else None

    def act(self, group: Group) -> Reply:
        self.check()
        changed = self.changes(self.since)
        for one in changed:
            if one.id:
                self.talk.store.officers.replace(one)
        if new := [one for one in changed if not one.id]:
            self.talk.store.officers.add(new)
        self.keep()
        missing = _missing(serving(self.book(), self.talk.local.date()))
        return Reply(sentence(_("✓ Saved."), missing), (opens("officers", _("Officers"), group=group.id),))


class WhichOfficer(Kind[int]):
    """One of those who hold the post that is given up."""

    hint = _("Please tap who it is.")

    def read(self, text: str, form: Any) -> Reading[int] | None:
        named = {member.id for member in form.meant_by(text)}
        found = [one.id for one in form.holding() if one.member in named]
        return Reading(found[0], certain=True) if len(found) == 1 else None

    def tap(self, token: str, form: Any) -> int | None:
        return next((one.id for one in form.holding() if str(one.id) == token), None)

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        return [(verbatim(form.name(one)), str(one.id)) for one in form.holding()]


@on("end_office", deed=Deed.KEEP_FOUNDING)
class EndOffice(GroupForm):
    """Write down that somebody has given up a post."""

    post: Post = ask(POST, _("Which post?"))
    name_said: str | None = ask(Words(60), optional=True)
    officer: int = ask(
        WhichOfficer(),
        _("Who gives it up?"),
        default=lambda f: f.holding()[0].id if len(f.holding()) == 1 else None,
    )
    until: date | None = ask(Since(), optional=True, label=_("from when on"))

    @classmethod
    @only_with(find_ended)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.KEEP_FOUNDING, text, WORDS)
        told = find_ended(rest, talk.local)
        if told is None or (told.name is None and i_step_down(text) and groups_for(talk, Deed.HAND_OVER)):
            return None  # Who keeps the books and wants to stop hands them over.
        day = {"until": told.day.isoformat()} if told.day else {}
        return {**group, "post": told.post, **({"name_said": told.name} if told.name else {}), **day}

    def roll(self) -> list[Member]:
        """The members now."""
        return self.talk.store.members.of(self.group.id)

    def meant_by(self, name: str) -> list[Member]:
        """The members who may be meant by a name."""
        return meant_by(self.talk, self.group, name, self.roll())

    def holding(self) -> list[Officer]:
        """Who holds the post now; of several those who may be meant by the name."""
        if self.group is None or self.post is None:
            return []
        today = self.talk.local.date()
        held = [one for one in serving(self.talk.store.officers.of(self.group.id), today) if one.post is self.post]
        named = {member.id for member in self.meant_by(self.name_said)} if self.name_said else set()
        return [one for one in held if not self.name_said or one.member in named]

    def name(self, officer: Officer) -> str:
        """Who it is that holds a post."""
        member = self.talk.store.members.get(officer.member)
        return addressed(member, self.talk.local.date(), self.roll()) if member else ""

    def check(self) -> None:
        super().check()
        check_since("until", self.until, self.talk.local.date())
        if self.group is not None and self.post is not None and not self.holding():
            shown = (opens("officers", _("Officers"), group=self.group.id),)
            raise Denied(_("That is not how it is written down. Nothing has changed."), shown)

    def summary(self) -> Text:
        told = _("{name} is not {post} any more from {day} on.")
        name = self.name(self._officer())
        day = PlainDate(self.until or self.talk.local.date())
        return sentence(told(name=name, post=POSTS[self.post], day=day), _("Is that right?"))

    def _officer(self) -> Officer:
        return next(one for one in self.holding() if one.id == self.officer)

    def act(self, group: Group) -> Reply:
        self.check()
        ended = replace(self._officer(), until=self.until or self.talk.local.date())
        self.talk.store.officers.replace(ended)
        return Reply(_("✓ Saved."), (opens("set_officers", _("Write down officers"), group=group.id),))
