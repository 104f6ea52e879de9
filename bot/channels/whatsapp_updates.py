"""What a call of WhatsApp's webhook says, in our words; it is read as Meta writes it, without the library's objects."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.channels.whatsapp_errors import afterwards
from bot.messages import Incoming, InKind

Told = Mapping[str, Any]
"""An object of the webhook: .../documentation/business-messaging/whatsapp/webhooks/reference/messages at Meta's."""

OWN_NUMBER = "own-number"
"""What a tap on the button for one's own number sends back."""

UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError)
LATEST = 2**40
"""No time that is said is later, in seconds since 1970."""
_KINDS: Mapping[str, InKind] = {"image": "photo", "video": "photo", "sticker": "sticker", "audio": "voice"}
# Nobody's words: a thumb on a message, a message taken back, a chat that was opened.
_SILENT = ("reaction", "revoke", "request_welcome")
_SYSTEM = "system"
_CHANGED = ("user_changed_number", "customer_changed_number", "user_changed_user_id")
_NAMED = re.compile(r"[!-~]{1,500}")
log = logging.getLogger(__name__)


def incoming(channel: str, call: Told, phone: str, now: int) -> Iterator[Incoming]:
    """What people wrote to the number with the id `phone`, and what became of messages of ours; what cannot be read is
    passed over, and holds up nothing else. `now` (seconds, UTC) stands in for a time that is not said."""
    for value in _values(call, phone):
        people = _People(value)
        for message in _listed(value, "messages"):
            yield from _readable(_Read(channel, people, now).message, message)
        for status in _listed(value, "statuses"):
            yield from _readable(_Read(channel, people, now).status, status)


def _values(call: Told, phone: str) -> Iterator[Told]:
    """What concerns messages of this number: an app may have several."""
    for entry in _listed(call, "entry"):
        for change in _listed(entry, "changes"):
            value = change.get("value") if isinstance(change, Mapping) else None
            if not isinstance(value, Mapping) or change.get("field") != "messages":
                continue
            about = value.get("metadata")
            if isinstance(about, Mapping) and str(about.get("phone_number_id")) == phone:
                yield value


def _listed(told: Any, name: str) -> list[Any]:
    found = told.get(name) if isinstance(told, Mapping) else None
    return found if isinstance(found, list) else []


def _readable(read: Any, told: Any) -> list[Incoming]:
    try:
        return list(read(told))
    except UNREADABLE:
        log.warning("whatsapp: a message or a status cannot be read and is passed over")
        return []


class _People:
    """Who is who in one call. A person is known by an opaque `user_id`, by a phone number, or by both."""

    def __init__(self, value: Told) -> None:
        self._contacts = [contact for contact in _listed(value, "contacts") if isinstance(contact, Mapping)]

    def of(self, user: Any, phone: Any) -> dict[str, Any]:
        """The fields of Incoming that say who it is. Raises ValueError if it is nobody."""
        contact = self._contact(user, phone)
        user, phone = user or contact.get("user_id"), phone or contact.get("wa_id")
        known, also = _id(user or phone), _id(phone) if user and phone else ""
        profile = contact.get("profile")
        name = profile.get("name") if isinstance(profile, Mapping) else None
        return {"chat": known, "user": known, "name": str(name or ""), "also": also}

    def _contact(self, user: Any, phone: Any) -> Told:
        for contact in self._contacts:
            if (user and contact.get("user_id") == user) or (phone and contact.get("wa_id") == phone):
                return contact
        return self._contacts[0] if len(self._contacts) == 1 and not (user or phone) else {}


