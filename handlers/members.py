"""Registering a member, and seeing who the members are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.forms import Denied, ask, on, opens
from bot.kinds import Words
from bot.messages import Reply
from bot.texts import Text, _, lines, sentence, verbatim
from handlers.access import GroupForm
from handlers.kinds import GENDER, BirthOrAge, FullName, Phone, Rt
from handlers.registering import joined_on, panggilan_in, refused
from handlers.words import counted, described
from jamaah import refusals
from jamaah.groups import Group
from jamaah.members import Member, addressed, admit, figures, same_name
from jamaah.people import Born, Gender, age, split_honorific
from jamaah.roles import Deed


def _gender_in_name(form: Any) -> Gender | None:
    return split_honorific(form.name)[2] if form.name else None


def _groups_rt(form: Any) -> str | None:
    return form.group.rt if form.group else None


def _known_already(form: Any) -> Text:
    known = addressed(form.namesake(), form.talk.local.date())
    return _("{member} is registered already. If it is somebody else, write the name people call them by.")(
        member=known
    )


@on("register_member", deed=Deed.REGISTER_MEMBERS, command="daftar")
class RegisterMember(GroupForm):
    """Register a member of your group."""

    consent = _("Is that right, and does this person agree to be in the book?")
    name: str = ask(
        FullName(), _("What is the member's full name?"), label=_("name"), takes=("name", "spoken"), key=True
    )
    called: str | None = ask(FullName(), _known_already, when=lambda form: form.namesake() is not None)
    gender: Gender = ask(GENDER, _("A woman or a man?"), label=_("woman or man"), default=_gender_in_name)
    born: Born | None = ask(
        BirthOrAge(),
        _("How old, or born when? It may follow later."),
        label=_("age"),
        takes=("age", "birth_year", "birth_date"),
        skip=True,
    )
    rt: str | None = ask(Rt(), _("Which RT?"), label=_("RT"), skip=True, default=_groups_rt)
    phone: str | None = ask(Phone(), optional=True, label=_("phone"))
    occupation: str | None = ask(Words(60), optional=True, label=_("occupation"))
    household: str | None = ask(FullName(), optional=True, label=_("household"))

    def check(self) -> None:
        if self.group is None or self.name is None or (self.called is None and self.namesake()):
            return
        self._checked(self.group)

    def namesake(self) -> Member | None:
        """The member who bears this name already, so that a panggilan is needed to tell the two apart."""
        if self.group is None or self.name is None:
            return None
        roll = self.talk.store.members.of(self.group.id)
        return same_name(self.name, panggilan_in(self.name), roll)

    def _admitted(self, group: Group) -> Member:
        store, today = self.talk.store, self.talk.local.date()
        joined = joined_on(store, group, today)
        member = Member(
            group=group.id,
            name=self.name,
            called=self.called or panggilan_in(self.name),
            gender=self.gender,
            born=self.born,
            rt=self.rt,
            phone=self.phone,
            occupation=self.occupation,
            household=self.household,
            joined=joined,
            consented=today,
        )
        return admit(member, store.members.of(group.id))

    def summary(self) -> Text:
        told = _("{member}.")(member=described(self._admitted(self.group)))
        return sentence(told, self.consent)

    def act(self, group: Group) -> Reply:
        return self._told(self._added(group))

    def _added(self, group: Group) -> Member:
        return self.talk.store.members.add([self._checked(group)])[0]

    def _told(self, member: Member) -> Reply:
        roll, today = self.talk.store.members.of(member.group), self.talk.local.date()
        return Reply(
            _("✓ {name} is registered. Members now {total}: {counted}.")(
                name=addressed(member, today), total=len(roll), counted=counted(figures(roll, today))
            ),
            (opens("register_member", _("Register another")), opens("readiness", _("Are we ready?"))),
        )

    def _checked(self, group: Group) -> Member:
        try:
            return self._admitted(group)
        except refusals.Refusal as refusal:
            raise refused(refusal, self.talk.local.date()) from refusal


@on("register_me", deed=Deed.REGISTER_MEMBERS)
class RegisterMe(RegisterMember):
    """Enter yourself into the members' book of your group."""

    consent = _("Is that right, and do you agree to be in the book?")
    name: str = ask(FullName(), _("What is your full name?"), label=_("name"), takes=("name", "spoken"), key=True)

    def check(self) -> None:
        store, person = self.talk.store, self.talk.person
        if self.group is not None and store.members.as_person(self.group.id, person):
            raise Denied(_("{name} is in the members' book already.")(name=store.people.get(person).address))
        super().check()

    def act(self, group: Group) -> Reply:
        store = self.talk.store
        member = self._added(group)
        store.members.link(member.id, self.talk.person)
        return self._told(member)


@on("list_members", deed=Deed.SEE_MEMBERS, command="anggota")
class ListMembers(GroupForm):
    """See who the members are."""

    writes = False
    only: str | None = ask(Words(20), optional=True, takes=("filter",))

    def act(self, group: Group) -> Reply:
        today = self.talk.local.date()
        roll = self.talk.store.members.of(group.id)
        shown = [member for member in roll if _fits(member, self.only, today)]
        if not roll:
            return Reply(_("No members yet."), (opens("register_members", _("Members' list")),))
        return Reply(lines(_headline(self.only, shown, roll, today), *_numbered(shown, today)))


FILTERS = {
    "women": _("{count} women of {total} members:"),
    "men": _("{count} men of {total} members:"),
    "youth": _("{count} aged 16 to 30 of {total} members:"),
    "unlinked": _("{count} of {total} members are not connected yet:"),
}


def _fits(member: Member, only: str | None, today: date) -> bool:
    match only:
        case "women":
            return member.gender is Gender.FEMALE
        case "men":
            return member.gender is Gender.MALE
        case "youth":
            return member.born is not None and 16 <= age(member.born, today) <= 30
        case "unlinked":
            return member.person is None
        case _:
            return True


def _headline(only: str | None, shown: Sequence[Member], roll: Sequence[Member], today: date) -> Text:
    if only in FILTERS:
        return FILTERS[only](count=len(shown), total=len(roll))
    return _("{total} members: {counted}.")(total=len(roll), counted=counted(figures(roll, today)))


def _numbered(shown: Sequence[Member], today: date) -> list[Text]:
    return [verbatim(f"{number}. {addressed(member, today)}") for number, member in enumerate(shown, 1)]
