"""What facilitators are told of a group unasked: two meetings missed, too few members or women, nobody at the books.

Each is looked for when something has happened, told once for what has happened, and only by day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from enum import StrEnum

from bot.forms import opens
from bot.messages import Reply
from bot.ports import Due
from bot.talk import Later, Occasion
from bot.texts import Text, _, sentence, verbatim
from handlers.accompanied import unmet_on, wanted
from handlers.ports import Store
from handlers.welcome import keepers_of
from handlers.words import with_village
from jamaah.accompanying import MISSES, fell_below, has_enough_members, has_enough_women, not_known
from jamaah.asking_after import DAY, by_day, first_asked
from jamaah.calendar import instant, local
from jamaah.groups import Group
from jamaah.members import figures
from jamaah.roles import Role
from jamaah.standing import off_days
from jamaah.timetable import Timetable

WORK = "watch"
MORNING = time(8)
MOST_DAYS = 3
MOURNING = 7 * DAY
"""So long after a death nobody is asked to look for somebody else."""
AFTER_A_MEETING = 5 * DAY
"""By then its secretaries were asked three times."""


class Of(StrEnum):
    """What is looked at."""

    MEETINGS = "meetings"
    FIGURES = "figures"
    KEEPERS = "keepers"


def after_meeting(group: Group, meeting: int) -> Due:
    """A look some days after the meeting that was to begin at an instant, whatever became of it."""
    at = by_day(first_asked(meeting, group.zone) + AFTER_A_MEETING, group.zone)
    return _due(group.id, Of.MEETINGS, meeting, at)


def members_changed(store: Store, group: Group, now: int) -> None:
    """Plan a look at how many members there are, next morning: by then what was a slip is put right."""
    tomorrow = local(now, group.zone).date() + timedelta(days=1)
    store.due.plan([_due(group.id, Of.FIGURES, tomorrow.isoformat(), instant(tomorrow, MORNING, group.zone))])


def keeper_lost(store: Store, group: Group, now: int, after: int = DAY) -> None:
    """Plan a look, next day or later, at whether anybody who keeps the books can be written to."""
    store.due.plan([_due(group.id, Of.KEEPERS, now, by_day(now + after, group.zone))])


def _due(group: int, of: Of, event: int | str, at: int) -> Due:
    return Due(at, WORK, f"{WORK}:{group}:{of}:{event}", {"group": group, "of": of.value})


def watch(occasion: Occasion[Store], due: Due) -> None:
    """Look at a group, and tell its facilitators what needs a hand."""
    group = occasion.store.groups.get(int(due.body["group"]))
    if by_day(occasion.now, group.zone) > occasion.now:
        raise Later(by_day(occasion.now, group.zone))
    helpers = occasion.store.people.holding(group.id, Role.FACILITATOR)
    if not helpers:
        return
    for about, told in _SEEN[Of(due.body["of"])](occasion, group, due):
        more = opens("group_status", _("How the group is doing"), group=group.id)
        for person in helpers:
            occasion.tell(person, Reply(told, (more,), "alert"), key=f"{WORK}:{group.id}:{about}:{person}")


def is_overdue(store: Store, group: Group, timetable: Timetable, now: int) -> bool:
    """Whether so many meetings were missed that facilitators are told of all of them together."""
    last = next(iter(store.meetings.latest(group.id, 1)), None)
    return len(not_known(group, last, timetable, now)) >= MISSES


def _meetings(occasion: Occasion[Store], group: Group, due: Due) -> Iterator[tuple[str, Text]]:
    timetable = occasion.store.schedules.current(group.id)
    last = next(iter(occasion.store.meetings.latest(group.id, 1)), None)
    missed = not_known(group, last, timetable, occasion.now)
    if len(missed) < MISSES:
        return
    words = _("{group}: {told}. Perhaps {secretaries} could use a hand.")
    names, off = keepers_of(occasion.store, group.id), off_days(timetable, group.zone)
    told = words(group=_called(group), told=unmet_on(missed[-MOST_DAYS:], off), secretaries=names)
    yield f"missed:{missed[0].isoformat()}", told


def _figures(occasion: Occasion[Store], group: Group, due: Due) -> Iterator[tuple[str, Text]]:
    store, today, targets = occasion.store, local(occasion.now, group.zone).date(), wanted()
    members = [*store.members.of(group.id), *store.members.departed(group.id)]
    seen = figures(store.members.of(group.id, on=today), today)
    fewer = fell_below(members, today, has_enough_members(targets))
    if fewer is not None:
        words = _("{group} has {count} members now; {target} are wanted. Perhaps neighbours can be won together.")
        yield f"small:{fewer.isoformat()}", words(group=_called(group), count=seen.total, target=targets.members)
    women = fell_below(members, today, has_enough_women(targets))
    if women is not None:
        words = _("{group}: {women} of {total} members are women; half are wanted.")
        yield f"women:{women.isoformat()}", words(group=_called(group), women=seen.women, total=seen.total)


def _keepers(occasion: Occasion[Store], group: Group, due: Due) -> Iterator[tuple[str, Text]]:
    keepers = occasion.store.people.keepers([group.id])[group.id]
    if any(keepers.values()):
        return
    *_rest, event = due.key.split(":")
    gone = _("{group} has no secretary now.") if not keepers else _("{group}: the secretary cannot be reached here.")
    visit = _("Perhaps a visit helps; what is in the book is safe.")
    yield f"keepers:{event}", sentence(gone(group=_called(group)), visit)


def _called(group: Group) -> Text:
    return verbatim(f"JP {with_village(group)}")


_SEEN = {Of.MEETINGS: _meetings, Of.FIGURES: _figures, Of.KEEPERS: _keepers}
