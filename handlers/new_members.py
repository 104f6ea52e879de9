"""The list of members that is being filled: who of it shares a name, who is a woman, and the members it makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.texts import Text, _
from bot.understanding.particulars import find_rt
from handlers.access import GroupForm, on_behalf
from handlers.kinds import BirthOrAge
from handlers.member_rows import Row
from handlers.pasted_list import OTHER, SAME
from handlers.registering import joined_on, panggilan_in
from handlers.words import counted, listing
from jamaah.groups import Group
from jamaah.members import Consent, Member, figures, gender_of, namesakes, same_name
from jamaah.people import Gender, fold, may_be_born, phone, split_honorific, tidy_name


class MemberList(GroupForm):
    """What is known of a list by the answers so far; the form that registers it asks for them."""

    @property
    def rows(self) -> list[Row]:
        """The list as read, in its order."""
        return self.answers.get("members") or []

    def unsexed(self) -> list[int]:
        """Positions of those whose gender the list does not tell, and who are to be written."""
        return [at for at, row in enumerate(self.rows) if "gender" not in row and "late" not in row]

    def untold(self) -> list[int]:
        """Those of them of whom it was not said yet."""
        said = self.answers.get("women") or {}
        return [at for at in self.unsexed() if str(at + 1) not in said]

    def all_twins(self) -> list[list[int]]:
        """Positions that share a name with another of the list, or with a member; never a woman with a man."""
        roll = self.talk.store.members.of(self.group.id) if self.group else []
        names = [str(row["name"]) for row in self.rows] + [member.name for member in roll]
        genders = [self._gender(at) for at in range(len(self.rows))] + [gender_of(member) for member in roll]
        living = [at for at in range(len(self.rows)) if "late" not in self.rows[at]]
        shared = ([at for at in places if at in living] for places in namesakes(names, genders))
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
        """Positions that are the same person as another, and so not registered twice, and those of the dead."""
        said = self.answers.get("apart") or {}
        same = {int(number) - 1 for number, called in said.items() if called == SAME}
        return same | {at for at, row in enumerate(self.rows) if "late" in row}

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
            behalf=on_behalf(self.talk, group.id),
            consent=Consent.LISTED,
        )

    def _apart(self) -> dict[str, str]:
        """What namesakes are called, by number."""
        said = self.answers.get("apart") or {}
        return {number: called for number, called in said.items() if called not in (SAME, OTHER)}

    def _told(self, at: int) -> Gender | None:
        said = (self.answers.get("women") or {}).get(str(at + 1))
        return Gender(said) if said else None

    def _rt_told(self, at: int) -> str | None:
        """The RT that a line tells, or by which a namesake is told apart ("Slamet RT 4")."""
        return self.rows[at].get("rt") or find_rt(self._apart().get(str(at + 1), ""))

    def names(self, *beside: str) -> Text:
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

    def counted(self) -> Text:
        """How many women and men the list has."""
        today = self.talk.local.date()
        told = figures([replace(member, joined=today) for member in self.listed(self.group)], today)
        return _("{counted}.")(counted=counted(told))

    def _odd(self, row: Row) -> list[str]:
        """What a line tells that no member's book can say: an age or day of birth, a number that is none."""
        born = BirthOrAge().take(row, self)
        wrong = born is not None and not may_be_born(born, self.talk.local.date())
        ages = [str(row[told]) for told in ("age", "birth_year", "birth_date") if wrong and told in row]
        return [*ages, *([str(row["phone"])] if "phone" in row and phone(str(row["phone"])) is None else [])]
