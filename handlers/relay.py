"""Passing news on to members who are not connected: who they are, a ready message for each, and who has been told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any
from urllib.parse import quote

from bot.forms import Denied, Kind, Reading, ask, on, opens
from bot.kinds import Words
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import HOME_LANGUAGE, Text, _, lines, ngettext, sentence, verbatim
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from bot.understanding.numbers import numbers_in
from bot.understanding.people import people_in
from handlers.access import GroupForm, groups_for
from handlers.announcing import words
from handlers.ports import Store
from handlers.reminders import reminder
from handlers.unconnected import CHANGE, NEWS, RELAY, announced, keep, to_be_told
from handlers.words import people
from jamaah.calendar import instant
from jamaah.groups import Group
from jamaah.meant import resolve
from jamaah.members import Member, addressed
from jamaah.roles import Deed
from jamaah.timetable import Occurrence, next_occurrence, upcoming

LINES, MOST = 5, 12
_DONE = (
    r"(?:(?:sudah|wis|uwis|udah|udh|sdh|sampun|pun) )?(?:tak |saya |aku |kulo |ku)?"
    r"(?:sudah|wis|uwis|udah|udh|sdh|sampun|(?:di|ta|tak)?kabar(?:i|ke|in)|(?:di)?sampai(?:kan|in)?|(?:di)?kand?h?ani|(?:di)?omongi"
    r"|(?:di)?beri ?tahu|(?:di)?kasih ?tahu|(?:di)?wa)(?: semua| kabeh)?"
)
_TICKED = expression(rf"(?P<who>.{{0,120}}?)[ ,:]*\b{_DONE}\W*", re.IGNORECASE)
_WHO_IS_NOT = expression(
    r"(?:(?:lihat|minta|delok) )*daftar (?:yang|sing|ingkang)"
    r" (?:belum|durung|dereng) (?:terhubung|tersambung|nyambung|konek)[?.! ]*",
    re.IGNORECASE,
)
_WITHOUT_PHONE = expression(
    r"(?:siapa|daftar)(?: (?:saja|yang|anggota))* (?:tidak|belum)(?: (?:ada|punya))+ (?:hp|wa|nomor|telepon)\w*"
    r"(?: (?:hp|wa|telepon)\w*)?[?.! ]*"
)
_NOT_SO = expression(r"\b(?:belum|tidak|jangan|bukan|punya|siapa)\b")
_NOT_YET = expression(r"\b(?:belum|tidak)(?: (?:bisa|sempat|saya|tak))*$")
_ALL_BUT = expression(r"[ ,]+(?:kecuali|kejaba|kajaba|selain)\b", re.IGNORECASE)
_OF_NEWS = expression(r"kabar|kand?h?ani|omongi", re.IGNORECASE)
_ALL = expression(r"(?:\b(?:semua(?:nya)?|kabeh|sedaya|all)\b)", re.IGNORECASE)


class Told(Kind[list[int]]):
    """Which members were told: numbers of the list, names, or all of them; kept by their ids."""

    hint = _("Please write the numbers of the list or the names, or: all.")

    def read(self, text: str, form: Any) -> Reading[list[int]] | None:
        found = meant(text, form)
        return Reading(found, certain=True) if found else None

    def tap(self, token: str, form: Any) -> list[int] | None:
        return (form.all_shown() if token == "all" else meant(token, form)) or None

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        return [(_("All of them"), "all")]


def meant(text: str, form: Any) -> list[int]:
    """The members of the list that words mean; none unless it is clear of each, or where they say what is not so."""
    missing = form.missing()
    text, *but = _ALL_BUT.split(text, 1)
    if but:
        without = meant(but[0], form)
        return [one for one in meant(text, form) if one not in without] if without else []
    if _NOT_SO.search(read(text).plain):
        return []
    if _ALL.search(text):
        return list(form.all_shown())
    numbers = numbers_in(re.sub(rf"{_DONE}\W*$", "", text, flags=re.IGNORECASE).strip(" ,."))
    if numbers:
        return [missing[n - 1].id for n in numbers] if all(0 < n <= len(missing) for n in numbers) else []
    said = read(text)
    spoken = [" ".join(token.raw for token in said.tokens[one.first : one.end]) for one in people_in(said)]
    named = [resolve(name, missing, form.talk.local.date()) for name in spoken]
    return [found[0].id for found in named] if named and all(len(found) == 1 for found in named) else []


class PassingOn(GroupForm):
    """What both conversations know: the group, what the news is about, and who is not connected."""

    about: str | None = ask(Words(40), optional=True, default=lambda f: f.usual_news())

    def check(self) -> None:
        super().check()
        if self.group is None:
            return
        if not self.missing():
            raise Denied(_("Every member is connected; nobody has to be told by you."))
        if not self.left():
            raise Denied(_("Everybody has been told."))

    def usual_news(self) -> str | None:
        """What was passed on last, as far as it is meant without being named, else the next meeting."""
        if self.group is None:
            return None
        last = self.talk.memory.get(RELAY) or {}
        if last.get("group") == self.group.id and self.is_meant(last):
            return str(last["about"])
        coming = self._meeting(None)
        return coming.day.isoformat() if coming else "-"

    def is_meant(self, last: Mapping[str, Json]) -> bool:
        """Whether what was passed on last is meant by words that name nothing."""
        return True

    def missing(self) -> list[Member]:
        """All who have to be told by somebody; by their places in it they have their numbers."""
        return to_be_told(self.talk.store, self.group.id, self.talk.now)

    def left(self) -> list[Member]:
        """Those of them who have not been told."""
        told = self.talk.store.relays.told(self.group.id, self.about or "-")
        return [member for member in self.missing() if member.id not in told]

    def all_shown(self) -> list[int]:
        """The ids of those left who were shown last, where that was about this; else of all who are left."""
        last, left = self.talk.memory.get(RELAY) or {}, [member.id for member in self.left()]
        if (last.get("group"), last.get("about")) != (self.group.id, self.about or "-"):
            return left
        return [one for one in left if one in last.get("shown", left)]

    def _meeting(self, day: date | None) -> Occurrence | None:
        timetable, group = self.talk.store.schedules.current(self.group.id), self.group
        if timetable is None:
            return None
        if day is None:
            return next_occurrence(timetable, group.zone, self.talk.now)
        found = next(upcoming(timetable, group.zone, instant(day, time(0), group.zone) - 1), None)
        return found if found is not None and found.day == day and found.instant > self.talk.now else None

    def news(self) -> str:
        """The text to pass on; empty where it is not known any more."""
        last = self.talk.memory.get(RELAY) or {}
        about = self.about or "-"
        change, slash, _turn = about.rpartition(CHANGE)
        if slash:
            return self._change(change)
        if (last.get("group"), last.get("about")) == (self.group.id, about) and last["text"] and not _is_day(about):
            return str(last["text"])
        if about.startswith(NEWS):
            return announced(self.talk.store, self.group.id, about)
        meeting = self._meeting(date.fromisoformat(about)) if _is_day(about) else None
        told = reminder(self.group, meeting, self.talk.now) if meeting else None
        return told.render(HOME_LANGUAGE) if told else ""

    def _change(self, about: str) -> str:
        """What was changed, as it is by now."""
        timetable = self.talk.store.schedules.current(self.group.id)
        told = words(timetable, self.group, about, self.talk.now) if timetable else None
        return told.render(HOME_LANGUAGE) if told else ""

    def numbered(self, member: Member) -> int:
        """The number of a member in the list."""
        return [one.id for one in self.missing()].index(member.id) + 1


def _is_day(about: str) -> bool:
    try:
        return date.fromisoformat(about).isoformat() == about
    except ValueError:
        return False


@on("relay", deed=Deed.SEE_PHONES)
class Relay(PassingOn):
    """See who is not connected, with a message ready for each."""

    title = _("Who is not connected")
    writes = False

    @classmethod
    @only_with("siapa", "daftar", _TICKED)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "Daftar sing durung terhubung", "siapa yang ga punya wa"; who was not told of what was passed on."""
        if not groups_for(talk, Deed.SEE_PHONES):
            return None
        if _WHO_IS_NOT.fullmatch(text.strip()) or _WITHOUT_PHONE.fullmatch(read(text).plain.strip()):
            return {}
        last, ticked = talk.memory.get(RELAY) or {}, _TICKED.fullmatch(text.strip())
        if talk.busy or not (last and ticked and _NOT_YET.search(read(ticked["who"]).plain)):
            return None
        return {"group": last["group"], "about": last["about"]}

    def is_meant(self, last: Mapping[str, Json]) -> bool:
        """Only a change of the same day; else the next meeting is meant."""
        return CHANGE in str(last["about"]) and last.get("on") == self.talk.local.date().isoformat()

    def act(self, group: Group) -> list[Reply]:
        left, text = self.left(), self.news()
        roll, today = self.missing(), self.talk.local.date()
        phones, without_phone = [one for one in left if one.phone], [one for one in left if not one.phone]
        keep(self.talk, group, self.about or "-", text, [*phones[:MOST], *without_phone])
        rows = [self._row(member, roll, today, text) for member in phones[:MOST]]
        without = [f"{self.numbered(one)}. {addressed(one, today, roll)}" for one in without_phone]
        more = len(phones) - MOST
        head = ngettext("{count} member still has to be told.", "{count} members still have to be told.", len(left))
        told = [
            head,
            *rows,
            *([_("Without a phone number: {names}.")(names=", ".join(without))] if without else []),
            *([_("{count} more come once these are ticked.")(count=more)] if more > 0 else []),
            _("Who has been told? Write the numbers or names, for example: 1 3 done"),
        ]
        *first, last = [lines(*told[at : at + LINES]) for at in range(0, len(told), LINES)]
        return [*map(Reply, first), Reply(last, (self._all_told(group),))]

    def _all_told(self, group: Group) -> Button:
        return opens("relayed", _("All have been told"), group=group.id, about=self.about or "-", told="all")

    def _row(self, member: Member, roll: Sequence[Member], today: date, text: str) -> Text:
        query = f"?text={quote(text)}" if text else ""
        name = addressed(member, today, roll)
        return verbatim(f"{self.numbered(member)}. {name}: https://wa.me/{(member.phone or '').lstrip('+')}{query}")


