"""The state of a talk: the open form with its answers, those put aside, and what is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.ports import Json


@dataclass(slots=True)
class Open:
    """An open form: its intent, the answers so far, and the run its buttons belong to.

    `at` is when its question was put last (seconds, UTC). `held` are words that came long after that and wait for a yes
    to being the answer. `reminded`: it was asked about in the morning, which happens once.
    """

    form: str
    answers: dict[str, Json]
    run: int
    at: int = 0
    held: str = ""
    reminded: bool = False


@dataclass(slots=True)
class State:
    """What is kept of a talk between two messages. Not a place in a script: only answers.

    `morning` is when what is open then will be looked at (seconds, UTC), `unheard` the last words that were not
    understood, `last` the message heard last, with what was open before it unless it wrote something.
    """

    open: Open | None = None
    parked: list[Open] = field(default_factory=list)
    runs: int = 0
    memory: dict[str, Json] = field(default_factory=dict)
    morning: int = 0
    unheard: str = ""
    last: dict[str, Json] = field(default_factory=dict)

    def park_and_open(self, form: str, answers: Mapping[str, Json]) -> None:
        """Open a form; the open one is put aside and comes back first. Of those without any answer one is kept, and
        none for the same once more."""
        if self.open is not None and (self.open.answers or self.open.form != form):
            self.parked = [self.open, *(aside for aside in self.parked if aside.answers)]
        self.reopen(form, answers)

    def reopen(self, form: str, answers: Mapping[str, Json]) -> None:
        """Make this the open form, in a new run."""
        self.runs += 1
        self.open = Open(form, dict(answers), self.runs)

    def queue(self, form: str, answers: Mapping[str, Json]) -> None:
        """Put a form behind all others."""
        self.runs += 1
        self.parked.append(Open(form, dict(answers), self.runs))

    def wait(self, form: str, answers: Mapping[str, Json]) -> None:
        """Put a form before all others that are put aside."""
        self.runs += 1
        self.parked.insert(0, Open(form, dict(answers), self.runs))

    def holds(self, answers: Mapping[str, Json]) -> bool:
        """Whether these very answers are those of the open form."""
        return self.open is not None and self.open.answers is answers

    def close(self) -> None:
        """Close the open form."""
        self.open = None

    def resume(self) -> bool:
        """Bring back the form that was put aside last; whether there was one."""
        self.open = self.parked.pop(0) if self.parked else None
        return self.open is not None

    def kept(self) -> dict[str, Json]:
        """What is open and put aside, as JSON."""
        return {"open": _dump(self.open), "parked": [_dump(aside) for aside in self.parked]}

    def retract(self, message: str) -> bool:
        """Go back to before this message, if it was the last one and wrote nothing; whether that was so.

        What the talk remembers stays: a wrong guess remains one.
        """
        if not message or self.last.get("message") != message or "before" not in self.last:
            return False
        before = State.load(self.last["before"])
        self.open, self.parked = before.open, before.parked
        return True

    def dump(self) -> dict[str, Json]:
        """A JSON object that `load` turns back into this state; what is empty is left out."""
        rest = {name: getattr(self, name) for name in ("runs", "memory", "morning", "unheard", "last")}
        return {name: value for name, value in {**self.kept(), **rest}.items() if value}

    @staticmethod
    def load(raw: Mapping[str, Json]) -> State:
        """The state that `dump` wrote; an empty object is a new talk."""
        aside = raw.get("parked") or []
        return State(
            open=_load(raw["open"]) if raw.get("open") else None,
            parked=[_load(each) for each in (aside if isinstance(aside, list) else [aside])],
            runs=int(raw.get("runs", 0)),
            memory=dict(raw.get("memory") or {}),
            morning=int(raw.get("morning", 0)),
            unheard=str(raw.get("unheard", "")),
            last=dict(raw.get("last") or {}),
        )


def _dump(opened: Open | None) -> Any:
    if opened is None:
        return None
    told = {"form": opened.form, "answers": dict(opened.answers), "run": opened.run, "at": opened.at}
    return {**told, **({"held": opened.held} if opened.held else {}), **({"reminded": True} if opened.reminded else {})}


def _load(raw: Any) -> Open:
    at, held, reminded = raw.get("at", 0), raw.get("held", ""), raw.get("reminded", False)
    return Open(raw["form"], dict(raw["answers"]), raw["run"], at, held, reminded)
