"""Which groups somebody may do something in: the one place where the table of roles is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from bot.forms import Denied, Form, Kind, Reading, Slot, ask, opens
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence, verbatim
from bot.understanding.answers import bare
from bot.understanding.deaths import who_died
from bot.understanding.groups import maybe_groups
from bot.understanding.lost_phones import lost_phone
from bot.understanding.naming import mentions
from handlers.group_names import groups_named, meant_by, named_within, of_villages_in, part_said, without_name, words_of
from handlers.own_changes import plan_to_tell_members
from handlers.ports import Store
from handlers.welcome import first_steps, holders, patience, secretaries_of
from handlers.words import distinct, group_name, listing, with_village
from jamaah.groups import Group
from jamaah.people import fold
from jamaah.roles import ANYBODY, Deed, Grant, Role, may, who_may

MOST_GROUPS = 10


def groups_for(talk: Talk[Store], deed: Deed) -> list[Group]:
    """The groups in which the speaker may do this, by name."""
    grants, roles = talk.store.people.grants(talk.person), who_may(deed)
    allowed = list(dict.fromkeys([grant.group for grant in grants if grant.group and grant.role in roles]))
    return talk.store.groups.some(allowed) if allowed else []


def can(talk: Talk[Store], group: int, deed: Deed) -> bool:
    """Whether the speaker may do this in a group, by its own word where that is for the group to say."""
    roles = [grant.role for grant in talk.store.people.grants(talk.person) if grant.group == group]
    if may(roles, deed) or not may(roles, deed, shared=True):
        return may(roles, deed)
    return any(one.shares for one in talk.store.groups.some([group]))


def on_behalf(talk: Talk[Store], group: int) -> int | None:
    """The speaker, where what they write down is on the group's behalf: its books are kept by its facilitator yet."""
    return talk.person if Grant(Role.STEWARD, group) in talk.store.people.grants(talk.person) else None


def guard(talk: Talk[Store], form: type[Form[Any]]) -> None:
    """Raise Denied unless the speaker may do what the form is for, somewhere."""
    if form.deed in ANYBODY or groups_for(talk, Deed(str(form.deed))):
        return
    if Role.OPERATOR in who_may(Deed(str(form.deed))):
        if talk.operates:
            return
        raise Denied(_("That is for whoever runs Carik."))
    grants = talk.store.people.grants(talk.person)
    if any(grant.group is not None for grant in grants):
        asked = form.deed == Deed.ACCOMPANY
        raise Denied(_("That is for a facilitator to ask.") if asked else _for_the_secretary(talk))
    if grants:
        raise Denied(
            _("No group is connected to you yet. Ask its secretary for a code."),
            (opens("join", _("I have an invitation")),),
        )
    waits = patience(talk)
    if waits is not None:
        raise Denied(sentence(_("That comes once you are connected."), waits))
    raise Denied(
        _("I do not know yet which group you belong to. Do you want to start a group, or do you have an invitation?"),
        first_steps(Role.STRANGER),
        outside=True,
    )


def _for_the_secretary(talk: Talk[Store]) -> Text:
    """That somebody else does this, and who it is where the speaker has one group."""
    groups = {grant.group for grant in talk.store.people.grants(talk.person)} - {None}
    helped = (_of_the_dead(talk, groups) or _of_the_lost(talk, groups)) if len(groups) == 1 else None
    if helped is not None:
        return helped
    tell = [_("Please tell {secretaries}.")(secretaries=secretaries_of(talk, group)) for group in groups if group]
    return sentence(_("That is for the group's secretary to do."), *(tell if len(tell) == 1 else ()))


def _of_the_dead(talk: Talk[Store], groups: Iterable[int | None]) -> Text | None:
    """What a member hears who tells that the only one has died who keeps the books: whom to tell instead."""
    died, people = who_died(talk.text), talk.store.people
    group = next(iter(groups))
    keepers = people.holding(group, Role.SECRETARY) if died and group is not None else []
    if died is None or group is None or len(keepers) != 1:
        return None
    if fold(people.get(keepers[0]).address) != fold(died.name):
        return None
    helped = holders(talk.store, group, Role.FACILITATOR) or _("the facilitator")
    return sentence(_("My condolences."), _("Please tell {facilitators}.")(facilitators=helped))


def _of_the_lost(talk: Talk[Store], groups: Iterable[int | None]) -> Text | None:
    """What a member hears who tells that the phone of a secretary is lost: whom else to tell, who can cut it off."""
    said, people, group = lost_phone(talk.text), talk.store.people, next(iter(groups))
    if said is None or said.found or group is None:
        return None
    called = {person: fold(people.get(person).address) for person in people.keeping(group)}
    others = [people.get(person).address for person, name in called.items() if name != fold(said.whose)]
    if len(others) == len(called):
        return None
    others += [people.get(person).address for person in people.holding(group, Role.FACILITATOR)]
    told = _("Please tell {others} at once: they can cut that phone off.")
    return told(others=listing(dict.fromkeys(others))) if others else None


