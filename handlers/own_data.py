"""Members who are connected hear when somebody else has changed what the book says of them: once a turn, not at night,
and nothing in it that is not for every pair of eyes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.forms import opens
from bot.messages import Button, Reply
from bot.ports import Due
from bot.talk import Occasion
from bot.texts import Text, _, lines
from handlers.entry_words import EntryWords
from handlers.member_changes import concerns_data
from handlers.ports import Change, Entry, Store
from handlers.words import group_name
from jamaah.calendar import local
from jamaah.groups import Group
from jamaah.members import Departure, Member

MOST = 50
"""Entries of one night that are looked through."""


def tell_own_data(occasion: Occasion[Store], due: Due) -> None:
    """Tell everybody concerned what was changed of theirs, if it still stands: in one turn, or since the evening."""
    store, group = occasion.store, occasion.store.groups.get(int(due.body["group"]))
    entries = store.changes.of(group.id, count=MOST, since=int(due.body["since"]))
    if due.body["turn"] is not None:
        entries = [entry for entry in entries if entry.turn == due.body["turn"]]
    standing = _standing(entries)
    for person, told in _told(store, group, standing, occasion.now).items():
        if person not in due.body["told"]:
            occasion.tell(person, told, key=f"{due.key}:{person}")


def _standing(entries: Sequence[Entry]) -> list[Entry]:
    """What nobody has taken back, without the takings back of what was never told."""
    back = {entry.undone_by for entry in entries if entry.undone_by is not None}
    return [entry for entry in entries if entry.undone_by is None and entry.turn not in back]


def _told(store: Store, group: Group, entries: Sequence[Entry], now: int) -> dict[int, Reply]:
    """What each person concerned is told, the oldest change first."""
    words = EntryWords(store, group, local(now, group.zone).date())
    parts: dict[int, list[tuple[int, Text]]] = {}
    changed: dict[int, list[Change]] = {}
    for entry in reversed(entries):
        for member, changes in _concerned(store, entry):
            if member.person is not None and member.person != entry.person:
                what = words.marked(replace(entry, changes=changes))
                parts.setdefault(member.person, []).append((entry.person, what))
                changed.setdefault(member.person, []).extend(changes)
    return {
        person: Reply(_message(words, group, told), (_wrong(group, changed[person]),), kind="alert")
        for person, told in parts.items()
    }


def _wrong(group: Group, changes: Sequence[Change]) -> Button:
    """Says that something of it is wrong: of one's data, or of the meeting where only attendance was changed."""
    meetings = [row["meeting"] for one in changes if one.table == "attendance" for row in (*one.before, *one.after)]
    if len(changes) == sum(one.table == "attendance" for one in changes) and meetings:
        return opens("find_fault", _("Something is wrong"), group=group.id, meeting=meetings[-1])
    return opens("correct_own", _("Something is wrong"), group=group.id)


def _message(words: EntryWords, group: Group, told: Sequence[tuple[int, Text]]) -> Text:
    who = words.author(told[-1][0])
    head = _("{who} has changed something in the book of {group}.")(who=who, group=group_name(group))
    return lines(head, *(what for _who, what in told), _("If that is not right, please tell {who}.")(who=who))


def _concerned(store: Store, entry: Entry) -> Iterator[tuple[Member, Sequence[Change]]]:
    """The members of whom something was changed, each with their own rows alone."""
    entered = any(one.table == "meetings" and not one.before for one in entry.changes)
    for number in _members(entry, attendance=not entered):
        member = store.members.get(number)
        own = [] if member is None else [part for one in entry.changes if (part := concerns_data(one, number, entered))]
        if member is not None and own and member.departure is not Departure.DIED:
            yield member, own


def _members(entry: Entry, *, attendance: bool) -> list[int]:
    """The members whose rows were there and were changed, in data or attendance."""
    keys = {"members": "id", "founders": "member", **({"attendance": "member"} if attendance else {})}
    rows = [(row, keys[one.table]) for one in entry.changes if one.table in keys for row in (*one.before, *one.after)]
    return list(dict.fromkeys(row[key] for row, key in rows))
