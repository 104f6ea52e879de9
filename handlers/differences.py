"""What a correction of a meeting changes, in words: only what is different, as it was and as it will be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.texts import Text, _, verbatim
from handlers.minutes import GROUPS, NOT_RECORDED, PRESENCES
from handlers.words import people
from jamaah.attendance import CAME
from jamaah.meetings import Meeting, Presence, tally
from jamaah.members import Member, addressed

MANY = 6
"""Above so many members what is different is told together, not of one after the other."""
NOW = (
    (Presence.PRESENT, _("There {count}: {names}.")),
    (Presence.LATE, _("Late {count}: {names}.")),
    *GROUPS,
    (None, _("Not recorded yet {count}: {names}.")),
)
ONE, MORE = _("Decision: {decision}."), _("One more decision: {decision}.")
FROM_TO = _("{what}: {before} → {after}.")


def differences(old: Meeting, new: Meeting, roll: Sequence[Member], today: date) -> list[Text]:
    """Each difference as one sentence."""
    facts = (
        (_("Day"), old.day, new.day),
        (_("Hour"), old.at, new.at),
        (_("Place"), old.place, new.place),
        (_("Agenda"), old.agenda, new.agenda),
    )
    told = [_changed(what, before, after) for what, before, after in facts if before != after]
    return [*told, *_of_members(old, new, roll, today), *_of_numbers(old, new, roll), *_of_decisions(old, new)]


def _changed(what: Text | str, before: Any, after: Any) -> Text:
    return FROM_TO(what=what, before=_said(before), after=_said(after))


def _said(value: Any) -> Any:
    return NOT_RECORDED if value is None else PRESENCES[value] if isinstance(value, Presence) else value


def _of_members(old: Meeting, new: Meeting, roll: Sequence[Member], today: date) -> list[Text]:
    changed = [member for member in roll if old.attendance.get(member.id) is not new.attendance.get(member.id)]
    if len(changed) > MANY:
        return _together(new, changed, roll, today)
    return [
        _changed(addressed(member, today, roll), old.attendance.get(member.id), new.attendance.get(member.id))
        for member in changed
    ]


def _together(new: Meeting, changed: Sequence[Member], roll: Sequence[Member], today: date) -> list[Text]:
    """What many are now; those who came by number, unless only they are others."""
    only_came = all(new.attendance.get(member.id) in CAME for member in changed) and len(changed) < len(roll)
    told = []
    for presence, named in NOW:
        some = [member for member in changed if new.attendance.get(member.id) is presence]
        counted = presence in CAME and not only_came
        number = _("{what} {count}.")(what=PRESENCES[presence], count=len(some)) if presence and counted else None
        told += [number or named(count=len(some), names=people(some, roll, today))] if some else []
    return told


def _of_numbers(old: Meeting, new: Meeting, roll: Sequence[Member]) -> list[Text]:
    """The figures that were said without names; where nobody's entry changes, also what they come to."""
    before, after = tally(old, roll), tally(new, roll)
    told = [(_("There"), before.present, after.present)] if old.present_count != new.present_count else []
    told += [(_("Late"), before.late, after.late)] if old.late_count != new.late_count else []
    return [_changed(what, one, other) for what, one, other in told if one != other]


def _of_decisions(old: Meeting, new: Meeting) -> list[Text]:
    gone = [one for one in old.decisions if one not in new.decisions]
    come = [one for one in new.decisions if one not in old.decisions]
    if len(gone) == len(come):
        return [_changed(_("Decision"), one, other) for one, other in zip(gone, come, strict=True)]
    return [
        *(_("Taken away: {decision}.")(decision=verbatim(one)) for one in gone),
        *((MORE if old.decisions else ONE)(decision=verbatim(one)) for one in come),
    ]
