"""Registering a pasted list of members: missing genders, namesakes and consent are each asked once, for all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.forms import Form, Kind, Reading, Refusal, ask, on, opens
from bot.kinds import Numbers
from bot.messages import Button, Reply
from bot.ports import Json
from bot.texts import Text, _, lines, sentence, verbatim
from bot.understanding.answers import yes_no
from bot.understanding.normalise import LONGEST
from handlers.access import GroupForm
from handlers.kinds import BirthOrAge
from handlers.registering import joined_on, panggilan_in, refused
from handlers.words import counted, listing, together
from jamaah import refusals
from jamaah.groups import Group
from jamaah.members import Member, admit, figures, namesakes, tidy_called
from jamaah.people import Gender, fold, split_honorific, tidy_name
from jamaah.roles import Deed

Row = dict[str, Json]
# A line of a numbered list, or words that add to one.
ADDING = re.compile(r"\s*(?:\d{1,3}[.)]\s*[^\W\d]|(?:tambah|tambahan|lanjut|lanjutan|susulan|terus)\b)", re.IGNORECASE)
IN_IT_ALREADY = _("These names are in the list already.")
MOST = 200
ALL = re.compile(r"\W*(perempuan\s+)?(semua(nya)?|kabeh|sedaya|sedanten)(\s+perempuan)?\W*", re.IGNORECASE)
LISTED = re.compile(r"(?m)^\s*\d{1,3}[.)]\s*[^\W\d]|\n\s*[^\W\d]")
NONE = re.compile(
    r"\W*(tidak ada|nggak ada|ndak ada|ora ono|ora ana|boten wonten|laki-?laki semua|kosong)\W*", re.IGNORECASE
)


class MemberRows(Kind[list[Row]]):
    """A list of people as understood from a pasted text: one JSON object each."""

    hint = _("Please send the names, one on each line.")

    def read(self, text: str, form: Form[Any]) -> Reading[list[Row]] | None:
        said = form.talk.reader.slots("register_members", text, form.talk.local)
        rows = self.take(said, form) if said else None
        return None if rows is None else Reading(rows, certain=len(rows) > 1)

    def corrects(self, text: str) -> bool:
        """To a list that stands another list is added, never a name said in passing."""
        return "\n" in text.strip() or ADDING.match(text) is not None

    def merge(self, old: list[Row], new: list[Row]) -> list[Row]:
        """A list in two messages is one list; the same line sent again is one line."""
        return [*old, *(row for row in new if row not in old)]

    def grown(self, old: list[Row], new: list[Row]) -> Text | None:
        added = len(new) - len(old)
        return _("{count} names added, {total} now.")(count=added, total=len(new)) if added else IN_IT_ALREADY

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> list[Row] | None:
        spoken = said.get("spoken", {})
        named = [row for row in said.get("members") or () if tidy_name(str(row.get("name", "")))]
        return [{**row, "name": spoken.get(row["name"], row["name"])} for row in named] or None


class Women(Kind[dict[str, str]]):
    """The numbers of the women among those whose gender is not told: "1-4 6 9", "semua", "tidak ada"."""

    hint = Numbers.hint

    def read(self, text: str, form: Any) -> Reading[dict[str, str]] | None:
        if ALL.fullmatch(text):
            return Reading(_genders(form, form.unsexed()), certain=True)
        if NONE.fullmatch(text):
            return Reading(_genders(form, []), certain=True)
        reading = None if LISTED.search(text) else Numbers().read(text, form)
        total = len(form.rows)
        if reading is None or not all(1 <= number <= total for number in reading.value):
            return None
        return Reading(_genders(form, [number - 1 for number in reading.value]), certain=True)

    def merge(self, old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
        return {**old, **new}


def _genders(form: RegisterMembers, women: Sequence[int]) -> dict[str, str]:
    """The genders of those that were asked about, and of who was named besides, by their numbers."""
    asked = sorted({*(form.untold() or form.unsexed()), *women})
    return {str(at + 1): (Gender.FEMALE if at in women else Gender.MALE).value for at in asked}


class Apart(Kind[dict[str, str]]):
    """Whether namesakes are one person ("same"), or how each is called: "beda, 7 budi lor, 20 budi kidul"."""

    hint = _(
        "If they are two people, write each number with the name people use, for example: 7 Budi Lor, 20 Budi Kidul."
    )

    def read(self, text: str, form: Any) -> Reading[dict[str, str]] | None:
        if (
            re.fullmatch(r"\W*(orangnya )?(sama|podo|sami)( orang(nya)?)?\W*", text, re.IGNORECASE)
            or yes_no(text) is False
        ):
            return Reading({"same": "yes"}, certain=True)
        called = dict(re.findall(r"(\d{1,3})\W+([^\W\d][^,;\n\d]*)", text))
        twins = {at for places in form.all_twins() for at in places}
        named = {number: tidy_called(name.strip()) for number, name in called.items() if int(number) - 1 in twins}
        if named:
            return Reading(named, certain=True)
        different = re.fullmatch(r"\W*(orangnya )?(beda|bedo|lain|benten)( orang(nya)?)?\W*", text, re.IGNORECASE)
        return Reading({"same": "no"}, certain=True) if different or yes_no(text) else None

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        if (form.answers.get("apart") or {}).get("same") == "no":
            return ()
        return [(_("Two people"), "beda"), (_("The same person"), "sama")]

    def merge(self, old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
        return {**old, **new}


def _ask_women(form: RegisterMembers) -> Text:
    rows, asked = form.rows, form.untold()
    names = listing(f"{at + 1} {tidy_name(str(rows[at]['name']))}" for at in asked)
    question = _("Which numbers are women?")
    read = None if form.women else _("{count} names read.")(count=len(rows))
    return lines(sentence(read, question), _("{names}.")(names=names))


def _ask_apart(form: RegisterMembers) -> Text:
    numbers = form.twins()
    names = together(f"{number + 1}" for number in numbers)
    name = tidy_name(split_honorific(str(form.rows[numbers[0]]["name"]))[1])
    if (form.answers.get("apart") or {}).get("same") == "no":
        return _("What do people call number {numbers}, to tell them apart? For example: {first} {name} Lor")(
            numbers=names, first=numbers[0] + 1, name=name
        )
    if len(numbers) == 1:
        return _("A {name} is in the book already. Is number {number} somebody else?")(name=name, number=names)
    count = HOW_MANY.get(len(numbers), verbatim(str(len(numbers))))
    question = _("There are {count} called {name} ({numbers}). Are they different people?")(
        count=count, name=name, numbers=names
    )
    return sentence(form.counted() if form.women and not form.apart else None, question)


HOW_MANY = {2: _("two"), 3: _("three")}


@on("register_members", deed=Deed.REGISTER_MEMBERS, command="daftarbanyak")
class RegisterMembers(GroupForm):
    """Register many members by pasting their list."""

    title = _("Register a list")
    members: list[Row] = ask(
        MemberRows(),
        _("Send the list of names, one on each line. Ages may follow later."),
        takes=("members", "spoken"),
    )
    women: dict[str, str] | None = ask(
        Women(),
        _ask_women,
        label=_("the women"),
        when=lambda f: f.rows and f.unsexed(),
        until=lambda f: not f.untold(),
    )
    apart: dict[str, str] | None = ask(
        Apart(), _ask_apart, when=lambda f: f.rows and f.all_twins(), until=lambda f: not f.twins()
    )

    @property
    def rows(self) -> list[Row]:
        """The list as read, in its order."""
        return self.answers.get("members") or []

    def unsexed(self) -> list[int]:
        """Positions of those whose gender the list does not tell."""
        return [at for at, row in enumerate(self.rows) if "gender" not in row]

    def untold(self) -> list[int]:
        """Those of them of whom it was not said yet."""
        said = self.answers.get("women") or {}
        return [at for at in self.unsexed() if str(at + 1) not in said]

    def all_twins(self) -> list[list[int]]:
        """Positions that share a name with another of the list, or with a registered member."""
        names = [str(row["name"]) for row in self.rows]
        known = [member.name for member in self.talk.store.members.of(self.group.id)] if self.group else []
        shared = ([at for at in places if at < len(names)] for places in namesakes([*names, *known]))
        return [places for places in shared if places]

    def twins(self) -> list[int]:
        """The first positions that share a name and are not told apart yet."""
        said = self.answers.get("apart") or {}
        if said.get("same") == "yes":
            return []
        for places in self.all_twins():
            unnamed = [at for at in places if str(at + 1) not in said]
            if len(unnamed) > 1 or (unnamed and len(places) == 1):
                return unnamed
        return []

    def _left_out(self) -> set[int]:
        """Positions that are the same person as another, and so not registered twice."""
        if (self.answers.get("apart") or {}).get("same") != "yes":
            return set()
        known = {fold(name) for name in self._known()}
        return {
            at
            for places in self.all_twins()
            for at in (places if fold(str(self.rows[places[0]]["name"])) in known else places[1:])
        }

    def _known(self) -> list[str]:
        return [member.name for member in self.talk.store.members.of(self.group.id)]

    def listed(self, group: Group) -> list[Member]:
        """The members as they will be written."""
        today = self.talk.local.date()
        joined = joined_on(self.talk.store, group, today)
        left_out = self._left_out()
        return [self._member(at, row, group, joined, today) for at, row in enumerate(self.rows) if at not in left_out]

    def _member(self, at: int, row: Row, group: Group, joined: date, today: date) -> Member:
        name = str(row["name"])
        gender = Gender(row["gender"]) if "gender" in row else self._told(at)
        called = (self.answers.get("apart") or {}).get(str(at + 1)) or panggilan_in(name)
        return Member(
            group=group.id,
            name=name,
            called=called,
            gender=gender,
            born=BirthOrAge().take(row, self),
            rt=row.get("rt") or group.rt,
            phone=row.get("phone"),
            occupation=row.get("occupation"),
            household=row.get("household"),
            joined=joined,
            consented=today,
        )

    def _told(self, at: int) -> Gender | None:
        said = (self.women or {}).get(str(at + 1))
        return Gender(said) if said else None

    def check(self) -> None:
        super().check()
        if self.rows and len(self.talk.text) > LONGEST:
            raise Refusal("members", _("That is too long for one message; please send it in two."))
        if len(self.rows) > MOST:
            raise Refusal("members", _("That is more than {most} names; please send a shorter list.")(most=MOST))
        if self.group is not None and self.rows and self.next_slot() is None:
            self._admitted(self.group)

    def _admitted(self, group: Group) -> list[Member]:
        """The members of the list, each let in after those before it."""
        roll = self.talk.store.members.of(group.id)
        admitted: list[Member] = []
        for member in self.listed(group):
            try:
                admitted.append(admit(member, [*roll, *admitted]))
            except refusals.Refusal as refusal:
                told = refused(replace_slot(refusal), self.talk.local.date()).text
                about = _("{name}: {why}")(name=member.name, why=told)
                raise Refusal("members", sentence(about, _("Please send the list again."))) from refusal
        return admitted

    def counted(self) -> Text:
        """How many women and men the list has."""
        today = self.talk.local.date()
        told = figures([replace(member, joined=today) for member in self.listed(self.group)], today)
        return _("{counted}.")(counted=counted(told))

    def summary(self) -> Text:
        people = self.listed(self.group)
        apart = [name for key, name in (self.answers.get("apart") or {}).items() if key.isdigit()]
        return lines(
            _("{names}.")(names=together(apart)) if apart else None,
            sentence(self.counted(), self._may_follow(people)),
            _("Do all agree to be in the book? Save {count} people?")(count=len(people)),
        )

    def _may_follow(self, people: Sequence[Member]) -> Text | None:
        return _("Ages may follow later.") if any(member.born is None for member in people) else None

    def act(self, group: Group) -> Reply:
        added = self.talk.store.members.add(self._admitted(group))
        total = len(self.talk.store.members.of(group.id))
        more = _("Members now {total}.")(total=total) if total != len(added) else None
        return Reply(
            sentence(_("✓ {count} members saved.")(count=len(added)), more),
            (opens("list_members", _("Show the list")), *self._later(group), opens("readiness", _("Are we ready?"))),
        )

    def _later(self, group: Group) -> tuple[Button, ...]:
        """A way to what may follow."""
        ageless = any(member.born is None for member in self.talk.store.members.of(group.id))
        return (opens("update_ages", _("Fill in ages"), group=group.id),) if ageless else ()


def replace_slot(refusal: refusals.Refusal) -> refusals.Refusal:
    """The refusal of one row is a refusal of the list."""
    return refusals.Refusal("members", refusal.reason, **refusal.facts)
