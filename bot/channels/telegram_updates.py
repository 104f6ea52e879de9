"""What a Telegram update says, in our words; it is read as Telegram writes it, without the library's objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from telegram import Chat, ChatMember, Update

from bot.messages import Incoming, InKind

ALLOWED = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
_SHUT = (ChatMember.BANNED, ChatMember.LEFT)
_SOUNDS = ("voice", "audio", "video_note")
_PICTURES = ("photo", "video", "animation")
Told = Mapping[str, Any]
"""An object of the Bot API: https://core.telegram.org/bots/api#available-types"""


def incoming(channel: str, update: Told, now: int) -> Incoming | None:
    """The update as a message; None if nobody's words are in it (a channel post, a bot, a button of another chat).

    `now` (seconds, UTC) stands in for the time of a tap, which Telegram does not say. A photo's caption is its text; a
    shared contact has the phone number as `contact` and the name on it as `text`, and is the speaker's `own` where
    Telegram says so. Raises KeyError, TypeError, ValueError or AttributeError for what is not as Telegram writes it.
    """
    number = str(update["update_id"])
    if change := update.get(Update.MY_CHAT_MEMBER):
        return _reached(channel, number, change)
    if query := update.get(Update.CALLBACK_QUERY):
        return _tap(channel, number, query, now)
    edited = update.get(Update.EDITED_MESSAGE)
    message = update.get(Update.MESSAGE) or edited
    if message is None or not message.get("from") or message["from"].get("is_bot"):
        return None
    words = _edited(message) if edited else _words(message)
    if edited and not words["text"]:
        # A shared location that moves is "edited" every few seconds.
        return None
    when = message.get("edit_date") or message["date"]
    who = _speaker(message["from"], message["chat"])
    # An edited message has the id of the first writing.
    words["message"] = str(message["message_id"])
    return Incoming(channel=channel, update=number, at=int(when), **who, **words)


def tapped(update: Told) -> str | None:
    """The id of the tap that an update tells of, if it does: whoever tapped waits for a word that we know."""
    query = update.get(Update.CALLBACK_QUERY)
    return str(query["id"]) if isinstance(query, Mapping) and "id" in query else None


def _reached(channel: str, update: str, change: Told) -> Incoming | None:
    """Somebody shut their talk with us or opened it again; of a chat of many only that we were taken out."""
    shut = change["new_chat_member"]["status"] in _SHUT
    if change["chat"]["type"] != Chat.PRIVATE and not shut:
        return None
    kind: InKind = "blocked" if shut else "unblocked"
    who = _speaker(change["from"], change["chat"])
    return Incoming(channel=channel, update=update, at=int(change["date"]), kind=kind, **who)


def _tap(channel: str, update: str, query: Told, now: int) -> Incoming | None:
    if not query.get("message") or query.get("data") is None:
        return None
    who = _speaker(query["from"], query["message"]["chat"])
    return Incoming(
        channel=channel, update=update, at=now, kind="tap", tap=query["data"], callback=str(query["id"]), **who
    )


def _speaker(user: Told, chat: Told) -> dict[str, Any]:
    return {
        "chat": str(chat["id"]),
        "user": str(user["id"]),
        "name": _full_name(user),
        "language": user.get("language_code") or "",
        "private": chat["type"] == Chat.PRIVATE,
    }


def _full_name(somebody: Told) -> str:
    return f"{somebody['first_name']} {somebody.get('last_name') or ''}".strip()


def _edited(message: Told) -> dict[str, Any]:
    return {"kind": "edited", "text": _text(message)}


def _words(message: Told) -> dict[str, Any]:
    if moved := message.get("migrate_to_chat_id"):
        return {"kind": "moved", "text": str(moved)}
    if contact := message.get("contact"):
        own = contact.get("user_id") == message["from"]["id"]
        return {"kind": "contact", "contact": contact["phone_number"], "text": _full_name(contact), "own": own}
    return {"kind": _kind(message), "text": _text(message)}


def _text(message: Told) -> str:
    return str(message.get("text") or message.get("caption") or "")


def _kind(message: Told) -> InKind:
    if message.get("text") is not None:
        return "text"
    if message.get("sticker"):
        return "sticker"
    if any(message.get(name) for name in _SOUNDS):
        return "voice"
    return "photo" if any(message.get(name) for name in _PICTURES) else "other"
