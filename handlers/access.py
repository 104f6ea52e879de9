"""Which groups somebody may do something in: the one place where the table of roles is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask, opens
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, sentence, verbatim
from handlers.ports import Store
from handlers.welcome import first_steps, patience
from jamaah.groups import Group
from jamaah.roles import ANYBODY, Deed, Role, may


def groups_for(talk: Talk[Store], deed: Deed) -> list[Group]:
    """The groups in which the speaker may do this, by name."""
    roles: dict[int, list[Any]] = {}
    for grant in talk.store.people.grants(talk.person):
        if grant.group is not None:
            roles.setdefault(grant.group, []).append(grant.role)
    allowed = [group for group, held in roles.items() if may(held, deed)]
    return talk.store.groups.some(allowed) if allowed else []


def can(talk: Talk[Store], group: int, deed: Deed) -> bool:
    """Whether the speaker may do this in a group."""
    return may((grant.role for grant in talk.store.people.grants(talk.person) if grant.group == group), deed)


def guard(talk: Talk[Store], form: type[Form[Any]]) -> None:
    """Raise Denied unless the speaker may do what the form is for, somewhere."""
    if form.deed in ANYBODY or groups_for(talk, Deed(str(form.deed))):
        return
    grants = talk.store.people.grants(talk.person)
    if any(grant.group is not None for grant in grants):
        asked = form.deed == Deed.ACCOMPANY
        raise Denied(_("That is for a facilitator to ask.") if asked else _("That is for the group's secretary to do."))
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
    )


class YourGroup(Kind[Group]):
    """One of the groups in which the speaker may do what the form is for."""

    hint = _("Please tap the group, or write its name.")

    def read(self, text: str, form: Form[Any]) -> Reading[Group] | None:
        wanted = _bare(text)
        named = [group for group in _allowed(form) if wanted and wanted in _bare(f"{group.name} {group.village}")]
        return Reading(named[0], certain=True) if len(named) == 1 else None

    def find(self, text: str, form: Form[Any]) -> Group | None:
        """Which of several groups a message names; of two of one name, the one whose village it names too."""
        allowed, words = _allowed(form), " " + " ".join(re.findall(r"[^\W_]+", text.casefold())) + " "
        named = [group for group in allowed if f" {_bare(group.name)} " in words]
        if len(named) > 1:
            named = [group for group in named if f" {group.village.casefold()} " in words]
        return named[0] if len(named) == 1 and len(allowed) > 1 else None

    def tap(self, token: str, form: Form[Any]) -> Group | None:
        return next((group for group in _allowed(form) if str(group.id) == token), None)

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> Group | None:
        reading = self.read(str(said.get("group", "")), form)
        return reading.value if reading else None

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        return [(verbatim(f"{group.name} ({group.village})"), str(group.id)) for group in _allowed(form)]

    def dump(self, value: Group) -> Json:
        return value.id

    def load(self, raw: Json, form: Form[Any]) -> Group:
        found = self.tap(str(raw), form)
        if found is None:
            raise Denied(_("That group is not in your hands any more."))
        return found


def _bare(name: str) -> str:
    """A name to be compared: in small letters, without brackets."""
    return re.sub(r"[()]", "", name).casefold().strip()


def _allowed(form: Form[Any]) -> list[Group]:
    return groups_for(form.talk, Deed(str(form.deed)))


def usual(form: Form[Any]) -> Group | None:
    """The only group, or the one talked about last."""
    allowed = _allowed(form)
    if len(allowed) == 1:
        return allowed[0]
    return next((group for group in allowed if group.id == form.talk.memory.get("group")), None)


def remember(talk: Talk[Store], group: Group) -> None:
    """This group is the one talked about, and its clock counts."""
    talk.memory.update(group=group.id, zone=group.zone.value)


class GroupForm(Form[Store]):
    """A conversation about one group. Those that write its records take the group's lock first."""

    writes = True
    group: Group = ask(YourGroup(), _("Which group is it?"), default=usual)

    def check(self) -> None:
        """Raise Denied if the group that was chosen is in other hands by now."""
        self.slots["group"].value(self)

    def done(self) -> Reply | Sequence[Reply]:
        group = self.group
        remember(self.talk, group)
        if self.writes:
            self.talk.store.groups.lock(group.id)
        return self.act(group)

    def act(self, group: Group) -> Reply | Sequence[Reply]:
        """Do what was asked in this group, and say so."""
        raise NotImplementedError