@on("relayed", deed=Deed.SEE_PHONES)
class Relayed(PassingOn):
    """Tick who of those not connected has been told."""

    told: list[int] = ask(Told(), _("Who has been told? Write the numbers of the list, or the names."), label=_("who"))

    @classmethod
    @only_with(_TICKED)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "1 3 5 sudah", "bu tini sudah tak kabari": of the list shown last, or of the next meeting."""
        done, *but = _ALL_BUT.split(text.strip(), 1)
        ticked = _TICKED.fullmatch(done)
        groups = groups_for(talk, Deed.SEE_PHONES) if ticked and not talk.busy else []
        last = talk.memory.get(RELAY) or {}
        group = next((one for one in groups if one.id == last.get("group")), groups[0] if len(groups) == 1 else None)
        if ticked is None or group is None or not (last or _OF_NEWS.search(text)):
            return None
        form = cls(talk, {"group": group.id})
        told = meant(text if but else ticked["who"] or text, form) if form.missing() else []
        return {"group": group.id, "about": form.about, "told": told} if told else None

    def summary(self) -> Text:
        names = people(self._named(), self.missing(), self.talk.local.date())
        told = _("Told {count}: {names}.")(count=len(self.told), names=names)
        return sentence(told, _("Is that right?"))

    def _named(self) -> list[Member]:
        return [member for member in self.missing() if member.id in self.told]

    def act(self, group: Group) -> Reply:
        self.check()
        about = self.about or "-"
        self.talk.store.relays.tell(group.id, about, [member.id for member in self._named()], self.talk.now)
        left = self.left()
        if not left:
            return Reply(_("✓ Noted. Everybody has been told."))
        today, roll = self.talk.local.date(), self.missing()
        names = ", ".join(f"{self.numbered(one)}. {addressed(one, today, roll)}" for one in left)
        return Reply(
            _("✓ Noted. Still to be told, {count}: {names}.")(count=len(left), names=names),
            (opens("relay", _("Who is not connected"), group=group.id, about=about),),
        )
