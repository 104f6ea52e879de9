"""What was said of a meeting, as it is read back, shown and shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from bot.forms import opens
from bot.messages import Button
from bot.talk import Talk
from bot.texts import Text, _, sentence
from handlers.access import can
from handlers.ports import Store
from handlers.words import listing, people
from jamaah.groups import Group
from jamaah.meetings import Meeting, Presence, tally
from jamaah.members import Member
from jamaah.roles import Deed
from jamaah.standing import is_recorded
from jamaah.timetable import upcoming

PRESENCES = {
    Presence.PRESENT: _("there"),
    Presence.LATE: _("late"),
    Presence.EXCUSED: _("excused"),
    Presence.SICK: _("sick"),
    Presence.ABSENT: _("not there"),
    Presence.REPRESENTED: _("represented"),
}
NOT_RECORDED = _("not recorded yet")
A_WEEK = 7 * 86_400
RECORDED, MOMENT = "recorded", 7_200
"""Where the meeting recorded last stands in a talk's memory, and for how many seconds it is meant without its day."""
GROUPS = (
    (Presence.EXCUSED, _("Excused {count}: {names}.")),
    (Presence.SICK, _("Sick {count}: {names}.")),
    (Presence.ABSENT, _("Not there {count}: {names}.")),
    (Presence.REPRESENTED, _("Represented {count}: {names}.")),
)
SAID_BEFORE = _("Excused {count} (said beforehand): {names}.")


def roll_of(store: Store, group: Group, day: date) -> list[Member]:
    """The members of a day; of a day before the book begins, those with whom it begins."""
    members = store.members.of(group.id, on=day)
    if members or day >= group.founded:
        return members
    first = min((member.joined for member in store.members.of(group.id)), default=group.founded)
    return store.members.of(group.id, on=max(first, day))


def belonged(store: Store, group: Group, meeting: Meeting) -> None:
    """Enter that the roll of a meeting from before the book belonged then already: who joins later is not on it."""
    for member in roll_of(store, group, meeting.day):
        if member.joined > meeting.day:
            store.members.replace(replace(member, joined=meeting.day))


def keep_recorded(talk: Talk[Store], meeting: Meeting) -> None:
    """Remember that this meeting was written down a moment ago."""
    talk.memory[RECORDED] = {"meeting": meeting.id, "at": talk.now}


def just_recorded(talk: Talk[Store]) -> Meeting | None:
    """The meeting that the speaker wrote down a moment ago and may still write in."""
    known = talk.memory.get(RECORDED)
    if known is None or talk.now - int(known["at"]) > MOMENT:
        return None
    meeting = talk.store.meetings.get(int(known["meeting"]))
    return meeting if meeting and can(talk, meeting.group, Deed.RECORD_MEETING) else None


def recent(talk: Talk[Store]) -> list[Meeting]:
    """The meetings that words without a day may mean: the one written down a moment ago, else the latest of each group
    whose book the speaker keeps."""
    just = just_recorded(talk)
    return [just] if just else [one for group in _kept(talk) for one in talk.store.meetings.latest(group, 1)]


def recorded_on(talk: Talk[Store], day: date) -> list[Meeting]:
    """The meetings of a day in the books that the speaker keeps."""
    return [one for group in _kept(talk) for one in talk.store.meetings.on(group, day)]


def _kept(talk: Talk[Store]) -> list[int]:
    groups = {grant.group for grant in talk.store.people.grants(talk.person) if grant.group is not None}
    return [group for group in sorted(groups) if can(talk, group, Deed.RECORD_MEETING)]


def lately(talk: Talk[Store], group: Group) -> list[date]:
    """The days of the last week on which by the schedule there was a meeting, and none is recorded."""
    store = talk.store
    return [day for day in begun_lately(talk, group) if not any(map(is_recorded, store.meetings.on(group.id, day)))]


def begun_lately(talk: Talk[Store], group: Group) -> list[date]:
    """The days of the last week on which by the schedule a meeting has begun."""
    timetable = talk.store.schedules.current(group.id)
    if timetable is None:
        return []
    coming = upcoming(timetable, group.zone, talk.now - A_WEEK)
    return [one.day for one in takewhile(lambda one: one.instant <= talk.now, coming)]


def share_button(meeting: Meeting) -> Button:
    """Offers a clean text of a meeting for the group's chat."""
    return opens("share_meeting", _("Text for the WA group"), group=meeting.group, meeting=meeting.id)


def heading(meeting: Meeting) -> Text:
    """Day, hour and place of a meeting, as a sentence."""
    return _("{told}.")(told=moment(meeting))


def moment(meeting: Meeting) -> Text:
    """Day, hour and place of a meeting."""
    told: list[Text | str] = [_("{day}")(day=meeting.day)]
    if meeting.at:
        told.append(_("at {hour}")(hour=meeting.at))
    if meeting.place:
        told.append(meeting.place)
    return listing(told)


def correct_button(meeting: Meeting) -> Button:
    """Offers to correct a meeting."""
    return opens("correct_meeting", _("Correct it"), group=meeting.group, meeting=meeting.id)


def exceptions(meeting: Meeting, roll: Sequence[Member], today: date, before: Collection[int] = ()) -> list[Text]:
    """The excused, absent and represented by name; apart those who are excused as they had said `before`."""
    here = [member for member in roll if member.id not in before]
    known = [(text, _taking_part(meeting, here, presence)) for presence, text in GROUPS]
    known.insert(1, (SAID_BEFORE, [member for member in roll if member.id in before]))
    return [text(count=len(named), names=people(named, roll, today)) for text, named in known if named]


