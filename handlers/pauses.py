"""Pauses in words: from when to when, why, and what becomes of the meetings."""

from __future__ import annotations

from datetime import time, timedelta

from bot.texts import Text, _, sentence
from handlers.houses import where
from handlers.red_days import red_day
from handlers.words import group_name, when
from jamaah.calendar import instant, local
from jamaah.groups import Group, Zone
from jamaah.timetable import Pause, Timetable, next_occurrence


def pausing(pause: Pause, group: Group) -> Text:
    """That a group pauses at present, why, and until when."""
    facts = {"group": group_name(group), "reason": pause.reason, "last": pause.last}
    if pause.last is None:
        words = _("{group} pauses ({reason}).") if pause.reason else _("{group} pauses for now.")
    elif pause.reason:
        words = _("{group} pauses ({reason}) until {last}.")
    else:
        words = _("{group} pauses until {last}.")
    return words(**facts)


def pause_words(pause: Pause) -> Text:
    """A pause with its first and last day: "Pause (harvest) from ... until ..."."""
    facts = {"first": pause.first, "last": pause.last, "reason": pause.reason}
    if pause.last is None:
        plain = _("Pause from {first} until further notice.")
        why = _("Pause ({reason}) from {first} until further notice.")
    else:
        plain, why = _("Pause from {first} to {last}."), _("Pause ({reason}) from {first} to {last}.")
    return (why if pause.reason else plain)(**facts)


def following(timetable: Timetable, zone: Zone, now: int) -> Text:
    """When the next meeting is, or that its day follows."""
    coming = next_occurrence(timetable, zone, now)
    if coming is None:
        return _("The day of the next meeting follows.")
    told = _("The next meeting: {when}.")(when=when(coming, zone, where(timetable, coming)))
    return sentence(told, red_day(coming.day))


def after_it(timetable: Timetable, zone: Zone, pause: Pause, now: int) -> Text:
    """When the next meeting is; of a pause that is still to begin, the first after it."""
    if pause.last is None or pause.first <= local(now, zone).date():
        return following(timetable, zone, now) if pause.last else _("The day of the next meeting follows.")
    first = next_occurrence(timetable, zone, instant(pause.last + timedelta(days=1), time(0), zone) - 1)
    if first is None:
        return _("The day of the next meeting follows.")
    return _("After that: {when}.")(when=when(first, zone, where(timetable, first)))


def pause_news(timetable: Timetable, group: Group, pause: int, now: int, *, named: bool = True) -> Text:
    """What everybody is told of a pause: that it is one, or that meetings go on."""
    found = next((one for one in timetable.pauses if one.id == pause), None)
    about = _("{group}:")(group=group_name(group)) if named else None
    if found is None or (found.last is not None and found.last < local(now, group.zone).date()):
        return sentence(about, _("Meetings go on."), following(timetable, group.zone, now))
    return sentence(about, pause_words(found), after_it(timetable, group.zone, found, now))
