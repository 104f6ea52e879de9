"""Joining a group with an invitation code: as a member of its book, as a secretary, or as its facilitator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.forms import Denied, Form, Refusal, ask, on, opens
from bot.kinds import YesNo
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, sentence
from handlers.access import remember
from handlers.codes import CODE_SHAPE, JOINED_CODE, SPACED_CODE, CodeKind
from handlers.guesses import refuse_too_many, wrong
from handlers.hands import NOW_KEPT, given_over, relieve_stewards
from handlers.inquiry import Inquiry
from handlers.introducing import Introduces, Introduction
from handlers.joining import connect, connected, welcomed
from handlers.names import Called, called, is_titled, known_address
from handlers.ports import Code, Joining, Store
from handlers.unasked import YES, consent
from handlers.welcome import first_steps, patience, role_of
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.members import Member
from jamaah.people import fold
from jamaah.roles import MOST_SECRETARIES, Deed, Grant, Role

NOT_VALID = _("I do not know that code. Please look at it once more, or ask for a new one where you got it.")
OVER = _("That code was used already, or its time is over. Please ask the secretary for a new one.")
OVER_OF_OPERATOR = _("That code was used already, or its time is over. Please ask whoever runs Carik for a new one.")

OVER_OF_ONESELF = _("That code was used already, or its time is over. You get a new one where you got that one.")

INVITED_BY = (
    r"(?:(?:aku|saya|kulo|kula|wis|sudah|udah|sampun|ini|iki)\W+)*"
    r"(?:punya|duwe|gadhah|ada|dapat|dapet|oleh|entuk|angsal|nampi|dikasih|diberi|dike[ik]|diwenehi|diparingi)\W+"
    r"(?:kode|undangan)\b[^\n]{0,60}"
)

NOT_AGREED = _(
    "All right, then I keep nothing. The code is still good: if you think otherwise later, just send it again."
)


def _opened(form: Form[Any]) -> Code | None:
    code = form.answers.get("code")
    opened: Code | None = form.talk.store.codes.peek(code, form.talk.now) if code else None
    return None if opened is None or opened.role is Role.CHAT or _strays(form.talk) else opened


def _strays(talk: Talk[Store]) -> bool:
    """Whether the phone was said to be lost: no code gives anything to whoever writes from it."""
    return talk.store.accounts.strays(talk.person)


def _is_unnamed(form: Any) -> bool:
    """Whether the code is for a member whose name has to be asked."""
    return _as(Role.MEMBER)(form) and form.intended() is None


def _as(*roles: Role) -> Callable[[Form[Any]], bool]:
    return lambda form: (found := _opened(form)) is not None and found.role in roles


def _who_joins(form: Any) -> Text:
    found = _opened(form)
    name = group_name(form.talk.store.groups.get(found.group)) if found and found.group else ""
    if form.name is not None:
        return _("By that number alone I cannot tell. What is your full name?")
    return _("Welcome to {group}. What is your full name?")(group=name)


ALIKE = _(
    "{name} keeps this group's book already. So that you are not taken for each other: what else are you called? For"
    " example: {name} Lor."
)


@on(
    "join",
    deed=Deed.JOIN,
    command="gabung",
    pattern=rf"(?s:.*)\b{CODE_SHAPE}\b(?s:.*)|(?:(?>(?s:.*?)\bkode\b)(?s:.*)\b)?{SPACED_CODE}(?!\w)(?s:.*)"
    rf"|(?:(?s:.*)\bkode(?:nya|ne|ku|ipun)?\b\W*)?{JOINED_CODE}[.! ]*"
    rf"|{INVITED_BY}",
    only_with="2 3 4 5 6 7 8 9 kode undangan",
)
class Join(Form[Store]):
    """Join with an invitation code."""

    title = _("I have an invitation")
    code: str = ask(CodeKind(), _("What is the code of your invitation?"))
    name: Introduction = ask(
        Introduces(), _who_joins, takes=("name", "spoken"), when=_is_unnamed, until=lambda form: form.is_introduced
    )
    agreed: bool = ask(
        YesNo(),
        _("May I keep your name and when you came to meetings in the group's book, and write to you about meetings?"),
        when=_as(Role.MEMBER),
    )
    address: str = ask(
        Called(),
        called(_("How are you called? For example: Bu Tini.")),
        when=_as(Role.FACILITATOR, Role.SECRETARY),
        default=lambda f: None if f.is_called_alike(known_address(f)) else known_address(f),
        until=is_titled,
    )

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """A code that gives somebody another account is asked about in its own way."""
        if self.code is None:
            return None
        refuse_too_many(self.talk)
        opened = _opened(self)
        if opened is None or opened.account_of is None:
            return None
        return ("link_here" if opened.links else "new_phone"), {"code": self.code}

    def check(self) -> None:
        if self.code is None:
            return
        refuse_too_many(self.talk)
        opened = _opened(self)
        if opened is None:
            raise self._not_open()
        self._refuse_needless(opened)
        if opened.role is Role.SECRETARY:
            self._refuse_one_too_many(opened)
            if self.is_called_alike(self.answers.get("address")):
                raise Refusal("address", ALIKE(name=self.answers["address"]))
        if self.answers.get("agreed") is False:
            raise Denied(NOT_AGREED)

    def is_called_alike(self, address: str | None) -> bool:
        """Whether another who keeps the group's book is called so: then nobody knows who of them is meant."""
        opened = _opened(self) if address and self.code else None
        if opened is None or opened.role is not Role.SECRETARY or opened.group is None:
            return False
        people = self.talk.store.people
        others = [one for one in people.keeping(opened.group) if one != self.talk.person]
        return any(fold(people.get(one).address) == fold(str(address)) for one in others)

    def _not_open(self) -> Refusal:
        past = None if _strays(self.talk) else self.talk.store.codes.past(self.code)
        if past is not None and past.links:
            self._refuse_linked(past)
        elif past is not None:
            self._refuse_needless(past)
        wrong(self.talk)
        if past is None:
            return Refusal("code", NOT_VALID)
        if past.links:
            return Refusal("code", OVER_OF_ONESELF)
        return Refusal("code", OVER_OF_OPERATOR if past.group is None else OVER)

    def _refuse_linked(self, code: Code) -> None:
        """Raise Denied if the code has made the speaker who they are already."""
        if code.account_of == self.talk.person:
            raise Denied(_("This is connected already."), first_steps(role_of(self.talk)))

    def _refuse_needless(self, code: Code) -> None:
        """Raise Denied if the speaker is, or waits to be, what the code would make them; so it stays for another."""
        waits = patience(self.talk, code.group) if code.role is Role.MEMBER else None
        if waits is not None:
            raise Denied(waits)
        if self._is_already(code):
            raise Denied(self._known_as(code), first_steps(role_of(self.talk)))

    def _is_already(self, code: Code) -> bool:
        if code.role is Role.MEMBER:
            return self.talk.store.members.as_person(code.group or 0, self.talk.person) is not None
        return Grant(code.role, code.group) in self.talk.store.people.grants(self.talk.person)

    def _known_as(self, code: Code) -> Text:
        name = self.talk.store.people.get(self.talk.person).address
        if code.group is None:
            return _("{name}, you are a facilitator already.")(name=name)
        group = group_name(self.talk.store.groups.get(code.group))
        return _("{name}, you are connected with {group} already.")(name=name, group=group)

    def _refuse_one_too_many(self, code: Code) -> None:
        holding = self.talk.store.people.holding(code.group or 0, Role.SECRETARY)
        held = [person for person in holding if person != code.in_place_of]
        if len(held) >= MOST_SECRETARIES:
            full = _("{group} has {count} secretaries already, which is the most. Please talk with them.")
            raise Denied(full(group=group_name(self.talk.store.groups.get(code.group or 0)), count=len(held)))

    @property
    def is_introduced(self) -> bool:
        """Whether it is known as whom the speaker wants to join."""
        return bool(self.name and self.name.name) or self._by_phone() is not None

    def intended(self) -> Member | None:
        """The member, not connected yet, for whom the code was made: of whom it is known who they say they are."""
        opened = _opened(self)
        found = self.talk.store.members.get(opened.member) if opened and opened.member is not None else None
        return found if found is not None and found.left is None and found.person is None else None

    def _by_phone(self) -> Member | None:
        """The one member, not connected yet, whose number the speaker has shown to be theirs."""
        opened, number = _opened(self), self.name.phone if self.name else None
        if opened is None or opened.group is None or number is None:
            return None
        found = [member for member in self.talk.store.members.of(opened.group) if member.phone == number]
        return found[0] if len(found) == 1 and found[0].person is None else None

    def done(self) -> Reply | list[Reply]:
        opened = _opened(self)
        if opened is not None and opened.group is not None:
            self.talk.store.groups.lock(opened.group)
        self.check()
        member, intended = self._by_phone(), self.intended()
        used = self.talk.store.codes.use(self.code, self.talk.person, self.talk.now)
        if used is None:
            raise Refusal("code", OVER)
        match used.role:
            case Role.MEMBER:
                said = Introduction(intended.name) if intended else self.name
                return self._as_member(self.talk.store.groups.get(used.group or 0), member, said)
            case Role.SECRETARY:
                return self._as_secretary(self.talk.store.groups.get(used.group or 0), used.in_place_of)
            case _:
                return self._as_facilitator(used)

    def _as_member(self, group: Group, member: Member | None, said: Introduction) -> Reply | list[Reply]:
        name = said.name or (member.name if member else "")
        asked = Joining(group=group.id, person=self.talk.person, name=name, phone=said.phone, agreed=self.talk.now)
        joining = self.talk.store.joins.add(asked)
        consent(self.talk, YES, wanted=True)
        if member is not None:
            return self._at_once(joining, member, group)
        secretaries = self.talk.store.people.keeping(group.id)
        if self.talk.person in secretaries:
            self.talk.open("confirm_join", joining=joining.id)
            return []
        for secretary in secretaries:
            self.talk.tell(secretary, Inquiry(self.talk, joining).alert())
        return Reply(sentence(_("Thank you."), patience(self.talk, group.id)))

    def _at_once(self, joining: Joining, member: Member, group: Group) -> Reply:
        name = connect(self.talk, joining, member)
        remember(self.talk, group)
        self._tell_secretaries(group, sentence(connected(name), _("The phone number is the one in the book.")))
        return welcomed(name, group)

    def _as_secretary(self, group: Group, in_place_of: int | None) -> Reply:
        name = self.address
        relieved = relieve_stewards(self.talk, group, name)
        if in_place_of is None and not relieved:
            self._tell_secretaries(group, _("{name} keeps the books with you now, as a secretary.")(name=name))
        self._granted(Role.SECRETARY, group)
        if in_place_of is not None:
            given_over(self.talk, group, in_place_of)
        facts = {"name": name, "group": group_name(group)}
        now = _("✓ {name}, you keep the books of {group} now.")(**facts)
        return Reply(
            now if in_place_of is None else _("✓ {told}")(told=NOW_KEPT(**facts)),
            (*first_steps(Role.SECRETARY), *self._not_in_the_book(group)),
        )

    def _not_in_the_book(self, group: Group) -> tuple[Button, ...]:
        known = self.talk.store.members.as_person(group.id, self.talk.person)
        return () if known else (opens("register_me", _("Enter me")),)

    def _as_facilitator(self, code: Code) -> Reply:
        if code.group is None:
            self._granted(Role.FACILITATOR, None)
            return Reply(
                _("✓ {name}, you are a facilitator. Ask a group's secretary for a code to see its figures.")(
                    name=self.address
                )
            )
        group = self.talk.store.groups.get(code.group)
        self._tell_secretaries(group, _("{name} is your facilitator now.")(name=self.address))
        self._granted(Role.FACILITATOR, group)
        return Reply(
            _("✓ {name}, you accompany {group} now.")(name=self.address, group=group_name(group)),
            (opens("readiness", _("Are they ready?")),),
        )

    def _granted(self, role: Role, group: Group | None) -> None:
        address = self.address
        self.talk.store.people.grant(self.talk.person, role, group.id if group else None)
        self.talk.store.people.address(self.talk.person, address)
        if group is not None:
            remember(self.talk, group)

    def _tell_secretaries(self, group: Group, words: Text) -> None:
        for secretary in self.talk.store.people.keeping(group.id):
            if secretary != self.talk.person:
                self.talk.tell(secretary, Reply(words, kind="alert"))
