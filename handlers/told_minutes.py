"""The minutes as members who are connected get them after a meeting is written down: counts, no names, and their own
entry; they say whether that is right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.forms import on_yes, opens
from bot.messages import Button, Reply
from bot.ports import Due
from bot.talk import Occasion, Talk
from bot.texts import Text, _, lines, sentence
from handlers.minutes import PRESENCES, heading, numbers, roll_of
from handlers.ports import Store
from handlers.words import group_name
from handlers.written_meetings import last_correction
from jamaah.calendar import local
from jamaah.countersigns import confirmed
from jamaah.groups import Group
from jamaah.meetings import Meeting
from jamaah.members import Member, addressed
from jamaah.quiet import after_quiet
from jamaah.standing import is_recorded

WORK = "minutes"
SETTLED = 3_600
"""Seconds after which what follows, a decision say, has followed, and a slip has been put right."""
LATELY = timedelta(days=7)
"""Of older meetings nobody hears: who writes a book up from paper tells no news."""


def plan_to_tell(talk: Talk[Store], group: Group, meeting: Meeting) -> None:
    """Let members hear of a meeting that was written down, once, when what belongs to it has followed."""
    if meeting.day < local(talk.now, group.zone).date() - LATELY:
        return
    body = {"group": group.id, "meeting": meeting.id, "by": talk.person}
    at = after_quiet(talk.now + SETTLED, group.zone)
    talk.store.due.plan([Due(at, WORK, f"{WORK}:{group.id}:{meeting.id}", body)])


def tell_minutes(occasion: Occasion[Store], due: Due) -> None:
    """Send the minutes to every connected member but who wrote them, and who wants no reminders."""
    store = occasion.store
    group, meeting = store.groups.get(int(due.body["group"])), store.meetings.get(int(due.body["meeting"]))
    if meeting is None or meeting.group != group.id or not is_recorded(meeting):
        occasion.dropped = True
        return
    muted, roll = store.people.muted(group.id), roll_of(store, group, meeting.day)
    here = [member for member in store.members.of(group.id) if member.id in {one.id for one in roll}]
    for person in dict.fromkeys(member.person for member in here):
        if person is not None and person != due.body["by"] and person not in muted:
            own = [member for member in here if member.person == person]
            told = Reply(_told(store, group, meeting, own, occasion.now), _answers(meeting), "reminder")
            occasion.tell(person, told, key=f"{due.key}:{person}")


def _told(store: Store, group: Group, meeting: Meeting, own: Sequence[Member], now: int) -> Text:
    roll, today = roll_of(store, group, meeting.day), local(now, group.zone).date()
    told = [
        _("{name} is written down as {how}.")(name=addressed(one, today, roll), how=PRESENCES[how])
        for one in own
        if (how := meeting.attendance.get(one.id)) is not None
    ]
    return lines(
        sentence(_("Minutes of {group}.")(group=group_name(group)), heading(meeting), numbers(meeting, roll)),
        *(_("Decision: {decision}.")(decision=decision) for decision in meeting.decisions),
        sentence(*told, _("Is that right?")),
    )


def tell_corrected(talk: Talk[Store], group: Group, before: Meeting, after: Meeting) -> None:
    """Let those who said since the last correction that something is wrong hear how it stands now."""
    store, corrected = talk.store, last_correction(talk.store, group, before)
    since = corrected[0] if corrected else 0
    wrong = {one.member for one in store.countersigns.of(before.id) if not one.agrees and one.said >= since}
    said = [member for member in store.members.of(group.id) if member.id in wrong and member.person is not None]
    done = _("{secretary} has put it right.")(secretary=store.people.get(talk.person).address)
    for person in dict.fromkeys(member.person for member in said):
        if person is not None and person != talk.person:
            own = [member for member in said if member.person == person]
            told = lines(done, _told(store, group, after, own, talk.now))
            talk.tell(person, Reply(told, _answers(after), kind="alert"))


def _answers(meeting: Meeting) -> tuple[Button, ...]:
    wrong = opens("find_fault", _("Something is wrong"), group=meeting.group, meeting=meeting.id)
    return (on_yes(opens("countersign", _("Right"), group=meeting.group, meeting=meeting.id)), wrong)


def countersigned(store: Store, group: Group, meeting: Meeting, *, faults: bool) -> list[Text]:
    """How many members say that the minutes are right as they stand; with `faults` also how many say they are not."""
    said = store.countersigns.of(meeting.id)
    if not said:
        return []
    corrected = last_correction(store, group, meeting)
    right = confirmed(said, corrected[0] if corrected else 0)
    wrong = sum(not one.agrees and one.said >= (corrected[0] if corrected else 0) for one in said)
    return [
        *([_("Confirmed by {count} members.")(count=right)] if right else []),
        *([_("{count} say that something is wrong.")(count=wrong)] if wrong and faults else []),
    ]
