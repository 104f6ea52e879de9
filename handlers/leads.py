"""How long before each meeting people are reminded: seen by everybody, set by a secretary."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.forms import Denied, Form, Kind, Reading, Refusal, ask, on, opens
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import HOME_LANGUAGE, Text, _, lines, sentence
from bot.understanding.expressions import expression
from bot.understanding.normalise import read
from bot.understanding.telling import asks_outright
from bot.understanding.times import find_leads
from handlers.access import GroupForm, groups_for
from handlers.ports import Store
from handlers.reminders import mute_button, replan
from handlers.welcome import secretaries_of
from handlers.words import come, group_name, spans, when
from jamaah import refusals
from jamaah.groups import LEADS, Group
from jamaah.reminders import ahead, check_leads
from jamaah.roles import Deed
from jamaah.timetable import upcoming

Spans = tuple[timedelta, ...]
NONE = (
    r"(?:tolong |mohon )*(?:jangan|aja|ojo|ora usah|gak usah|ga usah|ndak usah|tidak usah|rasah|tanpa|hapus|tiadakan)"
    r"(?: (?:ada|ana|ono|pakai|pake|nganggo|kirim|lagi|semua))* (?:pengingat\w*|reminder\w*|diingatkan|dielingke)"
    r"(?: (?:lagi|maneh|kumpulan|rapat|kelompok|ke anggota|semua|ya|dulu|saja|wae))*[.! ]*"
)
_NONE = expression(NONE, re.IGNORECASE)
_EVERYBODY = expression(
    r"(?:(?:tolong|mohon|coba|bisa|bisakah|ayo|mau|minta) )*(?:di|peng)?ingat(?:kan)? (?:ke )?"
    r"(?:semua(?:nya)?|para|seluruh)(?: (?:anggota|orang|warga|ibu-ibu|bapak-bapak"
    r"|kumpulan|rapat|nanti|malam|besok|lagi|ya|dulu|sekarang|nggih|bu|pak"
    r"|dong|ada|kalau|soal|tentang|untuk))*[.! ]*"
)
"""Who is to be reminded now, and no word of when reminders come."""
OFFERED: tuple[Spans, ...] = (LEADS, (timedelta(days=2), timedelta(hours=3)), (timedelta(days=1),))


def next_one(talk: Talk[Store], group: Group) -> Text | None:
    """When the next reminder comes; why there is none."""
    timetable = talk.store.schedules.current(group.id)
    if timetable is None:
        return _("There is no schedule yet, so none comes.")
    coming = next(ahead(timetable, group.zone, talk.now, group.leads), None)
    if coming is None:
        return None
    at = datetime.fromtimestamp(coming.at, ZoneInfo(group.zone))
    early = coming.at < coming.occurrence.instant - int(coming.lead.total_seconds())
    rest = _("At night I send nothing, so it comes just before nine.") if early else None
    return sentence(_("The next one: {day}, {hour}.")(day=at.date(), hour=at.time()), rest)


class Leads(Kind[Spans]):
    """How long before: "2 hari dan 3 jam", "H-1"; nothing at all, "jangan ada pengingat", is ()."""

    hint = _("For example: 2 days and 3 hours, or: no reminders.")

    def read(self, text: str, form: Form[Any]) -> Reading[Spans] | None:
        found = self.find(text, form)
        return None if found is None else Reading(found, certain=len(text.split()) <= 8)

    def find(self, text: str, form: Form[Any]) -> Spans | None:
        return () if _NONE.fullmatch(text.strip()) else find_leads(text) or None

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> Spans | None:
        return self.find(form.talk.text, form)

    def tap(self, token: str, form: Form[Any]) -> Spans | None:
        if not re.fullmatch(r"[0-9]{1,7}(?:\+[0-9]{1,7})*", token):
            return self.find(token, form)
        return tuple(timedelta(seconds=int(part)) for part in token.split("+") if int(part))

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        kept = form.group.leads if form.group else LEADS
        offered = [(spans(leads), "+".join(map(_seconds, leads))) for leads in OFFERED if leads != kept]
        return [*offered, *([(_("No reminders"), "0")] if kept else [])]

    def dump(self, value: Spans) -> Json:
        return [int(lead.total_seconds()) for lead in value]

    def load(self, raw: Json, form: Form[Any]) -> Spans:
        return tuple(timedelta(seconds=seconds) for seconds in raw)

    def told(self, value: Spans) -> Text | None:
        return come(value)


def _seconds(lead: timedelta) -> str:
    return str(int(lead.total_seconds()))


@on("set_reminder", deed=Deed.SEE_SCHEDULE, pattern=NONE)
class SetReminder(GroupForm):
    """Hear when reminders come; a secretary says when they are to come."""

    title = _("When reminders come")
    writes = False
    leads: Spans | None = ask(Leads(), optional=True, takes=("lead",))

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """Whoever may set it is asked, unless it is no more than a question, or a tap on what is called so."""
        told = self._to_tell_all()
        if told is not None:
            return "announce", told
        said = self.talk.text and not self.answers
        if (self.leads is None and not said) or asks_outright(self.talk.text):
            return None
        return ("set_leads", self.answers) if groups_for(self.talk, Deed.SET_SCHEDULE) else None

    def _to_tell_all(self) -> Mapping[str, Json] | None:
        """The next meeting as words to everybody, where a secretary wants all to be reminded of it now."""
        groups = groups_for(self.talk, Deed.SET_SCHEDULE)
        if self.leads is not None or len(groups) != 1 or not _EVERYBODY.fullmatch(read(self.talk.text).plain.strip()):
            return None
        timetable = self.talk.store.schedules.current(groups[0].id)
        coming = next(iter(upcoming(timetable, groups[0].zone, self.talk.now)), None) if timetable else None
        if coming is None:
            return None
        told = _("Meeting {scheduled}.")(scheduled=when(coming, groups[0].zone))
        return {"group": groups[0].id, "message": told.render(HOME_LANGUAGE)}

    def act(self, group: Group) -> Reply:
        wanted = self.leads is not None and not asks_outright(self.talk.text)
        keeper = _("It is set by {secretaries}.")(secretaries=secretaries_of(self.talk, group.id)) if wanted else None
        return Reply(lines(sentence(come(group.leads), self._next(group)), keeper), self._buttons(group))

    def _next(self, group: Group) -> Text | None:
        return next_one(self.talk, group) if group.leads else None

    def _buttons(self, group: Group) -> tuple[Button, ...]:
        mine = mute_button(self.talk, group)
        if group in groups_for(self.talk, Deed.SET_SCHEDULE):
            return (opens("set_leads", _("Change it"), group=group.id), *mine)
        return (opens("next_meeting", _("Next meeting"), group=group.id), *mine)


@on("set_leads", deed=Deed.SET_SCHEDULE)
class SetLeads(GroupForm):
    """Set how long before each meeting people are reminded."""

    title = _("Set when reminders come")
    lapses = True
    answered_by = "set_reminder"
    leads: Spans = ask(Leads(), lambda f: f.now_and_then(), label=_("how long before"), takes=("lead",))

    def now_and_then(self) -> Text:
        """Asks for the leads, with those that hold."""
        return sentence(come(self.group.leads), _("How long before should they come?"))

    def check(self) -> None:
        super().check()
        if self.group is None or self.leads is None:
            return
        try:
            wanted = check_leads(self.leads)
        except refusals.Refusal as refusal:
            raise Refusal("leads", REFUSALS[refusal.reason]) from refusal
        if wanted == self.group.leads:
            raise Denied(sentence(_("That is so already."), next_one(self.talk, self.group) if wanted else None))

    def summary(self) -> Text:
        second = _("The second goes only to those who have not answered.") if len(self.leads) > 1 else None
        if not self.leads:
            return lines(_("No reminders any more for {group}.")(group=group_name(self.group)), _("Is that right?"))
        follows = next_one(self.talk, replace(self.group, leads=self.leads))
        return lines(sentence(come(self.leads), follows), second, _("Is that right?"))

    def act(self, group: Group) -> Reply:
        self.check()
        changed = replace(group, leads=check_leads(self.leads))
        self.talk.store.groups.replace(changed)
        replan(self.talk.store, group.id, self.talk.now)
        follows = next_one(self.talk, changed) if changed.leads else come(())
        return Reply(sentence(_("✓ Saved."), follows))


REFUSALS = {
    "too_many": _("Two reminders at most."),
    "too_short": _("At least 15 minutes before."),
    "too_long": _("At most 14 days before."),
}
