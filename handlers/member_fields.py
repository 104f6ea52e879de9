"""What the book says of a member field by field, and how one of these is put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask
from bot.kinds import Choice, Words, one_line
from bot.messages import Reply
from bot.ports import Json
from bot.texts import Text, _
from bot.understanding.stated import stated
from handlers.kinds import GENDER, BirthOrAge, Phone, Rt
from handlers.names import FullName, WithTitle
from handlers.registering import refused
from handlers.the_member import MemberForm, keep_about, spoken_of
from handlers.words import GENDERS, born_words, listing
from jamaah import refusals
from jamaah.members import OF_AGE, Member, addressed, amend
from jamaah.people import age, fold
from lean import dataclass


class Field(StrEnum):
    """What the book keeps of a member, as the fields of `Member` are named."""

    NAME = "name"
    CALLED = "called"
    GENDER = "gender"
    BORN = "born"
    RT = "rt"
    PHONE = "phone"
    OCCUPATION = "occupation"
    HOUSEHOLD = "household"
    PARENT = "parent"


class OneField(Choice[Field]):
    """What is to be different; a parent's yes only of who is not of age."""

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        born = form.member.born if form.member is not None else None
        young = born is not None and age(born, form.talk.local.date()) < OF_AGE
        return [choice for choice in super().choices(form) if young or choice[1] != Field.PARENT]


FIELD = OneField(
    Field,
    {
        Field.NAME: _("Name"),
        Field.CALLED: _("What people call them"),
        Field.GENDER: _("Woman or man"),
        Field.BORN: _("Age"),
        Field.RT: _("RT"),
        Field.PHONE: _("Phone"),
        Field.OCCUPATION: _("Occupation"),
        Field.HOUSEHOLD: _("Household"),
        Field.PARENT: _("A parent's yes"),
    },
    dict.fromkeys(("age", "birth_year", "birth_date", "umur", "usia", "lahir"), Field.BORN)
    | {"nama": Field.NAME, "panggilan": Field.CALLED, "hp": Field.PHONE, "wa": Field.PHONE, "kerja": Field.OCCUPATION}
    | dict.fromkeys(("izin", "izin orang tua", "orang tua", "ortu", "wali"), Field.PARENT)
    | {"pekerjaan": Field.OCCUPATION, "kk": Field.HOUSEHOLD, "kelamin": Field.GENDER},
)
KINDS: Mapping[Field, Kind[Any]] = {
    Field.NAME: FullName(),
    Field.CALLED: FullName(),
    Field.GENDER: GENDER,
    Field.BORN: BirthOrAge(),
    Field.RT: Rt(),
    Field.PHONE: Phone(),
    Field.OCCUPATION: Words(60),
    Field.HOUSEHOLD: FullName(),
    Field.PARENT: WithTitle(),
}
QUESTIONS = {
    Field.NAME: _("What is the right name?"),
    Field.CALLED: _("What do people call this member? For example: Bu Yem."),
    Field.GENDER: _("A woman or a man?"),
    Field.BORN: _("How old, or born when?"),
    Field.RT: _("Which RT?"),
    Field.PHONE: _("What is the phone number?"),
    Field.OCCUPATION: _("What work is it?"),
    Field.HOUSEHOLD: _("Who is the head of the family?"),
    Field.PARENT: _("Which parent agreed?"),
}
# What may be unknown, and so may be taken out again.
OPEN = frozenset({Field.CALLED, Field.BORN, Field.PHONE, Field.OCCUPATION, Field.HOUSEHOLD, Field.PARENT})
NOTHING = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a field is to say; NOTHING takes out what stands there."""

    field: Field
    value: Any


OF_NAMES = (Field.NAME, Field.CALLED, Field.HOUSEHOLD, Field.PARENT)


def _of_another(text: str, form: Any) -> bool:
    """Whether the words state something of a member other than the one this is about."""
    if form.member is None:
        return False
    named = [spoken_of(form.talk, one.who, form.roll()) for one in stated(text) if one.who]
    return any(found and form.member.id not in [one.id for one in found] for found in named)


class NewEntry(Kind[Entry]):
    """What the field is to say, read as the field's own kind does."""

    hint = _("Please write only what should stand there.")

    def read(self, text: str, form: Any) -> Reading[Entry] | None:
        if form.field is None or (form.field not in OF_NAMES and _of_another(text, form)):
            return None
        reading = KINDS[form.field].read(text, form)
        if reading is not None:
            return Reading(Entry(form.field, reading.value), reading.certain)
        number = form.field is Field.PHONE and sum(sign.isdigit() for sign in text) >= 3 and len(text) <= 30
        # Of a number that is none the rules say what is wrong with it.
        return Reading(Entry(form.field, one_line(text))) if number else None

    def take(self, said: Mapping[str, Json], form: Any) -> Entry | None:
        if "value" not in said or form.field is None:
            return None
        value = KINDS[form.field].take({str(said.get("field", form.field.value)): said["value"]}, form)
        return None if value is None else Entry(form.field, value)

    def tap(self, token: str, form: Any) -> Entry | None:
        if form.field is None:
            return None
        empty = token == "-" and form.field in OPEN
        value = NOTHING if empty else KINDS[form.field].tap(token, form)
        return None if value is None else Entry(form.field, value)

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        filled = form.member is not None and _shown(form.field, form.member, form)
        empty = [(_("Leave it empty"), "-")] if form.field in OPEN and filled else []
        return [*KINDS[form.field].choices(form), *empty]

    def dump(self, value: Entry) -> Json:
        to = NOTHING if value.value == NOTHING else KINDS[value.field].dump(value.value)
        return {"field": value.field.value, "to": to}

    def load(self, raw: Json, form: Form[Any]) -> Entry:
        field = Field(raw["field"])
        return Entry(field, NOTHING if raw["to"] == NOTHING else KINDS[field].load(raw["to"], form))


