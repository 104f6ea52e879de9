"""What a turn saved, in words, to who may take it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.texts import Text, _
from handlers.ports import Change, Saved
from handlers.words import listing
from jamaah.calendar import OneByOne, from_json
from jamaah.members import Departure, Member, addressed
from jamaah.people import Gender
from jamaah.roles import Role
from jamaah.timetable import Fate

NEW = {
    "members": _("{count} members"),
    "schedules": _("the schedule"),
    "groups": _("the group"),
    "relays": _("that {count} were told"),
    "pauses": _("the pause"),
    "chats": _("the group's chat"),
    "officers": _("{count} posts"),
    "papers": _("what is written of {count} documents"),
    "founders": _("what is known of {count} founders"),
    "foundings": _("the founding meeting"),
    "aids": _("the aid that was received"),
    "countersigns": _("what was said of the minutes"),
    "handovers": _("that somebody was asked to keep the books"),
}
CHANGED = {
    "members": _("a change of {count} members"),
    "schedules": _("the schedule"),
    "pauses": _("a change of the pause"),
    "officers": _("a change of the officers"),
    "founders": _("what is known of {count} founders"),
    "foundings": _("what is told of the founding meeting"),
    "aids": _("a change of the aid that was received"),
    "handovers": _("that the books change hands"),
    "countersigns": _("what was said of the minutes"),
}
GONE = {"foundings": _("that a meeting is the founding one no longer")}
"""What was taken out of the books, where that has words of its own."""
FATES = {
    "moved": _("the moving of the meeting of {day}"),
    "postponed": _("the postponing of the meeting of {day}"),
    "cancelled": _("the cancelling of the meeting of {day}"),
}
MEETING, OF_MEETING = _("the meeting of {day}"), _("a change of the meeting of {day}")
AS_FIXED = _("that the meeting of {day} is held as it was fixed")
EXTRA = _("the extra meeting of {day}")
AGENDA = _("the agenda of the meeting of {day}")
ANSWERS = _("the answers for the meeting of {day}")
LANGUAGE = _("the change of language")
DISPUTES = {
    "open": _("what was passed on about an attendance"),
    "checking": _("that an attendance is looked into"),
    "settled": _("an attendance put right"),
}
GRANTS = {
    Role.SECRETARY.value: _("who keeps the books"),
    Role.FACILITATOR.value: _("who accompanies the group"),
    Role.MEMBER.value: _("who is connected"),
}
FEW = 3


def told(saved: Saved, days: Mapping[int, date]) -> Text:
    """What a turn saved, in words; `days` are those of the meetings it was about, by their ids."""
    new, changed = Counter[str](), Counter[str]()
    words = CHANGED | {one.table: GONE[one.table] for one in saved.changes if one.table in GONE and not one.after}
    for change in saved.changes:
        (changed if change.before else new)[change.table] += len(change.after or change.before)
    meetings = _meetings(saved, days)
    people = [] if meetings else _changed_people(saved)
    if people or meetings:
        del changed["members"]
    if not _regular(saved):
        del new["schedules"]
    named = [text(count=new[table]) for table, text in NEW.items() if new[table]]
    named += [text(count=changed[table]) for table, text in words.items() if changed[table] and not new[table]]
    named = [*people, *meetings, *named]
    named = [*named, *_fates(saved), *_turned_away(saved), *_languages(saved), *_answers(saved)]
    named = [*named, *_mutes(saved), *_group_data(saved), *_ideas(saved), *_businesses(saved)]
    named = [DISPUTES[row["stage"]] for row in after(saved, "disputes")] or named
    named = named or list(_otherwise(saved))
    return listing([*named, *_people(saved)]) if named else _("a small change")


def _otherwise(saved: Saved) -> Iterator[Text]:
    """What stands beside most of what is saved, and is told only where it is all that was."""
    roles = {
        row["role"] for change in saved.changes if change.table == "grants" for row in (*change.before, *change.after)
    }
    yield from (words for role, words in GRANTS.items() if role in roles)
    if not roles and any(change.table == "joins" for change in saved.changes):
        yield _("the request to be connected")
    for before, after in (
        pair for c in saved.changes if c.table == "people" for pair in zip(c.before, c.after, strict=True)
    ):
        digest = any(before[name] != after[name] for name in ("digest_day", "digest_at"))
        where = before.get("prefers") != after.get("prefers")
        other = _("where the news comes") if where else _("how you are called")
        yield _("when the digest comes") if digest else other


def _meetings(saved: Saved, days: Mapping[int, date]) -> list[Text]:
    """The meetings written down or changed, each by its day."""
    entered = [change for change in saved.changes if change.table == "meetings" and not change.before]
    new = {row["id"] for change in entered for row in change.after}
    return [(MEETING if meeting in new else OF_MEETING)(day=day) for meeting, day in days.items()]


def meetings_of(saved: Saved) -> list[int]:
    """The meetings a turn wrote down, changed, or changed the attendance of."""
    changed = [(change.table, row) for change in saved.changes for row in (*change.before, *change.after)]
    ids = [row["id"] for table, row in changed if table == "meetings"]
    return list(dict.fromkeys([*ids, *(row["meeting"] for table, row in changed if table == "attendance")]))


def _group_data(saved: Saved) -> list[Text]:
    """What of a group itself was changed: when reminders come, or what it is called and where it is."""
    changed = [change for change in saved.changes if is_changed_group(change)]
    pairs = [pair for change in changed for pair in zip(change.before, change.after, strict=True)]
    return [_of_group(before, after) for before, after in pairs]


def _of_group(before: Mapping[str, Any], after: Mapping[str, Any]) -> Text:
    if before["leads"] != after["leads"]:
        return _("when reminders come")
    if before.get("capital") != after.get("capital"):
        return _("the capital")
    if before.get("shares") != after.get("shares"):
        return _("what facilitators see")
    named = before.get("cooperative") != after.get("cooperative")
    return _("the cooperative's name") if named else _("a change of the group's data")


def is_changed_group(change: Change) -> bool:
    return change.table == "groups" and bool(change.before)


def is_founded_group(change: Change) -> bool:
    """Whether a group was entered: once that is taken back nothing of it is left."""
    return change.table == "groups" and not change.before


def after(saved: Saved, table: str) -> list[Mapping[str, Any]]:
    return [row for change in saved.changes if change.table == table for row in change.after]


def said_of_meetings(saved: Saved) -> list[Mapping[str, Any]]:
    """What was said of single meetings; what only went over from one schedule to the next was not said anew."""
    return [] if _regular(saved) else after(saved, "deviations")


def _regular(saved: Saved) -> list[Mapping[str, Any]]:
    """The schedules that were set by which the group meets on regular days."""
    return [row for row in after(saved, "schedules") if not isinstance(from_json(row["recurrence"]), OneByOne)]


def pauses_of(saved: Saved) -> list[int]:
    """The pauses entered or changed."""
    rows = [row for change in saved.changes if change.table == "pauses" for row in (change.after or change.before)]
    return [row["id"] for row in rows]


def _fates(saved: Saved) -> list[Text]:
    """What was said of single meetings, each with its day."""
    rows = said_of_meetings(saved)
    words = [_fate(row) for row in rows]
    return [said(day=date.fromisoformat(row["fixed"])) for said, row in zip(words, rows, strict=True)]


def _fate(row: Mapping[str, Any]) -> Text:
    if row["extra"] and row["fate"] == Fate.MOVED and not (row["day"] or row["at"]):
        return EXTRA
    return AGENDA if is_agenda(row) else AS_FIXED if _is_back(row) else FATES[row["fate"]]


def is_agenda(row: Mapping[str, Any]) -> bool:
    """Whether all that is written of a meeting as it was fixed is what it is to be about."""
    return _is_back(row) and bool(row["agenda"]) and not row["extra"]


def _is_back(row: Mapping[str, Any]) -> bool:
    return row["fate"] == "moved" and not (row["day"] or row["at"] or row["place"])


def _turned_away(saved: Saved) -> list[Text]:
    """Who was not connected, by the names they wrote."""
    rows = [row for row in after(saved, "joins") if row["decided"] and row["member"] is None]
    return [_("that “{name}” is not connected")(name=row["name"]) for row in rows]


def _answers(saved: Saved) -> list[Text]:
    """What was said of who comes, by the days of the meetings."""
    days = dict.fromkeys(row["day"] for row in after(saved, "rsvps"))
    return [ANSWERS(day=date.fromisoformat(day)) for day in days]


def _languages(saved: Saved) -> list[Text]:
    """That another language was chosen."""
    people = [change for change in saved.changes if change.table == "people"]
    rows = [pair for change in people for pair in zip(change.before, change.after, strict=True)]
    return [LANGUAGE for before, after in rows if before["language"] != after["language"]]


def _mutes(saved: Saved) -> list[Text]:
    """That somebody wants no reminders, or wants them again."""
    return [
        _("that reminders are off") if change.after else _("that reminders are on")
        for change in saved.changes
        if change.table == "mutes"
    ]


def _ideas(saved: Saved) -> list[Text]:
    """The ideas put forward, changed or taken out, each by its words; of many the number is enough."""
    changed = [change for change in saved.changes if change.table == "ideas"]
    rows = [(_idea_said(change), row) for change in changed for row in (change.before or change.after)]
    if len(rows) > FEW:
        return [_("{count} ideas")(count=len(rows))]
    return [said(what=row["what"]) for said, row in rows]


def _businesses(saved: Saved) -> list[Text]:
    """The businesses written down, changed or taken out, each by its words."""
    changed = [change for change in saved.changes if change.table == "businesses"]
    new, old = _("the business “{what}”"), _("what is written of the business “{what}”")
    return [
        (old if change.before else new)(what=row["what"])
        for change in changed
        for row in (change.before or change.after)
    ]


def _idea_said(change: Change) -> Text:
    if not change.after:
        return _("that the idea “{what}” was taken out")
    return _("what is written of the idea “{what}”") if change.before else _("the idea “{what}”")


def _people(saved: Saved) -> list[str]:
    """The names of a few people, so that it is clear who is meant; of many the number is enough."""
    new = [change for change in saved.changes if change.table == "members" and not change.before]
    names = [str(row["name"]) for change in new for row in change.after]
    return names if len(names) <= FEW else []


def _changed_people(saved: Saved) -> list[Text]:
    """What was changed of a few members, by the way they are spoken of; of many the number is enough."""
    changed = [change for change in saved.changes if change.table == "members" and change.before]
    rows = [(before, after) for change in changed for before, after in zip(change.before, change.after, strict=True)]
    return [_what_changed(before, after) for before, after in rows] if len(rows) <= FEW else []


def _what_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Text:
    gender = Gender(before["gender"]) if before["gender"] else None
    member = Member(group=0, name=before["name"], called=before["called"], gender=gender, joined=date.min)
    name = addressed(member, date.max)
    if after["person"] != before["person"]:
        return _("that {name} is connected")(name=name)
    if after["left_on"] == before["left_on"]:
        return _("the changed data of {name}")(name=name)
    if after["departure"] == Departure.DIED:
        return _("what was written down about {name}")(name=name)
    return _("that {name} is not a member any more")(name=name)
