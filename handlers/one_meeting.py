"""What the conversations about one meeting share: which is meant, what becomes of it, and who is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import takewhile

from bot.forms import Denied, Refusal, ask
from bot.kinds import Day, Reason, Words
from bot.messages import Reply
from bot.texts import Text, _, sentence
from bot.understanding.dates import find_dates
from bot.understanding.extra import names_extra
from handlers.announcing import announce, news
from handlers.meeting_days import Mention, WhichMeeting
from handlers.mourning import Dead, dead_of, writing_down
from handlers.new_day import ask_later
from handlers.red_days import red_day
from handlers.reminders import replan
from handlers.telling import Telling
from handlers.timetables import OfTimetable
from jamaah.calendar import instant
from jamaah.groups import Group
from jamaah.people import split_honorific
from jamaah.retiming import with_deviation
from jamaah.timetable import Deviation, Fate, as_moved, deviation_of, held, meant, next_occurrence, unsettled, upcoming

MOURNING = "lelayu"


class OneMeeting(OfTimetable, Telling):
    """What becomes of one meeting: read back with the number of people who will be told."""

    save = _("Yes")
    ends_at_no = True
    answered_by = "next_meeting"
    back = timedelta(0)
    meeting: date = ask(
        WhichMeeting(past=False),
        lambda f: f.which(),
        label=_("which meeting"),
        takes=("from_date",),
        default=lambda f: f.usual(),
        until=lambda f: f.fixed() is not None,
    )
    reason: str | None = ask(Reason(120), optional=True, label=_("reason"), takes=("why",))
    mourning: bool | None = ask(Mention(), optional=True, takes=("mourning",))
    died: int | None = ask(Dead(), optional=True)
    week: date | None = ask(Day(past=False), optional=True, takes=("week",))
    seen: str | None = ask(Words(200), optional=True)

    def waiting(self) -> list[Deviation]:
        """The meetings whose new day is still to be said."""
        found = unsettled(self.timetable(), self.group.zone, self.talk.now)
        return [deviation for deviation in found if deviation.fate is Fate.POSTPONED]

    def usual(self) -> date | None:
        """The meeting that is meant when no day is said: the next, unless one waits for its new day."""
        if self.group is None:
            return None
        if (named := self._of_today() or self._extra()) is not None:
            return named
        if self.waiting():
            return None
        if self.week is not None:
            return self._of_week(self.week)
        coming = next_occurrence(self.timetable(), self.group.zone, self.talk.now)
        return coming.day if coming else None

    def _of_today(self) -> date | None:
        """Today, where the words name it ("nanti malam") and a meeting is held."""
        today = self.talk.local.date()
        if today not in find_dates(self.talk.text, self.talk.local, past=False):
            return None
        return today if meant(self.timetable(), self.group.zone, today, self.talk.now) is not None else None

    def _extra(self) -> date | None:
        """The one meeting beside the schedule, where the words name it so."""
        if not names_extra(self.talk.text):
            return None
        today = self.talk.local.date()
        found = [one.fixed for one in self.timetable().deviations() if one.extra and (one.day or one.fixed) >= today]
        return found[0] if len(found) == 1 else None

    def _of_week(self, monday: date) -> date | None:
        """The one meeting by the schedule of that week, or of the Sunday before; None where there are two or none."""
        coming = upcoming(self.timetable(), self.group.zone, self.talk.now)
        days = [one.day for one in takewhile(lambda one: one.day < monday + timedelta(days=7), coming)]
        found = [day for day in days if day >= monday - timedelta(days=1)]
        return found[0] if len(found) == 1 else None

    def which(self) -> Text:
        """Asks which meeting is meant, after a day on which there is none."""
        wrong = self.answers.get("meeting") and _("No meeting is fixed for {day}.")(day=self.meeting)
        return sentence(wrong or None, _("Which meeting do you mean?"))

    def fixed(self) -> date | None:
        """The day by the schedule of the meeting that is meant; None where there is none."""
        return None if self.group is None or self.meeting is None else self.fixed_of(self.meeting)

    def fixed_of(self, day: date) -> date | None:
        """The day by the schedule of the meeting that is meant by a day; None where there is none."""
        begin = instant(self.talk.local.date() - self.back, time(0), self.group.zone)
        return meant(self.timetable(), self.group.zone, day, begin - 1)

    def has_passed(self, since: int) -> bool:
        """Whether the meeting that was meant then is over, so that the same answers would be of another or of none."""
        then = type(self)(self.talk.at(since), self.answers)
        try:
            if self.group is None:
                return False
            meant_then = then.fixed()
            if meant_then is None:
                return then.comes_next() != self.comes_next()
            return self.fixed() != meant_then
        except Denied:
            return False

    def comes_next(self) -> date | None:
        """The day by the schedule of the next meeting."""
        coming = next_occurrence(self.timetable(), self.group.zone, self.talk.now)
        return coming.fixed if coming else None

    def deviation(self) -> Deviation:
        """What is to be written, once all is answered."""
        raise NotImplementedError

    def called_off(self, fixed: date, fate: Fate) -> Deviation:
        """That the meeting of a fixed day is not held, be it where it was moved."""
        old = deviation_of(self.timetable(), fixed) or Deviation(fixed=fixed, fate=fate)
        return replace(old, fate=fate, reason=self.why())

    def check(self) -> None:
        super().check()
        if self.group is None:
            return
        timetable = self.timetable()
        if self.next_slot() is not None:
            return
        wanted = self.deviation()
        # What is read back stays about this meeting, whichever is the next when it is answered.
        self.answers.setdefault("meeting", self.meeting.isoformat())
        known = deviation_of(timetable, wanted.fixed)
        if not (self.seen or "").startswith(wanted.fixed.isoformat()):
            self.answers["seen"] = self._state(wanted)
        if wanted == known or (wanted.is_back and known is None):
            raise Denied(sentence(_("That is written down already."), self._news(wanted)))

    def _state(self, wanted: Deviation) -> str:
        """What is written of the meeting now, to see whether that is still what was read back."""
        return f"{wanted.fixed.isoformat()} {deviation_of(self.timetable(), wanted.fixed)}"

    def _news(self, wanted: Deviation) -> Text:
        then = with_deviation(self.timetable(), wanted)
        return news(then, self.group.zone, wanted.fixed, self.talk.now)

    def why(self) -> str | None:
        """The reason as said; of a death without further words, the word for it."""
        return self.reason or (MOURNING if self.mourning else None)

    def _is_over(self, wanted: Deviation) -> bool:
        """Whether the meeting would have begun by now."""
        return as_moved(self.timetable(), self.group.zone, wanted.fixed).instant <= self.talk.now

    def summary(self) -> Text:
        wanted, address = self.deviation(), self.talk.store.people.get(self.talk.person).address
        sorry = _("My condolences, {you}.")(you=split_honorific(address)[0] or address) if self.mourning else None
        silent = self._is_over(wanted) and wanted.fate is Fate.CANCELLED
        asked = _("Is that right?") if silent else self.question(self._silent())
        coming = held(with_deviation(self.timetable(), wanted), self.group.zone, wanted.fixed)
        return sentence(sorry, self._news(wanted), red_day(coming.day) if coming else None, asked)

    def _silent(self) -> int | None:
        """Whose phone hears nothing of it: the one who has died."""
        dead = dead_of(self.talk, self.group, self.died)
        return dead.person if dead else None

    def act(self, group: Group) -> Reply | Sequence[Reply]:
        self.check()
        if self.next_slot() is not None:
            raise Refusal("meeting", _("Meanwhile the schedule has changed."))
        wanted = self.deviation()
        if self._state(wanted) != self.seen:
            self.answers["seen"] = self._state(wanted)
            now = news(self.timetable(), group.zone, wanted.fixed, self.talk.now)
            raise Refusal("", sentence(_("Meanwhile the schedule has changed."), now))
        self.talk.store.schedules.deviate(self.timetable(), wanted)
        replan(self.talk.store, group.id, self.talk.now)
        if wanted.fate is Fate.POSTPONED:
            ask_later(self.talk, group, self.timetable(), wanted.fixed)
        if self._is_over(wanted) and wanted.fate is Fate.CANCELLED:
            return Reply(_("✓ Saved."))
        if self.quietly:
            return self.kept_quiet()
        *said, clean = announce(self.talk, group, wanted.fixed, self._silent())
        dead = dead_of(self.talk, group, self.died)
        offer = writing_down(self.talk, group, dead) if dead else ()
        return [*said, replace(clean, buttons=(*offer, *clean.buttons))]
