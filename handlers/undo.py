"""Taking back what was saved last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.forms import Denied, Form, on
from bot.messages import Reply
from bot.texts import Text, _
from handlers.announcing import announce, announce_pause, announce_schedule, listeners
from handlers.pauses import following
from handlers.ports import Change, Saved, Store
from handlers.reminders import replan
from handlers.timetables import changes
from handlers.words import group_name, listing
from jamaah.groups import Group
from jamaah.members import Departure, Member, addressed
from jamaah.people import Gender
from jamaah.roles import Deed
from jamaah.timetable import Deviation, Fate, Timetable, deviation_of, is_fixed

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
    "aids": _("the aid that was received"),
}
CHANGED = {
    "members": _("a change of {count} members"),
    "schedules": _("the schedule"),
    "pauses": _("a change of the pause"),
    "officers": _("a change of the officers"),
    "founders": _("what is known of {count} founders"),
    "aids": _("that an aid was struck out"),
}
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
FEW = 3


def told(saved: Saved, days: Mapping[int, date]) -> Text:
    """What a turn saved, in words; `days` are those of the meetings it was about, by their ids."""
    new, changed = Counter[str](), Counter[str]()
    for change in saved.changes:
        (changed if change.before else new)[change.table] += len(change.after or change.before)
    meetings = _meetings(saved, days)
    people = [] if meetings else _changed_people(saved)
    if people or meetings:
        del changed["members"]
    named = [text(count=new[table]) for table, text in NEW.items() if new[table]]
    named += [text(count=changed[table]) for table, text in CHANGED.items() if changed[table] and not new[table]]
    named = [*people, *meetings, *named]
    named = [*named, *_fates(saved), *_turned_away(saved), *_languages(saved), *_answers(saved)]
    named = [*named, *_mutes(saved), *_group_data(saved), *_ideas(saved)]
    named = [DISPUTES[row["stage"]] for row in _after(saved, "disputes")] or named
    return listing([*named, *_people(saved)]) if named else _("a small change")


def _meetings(saved: Saved, days: Mapping[int, date]) -> list[Text]:
    """The meetings written down or changed, each by its day."""
    entered = [change for change in saved.changes if change.table == "meetings" and not change.before]
    new = {row["id"] for change in entered for row in change.after}
    return [(MEETING if meeting in new else OF_MEETING)(day=day) for meeting, day in days.items()]


def _ids(saved: Saved) -> list[int]:
    """The meetings a turn wrote down, changed, or changed the attendance of."""
    changed = [(change.table, row) for change in saved.changes for row in (*change.before, *change.after)]
    ids = [row["id"] for table, row in changed if table == "meetings"]
    return list(dict.fromkeys([*ids, *(row["meeting"] for table, row in changed if table == "attendance")]))


def _group_data(saved: Saved) -> list[Text]:
    """What of a group itself was changed: when reminders come, or what it is called and where it is."""
    changed = [change for change in saved.changes if _is_changed_group(change)]
    pairs = [pair for change in changed for pair in zip(change.before, change.after, strict=True)]
    return [_of_group(before, after) for before, after in pairs]


def _of_group(before: Mapping[str, Any], after: Mapping[str, Any]) -> Text:
    if before["leads"] != after["leads"]:
        return _("when reminders come")
    named = before.get("cooperative") != after.get("cooperative")
    return _("the cooperative's name") if named else _("a change of the group's data")


def _is_changed_group(change: Change) -> bool:
    return change.table == "groups" and bool(change.before)


def _after(saved: Saved, table: str) -> list[Mapping[str, Any]]:
    return [row for change in saved.changes if change.table == table for row in change.after]


def _deviations(saved: Saved) -> list[Mapping[str, Any]]:
    """What was said of single meetings; what only went over from one schedule to the next was not said anew."""
    return [] if _after(saved, "schedules") else _after(saved, "deviations")


def _pauses(saved: Saved) -> list[int]:
    """The pauses entered or changed."""
    rows = [row for change in saved.changes if change.table == "pauses" for row in (change.after or change.before)]
    return [row["id"] for row in rows]


def _fates(saved: Saved) -> list[Text]:
    """What was said of single meetings, each with its day."""
    rows = _deviations(saved)
    words = [_fate(row) for row in rows]
    return [said(day=date.fromisoformat(row["fixed"])) for said, row in zip(words, rows, strict=True)]


def _fate(row: Mapping[str, Any]) -> Text:
    if row["extra"] and row["fate"] == Fate.MOVED and not (row["day"] or row["at"]):
        return EXTRA
    return AGENDA if _is_agenda(row) else AS_FIXED if _is_back(row) else FATES[row["fate"]]


def _is_agenda(row: Mapping[str, Any]) -> bool:
    """Whether all that is written of a meeting as it was fixed is what it is to be about."""
    return _is_back(row) and bool(row["agenda"]) and not row["extra"]


def _is_back(row: Mapping[str, Any]) -> bool:
    return row["fate"] == "moved" and not (row["day"] or row["at"] or row["place"])


def _turned_away(saved: Saved) -> list[Text]:
    """Who was not connected, by the names they wrote."""
    rows = [row for row in _after(saved, "joins") if row["decided"] and row["member"] is None]
    return [_("that “{name}” is not connected")(name=row["name"]) for row in rows]


def _answers(saved: Saved) -> list[Text]:
    """What was said of who comes, by the days of the meetings."""
    days = dict.fromkeys(row["day"] for row in _after(saved, "rsvps"))
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


_SAID = ("fate", "day", "at", "place", "reason")


def _as_it_was(saved: Saved, day: date, *, after: bool = False) -> list[Any] | None:
    """What was written of a meeting before something was saved, or `after` it; None where it was nothing."""
    rows = [row for c in saved.changes if c.table == "deviations" for row in (c.after if after else c.before)]
    return next(([row[key] for key in _SAID] for row in rows if row["fixed"] == day.isoformat()), None)


def _says(deviation: Deviation) -> list[Any]:
    day, at = deviation.day, deviation.at
    told = (day.isoformat() if day else None, at.isoformat("minutes") if at else None)
    return [deviation.fate.value, *told, deviation.place, deviation.reason]


def _read(fixed: date, said: list[Any] | None, now: Deviation) -> Deviation:
    """What `_says` told; of nothing, that the meeting is held as it was fixed, or not at all if it is an extra one."""
    none = Fate.CANCELLED if now.extra else Fate.MOVED
    fate, day, at, place, reason = said or [none, None, None, None, None]
    return Deviation(
        extra=now.extra,
        fixed=fixed,
        fate=Fate(fate),
        day=date.fromisoformat(day) if day else None,
        at=time.fromisoformat(at) if at else None,
        place=place,
        reason=reason,
    )


@on("undo", deed=Deed.UNDO_OWN, command="urungkan")
class Undo(Form[Store]):
    """Take back what you saved last."""

    title = _("Take it back")
    save = _("Take it back")
    cancelled = _("All right. Nothing has changed.")

    def summary(self) -> Text:
        saved = self._saved()
        if saved.group is None or not (self._coming(saved) or _pauses(saved) or self._touches(saved)):
            return _("Saved last: {what}. Take it back?")(what=self._what(saved))
        heard = listeners(self.talk, self.talk.store.groups.get(saved.group)).all
        if not heard:
            return _("Saved last: {what}. Take it back?")(what=self._what(saved))
        asked = _("Saved last: {what}. Take it back, and tell {count} people so?")
        return asked(what=self._what(saved), count=len(heard))

    def _coming(self, saved: Saved) -> list[date]:
        """The meetings still to come of which everybody was told something that is taken back."""
        now = self._timetable(saved)
        extra = {row["fixed"] for row in _deviations(saved) if row["extra"]}
        return [day for day in self._ahead(saved) if now and (is_fixed(now, day) or day.isoformat() in extra)]

    def _timetable(self, saved: Saved) -> Timetable | None:
        return None if saved.group is None else self.talk.store.schedules.current(saved.group)

    def _ahead(self, saved: Saved) -> list[date]:
        today = self.talk.local.date().isoformat()
        return [
            date.fromisoformat(row["fixed"])
            for row in _deviations(saved)
            if row["fixed"] >= today and not _is_agenda(row)
        ]

    def _touches(self, saved: Saved) -> bool:
        """Whether meetings that people may have been reminded of are otherwise, once a schedule is taken back."""
        now = self._timetable(saved)
        taken = {row["id"] for row in _after(saved, "schedules")}
        rest = tuple(one for one in now.schedules if one.id not in taken) if now else ()
        if now is None or not rest or len(rest) == len(now.schedules):
            return False
        group = self.talk.store.groups.get(now.latest.group)
        return changes(now, replace(now, schedules=rest), group, self.talk.now).any

    def _what(self, saved: Saved) -> Text:
        """What was saved; of whoever is in several groups also in which."""
        store = self.talk.store
        found = [meeting for one in _ids(saved) if (meeting := store.meetings.get(one)) is not None]
        what = told(saved, {meeting.id: meeting.day for meeting in found})
        several = len({grant.group for grant in store.people.grants(self.talk.person) if grant.group is not None}) > 1
        if saved.group is None or not several:
            return what
        return _("{what} of {group}")(what=what, group=group_name(store.groups.get(saved.group)))

    def _saved(self) -> Saved:
        saved = self.talk.store.changes.last_of(self.talk.person)
        if saved is None or not self._is_of(saved.group):
            raise Denied(_("There is nothing to take back."))
        return saved

    def _is_of(self, group: int | None) -> bool:
        """Whether the speaker still has a role in the group in whose books something was saved."""
        return group is None or any(grant.group == group for grant in self.talk.store.people.grants(self.talk.person))

    def done(self) -> Reply | list[Reply]:
        saved = self._saved()
        if saved.group is not None:
            self.talk.store.groups.lock(saved.group)
        what = self._what(saved)
        before = self._timetable(saved)
        if not self.talk.store.changes.revert(saved):
            raise Denied(_("Something newer builds on it already, so it cannot simply be taken back."))
        self.talk.speaks(self.talk.store.people.get(self.talk.person).language)
        back = Reply(_("✓ Taken back: {what}.")(what=what))
        return back if saved.group is None else [back, *self._follow_up(saved, saved.group, before)]

    def _follow_up(self, saved: Saved, group: int, before: Timetable | None) -> list[Reply]:
        """Reminders follow the schedule that holds again, and whoever was told of something hears that it is not so."""
        coming = self._coming(saved)
        for day in coming:
            self._as_before(saved, group, day)
        planning = ("schedules", "deviations", "pauses")
        if any(change.table in planning or _is_changed_group(change) for change in saved.changes):
            replan(self.talk.store, group, self.talk.now)
        for row in _after(saved, "disputes"):
            self._not_so(row)
        for change in saved.changes:
            if change.table == "joins" and change.before:
                self._waits_again(change.before[0]["person"])
        told_to = self.talk.store.groups.get(group)
        paused = [said for pause in _pauses(saved) for said in announce_pause(self.talk, told_to, pause, soon=False)]
        anew = self._schedule_anew(saved, told_to, before)
        return [
            *self._next(saved, told_to),
            *anew,
            *paused,
            *(said for day in coming for said in announce(self.talk, told_to, day)),
        ]

    def _as_before(self, saved: Saved, group: int, day: date) -> None:
        """Let what went over to a schedule set since then be as it was before too."""
        now = self.talk.store.schedules.current(group)
        still, was = deviation_of(now, day) if now else None, _as_it_was(saved, day)
        if now and still and _says(still) == _as_it_was(saved, day, after=True) and _says(still) != was:
            self.talk.store.schedules.deviate(now, _read(day, was, still))

    def _next(self, saved: Saved, group: Group) -> list[Reply]:
        """What holds now, where the schedule has changed so that it has no such meeting."""
        now = self._timetable(saved)
        if now is None or len(self._ahead(saved)) == len(self._coming(saved)):
            return []
        return [Reply(following(now, group.zone, self.talk.now))]

    def _schedule_anew(self, saved: Saved, group: Group, before: Timetable | None) -> list[Reply]:
        """Whoever may have been reminded hears of the schedule that holds again."""
        now = self.talk.store.schedules.current(group.id)
        if before is None or now is None or not _after(saved, "schedules"):
            return []
        changed = changes(before, now, group, self.talk.now)
        told = changed.any and listeners(self.talk, group).all
        return announce_schedule(self.talk, group, changed.gone) if told else []

    def _waits_again(self, person: int) -> None:
        words = _("{secretary} looks once more who you are; please wait a little.")
        secretary = self.talk.store.people.get(self.talk.person).address
        self.talk.tell(person, Reply(words(secretary=secretary), kind="alert"))

    def _not_so(self, row: Mapping[str, Any]) -> None:
        member = self.talk.store.members.get(row["member"])
        if row["stage"] == "settled" and member is not None and member.person is not None:
            mine = self.talk.store.people.get(self.talk.person).address
            taken = _("{secretary} has taken that back for now and looks into it again.")(secretary=mine)
            self.talk.tell(member.person, Reply(taken, kind="alert"))