def the_group(talk: Talk[Store], deed: Deed) -> Group | None:
    """The speaker's only group in which they may do this, or the one talked about last; None where it is not clear."""
    groups = groups_for(talk, deed)
    last = talk.memory.get("group")
    return groups[0] if len(groups) == 1 else next((group for group in groups if group.id == last), None)


class YourGroup(Kind[Group]):
    """One of the groups in which the speaker may do what the form is for."""

    hint = _("Please tap the group, or write its name.")
    gone = _("That group is not in your hands any more.")

    def read(self, text: str, form: Form[Any]) -> Reading[Group] | None:
        named = groups_named(bare(text), _allowed(form))
        return Reading(named[0], certain=True) if len(named) == 1 else None

    def find(self, text: str, form: Form[Any]) -> Group | None:
        """Which of several groups a message names; of two of one name, the one whose village it names too."""
        allowed = _allowed(form)
        named = named_within(text, allowed)
        return named[0] if len(named) == 1 and len(allowed) > 1 else None

    def tap(self, token: str, form: Form[Any]) -> Group | None:
        return next((group for group in _allowed(form) if str(group.id) == token), None)

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> Group | None:
        """The group that was named; of several of that name the one whose village stands elsewhere in the message."""
        named = meant_by(str(said["group"]), _allowed(form))
        if len(named) > 1:
            named = of_villages_in(form.talk.text, named)
        return named[0] if len(named) == 1 else None

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        groups = _meant(form) or _allowed(form)
        return [(verbatim(with_village(group)), str(group.id)) for group in groups]

    def dump(self, value: Group) -> Json:
        return value.id

    def load(self, raw: Json, form: Form[Any]) -> Group:
        found = self.tap(str(raw), form)
        if found is None:
            raise Denied(self.lost(str(raw), form))
        return found

    def lost(self, token: str, form: Form[Any]) -> Text:
        """Who is still of the group, and may not do this any more, hears whose it is now."""
        grants = form.talk.store.people.grants(form.talk.person)
        group = next((one.group for one in grants if one.group is not None and str(one.group) == token), None)
        keepers = form.talk.store.people.keeping(group) if group is not None else []
        if group is None or not keepers or form.talk.person in keepers:
            return self.gone
        return _("That is for {secretaries} to do now.")(secretaries=secretaries_of(form.talk, group))


class GroupsName(Kind[str]):
    """The name of a group as it was said, be there none or several of that name."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        return None

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> str | None:
        return str(said["group"])

    def find(self, text: str, form: Form[Any]) -> str | None:
        """The part of their names by which a message may mean several of the speaker's groups."""
        allowed = [] if "group" in form.answers else _allowed(form)
        named = named_within(text, allowed)
        if len(named) > 1:
            return " ".join(part_said(words_of(named[0].name), words_of(text)))
        asks = isinstance(form, GroupForm) and not form.writes and not form.names_people
        return None if named or not asks else _not_theirs(form.talk, text)


def the_named(talk: Talk[Store], deed: Deed, text: str) -> dict[str, Json]:
    """The one group that a message names, of those in which the speaker may do this, as an answer."""
    named = named_within(text, groups_for(talk, deed))
    return {"group": named[0].id} if len(named) == 1 else {}


def the_asked(talk: Talk[Store], deed: Deed, text: str) -> dict[str, Json]:
    """The same of a question; a group that is none of the speaker's is named, so that no other's is shown for it."""
    named = named_within(text, groups_for(talk, deed))
    other = None if named else _not_theirs(talk, text)
    return {"group": named[0].id} if len(named) == 1 else {"named": other} if other else {}


def told_of(
    talk: Talk[Store], deed: Deed, text: str, words: tuple[str, ...], *, alone: bool = False
) -> tuple[str, dict[str, Json]]:
    """A text without the name of the one group that it names, of several of the speaker's, or `alone` of one, and that
    group as an answer; looked at only where one of some words stands in it."""
    allowed = groups_for(talk, deed) if mentions(text, words) else []
    named = named_within(text, allowed) if len(allowed) > 1 or alone else []
    if len(named) != 1:
        return text, {}
    return without_name(text, named[0]), {"group": named[0].id}


def _allowed(form: Form[Any]) -> list[Group]:
    return groups_for(form.talk, Deed(str(form.deed)))


def _meant(form: Form[Any]) -> list[Group]:
    """The groups it may be about: those of the name that was said, else all."""
    named = form.answers.get("named")
    return meant_by(named, _allowed(form)) if named else _allowed(form)


