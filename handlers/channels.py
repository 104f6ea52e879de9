"""Channels: as people call them, and which of them somebody writes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.forms import Form, Kind, Reading
from bot.talk import Talk
from bot.texts import Text, _, verbatim
from bot.understanding.expressions import expression
from handlers.ports import Store

NAMES = {"telegram": verbatim("Telegram"), "whatsapp": verbatim("WhatsApp"), "simulator": _("this page")}
WORDS = {"whatsapp": r"w\.?a\.?|wasap|whats ?app|watsap", "telegram": r"tele(?:gram)?|tg"}
CHANNEL = rf"(?:{'|'.join(WORDS.values())})"
"""A channel as it is said."""
SAID_WITH = "wa w.a wasap whats watsap tele tg"
"""One of these is in every text that names a channel."""
_SPOKEN = {
    name: expression(rf"\b(?:{words})(?:ne|ku|nya| saya| aku)?\b", re.IGNORECASE) for name, words in WORDS.items()
}


def channel_name(channel: str) -> Text:
    """How a channel is called."""
    return NAMES.get(channel, verbatim(channel.capitalize()))


def channels_of(store: Store, person: int) -> list[str]:
    """The channels on which somebody has written, the first one first."""
    return list(dict.fromkeys(channel for channel, _chat in store.talks.chats(person)))


def elsewhere(talk: Talk[Store]) -> list[str]:
    """The channels that are served, but for the one the speaker writes on now."""
    return [channel for channel in talk.channels if channel != talk.account.channel]


def named_in(text: str) -> list[str]:
    """The channels that words name."""
    return [name for name, spoken in _SPOKEN.items() if spoken.search(text)]


class WhichChannel(Kind[str]):
    """One of the channels that the form has to choose from, by its name."""

    hint = _("Please tap one of them, or write: WhatsApp or Telegram.")

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        found = self.find(text, form)
        return None if found is None else Reading(found, certain=True)

    def find(self, text: str, form: Form[Any]) -> str | None:
        named = named_in(text)
        return named[0] if len(named) == 1 else None

    def tap(self, token: str, form: Form[Any]) -> str | None:
        return token if token in (*NAMES, *form.talk.channels) else self.find(token, form)

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        return [(channel_name(channel), channel) for channel in form.channels()]
