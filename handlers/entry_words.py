"""What one turn wrote in a group's books, in plain words: who, when, and what it was before and is after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.texts import Text, _, sentence
from handlers.channels import channel_name
from handlers.differences import differences
from handlers.group_changes import EMPTY, group_changes
from handlers.member_changes import FIELDS, born_of, member_fields, of_nik, pairs
from handlers.minutes import roll_of
from handlers.ports import Change, Entry, Saved, Store
from handlers.purposes import PURPOSES, handed_out
from handlers.saved_words import told
from handlers.timetable_words import timetable_changes
from handlers.words import GENDERS, born_words, listing
from handlers.written_meetings import author, written_meetings
from jamaah.calendar import local
from jamaah.exports import Export, Purpose
from jamaah.groups import Group
from jamaah.members import Departure, Member, addressed
from jamaah.people import Gender, age
from jamaah.roles import Role
from lean import dataclass

Row = Mapping[str, Any]

UNSHOWN = frozenset({"rsvps", "mutes", "relays", "countersigns"})
"""Kinds of records of which members write so many that nothing else would be found among them."""
MOST, FEW = 4, 3
LEFT = {
    Departure.MOVED.value: _("{name} has moved away."),
    Departure.LEFT.value: _("{name} is not a member any more."),
    Departure.DIED.value: _("What was written down about {name}."),
}
GRANTED = {
    Role.SECRETARY.value: _("{name} is a secretary now."),
    Role.FACILITATOR.value: _("{name} is a facilitator now."),
    Role.STEWARD.value: _("{name} writes until there is a secretary."),
}
REVOKED = {
    Role.SECRETARY.value: _("{name} is no secretary any more."),
    Role.FACILITATOR.value: _("{name} is no facilitator any more."),
    Role.STEWARD.value: _("{name} writes in the books no more."),
}
DISPUTES = {
    "open": _("{name} objects to the attendance of {day}."),
    "checking": _("What {name} says of {day} is looked into."),
    "settled": _("What {name} says of {day} is settled."),
}
AGREES, FINDS = _("{name} says the minutes of {day} are right."), _("{name} says something is wrong in those of {day}.")
NOT_ALL = _("and {count} more")
WITH_DAY = (_("{day}, {hour}: {what}"), _("{day}, {hour}, {who}: {what}"))
WITHOUT_DAY = (_("{hour}: {what}"), _("{hour}, {who}: {what}"))


@dataclass(frozen=True, slots=True)
class EntryWords:
    """Puts entries of one group's log into words on a day. With `phones` numbers are told, otherwise only that they
    changed."""

    store: Store
    group: Group
    today: date
    phones: bool = False

    def lines(self, entries: Sequence[Entry]) -> list[Text]:
        """Entries one after the other; the day is said where it begins."""
        days = [local(entry.at, self.group.zone).date() for entry in entries]
        new = [day != before for day, before in zip(days, [None, *days], strict=False)]
        return [self.line(entry, day=said) for entry, said in zip(entries, new, strict=True)]

    def line(self, entry: Entry, *, day: bool = True) -> Text:
        """One entry: when, who, what; with the `day` unless it was said."""
        at, who = local(entry.at, self.group.zone), self.who(entry)
        words = WITH_DAY if day else WITHOUT_DAY
        return words[bool(who)](day=at.date(), hour=at.time(), who=who, what=self.marked(entry))

    def who(self, entry: Entry) -> Text | str:
        """The author; a facilitator who wrote on the group's behalf is marked so."""
        name = self.author(entry.person)
        for_them = any(row.get("behalf") == entry.person for one in entry.changes for row in one.after)
        return _("the facilitator {name}")(name=name) if name and for_them else name

    def author(self, person: int) -> str:
        """By which name somebody goes in the group; empty for who has none."""
        return author(self.store, self.group, person, self.today)

    def marked(self, entry: Entry) -> Text:
        """What an entry wrote, and whether it took something back or was taken back."""
        if entry.undoes:
            was = [Change(one.table, one.after, one.before) for one in reversed(entry.changes)]
            return _("Taken back: {what}")(what=self.what(was))
        what = self.what(entry.changes)
        return _("{what} (taken back since)")(what=what) if entry.undone_by is not None else what

    def what(self, changes: Sequence[Change]) -> Text:
        """All that was written, as sentences; the first few where it is much."""
        parts = [*self._members(changes), *self._meetings(changes), *self._others(changes)]
        others = [of_nik(one, is_so=False) if one.table == "founders" else one for one in changes]
        others = [one for one in others if one.table not in _OWN and (one.before or one.after)]
        planned, rest = timetable_changes(self.store, self.group, others)
        parts += planned
        parts += [_("{what}.")(what=told(Saved(0, 0, self.group.id, rest), {}))] if rest else []
        more = len(parts) - MOST
        return sentence(*(parts or [_("A small change.")])[:MOST], NOT_ALL(count=more) if more > 0 else None)

    # -- members

    def _members(self, changes: Sequence[Change]) -> Iterator[Text]:
        new = [row for one in changes if one.table == "members" and not one.before for row in one.after]
        if new:
            names: list[Text | str] = [self._name(row) for row in new]
            words = _("New members, {count}: {names}.") if len(names) > 1 else _("A new member: {names}.")
            shown = names if len(names) <= FEW else [*names[:FEW], NOT_ALL(count=len(names) - FEW)]
            yield words(count=len(names), names=listing(shown))
        for before, after in pairs(changes, "members"):
            yield from self._member(before, after)

    def _member(self, before: Row, after: Row) -> Iterator[Text]:
        if after.get("erased_on"):
            yield _("The data of a member were deleted.")
            return
        name = self._name(after)
        if before.get("left_on") != after.get("left_on"):
            gone = LEFT.get(str(after.get("departure")), _("{name} is not a member any more."))
            yield (gone if after.get("left_on") else _("{name} is a member again."))(name=name)
        parts = [self._field(field, before, after) for field in member_fields(before, after)]
        if parts:
            yield _("{name}: {told}.")(name=name, told=listing(parts))
        if before.get("person") != after.get("person"):
            yield (_("{name} is connected.") if after.get("person") else _("{name} is connected no longer."))(name=name)

    def _field(self, field: str, before: Row, after: Row) -> Text:
        if field == "other":
            return _("other data")
        if field == "phone" and not self.phones:
            return PHONE_IS[bool(before.get("phone")), bool(after.get("phone"))]
        was, is_now = (self._value(field, row) for row in (before, after))
        if field == "born" and was == is_now:
            was, is_now = (born_words(born) if (born := born_of(row)) else EMPTY for row in (before, after))
        return FIELDS[field](before=was, after=is_now)

    def _value(self, field: str, row: Row) -> Text | str | int:
        if field == "born":
            born = born_of(row)
            return age(born, self.today) if born else EMPTY
        value = row.get(field)
        return GENDERS[Gender(value)] if field == "gender" and value else value or EMPTY

    def _name(self, row: Row) -> str:
        """How the member of a row is spoken of: as the book has them now, else as the row has them."""
        member = self.store.members.get(row["id"]) or _member(row)
        return addressed(member, self.today, self._roll())

    def _of(self, member: int) -> str:
        found = self.store.members.get(member)
        return addressed(found, self.today, self._roll()) if found else ""

    def _roll(self) -> list[Member]:
        return self.store.members.of(self.group.id)

    # -- meetings

    def _meetings(self, changes: Sequence[Change]) -> Iterator[Text]:
        for old, new in written_meetings(self.store, changes):
            if new is not None and old is None:
                yield _("The meeting of {day} was written down.")(day=new.day)
            elif new is not None and old is not None:
                different = differences(old, new, roll_of(self.store, self.group, old.day), self.today)[:MOST]
                words = _("The meeting of {day}: {told}")
                yield from [words(day=old.day, told=sentence(*different))] if different else []

    # -- what else

    def _others(self, changes: Sequence[Change]) -> Iterator[Text]:
        for one in changes:
            match one.table:
                case "groups":
                    yield from group_changes(self.group, one)
                case "disputes":
                    yield from (self._at(DISPUTES[row["stage"]], row) for row in one.after)
                case "countersigns":
                    yield from (self._at(AGREES if row["agrees"] else FINDS, row) for row in one.after)
                case "founders":
                    yield from self._niks(of_nik(one))
                case "exports":
                    yield from map(self._exported, one.after)
                case _:
                    yield from self._hands(one)

    def _hands(self, one: Change) -> Iterator[Text]:
        """Who has, gets or loses something to do with the group."""
        match one.table:
            case "grants":
                yield from self._grants(one.after, GRANTED)
                yield from self._grants(one.before, REVOKED)
            case "joins":
                yield from self._joins(one)
            case "handovers":
                yield from (OFFERED[row.get("taken")](name=self.author(row["receiver"])) for row in one.after)
            case "cuts":
                yield from map(self._cut, one.after)
            case "links":
                linked = _("{name} writes on {channel} too.")
                for row in one.after:
                    yield linked(name=self.author(row["person"]), channel=channel_name(row["channel"]))

    def _cut(self, row: Row) -> Text:
        """A phone that was cut off, or an account of one channel; or that it is over."""
        channel, words = row.get("channel"), CUT_THERE if row.get("channel") else CUT
        there = channel_name(channel) if channel else ""
        return words[row.get("ended") is None](name=self.author(row["person"]), channel=there)

    def _grants(self, rows: Sequence[Row], words: Mapping[str, Text]) -> Iterator[Text]:
        for row in rows:
            if row["role"] in words:
                yield words[row["role"]](name=self.author(row["person"]))

    @staticmethod
    def _exported(row: Row) -> Text:
        """What was handed out as a file, for whom or for what."""
        whole = EXPORTED(what=PURPOSES[Purpose(row["purpose"])])
        return whole if row.get("document") is None else _("{what}.")(what=handed_out(_export(row)))

    def _niks(self, change: Change) -> Iterator[Text]:
        had, has = ({row["member"] for row in side if row.get("nik")} for side in (change.before, change.after))
        for member in sorted(had | has):
            yield _("{name}: {told}.")(name=self._of(member), told=NIK_IS[member in had, member in has])

    def _joins(self, change: Change) -> Iterator[Text]:
        for row in change.after:
            if row.get("decided") is None:
                yield _("“{name}” asks to be connected.")(name=row["name"])
            elif row.get("member") is None:
                yield _("“{name}” is not connected.")(name=row["name"])

    def _at(self, words: Text, row: Row) -> Text:
        meeting = self.store.meetings.get(row["meeting"])
        return words(name=self._of(row["member"]), day=meeting.day if meeting else "")