def _shown(field: Field, member: Member, form: Form[Any]) -> Text | None:
    """What the book says of one field, in words; None if nothing."""
    match field:
        case Field.NAME:
            return _("name {name}")(name=member.name)
        case Field.CALLED:
            return _("called {name}")(name=member.called) if member.called else None
        case Field.GENDER:
            return GENDERS[member.gender] if member.gender else None
        case Field.BORN if member.born:
            years = age(member.born, form.talk.local.date())
            return _("age {years} ({born})")(years=years, born=born_words(member.born))
        case Field.RT:
            return _("RT {rt}")(rt=member.rt) if member.rt else None
        case Field.PHONE:
            return _("phone {number}")(number=member.phone) if member.phone else None
        case Field.OCCUPATION:
            return _("occupation {work}")(work=member.occupation) if member.occupation else None
        case Field.HOUSEHOLD:
            return _("household of {name}")(name=member.household) if member.household else None
        case Field.PARENT:
            return _("with the yes of {parent}")(parent=member.parent) if member.parent else None
    return None


class Corrected(MemberForm):
    """A conversation at whose end a field of a member says something else."""

    field: Field = ask(FIELD, _("What should be different?"), takes=("field",), key=True)
    value: Entry = ask(
        NewEntry(),
        lambda form: QUESTIONS[form.field],
        label=_("what it should say"),
        takes=("value", "field"),
        until=lambda form: form.is_of_field(),
    )
    called: str | None = ask(FullName(), optional=True)
    phone: str | None = ask(Phone(), optional=True)

    def entered(self, field: Field, value: Any) -> Mapping[str, Json]:
        """What a field is to say, as an answer."""
        return {"value": self.slots["value"].kind.dump(Entry(field, value))}

    def is_of_field(self) -> bool:
        """Whether it was said what this field is to say; what was said of another one is of no use."""
        return self.value is not None and self.value.field is self.field

    def check(self) -> None:
        super().check()
        if self.member is not None and self.is_of_field():
            self._amended(self.member)

    def _amended(self, member: Member) -> Member:
        """The member as the book will have it. Raises Refusal, and Denied where it stands so already."""
        today, value = self.talk.local.date(), self.value.value
        # Somebody without a panggilan is called nothing; everything else is then not known.
        value = None if value == NOTHING and self.field is not Field.CALLED else value
        called = self.called if self._also_called() else self._still_called(member)
        beside: dict[str, Any] = {Field.CALLED: called} if called else {}
        beside |= {Field.PHONE: self.phone} if self.phone else {}
        beside |= {"parent_agreed": today if value else None} if self.field is Field.PARENT else {}
        try:
            amended = amend(member, self.roll(), today, **{self.field: value, **beside})
        except refusals.Refusal as refusal:
            raise refused(refusals.Refusal("value", refusal.reason, **refusal.facts), today) from refusal
        if amended == member:
            raise Denied(_("The book says so already: {name}, {told}.")(name=self.name, told=self._told(member)))
        return amended

    def _still_called(self, member: Member) -> str:
        """Who is known by a piece of the right name ("Pak Karno" is Sukarno) goes on being called so."""
        short = addressed(member, self.talk.local.date(), self.roll())
        part = self.field is Field.NAME and not member.called and fold(short) in fold(str(self.value.value))
        return short if part and fold(short) not in fold(str(self.value.value)).split() else ""

    def _also_called(self) -> bool:
        """Whether a panggilan was told beside a name."""
        return self.field is Field.NAME and bool(self.called)

    def _says(self, member: Member) -> Text | None:
        """What the book says of that which is corrected; None if nothing."""
        said = _shown(self.field, member, self)
        called = _shown(Field.CALLED, member, self) if self._also_called() else None
        number = _shown(Field.PHONE, member, self) if self.phone else None
        told = [one for one in (said, called, number) if one is not None]
        return listing(told) if told else None

    def _told(self, member: Member) -> Text:
        return self._says(member) or _("empty")

    def becomes(self) -> Text:
        """What stands in the book and what is to stand there."""
        member = self._certain()
        before, after = self._says(member), self._says(self._amended(member))
        if before and after:
            return _("{name}: {before} becomes {after}.")(name=self.name, before=before, after=after)
        if before:
            return _("{name}: {before} is taken out.")(name=self.name, before=before)
        return _("{name}: {after}.")(name=self.name, after=after)

    def put_right(self, member: Member) -> Reply:
        """Write it, and say so."""
        amended = self._amended(member)
        self.talk.store.members.replace(amended)
        keep_about(self.talk, amended)
        self._address_anew(member, amended)
        if amended.called and (self.field is Field.CALLED or self._also_called()):
            return Reply(_("✓ Saved. {name} is called {called}.")(name=amended.name, called=amended.called))
        return Reply(_("✓ Saved. {name}: {told}.")(name=self.name, told=self._told(amended)))

    def _address_anew(self, before: Member, after: Member) -> None:
        """Whoever is called otherwise from now on is spoken to so."""
        roll, today = self.roll(), self.talk.local.date()
        spoken = addressed(after, today, roll)
        if after.person is not None and spoken != addressed(before, today, roll):
            self.talk.store.people.address(after.person, spoken)
