"""Where a group meets next, be it that houses take turns or that the place is said each time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from bot.forms import Form, Kind, Reading, opens
from bot.messages import Button
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _
from bot.understanding.expressions import expression
from bot.understanding.turns import Turns, find_turns, names_listed
from handlers.access import can
from handlers.places import tidy_place
from handlers.ports import Store
from handlers.words import listing, place_of
from jamaah.groups import Group
from jamaah.members import Member, addressed
from jamaah.people import tidy_name
from jamaah.roles import Deed
from jamaah.timetable import Occurrence, Timetable, next_occurrence

_TITLED = expression(r"(?:bu|ibu|pak|bapak|mbak|mas|mbah|kang|lik|bude|pakde|bulik|paklik)\.? ", re.IGNORECASE)
_PLACE = expression(r"(?:rumah|balai|masjid|musola|musholla|langgar|pendopo|pos|gedung|aula|kantor|sekolah)\b", re.I)
FEW = 6


class HouseTurns(Kind[Turns]):
    """Whose houses take turns, in their order."""

    hint = _("For example: Bu Tini, Pak Darmo, Bu Siti.")

    def read(self, text: str, form: Form[Any]) -> Reading[Turns] | None:
        names = names_listed(text) or names_listed(f": {text}")
        said = find_turns(text) or (Turns(names) if len(names) > 1 else None)
        return None if said is None else Reading(said, certain=True)

    def find(self, text: str, form: Form[Any]) -> Turns | None:
        return find_turns(text)

    def tap(self, token: str, form: Form[Any]) -> Turns | None:
        return None

    def dump(self, value: Turns) -> Json:
        return {"names": list(value.names), "by_roll": value.by_roll}

    def load(self, raw: Json, form: Form[Any]) -> Turns:
        return Turns(tuple(raw["names"]), bool(raw["by_roll"]))


def houses(turns: Turns, roll: Sequence[Member], today: date) -> tuple[str, ...]:
    """The houses that take turns; none where the next place is said each time."""
    names = [addressed(member, today, roll) for member in roll] if turns.by_roll else turns.names
    return tuple(house(name) for name in names)


def house(words: str) -> str:
    """Where somebody lives, as it is written in the book: "bu tini" is "rumah Bu Tini"; another place as it is."""
    if _TITLED.match(words):
        return tidy_place(f"rumah {words}")
    return tidy_place(words) if _PLACE.match(words) else f"rumah {tidy_name(words)}"


def at_whose(place: str) -> str:
    """Whose house it is, without the word for it."""
    return place.removeprefix("rumah ")


def where(timetable: Timetable, meeting: Occurrence) -> Text | None:
    """Where a meeting is: whose turn it is, or that the place is still to be said; None where nobody said a place."""
    schedule = timetable.on(meeting.fixed)
    follows = schedule is not None and schedule.hosts is not None and meeting.place is None
    return _("the place follows") if follows else place_of(meeting)


def in_turn(hosts: Iterable[str]) -> Text:
    """The houses that take turns, a few of them by name."""
    names = [at_whose(host) for host in hosts]
    more = [_("and {count} more")(count=len(names) - FEW)] if len(names) > FEW else []
    return listing([*names[:FEW], *more])


def asks_next_place(talk: Talk[Store], group: Group) -> tuple[Button, ...]:
    """A button to say where the next meeting is, for who may, where that is decided each time and not said yet."""
    timetable = talk.store.schedules.current(group.id)
    coming = next_occurrence(timetable, group.zone, talk.now) if timetable else None
    if timetable is None or coming is None or coming.place is not None:
        return ()
    schedule = timetable.on(coming.fixed)
    if schedule is None or schedule.hosts != () or not can(talk, group.id, Deed.SET_SCHEDULE):
        return ()
    return (opens("next_place", _("Whose house is next?"), group=group.id),)
