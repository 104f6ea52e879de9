"""How one group is doing, whole or by what was asked for: members, women, youth, meetings, attendance, readiness."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property

from bot.forms import on, opens
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines, sentence
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import GroupForm, can, groups_for, the_named
from handlers.accompanied import A_FEW, in_brief, looks, percent
from handlers.findings import briefly, report_among, report_of
from handlers.minutes import is_counted, roll_of
from handlers.ports import Store
from handlers.welcome import holders
from handlers.words import group_name, listing, when
from jamaah.accompanying import Concern, Look, attendance
from jamaah.groups import Group
from jamaah.meetings import tally
from jamaah.readiness import State
from jamaah.roles import Deed, Role
from jamaah.standing import is_recorded
from jamaah.timetable import next_occurrence


class Topic(StrEnum):
    """What of a group may be asked for by itself."""

    MEMBERS = "members"
    YOUTH = "youth"
    LAST = "last"
    NEXT = "next"
    ATTENDANCE = "attendance"
    READY = "ready"
    STUCK = "stuck"


NAMED = {
    Topic.MEMBERS: expression(r"\b(?:anggota|warga|members?|perempuan|wanita|putri|wedok|estri|ibu|women)\w{0,3}\b"),
    Topic.YOUTH: expression(r"\b(?:pemuda|muda|nom-?noman|enom|young|youth)\w{0,2}\b"),
    Topic.LAST: expression(r"\b(?:terakhir|trakhir|akhir|pungkasan|kemarin|last)\w{0,2}\b"),
    Topic.NEXT: expression(r"\b(?:berikut|kapan|depan|besok|lagi|maneh|next)\w{0,3}\b"),
    Topic.ATTENDANCE: expression(r"\b(?:hadir|kehadiran|datang|rawuh|attendance)\w{0,3}\b"),
    Topic.READY: expression(r"\b(?:siap|kesiapan|ready)\w{0,2}\b"),
    Topic.STUCK: expression(r"\b(?:macet|mandek|seret|kendala|masalah|hambatan|kurang|stuck)\w{0,3}\b"),
}
BOOKS_OF = _("The facilitator {name} keeps its books until there is a secretary.")
ASKS_WHAT_IS_STUCK = expression(
    r"\b(?:apa|mana|kenapa|ada)\b.*\b(?:macet|mandek|seret|kendala|hambatan)\w{0,3}\b"
    r"|\b(?:macet|mandek|seret|kendala|hambatan)\w{0,3}\b.*\b(?:apa|mana|kenapa)\b"
)
READY = expression(
    r"\bsiap\b(?: (?:jadi|menjadi|koperasi|ke|daftar|notaris))* (?:belum|apa belum|tidak)\b|\bsiap\b[^.!]*\?"
)
BESIDE_RULES = (Concern.SMALL, Concern.FEW_WOMEN, Concern.NOBODY)
"""What stands among the rules too."""


@on("group_status", deed=Deed.SEE_FIGURES)
class GroupStatus(GroupForm):
    """Ask how a group is doing: members, women, youth, last and next meeting, attendance, readiness, what is stuck."""

    title = _("How a group is doing")
    writes = False

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """Whether it is ready is asked of the very group: "sumber rejeki wis siap durung?"."""
        if self.group is None or self.topics != [Topic.READY] or not READY.search(read(self.talk.text).plain):
            return None
        return "readiness", {"group": self.group.id}

    @classmethod
    @only_with(ASKS_WHAT_IS_STUCK)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """What is stuck, asked of a group that is named or was talked about last."""
        if talk.busy or not ASKS_WHAT_IS_STUCK.search(read(text).plain) or not groups_for(talk, Deed.ACCOMPANY):
            return None
        return the_named(talk, Deed.SEE_FIGURES, text)

    @cached_property
    def topics(self) -> list[Topic]:
        """What was asked for by itself; nothing where it is about all."""
        plain = read(self._beside_its_name()).plain
        return [topic for topic in Topic if NAMED[topic].search(plain)]

    def _beside_its_name(self) -> str:
        """What was said, without the words of the group's name and village: "Muda Karya" asks for no youth."""
        said = self.talk.text
        for name in (self.group.name, self.group.village) if self.group else ():
            said = re.sub(rf"\b{re.escape(name)}\b", " ", said, flags=re.IGNORECASE)
        return said

    def act(self, group: Group) -> Reply:
        [seen] = looks(self.talk.store, [group], self.talk.now)
        said: Mapping[Topic, Callable[[Look], Text | None]] = {
            Topic.MEMBERS: self._members,
            Topic.YOUTH: self._youth,
            Topic.LAST: self._last,
            Topic.NEXT: self._next,
            Topic.ATTENDANCE: self._attendance,
            Topic.READY: self._rules,
            Topic.STUCK: self._stuck,
        }
        head = _("{group}, {village}, as of {day}.")(
            group=group_name(group), village=group.village, day=PlainDate(seen.on)
        )
        if self.topics:
            return Reply(sentence(head, *(said[topic](seen) for topic in self.topics)))
        together = ((Topic.MEMBERS, Topic.YOUTH), (Topic.LAST, Topic.NEXT))
        first, second = (sentence(*(said[topic](seen) for topic in some)) for some in together)
        rest = (said[topic](seen) for topic in (Topic.ATTENDANCE, Topic.READY, Topic.STUCK))
        return Reply(lines(sentence(head, first), second, *rest, self._books_of(group)), self._buttons(group))

    def _books_of(self, group: Group) -> Text | None:
        """Who keeps the books where there is no secretary yet."""
        stewards = holders(self.talk.store, group.id, Role.STEWARD)
        return BOOKS_OF(name=stewards) if stewards else None

    def _members(self, seen: Look) -> Text:
        known = seen.figures
        if not known.total:
            return _("No members in the book yet.")
        share = _("{women} women ({percent} %).")(women=known.women, percent=percent(known.women, known.total))
        unsure = _("Of {count} it is not known yet.")(count=known.unknown) if known.unknown else None
        return sentence(_("{total} members.")(total=known.total), share, unsure)

    def _youth(self, seen: Look) -> Text | None:
        return _("{count} young.")(count=seen.figures.youth) if seen.figures.total else None

    def _last(self, seen: Look) -> Text:
        meeting = seen.last
        if meeting is None:
            return _("No meeting is recorded yet.")
        if not is_recorded(meeting):
            return _("They met last on {day}; the minutes are not there yet.")(day=meeting.day)
        if not is_counted(meeting):
            return _("They met last on {day}; who came is not recorded.")(day=meeting.day)
        present = tally(meeting, roll_of(self.talk.store, seen.group, meeting.day)).present
        return _("They met last on {day}, {present} came.")(day=meeting.day, present=present)

    def _next(self, seen: Look) -> Text:
        timetable = self.talk.store.schedules.current(seen.group.id)
        if timetable is None:
            return _("No schedule yet.")
        pause = timetable.pause_on(seen.on)
        if pause is not None:
            return _("Pausing until {last}.")(last=pause.last) if pause.last else _("Pausing until further notice.")
        coming = next_occurrence(timetable, seen.group.zone, self.talk.now)
        return _("Next: {when}.")(when=when(coming, seen.group.zone)) if coming else _("No next meeting yet.")

    def _attendance(self, seen: Look) -> Text | None:
        latest = self.talk.store.meetings.latest(seen.group.id, A_FEW)
        counted = [meeting for meeting in reversed(latest) if is_counted(meeting)]
        rolls = [roll_of(self.talk.store, seen.group, meeting.day) for meeting in counted]
        share = attendance(counted, rolls)
        if share is None:
            return _("No attendance is recorded yet.") if self.topics else None
        came = listing(str(tally(one, roll).present) for one, roll in zip(counted, rolls, strict=True))
        return _("Who came to the last {count} meetings: {came} ({percent} %).")(
            count=len(counted), came=came, percent=share
        )

    def _rules(self, seen: Look) -> Text:
        met, counted = report_among(self.talk, seen.group).own
        return _("Rules met: {met} of {all}.")(met=met, all=counted)

    def _stuck(self, seen: Look) -> Text | None:
        """What needs a hand, and the rules of the group's own that are not met."""
        looks_closer = can(self.talk, seen.group.id, Deed.SEE_ATTENDANCE)
        stuck = [*self._concerns(seen), *self._unmet(seen)] if looks_closer else []
        if not stuck:
            return _("Nothing is stuck.") if self.topics else None
        return _("Needs a hand: {what}.")(what=listing(stuck))

    def _concerns(self, seen: Look) -> Iterator[Text]:
        told = [Concern.NOBODY] if Concern.NOBODY in seen.concerns and not self.topics else []
        yield from (in_brief(seen, one) for one in seen.concerns if one not in BESIDE_RULES and one not in told)

    def _unmet(self, seen: Look) -> Iterator[Text]:
        for finding in report_of(self.talk, seen.group).findings:
            if finding.track == "own" and finding.state is State.NOT_MET and not finding.advice:
                yield briefly(finding)

    def _buttons(self, group: Group) -> tuple[Button, ...]:
        ready = opens("readiness", _("Are they ready?"), group=group.id)
        minutes = opens("show_meeting", _("Last minutes"), group=group.id)
        months = opens("attendance_months", _("Attendance by month"), group=group.id)
        return (ready, minutes, months) if can(self.talk, group.id, Deed.ACCOMPANY) else ()
