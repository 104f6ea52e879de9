"""After a meeting's time: the secretaries are asked whether it was held, and facilitators hear if nobody ever says."""

from __future__ import annotations

from collections.abc import Sequence

from bot.forms import opens
from bot.messages import Button, Reply
from bot.ports import Due
from bot.talk import Later, Occasion
from bot.texts import Text, _, sentence
from handlers.accompanied import days
from handlers.ports import Store
from handlers.watching import after_meeting, is_overdue
from handlers.welcome import holders, keepers_of
from handlers.words import EVENING, group_name, listing
from jamaah.asking_after import DAY, Stage, by_day, first_asked, following, known
from jamaah.calendar import local
from jamaah.groups import Group
from jamaah.roles import Role
from jamaah.standing import State
from jamaah.timetable import Occurrence, Timetable, next_occurrence

WORK = "held"
LONG_AGO = 28 * DAY
MOST_DAYS = 6


def ask_after(group: Group, timetable: Timetable, now: int) -> list[Due]:
    """The work of asking after the next meeting; what is not held in the end is not asked after when it is due."""
    coming = next_occurrence(timetable, group.zone, now)
    if coming is None:
        return []
    asked = _due(group, coming.instant, Stage.FIRST, first_asked(coming.instant, group.zone))
    return [asked, after_meeting(group, coming.instant)]


def _due(group: Group, occurrence: int, stage: Stage, at: int) -> Due:
    body = {"group": group.id, "occurrence": occurrence, "stage": int(stage)}
    return Due(at, WORK, f"{WORK}:{group.id}:{occurrence}:{int(stage)}", body)


def ask_whether_held(occasion: Occasion[Store], due: Due) -> None:
    """Ask after one meeting, or tell that nothing is known of it, as long as the records say nothing; plan to ask anew.

    Of a meeting that was said to be held only the minutes are asked for, and once.
    """
    store, now = occasion.store, occasion.now
    group = store.groups.get(int(due.body["group"]))
    if by_day(now, group.zone) > now:
        raise Later(by_day(now, group.zone))
    timetable = store.schedules.current(group.id)
    if timetable is None:
        return
    store.due.plan(ask_after(group, timetable, now))
    at, stage = int(due.body["occurrence"]), Stage(due.body["stage"])
    meeting, after = (next_occurrence(timetable, group.zone, moment) for moment in (at - 1, at))
    if meeting is None or meeting.instant != at:
        return
    # By then the one after it is asked about.
    late = now - at > LONG_AGO if stage is Stage.AFTER_ALL else after is not None and after.instant <= now
    occasion.dropped = late
    if not occasion.dropped:
        _ask(occasion, group, meeting, stage)


def _ask(occasion: Occasion[Store], group: Group, meeting: Occurrence, stage: Stage) -> None:
    store, now = occasion.store, occasion.now
    until = meeting.day if stage is Stage.AFTER_ALL else local(now, group.zone).date()
    state = known(store.meetings.between([group.id], meeting.day, until))
    keepers = store.people.keeping(group.id)
    helpers = [person for person in store.people.holding(group.id, Role.FACILITATOR) if person not in keepers]
    if stage is Stage.AFTER_ALL:
        _tell_after_all(occasion, group, meeting, state, helpers)
        return
    if state is State.RECORDED or (stage >= Stage.LAST and not (helpers and state is State.NOT_KNOWN)):
        return
    key = f"{WORK}:{group.id}:{meeting.instant}:{int(stage)}"
    together = stage is Stage.PASSED_ON and _told_together(occasion, group)
    for person in helpers if stage is Stage.PASSED_ON else keepers:
        called = _called(store, group, person)
        told = None if together else _told(occasion, group, meeting, stage, state, called)
        if told is not None:
            occasion.tell(person, told, key=f"{key}:{person}")
    then = following(stage, now, group.zone)
    if then is not None:
        store.due.plan([_due(group, meeting.instant, *then)])


