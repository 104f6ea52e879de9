"""The reader: one text in, what is meant out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


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

    @classmethod
    def load(cls) -> Reader:
        """A reader with the words and examples of the data files."""
        return cls()

    def understand(self, text: str, now: datetime) -> Understood:
        """What `text` means when it is said at `now` (with a time zone)."""
        return Understood("out_of_scope", {}, 0.0)

    def slots(self, intent: str, text: str, now: datetime) -> dict[str, Any]:
        """What `text` states, known to belong to `intent`: an answer or a correction inside an open form."""
        return {}
