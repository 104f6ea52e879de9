"""What Meta posts to a webhook, as it writes it, and how it signs that."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ACCOUNT, PHONE_ID, OUR_NUMBER = "102290129340398", "106540352242922", "628111000222"
Json = dict[str, Any]


@dataclass(slots=True)
class Person:
    """Somebody with WhatsApp. With `hidden` the number of the phone is not told, with `plain` there is no opaque id."""

    name: str
    phone: str
    user_id: str
    hidden: bool = False
    plain: bool = False

    @property
    def id(self) -> str:
        """What the person is known by."""
        return self.phone if self.plain else self.user_id

    def contact(self) -> Json:
        """The person as an entry of "contacts"."""
        ids = ({} if self.hidden else {"wa_id": self.phone}) | ({} if self.plain else {"user_id": self.user_id})
        return {"profile": {"name": self.name}, **ids}

    def sender(self) -> Json:
        """The person as the sender of a message."""
        return ({} if self.hidden else {"from": self.phone}) | ({} if self.plain else {"from_user_id": self.user_id})

    def recipient(self) -> Json:
        """The person as one to whom something was sent."""
        ids = {} if self.hidden else {"recipient_id": self.phone}
        return ids | ({} if self.plain else {"recipient_user_id": self.user_id})


def payload(people: Sequence[Person], **value: Any) -> bytes:
    """What is posted: `messages` or `statuses`, of these people."""
    metadata = {"display_phone_number": OUR_NUMBER, "phone_number_id": PHONE_ID}
    contacts = [person.contact() for person in people]
    change = {"messaging_product": "whatsapp", "metadata": metadata, "contacts": contacts, **value}
    entry = {"id": ACCOUNT, "changes": [{"value": change, "field": "messages"}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def signed(raw: bytes, secret: str) -> Mapping[str, str]:
    """The headers with which it is posted."""
    digest = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    return {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={digest}"}


def status(message: str, person: Person, state: str, at: int, **more: Any) -> Json:
    """One entry of "statuses"."""
    return {"id": message, "status": state, "timestamp": str(at), **person.recipient(), **more}
