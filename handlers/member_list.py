"""Registering a pasted list of members: missing genders, namesakes and consent are each asked once, for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.forms import Denied, Refusal, ask, on, opens
from bot.messages import Button, Reply
from bot.ports import Json
from bot.texts import Text, _, lines, sentence, verbatim
from bot.understanding.ages import ages_in
from bot.understanding.normalise import LONGEST
from bot.understanding.particulars import find_rt
from handlers.access import GroupForm
from handlers.kinds import BirthOrAge
from handlers.pasted_list import OTHER, SAME, Apart, MemberRows, Row, Women
from handlers.registering import joined_on, panggilan_in, refused
from handlers.words import counted, listing, together
from jamaah import refusals
from jamaah.groups import Group
from jamaah.members import Member, admit, figures, known_as, namesakes
from jamaah.people import OLDEST, YOUNGEST, Gender, fold, split_honorific, tidy_name
from jamaah.roles import Deed

MOST = 200
NEARLY_ALL = (4, 5)


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
    if form.is_different():
        return _("What do people call number {numbers}, to tell them apart? For example: {first} {name} Lor")(
            numbers=names, first=numbers[0] + 1, name=name
        )
    if len(numbers) == 1:
        return _("A {name} is in the book already. Is number {number} somebody else?")(name=name, number=names)
    if len({fold(str(form.rows[at]["name"])) for at in numbers}) > 1:
        called = listing(f"{at + 1} {tidy_name(str(form.rows[at]['name']))}" for at in numbers)
        return _("These {count} are in the book already: {names}. Are they other people?")(
            count=len(numbers), names=called
        )
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

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """Ages of who is in the book already are no new members."""
        if self.group is None or not self.rows or not self._nearly_all_known():
            return None
        rows = [[str(row["name"]), row["age"]] for row in self.rows if "age" in row]
        ages = [list(pair) for pair in ages_in(self.talk.text)] or rows
        return ("update_ages", {"group": self.group.id, "ages": ages}) if ages else None

    def _nearly_all_known(self) -> bool:
        """Whether all of the list but one in five are of the book, each somebody else."""
        return len(self._found()) * NEARLY_ALL[1] >= len(self.rows) * NEARLY_ALL[0]

    def _found(self) -> set[int]:
        """The members whom names of the list certainly mean."""
        roll = self.talk.store.members.of(self.group.id)
        found = (known_as(str(row["name"]), roll) for row in self.rows)
        return {members[0].id for members in found if members}

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
        """The positions to be told apart next: the first that share a name, then all whose name is in the book."""
        said = self.answers.get("apart") or {}
        unnamed = [[at for at in places if said.get(str(at + 1), OTHER) == OTHER] for places in self.all_twins()]
        shared = next((places for places in unnamed if len(places) > 1), None)
        if shared is not None:
            return shared
        known = [at for places in unnamed for at in places if self.is_known([at])]
        return [at for at in known if str(at + 1) not in said] or known[:1]

    def is_different(self) -> bool:
        """Whether those who share the name are known to be different people, and only the panggilan are missing."""
        said = self.answers.get("apart") or {}
        return any(said.get(str(at + 1)) == OTHER for at in self.twins())

    def is_known(self, places: Sequence[int]) -> bool:
        """Whether somebody of the book has the name of these, too."""
        known = {fold(name) for name in self._known()}
        return any(fold(str(self.rows[at]["name"])) in known for at in places)

    def _left_out(self) -> set[int]:
        """Positions that are the same person as another, and so not registered twice."""
        said = self.answers.get("apart") or {}
        return {int(number) - 1 for number, called in said.items() if called == SAME}

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
        called = self._apart().get(str(at + 1)) or panggilan_in(name)
        return Member(
            group=group.id,
            name=name,
            called=called,
            gender=gender,
            born=None if _beyond_belief(row) else BirthOrAge().take(row, self),
            rt=self._rt_told(at) or group.rt,
            phone=row.get("phone"),
            occupation=row.get("occupation"),
            household=row.get("household"),
            joined=joined,
            consented=today,
        )

    def _apart(self) -> dict[str, str]:
        """What namesakes are called, by number."""
        said = self.answers.get("apart") or {}
        return {number: called for number, called in said.items() if called not in (SAME, OTHER)}

    def _told(self, at: int) -> Gender | None:
        said = (self.women or {}).get(str(at + 1))
        return Gender(said) if said else None

    def check(self) -> None:
        super().check()
        if self.rows and len(self.talk.text) > LONGEST:
            raise Refusal("members", _("That is too long for one message; please send it in two."))
        if len(self.rows) > MOST:
            raise Refusal("members", _("That is more than {most} names; please send a shorter list.")(most=MOST))
        if self.group is not None and self.rows and len(self._found()) == len(self.rows):
            raise Denied(
                _("All {count} are in the book already.")(count=len(self.rows)),
                (opens("list_members", _("Show the list")), *self._later(self.group)),
            )
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
                # What was said of the numbers of this list is not said of those of another.
                self.answers.pop("women", None)
                self.answers.pop("apart", None)
                raise Refusal("members", sentence(about, _("Please send the list again."))) from refusal
        return admitted

    def counted(self) -> Text:
        """How many women and men the list has."""
        today = self.talk.local.date()
        told = figures([replace(member, joined=today) for member in self.listed(self.group)], today)
        return _("{counted}.")(counted=counted(told))

    def summary(self) -> Text:
        people = self.listed(self.group)
        apart = list(self._apart().values())
        return lines(
            _("{names}.")(names=together(apart)) if apart else None,
            self._not_believed(),
            sentence(self.counted(), self._taken_for(), self._may_follow(people)),
            _("Do all agree to be in the book? Save {count} people?")(count=len(people)),
        )

    def _not_believed(self) -> Text | None:
        """Whose age in the list cannot be, and so is not written."""
        left_out = self._left_out()
        rows = [row for at, row in enumerate(self.rows) if at not in left_out and _beyond_belief(row)]
        told = listing(_("{name} {age}")(name=tidy_name(str(row["name"])), age=row["age"]) for row in rows)
        return _("These ages I do not write, they can hardly be right: {names}.")(names=told) if rows else None

    def _rt_told(self, at: int) -> str | None:
        """The RT that a line tells, or by which a namesake is told apart ("Slamet RT 4")."""
        return self.rows[at].get("rt") or find_rt(self._apart().get(str(at + 1), ""))

    def _taken_for(self) -> Text | None:
        """The RT that is written down of those whose line tells none."""
        left_out = self._left_out()
        told = [self._rt_told(at) is not None for at in range(len(self.rows)) if at not in left_out]
        if self.group.rt is None or all(told):
            return None
        some = _("Where none is written I take RT {rt}.") if any(told) else _("All of RT {rt}.")
        return some(rt=self.group.rt)

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


def _beyond_belief(row: Row) -> bool:
    """Whether a line tells an age that no member can have."""
    return "age" in row and not YOUNGEST <= int(row["age"]) <= OLDEST


def replace_slot(refusal: refusals.Refusal) -> refusals.Refusal:
    """The refusal of one row is a refusal of the list."""
    return refusals.Refusal("members", refusal.reason, **refusal.facts)
