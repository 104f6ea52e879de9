"""Telling a group's people what becomes of one meeting, and the clean text of it for the group's chat."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date

from bot.messages import Reply
from bot.ports import Due
from bot.talk import Occasion, Talk
from bot.texts import Text, _, sentence
from handlers.pauses import following, pause_news
from handlers.ports import Store
from handlers.red_days import red_day
from handlers.reminders import about, concerned
from handlers.unconnected import change_button
from handlers.words import EVENING, group_name, listing, scheduled, when
from jamaah.calendar import local
from jamaah.groups import Group, Zone
from jamaah.quiet import after_quiet
from jamaah.retiming import unscheduled
from jamaah.timetable import Fate, Occurrence, Timetable, as_fixed, as_moved, deviation_of, held, is_fixed
from lean import dataclass

WORK, _PAUSE, _SCHEDULE = "news", "pause:", "schedule:"
A_DAY = 24 * 3_600
BECOMES = {
    Fate.MOVED: (_("moved to {new}"), _("moved to {new} because of {reason}")),
    Fate.CANCELLED: (_("cancelled"), _("cancelled because of {reason}")),
    Fate.POSTPONED: (_("postponed"), _("postponed because of {reason}")),
}

PLACED = (_("held at {new}"), _("held at {new} because of {reason}"))


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
    return _reached(talk.store, group, (talk.person, but))


def _reached(store: Store, group: Group, without: Container[int | None]) -> Listeners:
    linked = {member.person for member in store.members.of(group.id)}
    reached = [
        person
        for person in concerned(store, group)
        if person not in without and store.talks.reachable(person) is not None
    ]
    return Listeners([p for p in reached if p in linked], [p for p in reached if p not in linked])


def news(timetable: Timetable, zone: Zone, fixed: date, now: int, group: Group | None = None) -> Text:
    """What becomes of the meeting of a fixed day, with its day and hour; with a `group` also whose meeting it is."""
    red = _on_a_red_day(timetable, zone, fixed) if group else None
    if (beside := _beside(timetable, zone, fixed, group)) is not None:
        return sentence(beside, red)
    meeting = _known(timetable, zone, fixed)
    hour = _("{hour} {zone}")(hour=meeting.at, zone=zone.name)
    soon = _soon(meeting, zone, now)
    day = listing([*([soon] if soon else []), _("{day}")(day=meeting.day), hour])
    what = _becomes(timetable, zone, fixed)
    if group is None:
        said = _("The meeting {when}, is {what}.")(when=day, what=what)
    else:
        said = _("The meeting of {group} {when}, is {what}.")(group=group_name(group), when=day, what=what)
    return sentence(said, red, _follows(timetable, fixed))


def clean(timetable: Timetable, zone: Zone, fixed: date, now: int) -> Text:
    """The same as a short text to be copied into the group's chat."""
    red = _on_a_red_day(timetable, zone, fixed)
    if (beside := _beside(timetable, zone, fixed)) is not None:
        return sentence(beside, red)
    meeting, what = _known(timetable, zone, fixed), _becomes(timetable, zone, fixed)
    if meeting.day == local(now, zone).date():
        this = _("this evening") if meeting.at >= EVENING else _("today")
        said = _("The meeting {when} is {what}.")(when=this, what=what)
    else:
        said = _("The meeting {when}, is {what}.")(when=_("{day}")(day=meeting.day), what=what)
    return sentence(said, red, _follows(timetable, fixed))


def _on_a_red_day(timetable: Timetable, zone: Zone, fixed: date) -> Text | None:
    """That the day on which it is held now is a public holiday."""
    coming = held(timetable, zone, fixed)
    return red_day(coming.day) if coming else None


def _beside(timetable: Timetable, zone: Zone, fixed: date, group: Group | None = None) -> Text | None:
    """That there is a meeting beside the schedule on a day, or none any more; None where it is one of the schedule, or
    was moved or called off."""
    deviation, coming = deviation_of(timetable, fixed), held(timetable, zone, fixed)
    of = _("{group}:")(group=group_name(group)) if group else None
    if deviation is None and not is_fixed(timetable, fixed):
        return sentence(of, _("There is no extra meeting on {day}.")(day=fixed))
    if coming is None or not coming.extra or (deviation and (deviation.day or deviation.at)):
        return None
    return sentence(of, _("There is an extra meeting: {when}.")(when=when(coming, zone)), about(coming))


def _known(timetable: Timetable, zone: Zone, fixed: date) -> Occurrence:
    """A meeting as people know it, of whom it is said what becomes of it: where it was moved if it is called off."""
    deviation = deviation_of(timetable, fixed)
    called_off = deviation is not None and deviation.fate is not Fate.MOVED
    return as_moved(timetable, zone, fixed) if called_off else as_fixed(timetable, zone, fixed)


def _becomes(timetable: Timetable, zone: Zone, fixed: date) -> Text:
    deviation, coming = deviation_of(timetable, fixed), held(timetable, zone, fixed)
    if deviation is None or deviation.is_back:
        return _("held as it was fixed")
    fixed_place = as_fixed(timetable, zone, fixed).place
    only_place = coming is not None and deviation.day is None and deviation.at is None and fixed_place is None
    plain, because = BECOMES[deviation.fate] if not only_place else PLACED
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
    timetable = _timetable(talk.store, group)
    soon = presses(timetable, group.zone, fixed, talk.now)
    told = tell_all(talk, group, fixed.isoformat(), soon=soon, but=but)
    rest = change_button(talk, group, fixed.isoformat())
    return [Reply(told), Reply(clean(timetable, group.zone, fixed, talk.now), rest)]


