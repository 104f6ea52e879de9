"""The state of a talk: the open form with its answers, those put aside, and what is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from bot.ports import Json
from lean import dataclass

MOST_SILENT = 3


@dataclass(slots=True)
class Open:
    """An open form: its intent, the answers so far, and the run its buttons belong to.

    `at` is when its question was put last (seconds, UTC). `held` are words that came long after that and wait for a yes
    to being the answer. `reminded`: it was asked about in the morning, which happens once. `heeded` is when it was
    opened or an answer was given last; `unheeded` how often it was put again, long after that, to who talked of
    something else; `missed` how many messages running were neither an answer nor anything else. `silent`: nothing is
    said of it any more, and only a tap on one of its buttons brings it back. `said` is when it was said, of what has
    to wait for another.
    """

    form: str
    answers: dict[str, Json]
    run: int
    at: int = 0
    held: str = ""
    reminded: bool = False
    heeded: int = 0
    unheeded: int = 0
    missed: int = 0
    silent: bool = False
    said: int = 0


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

    def queue(self, form: str, answers: Mapping[str, Json], now: int) -> None:
        """Put a form behind all others."""
        self.runs += 1
        self.parked.append(Open(form, dict(answers), self.runs, said=now))

    def wait(self, form: str, answers: Mapping[str, Json], now: int) -> None:
        """Put a form before all others that are put aside."""
        self.runs += 1
        self.parked.insert(0, Open(form, dict(answers), self.runs, said=now))

    def holds(self, answers: Mapping[str, Json]) -> bool:
        """Whether these very answers are those of the open form."""
        return self.open is not None and self.open.answers is answers

    def close(self) -> None:
        """Close the open form."""
        self.open = None

    def resume(self) -> bool:
        """Bring back the form that was put aside last; whether there was one."""
        self.open = next((aside for aside in self.parked if not aside.silent), None)
        self.parked = [aside for aside in self.parked if aside is not self.open]
        return self.open is not None

    def silence(self) -> None:
        """Put the open form aside for good, the newest few of such kept for a tap on their buttons."""
        if self.open is not None:
            self.open.silent = True
            silent = [self.open, *(aside for aside in self.parked if aside.silent)][:MOST_SILENT]
            self.parked = [*(aside for aside in self.parked if not aside.silent), *silent]
            self.open = None

    def silence_all(self) -> None:
        """Put aside for good what is open, and what would come back after it."""
        while self.open is not None:
            self.silence()
            self.resume()

    def revive(self, run: int) -> None:
        """Make the silent form of this run the open one again; the one that is open is put aside."""
        found = next((aside for aside in self.parked if aside.silent and aside.run == run), None)
        if found is not None:
            rest = [aside for aside in self.parked if aside is not found]
            self.parked = rest if self.open is None else [self.open, *rest]
            found.silent, found.unheeded, self.open = False, 0, found

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

    def become(self, raw: Mapping[str, Json]) -> None:
        """Be what `raw` says, with the same memory, which a talk has in its hands."""
        kept = State.load(raw)
        self.open, self.parked, self.unheard, self.last = kept.open, kept.parked, kept.unheard, kept.last
        remembered = dict(kept.memory)
        self.memory.clear()
        self.memory.update(remembered)

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
    rest = {name: getattr(opened, name) for name in _REST}
    return {**told, **{name: value for name, value in rest.items() if value}}


def _load(raw: Any) -> Open:
    rest = {name: raw[name] for name in _REST if name in raw}
    return Open(raw["form"], dict(raw["answers"]), raw["run"], raw.get("at", 0), **rest)


_REST = ("held", "reminded", "heeded", "unheeded", "missed", "silent", "said")
