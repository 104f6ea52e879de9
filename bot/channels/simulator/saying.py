"""What a person does on their phone, from the JSON of `POST /simulator/say` to a message."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from secrets import token_hex
from typing import Any, cast

from bot.channels.web import Problem
from bot.messages import Incoming, InKind

NAME = "simulator"
GROUP = "group:"
LONGEST_NAME = 64
LONGEST_TEXT = 4096
MOST_SAID = 10_000
"""How far back the last thing said is looked for."""
KINDS = ("sticker", "voice", "photo")


def chat_of(person: str) -> str:
    """The chat (and user) id of a person, from their name as it was given. Raises Problem."""
    words = " ".join(person.split()).casefold()
    if not words or len(words) > LONGEST_NAME:
        raise Problem(400, f"person has to be a name of at most {LONGEST_NAME} characters")
    return words


def message_of(body: Mapping[str, Any], at: int, writing: Callable[[str, int], str]) -> Incoming:
    """The message that a body of `say` stands for, said at `at`. Raises Problem.

    The id of what is written is that of its update. `"edited": n` is the `n`th thing said on that phone, counted from 1
    with taps and all, as `GET /simulator/said` numbers them (`k`); `writing(chat, n)` is the update by which that was
    first written, empty where nothing was. A number beyond the last is the last. Who shares a contact shares their own.
    """
    person = " ".join(_words(body, "person").split())
    user = chat_of(person)
    if user.startswith(GROUP):
        raise Problem(400, f"a person's name does not begin with {GROUP}")
    group = _words(body, "chat")
    kind = _kind(body)
    chat = GROUP + chat_of(group) if group else user
    update = _words(body, "id") or token_hex(8)
    return Incoming(
        channel=NAME,
        update=update,
        chat=chat,
        user=user,
        at=at,
        kind=kind,
        text=_text(body),
        tap=_words(body, "tap"),
        contact=_words(body, "contact"),
        own=kind == "contact",
        message=_written(chat, body["edited"], writing) if kind == "edited" else update,
        name=person,
        language="id",
        private=not group,
    )


def _written(chat: str, n: int, writing: Callable[[str, int], str]) -> str:
    """The update by which the `n`th thing was first written, or the last one before it."""
    return writing(chat, n) or next(filter(None, (writing(chat, k) for k in range(min(n, MOST_SAID), 0, -1))), "")


def _kind(body: Mapping[str, Any]) -> InKind:
    special = [key for key in ("tap", "contact", "kind", "edited") if body.get(key) is not None]
    if len(special) > 1:
        raise Problem(400, f"{special[0]} and {special[1]} do not go together")
    match special:
        case ["kind"]:
            return _media(body)
        case ["edited"]:
            return _edited(body)
        case [key] if _words(body, key):
            return cast(InKind, key)
        case [] if isinstance(body.get("text"), str):
            return "text"
    raise Problem(400, "say needs a text, a tap, a contact or a kind")


def _media(body: Mapping[str, Any]) -> InKind:
    if body["kind"] not in KINDS:
        raise Problem(400, f"kind has to be one of {', '.join(KINDS)}")
    return cast(InKind, body["kind"])


def _edited(body: Mapping[str, Any]) -> InKind:
    number = body["edited"]
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise Problem(400, "edited has to be the number of a message")
    if not isinstance(body.get("text"), str):
        raise Problem(400, "an edited message needs its new text")
    return "edited"


def _text(body: Mapping[str, Any]) -> str:
    text = _words(body, "text")
    if len(text) > LONGEST_TEXT:
        raise Problem(400, f"a message holds at most {LONGEST_TEXT} characters")
    return text


def _words(body: Mapping[str, Any], key: str) -> str:
    value = body.get(key)
    if value is not None and not isinstance(value, str):
        raise Problem(400, f"{key} has to be a string")
    return value or ""