PHONE_IS = {
    (True, True): _("the phone number is another"),
    (False, True): _("the phone number is noted"),
    (True, False): _("the phone number is taken out"),
}
NIK_IS = {
    (True, True): _("the NIK is another"),
    (False, True): _("the NIK is noted"),
    (True, False): _("the NIK is taken out"),
}
EXPORTED = _("All data was taken along as a file. {what}.")
OFFERED: Mapping[bool | None, Text] = {
    None: _("{name} was asked to keep the books."),
    True: _("{name} agreed to keep the books."),
    False: _("What {name} was asked is over."),
}
CUT = {True: _("The phone of {name} was lost and cut off."), False: _("{name} has a phone again.")}
CUT_THERE = {
    True: _("{channel} of {name} was lost and cut off."),
    False: _("{name} is on {channel} again."),
}
_OWN = frozenset(
    {"members", "meetings", "attendance", "groups", "grants", "disputes"}
    | {"countersigns", "joins", "handovers", "cuts", "exports", "links"}
)


def _export(row: Row) -> Export:
    return Export(
        group=row["group_id"],
        person=row["person"],
        at=row["at"],
        purpose=Purpose(row["purpose"]),
        document=row.get("document"),
        receiver=row.get("receiver"),
        niks=row.get("niks"),
        reason=row.get("reason"),
        columns=tuple(row.get("columns") or ()),
    )


def _member(row: Row) -> Member:
    gender = Gender(row["gender"]) if row.get("gender") else None
    return Member(id=row["id"], group=0, name=row["name"], called=row["called"], gender=gender, joined=date.min)
