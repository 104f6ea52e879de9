"""A meeting to come as it was told, as the answers of the conversation that fixes it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.ports import Json
from bot.talk import Talk
from bot.understanding.extra import Extra
from handlers.hours import MeetingHour, hour_in
from handlers.names import address_of
from handlers.places import tidy_place
from handlers.ports import Store
from handlers.telling import said_quietly


def answers_of(talk: Talk[Store], told: Extra, text: str) -> Mapping[str, Json]:
    """Day, hour, place and agenda as far as they are told, and whether nobody is to hear of it."""
    return {
        **({"day": told.day.isoformat()} if told.day else {}),
        **({"hour": MeetingHour().dump(hour_in(told.at, text))} if told.at else {}),
        **({"place": tidy_place(told.place, address_of(talk))} if told.place else {}),
        **({"agenda": told.agenda} if told.agenda else {}),
        **said_quietly(text),
    }