def _told_together(occasion: Occasion[Store], group: Group) -> bool:
    """Whether the facilitators hear, or have heard, of meetings that were missed before together with this one."""
    timetable = occasion.store.schedules.current(group.id)
    return timetable is not None and is_overdue(occasion.store, group, timetable, occasion.now)


def _tell_after_all(
    occasion: Occasion[Store], group: Group, meeting: Occurrence, state: State, helpers: Sequence[int]
) -> None:
    """Tell those who heard that nothing was known as soon as something is; raises Later until then. Of many meetings
    that are written down together they hear once a day.
    """
    if state is State.NOT_KNOWN:
        raise Later(by_day(occasion.now + DAY, group.zone))
    today = local(occasion.now, group.zone).date()
    since = [one.day for one in occasion.store.meetings.between([group.id], meeting.day, today)]
    words = _("{group}: of the meeting of {days} something is known now.")
    for person in helpers:
        told = words(group=_called(occasion.store, group, person), days=days(since[:MOST_DAYS]))
        key = f"{WORK}:{group.id}:{today.isoformat()}:{int(Stage.AFTER_ALL)}:{person}"
        occasion.tell(person, Reply(told, kind="alert"), key=key)


def _called(store: Store, group: Group, person: int) -> str:
    """A group as somebody calls it, with its village where they have two of the name."""
    theirs = [grant.group for grant in store.people.grants(person) if grant.group is not None]
    return group_name(group, store.groups.some(theirs))


def _told(
    occasion: Occasion[Store], group: Group, meeting: Occurrence, stage: Stage, state: State, called: str
) -> Reply | None:
    store = occasion.store
    facts = {"group": called, "day": meeting.day}
    if stage is Stage.PASSED_ON:
        names = keepers_of(store, group.id)
        told = _("{group}: nothing is known yet of the meeting of {day}. Perhaps {secretaries} could use a hand.")
        return Reply(told(secretaries=names, **facts), kind="alert")
    if state is State.HELD:
        minutes = _("The minutes of {group} of {day} are still to come; a few words are enough.")
        record = _record(group, meeting, _("Write them down"))
        return Reply(minutes(**facts), (record,), "reminder") if stage is Stage.AGAIN else None
    if stage is Stage.LAST:
        missing = _("Of the meeting of {group} of {day} nothing is written down yet.")(**facts)
        if _told_together(occasion, group):
            return Reply(missing, _answers(group, meeting), "reminder")
        helped = _("In case help with writing would be good, I tell {facilitators} too tomorrow.")
        told = sentence(missing, helped(facilitators=holders(store, group.id, Role.FACILITATOR)))
        return Reply(told, _answers(group, meeting), "reminder")
    return Reply(_question(group, meeting, occasion.now), _answers(group, meeting), "reminder")


def _question(group: Group, meeting: Occurrence, now: int) -> Text:
    gone = (local(now, group.zone).date() - meeting.day).days
    evening = {0: _("this evening"), 1: _("last night")} if meeting.at >= EVENING else {}
    ago = evening.get(gone) or {0: _("today"), 1: _("yesterday")}.get(gone)
    day = listing([*([ago] if ago else []), _("{day}")(day=meeting.day)])
    asked = _("Was the meeting of {group} {when}, held? It can be written down now.")
    return asked(group=group_name(group), when=day)


def _answers(group: Group, meeting: Occurrence) -> tuple[Button, ...]:
    day = meeting.day.isoformat()
    return (
        _record(group, meeting, _("Write it down")),
        opens("cancel_meeting", _("It was not held"), group=group.id, meeting=day, asked="y"),
        opens("meeting_held", _("It was, minutes follow"), group=group.id, day=day),
    )


def _record(group: Group, meeting: Occurrence, label: Text) -> Button:
    return opens("record_meeting", label, group=group.id, day=meeting.day.isoformat())
