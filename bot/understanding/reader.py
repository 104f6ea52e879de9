"""The reader: one text in, what is meant out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.understanding.choices import choose
from bot.understanding.examples import lessons
from bot.understanding.intents import Classifier
from bot.understanding.lists import members_in
from bot.understanding.normalise import Said, read
from bot.understanding.slots import fill
from bot.understanding.spoken import spoken
from bot.understanding.telling import asks, of_meeting

CERTAIN = 0.8
POSSIBLE = 0.5
_LIKELY = 0.6
_REGISTERING = frozenset({"register_member", "register_members"})


@dataclass(frozen=True)
class Understood:
    """What a text means: `intent` and `slots` in the vocabulary of intents, `confidence` from 0 to 1.

    From 0.8 on the reader is certain, from 0.5 on it is possible, below it has not understood.
    """

    intent: str
    slots: dict[str, Any]
    confidence: float


class Reader:
    """Understands texts; made once with `load`, never changed afterwards."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier

    @classmethod
    def load(cls) -> Reader:
        """A reader with the words and examples of the data files. ValueError if these contradict one another."""
        choose("filter", "")
        return cls(Classifier(lessons()))

    def understand(self, text: str, now: datetime) -> Understood:
        """What `text` means when it is said at `now` (with a time zone)."""
        said = read(text)
        intent, confidence = self._classifier.judge(said)
        intent, confidence = of_meeting(intent, confidence, said, now)
        intent, confidence, slots = self._one_or_many(intent, confidence, said, now)
        return Understood(intent, {**slots, **spoken(intent, said, slots)}, round(confidence, 3))

    def slots(self, intent: str, text: str, now: datetime) -> dict[str, Any]:
        """What `text` states, known to belong to `intent`: an answer or a correction inside an open form."""
        said = read(text)
        slots = fill(intent, said, now)
        return {**slots, **spoken(intent, said, slots)}

    @staticmethod
    def _one_or_many(intent: str, confidence: float, said: Said, now: datetime) -> tuple[str, float, dict[str, Any]]:
        """Whether one member is to be added or several is told by the names; a pasted list may come without a word,
        or below a heading ("daftar anggota").
        """
        unsure = confidence < (POSSIBLE if intent == "record_meeting" else CERTAIN)
        pasted = "\n" in said.text.strip() and (unsure or intent == "list_members") and not asks(said)
        if pasted or intent in _REGISTERING:
            members = members_in(said, now)
            if len(members) > 1:
                told = (intent in _REGISTERING and confidence >= POSSIBLE) or any(len(member) > 1 for member in members)
                sure = told or intent == "list_members"
                return "register_members", max(confidence, CERTAIN if sure else _LIKELY), {"members": members}
            if members and intent == "register_members":
                intent = "register_member"
        return intent, confidence, fill(intent, said, now)
