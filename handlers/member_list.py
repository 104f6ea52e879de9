"""Registering a pasted list of members: missing genders, namesakes and consent are each asked once, for all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.forms import Form, Kind, Reading, Refusal, ask, on, opens
from bot.kinds import Numbers, YesNo
from bot.messages import Reply
from bot.ports import Json
from bot.texts import Text, _, lines, sentence, verbatim
from bot.understanding.answers import yes_no
from handlers.access import GroupForm
from handlers.kinds import BirthOrAge
from handlers.registering import joined_on, panggilan_in, refused
from handlers.words import counted, listing
from jamaah import refusals
from jamaah.groups import Group
from jamaah.members import Member, admit, figures, namesakes, tidy_called
from jamaah.people import Gender, fold, split_honorific, tidy_name
from jamaah.roles import Deed

Row = dict[str, Json]
MOST = 200
ALL = re.compile(r"\W*(perempuan\s+)?(semua(nya)?|kabeh|sedaya|sedanten)(\s+perempuan)?\W*", re.IGNORECASE)
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
        """A list that stands is replaced only by another list, never by a name said in passing."""
        return "\n" in text.strip()

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> list[Row] | None:
        spoken = said.get("spoken", {})
        named = [row for row in said.get("members") or () if tidy_name(str(row.get("name", "")))]
        return [{**row, "name": spoken.get(row["name"], row["name"])} for row in named] or None


class Women(Numbers):
    """The numbers of the women: "1-4 6 9", "semua", "tidak ada"."""

    def read(self, text: str, form: Any) -> Reading[list[int]] | None:
        if ALL.fullmatch(text):
            return Reading([number + 1 for number in form.unsexed()], certain=True)
        if NONE.fullmatch(text):
            return Reading([], certain=True)
        reading = super().read(text, form)
        total = len(form.answers.get("members") or ())
        return reading if reading and all(1 <= number <= total for number in reading.value) else None


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
    rows, unsexed = form.rows, form.unsexed()
    names = listing(f"{number + 1} {tidy_name(str(rows[number]['name']))}" for number in unsexed)
    return lines(
        _("{count} names read. Which numbers are women?")(count=len(rows)),
        _("{names}.")(names=names),
    )


def _ask_apart(form: RegisterMembers) -> Text:
    numbers = form.twins()
    names = listing(f"{number + 1}" for number in numbers)
    name = tidy_name(split_honorific(str(form.rows[numbers[0]]["name"]))[1])
    if (form.answers.get("apart") or {}).get("same") == "no":
        return _("What do people call number {numbers}, to tell them apart? For example: {first} {name} Lor")(
            numbers=names, first=numbers[0] + 1, name=name
        )
    if len(numbers) == 1:
        return _("A {name} is in the book already. Is number {number} somebody else?")(name=name, number=names)
    return _("There are {count} called {name} (numbers {numbers}). Are they different people?")(
        count=len(numbers), name=name, numbers=names
    )


@on("register_members", deed=Deed.REGISTER_MEMBERS, command="daftarbanyak")
class RegisterMembers(GroupForm):
    """Register many members by pasting their list."""

    members: list[Row] = ask(
        MemberRows(),
        _("Send the list of names, one on each line. Ages may follow later."),
        takes=("members", "spoken"),
        key=True,
    )
    women: list[int] | None = ask(Women(), _ask_women, label=_("the women"), when=lambda f: f.rows and f.unsexed())
    apart: dict[str, str] | None = ask(
        Apart(), _ask_apart, when=lambda f: f.rows and f.all_twins(), until=lambda f: not f.twins()
    )
    agreed: bool = ask(YesNo(), _("Did all of them agree that their names are kept in the group's book?"))

    @property
    def rows(self) -> list[Row]:
        """The list as read, in its order."""
        return self.answers.get("members") or []

    def unsexed(self) -> list[int]:
        """Positions of those whose gender the list does not tell."""
        return [at for at, row in enumerate(self.rows) if "gender" not in row]

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
        if self.women is None:
            return None
        return Gender.FEMALE if at + 1 in self.women else Gender.MALE

    def check(self) -> None:
        if len(self.rows) > MOST:
            raise Refusal("members", _("That is more than {most} names; please send a shorter list.")(most=MOST))
        if self.answers.get("agreed") is False:
            raise Refusal("agreed", _("Then please ask them first; I keep this list until you tell me."))
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

    def summary(self) -> Text:
        today = self.talk.local.date()
        people = self.listed(self.group)
        told = figures([replace(member, joined=today) for member in people], today)
        apart = [name for key, name in (self.answers.get("apart") or {}).items() if key.isdigit()]
        return lines(
            _("{names}.")(names=listing(apart)) if apart else None,
            sentence(_("{counted}.")(counted=counted(told)), self._may_follow(people)),
            _("Save {count} people?")(count=len(people)),
        )

    def _may_follow(self, people: Sequence[Member]) -> Text | None:
        return _("Ages may follow later.") if any(member.born is None for member in people) else None

    def act(self, group: Group) -> Reply:
        added = self.talk.store.members.add(self._admitted(group))
        total = len(self.talk.store.members.of(group.id))
        more = verbatim("") if total == len(added) else _("Members now {total}.")(total=total)
        return Reply(
            sentence(_("✓ {count} members saved.")(count=len(added)), more if total != len(added) else None),
            (opens("list_members", _("Show the list")), opens("readiness", _("Are we ready?"))),
        )


def replace_slot(refusal: refusals.Refusal) -> refusals.Refusal:
    """The refusal of one row is a refusal of the list."""
    return refusals.Refusal("members", refusal.reason, **refusal.facts)