def _taking_part(meeting: Meeting, roll: Sequence[Member], presence: Presence) -> list[Member]:
    return [member for member in roll if meeting.attendance.get(member.id) is presence]


def attendance_words(meeting: Meeting, roll: Sequence[Member], today: date, before: Collection[int] = ()) -> list[Text]:
    """Who was there, by exception: the excused, absent and represented by name, the others by number."""
    told = exceptions(meeting, roll, today, before)
    return [*told, *_present(meeting, roll, excepted=bool(told)), *_not_recorded(meeting, roll)]


def read_back(meeting: Meeting, roll: Sequence[Member], today: date, before: Collection[int] = ()) -> list[Text]:
    """The same, and by name those who were there, where they and not the others were named."""
    here = [member for member in roll if meeting.attendance.get(member.id) is Presence.PRESENT]
    late = [member for member in roll if meeting.attendance.get(member.id) is Presence.LATE]
    if len(meeting.attendance) == len(roll) or meeting.present_count is not None or not here + late:
        return attendance_words(meeting, roll, today, before)
    named = [
        text(count=len(some), names=people(some, roll, today))
        for text, some in ((_("There {count}: {names}."), here), (_("Late {count}: {names}."), late))
        if some
    ]
    counted = _("{count} of them late.")(count=meeting.late_count) if meeting.late_count and not late else None
    return [*exceptions(meeting, roll, today, before), sentence(*named, counted), *_not_recorded(meeting, roll)]


def _present(meeting: Meeting, roll: Sequence[Member], *, excepted: bool) -> list[Text]:
    seen = tally(meeting, roll)
    if not meeting.attendance and meeting.present_count is None:
        return [_("Who was there is not recorded yet.")]
    late = _("{count} of them late")(count=seen.late) if seen.late else None
    if seen.present == len(roll) and not excepted:
        said = _("All {count} members were there")(count=seen.present)
    elif seen.unrecorded or not excepted:
        said = _("{count} were there")(count=seen.present)
    else:
        said = _("The other {count} were there")(count=seen.present)
    return [_("{told}.")(told=listing([said, *([late] if late else [])]))]


def _not_recorded(meeting: Meeting, roll: Sequence[Member]) -> list[Text]:
    unrecorded = tally(meeting, roll).unrecorded
    if not unrecorded or not is_counted(meeting):
        return []
    told = _("Not recorded yet: {count}.")(count=unrecorded)
    return [told if meeting.present_count is None else _("Their names may follow.")]


def who_was_there(meeting: Meeting, roll: Sequence[Member], today: date) -> list[Text]:
    """The same, and by name those of whom nothing is known, where it is known of others."""
    unknown = [member for member in roll if member.id not in meeting.attendance]
    if not unknown or not meeting.attendance:
        return attendance_words(meeting, roll, today)
    told = exceptions(meeting, roll, today)
    names = _("Not recorded yet {count}: {names}.")(count=len(unknown), names=people(unknown, roll, today))
    return [*told, *_present(meeting, roll, excepted=bool(told)), names]


def who_came(meeting: Meeting, roll: Sequence[Member], today: date) -> list[Text]:
    """Those who were there by name, as far as these are known, before those who were not."""
    came = [member for member in roll if meeting.attendance.get(member.id) in (Presence.PRESENT, Presence.LATE)]
    if not came:
        return who_was_there(meeting, roll, today)
    named = _("There {count}: {names}.")(count=len(came), names=people(came, roll, today))
    return [named, *exceptions(meeting, roll, today), *_not_recorded(meeting, roll)]


def is_counted(meeting: Meeting) -> bool:
    """Whether anything is known of how many came."""
    return bool(meeting.attendance) or meeting.present_count is not None


def attendance_of(member: Member, name: str, meetings: Iterable[Meeting]) -> Text:
    """How often a member, spoken of as `name`, was at these meetings, those before they joined aside."""
    since = [meeting for meeting in meetings if meeting.day >= member.joined]
    if not since:
        return _("No meeting is recorded yet.")
    seen = Counter(meeting.attendance.get(member.id) for meeting in since)
    parts = [_("{what} {count}")(what=word, count=seen[how]) for how, word in PRESENCES.items() if seen[how]]
    parts += [_("not recorded {count}")(count=seen[None])] if seen[None] else []
    return _("{name}, the last {count} meetings: {parts}.")(name=name, count=len(since), parts=listing(parts))


def recorded_for(store: Store, entry: Meeting | Member) -> Text | None:
    """By which facilitator something was written down on the group's behalf; None where its secretary did."""
    if entry.behalf is None:
        return None
    name = store.people.get(entry.behalf).address
    return _("Written down by the facilitator {name}.")(name=name) if name else _("Written down by the facilitator.")


def recorded_by(store: Store, meeting: Meeting, roll: Sequence[Member], today: date) -> Text:
    """That a meeting is recorded already, by whom and how."""
    name = store.people.get(meeting.by).address if meeting.by else ""
    told = _("{meeting} is recorded already by {name}.") if name else _("{meeting} is recorded already.")
    if meeting.behalf is not None:
        told = _("{meeting} is recorded already by the facilitator {name}.")
    words = [numbers(meeting, roll), *(_("Decision: {decision}.")(decision=one) for one in meeting.decisions[:1])]
    return sentence(told(meeting=moment(meeting), name=name), *words)


def numbers(meeting: Meeting, roll: Sequence[Member]) -> Text:
    """How many came, without any name."""
    if not is_counted(meeting):
        return _("Who was there is not recorded yet.")
    return _("{present} of {members} members were there.")(present=tally(meeting, roll).present, members=len(roll))
