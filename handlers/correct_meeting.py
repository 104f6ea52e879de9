"""Correcting a meeting that is recorded: who was there, the day, the hour, the place, what was decided."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.forms import Denied, Kind, Reading, Refusal, ask, on
from bot.kinds import Day, Hour, Words
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.amending import alike, amendment, decisions_in, may_amend, without_lead
from bot.understanding.dates import find_date
from bot.understanding.expressions import expression
from bot.understanding.telling import is_to_come, tells_who, wrong_of_meeting
from handlers.attendance import Attendance as WhoWasThere
from handlers.attendance import Said, how_to_tell, in_words, way_of
from handlers.attending import Attended
from handlers.differences import differences
from handlers.kinds import Id
from handlers.minutes import (
    belonged,
    correct_button,
    heading,
    just_recorded,
    keep_recorded,
    numbers,
    recent,
    share_button,
)
from handlers.names import address_of
from handlers.names_that_follow import names_that_follow
from handlers.places import Place, tidy_place
from handlers.ports import Store
from handlers.told_minutes import tell_corrected
from jamaah import meetings, refusals
from jamaah.attendance import Attendance
from jamaah.groups import Group
from jamaah.meetings import Meeting
from jamaah.roles import Deed

Change = dict[str, Json]
"""What is to be different: "who" (statements), "place", "at", "day", "agenda"; of decisions "added", "edited" by their
number and "dropped" numbers. "asks" is what a button asked for that has not been answered."""

PARTS = {
    "who": _("attendance"),
    "place": _("place"),
    "at": _("hour"),
    "day": _("day"),
    "decision": _("decision"),
}
QUESTIONS = {
    "who": _("Who is to be different? For example: Bu Tini was there, Pak Darmo excused."),
    "place": _("Where was it?"),
    "at": _("At what hour was it?"),
    "day": _("On which day was it?"),
    "decision": _("Write what was decided besides, or tap what is to be different."),
}
LISTS = ("who", "added", "dropped")
_DECISION = expression(r"(edit|drop)(\d{1,3})")
_OF_THE_DAY = expression(r"\b(hari|tanggal|tgl)(nya|ne|e)?\b|\bbukan\b", re.IGNORECASE)
LONGEST = 1000


class Correction(Kind[Change]):
    """What is to be different about a meeting, in words or by buttons."""

    hint = _("For example: Bu Tini was there, not excused. Or: the place was the village hall.")

    def read(self, text: str, form: Any) -> Reading[Change] | None:
        change = self._answer(text, form) or self.find(text, form)
        return Reading(change, certain=True) if change else None

    def _answer(self, text: str, form: Any) -> Change | None:
        """An answer to what a button asked for."""
        asks = str(form.changing().get("asks", ""))
        kinds: dict[str, Kind[Any]] = {"place": Place(), "at": Hour(), "day": Day(past=True)}
        kind = kinds.get(asks, Words(LONGEST))
        reading = kind.read(text, form) if asks and asks != "who" else None
        if reading is None:
            return None
        value = kind.dump(reading.value)
        if asks == "decision" and (amended := _amended(text, form)):
            return amended
        if asks.startswith("edit"):
            return {"edited": {asks.removeprefix("edit"): value}}
        return _decided(without_lead(value), form) if asks == "decision" else {asks: value}

    def take(self, said: Mapping[str, Json], form: Any) -> Change | None:
        return self.find(form.talk.text, form)

    def find(self, text: str, form: Any) -> Change | None:
        """All that a message says of a meeting; another day only where it says so, and none that is to come."""
        if is_to_come(text):
            return None
        if amended := _amended(text, form):
            return amended
        slots = form.talk.reader.slots("record_meeting", text, form.talk.local)
        who, meeting = in_words(text, form), form.of()
        change: Change = {"who": [who]} if who else {}
        change |= {"place": tidy_place(slots["place"], address_of(form.talk))} if "place" in slots else {}
        change |= {"agenda": slots["agenda"]} if "agenda" in slots else {}
        change |= {"at": slots["time"]} if "time" in slots else {}
        change |= _decided(slots["decision"], form) if "decision" in slots else {}
        if meeting and slots.get("date") not in (None, meeting.day.isoformat()) and _OF_THE_DAY.search(text):
            change["day"] = slots["date"]
        return change or None

    def tap(self, token: str, form: Any) -> Change | None:
        if token in PARTS:
            return {"asks": token}
        found, meeting = _DECISION.fullmatch(token), form.of()
        if found:
            there = meeting is not None and int(found[2]) < len(meeting.decisions)
            told: Change = {"asks": token} if found[1] == "edit" else {"dropped": [int(found[2])]}
            return told if there else None
        who = WhoWasThere().tap(token, form)
        return {"who": who} if who else None

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        asks = form.changing().get("asks")
        if asks == "decision":
            return [
                (text(decision=told), f"{do}{number}")
                for number, told in enumerate(form.of().decisions)
                for do, text in (("edit", _("Change: {decision}")), ("drop", _("Take away: {decision}")))
            ]
        if asks == "who" or way_of(form.told()):
            return WhoWasThere().choices(form)
        return [] if asks else [(label, part) for part, label in PARTS.items()]

    def merge(self, old: Change, new: Change) -> Change:
        kept = {part: value for part, value in old.items() if part != "asks"}
        lists = {part: [*old.get(part, []), *new.get(part, [])] for part in LISTS if part in old or part in new}
        edited = {**old.get("edited", {}), **new.get("edited", {})}
        return {**kept, **new, **lists, **({"edited": edited} if edited else {})}


def _amended(text: str, form: CorrectMeeting) -> Change | None:
    """One of the decisions as it is right, or struck out, in words that say which."""
    meeting = form.of()
    found = amendment(text, meeting.decisions) if meeting else None
    if found is None:
        return None
    return {"dropped": [found.index]} if found.right is None else {"edited": {str(found.index): found.right}}


def _of_those_there(just: Meeting, talk: Talk[Store], text: str) -> str | None:
    """The words that say who else was there or was not, after a meeting was recorded; None where of another day."""
    words = tells_who(text)
    return words if words and find_date(text, talk.local, past=True) in (None, just.day) else None


def _decided(decision: str, form: CorrectMeeting) -> Change:
    """What was decided: in place of the one that says nearly the same, else besides."""
    meeting = form.of()
    found = alike(decision, meeting.decisions) if meeting else None
    return {"added": [*decisions_in(decision)]} if found is None else {"edited": {str(found): decision}}


def _what_else(form: CorrectMeeting) -> Text:
    asks, meeting = str(form.changing().get("asks", "")), form.of()
    if meeting is None or way_of(form.told()) in ("roll", "tick"):
        return how_to_tell(form)
    if asks.startswith("edit"):
        return _('How is it right: "{decision}"?')(decision=meeting.decisions[int(asks.removeprefix("edit"))])
    if asks:
        return QUESTIONS[asks]
    told = sentence(heading(meeting), numbers(meeting, form.roll()))
    return lines(told, _("What should be different? Tap it, or just write it the right way."))


@on("correct_meeting", deed=Deed.RECORD_MEETING)
class CorrectMeeting(Attended):
    """Correct a meeting that is recorded."""

    title = _("Correct a meeting")
    meeting: int | None = ask(Id(), optional=True)
    heard: str | None = ask(Words(LONGEST), optional=True)
    change: Change = ask(Correction(), _what_else, label=_("correction"), until=lambda f: f.is_told())

    @classmethod
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """Just after a meeting was recorded, who was excused and what is said to be wrong is of that one; which
        decision is to be another is said of the latest too. Names that follow the number of those who came are of that
        one, whatever is open."""
        if (follows := names_that_follow(talk, text)) is not None:
            return {"group": follows[0].group, "meeting": follows[0].id, "heard": follows[1]}
        if talk.busy:
            return None
        just = just_recorded(talk)
        if just is not None and (words := _of_those_there(just, talk, text)) is not None:
            return {"group": just.group, "meeting": just.id, "heard": words}
        meeting = just if just is not None and wrong_of_meeting(text) is not None else None
        amended = [one for one in recent(talk) if amendment(text, one.decisions)] if may_amend(text) else []
        meeting = amended[0] if len(amended) == 1 else meeting
        return {"group": meeting.group, "meeting": meeting.id, "heard": text} if meeting else None

    def _take_heard(self) -> None:
        text = str(self.answers.pop("heard", None) or "")
        change = Correction().find(text, self) if text else None
        part = wrong_of_meeting(text) if text else None
        if change or part:
            self.answers["change"] = change or {"asks": part}

    def concerns(self, intent: str, said: Mapping[str, Json]) -> bool:
        return intent == "record_meeting"

    # -- of which meeting

    def of(self) -> Meeting | None:
        """The meeting that is corrected: the one that was tapped, else the latest."""
        if self.group is None:
            return None
        store = self.talk.store
        found = store.meetings.get(self.meeting) if self.meeting else None
        latest = store.meetings.latest(self.group.id, 1)
        if self.meeting is None and latest:
            found = latest[0]
        return found if found and found.group == self.group.id else None

    def on_day(self) -> date | None:
        meeting = self.of()
        return meeting.day if meeting else None

    # -- what is different

    def changing(self) -> Change:
        """What was said so far of what is to be different."""
        return self.answers.get("change") or {}

    def told(self) -> list[Said]:
        return self.changing().get("who") or []

    def recorded(self) -> Attendance | None:
        meeting = self.of()
        return Attendance(meeting.attendance, meeting.present_count, meeting.late_count) if meeting else None

    def is_told(self) -> bool:
        """Whether anything is said that is to be different, and no button waits for its answer."""
        change, told = self.changing(), self.told()
        waits = "asks" in change or way_of(told) == "tick"
        return not waits and (self.is_said() or bool(change.keys() - {"who", "asks"}))

    def corrected(self, meeting: Meeting) -> Meeting:
        """The meeting as it will be written."""
        change = self.changing()
        told = self.reckoned() if self.is_said() else self.recorded()
        dropped, edited = change.get("dropped", []), change.get("edited", {})
        kept = [edited.get(str(n), one) for n, one in enumerate(meeting.decisions) if n not in dropped]
        return replace(
            meeting,
            day=date.fromisoformat(change["day"]) if "day" in change else meeting.day,
            at=time.fromisoformat(change["at"]) if "at" in change else meeting.at,
            place=change.get("place", meeting.place),
            agenda=change.get("agenda", meeting.agenda),
            decisions=(*kept, *change.get("added", [])),
            attendance=told.entries if told else {},
            present_count=told.present_count if told else None,
            late_count=told.late_count if told else None,
        )

    def check(self) -> None:
        if self.group is None:
            return
        self._take_heard()
        meeting = self.of()
        if meeting is None:
            gone = _("That meeting is not in the book any more.")
            raise Denied(gone if self.meeting else _("No meeting is recorded yet."))
        if not self.is_told() or self.unclear() or self.doubtful():
            return
        corrected = self.corrected(meeting)
        if corrected == meeting:
            raise Refusal("change", _("It is recorded like that already."))
        self._check_day(corrected, meeting)

    def _check_day(self, corrected: Meeting, meeting: Meeting) -> None:
        if (corrected.day, corrected.at) == (meeting.day, meeting.at):
            return
        same_day = self.talk.store.meetings.on(self.group.id, corrected.day)
        founded, today = meetings.books_begin(self.group.founded), self.talk.local.date()
        try:
            meetings.check(corrected, today=today, founded=founded, same_day=same_day)
        except refusals.Refusal as refusal:
            facts = {name: fact.day if isinstance(fact, Meeting) else fact for name, fact in refusal.facts.items()}
            raise Refusal("change", REFUSALS[refusal.reason](**facts)) from refusal

    # -- the end

    def summary(self) -> Text | None:
        meeting = self.of()
        if meeting is None:
            return None
        told = differences(meeting, self.corrected(meeting), self.roll(), self.talk.local.date())
        return lines(heading(meeting), sentence(*told), _("Is that right?"))

    def act(self, group: Group) -> Reply:
        self.check()
        meeting = self.of()
        if meeting is None or not self.is_told():
            return Reply(_("That meeting is not in the book any more."))
        corrected = self.corrected(meeting)
        belonged(self.talk.store, group, corrected)
        tell_corrected(self.talk, group, meeting, corrected)
        self.talk.store.meetings.replace(corrected)
        keep_recorded(self.talk, corrected)
        return Reply(_("✓ Corrected."), (share_button(corrected), correct_button(corrected)))


REFUSALS = {
    "in_future": _("That day is still to come."),
    "before_group": _("That is long before the group's book begins."),
    "already_recorded": _("A meeting of {meeting} is recorded already. If there were two, tell me the hour."),
}
