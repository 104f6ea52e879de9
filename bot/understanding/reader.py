"""The reader: one text in, what is meant out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.understanding.dates import names_no_day
from bot.understanding.deaths import is_of_animals
from bot.understanding.degrees import without_degrees
from bot.understanding.examples import lessons
from bot.understanding.features import cue_index
from bot.understanding.intents import UNSURE, Classifier
from bot.understanding.lists import is_register, members_in
from bot.understanding.normalise import Said, read
from bot.understanding.pasted_chat import ChatLine, as_typed, chat_lines, reply
from bot.understanding.people import people_in
from bot.understanding.slots import fill
from bot.understanding.small_talk import small_talk, without_thanks
from bot.understanding.spoken import spoken
from bot.understanding.taking_out import is_of_a_piece
from bot.understanding.telling import asks, of_meeting
from bot.understanding.ticked import is_roll
from bot.understanding.weights import learnt
from lean import dataclass

CERTAIN = 0.8
POSSIBLE = 0.5
_LIKELY = 0.6
_OF_SOMEBODY = ("register_member", "show_member", "update_member")
_OF_THE_SPEAKER = frozenset({"rsvp", "dispute_attendance"})
"""What who does not name anybody says of himself."""
_REGISTERING = frozenset({"register_member", "register_members"})
_OF_A_REGISTER = _REGISTERING | {"register_me", "update_member", "show_member", "remove_member"}
"""In what these write a name is wanted whole."""


@dataclass(frozen=True)
class Understood:
    """What a text means: `intent` and `slots` in the vocabulary of intents, `confidence` from 0 to 1.

    From 0.8 on the reader is certain, from 0.5 on it is possible, below it has not understood. `others` are the intents
    it may have instead, the likeliest first; below 0.5 the first of them is `intent` itself.
    """

    intent: str
    slots: dict[str, Any]
    confidence: float
    others: tuple[str, ...] = ()


# A list of sixty people with all that is told of them has half as many; what has more is nothing that anybody says.
MOST_WORDS = 1_500


class Reader:
    """Understands texts; made once with `load`, never changed afterwards."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier

    @classmethod
    def load(cls) -> Reader:
        """A reader with the words and examples of the data files."""
        return cls(Classifier(learnt(), cue_index(lessons())))

    def understand(self, text: str, now: datetime) -> Understood:
        """What `text` means when it is said at `now` (with a time zone); of lines pasted from a chat, what these say,
        at the time when they were written. Names of a register are as typed, with titles and degrees.
        """
        degrees = without_degrees(text)
        bare = self._understand(degrees.text, now) if degrees else None
        if degrees and bare and bare.intent in _OF_A_REGISTER:
            return replace(bare, slots=degrees.restored(bare.slots))
        heard = self._understand(text, now)
        if degrees is None or heard.intent not in _REGISTERING:
            return heard
        intent, confidence, slots = self._one_or_many(heard.intent, heard.confidence, read(degrees.text), now)
        return replace(heard, intent=intent, confidence=confidence, slots=degrees.restored(slots))

    def _understand(self, text: str, now: datetime) -> Understood:
        pasted = chat_lines(text, now)
        if pasted:
            return self._pasted(pasted, now)
        if small_talk(text):
            return Understood("greeting", {}, CERTAIN)
        said = read(without_thanks(text))
        if len(said.tokens) > MOST_WORDS:
            return Understood("out_of_scope", {}, CERTAIN)
        intent, confidence, others = self._classifier.judge(said)
        intent, confidence = of_meeting(intent, confidence, said, now)
        if is_roll(said):
            return Understood("record_meeting", self.slots("record_meeting", text, now), CERTAIN)
        if intent == "remove_member" and (is_of_animals(said) or is_of_a_piece(text)):
            return Understood("out_of_scope", {}, CERTAIN)
        intent, confidence, slots = self._one_or_many(intent, confidence, said, now)
        if confidence < CERTAIN and names_no_day(said):
            confidence = min(confidence, UNSURE)  # What day is meant is asked before anything is supposed.
        if confidence < POSSIBLE:
            others = (intent, *others) if others else _about_somebody(said)
        return Understood(intent, {**slots, **spoken(intent, said, slots)}, round(confidence, 3), others)

    def _pasted(self, lines: list[ChatLine], now: datetime) -> Understood:
        """What lines of a chat mean: who writes what concerns himself is who is meant."""
        text, at = as_typed(lines), lines[0].at or now
        replies = sum(reply(line) is not None for line in lines)
        if replies:
            intent = "rsvp" if replies == 1 else "record_meeting"
            return Understood(intent, self.slots(intent, text, at), CERTAIN)
        heard = self.understand(text, at)
        people = people_in(lines[0].sender) if heard.intent in _OF_THE_SPEAKER and "name" not in heard.slots else []
        if len(lines) > 1 or not people:
            return heard
        name = people[0].name
        return replace(heard, slots={**heard.slots, "name": name, "spoken": {name: lines[0].sender}})

    def slots(self, intent: str, text: str, now: datetime) -> dict[str, Any]:
        """What `text` states, known to belong to `intent`: an answer or a correction inside an open form."""
        degrees = without_degrees(text) if intent in _OF_A_REGISTER else None
        said = read(without_thanks(degrees.text if degrees else text))
        slots = fill(intent, said, now)
        slots = {**slots, **spoken(intent, said, slots)}
        return degrees.restored(slots) if degrees else slots

    @staticmethod
    def _one_or_many(intent: str, confidence: float, said: Said, now: datetime) -> tuple[str, float, dict[str, Any]]:
        """Whether one member is to be added or several is told by the names; a pasted list may come without a word,
        or below a heading ("daftar anggota").
        """
        unsure = confidence < (POSSIBLE if intent == "record_meeting" else CERTAIN)
        likely = unsure or intent == "list_members" or is_register(said)
        headed = intent == "list_members" and "anggota" in said.plain.partition(":")[0] and ":" in said.plain
        several = "\n" in said.text.strip() or headed
        pasted = several and likely and not asks(said)
        if pasted or intent in _REGISTERING:
            members = members_in(said, now)
            if len(members) > 1:
                told = (intent in _REGISTERING and confidence >= POSSIBLE) or any(len(member) > 1 for member in members)
                sure = told or intent == "list_members"
                return "register_members", max(confidence, CERTAIN if sure else _LIKELY), {"members": members}
            if members and intent == "register_members":
                intent = "register_member"
        return intent, confidence, fill(intent, said, now)


def _about_somebody(said: Said) -> tuple[str, ...]:
    """What words without a verb may be about in which somebody is named: "bu siti aminah"."""
    return _OF_SOMEBODY if any(person.titled for person in people_in(said)) else ()
