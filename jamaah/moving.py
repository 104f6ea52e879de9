"""Moving one meeting, or adding one beside the schedule: where to it may go."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from jamaah.calendar import local
from jamaah.groups import Zone
from jamaah.refusals import Refusal
from jamaah.retiming import with_deviation
from jamaah.timetable import Deviation, Fate, Timetable, deviation_of, held, is_fixed, upcoming


def check_move(timetable: Timetable, zone: Zone, deviation: Deviation, now: int) -> None:
    """Raise Refusal of slot "day" unless a meeting may be moved so; `now` in seconds UTC.

    Reasons: "in_past" (fact `to`, the day); "taken" by another meeting of that day and "passes" another that comes
    before (fact `other`, its day). One whose day is over already may pass others: it was postponed. One beside the
    schedule passes and is passed.
    """
    to = held(with_deviation(timetable, deviation), zone, deviation.fixed)
    if to is None:
        return
    if to.instant <= now:
        raise Refusal("day", "in_past", to=to.day)
    others = upcoming(with_deviation(timetable, replace(deviation, fate=Fate.CANCELLED)), zone, now)
    first, last = sorted((deviation.fixed, to.day))
    for other in takewhile(lambda meeting: meeting.day <= last, others):
        if other.day == to.day:
            raise Refusal("day", "taken", other=other.day)
        if not (to.extra or other.extra) and first <= other.day and deviation.fixed >= local(now, zone).date():
            raise Refusal("day", "passes", other=other.day)


def check_extra(timetable: Timetable, zone: Zone, deviation: Deviation, now: int) -> None:
    """Raise Refusal of slot "day" unless a meeting beside the schedule may be so; as `check_move`, and "taken" by one
    of the schedule, be it moved away or called off (fact `other`, its day)."""
    day = deviation.fixed
    if is_fixed(timetable, day) or deviation_of(timetable, day) is not None:
        raise Refusal("day", "taken", other=day)
    check_move(timetable, zone, deviation, now)
