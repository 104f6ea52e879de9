"""What a Telegram update says, in our words."""

from __future__ import annotations

from typing import Any

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Contact, Message, Update, User

from bot.messages import Incoming, InKind

ALLOWED = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
_SHUT = (ChatMember.BANNED, ChatMember.LEFT)
_SOUNDS = ("voice", "audio", "video_note")
_PICTURES = ("photo", "video", "animation")


def incoming(channel: str, update: Update, now: int) -> Incoming | None:
    """The update as a message; None if nobody's words are in it (a channel post, a bot, a button of another chat).

    `now` (seconds, UTC) stands in for the time of a tap, which Telegram does not say. A photo's caption is its text; a
    shared contact has the phone number as `contact` and the name on it as `text`, and is the speaker's `own` where
    Telegram says so.
    """
    if update.my_chat_member:
        return _reached(channel, update.update_id, update.my_chat_member)
    if update.callback_query:
        return _tap(channel, update.update_id, update.callback_query, now)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    words = _edited(message) if update.edited_message else _words(message)
    if update.edited_message and not words["text"]:
        # A shared location that moves is "edited" every few seconds.
        return None
    when = message.edit_date or message.date
    who = _speaker(message.from_user, message.chat)
    # An edited message has the id of the first writing.
    words["message"] = str(message.message_id)
    return Incoming(channel=channel, update=str(update.update_id), at=int(when.timestamp()), **who, **words)


def _reached(channel: str, update: int, change: ChatMemberUpdated) -> Incoming | None:
    """Somebody shut their talk with us or opened it again; of a chat of many only that we were taken out."""
    if change.chat.type != Chat.PRIVATE and change.new_chat_member.status not in _SHUT:
        return None
    kind: InKind = "blocked" if change.new_chat_member.status in _SHUT else "unblocked"
    who = _speaker(change.from_user, change.chat)
    return Incoming(channel=channel, update=str(update), at=int(change.date.timestamp()), kind=kind, **who)


def _tap(channel: str, update: int, query: CallbackQuery, now: int) -> Incoming | None:
    if query.message is None or query.data is None:
        return None
    who = _speaker(query.from_user, query.message.chat)
    return Incoming(channel=channel, update=str(update), at=now, kind="tap", tap=query.data, callback=query.id, **who)


def _speaker(user: User, chat: Chat) -> dict[str, Any]:
    return {
        "chat": str(chat.id),
        "user": str(user.id),
        "name": user.full_name,
        "language": user.language_code or "",
        "private": chat.type == Chat.PRIVATE,
    }


def _edited(message: Message) -> dict[str, Any]:
    return {"kind": "edited", "text": message.text or message.caption or ""}


def _words(message: Message) -> dict[str, Any]:
    if message.migrate_to_chat_id:
        return {"kind": "moved", "text": str(message.migrate_to_chat_id)}
    if message.contact:
        return _card(message.contact, message.from_user)
    return {"kind": _kind(message), "text": message.text or message.caption or ""}


def _card(contact: Contact, speaker: User | None) -> dict[str, Any]:
    name = f"{contact.first_name} {contact.last_name or ''}".strip()
    own = speaker is not None and contact.user_id == speaker.id
    return {"kind": "contact", "contact": contact.phone_number, "text": name, "own": own}


def _kind(message: Message) -> InKind:
    if message.text is not None:
        return "text"
    if message.sticker:
        return "sticker"
    if any(getattr(message, name) for name in _SOUNDS):
        return "voice"
    return "photo" if any(getattr(message, name) for name in _PICTURES) else "other"
