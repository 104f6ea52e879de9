"""What was said of a meeting, as it is read back, shown and shared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.forms import opens
from bot.messages import Button
from bot.texts import Text, _
from handlers.ports import Store
from handlers.words import listing, people
from jamaah.groups import Group
from jamaah.meetings import Meeting, Presence, tally
from jamaah.members import Member

GROUPS = (
    (Presence.EXCUSED, _("Excused {count}: {names}.")),
    (Presence.ABSENT, _("Not there {count}: {names}.")),
    (Presence.REPRESENTED, _("Represented {count}: {names}.")),
)


def roll_of(store: Store, group: Group, day: date) -> list[Member]:
    """The members of a day; of a day before the book begins, those with whom it begins."""
    return store.members.of(group.id, on=max(day, group.founded))


def share_button(meeting: Meeting) -> Button:
    """Offers a clean text of a meeting for the group's chat."""
    return opens("share_meeting", _("Text for the WA group"), group=meeting.group, meeting=meeting.id)


def heading(meeting: Meeting) -> Text:
    """Day, hour and place of a meeting."""
    told: list[Text | str] = [_("{day}")(day=meeting.day)]
    if meeting.at:
        told.append(_("at {hour}")(hour=meeting.at))
    if meeting.place:
        told.append(meeting.place)
    return _("{told}.")(told=listing(told))


def attendance_words(meeting: Meeting, roll: Sequence[Member], today: date) -> list[Text]:
    """Who was there, by exception: the excused, absent and represented by name, the others by number."""
    told = [
        text(count=len(named), names=people(named, roll, today))
        for presence, text in GROUPS
        if (named := [member for member in roll if meeting.attendance.get(member.id) is presence])
    ]
    return [*told, *_present(meeting, roll, excepted=bool(told))]


def _present(meeting: Meeting, roll: Sequence[Member], *, excepted: bool) -> list[Text]:
    seen = tally(meeting, roll)
    late = _("{count} of them late")(count=seen.late) if seen.late else None
    if seen.present == len(roll) and not excepted:
        said = _("All {count} members were there")(count=seen.present)
    elif seen.unrecorded:
        said = _("{count} were there")(count=seen.present)
    else:
        said = _("The other {count} were there")(count=seen.present)
    parts = [_("{told}.")(told=listing([said, *([late] if late else [])]))]
    if seen.unrecorded and meeting.present_count is None:
        parts.append(_("Not recorded yet: {count}.")(count=seen.unrecorded))
    return parts


def numbers(meeting: Meeting, roll: Sequence[Member]) -> Text:
    """How many came, without any name."""
    return _("{present} of {members} members were there.")(present=tally(meeting, roll).present, members=len(roll))
