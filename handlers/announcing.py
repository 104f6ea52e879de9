"""Telling a group's people what becomes of one meeting, and the clean text of it for the group's chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from bot.messages import Reply
from bot.talk import Talk
from bot.texts import Text, _, sentence
from handlers.ports import Store
from handlers.reminders import concerned
from handlers.words import group_name, listing, when
from jamaah.calendar import local
from jamaah.groups import Group, Zone
from jamaah.timetable import Fate, Occurrence, Timetable, as_fixed, deviation_of, held

EVENING = time(17)
BECOMES = {
    Fate.MOVED: (_("moved to {new}"), _("moved to {new} because of {reason}")),
    Fate.CANCELLED: (_("cancelled"), _("cancelled because of {reason}")),
    Fate.POSTPONED: (_("postponed"), _("postponed because of {reason}")),
}


@dataclass(frozen=True, slots=True)
class Listeners:
    """Whom the speaker can reach by telling a group: its linked members and, beside them, other secretaries."""

    members: Sequence[int]
    others: Sequence[int]

    @property
    def all(self) -> list[int]:
        """Everybody, each once."""
        return [*self.members, *self.others]

    def question(self) -> Text:
        """Asks whether they are to be told, with their number."""
        if not self.all:
            return _("Is that right?")
        if not self.others:
            return _("Tell the {count} connected members?")(count=len(self.members))
        return _("Tell the {count} connected people?")(count=len(self.all))


def listeners(talk: Talk[Store], group: Group, but: int | None = None) -> Listeners:
    """Everybody concerned who can be written to, but for the speaker and one more person."""
    linked = {member.person for member in talk.store.members.of(group.id)}
    reached = [
        person
        for person in concerned(talk.store, group)
        if person not in (talk.person, but) and talk.store.talks.reachable(person) is not None
    ]
    return Listeners([p for p in reached if p in linked], [p for p in reached if p not in linked])


def news(timetable: Timetable, zone: Zone, fixed: date, now: int, group: Group | None = None) -> Text:
    """What becomes of the meeting of a fixed day, with its day and hour; with a `group` also whose meeting it is."""
    meeting = as_fixed(timetable, zone, fixed)
    hour = _("{hour} {zone}")(hour=meeting.at, zone=zone.name)
    soon = _soon(meeting, zone, now)
    day = listing([*([soon] if soon else []), _("{day}")(day=fixed), hour])
    what = _becomes(timetable, zone, fixed)
    if group is None:
        said = _("The meeting {when}, is {what}.")(when=day, what=what)
    else:
        said = _("The meeting of {group} {when}, is {what}.")(group=group_name(group), when=day, what=what)
    return sentence(said, _follows(timetable, fixed))


def clean(timetable: Timetable, zone: Zone, fixed: date, now: int) -> Text:
    """The same as a short text to be copied into the group's chat."""
    meeting, what = as_fixed(timetable, zone, fixed), _becomes(timetable, zone, fixed)
    if fixed == local(now, zone).date():
        this = _("this evening") if meeting.at >= EVENING else _("today")
        said = _("The meeting {when} is {what}.")(when=this, what=what)
    else:
        said = _("The meeting {when}, is {what}.")(when=_("{day}")(day=fixed), what=what)
    return sentence(said, _follows(timetable, fixed))


def _becomes(timetable: Timetable, zone: Zone, fixed: date) -> Text:
    deviation, coming = deviation_of(timetable, fixed), held(timetable, zone, fixed)
    if deviation is None or deviation.is_back:
        return _("held as it was fixed")
    plain, because = BECOMES[deviation.fate]
    new = {"new": _new(coming, as_fixed(timetable, zone, fixed), zone)} if coming else {}
    return because(reason=deviation.reason, **new) if deviation.reason else plain(**new)


def _new(coming: Occurrence, fixed: Occurrence, zone: Zone) -> Text:
    """What is new of a moved meeting: all of it on another day, else the hour or the place."""
    if coming.day != fixed.day:
        return when(coming, zone)
    hour = [_("at {hour}")(hour=coming.at)] if coming.at != fixed.at else []
    return listing([*hour, *([coming.place] if coming.place and coming.place != fixed.place else [])])


def _follows(timetable: Timetable, fixed: date) -> Text | None:
    deviation = deviation_of(timetable, fixed)
    return _("The new day follows.") if deviation is not None and deviation.fate is Fate.POSTPONED else None


def _soon(meeting: Occurrence, zone: Zone, now: int) -> Text | None:
    days = (meeting.day - local(now, zone).date()).days
    if meeting.instant <= now:
        return None
    if days == 0 and meeting.at >= EVENING:
        return _("tonight")
    return {0: _("today"), 1: _("tomorrow")}.get(days)


def announce(talk: Talk[Store], group: Group, fixed: date, but: int | None = None) -> list[Reply]:
    """Tell everybody concerned, but for one person, what becomes of a meeting; the number told and the clean text, for
    the speaker."""
    timetable = talk.store.schedules.current(group.id)
    if timetable is None:
        return []
    told = listeners(talk, group, but).all
    for person in told:
        talk.tell(person, Reply(news(timetable, group.zone, fixed, talk.now, group), kind="alert"))
    sent = _("✓ Sent to {count} people. For the WA group, just copy:")(count=len(told))
    saved = _("✓ Saved. For the WA group, just copy:")
    return [Reply(sent if told else saved), Reply(clean(timetable, group.zone, fixed, talk.now))]
