"""What became of an idea: discussed, adopted or not at a meeting, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.forms import Denied, Form, Reading, Refusal, ask, on
from bot.kinds import Choice, Day, Words, one_line
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, sentence
from bot.understanding.answers import yes_no
from bot.understanding.dates import find_date
from bot.understanding.needed import only_with
from bot.understanding.telling import is_question
from bot.understanding.verdicts import Verdict, verdict
from handlers.access import groups_for
from handlers.book_of_ideas import IdeaForm, called, kept, meant_by, numbered, waiting_button
from handlers.fates import Settled, settled, told, write
from handlers.kinds import Id
from handlers.minutes import share_button
from handlers.ports import Store
from jamaah.groups import Group
from jamaah.ideas import Idea, Standing, is_open
from jamaah.roles import Deed

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
    @only_with(verdict)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "usulan mesin jahit disetujui"; of an idea of the book also "mesin jahit sudah dibeli"."""
        heard = verdict(text)
        groups = groups_for(talk, Deed.RECORD_MEETING) if heard else []
        if heard is None or not groups:
            return None
        found = [group for group in groups if meant_by(talk, group, heard)]
        if not found and not (heard.named and heard.sure):
            return None
        if talk.busy and not heard.named and heard.fate != Standing.CARRIED_OUT:
            return None  # as an answer it may be a decision
        return {**_answers(heard, talk, text), **({"group": found[0].id} if len(found) == 1 else {})}

    def states(self, text: str) -> Mapping[str, Json]:
        """What is told anew while it is not clear which idea was meant, or of the same one."""
        heard = verdict(text)
        found = meant_by(self.talk, self.group, heard) if heard else []
        if heard is None or not found or not (self.idea is None or self.idea in [one.id for _number, one in found]):
            return {}
        answers = _answers(heard, self.talk, text)
        return answers if self.idea is None else {name: answers[name] for name in answers if name != "about"}

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

    def _settled(self) -> Settled:
        """The idea as it is to be written. Raises Denied where it is gone."""
        idea = self.the_idea()
        if idea is None:
            raise Denied(_("That idea is not in the book any more."))
        return settled(self.talk, idea, self.fate, outcome=self.outcome, day=self.day, meeting=self.meeting)

    def summary(self) -> Text:
        one = self._settled()
        also = _("It goes into the minutes too.") if one.enters_the_minutes else None
        return sentence(told(self.talk, one), also, _("Is that right?"))

    def act(self, group: Group) -> Reply:
        one = self._settled()
        write(self.talk, one)
        share = (share_button(one.meeting),) if one.meeting else ()
        of = {"meeting": self.meeting} if self.meeting else {}
        return Reply(_("✓ Saved."), (*waiting_button(self.talk, group.id, **of), *share))


def _answers(told: Verdict, talk: Talk[Store], text: str) -> dict[str, Json]:
    """The answers that words give which tell what became of an idea."""
    day = find_date(text, talk.local, past=True) if told.fate != Standing.CARRIED_OUT else None
    outcome = one_line(told.outcome if told.named else text).strip(" .!") if told.outcome else None
    return {
        "about": kept(told),
        "fate": told.fate,
        **({"day": day.isoformat()} if day else {}),
        **({"outcome": outcome} if outcome else {}),
    }
