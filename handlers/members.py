"""Registering a member, be it oneself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.forms import Denied, Slot, ask, on, opens
from bot.kinds import Words, YesNo
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, sentence
from bot.understanding.needed import only_with
from bot.understanding.stated import FULL_NAME, stated
from handlers.access import GroupForm, on_behalf
from handlers.joining import connected
from handlers.kinds import GENDER, BirthOrAge, Phone, Rt
from handlers.names import FullName, WithTitle, known_address
from handlers.ports import Store
from handlers.registering import joined_on, panggilan_in, refused
from handlers.the_member import keep_about, spoken_of, the_speaker
from handlers.watching import members_changed
from handlers.words import counted, described
from jamaah import refusals
from jamaah.groups import Group
from jamaah.meant import known_as
from jamaah.members import OF_AGE, Consent, Departure, Member, addressed, admit, figures, needs_parent, same_name
from jamaah.people import Born, Gender, age, fold, may_be_born, split_honorific
from jamaah.roles import Deed
from jamaah.titles import fold_name


def _gender_in_name(form: Any) -> Gender | None:
    told = split_honorific(form.name)[2] or split_honorific(form.called or "")[2] if form.name else None
    return told or (form.before.gender if form.before else None)


def _groups_rt(form: Any) -> str | None:
    return (form.before and form.before.rt) or (form.group.rt if form.group else None)


def _was_a_member(form: Any) -> Text:
    before = form.was()
    name = addressed(before, form.talk.local.date())
    return _("{name} was a member until {day}. Back again?")(name=name, day=PlainDate(before.left - timedelta(days=1)))


def _what_called(form: Any) -> Text:
    if form.namesake() is None:
        return _("What do people call this member? For example: Bu Yem.")
    known = addressed(form.namesake(), form.talk.local.date())
    return _("{member} is registered already. If it is somebody else, write the name people call them by.")(
        member=known
    )


@on("register_member", deed=Deed.REGISTER_MEMBERS, command="daftar")
class RegisterMember(GroupForm):
    """Register a member of your group."""

    title = _("Register a member")
    way = Consent.TOLD
    consent = _("Is that right, and does this person agree to be in the book?")
    name: str = ask(
        FullName(), _("What is the member's full name?"), label=_("name"), takes=("name", "spoken"), key=True
    )
    called: str | None = ask(
        FullName(), _what_called, label=_("what they are called"), when=lambda form: form.namesake() is not None
    )
    again: bool = ask(
        YesNo(_("Back again"), _("Somebody else")), _was_a_member, when=lambda form: form.was() is not None
    )
    gender: Gender = ask(GENDER, _("A woman or a man?"), label=_("woman or man"), default=_gender_in_name)
    born: Born | None = ask(
        BirthOrAge(),
        _("How old, or born when? It may follow later."),
        label=_("age"),
        takes=("age", "birth_year", "birth_date"),
        skip=True,
        default=lambda form: form.before.born if form.before else None,
    )
    rt: str | None = ask(Rt(), _("Which RT?"), label=_("RT"), skip=True, default=_groups_rt)
    phone: str | None = ask(Phone(), optional=True, label=_("phone"))
    parent: str | None = ask(
        WithTitle(),
        _("Who is under 18 needs a parent's yes too. Which parent agreed? It may follow."),
        label=_("a parent's yes"),
        skip=True,
        when=lambda form: form.is_minor(),
    )
    occupation: str | None = ask(Words(60), optional=True, label=_("occupation"))
    household: str | None = ask(FullName(), optional=True, label=_("household"))

    @classmethod
    @only_with(FULL_NAME)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """A whole name with a panggilan that nobody has yet: one person, not two."""
        told = next((one for one in stated(text) if one.field == "name" and one.called), None)
        form = cls(talk)
        if told is None or form.group is None or spoken_of(talk, told.who, talk.store.members.of(form.group.id)):
            return None
        return {"name": told.value, "called": told.called, **({"phone": told.phone} if told.phone else {})}

    def check(self) -> None:
        if self.group is None or self.name is None or (self.called is None and self.namesake()):
            return
        self._checked(self.group)

    def concerns(self, intent: str, said: Mapping[str, Json]) -> bool:
        """What is corrected of nobody else is meant of the one who is being registered."""
        return intent == "update_member" and (self.name is None or fold(said.get("name", self.name)) in fold(self.name))

    def states(self, text: str) -> Mapping[str, Json]:
        """What is stated of the one who is being registered: "panggilane bu darmo wae", "hp ne 0812..."."""
        for one in stated(text) if self.name is not None else ():
            slot = self.slots["born" if one.field in ("age", "birth_year") else one.field]
            reading = slot.kind.read(one.value, self)
            if reading is not None and (not one.who or fold(one.who) in fold(f"{self.name} {self.called or ''}")):
                return {slot.name: slot.kind.dump(reading.value)}
        return {}

    def is_minor(self) -> bool:
        """Whether it is somebody under 18."""
        born, today = self.born, self.talk.local.date()
        return born is not None and may_be_born(born, today) and age(born, today) < OF_AGE

    def namesake(self) -> Member | None:
        """The member who bears this name already, so that a panggilan is needed to tell the two apart."""
        if self.group is None or self.name is None:
            return None
        roll = self.talk.store.members.of(self.group.id)
        said = self.answers.get("gender")
        gender = Gender(said) if said else split_honorific(self.called or "")[2]
        return same_name(self.name, panggilan_in(self.name), roll, gender)

    def was(self) -> Member | None:
        """Whoever of this name was a member before and is alive; nobody where the name means several."""
        if self.group is None or self.name is None or self.namesake() is not None:
            return None
        left = [one for one in self.talk.store.members.departed(self.group.id) if one.departure is not Departure.DIED]
        there = {fold_name(member.name) for member in self.talk.store.members.of(self.group.id)}
        found = [member for member in known_as(self.name, left) if fold_name(member.name) not in there]
        return found[-1] if len({fold_name(member.name) for member in found}) == 1 else None

    @property
    def before(self) -> Member | None:
        """What the book said of the one who comes back."""
        return self.was() if self.again else None

    def _admitted(self, group: Group) -> Member:
        store, today, before = self.talk.store, self.talk.local.date(), self.before
        joined = joined_on(store, group, today)
        member = Member(
            group=group.id,
            name=before.name if before else self.name,
            called=self.called or (before.called if before else panggilan_in(self.name, store.members.of(group.id))),
            gender=self.gender,
            born=self.born,
            rt=self.rt,
            phone=self.phone or (before.phone if before else None),
            occupation=self.occupation or (before.occupation if before else None),
            household=self.household or (before.household if before else None),
            # The time between is nobody's: who left is a member again from today on.
            joined=max(today, before.left or today) if before else joined,
            consented=today,
            behalf=on_behalf(self.talk, group.id),
            consent=self.way,
            parent=self.parent if self.is_minor() else None,
            parent_agreed=today if self.parent and self.is_minor() else None,
        )
        return admit(member, store.members.of(group.id))

    def summary(self) -> Text | None:
        if self._is_as_before():
            return None  # The yes was to all that the book said before.
        told = _("{member}.")(member=described(self._admitted(self.group)))
        agreed = _("Parent who agreed: {parent}.")(parent=self.parent) if self.is_minor() and self.parent else None
        return sentence(told, agreed, self.consent)

    def _is_as_before(self) -> bool:
        """Whether somebody comes back of whom nothing is different."""
        before = self.before
        if before is None:
            return False
        now, same = self._admitted(self.group), ("id", "joined", "left", "departure", "consented", "consent", "person")
        return replace(now, **{field: getattr(before, field) for field in same}) == before

    def act(self, group: Group) -> Reply:
        return self._told(self._added(group))

    def _added(self, group: Group) -> Member:
        added = self.talk.store.members.add([self._checked(group)])[0]
        keep_about(self.talk, added)
        members_changed(self.talk.store, group, self.talk.now)
        return added

    def _told(self, member: Member) -> Reply:
        roll, today = self.talk.store.members.of(member.group), self.talk.local.date()
        told = _("✓ {name} is registered. Members now {total}: {counted}.")
        now = told(name=addressed(member, today), total=len(roll), counted=counted(figures(roll, today)))
        return Reply(
            sentence(now, _("A parent's yes may follow.") if needs_parent(member, today) else None),
            (opens("register_member", _("Register another")), opens("readiness", _("Are we ready?"))),
        )

    def _checked(self, group: Group) -> Member:
        try:
            return self._admitted(group)
        except refusals.Refusal as refusal:
            raise refused(refusal, self.talk.local.date()) from refusal


def _who_you_are(form: Any) -> Text:
    return _is_that_you(form) if form.myself() else _was_a_member(form)


def _is_that_you(form: Any) -> Text:
    member, roll = form.myself(), form.talk.store.members.of(form.group.id)
    name = addressed(member, form.talk.local.date(), roll)
    return _("{name} is in the members' book already. Is that you yourself?")(name=name)


@on("register_me", deed=Deed.REGISTER_MEMBERS)
class RegisterMe(RegisterMember):
    """Enter yourself into the members' book of your group."""

    title = _("Enter me")
    way = Consent.OWN
    consent = _("Is that right, and do you agree to be in the book?")
    name: str = ask(
        FullName(),
        _("What is your full name?"),
        label=_("name"),
        takes=("name", "spoken"),
        key=True,
        default=lambda form: form.called_as_i_am(),
    )
    called: str | None = ask(
        FullName(),
        _what_called,
        label=_("what they are called"),
        when=lambda form: form.namesake() is not None and (form.again is False or form.myself() is None),
    )
    again: bool = ask(
        YesNo(_("Yes, that is me"), _("Somebody else")),
        _who_you_are,
        when=lambda form: form.myself() is not None or form.was() is not None,
    )
    gender: Gender = ask(
        GENDER,
        _("A woman or a man?"),
        label=_("woman or man"),
        default=lambda form: _gender_in_name(form) or split_honorific(known_address(form) or "")[2],
    )

    def check(self) -> None:
        store, person = self.talk.store, self.talk.person
        if self.group is not None and store.members.as_person(self.group.id, person):
            raise Denied(_("{name} is in the members' book already.")(name=store.people.get(person).address))
        if not self._is_me():
            super().check()

    def called_as_i_am(self) -> str | None:
        """The name of the one member, not connected yet, who is called as the speaker is, unless that is another."""
        if self.group is None or self.answers.get("again") is False:
            return None
        found = the_speaker(self.talk, self.talk.store.members.of(self.group.id))
        return found[0].name if len(found) == 1 and found[0].person is None else None

    def myself(self) -> Member | None:
        """The member of the book who the speaker may be: of the name that was told, and not connected."""
        if self.group is None or self.name is None:
            return None
        roll = self.talk.store.members.of(self.group.id)
        named = [member for member in (self.namesake(),) if member] or known_as(self.name, roll)
        return named[0] if len(named) == 1 and named[0].person is None else None

    def _is_me(self) -> bool:
        return self.again is not False and self.myself() is not None

    def next_slot(self) -> Slot[Any] | None:
        return None if self.again and self._is_me() else super().next_slot()

    def summary(self) -> Text | None:
        return None if self.again and self._is_me() else super().summary()

    def act(self, group: Group) -> Reply:
        store = self.talk.store
        member = self.myself() if self.again else None
        if member is not None:
            store.members.link(member.id, self.talk.person)
            return Reply(connected(addressed(member, self.talk.local.date(), store.members.of(group.id))))
        member = self._added(group)
        store.members.link(member.id, self.talk.person)
        return self._told(member)
