"""Reminders of the next meeting: planned as due work, sent once to each linked member and the secretary."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from bot.messages import Reply
from bot.ports import Due
from bot.talk import Occasion
from bot.texts import Text, _
from handlers.ports import Store
from handlers.who_comes import answer_buttons, unanswered
from handlers.words import group_name, when
from jamaah.calendar import local
from jamaah.groups import LEADS, Group
from jamaah.reminders import Reminder, ahead, still_useful
from jamaah.roles import Role
from jamaah.timetable import Occurrence, next_occurrence

WORK = "remind"


def replan(store: Store, group: int, now: int) -> None:
    """Plan the next reminder anew, by the timetable that holds now; plans for later than now are taken back.

    What is due already stays: it is looked at when it is done, and goes on to the next.
    """
    store.due.cancel(_prefix(group), now)
    if not store.due.waits(_prefix(group)):
        _plan(store, store.groups.get(group), now)


def _plan(store: Store, group: Group, after: int) -> None:
    """Plan the first that was not planned yet: after a clock went back some that are ahead have been sent already."""
    timetable = store.schedules.current(group.id)
    coming = ahead(timetable, group.zone, after, group.leads) if timetable else iter(())
    for _at, together in groupby(coming, lambda reminder: reminder.at):
        if store.due.plan([_due(group, reminder) for reminder in together]):
            return


def remind(occasion: Occasion[Store], due: Due) -> None:
    """Send one reminder to everybody concerned, if the meeting is still to come, and plan the next."""
    store = occasion.store
    group = store.groups.get(int(due.body["group"]))
    timetable, at = store.schedules.current(group.id), int(due.body["occurrence"])
    coming = next_occurrence(timetable, group.zone, at - 1) if timetable else None
    if coming is not None and coming.instant == at and still_useful(at, occasion.now):
        text, asked = _reminder(group, coming, occasion.now), answer_buttons(group.id, coming.day)
        members = _linked(store, group)
        for person in _to_remind(store, group, coming, due):
            buttons = asked if person in members else ()
            occasion.tell(person, Reply(text, buttons, kind="reminder"), key=f"{due.key}:{person}")
    if not store.due.waits(_prefix(group.id), but=due.key):
        _plan(store, group, due.at)


def _reminder(group: Group, coming: Occurrence, now: int) -> Text:
    """The figure first: how soon."""
    days = (coming.day - local(now, group.zone).date()).days
    soon = {0: _("today"), 1: _("tomorrow")}.get(days, _("soon"))
    return _("{group} meets {soon}: {when}.")(group=group_name(group), soon=soon, when=when(coming, group.zone))


def _to_remind(store: Store, group: Group, coming: Occurrence, due: Due) -> Iterable[int]:
    """Everybody, with the longest lead; with a shorter one only who has not said yet whether they come."""
    everybody, members = concerned(store, group), _linked(store, group)
    if int(due.key.rpartition(":")[2]) >= max(lead.total_seconds() for lead in group.leads or LEADS):
        return everybody
    waited_for = unanswered(store, group.id, coming.day, members)
    return [person for person in everybody if person not in members or person in waited_for]


def _linked(store: Store, group: Group) -> list[int]:
    """The persons of the chat who are members, each once."""
    return list(dict.fromkeys(member.person for member in store.members.of(group.id) if member.person is not None))


def concerned(store: Store, group: Group) -> Iterable[int]:
    """Whom a group's meetings concern: linked members and secretaries, each once."""
    return dict.fromkeys([*_linked(store, group), *store.people.holding(group.id, Role.SECRETARY)])


def _due(group: Group, reminder: Reminder) -> Due:
    occurrence = reminder.occurrence.instant
    key = f"{_prefix(group.id)}{occurrence}:{int(reminder.lead.total_seconds())}"
    return Due(reminder.at, WORK, key, {"group": group.id, "occurrence": occurrence})


def _prefix(group: int) -> str:
    return f"remind:{group}:"