def usual(form: Form[Any]) -> Group | None:
    """The only group that may be meant, or, where none was named, the one talked about last."""
    groups = _meant(form)
    if len(groups) == 1:
        return groups[0]
    last = None if form.answers.get("named") else form.talk.memory.get("group")
    return next((group for group in groups if group.id == last), None)


def _not_theirs(talk: Talk[Store], text: str) -> str | None:
    """The name in a question of a group that is none of the speaker's, be there such a group or not, so that it is
    never answered with the figures of another. Names of their groups' villages and members are no such names.
    """
    names, groups = maybe_groups(text), groups_for(talk, Deed.SEE_FIGURES)
    if not names or not groups:
        return None
    known = {word for group in groups for word in (*words_of(group.name), *words_of(group.village))}
    others = [name for name in names if not known & set(words_of(name))]
    if not others:
        return None
    rolls = [member for group in groups for member in talk.store.members.of(group.id)]
    people = {word for member in rolls for word in (*words_of(member.name), *words_of(member.called))}
    return next((name for name in others if not people & set(words_of(name))), None)


def remember(talk: Talk[Store], group: Group) -> None:
    """This group is the one talked about, and its clock counts."""
    talk.memory.update(group=group.id, zone=group.zone.value)


class GroupForm(Form[Store]):
    """A conversation about one group. Those that write its records take the group's lock first. Of one that
    `names_people` an unknown name is somebody's, else it may be another group's."""

    writes = True
    names_people: ClassVar[bool] = False
    group: Group = ask(YourGroup(), _("Which group is it?"), default=usual)
    named: str | None = ask(GroupsName(), optional=True, takes=("group",))

    def check(self) -> None:
        """Raise Denied if the group is in other hands by now, or the one that was named is none of the speaker's."""
        self.slots["group"].value(self)
        if self.named is not None and "group" not in self.answers and not _meant(self):
            raise Denied(_("I do not find {name} among your groups.")(name=self.named), self._yours())

    def _yours(self) -> tuple[Button, ...]:
        groups = _allowed(self)
        return tuple(
            opens(self.intent, verbatim(distinct(group, groups)), group=group.id) for group in groups[:MOST_GROUPS]
        )

    def done(self) -> Reply | Sequence[Reply]:
        group = self.group
        remember(self.talk, group)
        if self.writes:
            self.talk.store.groups.lock(group.id)
            self._still_allowed(group)
        said = self.act(group)
        if self.writes:
            plan_to_tell_members(self.talk, group.id)
        return self._saying_of_which(group, [said] if isinstance(said, Reply) else said)

    def _still_allowed(self, group: Group) -> None:
        """Raise Denied if the role was taken away by a turn for which this one waited."""
        if self.deed not in ANYBODY and not can(self.talk, group.id, Deed(str(self.deed))):
            raise Denied(YourGroup().lost(str(group.id), self))

    def _saying_of_which(self, group: Group, said: Sequence[Reply]) -> Sequence[Reply]:
        """What is answered, with the group's name where the speaker has several and it is not said yet."""
        groups = groups_for(self.talk, Deed.SEE_FIGURES)
        if len(groups) < 2 or not said:
            return said
        if self._names_it(said[0].text, groups):
            return said
        of_which = _("{group}:")(group=group_name(group, groups))
        return [replace(said[0], text=lines(of_which, said[0].text)), *said[1:]]

    def read_back(self) -> Text | None:
        """The summary, with the group's name before it where the speaker has several and it is not said yet."""
        summary, groups = self.summary(), groups_for(self.talk, Deed.SEE_FIGURES)
        if summary is None or len(groups) < 2 or self._names_it(summary, groups):
            return summary
        return sentence(_("{group}:")(group=group_name(self.group, groups)), summary)

    def asking(self, slot: Slot[Any]) -> Text:
        """The question, with the group's name before it where something is to be written, the speaker has several
        groups, and none was named."""
        question = slot.asks(self)
        if not self.writes or self.group is None or "group" in self.answers:
            return question
        groups = groups_for(self.talk, Deed.SEE_FIGURES)
        if len(groups) < 2 or self._names_it(question, groups):
            return question
        return sentence(_("{group}:")(group=group_name(self.group, groups)), question)

    def _names_it(self, words: Text, groups: Sequence[Group]) -> bool:
        """Whether words say already which of several groups it is."""
        said, twins = self.talk.say(words), distinct(self.group, groups) != self.group.name
        return self.group.name in said and (not twins or self.group.village in said)

    def act(self, group: Group) -> Reply | Sequence[Reply]:
        """Do what was asked in this group, and say so."""
        raise NotImplementedError
