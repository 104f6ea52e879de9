"""What became of an idea: discussed, adopted or not at a meeting, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from bot.forms import Denied, Form, Reading, Refusal, ask, on
from bot.kinds import Choice, Day, Words, one_line
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, sentence
from bot.understanding.answers import yes_no
from bot.understanding.dates import find_date
from bot.understanding.telling import is_question
from bot.understanding.verdicts import Verdict, verdict
from handlers.access import groups_for
from handlers.book_of_ideas import IdeaForm, called, meant_by, numbered, says, waiting_button
from handlers.kinds import Id
from handlers.minutes import just_recorded, lately, share_button
from handlers.ports import Store
from jamaah.groups import Group
from jamaah.ideas import Idea, Standing, carried_out, decided, discussed, is_open
from jamaah.meetings import Meeting
from jamaah.roles import Deed

A_WEEK = timedelta(days=7)
FATES = Choice(
    Standing,
    {
        Standing.ADOPTED: _("Adopted"),
        Standing.NOT_ADOPTED: _("Not adopted"),
        Standing.DISCUSSED: _("Discussed only"),
        Standing.CARRIED_OUT: _("Carried out"),
    },
    dict.fromkeys(("setuju", "disetujui", "diterima", "sepakat"), Standing.ADOPTED)
    | dict.fromkeys(("ditolak", "tidak setuju", "tidak disetujui"), Standing.NOT_ADOPTED)
    | dict.fromkeys(("dibahas", "belum diputuskan", "baru dibahas"), Standing.DISCUSSED),
)


class Fate(Choice[Standing]):
    """What became of an idea; that it is new is nothing to be told."""

    def __init__(self) -> None:
        super().__init__(Standing, FATES.labels, FATES.words)

    def read(self, text: str, form: Form[Any]) -> Reading[Standing] | None:
        told = verdict(f"usul {text}")
        if told is not None and not told.about:
            return Reading(Standing(told.fate), certain=True)
        return super().read(text, form)

    def choices(self, form: Form[Any]) -> Any:
        return [(label, fate.value) for fate, label in self.labels.items()]


class Outcome(Words):
    """What came of an idea, in words."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        other = is_question(text) or yes_no(text) is not None
        return None if other else super().read(text, form)


