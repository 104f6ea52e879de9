"""What the log says of when a group meets, in words: as it was before and as it became."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any

from bot.texts import PlainDate, Text, _
from handlers.differences import FROM_TO
from handlers.ports import Change, Store
from handlers.words import listing, scheduled
from jamaah.calendar import OneByOne, from_json
from jamaah.groups import Group
from jamaah.timetable import Fate, Schedule

Row = Mapping[str, Any]
NONE_YET, AS_FIXED = _("none yet"), _("as fixed")
FATES = {Fate.CANCELLED.value: _("not held"), Fate.POSTPONED.value: _("postponed, the day follows")}


def timetable_changes(store: Store, group: Group, changes: Sequence[Change]) -> tuple[list[Text], list[Change]]:
    """What was changed of schedule, pauses and single meetings, each from what it was to what it became; and the rest,
    which is to be told in another way."""
    rest, told = list[Change](), list[Text]()
    for one in changes:
        words = list(_words(store, group, one))
        told += words
        rest += [] if words else [one]
    return told, rest


def _words(store: Store, group: Group, change: Change) -> Iterator[Text]:
    match change.table:
        case "schedules":
            yield from _schedules(store, group, change)
        case "pauses":
            before, after = (_pause(rows) for rows in (change.before, change.after))
            yield FROM_TO(what=_("Pause"), before=before, after=after)
        case "deviations":
            yield from _deviations(change)


def _schedules(store: Store, group: Group, change: Change) -> Iterator[Text]:
    """A schedule is never changed: another is set beside it, or taken out again."""
    timetable = store.schedules.current(group.id)
    for row in change.after or change.before:
        if isinstance(from_json(row["recurrence"]), OneByOne):
            continue
        older = [one for one in (timetable.schedules if timetable else ()) if one.id < row["id"]]
        sides = [_told(max(older, key=lambda one: one.id)) if older else NONE_YET, _told(_schedule(row))]
        before, after = sides if change.after else reversed(sides)
        yield FROM_TO(what=_("Schedule"), before=before, after=after)


def _told(schedule: Schedule) -> Text:
    return NONE_YET if isinstance(schedule.recurrence, OneByOne) else scheduled(schedule)


def _schedule(row: Row) -> Schedule:
    hosts = None if row.get("hosts") is None else tuple(row["hosts"])
    return Schedule(
        group=row["group_id"],
        recurrence=from_json(row["recurrence"]),
        at=time.fromisoformat(row["at"]),
        place=row["place"],
        since=date.fromisoformat(row["since"]),
        hosts=hosts,
    )


def _pause(rows: Sequence[Row]) -> Text:
    if not rows:
        return NONE_YET
    row = rows[0]
    first, last = (PlainDate(date.fromisoformat(day)) if day else None for day in (row["first"], row["last"]))
    days = _("{first} to {last}") if last else _("from {first} on")
    told = days(first=first, last=last)
    return _("{what} ({reason})")(what=told, reason=row["reason"]) if row["reason"] else told


def _deviations(change: Change) -> Iterator[Text]:
    """Single meetings that are held otherwise than fixed; what they are to be about is told in another way."""
    before = {row["fixed"]: row for row in change.before}
    after = {row["fixed"]: row for row in change.after}
    for fixed in dict.fromkeys([*before, *after]):
        was, is_now = (_of_meeting(side.get(fixed)) for side in (before, after))
        if was != is_now:
            words = _("The meeting of {day}")(day=date.fromisoformat(fixed))
            yield FROM_TO(what=words, before=was, after=is_now)


def _of_meeting(row: Row | None) -> Text:
    if row is None:
        return AS_FIXED
    if row["fate"] in FATES:
        return FATES[row["fate"]]
    told = [
        *([date.fromisoformat(row["day"])] if row["day"] else []),
        *([time.fromisoformat(row["at"])] if row["at"] else []),
        *([row["place"]] if row["place"] else []),
    ]
    return listing(told) if told else _("extra meeting") if row["extra"] else AS_FIXED
