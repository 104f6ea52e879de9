"""Who was not at a meeting, and how good attendance has been; for who may see it, and without ranking anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from bot.forms import ask, on, opens
from bot.kinds import Day, Words
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.dates import find_date
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from bot.understanding.telling import asks_who_came
from handlers.access import GroupForm, can, the_asked, told_of
from handlers.accompanied import as_of_today, percent
from handlers.minutes import (
    attendance_of,
    correct_button,
    heading,
    is_counted,
    recorded_for,
    roll_of,
    who_came,
    who_was_there,
)
from handlers.names import FullName
from handlers.ports import Store
from handlers.seen_by import ATTENDANCE, looked
from jamaah.groups import Group
from jamaah.meant import resolve
from jamaah.meetings import Meeting, tally
from jamaah.members import addressed
from jamaah.roles import Deed

_OVER_TIME = expression(
    r"\b(sering|kerep|asring|jarang|arang|rajin|sregep|berapa|piro|pinten|persen|rata\w*|rekap\w*|tingkat|statistik|bulan"
    r"|tahun|sasi|taun|selama|biasanya|\d+ (?:kumpulan|rapat|pertemuan|kempalan))\b|%",
    re.IGNORECASE,
)
_SO_MANY = expression(r"\b(\d{1,2}) (?:kumpulan|rapat|pertemuan|kempalan)", re.IGNORECASE)
ATTENDED = ("hadir", "datang", "dateng", "teka", "rawuh", "presensi", "absen")
_THERE, _WHEN = r"(?:datang|hadir|rawuh|teka|berangkat)\b", r"[^?!,:\n]{0,40}[?]?"
OF_A_DAY = expression(
    rf"(?:daftar hadir|presensi|absensi)(?={_WHEN}\d){_WHEN}"
    rf"|siapa(?: saja)?(?: yang)? (?:tidak|belum|gak) {_THERE}{_WHEN}"
    rf"|yang (?:tidak|belum|gak) {_THERE}(?=[^\n]*\bsiapa\b){_WHEN}"
)
_ALONE = expression(
    r"\W*(?:kehadiran|daftar hadir|absensi|presensi|absen)(?: (?:anggota|kelompok|kumpulan|terakhir))*\W*"
)
_BEGINS = expression(r"\s*(?:kehadiran|daftar hadir|absensi|presensi)(?: (?:kelompok|jp|anggota))* ", re.IGNORECASE)
LATEST = 12
"""Meetings over which attendance is told."""


class SomeDay(Day):
    """A day that is named in passing."""

    def find(self, text: str, form: object) -> date | None:
        return find_date(text, form.talk.local, past=True)  # type: ignore[attr-defined]


@on("attendance_stats", deed=Deed.SEE_ATTENDANCE)
class WhoCame(GroupForm):
    """Ask who was not at a meeting, or how good attendance has been."""

    writes = False
    title = _("Who was not there")
    name: str | None = ask(FullName(), optional=True)
    period: str | None = ask(Words(20), optional=True)
    day: date | None = ask(SomeDay(past=True), optional=True)

    @classmethod
    @only_with("siapa", "absen", "presensi", "kehadiran", "daftar")
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "sopo sing ora teka neng Melati tanggal 8" of who accompanies a group that is named; "kehadiran mandiri"."""
        rest, group = told_of(talk, Deed.SEE_ATTENDANCE, text, ATTENDED, alone=True)
        if group and _ALONE.fullmatch(read(rest).plain):
            return group
        rest, of = told_of(talk, Deed.ACCOMPANY, text, ATTENDED, alone=True)
        if of and not talk.busy and OF_A_DAY.fullmatch(read(rest).plain):
            day = find_date(rest, talk.local, past=True)
            return {**of, "day": day.isoformat()} if day else of
        return None if group else _of_another(talk, text)

    def act(self, group: Group) -> Reply:
        if self.name:
            return Reply(self._of_one(group))
        if self.day is None and (self.period in ("month", "year") or _OVER_TIME.search(self.talk.text)):
            shown = opens("attendance_picture", _("Picture"), group=group.id)
            return Reply(self._over_time(group), (shown,) if self._meetings(group) else ())
        found = self.talk.store.meetings.on(group.id, self.day) if self.day else self._meetings(group)[:1]
        return self._at(group, found[-1]) if found else self._none(group)

    def _meetings(self, group: Group) -> list[Meeting]:
        return self.talk.store.meetings.latest(group.id, LATEST)

    def _none(self, group: Group) -> Reply:
        latest = self._meetings(group)
        if not latest:
            return Reply(_("No meeting is recorded yet."))
        told = _("No meeting is recorded on {day}. The latest is {latest}.")
        return Reply(told(day=self.day, latest=latest[0].day), (opens("show_meeting", _("Show the latest")),))

    def _at(self, group: Group, meeting: Meeting) -> Reply:
        roll, today = roll_of(self.talk.store, group, meeting.day), self.talk.local.date()
        names = who_came if asks_who_came(self.talk.text) else who_was_there
        told = sentence(heading(meeting), *names(meeting, roll, today), recorded_for(self.talk.store, meeting))
        may_correct = can(self.talk, group.id, Deed.RECORD_MEETING)
        return Reply(told, (correct_button(meeting),) if may_correct else ())

    def _over_time(self, group: Group) -> Text:
        counted = [meeting for meeting in self._within(group) if is_counted(meeting)]
        if not counted:
            return _("No attendance is recorded yet.")
        rolls = [roll_of(self.talk.store, group, meeting.day) for meeting in counted]
        present = sum(tally(meeting, roll).present for meeting, roll in zip(counted, rolls, strict=True))
        whole = sum(map(len, rolls))
        told = _("In person {percent} % at the last {count} meetings: on average {present} of {members} members.")
        figures = told(
            percent=percent(present, whole),
            count=len(counted),
            present=round(present / len(counted)),
            members=round(whole / len(counted)),
        )
        return lines(
            sentence(figures, as_of_today(self.talk, group)),
            _("Ask for one member, for example: how often was Bu Tini there?"),
        )

    def _within(self, group: Group) -> list[Meeting]:
        today = self.talk.local.date()
        since = {"month": today.replace(day=1), "year": today.replace(month=1, day=1)}.get(self.period or "")
        found = [meeting for meeting in self._meetings(group) if since is None or meeting.day >= since]
        said = _SO_MANY.search(self.talk.text)
        return found[: int(said[1])] if said and int(said[1]) else found

    def _of_one(self, group: Group) -> Text:
        today = self.talk.local.date()
        roll = self.talk.store.members.of(group.id)
        found = resolve(self.name or "", roll, today)
        if len(found) != 1:
            told = (
                _("Several may be {name}. Please write the full name.")
                if found
                else _("I do not find {name} among the members.")
            )
            return told(name=self.name)
        looked(self.talk, found[0], ATTENDANCE)
        return attendance_of(found[0], addressed(found[0], today, roll), self._within(group))


def _of_another(talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
    """A group that is none of the speaker's, where its attendance is asked for and nothing besides."""
    other = the_asked(talk, Deed.SEE_ATTENDANCE, text) if _BEGINS.match(text) else {}
    behind = _BEGINS.sub("", text.strip(" .?!")).strip().casefold()
    return other if str(other.get("named", "")).casefold() == behind and other else None
