"""Reminders of the next meeting: planned as due work, sent once to each linked member and the secretary."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from bot.forms import opens
from bot.messages import Button, Reply
from bot.ports import Due
from bot.talk import Later, Occasion, Talk
from bot.texts import Text, _, lines, ngettext, sentence
from handlers.ports import Store
from handlers.red_days import red_day
from handlers.unconnected import list_button, unconnected
from handlers.was_it_held import ask_after
from handlers.who_comes import answer_buttons, answers_told, is_excused, unanswered
from handlers.words import beside, group_name, listing, when
from jamaah.calendar import local
from jamaah.groups import LEADS, Group
from jamaah.quiet import after_quiet, before_quiet
from jamaah.reminders import Reminder, ahead, still_useful
from jamaah.timetable import Occurrence, next_occurrence

WORK = "remind"


def replan(store: Store, group: int, now: int) -> None:
    """Plan the next reminder anew, by the timetable that holds now; plans for later than now are taken back.

    What is due already stays: it is looked at when it is done, and goes on to the next. What was due and waits for the
    morning is planned as it is due by what holds now.
    """
    held = store.groups.get(group)
    since = min([now, *(_own_time(key, held) - 1 for key in store.due.waiting(_prefix(group)))])
    store.due.cancel(_prefix(group), now)
    if not store.due.waits(_prefix(group)):
        _plan(store, held, since)


def _own_time(key: str, group: Group) -> int:
    """When a reminder was to be sent, however long it has been put off."""
    *_rest, occurrence, lead = key.split(":")
    return before_quiet(int(occurrence) - int(lead), group.zone)


def _plan(store: Store, group: Group, after: int) -> None:
    """Plan the first that was not planned yet: after a clock went back some that are ahead have been sent already."""
    timetable = store.schedules.current(group.id)
    if timetable is not None:
        store.due.plan(ask_after(group, timetable, after))
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
    if coming is not None and coming.instant == at:
        occasion.dropped = not _is_of_use(occasion, group, at, _lead(due))
        if not occasion.dropped:
            _remind(occasion, group, coming, due)
    if not store.due.waits(_prefix(group.id), but=due.key):
        _plan(store, group, due.at)


def _is_of_use(occasion: Occasion[Store], group: Group, at: int, lead: int) -> bool:
    """Whether a reminder, be it late, is worth sending: before the meeting, and not together with the one after it.

    Raises Later in the quiet hours, if the meeting is still ahead when they end.
    """
    now = occasion.now
    shorter = [int(other.total_seconds()) for other in group.leads if int(other.total_seconds()) < lead]
    if not still_useful(at, now) or any(before_quiet(at - other, group.zone) <= now for other in shorter):
        return False
    morning = after_quiet(now, group.zone)
    if morning > now and still_useful(at, morning):
        raise Later(morning)
    return morning == now


def _remind(occasion: Occasion[Store], group: Group, coming: Occurrence, due: Due) -> None:
    store, text = occasion.store, reminder(group, coming, occasion.now)
    asked, members = answer_buttons(group.id, coming.day), _linked(store, group)
    for person in _to_remind(store, group, coming, due):
        excused = is_excused(store, group.id, coming.day, person)
        words = sentence(text, _("You are written down as excused.")) if excused else text
        buttons = asked if person in members and not excused else ()
        said = Reply(words, buttons, "reminder", expires=coming.instant)
        occasion.tell(person, said, key=f"{due.key}:{person}")
    for chat in store.chats.of(group.id):
        where = f"{_of(group.id, coming.instant)}chat:{chat.id}"
        occasion.post(chat.channel, chat.chat, Reply(text, kind="reminder", expires=coming.instant), key=where)
    secretaries = store.people.keeping(group.id)
    for first in [one for one in secretaries if store.talks.reachable(one) is not None][:1]:
        _to_pass_on(occasion, group, coming, first)
    for secretary in secretaries:
        if _is_last(group, due) and store.rsvps.of(group.id, coming.day):
            told = Reply(answers_told(store, group, coming), kind="reminder", expires=coming.instant)
            occasion.tell(secretary, told, key=f"{_of(group.id, coming.instant)}answers:{secretary}")


def _is_last(group: Group, due: Due) -> bool:
    """Whether no other reminder of the meeting follows."""
    return _lead(due) <= min(lead.total_seconds() for lead in group.leads or LEADS)


def _to_pass_on(occasion: Occasion[Store], group: Group, coming: Occurrence, secretary: int) -> None:
    """The text for the group's chat, to one secretary, once for each meeting: its keys name no lead."""
    key, left = _of(group.id, coming.instant), len(unconnected(occasion.store, group.id))
    missing = ngettext("{count} member is not connected.", "{count} members are not connected.", left) if left else None
    buttons = (list_button(group, coming),) if left else ()
    ahead = Reply(lines(missing, _("For the WA group, just copy:")), buttons, "alert", expires=coming.instant)
    text = Reply(clean(group, coming, occasion.now), kind="alert", expires=coming.instant)
    occasion.tell(secretary, ahead, key=f"{key}ahead:{secretary}")
    occasion.tell(secretary, text, key=f"{key}text:{secretary}")


