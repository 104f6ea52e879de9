"""The reader: one text in, what is meant out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.understanding.choices import choose
from bot.understanding.examples import lessons
from bot.understanding.intents import Classifier
from bot.understanding.lists import members_in
from bot.understanding.normalise import Said, read
from bot.understanding.slots import fill

CERTAIN = 0.8
POSSIBLE = 0.5
_UNSURE = 0.3
"""The highest confidence of a text with no word that speaks for an intent: a bare name, number, day or yes."""
_ROWS = re.compile(r"\n")


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
        scores = self._classifier.scores(said)
        intent = max(scores, key=lambda name: scores[name])
        confidence = scores[intent]
        if not (self._classifier.certain(said) or self._classifier.says_something(said)):
            intent, confidence = "out_of_scope", min(confidence, _UNSURE)
        intent, confidence, slots = self._one_or_many(intent, confidence, said, now)
        return Understood(intent, slots, round(confidence, 3))

    def slots(self, intent: str, text: str, now: datetime) -> dict[str, Any]:
        """What `text` states, known to belong to `intent`: an answer or a correction inside an open form."""
        return fill(intent, read(text), now)

    @staticmethod
    def _one_or_many(intent: str, confidence: float, said: Said, now: datetime) -> tuple[str, float, dict[str, Any]]:
        """Whether one member is to be added or several is told by the names in the text; a pasted list may come without a word."""
        listed = "\n" in said.text and confidence < CERTAIN and intent != "record_meeting"
        if intent not in {"register_member", "register_members"} and not listed:
            return intent, confidence, fill(intent, said, now)
        members = members_in(said, now)
        if len(members) > 1:
            return "register_members", max(confidence, CERTAIN), {"members": members}
        if listed and intent not in {"register_member", "register_members"}:
            return intent, confidence, fill(intent, said, now)
        if intent == "register_members" and members:
            return "register_member", confidence, fill("register_member", said, now)
        return intent, confidence, fill(intent, said, now)
