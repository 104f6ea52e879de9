"""What was heard, held against the open form: is it of it, another subject, the same once more, or a question?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from bot import prompts
from bot.forms import Denied, Form
from bot.ports import Rows
from bot.session import Guard
from bot.talk import Talk
from bot.understanding import Understood
from bot.understanding.needed import Needed
from bot.understanding.telling import asks, asks_outright, is_to_come
from bot.understanding.wrong import is_wrong
from lean import dataclass

S = TypeVar("S", bound=Rows)
CERTAIN, LIKELY, POSSIBLE = 0.8, 0.65, 0.5
FALLBACK, CANCEL, SMALL_TALK = "out_of_scope", "cancel", "greeting"


@dataclass(frozen=True, slots=True)
class Known:
    """All forms, by intent and by command, those with a pattern, those that hear whole texts, those that some words
    mean before all else, and who may open them (`guard` raises Denied)."""

    forms: Mapping[str, type[Form[Any]]]
    commands: Mapping[str, type[Form[Any]]]
    patterns: Needed[type[Form[Any]]]
    hearing: Needed[type[Form[Any]]]
    overruling: Sequence[type[Form[Any]]]
    guard: Guard


class Meaning(Generic[S]):
    """Judges what one turn heard. Of a form that is `late`, left alone for long, is only what is meant for it."""

    def __init__(self, known: Known, talk: Talk[S], late: bool) -> None:
        self._known, self._talk, self._late = known, talk, late

    def as_asked(self, heard: Understood, text: str) -> Understood:
        """A question that sounds like a form that writes, as the question it is; `about` is what it sounds like."""
        found = self._known.forms.get(heard.intent)
        if found is None or found.answered_by not in self._known.forms or not found.is_asked(text):
            return heard
        slots = self._talk.reader.slots(found.answered_by, text, self._talk.local)
        return replace(heard, intent=found.answered_by, slots={**slots, "about": heard.intent})

    def is_of(self, form: Form[S] | None, heard: Understood) -> bool:
        """Whether what was heard is of the open form; one of long ago has only what is meant for it by itself."""
        if form is None or heard.intent == form.intent:
            return form is not None
        return not self._late and form.concerns(heard.intent, heard.slots)

    def writes(self, heard: Understood) -> bool:
        return heard.intent in self._known.forms and self._known.forms[heard.intent].writes

    def supposes(self, heard: Understood) -> bool:
        """Whether what is supposed aloud is itself what was heard: an idea."""
        return heard.intent in self._known.forms and self._known.forms[heard.intent].supposes

    def passes(self, form: Form[S], heard: Understood, text: str) -> bool:
        """Whether a form of long ago cannot be meant: by a question, or by words of a day to come that are not its."""
        return self._late and heard.intent != form.intent and (asks_outright(text) or is_to_come(text))

    def is_other(self, form: Form[S], heard: Understood, least: float) -> bool:
        found = self._known.forms.get(heard.intent)
        known = found is not None and not found.alone and heard.intent not in (FALLBACK, CANCEL, SMALL_TALK)
        return known and heard.confidence >= least and not self.is_of(form, heard) and not self.is_outside(heard)

    def is_outside(self, heard: Understood) -> bool:
        """Whether only who belongs to a group can mean this, and the speaker belongs to none."""
        try:
            self._known.guard(self._talk, self._known.forms[heard.intent])
        except Denied as denied:
            return denied.outside
        return False

    def is_question(self, form: Form[S], heard: Understood, text: str) -> bool:
        """Whether something else is asked: by words that ask, or where nothing is left to be answered."""
        open_to_it = form.next_slot() is None or asks(text)
        return open_to_it and self.is_other(form, heard, POSSIBLE) and self.only_asks(heard)

    def only_asks(self, heard: Understood) -> bool:
        """Whether what was heard is a question, which changes nothing."""
        return not self._known.forms[heard.intent].writes

    def is_again(self, form: Form[S], heard: Understood, text: str) -> bool:
        """Whether a message asks for the same thing once more, about somebody or something else."""
        if heard.intent != form.intent or heard.confidence < CERTAIN or not form.answers or is_wrong(text):
            return False
        again = prompts.understood(type(form), self._talk, heard.slots)
        return form.is_another(again)
