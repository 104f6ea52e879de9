"""A conversation about who was at a meeting: names that are not clear and figures that disagree are asked back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.forms import Kind, Reading, ask
from bot.texts import Text, _, verbatim
from bot.understanding.answers import bare, yes_no
from handlers.access import GroupForm
from handlers.attendance import NAMED, Said, is_told
from handlers.doubts import WAYS, Agreement, Doubtful, figures
from handlers.minutes import PRESENCES, exceptions, roll_of
from handlers.places import NOT_A_MEMBER as NOBODY
from handlers.spoken_names import ME
from handlers.the_member import narrowed
from handlers.words import listing, people
from jamaah import attendance
from jamaah.attendance import CAME, Attendance, Doubt, Meaning, Statement
from jamaah.meant import resolve
from jamaah.meetings import Meeting, Presence
from jamaah.members import Member, addressed
from jamaah.rsvps import Answer

NOT_A_MEMBER = 0
MOST_DOUBTS = 5


class Which(Kind[dict[str, int]]):
    """Which member a spoken name means; asked for one name after another."""

    hint = _("Please tap the right one, or write the full name.")

    def read(self, text: str, form: Any) -> Reading[dict[str, int]] | None:
        name, found = form.unclear()[0], form.meant_by(bare(text))
        likely = [member.id for member in form.meant_by(name)]
        if name == ME and len(likely) == 1 and yes_no(text) is not None:
            return Reading({name: likely[0] if yes_no(text) else NOT_A_MEMBER}, certain=True)
        found = narrowed(text, form.meant_by(name)) or found
        meant = [member.id for member in found if not likely or member.id in likely]
        return Reading({name: meant[0]}, certain=True) if len(meant) == 1 else None

    def tap(self, token: str, form: Any) -> dict[str, int] | None:
        unclear = form.unclear()
        ids = {str(member.id) for member in form.roll()} | {str(NOT_A_MEMBER)}
        return {unclear[0]: int(token)} if unclear and token in ids else None

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        today = form.talk.local.date()
        found = form.meant_by(form.unclear()[0])
        named = [(verbatim(addressed(member, today)), str(member.id)) for member in found]
        return [*named, (NOBODY, str(NOT_A_MEMBER))]

    def merge(self, old: dict[str, int], new: dict[str, int]) -> dict[str, int]:
        return {**old, **new}


def _which_one(form: Attended) -> Text:
    name = form.unclear()[0]
    if name == ME:
        return _whom_you_are(form)
    if form.meant_by(name):
        return _("Which {name} do you mean?")(name=name)
    other = form.other_times(name)
    if other is not None:
        named = addressed(other, form.talk.local.date())
        return _("{name} was not a member on {day}. Who is meant?")(name=named, day=form.on_day())
    return _("I do not find {name} among the members. Who is it?")(name=name)


def _whom_you_are(form: Attended) -> Text:
    found = form.meant_by(ME)
    if len(found) == 1:
        return _("You too: is that {name} in the book?")(name=form.in_full(found[0]))
    return _("You too: what is your name in the book?")


class Attended(GroupForm):
    """What a conversation about a meeting knows of who was there, from all that was said."""

    which: dict[str, int] | None = ask(
        Which(),
        _which_one,
        when=lambda f: f.may_ask() and bool(f.names()),
        until=lambda f: not f.unclear(),
        default=lambda f: {} if not f.unclear() else None,
    )
    agreed: dict[str, str] | None = ask(
        Agreement(),
        lambda f: f.doubtful().text,
        when=lambda f: f.may_ask() and not f.unclear(),
        until=lambda f: f.doubtful() is None,
        default=lambda f: {} if f.doubtful() is None else None,
    )

    def told(self) -> list[Said]:
        """What was said of who was there, one statement after another."""
        raise NotImplementedError

    def on_day(self) -> date | None:
        """The day of the meeting, as far as it is known."""
        raise NotImplementedError

    def recorded(self) -> Attendance | None:
        """The attendance on top of which this is said; None where the meeting is new."""
        return None

    def may_ask(self) -> bool:
        """Whether it is known of which roll is spoken and all is said that is going to be."""
        return self.group is not None and self.on_day() is not None and self.is_said()

    def is_said(self) -> bool:
        """Whether anything is said of who was there."""
        return is_told(self.told(), known=self.recorded() is not None)

    def roll(self) -> list[Member]:
        """The members of that day."""
        return roll_of(self.talk.store, self.group, self.on_day() or self.talk.local.date())

    def names(self) -> list[str]:
        """All names said, each once, as they were spoken."""
        said = [
            self._spoken(name)
            for one in self.told()
            for part in ("order", *NAMED, "instead")
            for name in one.get(part) or ()
        ]
        several = [name for name in self._besides() if len(self.meant_by(name)) > 1]
        return [name for name in dict.fromkeys([*said, *several]) if isinstance(name, str)]

    def _besides(self) -> list[str]:
        """Names that stand in a report by exception and of which it tells nothing."""
        told = self.told() if self.recorded() is None else []
        return [name for said in told for name in said.get("mentioned") or ()]

    def _spoken(self, name: str | int) -> str | int:
        """A name, or the id of a member of that day; who is none by now (the roll has changed) is asked by name."""
        if isinstance(name, str) or any(member.id == name for member in self.roll()):
            return name
        gone = self.talk.store.members.get(name)
        return gone.name if gone else "-"

    def meant_by(self, name: str) -> list[Member]:
        """The members of that day who may be meant."""
        spoken = self.talk.store.people.get(self.talk.person).address if name == ME else name
        return resolve(spoken, self.roll(), self.on_day() or self.talk.local.date())

    def in_full(self, member: Member) -> str:
        """A member by the whole name."""
        return addressed(replace(member, called=""), self.talk.local.date())

    def other_times(self, name: str) -> Member | None:
        """A member of other times who is meant by a name: who joined later, or left before."""
        store, today = self.talk.store, self.talk.local.date()
        earlier = store.meetings.before(self.group.id, self.on_day() or today, 1)
        days = [None, self.group.founded, *(meeting.day for meeting in earlier)]
        known = {
            member.id: replace(member, left=None) for day in days for member in store.members.of(self.group.id, day)
        }
        found = resolve(name, known.values(), today)
        return found[0] if len(found) == 1 else None

    def unclear(self) -> list[str]:
        """Names that mean nobody, or more than one, and have not been asked."""
        if not self.group or not self.on_day():
            return []
        asked = self.answers.get("which") or {}
        return [name for name in self.names() if name not in asked and (name == ME or len(self.meant_by(name)) != 1)]

    def _id(self, name: str | int) -> int:
        asked, name = self.answers.get("which") or {}, self._spoken(name)
        if isinstance(name, int):
            return name
        return int(asked[name]) if name in asked else self.meant_by(name)[0].id

    def _ids(self, names: Sequence[str | int]) -> list[int]:
        return [found for name in names if (found := self._id(name)) != NOT_A_MEMBER]

    def _statement(self, said: Said) -> Statement:
        pair = self._ids(said.get("instead") or ())
        return Statement(
            named={presence: self._ids(said[part]) for part, presence in NAMED.items() if part in said},
            everybody=bool(said.get("all_present")),
            others=Presence(said["others"]) if "others" in said else None,
            present_count=said.get("present_count"),
            late_count=said.get("late_count"),
            only_late="late" in said.get("only", ()),
            only_present="present" in said.get("only", ()),
            instead=[(pair[0], pair[1])] if len(pair) == 2 else [],
        )

    def _answered(self) -> Statement:
        """What was answered of those who were mentioned, as long as nothing else is said of them."""
        agreed = self.answers.get("agreed") or {}
        told_of = {str(member) for said in self.told() for member in self._statement(said).ways()}
        named: dict[Presence, list[int]] = {}
        for key, way in agreed.items():
            if key.startswith("mentioned ") and key.split()[1] not in told_of:
                named.setdefault(Presence(way), []).append(int(key.split()[1]))
        return Statement(named=named)

    def _mentioned(self) -> list[int]:
        """Those mentioned in a report of whom nothing is said; they neither count as present nor vanish in silence."""
        statements = [self._statement(said) for said in self.told()]
        told_of = {member for statement in statements for member in statement.ways()} | self._answered().ways().keys()
        entries = self.reckoned().entries
        named = dict.fromkeys(self._id(name) for name in self._besides() if self.meant_by(name))
        return [one for one in named if one not in told_of and entries.get(one, Presence.PRESENT) == Presence.PRESENT]

    def mentions(self) -> list[str]:
        """The doubts about all who are mentioned and nothing more, by their keys."""
        return [f"mentioned {member}" for member in self._mentioned()]

    def _settled(self) -> dict[int, Presence]:
        agreed = self.answers.get("agreed") or {}
        twice = [(key.split(), way) for key, way in agreed.items() if key.startswith("twice ")]
        return {int(key[1]): Presence(way) for key, way in twice}

    def reckoned(self) -> Attendance:
        """Who was there by all that was said, and by how it was meant where it did not agree."""
        return self._reckoned()[0]

    def _reckoned(self) -> tuple[Attendance, Doubt | None]:
        roll = [member.id for member in self.roll()]
        statements = [*(self._statement(said) for said in self.told()), self._answered()]
        told = attendance.reckon(roll, statements, self._settled(), self.recorded(), self._pardoned())
        agreed = self.answers.get("agreed") or {}
        for _doubt in range(MOST_DOUBTS):
            doubt = attendance.doubt(told, len(roll))
            if doubt is None or doubt.key not in agreed:
                return told, doubt
            told = attendance.settle(told, Meaning(agreed[doubt.key]), roll)
        return told, None

    def said_no(self) -> set[int]:
        """The members who had said beforehand that they would not come; of a meeting that is recorded, nobody."""
        day = self.on_day() if self.group and self.recorded() is None else None
        answers = self.talk.store.rsvps.of(self.group.id, day) if day else []
        return {rsvp.member for rsvp in answers if rsvp.answer is Answer.NO}

    def _pardoned(self) -> set[int]:
        """The same, but for who is mentioned: of them it is asked."""
        return self.said_no() - {self._id(name) for name in self._besides() if self.meant_by(name)}

    def known_before(self) -> set[int]:
        """Those who are excused only because they had said so beforehand."""
        statements = [*(self._statement(said) for said in self.told()), self._answered()]
        named = {member for statement in statements for member in statement.ways()}
        entries = self.reckoned().entries
        return {one for one in self.said_no() - named if entries.get(one) is Presence.EXCUSED}

    def came_after_all(self) -> list[Text]:
        """Who had said that they would not come, and is told to have been there."""
        entries, roll, today = self.reckoned().entries, self.roll(), self.talk.local.date()
        came = [one for one in roll if one.id in self.said_no() and entries.get(one.id) in CAME]
        told = _("{names} had asked to be excused; now written as present.")
        return [told(names=people(came, roll, today))] if came else []

    def exceptions(self) -> list[Text]:
        """Those who were not there, by name."""
        told = Meeting(
            group=self.group.id, day=self.on_day() or self.talk.local.date(), attendance=self.reckoned().entries
        )
        return exceptions(told, self.roll(), self.talk.local.date(), self.known_before())

    def doubtful(self) -> Doubtful | None:
        """What is said and cannot be so, if anything."""
        if not self.may_ask() or self.unclear():
            return None
        twice = attendance.twice_named([self._statement(said) for said in self.told()], self._settled())
        if twice is not None:
            return self._twice(*twice)
        mentioned = self._mentioned()
        if mentioned:
            return self._asked_of(mentioned[0])
        told, doubt = self._reckoned()
        return None if doubt is None else figures(doubt, told)

    def _asked_of(self, member: int) -> Doubtful:
        asked = _("{name} is mentioned too. Was {name} there?")
        return Doubtful(
            f"mentioned {member}",
            asked(name=self._called(member)),
            tuple((WAYS[way], way.value, None) for way in (Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT)),
        )

    def _called(self, member: int) -> str:
        roll = self.roll()
        return next((addressed(one, self.talk.local.date(), roll) for one in roll if one.id == member), "")

    def _twice(self, member: int, ways: Sequence[Presence]) -> Doubtful:
        name = self._called(member)
        told = _("{name} was said in two ways: {ways}. Which is right?")
        return Doubtful(
            f"twice {member}",
            told(name=name, ways=listing(PRESENCES[way] for way in ways)),
            tuple((WAYS[way], way.value, None) for way in ways),
        )
