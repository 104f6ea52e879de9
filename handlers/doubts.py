"""What is told of a meeting and cannot be so, and the ways in which it may be meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.forms import Kind, Reading
from bot.texts import Text, _
from bot.understanding.answers import yes_no
from bot.understanding.normalise import read as words
from bot.understanding.numbers import find_number
from bot.understanding.roll import way_in
from jamaah.attendance import Attendance, Doubt, Meaning
from jamaah.meetings import Presence
from lean import dataclass

DOUBTS = {
    "fewer_than_named": _("{present} were there, but {named} are named. Which is right?"),
    "more_than_members": _(
        "{present} there and {missing} not there are more than the {members} members. Which is right?"
    ),
    "more_than_all": _("{present} were there, but there are {members} members. Were some of them guests?"),
    "empty_book": _(
        "{present} were there, but no member is in the book yet, so I cannot write that down. May it follow?"
    ),
    "more_late_than_present": _("{late} late, but only {present} were there. Which is right?"),
    "fewer_late_than_named": _("{late} late, but {named} are named. Which is right?"),
}
WAYS = {
    Presence.PRESENT: _("There"),
    Presence.LATE: _("Late"),
    Presence.EXCUSED: _("Excused"),
    Presence.SICK: _("Sick"),
    Presence.ABSENT: _("Not there"),
    Presence.REPRESENTED: _("Represented"),
}
EVERYBODY = frozenset({"semua"})
MEANINGS = {
    Meaning.COUNT: _("{present} there, names may follow"),
    Meaning.EVERYBODY: _("All {members} members were there"),
    Meaning.OPEN: _("Who was there may follow"),
    Meaning.ALL_LATE: _("All {present} late"),
    Meaning.LATE_NAMES: _("{named} late"),
    Meaning.LATE_COUNT: _("{late} late, names may follow"),
    Meaning.LATE_OPEN: _("Leave out who was late"),
}


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Something that cannot be so, and how it may be meant: label, token, and the figure it comes to, if it is one."""

    key: str
    text: Text
    ways: tuple[tuple[Text, str, int | None], ...]


class Agreement(Kind[dict[str, str]]):
    """How what cannot be so is meant; asked for one doubt after another."""

    hint = _("Please tap the right one, or write it the right way.")

    def read(self, text: str, form: Any) -> Reading[dict[str, str]] | None:
        doubtful, number = form.doubtful(), find_number(text)
        way = way_in(text, asked=doubtful.key.startswith("mentioned "))
        token = next(
            (
                token
                for _label, token, figure in doubtful.ways
                if token == way or (number is not None and figure == number)
            ),
            None,
        )
        if token is None and len(doubtful.ways) == 1 and yes_no(text) is True:
            token = doubtful.ways[0][1]
        if way == Presence.SICK and doubtful.key.startswith("mentioned "):
            token = way
        if token is None:
            return None
        # "kabeh kuwi hadir": one answer for everybody who would be asked about.
        keys = form.mentions() if EVERYBODY.intersection(words(text).words) else ()
        return Reading(dict.fromkeys({*keys, doubtful.key}, token), certain=True)

    def tap(self, token: str, form: Any) -> dict[str, str] | None:
        doubtful = form.doubtful()
        known = doubtful is not None and any(token == way for _label, way, _figure in doubtful.ways)
        return {doubtful.key: token} if known else None

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        return [(label, token) for label, token, _figure in form.doubtful().ways]

    def merge(self, old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
        return {**old, **new}


def figures(doubt: Doubt, told: Attendance) -> Doubtful:
    """Figures that disagree, with what each way of meaning them comes to."""
    facts = doubt.facts
    named = told.named or facts.get("members", 0) - told.missing
    ways = []
    for meaning in doubt.meanings:
        figures_of = {Meaning.NAMES: named, Meaning.COUNT: facts.get("present")}
        figures_of |= {Meaning.LATE_NAMES: facts.get("named"), Meaning.LATE_COUNT: facts.get("late")}
        figure = figures_of.get(meaning)
        ways.append((_label(meaning, doubt, named, told.missing), meaning.value, figure))
    return Doubtful(doubt.key, DOUBTS[doubt.reason](**facts), tuple(ways))


def _label(meaning: Meaning, doubt: Doubt, named: int, missing: int) -> Text:
    if meaning is Meaning.NAMES:
        both = _("{count} there, {missing} not")(count=named, missing=missing)
        return both if missing else _("{count} there")(count=named)
    return MEANINGS[meaning](**doubt.facts)
