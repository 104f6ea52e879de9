"""Moving one meeting: where to it may go."""

from __future__ import annotations

from itertools import takewhile

from jamaah.calendar import local
from jamaah.groups import Zone
from jamaah.refusals import Refusal
from jamaah.timetable import Deviation, Fate, Timetable, held, upcoming, with_deviation


def check_move(timetable: Timetable, zone: Zone, deviation: Deviation, now: int) -> None:
    """Raise Refusal of slot "day" unless a meeting may be moved so; `now` in seconds UTC.

    Reasons: "in_past" (fact `to`, the day); "taken" by another meeting of that day and "passes" another that comes
    before (fact `other`, its day). One whose day is over already may pass others: it was postponed.
    """
    to = held(with_deviation(timetable, deviation), zone, deviation.fixed)
    if to is None:
        return
    if to.instant <= now:
        raise Refusal("day", "in_past", to=to.day)
    others = upcoming(with_deviation(timetable, Deviation(fixed=deviation.fixed, fate=Fate.CANCELLED)), zone, now)
    first, last = sorted((deviation.fixed, to.day))
    for other in takewhile(lambda meeting: meeting.day <= last, others):
        if other.day == to.day:
            raise Refusal("day", "taken", other=other.day)
        if first <= other.day and deviation.fixed >= local(now, zone).date():
            raise Refusal("day", "passes", other=other.day)
