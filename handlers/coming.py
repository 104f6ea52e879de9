"""Saying before a meeting who comes: oneself, those of one's house, and for the secretary anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import islice, takewhile
from typing import Any

from bot.forms import Denied, ask, on, opens
from bot.kinds import Day
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, sentence
from bot.understanding.dates import find_date, week_ahead
from bot.understanding.naming import mentions
from bot.understanding.needed import needed
from bot.understanding.normalise import read
from bot.understanding.putting_off import names_weekday_only
from bot.understanding.who_comes import asks_who_comes, bare_answer, bare_of_spouse, with_spouse
from handlers.access import can, groups_for
from handlers.as_called import behind_a_name, called_first
from handlers.ports import Store
from handlers.reason_given import reason_given
from handlers.replying import replied
from handlers.speaking_for import SpeakingFor
from handlers.welcome import hearers_of, passed_on, secretaries_of
from handlers.who_comes import SAYS, answer_buttons, answers_told, numbers
from handlers.words import group_name, listing, spoken_to, together, when
from jamaah.groups import Group
from jamaah.members import addressed
from jamaah.roles import Deed
from jamaah.rsvps import Answer, Rsvp, expected, to_come
from jamaah.timetable import Occurrence, Timetable, next_occurrence, upcoming


def _plain_answer(text: str) -> str | None:
    """What a message that is only an answer says, of the speaker or of the spouse; "" where it may mean either."""
    told = with_spouse(text) if bare_of_spouse(text) else None
    return bare_answer(text) if told is None else told[1]


def _of_who_is_called_so(talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
    """A plain answer behind words by which a member is called, which are no name elsewhere: "mbah modin izin"."""
    may_answer = mentions(read(text).plain, needed(bare_answer))
    if not (may_answer and any(bare_answer(rest) in HOW for rest in behind_a_name(text))):
        return None
    found = None if talk.reader.slots("rsvp", text, talk.local).get("name") else called_first(talk, text, KEEPS)
    answer = bare_answer(found[2]) if found and found[2] else None
    if found is None or answer not in HOW:
        return None
    return {"group": found[0].id, "answer": answer, "replies": {HOW[answer]: [found[1].id]}}


KEEPS = Deed.RECORD_MEETING
HOW = {Answer.YES.value: "present", Answer.NO.value: "excused"}
JUST_BEGUN = 3 * 3_600
"""For so many seconds after it has begun, words without a day are of that meeting."""
FEW = 3


class DayToCome(Day):
    """The day of the meeting that is meant; of a bare weekday without one, the first such day with a meeting."""

    def find(self, text: str, form: Any) -> date | None:
        day = find_date(text.replace(form.reason or "\0", " "), form.talk.local, past=False)
        timetable = form.timetable() if form.group else None
        if day is None or timetable is None or not names_weekday_only(text, day, form.talk.local):
            return day
        coming = list(islice(upcoming(timetable, form.group.zone, form.talk.now), FEW))
        return next((one.day for one in coming if one.day.weekday() == day.weekday() and one.day >= day), day)


class Week(Day):
    """The Monday of the week of which it is spoken."""

    def find(self, text: str, form: Any) -> date | None:
        return week_ahead(text, form.talk.local)


@on("rsvp", deed=Deed.SAY_COMING)
class Coming(SpeakingFor):
    """Say whether you come to the next meeting."""

    alone = True
    save = _("Yes")
    answered_by = "who_comes"
    cancelled = _("All right, nothing is written down.")
    day: date | None = ask(DayToCome(past=False), optional=True, label=_("day"))
    week: date | None = ask(Week(past=False), optional=True)

    @classmethod
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """A message that is nothing but an answer, from somebody who is a member; "absen" only from who keeps no book,
        for it may be the roll."""
        reply = (
            None if talk.busy else replied(talk, text) or reason_given(talk, text) or _of_who_is_called_so(talk, text)
        )
        if reply is not None:
            return reply
        said = None if talk.busy else _plain_answer(text)
        groups = groups_for(talk, Deed.SAY_COMING) if said is not None else []
        member_of = [group for group in groups if talk.store.members.as_person(group.id, talk.person)]
        if not member_of or (said == "" and any(can(talk, one.id, Deed.RECORD_MEETING) for one in groups)):
            return None
        group = {"group": member_of[0].id} if len(member_of) == 1 else {}
        words = {"words": text} if bare_of_spouse(text) else {}
        return group | words | ({"answer": said} if said else {})

    @classmethod
    def is_asked(cls, text: str) -> bool:
        return asks_who_comes(text)

    def timetable(self) -> Timetable | None:
        """When the group meets; None where that was never fixed."""
        return self.talk.store.schedules.current(self.group.id)

    def meeting(self) -> Occurrence | None:
        """The meeting that is meant, which is still to come; None where there is none."""
        timetable = self.timetable()
        if timetable is None:
            return None
        if self.day is not None and not self._is_shifted():
            return to_come(timetable, self.group.zone, self.day, self.talk.now)
        if self.week is not None:
            return self._of_week(timetable, self.week)
        return None if self._just_begun(timetable) and self.day is None else self._next()

    def _is_shifted(self) -> bool:
        """Whether a day without a meeting was named by who answers: then the next one may be meant."""
        timetable, said = self.timetable(), bool(self.words and self.answer)
        if self.day is None or timetable is None or not said or self.day <= self.talk.local.date():
            return False
        return to_come(timetable, self.group.zone, self.day, self.talk.now) is None

    def _of_week(self, timetable: Timetable, monday: date) -> Occurrence | None:
        """The first meeting of that week, or of the Sunday before."""
        ahead = takewhile(
            lambda one: one.day < monday + timedelta(days=7), upcoming(timetable, self.group.zone, self.talk.now)
        )
        return next((one for one in ahead if one.day >= monday - timedelta(days=1)), None)

    def _just_begun(self, timetable: Timetable) -> bool:
        begun = next_occurrence(timetable, self.group.zone, self.talk.now - JUST_BEGUN)
        return begun is not None and begun.instant <= self.talk.now

    def _next(self) -> Occurrence | None:
        return self._after(self.talk.now)

    def _after(self, moment: int) -> Occurrence | None:
        timetable = self.timetable() if self.group else None
        return next_occurrence(timetable, self.group.zone, moment) if timetable else None

    def question(self) -> Text:
        meeting = self.meeting()
        return _("Do you come on {day}?")(day=meeting.day) if meeting else _("Do you come to the meeting?")

    def has_passed(self, since: int) -> bool:
        """Whether the meeting that was meant then has begun: the answer is of no other."""
        return self._after(since) != self._after(self.talk.now)

    # -- what cannot be said

    def check(self) -> None:
        super().check()
        if self.group is None:
            return
        if not self.mine() and not self.said() and self.keeps_book():
            raise Denied(_("{you} are not connected with a name in the members' book yet.")(you=self._you()))
        if not self.keeps_book() and not all(self.meant_by(name) for name in self.unclear()):
            raise self._not_for_the_speaker()
        if self._next() is None and self.keeps_book():
            raise self._no_day()
        if self.meeting() is None and (self.day or self.week) and self.timetable():
            raise self._none_then()

    def _not_for_the_speaker(self) -> Denied:
        """That others say themselves whether they come; of a spouse whom the book does not know, what can be done."""
        coming, spouse = self._next(), with_spouse(self.talk.text)
        if coming is None or spouse is None or spouse[1] != "yes":
            return Denied(_("That is for the person themselves to say, or for the secretary."))
        told = _(
            "Your spouse is not in your household in the book. If you cannot come yourself, tap below; who comes for"
            " you is for {secretaries} to write down."
        )
        return Denied(told(secretaries=secretaries_of(self.talk, self.group.id)), self._asked(coming))

    def _no_day(self) -> Denied:
        """That no meeting is fixed of which it could be said."""
        if self.timetable() is not None:
            return Denied(
                _("{group} pauses for now; the day of the next meeting follows.")(group=group_name(self.group))
            )
        return Denied(
            _("{group} has no fixed schedule yet.")(group=group_name(self.group)),
            (opens("set_schedule", _("Fix the schedule")),),
        )

    def _you(self) -> str:
        return spoken_to(self.talk.store.people.get(self.talk.person).address)

    def _none_then(self) -> Denied:
        """Why nothing can be said of that day; and the next meeting, of which it can."""
        coming, today = self._next(), self.talk.local.date()
        if self.day is None:
            told = _("There is no meeting in that week.")
        elif self.day < today:
            told = _("The meeting of {day} is over.")(day=self.day)
        elif self.day == today and self._just_begun_or_over():
            told = _("The meeting of {day} has begun already.")(day=self.day)
        else:
            told = _("There is no meeting on {day}.")(day=self.day)
        if coming is None:
            return Denied(told)
        following = _("The next: {when}.")(when=when(coming, self.group.zone))
        return Denied(sentence(told, following), self._asked(coming))

    def _just_begun_or_over(self) -> bool:
        timetable = self.timetable()
        start = self.talk.local.replace(hour=0, minute=0, second=0, microsecond=0)
        first = next_occurrence(timetable, self.group.zone, int(start.timestamp()) - 1) if timetable else None
        return first is not None and first.instant <= self.talk.now

    def _asked(self, coming: Occurrence) -> tuple[Button, ...]:
        return answer_buttons(self.group.id, coming.day) if self.mine() else ()

    # -- what is read back

    def _is_own(self) -> bool:
        mine = {member.id for member in self.mine()}
        return bool(mine) and not self.unclear() and self.of_members().keys() <= mine

    def _passes_on(self) -> bool:
        """Whether there is nothing to write it into: no meeting is fixed, or the speaker is not in the book."""
        return self.meeting() is None or not (self.mine() or self.said())

    def summary(self) -> Text | None:
        if self.group is None or self.unclear():
            return None
        if self._passes_on():
            return self._shall_i() if self.words and self.answer is not Answer.YES else None
        if not self.of_members() or (self._is_own() and not self._is_shifted()):
            return None
        none = _("There is no meeting on {day}.")(day=self.day) if self._is_shifted() else None
        return sentence(none, self._told(), _("Is that right?"))

    def _shall_i(self) -> Text:
        return _("All right, {name}. Shall I pass it on to {secretaries}: “{words}”?")(
            name=self._me(), secretaries=hearers_of(self.talk, self.group.id), words=self.words
        )

    def _me(self) -> str:
        return self.talk.store.people.get(self.talk.person).address

    def _told(self) -> Text:
        """Who comes and who does not, with the day."""
        said, day = self.of_members(), self._day()
        answers = set(said.values())
        if len(answers) == 1 and None not in answers:
            names = together(self._names(list(said)))
            told = _("{names}: {answer} ({reason}), {day}.") if self.reason else _("{names}: {answer}, {day}.")
            return told(names=names, answer=SAYS[answers.pop()], reason=self.reason, day=day)  # type: ignore[index]
        parts = [
            _("{answer} {count} ({names})")(answer=SAYS[answer], count=len(ids), names=", ".join(self._names(ids)))
            for answer in Answer
            if (ids := [member for member, one in said.items() if one is answer])
        ]
        return _("{day}: {told}.")(day=day, told=listing(parts))

    def _day(self) -> date:
        meeting = self.meeting()
        return meeting.day if meeting else self.talk.local.date()

    def _names(self, ids: Sequence[int]) -> list[str]:
        roll, today = self.roll(), self.talk.local.date()
        named, late = {member.id: addressed(member, today, roll) for member in roll}, self.late()
        return [f"{named[one]} ({late[one]})" if one in late else named[one] for one in ids if one in named]

    # -- what is done

    def act(self, group: Group) -> Reply | Sequence[Reply]:
        self.check()
        meeting = self.meeting()
        if self._passes_on() or meeting is None:
            return self._pass_on(group) if self.words and self.answer is not Answer.YES else Reply(self._welcome())
        if not self.of_members():
            return Reply(_("All right, nothing is written down."))
        self._write(group, meeting)
        self._tell_late(group, meeting)
        if self._is_own():
            return Reply(self._confirmed())
        return Reply(sentence(_("✓ Saved."), self._so_far(group, meeting)))

    def _write(self, group: Group, meeting: Occurrence) -> None:
        rsvps = self.talk.store.rsvps
        known = {one.member: (one.answer, one.reason) for one in rsvps.of(group.id, meeting.day)}
        for member, answer in self.of_members().items():
            note = self.note(member, answer) if answer else None
            if answer is None or known.get(member) == (answer, note):
                continue
            rsvps.say(
                Rsvp(
                    group=group.id,
                    day=meeting.day,
                    member=member,
                    answer=answer,
                    reason=note,
                    by=self.talk.person,
                    said=self.talk.now,
                )
            )

    def _confirmed(self) -> Text:
        return sentence(_("Good, {told}")(told=self._told()), self._left_out() or _("If that changes, just write."))

    def _left_out(self) -> Text | None:
        told = _("Your spouse is not in your household in the book; please let {secretaries} write that down.")
        return told(secretaries=secretaries_of(self.talk, self.group.id)) if self.leaves_out() else None

    def _so_far(self, group: Group, meeting: Occurrence) -> Text:
        if can(self.talk, group.id, Deed.SEE_ATTENDANCE):
            return answers_told(self.talk.store, group, meeting)
        told = expected(self.talk.store.rsvps.of(group.id, meeting.day), self.roll())
        return _("{told}.")(told=numbers(told))

    def _tell_late(self, group: Group, meeting: Occurrence) -> None:
        """After the last reminder, when they have read who comes, the secretaries hear of an answer at once."""
        last = min((lead.total_seconds() for lead in group.leads), default=timedelta(days=1).total_seconds())
        if self.talk.now < meeting.instant - last:
            return
        told = _("{group}: {told}")(group=group_name(group), told=self._told())
        for secretary in self.talk.store.people.keeping(group.id):
            if secretary != self.talk.person:
                self.talk.tell(secretary, Reply(told, kind="alert"))

    def _welcome(self) -> Text:
        coming = self._next()
        if coming is None:
            return _("Good, {name}. See you at the meeting.")(name=self._me())
        return _("Good, {name}. See you on {day}.")(name=self._me(), day=coming.day)

    def _pass_on(self, group: Group) -> Reply:
        told = _("{name} of {group} wrote: “{words}”")(name=self._me(), group=group_name(group), words=self.words)
        for secretary in self.talk.store.people.keeping(group.id):
            self.talk.tell(secretary, Reply(told, kind="alert"))
        return Reply(passed_on(self.talk, group.id))
