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
from handlers.pasted_list import OTHER, SAME, Apart, MemberRows, Row, Women, asks_who, row_told
from handlers.registering import joined_on, panggilan_in, refused
from handlers.words import counted, listing, together
from jamaah import refusals
from jamaah.groups import Group
from jamaah.members import Member, admit, are_man_and_woman, figures, gender_of, known_as, namesakes, same_name
from jamaah.people import Gender, fold, may_be_born, phone, split_honorific, tidy_name
from jamaah.roles import Deed

MOST, FEW = 200, 12
"""So many names are taken at once; of so many each is read back."""
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
        taken = _("So somebody is called already.") if form.is_taken() else None
        called = _("What do people call number {numbers}, to tell them apart? For example: {first} {name} Lor")
        return sentence(taken, called(numbers=names, first=numbers[0] + 1, name=name))
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

    def states(self, text: str) -> Mapping[str, Json]:
        """What is stated of one of the list."""
        row = row_told(text, self.rows) if self.rows else None
        return {"members": [row]} if row else {}

    def shows(self, text: str) -> Text | None:
        """Who stands in the list, where that is asked."""
        return self._names("age", "birth_year", "birth_date") if self.rows and asks_who(text) else None

    def _names(self, *beside: str) -> Text:
        """The list as it will be written, each with its number, and with what else of a line is `beside` it."""
        left_out = self._left_out()
        names = (
            " ".join([str(at + 1), self._named(at), *(str(row[told]) for told in beside if told in row)])
            for at, row in enumerate(self.rows)
            if at not in left_out
        )
        return _("{names}.")(names=listing(names))

    def _named(self, at: int) -> str:
        return self._apart().get(str(at + 1)) or tidy_name(str(self.rows[at]["name"]))

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
        found = (self._fitting(at, known_as(str(row["name"]), roll)) for at, row in enumerate(self.rows))
        return {members[0].id for members in found if members}

    def _fitting(self, at: int, members: Sequence[Member]) -> list[Member]:
        return [one for one in members if not are_man_and_woman(self._gender(at), gender_of(one))]

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
        """Positions that share a name with another of the list, or with a member; never a woman with a man."""
        roll = self.talk.store.members.of(self.group.id) if self.group else []
        names = [str(row["name"]) for row in self.rows] + [member.name for member in roll]
        genders = [self._gender(at) for at in range(len(self.rows))] + [gender_of(member) for member in roll]
        shared = ([at for at in places if at < len(self.rows)] for places in namesakes(names, genders))
        return [places for places in shared if places]

    def twins(self) -> list[int]:
        """The positions to be told apart next: the first that share a name, then all whose name is in the book. What
        they are called tells them apart only where nobody else of the name is called so."""
        said = self.answers.get("apart") or {}
        unnamed = [[at for at in places if not self._tells(at, places)] for places in self.all_twins()]
        shared = next((places for places in unnamed if len(places) > 1), None)
        if shared is not None:
            return shared
        known = [at for places in unnamed for at in places if self.is_known([at])]
        return [at for at in known if str(at + 1) not in said] or known[:1]

    def _tells(self, at: int, places: Sequence[int]) -> bool:
        """Whether somebody is told apart from the others of these places and of the book by what was said."""
        called = self._called(at)
        if called in ("", OTHER):
            return False
        others = {fold(self._called(other)) for other in places if other < at}
        return called == SAME or not (fold(called) in others or self._same_in_book(at, called))

    def _called(self, at: int) -> str:
        """What was said of how somebody of the list is called."""
        return str((self.answers.get("apart") or {}).get(str(at + 1), ""))

    def _same_in_book(self, at: int, called: str) -> Member | None:
        roll = self.talk.store.members.of(self.group.id) if self.group else []
        return same_name(str(self.rows[at]["name"]), called, roll, self._gender(at))

    def _gender(self, at: int) -> Gender | None:
        """Whether somebody of the list is a woman or a man, as far as that is told."""
        row = self.rows[at]
        return Gender(row["gender"]) if "gender" in row else self._told(at) or split_honorific(str(row["name"]))[2]

    def is_taken(self) -> bool:
        """Whether what those are called who are to be told apart is what another is called."""
        return any(self._called(at) not in ("", SAME, OTHER) for at in self.twins())

    def is_different(self) -> bool:
        """Whether those who share the name are known to be different people, and only the panggilan are missing."""
        said = self.answers.get("apart") or {}
        return any(said.get(str(at + 1), SAME) != SAME for at in self.twins())

    def is_known(self, places: Sequence[int]) -> bool:
        """Whether somebody of the book has the name of these, too."""
        return any(self._same_in_book(at, "") is not None for at in places)

    def _left_out(self) -> set[int]:
        """Positions that are the same person as another, and so not registered twice."""
        said = self.answers.get("apart") or {}
        return {int(number) - 1 for number, called in said.items() if called == SAME}

    def listed(self, group: Group) -> list[Member]:
        """The members as they will be written."""
        today = self.talk.local.date()
        joined = joined_on(self.talk.store, group, today)
        left_out = self._left_out()
        return [self._member(at, row, group, joined, today) for at, row in enumerate(self.rows) if at not in left_out]

    def _member(self, at: int, row: Row, group: Group, joined: date, today: date) -> Member:
        name = str(row["name"])
        born = BirthOrAge().take(row, self)
        return Member(
            group=group.id,
            name=name,
            called=self._apart().get(str(at + 1)) or panggilan_in(name, self.talk.store.members.of(group.id)),
            gender=self._gender(at),
            born=born if born and may_be_born(born, joined) else None,
            rt=self._rt_told(at) or group.rt,
            phone=phone(str(row.get("phone", ""))),
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
                told = refused(refusal, self.talk.local.date()).text
                # The list itself stays: who it is about is asked about.
                raise Refusal("apart", _("{name}: {why}")(name=member.name, why=told)) from refusal
        return admitted

    def counted(self) -> Text:
        """How many women and men the list has."""
        today = self.talk.local.date()
        told = figures([replace(member, joined=today) for member in self.listed(self.group)], today)
        return _("{counted}.")(counted=counted(told))

    def summary(self) -> Text:
        people = self.listed(self.group)
        apart = list(self._apart().values())
        few = self._names() if len(people) <= FEW else None
        return lines(
            few or (_("{names}.")(names=together(apart)) if apart else None),
            self._not_believed(),
            sentence(self.counted(), self._taken_for(), self._may_follow(people)),
            _("Do all agree to be in the book? Save {count} people?")(count=len(people)),
        )

    def _not_believed(self) -> Text | None:
        """Whose age or number in the list cannot be, and so is not written."""
        left_out = self._left_out()
        rows = [row for at, row in enumerate(self.rows) if at not in left_out]
        told = [
            _("{name} {age}")(name=tidy_name(str(row["name"])), age=what) for row in rows for what in self._odd(row)
        ]
        return _("These I do not write, they can hardly be right: {names}.")(names=listing(told)) if told else None

    def _odd(self, row: Row) -> list[str]:
        """What a line tells that no member's book can say: an age or day of birth, a number that is none."""
        born = BirthOrAge().take(row, self)
        wrong = born is not None and not may_be_born(born, self.talk.local.date())
        ages = [str(row[told]) for told in ("age", "birth_year", "birth_date") if wrong and told in row]
        return [*ages, *([str(row["phone"])] if "phone" in row and phone(str(row["phone"])) is None else [])]

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
