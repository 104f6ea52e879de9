"""Of whom it is said whether they come: the speaker, those of one house, and for a secretary anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.forms import Form, Kind, Reading, ask
from bot.kinds import Choice, Words, one_line
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _
from bot.understanding.answers import yes_no
from bot.understanding.who_comes import either_way, late_note, with_spouse
from handlers.access import GroupForm, can
from handlers.attendance import NAMED, Said, in_words
from handlers.attending import NOT_A_MEMBER, Which
from handlers.ports import Store
from handlers.spoken_names import ME
from handlers.the_member import the_speaker
from handlers.who_comes import LABELS
from jamaah.attendance import CAME
from jamaah.meant import resolve
from jamaah.members import Member, gender_of
from jamaah.people import Gender, fold, split_honorific
from jamaah.roles import Deed
from jamaah.rsvps import Answer, of_one_house

LONGEST = 200
SPOUSES = {"suami": Gender.MALE, "istri": Gender.FEMALE, "pasangan": None}
WORDS = (
    dict.fromkeys(("hadir", "datang", "ikut", "bisa", "teka", "teko", "rawuh"), Answer.YES)
    | dict.fromkeys(("izin", "ijin", "pamit", "tidak hadir", "tidak bisa"), Answer.NO)
    | dict.fromkeys(("belum tahu", "belum pasti", "mungkin", "durung ngerti", "durung mesti"), Answer.MAYBE)
)


class ComesOrNot(Choice[Answer]):
    """Whether somebody comes; "absen" by itself tells neither, and a plain yes only where this is asked."""

    def read(self, text: str, form: Form[Any]) -> Reading[Answer] | None:
        reading, asked = super().read(text, form), form.next_slot()
        if reading is not None or asked is None or asked.kind is not self:
            return reading
        comes = yes_no(text)
        return None if comes is None else Reading(Answer.YES if comes else Answer.NO, certain=True)

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> Answer | None:
        return None if either_way(form.talk.text) else super().take(said, form)


class WhatWasSaid(Words):
    """The whole message, as it was written."""

    def find(self, text: str, form: Any) -> str | None:
        """Words that tell neither an answer nor of whom take no other's place."""
        slots = form.talk.reader.slots("rsvp", text, form.talk.local)
        named = form.group is not None and resolve(slots.get("name", ""), form.roll(), form.talk.local.date())
        told = "answer" in slots or bool(named)
        return one_line(text)[:LONGEST] or None if told or not form.answers.keys() & {"words", "replies"} else None


class Replies(Kind[Said]):
    """What several wrote in their chat, as it is told of a meeting; never asked."""

    def read(self, text: str, form: Form[Any]) -> Reading[Said] | None:
        return None


def _which_one(form: SpeakingFor) -> Text:
    name = form.unclear()[0]
    if name == ME:
        return _("You too: what is your name in the book?")
    if form.meant_by(name) and name in SPOUSES:
        return _("Of whom is that?")
    if form.meant_by(name):
        return _("Which {name} do you mean?")(name=name)
    return _("I do not find {name} among the members. Who is it?")(name=name)


