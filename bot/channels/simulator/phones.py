"""The phones: what each has received and what was said on it, kept in a journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from secrets import token_hex
from typing import Any

from bot.channels.simulator.clock import written
from bot.channels.simulator.files import Files, Kept
from bot.channels.simulator.journal import Journal
from bot.messages import Attachment, Incoming, Outgoing
from lean import dataclass


@dataclass(frozen=True, slots=True)
class Received:
    """A message on a phone; `n` counts from 1 on each phone. `share` labels a button for one's own number, if any."""

    n: int
    at: int
    text: str
    buttons: tuple[tuple[str, str], ...]
    kind: str
    turn: int | None
    files: tuple[Kept, ...] = ()
    share: str = ""

    def shown(self) -> dict[str, Any]:
        """The message as the interface gives it; a button's payload is its id, so it stays tappable for ever.

        Only a message that has it says `share`: whoever taps it says `{"contact": <their number>}`.
        """
        share = {"share": self.share} if self.share else {}
        return {
            "n": self.n,
            "at": written(self.at),
            "text": self.text,
            "buttons": [{"id": payload, "label": label} for label, payload in self.buttons],
            "files": [asdict(file) for file in self.files],
            "kind": self.kind,
            **share,
        }

    @staticmethod
    def load(values: Mapping[str, Any]) -> Received:
        """The message that `asdict` wrote into the journal."""
        buttons = tuple((label, payload) for label, payload in values["buttons"])
        files = tuple(Kept(**file) for file in values.get("files", ()))
        return Received(**{**values, "buttons": buttons, "files": files})


@dataclass(frozen=True, slots=True)
class Said:
    """What was said on a phone: the `k`th thing, when message `after` was the last received.

    `k` counts everything from 1, taps and edits too. Of an edit, `edits` is the `k` of what was written first; else 0.
    """

    k: int
    after: int
    update: str
    person: str
    at: int
    kind: str
    text: str
    edits: int = 0

    def shown(self) -> dict[str, Any]:
        """What was said as the page reads it."""
        return {**asdict(self), "at": written(self.at)}


class Phones:
    """All phones by chat. `era` changes when they are emptied, so that a page knows it has to begin again."""

    def __init__(self, journal: Journal, files: Files) -> None:
        self._journal, self._files = journal, files
        self._empty()
        for entry in journal:
            self._read(entry)

    def _empty(self) -> None:
        self.era = token_hex(4)
        self.scenario = ""
        self._received: dict[str, list[Received]] = defaultdict(list)
        self._said: dict[str, list[Said]] = defaultdict(list)
        self._numbers: dict[tuple[int, str, str], int] = {}
        self._updates: dict[str, int] = {}
        self._kept: dict[str, Kept] = {}

    def begin(self, scenario: str) -> None:
        """Keep which story these phones are in, so that a page knows what may be said next."""
        self._enter({"scenario": scenario})

    def clear(self) -> None:
        """Forget everything."""
        self._journal.clear()
        self._files.clear()
        self._empty()

    def receive(self, message: Outgoing, at: int, attachments: Sequence[Attachment] = ()) -> int:
        """Put a message on its chat's phone and answer its number; the same message again is not put there twice."""
        number = self._numbers.get(_key(message.id, message.chat, message.text))
        if number is None:
            number = len(self._received[message.chat]) + 1
            files = tuple(map(self._files.keep, attachments))
            received = Received(
                number, at, message.text, message.buttons, message.kind, message.turn, files, message.share
            )
            self._enter({"id": message.id, "chat": message.chat, "received": asdict(received)})
        return number

    def say(self, message: Incoming, after: int) -> None:
        """Keep what somebody said when message `after` was the last on that phone."""
        words = self.label(message.chat, message.tap) if message.kind == "tap" else message.contact or message.text
        k = len(self._said[message.chat]) + 1
        edits = self._updates.get(message.message, 0) if message.kind == "edited" else 0
        said = Said(k, after, message.update, message.name, message.at, message.kind, words, edits)
        self._enter({"chat": message.chat, "said": asdict(said)})

    def _enter(self, entry: Mapping[str, Any]) -> None:
        self._journal.add(entry)
        self._read(entry)

    def _read(self, entry: Mapping[str, Any]) -> None:
        if "scenario" in entry:
            self.scenario = entry["scenario"]
            return
        chat = entry["chat"]
        if "said" in entry:
            said = Said(**entry["said"])
            self._said[chat].append(said)
            self._updates[said.update] = said.k
            return
        received = Received.load(entry["received"])
        self._received[chat].append(received)
        self._kept.update((file.id, file) for file in received.files)
        self._numbers[_key(entry["id"], chat, received.text)] = received.n

    def received(self, chat: str, after: int) -> list[Received]:
        """What a phone received after message `after`, oldest first."""
        return self._received[chat][after:] if chat in self._received else []

    def said(self, chat: str, after: int) -> list[Said]:
        """What was said on a phone after the `after`th thing, oldest first."""
        return self._said[chat][after:] if chat in self._said else []

    def writing(self, chat: str, k: int) -> str:
        """The update by which the `k`th thing was first written on a phone, also if that is an edit; empty if none."""
        said = next(iter(self.said(chat, k - 1)), None)
        if said is None:
            return ""
        return self.writing(chat, said.edits) if said.edits else said.update

    def file(self, id: str) -> tuple[Kept, bytes] | None:
        """A file that some phone has received, and what is in it."""
        kept = self._kept.get(id)
        content = self._files.content(kept) if kept else None
        return (kept, content) if kept and content is not None else None

    def answers(self, chat: str, turn: int) -> list[Received]:
        """What a phone received by one turn."""
        return [message for message in self.received(chat, 0) if message.turn == turn]

    def last(self, chat: str) -> int:
        """The number of the last message a phone has received; 0 if there is none."""
        return len(self.received(chat, 0))

    def knows(self, update: str) -> bool:
        """Whether this update has been said."""
        return update in self._updates

    def people(self) -> list[str]:
        """The names of those who have said something, as they first gave them, in the order in which they came."""
        names: dict[str, str] = {}
        for said in (said for phone in self._said.values() for said in phone):
            names.setdefault(said.person.casefold(), said.person)
        return list(names.values())

    def button(self, chat: str, label: str) -> str | None:
        """The payload of the newest button with this label on a phone."""
        return next((payload for words, payload in self._buttons(chat) if words == label), None)

    def label(self, chat: str, payload: str) -> str:
        """What the newest button with this payload says; the payload itself if there is none."""
        return next((words for words, sent in self._buttons(chat) if sent == payload), payload)

    def _buttons(self, chat: str) -> list[tuple[str, str]]:
        return [button for message in reversed(self.received(chat, 0)) for button in message.buttons]


def _key(row: int, chat: str, text: str) -> tuple[int, str, str]:
    # Not the outbox row alone: a store that was deleted or restored beside this journal counts its rows anew.
    return row, chat, text