def reminder(group: Group, coming: Occurrence, now: int) -> Text:
    """Day, date, hour and place of a meeting, and a public holiday on it; the figure first: how soon."""
    told = _("{group} meets {soon}: {when}.")(group=group_name(group), **_facts(group, coming, now))
    return sentence(told, beside(coming), red_day(coming.day), about(coming))


def clean(group: Group, coming: Occurrence, now: int) -> Text:
    """The same as a short text to be copied into the group's chat."""
    told = _("Meeting {soon}: {when}.")(**_facts(group, coming, now))
    return sentence(told, beside(coming), red_day(coming.day), about(coming))


def about(coming: Occurrence) -> Text | None:
    """What a meeting is to be about, where that was said."""
    return _("Agenda: {agenda}.")(agenda=coming.agenda) if coming.agenda else None


def _facts(group: Group, coming: Occurrence, now: int) -> dict[str, Text]:
    days = (coming.day - local(now, group.zone).date()).days
    soon = {0: _("today"), 1: _("tomorrow")}.get(days) or _("in {count} days")(count=days)
    told = [when(coming, group.zone), *([] if coming.place else [_("the place follows")])]
    return {"soon": soon, "when": listing(told)}


def _to_remind(store: Store, group: Group, coming: Occurrence, due: Due) -> Iterable[int]:
    """Everybody who wants to be, with the longest lead; with a shorter one only who has not said whether they come."""
    muted, members = store.people.muted(group.id), _linked(store, group)
    everybody = [person for person in concerned(store, group) if person not in muted]
    if _lead(due) >= max(lead.total_seconds() for lead in group.leads or LEADS):
        return everybody
    waited_for = unanswered(store, group.id, coming.day, members)
    return [person for person in everybody if person not in members or person in waited_for]


def _linked(store: Store, group: Group) -> list[int]:
    """The persons of the chat who are members, each once."""
    return list(dict.fromkeys(member.person for member in store.members.of(group.id) if member.person is not None))


def concerned(store: Store, group: Group) -> Iterable[int]:
    """Whom a group's meetings concern: linked members and secretaries, each once."""
    return dict.fromkeys([*_linked(store, group), *store.people.keeping(group.id)])


def mute_button(talk: Talk[Store], group: Group) -> tuple[Button, ...]:
    """Offers whoever is reminded to be so no more, and whoever has asked for that the other way."""
    if talk.person not in concerned(talk.store, group):
        return ()
    if talk.person in talk.store.people.muted(group.id):
        return (opens("mute", _("Remind me again"), group=group.id, wanted="on"),)
    return (opens("mute", _("Do not remind me"), group=group.id, wanted="off"),)


def _due(group: Group, reminder: Reminder) -> Due:
    occurrence, lead = reminder.occurrence.instant, int(reminder.lead.total_seconds())
    key = f"{_of(group.id, occurrence)}{lead}"
    return Due(reminder.at, WORK, key, {"group": group.id, "occurrence": occurrence})


def _lead(due: Due) -> int:
    """How long before the meeting, in seconds."""
    return int(due.key.rpartition(":")[2])


def _prefix(group: int) -> str:
    return f"remind:{group}:"


def _of(group: int, occurrence: int) -> str:
    return f"{_prefix(group)}{occurrence}:"
