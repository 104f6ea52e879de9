"""Registering a pasted list of members: missing genders, namesakes and consent are each asked once, for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.forms import Denied, Refusal, ask, on, opens
from bot.messages import Button, Reply
from bot.ports import Json
from bot.texts import Text, _, lines, sentence
from bot.understanding.ages import ages_in
from bot.understanding.normalise import LONGEST
from handlers.member_rows import BIRTHS, MemberRows, Row, asks_ages, asks_who, row_told, rows_added
from handlers.new_members import MemberList
from handlers.pasted_list import Apart, Women, how_told_apart, which_women
from handlers.registering import refused
from handlers.watching import members_changed
from handlers.words import listing, together
from jamaah import refusals
from jamaah.groups import Group
from jamaah.meant import known_as
from jamaah.members import Member, admit, are_man_and_woman, gender_of, needs_parent
from jamaah.people import tidy_name
from jamaah.roles import Deed

MOST, FEW = 200, 12
"""So many names are taken at once; of so many each is read back."""
NEARLY_ALL = (4, 5)


@on("register_members", deed=Deed.REGISTER_MEMBERS, command="daftarbanyak")
class RegisterMembers(MemberList):
    """Register many members by pasting their list."""

    title = _("Register a list")
    members: list[Row] = ask(
        MemberRows(),
        _("Send the list of names, one on each line. Ages may follow later."),
        takes=("members", "spoken"),
    )
    women: dict[str, str] | None = ask(
        Women(),
        which_women,
        label=_("the women"),
        when=lambda f: f.rows and f.unsexed(),
        until=lambda f: not f.untold(),
    )
    apart: dict[str, str] | None = ask(
        Apart(), how_told_apart, when=lambda f: f.rows and f.all_twins(), until=lambda f: not f.twins()
    )

    def states(self, text: str) -> Mapping[str, Json]:
        """What is stated of one of the list, or who is added to it."""
        if not self.rows:
            return {}
        row = row_told(text, self.rows)
        rows = [row] if row else rows_added(text, self, self._is_known)
        return {"members": rows} if rows else {}

    def _is_known(self, name: str) -> bool:
        """Whether a name may mean somebody of the book."""
        return bool(known_as(name, self.talk.store.members.of(self.group.id))) if self.group else True

    def shows(self, text: str) -> Text | None:
        """Who stands in the list, and which ages are told, where that is asked."""
        if not self.rows or self.group is None or not (asks_who(text) or asks_ages(text)):
            return None
        read_back = self.next_slot() is None and len(self.rows) <= FEW
        ages = self._ages_told() if asks_ages(text) else None
        return ages if ages and read_back else lines(self.names(*BIRTHS), ages)

    def _ages_told(self) -> Text:
        people = self.listed(self.group)
        known = sum(member.born is not None for member in people)
        if known == len(people):
            return _("All {count} ages are written down.")(count=known)
        if not known:
            return _("No ages are told yet; they may follow later.")
        told = _("Ages of {known} of {count} are written down; the others may follow later.")
        return told(known=known, count=len(people))

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
        if self.rows and all("late" in row for row in self.rows):
            raise Refusal("members", _("All of these are told to have died. Please send those who are members."))
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

    def summary(self) -> Text:
        people = self.listed(self.group)
        apart = list(self._apart().values())
        few = self.names(*BIRTHS) if len(people) <= FEW else None
        return lines(
            few or (_("{names}.")(names=together(apart)) if apart else None),
            self._late(),
            self._not_believed(),
            sentence(self.counted(), self._taken_for(), self._may_follow(people)),
            _("Do all agree to be in the book? Save {count} people?")(count=len(people)),
        )

    def _late(self) -> Text | None:
        """Who is told to be dead, and so is not written."""
        names = [tidy_name(str(row["name"])) for row in self.rows if "late" in row]
        return _("Told to have died, so not written down: {names}.")(names=listing(names)) if names else None

    def _not_believed(self) -> Text | None:
        """Whose age or number in the list cannot be, and so is not written."""
        left_out = self._left_out()
        rows = [row for at, row in enumerate(self.rows) if at not in left_out]
        told = [
            _("{name} {age}")(name=tidy_name(str(row["name"])), age=what) for row in rows for what in self._odd(row)
        ]
        return _("These I do not write, they can hardly be right: {names}.")(names=listing(told)) if told else None

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
        members_changed(self.talk.store, group, self.talk.now)
        total = len(self.talk.store.members.of(group.id))
        more = _("Members now {total}.")(total=total) if total != len(added) else None
        minors = any(needs_parent(member, self.talk.local.date()) for member in added)
        young = _("A parent's yes may follow.") if minors else None
        return Reply(
            sentence(_("✓ {count} members saved.")(count=len(added)), more, young),
            (opens("list_members", _("Show the list")), *self._later(group), opens("readiness", _("Are we ready?"))),
        )

    def _later(self, group: Group) -> tuple[Button, ...]:
        """A way to what may follow."""
        ageless = any(member.born is None for member in self.talk.store.members.of(group.id))
        return (opens("update_ages", _("Fill in ages"), group=group.id),) if ageless else ()
