"""A meeting that was postponed until its new day is known: the secretaries are asked for it after some days, and again
before the meeting that follows by the schedule."""

from __future__ import annotations

from datetime import date

from bot.forms import opens
from bot.messages import Reply
from bot.ports import Due
from bot.talk import Later, Occasion, Talk
from bot.texts import _, sentence
from handlers.pauses import following
from handlers.ports import Store
from handlers.words import group_name
from jamaah.asking_after import DAY, by_day
from jamaah.groups import Group
from jamaah.timetable import Fate, Timetable, as_moved, next_occurrence, unsettled

WORK = "new_day"
AFTER, BEFORE = 3 * DAY, 2 * DAY


def ask_later(talk: Talk[Store], group: Group, timetable: Timetable, fixed: date) -> None:
    """Plan to ask for the new day of a meeting that was postponed just now."""
    prefix = f"{WORK}:{group.id}:{fixed.isoformat()}:"
    talk.store.due.cancel(prefix, talk.now)
    body = {"group": group.id, "fixed": fixed.isoformat()}
    talk.store.due.plan(
        [Due(at, WORK, f"{prefix}{talk.turn}:{at}", body) for at in _moments(timetable, group, fixed, talk.now)]
    )


def _moments(timetable: Timetable, group: Group, fixed: date, now: int) -> list[int]:
    """When to ask: by day, and only before the meeting that follows."""
    coming = next_occurrence(timetable, group.zone, max(now, as_moved(timetable, group.zone, fixed).instant))
    wanted = [now + AFTER, *([coming.instant - BEFORE] if coming else [])]
    last = coming.instant if coming else None
    found = {by_day(at, group.zone) for at in wanted if at > now + DAY}
    return sorted(at for at in found if last is None or at < last)


def ask_for_day(occasion: Occasion[Store], due: Due) -> None:
    """Ask the secretaries for the new day, as long as it is not said and no meeting has been since."""
    store, now, fixed = occasion.store, occasion.now, date.fromisoformat(due.body["fixed"])
    group = store.groups.get(int(due.body["group"]))
    if by_day(now, group.zone) > now:
        raise Later(by_day(now, group.zone))
    timetable = store.schedules.current(group.id)
    waiting = unsettled(timetable, group.zone, now) if timetable else []
    if timetable is None or not any(one.fixed == fixed and one.fate is Fate.POSTPONED for one in waiting):
        return
    asked = _("{group}: the meeting of {day} was postponed and has no new day yet. Is it known by now?")
    told = sentence(asked(group=group_name(group), day=fixed), following(timetable, group.zone, now))
    about: dict[str, str | int] = {"group": group.id, "meeting": fixed.isoformat()}
    buttons = (
        opens("move_meeting", _("Say the new day"), **about),
        opens("cancel_meeting", _("It is not held"), **about),
    )
    for secretary in store.people.keeping(group.id):
        occasion.tell(secretary, Reply(told, buttons, "reminder"), key=f"{due.key}:{secretary}")