def _timetable(store: Store, group: Group) -> Timetable:
    """When the group meets; where no schedule was ever set, or was taken back, on days that are fixed one by one."""
    return store.schedules.current(group.id) or Timetable((unscheduled(group.id, group.founded),))


def presses(timetable: Timetable, zone: Zone, fixed: date, now: int) -> bool:
    """Whether a meeting, as it was fixed or as it is to be held, begins within a day."""
    moments = (as_fixed(timetable, zone, fixed), as_moved(timetable, zone, fixed))
    return any(now < meeting.instant <= now + A_DAY for meeting in moments)


def tell_all(talk: Talk[Store], group: Group, about: str, *, soon: bool, but: int | None = None) -> Text:
    """Tell everybody concerned, but for one person, what there is to tell `about` (the fixed day of a
    meeting, or a pause): at once
    and without a sound where it is for `soon`, else not before the night is over. What the speaker is told of that.
    """
    talk.store.due.cancel(_prefix(group, about), talk.now)
    heard = len(listeners(talk, group, but).all)
    body = {"group": group.id, "about": about, "but": [talk.person, but]}
    due = Due(after_quiet(talk.now, group.zone), WORK, f"{_prefix(group, about)}{talk.turn}", body)
    if not heard:
        return _("✓ Saved. For the WA group, just copy:")
    if due.at > talk.now and not soon:
        talk.store.due.plan([due])
        later = _("✓ Saved. {count} people hear it at {hour}. For the WA group, just copy:")
        return later(count=heard, hour=local(due.at, group.zone).time())
    _tell(talk, due, silent=soon)
    return _("✓ Sent to {count} people. For the WA group, just copy:")(count=heard)


def tell_now(occasion: Occasion[Store], due: Due) -> None:
    """Tell what was not to be told in the night, as it is by now."""
    _tell(occasion, due, silent=False)


def _tell(occasion: Occasion[Store], due: Due, *, silent: bool) -> None:
    store = occasion.store
    group = store.groups.get(int(due.body["group"]))
    timetable = _timetable(store, group)
    told = words(timetable, group, due.body["about"], occasion.now)
    for person in _reached(store, group, due.body["but"]).all:
        occasion.tell(person, Reply(told, kind="alert", silent=silent), key=f"{due.key}:{person}")
    for chat in store.chats.of(group.id):
        posted = Reply(told, kind="alert", silent=silent)
        occasion.post(chat.channel, chat.chat, posted, key=f"{due.key}:chat:{chat.id}")


def words(timetable: Timetable, group: Group, about: str, now: int) -> Text:
    """What there is to tell `about` (the fixed day of a meeting, or a pause), as it is by now."""
    if about.startswith(_SCHEDULE):
        return schedule_news(timetable, group, _days_of(about), now)
    pause = about.removeprefix(_PAUSE)
    if pause != about:
        return pause_news(timetable, group, int(pause), now)
    return news(timetable, group.zone, date.fromisoformat(about), now, group)


def _days_of(about: str) -> list[date]:
    return [date.fromisoformat(day) for day in about.removeprefix(_SCHEDULE).split(",") if day]


def schedule_news(timetable: Timetable, group: Group, gone: Sequence[date], now: int, *, named: bool = True) -> Text:
    """What everybody is told of a schedule that changes what they may have been reminded of: how it is, and the days on
    which no meeting is held any more."""
    today = local(now, group.zone).date()
    holds = timetable.on(today) or timetable.latest
    new = _("{group}, the schedule now: {scheduled}.") if named else _("Meeting {scheduled}.")
    told = new(group=group_name(group), scheduled=scheduled(holds))
    off = [_("The meeting of {day} is not held.")(day=day) for day in gone if day >= today]
    return sentence(told, *off, following(timetable, group.zone, now))


def announce_schedule(talk: Talk[Store], group: Group, gone: Sequence[date], copied: Text | None = None) -> list[Reply]:
    """Tell everybody concerned of a new schedule; the number told and the clean text, for the speaker."""
    timetable = talk.store.schedules.current(group.id)
    if timetable is None:
        return []
    about = _SCHEDULE + ",".join(day.isoformat() for day in gone)
    told = tell_all(talk, group, about, soon=bool(gone))
    clean_text = copied or schedule_news(timetable, group, gone, talk.now, named=False)
    return [Reply(told), Reply(clean_text, change_button(talk, group, about))]


def announce_pause(talk: Talk[Store], group: Group, pause: int, *, soon: bool) -> list[Reply]:
    """Tell everybody concerned of a pause that begins or ends; the number told and the clean text, for the speaker."""
    timetable = talk.store.schedules.current(group.id)
    if timetable is None:
        return []
    about = f"{_PAUSE}{pause}"
    told = tell_all(talk, group, about, soon=soon)
    copied = pause_news(timetable, group, pause, talk.now, named=False)
    return [Reply(told), Reply(copied, change_button(talk, group, about))]


def _prefix(group: Group, about: str) -> str:
    return f"{WORK}:{group.id}:{about}:"