class SpeakingFor(GroupForm):
    """A conversation in which somebody says who comes: of whom that is, as far as the speaker may say it."""

    answer: Answer | None = ask(
        ComesOrNot(Answer, LABELS, WORDS),
        lambda f: f.question(),
        label=_("answer"),
        when=lambda f: not f.replies and f.group is not None,
    )
    words: str | None = ask(WhatWasSaid(LONGEST), optional=True, takes=("words",))
    reason: str | None = ask(Words(LONGEST), optional=True)
    replies: Said | None = ask(Replies(), optional=True)
    which: dict[str, int] | None = ask(
        Which(),
        _which_one,
        when=lambda f: f.group is not None and bool(f.said()),
        until=lambda f: not f.unclear(),
        default=lambda f: {} if not f.unclear() else None,
    )

    def is_another(self, again: Mapping[str, Json]) -> bool:
        """Words about others than those of whom this is."""
        fresh = type(self)(self.talk, again)
        return bool(self.said() and fresh.said()) and self.said().keys().isdisjoint(fresh.said())

    def __init__(self, talk: Talk[Store], answers: Mapping[str, Json] | None = None) -> None:
        super().__init__(talk, answers)
        self._read: dict[str, Said] = {}

    def question(self) -> Text:
        """Asks whether they come."""
        raise NotImplementedError

    def told(self) -> list[Said]:
        """Nothing of who was there: these words are of a meeting to come."""
        return []

    def recorded(self) -> None:
        """Nothing either."""

    def keeps_book(self) -> bool:
        """Whether the speaker may say it of anybody."""
        return can(self.talk, self.group.id, Deed.RECORD_MEETING)

    def roll(self) -> list[Member]:
        """The members now."""
        return self.talk.store.members.of(self.group.id) if self.group else []

    def mine(self) -> list[Member]:
        """The members whom the speaker is: one, or two of a family who share a phone."""
        linked = [member for member in self.roll() if member.person == self.talk.person]
        return linked or (the_speaker(self.talk, self.roll()) if self.keeps_book() else [])

    def house(self) -> list[Member]:
        """Those of whom the speaker may say it: the same, and the others of their household."""
        mine = self.mine()
        return [one for one in self.roll() if one in mine or any(of_one_house(one, me) for me in mine)]

    def said(self) -> dict[str | int, Answer | None]:
        """Who is named, each with the answer, as far as there is one; empty where it is said of the speaker."""
        if self.replies or self.group is None:
            return _ways(self.replies or {})
        found = _ways(self._heard()) if self.words else {}
        if len(set(found.values())) < 2:
            found = dict.fromkeys(found or self._name(), self.answer)
        found = self._beside_spouse(found)
        return {name: answer for name, answer in found.items() if not self._is_spoken_to(name)}

    def _beside_spouse(self, found: dict[str | int, Answer | None]) -> dict[str | int, Answer | None]:
        """With the speaker's own spouse, who is told of without a name, and what is said of the speaker beside."""
        told = with_spouse(self.words) if self.words else None
        if told is None:
            return found
        spouse, of_spouse, of_me = told
        me = {member.id for member in self.mine()} | {ME}
        others = {name: answer for name, answer in found.items() if name not in me and name not in SPOUSES}
        mine: dict[str | int, Answer | None] = {ME: Answer(of_me)} if of_me else {}
        if mine and self.leaves_out():
            return {**mine, **others}
        return {**mine, **others, spouse: Answer(of_spouse) if of_spouse else None}

    def leaves_out(self) -> bool:
        """Whether the speaker's spouse is told of, who is not known by the household, and only a secretary may be asked
        who that is."""
        told = with_spouse(self.words) if self.words else None
        return told is not None and not self.keeps_book() and not self._spouse(SPOUSES[told[0]])

    def _name(self) -> list[str | int]:
        """Who is told of, in words of which no more is understood; with the honorific if one is said."""
        words = self.words or ""
        name = self.talk.reader.slots("rsvp", words, self.talk.local).get("name")
        titled = re.search(rf"\b(?:bu|pak|mbak|mas|mbah) {re.escape(name)}\b", words, re.IGNORECASE) if name else None
        return [titled[0].title() if titled else name] if name else []

    def _heard(self) -> Said:
        """What the words say of whom, read once."""
        plain = (self.words or "").replace(self.reason or "\0", " ")
        if plain not in self._read:
            self._read[plain] = in_words(plain, self)
        return self._read[plain]

    def _is_spoken_to(self, name: str | int) -> bool:
        """Whether a name is that of the secretary to whom a member writes: "Bu Sri, kulo mboten saged"."""
        if not isinstance(name, str) or self.keeps_book() or self.meant_by(name):
            return False
        people = self.talk.store.people
        addresses = [people.get(one).address for one in people.keeping(self.group.id)]
        return any(fold(split_honorific(name)[1]) in fold(address).split() for address in addresses)

    def meant_by(self, name: str) -> list[Member]:
        """The members who may be meant, among those of whom the speaker may say it."""
        among = self.roll() if self.keeps_book() else self.house()
        if name == ME:
            return self.mine()
        if name in SPOUSES:
            return self._spouse(SPOUSES[name])
        return resolve(name, among, self.talk.local.date())

    def _spouse(self, wanted: Gender | None) -> list[Member]:
        """Who may be the speaker's spouse: of those who share the phone, else of their household."""
        mine = self.mine()
        wanted = None if mine and all(gender_of(one) is wanted for one in mine) else wanted
        among = mine if len(mine) > 1 else [one for one in self.house() if one not in mine]
        return [one for one in among if wanted is None or gender_of(one) in (wanted, None)]

    def unclear(self) -> list[str]:
        """Names that mean nobody, or more than one, and have not been asked."""
        asked = self.answers.get("which") or {}
        names = [name for name in self.said() if isinstance(name, str) and name not in asked]
        return [name for name in names if not (self.meant_by(name) if name == ME else len(self.meant_by(name)) == 1)]

    def of_members(self) -> dict[int, Answer | None]:
        """The answers by the ids of the members of whom they are said, once it is clear who is named."""
        said = self.said()
        of_spouse = [one for name in said if name in SPOUSES for one in self._ids(name)]
        mine = [member.id for member in self.mine() if member.id not in of_spouse]
        if not said:
            return dict.fromkeys(mine, self.answer)
        found: dict[int, Answer | None] = {}
        for name, answer in said.items():
            ids = self._ids(name)
            found |= dict.fromkeys(mine if ids and ids[0] in mine and name in (ME, *mine) else ids, answer)
        return found

    def note(self, member: int, answer: Answer) -> str | None:
        """What is kept beside an answer: why somebody does not come, or that they come late."""
        return self.reason if answer is not Answer.YES else self.late().get(member)

    def late(self) -> dict[int, str]:
        """Who of those told of comes late, each with what is said of that."""
        note = late_note(self.words) if self.words else None
        comes = [member for member, answer in self.of_members().items() if answer is Answer.YES]
        named = {one for name in self._heard().get("late") or () for one in self._ids(name)} if note else set()
        return {member: note for member in comes if note and (len(comes) == 1 or member in named)}

    def _ids(self, name: str | int) -> list[int]:
        asked = self.answers.get("which") or {}
        if isinstance(name, int):
            return [name]
        if name in asked:
            return [one for one in [asked[name]] if one != NOT_A_MEMBER]
        return [member.id for member in self.meant_by(name)]


def _ways(said: Said) -> dict[str | int, Answer | None]:
    """Who is told to come, and who not, in the order in which they are named."""
    found: dict[str | int, Answer | None] = {
        name: Answer.YES if presence in CAME else Answer.NO
        for part, presence in NAMED.items()
        for name in said.get(part) or ()
    }
    order = {name: at for at, name in enumerate(said.get("order") or ())}
    return dict(sorted(found.items(), key=lambda item: order.get(str(item[0]), 0)))
