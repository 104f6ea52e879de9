"""The state of a talk: the open form with its answers, the one put aside, and what is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.ports import Json


@dataclass(slots=True)
class Open:
    """An open form: its intent, the answers so far, and the run its buttons belong to."""

    form: str
    answers: dict[str, Json]
    run: int


@dataclass(slots=True)
class State:
    """What is kept of a talk between two messages. Not a place in a script: only answers."""

    open: Open | None = None
    parked: Open | None = None
    runs: int = 0
    memory: dict[str, Json] = field(default_factory=dict)

    def park_and_open(self, form: str, answers: Mapping[str, Json]) -> None:
        """Open a form; the open one is put aside, one deep."""
        if self.open is not None:
            self.parked = self.open
        self.reopen(form, answers)

    def reopen(self, form: str, answers: Mapping[str, Json]) -> None:
        """Make this the open form, in a new run."""
        self.runs += 1
        self.open = Open(form, dict(answers), self.runs)

    def park(self, form: str, answers: Mapping[str, Json]) -> None:
        """Put a form aside for later."""
        self.runs += 1
        self.parked = Open(form, dict(answers), self.runs)

    def holds(self, answers: Mapping[str, Json]) -> bool:
        """Whether these very answers are those of the open form."""
        return self.open is not None and self.open.answers is answers

    def close(self) -> None:
        """Close the open form."""
        self.open = None

    def resume(self) -> bool:
        """Bring back the form that was put aside; whether there was one."""
        self.open, self.parked = self.parked, None
        return self.open is not None

    def dump(self) -> dict[str, Json]:
        """A JSON object that `load` turns back into this state."""
        return {
            "open": _dump(self.open),
            "parked": _dump(self.parked),
            "runs": self.runs,
            "memory": self.memory,
        }

    @staticmethod
    def load(raw: Mapping[str, Json]) -> State:
        """The state that `dump` wrote; an empty object is a new talk."""
        return State(
            _load(raw.get("open")), _load(raw.get("parked")), int(raw.get("runs", 0)), dict(raw.get("memory") or {})
        )


def _dump(opened: Open | None) -> Any:
    return None if opened is None else {"form": opened.form, "answers": opened.answers, "run": opened.run}


def _load(raw: Any) -> Open | None:
    return None if raw is None else Open(raw["form"], dict(raw["answers"]), raw["run"])