class _Read:
    """Reads one message, or what became of one of ours."""

    def __init__(self, channel: str, people: _People, now: int) -> None:
        self._channel, self._people, self._now = channel, people, now

    def message(self, told: Told) -> Iterator[Incoming]:
        """What somebody wrote, tapped or sent. Raises what UNREADABLE names."""
        kind = told.get("type")
        if kind in _SILENT or told.get("group_id"):
            return
        if kind == _SYSTEM:
            yield from self._changed(told)
            return
        who = self._people.of(told.get("from_user_id"), told.get("from"))
        for number, words in enumerate(_words(told, kind, _phone(who))):
            update = f"{_id(told['id'])}/{number}" if number else _id(told["id"])
            yield Incoming(channel=self._channel, update=update, at=self._at(told), **who, **words)

    def _changed(self, told: Told) -> Iterator[Incoming]:
        """That somebody has another number or another id now: their talk is open there."""
        system = told["system"]
        if system.get("type") not in _CHANGED:
            return
        now = _id(system.get("user_id") or system.get("wa_id"))
        before = _id(system.get("previous_user_id") or told.get("from_user_id") or told.get("from"))
        if now != before:
            who: dict[str, Any] = {"chat": now, "user": now, "also": before}
            yield Incoming(channel=self._channel, update=_id(told["id"]), at=self._at(told), kind="unblocked", **who)

    def status(self, told: Told) -> Iterator[Incoming]:
        """That a message of ours did not arrive after all, or what it costs."""
        state, sent = told["status"], _id(told["id"])
        if state == "failed":
            kind, text = "unsent", _why(told)
        elif state in ("sent", "delivered") and (cost := _cost(told)):
            kind, text = "charged", cost
        else:
            return
        who = self._people.of(told.get("recipient_user_id"), told.get("recipient_id"))
        # A message is charged once, whichever of the two states says so first.
        update = f"{sent}:{kind}"
        said: dict[str, Any] = {"kind": kind, "text": text, "message": sent}
        yield Incoming(channel=self._channel, update=update, at=self._at(told), **who, **said)

    def _at(self, told: Told) -> int:
        at = int(told.get("timestamp") or self._now)
        if not 0 <= at <= LATEST:
            raise ValueError(at)
        return at


def _id(given: Any) -> str:
    """What Meta calls something or somebody. Raises ValueError for what no database could look for."""
    named = str(given or "")
    if not _NAMED.fullmatch(named):
        raise ValueError("no id")
    return named


def _phone(who: Mapping[str, Any]) -> str:
    known = str(who["also"] or who["user"])
    return known if known.isdecimal() else ""


def _words(told: Told, kind: Any, phone: str) -> Iterator[dict[str, Any]]:
    """What is said, in the fields of Incoming: once, or once for each contact that was shared."""
    if kind == "contacts":
        yield from ({**_contact(card, phone), "message": _id(told["id"])} for card in told["contacts"])
    elif kind == "edit":
        changed = told["edit"]
        text = _text(changed["message"])
        yield {"kind": "edited", "text": text, "message": _id(changed["original_message_id"])}
    elif (tap := _tapped(told, kind)) is not None:
        yield {"kind": "contact", "contact": phone, "own": True} if tap == OWN_NUMBER else {"kind": "tap", "tap": tap}
    else:
        said: InKind = "text" if kind == "text" else _KINDS.get(str(kind), "other")
        yield {"kind": said, "text": _text(told), "message": _id(told["id"])}


def _tapped(told: Told, kind: Any) -> str | None:
    """What the button sends back that was tapped: one of a template, one under a message, or a row of a list."""
    if kind == "button":
        return str(told["button"].get("payload") or told["button"]["text"])
    if kind != "interactive":
        return None
    reply = told["interactive"]
    found = reply.get("button_reply") or reply.get("list_reply")
    return None if found is None else str(found["id"])


def _text(told: Told) -> str:
    """The text, or what is written under a picture or a document."""
    content = told.get(str(told.get("type")))
    if not isinstance(content, Mapping):
        return ""
    return str(content.get("body" if told["type"] == "text" else "caption") or "")


def _contact(card: Told, phone: str) -> dict[str, Any]:
    name, numbers = card.get("name") or {}, card.get("phones") or [{}]
    number = str(numbers[0].get("wa_id") or numbers[0].get("phone") or "")
    own = bool(phone) and number == phone
    text = str(name.get("formatted_name") or name.get("first_name") or "")
    return {"kind": "contact", "contact": number, "text": text, "own": own}


def _why(told: Told) -> str:
    return afterwards(int(told["errors"][0]["code"]))


def _cost(told: Told) -> str:
    """What kind of message it is charged as; empty if it costs nothing."""
    pricing = told.get("pricing")
    if not isinstance(pricing, Mapping) or not pricing.get("billable"):
        return ""
    return str(pricing.get("category") or "unknown")
