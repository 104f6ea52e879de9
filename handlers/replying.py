"""Short words that answer the reminder before them: "siap", "sakit mas", "telat ya, jam 5 baru bisa"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.forms import ON_YES, OPENS
from bot.ports import Json
from bot.talk import Talk
from bot.understanding.answers import yes_no
from bot.understanding.dates import find_date
from bot.understanding.people import people_in
from bot.understanding.telling import asks
from bot.understanding.who_comes import with_spouse
from handlers.ports import Store
from jamaah.rsvps import Answer, to_come
from jamaah.timetable import Timetable

BACK, FRESH, LONGEST = 4, 3 * 86_400, 12
"""So many messages and seconds back a reminder is looked for, and so many words an answer to it has at most."""
CERTAIN = 0.8
SICK = "sakit"
_ANSWERS = frozenset({"rsvp", "greeting", "cancel", "out_of_scope", "dispute_attendance"})
"""What words about one's own coming are taken for elsewhere."""


def replied(talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
    """The answers with which a message says whether the speaker comes to the meeting of a reminder that was just read;
    None where it says no such thing. A plain yes or no counts right behind the reminder only."""
    if len(text.split()) > LONGEST or asks(text):
        return None
    plain = yes_no(text)
    said = _said(talk, text) if plain is None else {"answer": (Answer.YES if plain else Answer.NO).value}
    told, is_last = _reminder(talk) if said else ({}, False)
    if not told or not (is_last if plain is not None else _is_meant(talk, text)):
        return None
    day = _day(talk, text, told)
    return None if day is None else {"group": int(told["group"]), "day": day.isoformat(), **said}


def _reminder(talk: Talk[Store]) -> tuple[dict[str, str], bool]:
    """What the buttons of the newest message carry that asks whether one comes, among the last ones; and whether that
    message is the very last."""
    account = talk.account
    for at, message in enumerate(talk.store.outbox.latest(account.channel, account.chat, BACK, talk.now - FRESH)):
        carried = [rest for _label, payload in message.buttons for rest in _asks_for(payload)]
        if carried and message.sent is not None and message.sent <= talk.message.at:
            return dict(one.split("=", 1) for one in carried[0].split("&") if "=" in one), at == 0
    return {}, False


def _asks_for(payload: str) -> list[str]:
    intent, _and, rest = payload.removeprefix(ON_YES).removeprefix(OPENS).partition("&")
    return [rest] if payload.startswith(OPENS) and intent == "rsvp" else []


def _said(talk: Talk[Store], text: str) -> dict[str, Json]:
    """The answer and what is said beside it, of the speaker alone; nothing where somebody else is told of."""
    slots = talk.reader.slots("rsvp", text, talk.local)
    if not slots.get("answer") or slots.get("name") or with_spouse(text) or any(one.titled for one in people_in(text)):
        return {}
    reason = slots.get("reason") or (SICK if SICK in text.casefold().split() else None)
    return {"answer": slots["answer"], "words": text} | ({"reason": reason} if reason else {})


def _is_meant(talk: Talk[Store], text: str) -> bool:
    """Whether words about one's own coming mean nothing else for certain."""
    heard = talk.reader.understand(text, talk.local)
    return heard.confidence < CERTAIN or heard.intent in _ANSWERS


def _day(talk: Talk[Store], text: str, told: Mapping[str, str]) -> date | None:
    """The day of which it is said: one named on which there is a meeting, else that of the reminder; None once that has
    begun, and where the speaker is no member of the group."""
    group, timetable = _group(talk, told)
    if group is None or timetable is None:
        return None
    zone = talk.store.groups.get(group).zone
    days = (find_date(text, talk.local, past=False), date.fromisoformat(told.get("day", "0001-01-01")))
    return next((day for day in days if day and to_come(timetable, zone, day, talk.now)), None)


def _group(talk: Talk[Store], told: Mapping[str, str]) -> tuple[int | None, Timetable | None]:
    group = int(told.get("group", 0))
    if talk.store.members.as_person(group, talk.person) is None:
        return None, None
    return group, talk.store.schedules.current(group)
