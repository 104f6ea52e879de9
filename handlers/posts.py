"""Posts in words, and since when somebody holds one; shared by what is told of officers and what rests on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.forms import Form, Kind, Reading, Refusal
from bot.kinds import Choice
from bot.ports import Json
from bot.texts import PlainDate, Text, _
from bot.understanding.terms import find_term, read_term
from jamaah.officers import Officer, Post

POSTS = {
    Post.CHAIR: _("chair"),
    Post.VICE_CHAIR: _("vice chair"),
    Post.SECRETARY: _("secretary"),
    Post.TREASURER: _("treasurer"),
    Post.SUPERVISOR: _("supervisor"),
}
POST = Choice(
    Post,
    POSTS,
    {
        "ketua": Post.CHAIR,
        "wakil ketua": Post.VICE_CHAIR,
        "wakil": Post.VICE_CHAIR,
        "sekretaris": Post.SECRETARY,
        "bendahara": Post.TREASURER,
        "pengawas": Post.SUPERVISOR,
    },
)
HEADINGS = {
    Post.CHAIR: _("Chair"),
    Post.VICE_CHAIR: _("Vice chair"),
    Post.SECRETARY: _("Secretary"),
    Post.TREASURER: _("Treasurer"),
    Post.SUPERVISOR: _("Supervisor"),
}
LONGEST_HELD, LONGEST_AHEAD = 60 * 365, 2 * 365
NEEDED = (Post.CHAIR, Post.SECRETARY, Post.TREASURER, Post.SUPERVISOR)
"""The posts of which it is said where nobody is recorded."""


class Since(Kind[date]):
    """Since when, or from when on: "Januari 2024", "mulai 1 Desember", "sudah dua tahun"."""

    hint = _("For example: January 2024, or today.")
    may_follow = True

    def read(self, text: str, form: Form[Any]) -> Reading[date] | None:
        day = read_term(text, form.talk.local) or find_term(text, form.talk.local)[1]
        return None if day is None else Reading(day, certain=len(text.split()) <= 6)

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> date | None:
        return None

    def told(self, value: date) -> Text | None:
        return _("since {day}")(day=PlainDate(value))

    def dump(self, value: date) -> Json:
        return value.isoformat()

    def load(self, raw: Json, form: Form[Any]) -> date:
        return date.fromisoformat(raw)


def check_since(slot: str, day: date | None, today: date) -> None:
    """Raise Refusal where nobody can have begun, or begin, on that day."""
    if day is not None and not -LONGEST_HELD <= (day - today).days <= LONGEST_AHEAD:
        raise Refusal(slot, _("{day} cannot be right.")(day=PlainDate(day)))


def held_since(officer: Officer, name: str, today: date) -> Text:
    """Who holds a post, and since when."""
    if officer.since is None:
        return _("{post}: {name}.")(post=HEADINGS[officer.post], name=name)
    day = PlainDate(officer.since)
    words = _("{post}: {name}, since {day}.") if officer.since <= today else _("{post}: {name}, from {day} on.")
    return words(post=HEADINGS[officer.post], name=name, day=day)
