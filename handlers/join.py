"""Joining a group with an invitation code, as a member of its book or as its facilitator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.forms import Denied, Form, Refusal, ask, on, opens
from bot.kinds import YesNo
from bot.messages import Reply
from bot.texts import Text, _
from handlers.access import remember
from handlers.kinds import CODE_SHAPE, Called, CodeKind, FullName, known_address
from handlers.ports import Code, Store
from handlers.words import group_name
from jamaah.members import Member, addressed, resolve
from jamaah.people import fold
from jamaah.roles import Deed, Role

TRIES, PATIENCE = 10, 3_600
NOT_VALID = _("That code is not valid, or used already. Please ask the secretary for a new one.")
SEVERAL = _("Several have that name. Please write the name people call you by as well.")
NOT_FOUND = _("I do not find that name in the group's book. Please write it as the secretary did.")


def _opened(form: Form[Any]) -> Code | None:
    code = form.answers.get("code")
    return form.talk.store.codes.peek(code, form.talk.now) if code else None


def _as(role: Role) -> Callable[[Form[Any]], bool]:
    return lambda form: (found := _opened(form)) is not None and found.role is role


def _who_joins(form: Form[Any]) -> Text:
    found = _opened(form)
    group = form.talk.store.groups.get(found.group) if found and found.group else None
    return _("Welcome to {group}. What is your full name?")(group=group_name(group) if group else "")


@on(
    "join",
    deed=Deed.JOIN,
    command="gabung",
    pattern=rf"(?s:.*)\b{CODE_SHAPE}\b(?s:.*)|(saya )?(punya|ada|dapat|dikasih) (kode|undangan)( undangan)?",
)
class Join(Form[Store]):
    """Join with an invitation code."""

    code: str = ask(CodeKind(), _("What is the code of your invitation?"))
    name: str = ask(FullName(), _who_joins, when=_as(Role.MEMBER))
    agreed: bool = ask(
        YesNo(),
        _("May I keep your name and when you came to meetings in the group's book, and write to you about meetings?"),
        when=_as(Role.MEMBER),
    )
    address: str = ask(
        Called(),
        _("How are you called? For example: Bu Tini."),
        when=_as(Role.FACILITATOR),
        default=known_address,
    )

    def check(self) -> None:
        if self.code is None:
            return
        if len(self._guesses()) >= TRIES:
            raise Denied(_("That was often wrong. Please try again in an hour, or ask the secretary."))
        if _opened(self) is None:
            raise self._guessed("code", NOT_VALID)
        named = self._named() if self.name is not None else None
        if named is not None and len(named) != 1:
            raise self._guessed("name", SEVERAL if named else NOT_FOUND)
        if self.answers.get("agreed") is False:
            raise Refusal("agreed", _("Without that I cannot connect you; nothing was kept. Write cancel to stop."))

    def _guesses(self) -> list[int]:
        """When something was guessed wrong in the last hour; after some, nothing is looked up any more."""
        return [at for at in self.talk.memory.get("guesses", []) if at > self.talk.now - PATIENCE]

    def _guessed(self, slot: str, text: Text) -> Refusal:
        self.talk.memory["guesses"] = [*self._guesses(), self.talk.now]
        return Refusal(slot, text)

    def _named(self) -> list[Member]:
        """Who of the register, not connected yet, has this name; the register itself is never shown."""
        found = _opened(self)
        roll = self.talk.store.members.of(found.group) if found and found.group else []
        wanted = fold(self.name)
        exactly = [member for member in roll if wanted in (fold(member.name), fold(member.called))]
        named = exactly or resolve(self.name, roll, self.talk.local.date())
        return [member for member in named if member.person is None]

    def done(self) -> Reply:
        self.check()
        found = _opened(self)
        members = self._named() if found and found.role is Role.MEMBER else []
        used = self.talk.store.codes.use(self.code, self.talk.person, self.talk.now)
        if used is None:
            raise Refusal("code", NOT_VALID)
        return self._as_member(used, members[0]) if members else self._as_facilitator(used)

    def _as_member(self, code: Code, member: Member) -> Reply:
        store, today = self.talk.store, self.talk.local.date()
        group = store.groups.get(member.group)
        store.groups.lock(group.id)
        store.members.link(member.id, self.talk.person)
        store.people.grant(self.talk.person, Role.MEMBER, group.id)
        name = addressed(member, today, store.members.of(group.id))
        store.people.address(self.talk.person, name)
        remember(self.talk, group)
        connected = _("{name} is connected now and gets the reminders.")(name=name)
        for secretary in store.people.holding(group.id, Role.SECRETARY):
            self.talk.tell(secretary, Reply(connected, kind="alert"))
        return Reply(
            _("✓ {name}, you are connected with {group}. I remind you of meetings.")(
                name=name, group=group_name(group)
            ),
            (opens("next_meeting", _("Next meeting")),),
        )

    def _as_facilitator(self, code: Code) -> Reply:
        store, address = self.talk.store, self.address
        store.people.grant(self.talk.person, Role.FACILITATOR, code.group)
        store.people.address(self.talk.person, address)
        if code.group is None:
            return Reply(
                _("✓ {name}, you are a facilitator. Ask a group's secretary for a code to see its figures.")(
                    name=address
                )
            )
        group = store.groups.get(code.group)
        remember(self.talk, group)
        for secretary in store.people.holding(group.id, Role.SECRETARY):
            self.talk.tell(secretary, Reply(_("{name} is your facilitator now.")(name=address), kind="alert"))
        return Reply(
            _("✓ {name}, you accompany {group} now.")(name=address, group=group_name(group)),
            (opens("readiness", _("Are they ready?")),),
        )