@on("settle_idea", deed=Deed.RECORD_MEETING)
class SettleIdea(IdeaForm):
    """Write down what became of an idea."""

    title = _("What became of an idea")
    fate: Standing = ask(
        Fate(), lambda form: _("The {idea}: what became of it?")(idea=form.spoken_of()), label=_("what became of it")
    )
    outcome: str | None = ask(
        Outcome(300),
        _("What came of it? For example: the machine is bought."),
        label=_("what came of it"),
        when=lambda form: form.fate is Standing.CARRIED_OUT,
    )
    day: date | None = ask(Day(past=True), optional=True, label=_("day"))
    meeting: int | None = ask(Id(), optional=True)

    @classmethod
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "usulan mesin jahit disetujui"; of an idea of the book also "mesin jahit sudah dibeli"."""
        told = verdict(text)
        groups = groups_for(talk, Deed.RECORD_MEETING) if told else []
        if told is None or not groups:
            return None
        found = [group for group in groups if meant_by(talk, group, told)]
        if not found and not (told.named and told.sure):
            return None
        return {**_answers(told, talk, text), **({"group": found[0].id} if len(found) == 1 else {})}

    def offered(self) -> list[tuple[int, Idea]]:
        """The ideas that wait."""
        ideas = numbered(self.talk, self.group)
        return [one for one in ideas if is_open(one[1])] or ideas[::-1]

    def only(self) -> int | None:
        """The one that is meant; where none was named, the only one that waits."""
        waiting = [idea for _number, idea in self.offered() if is_open(idea)]
        return super().only() or (waiting[0].id if self.told is None and len(waiting) == 1 else None)

    def spoken_of(self) -> Text:
        """The idea within a sentence."""
        idea = self.the_idea()
        return called(self.talk, idea) if idea else _("idea")

    def check(self) -> None:
        super().check()
        if self.group is not None and not numbered(self.talk, self.group):
            raise Denied(_("There is no idea in the book yet."))
        if self.day and self.day > self.talk.local.date():
            raise Refusal("day", _("That day is still to come."))

    def _where(self, idea: Idea) -> tuple[date, Meeting | None]:
        """The day of it, and the meeting of that day that is in the book: the one written down a moment ago, that of
        the day that was said, else the last since about when the idea was told: it may have been told there."""
        store, today = self.talk.store, self.talk.local.date()
        chosen = store.meetings.get(self.meeting) if self.meeting else None
        if chosen is not None and chosen.group == self.group.id:
            return chosen.day, chosen
        if self.day:
            return self.day, next(iter(store.meetings.on(self.group.id, self.day)), None)
        just = just_recorded(self.talk)
        latest = [just] if just and just.group == self.group.id else store.meetings.latest(self.group.id, 1)
        held = next((meeting for meeting in latest if idea.day - A_WEEK <= meeting.day <= today), None)
        since = max(lately(self.talk, self.group), default=None) if held is not just else None
        if since and since >= idea.day - A_WEEK and (held is None or held.day < since):
            return since, None
        return (held.day, held) if held else (today, None)

    def _settled(self) -> tuple[Idea, Meeting | None]:
        """The idea as it is to be written, and the meeting that decided. Raises Denied where it is gone."""
        idea = self.the_idea()
        if idea is None:
            raise Denied(_("That idea is not in the book any more."))
        day, meeting = self._where(idea)
        match self.fate:
            case Standing.CARRIED_OUT:
                return carried_out(idea, str(self.outcome)), None
            case Standing.DISCUSSED:
                return discussed(idea, day), meeting
            case fate:
                of = meeting.id if meeting else None
                return decided(idea, day, adopted=fate is Standing.ADOPTED, meeting=of), meeting

    def summary(self) -> Text:
        idea, meeting = self._settled()
        day = idea.decided or idea.discussed
        at = _("meeting of {day}")(day=day) if meeting else _("{day}")(day=day)
        told = {
            Standing.ADOPTED: _("The {idea}: adopted, {at}."),
            Standing.NOT_ADOPTED: _("The {idea}: not adopted, {at}."),
            Standing.DISCUSSED: _("The {idea}: discussed, nothing decided yet, {at}."),
            Standing.CARRIED_OUT: _("The {idea}: {outcome}."),
        }[self.fate]
        return sentence(told(idea=self.spoken_of(), at=at, outcome=self.outcome), _("Is that right?"))

    def act(self, group: Group) -> Reply:
        before = self.the_idea()
        idea, meeting = self._settled()
        if before is not None and before.meeting is not None and self.fate is not Standing.CARRIED_OUT:
            self._undecided(before)
        self.talk.store.ideas.replace(idea)
        if meeting is not None and idea.adopted:
            self._decided(idea, meeting)
        share = (share_button(meeting),) if meeting else ()
        of = {"meeting": self.meeting} if self.meeting else {}
        return Reply(_("✓ Saved."), (*waiting_button(self.talk, group.id, **of), *share))

    def _decided(self, idea: Idea, meeting: Meeting) -> None:
        """What was adopted stands among the decisions of its meeting."""
        if not any(says(decision, idea) for decision in meeting.decisions):
            self.talk.store.meetings.replace(replace(meeting, decisions=(*meeting.decisions, idea.what)))

    def _undecided(self, idea: Idea) -> None:
        """And does not, once it is put right."""
        meeting = self.talk.store.meetings.get(idea.meeting) if idea.meeting and idea.adopted else None
        if meeting is not None and idea.what in meeting.decisions:
            kept = tuple(one for one in meeting.decisions if one != idea.what)
            self.talk.store.meetings.replace(replace(meeting, decisions=kept))


def _answers(told: Verdict, talk: Talk[Store], text: str) -> dict[str, Json]:
    """The answers that words give which tell what became of an idea."""
    day = find_date(text, talk.local, past=True) if told.fate != Standing.CARRIED_OUT else None
    outcome = one_line(text).strip(" .!") if told.fate == Standing.CARRIED_OUT and not told.named else None
    return {
        "about": asdict(told) | {"about": list(told.about)},
        "fate": told.fate,
        **({"day": day.isoformat()} if day else {}),
        **({"outcome": outcome} if outcome else {}),
    }
