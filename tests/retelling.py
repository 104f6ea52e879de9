"""A transcript told at the desk once more, with everybody answered in another language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.messages import Outgoing
from storage import schema
from tests.desk import Desk, first_message
from tests.player.given import Setting, give
from tests.player.phones import instant
from tests.player.story import Expected, Given, Moved, Said, Scene, Story, read_story

A_LINE = 60
SHOWN = re.compile(r"/start (\S+)")
NAMED = re.compile(r"/start \{(\w+)\}")
Shape = list[tuple[str, list[str]]]


def story_of(name: str) -> Story:
    """The story of a transcript."""
    return read_story(Path(__file__).parent / "transcripts" / f"{name}.chat")


@dataclass(frozen=True)
class Step:
    """What one line of a story brought: what was done on the phone, and all messages that came of it."""

    done: Said
    messages: tuple[Outgoing, ...]

    @property
    def shape(self) -> Shape:
        """The messages without their words: to whom, and what their buttons send back."""
        return sorted((message.chat, [payload for _label, payload in message.buttons]) for message in self.messages)


class Retelling:
    """One story at one desk, where everybody has chosen `language`."""

    def __init__(self, desk: Desk, language: str) -> None:
        self.desk, self._language = desk, language
        self._setting = Setting(first_message)
        self._buttons: dict[tuple[str, str], str] = {}
        self._names: list[str] = []

    def tell(self, story: Story, follows: list[Step] | None = None) -> list[Step]:
        """What each line brings. Buttons are found by their labels, or are those that another telling pressed."""
        told: list[Step] = []
        for part in story.parts:
            match part:
                case Given():
                    self._clock(part.at)
                    give(self.desk.records, self._setting, part.words, self.desk.now)
                case Scene(action=Moved(at=at)):
                    self._clock(at)
                case Scene(action=Said() as said, expected=expected):
                    self._names += [name for each in expected for name in self._codes_in(each)]
                    done = follows[len(told)].done if follows else self._tapped(said)
                    told.append(Step(done, self._do(done)))
        return told

    def _codes_in(self, expected: Expected) -> list[str]:
        return NAMED.findall(expected.words)

    def _clock(self, at: datetime | None) -> None:
        if at is not None:
            self._choose()
            self.desk.now = instant(at)
            self.desk.work()

    def _tapped(self, said: Said) -> Said:
        return replace(said, words=self._buttons[said.who, said.words]) if said.kind == "tap" else said

    def _do(self, said: Said) -> tuple[Outgoing, ...]:
        self.desk.now += A_LINE
        self.desk.person(said.who)
        self._choose()
        messages = (*self.desk.do(said.who, **self._what(said)).messages, *self.desk.to_others)
        for message in messages:
            self._buttons |= {(message.chat, label): payload for label, payload in message.buttons}
            for code in SHOWN.findall(message.text)[:1] if self._names else ():
                self._setting.codes[self._names.pop(0)] = code
        return messages

    def _what(self, said: Said) -> dict[str, Any]:
        if said.kind == "tap":
            return {"kind": "tap", "tap": said.words}
        words = re.sub(r"\{(\w+)\}", lambda name: self._setting.codes[name[1]], said.words)
        return {"kind": "contact", "contact": words, "own": True} if said.kind == "contact" else {"text": words}

    def _choose(self) -> None:
        """Everybody known by now has chosen the language."""
        self.desk.connection.execute(schema.people.update().values(language=self._language))
