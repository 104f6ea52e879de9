"""What nobody has asked for: each such message has a template of WhatsApp's, or has none by decision."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from sqlalchemy import Connection, select

from bot.channels.whatsapp_templates import DATA, PARAMETER, templates
from bot.messages import File, Outgoing
from storage.schema import outbox, talks

_UNASKED = (
    select(outbox.c.id, outbox.c.body, outbox.c.kind)
    .join(talks, (talks.c.channel == outbox.c.channel) & (talks.c.chat == outbox.c.chat))
    .where(outbox.c.turn.is_(None), outbox.c.body.is_not(None), talks.c.private.is_(True))
    .order_by(outbox.c.id)
)


def unplaced(connection: Connection) -> list[str]:
    """What was said unasked that no template says, and of which nobody has decided that it knocks."""
    return [f"no template says, nor does it knock: {row.body['text']}" for row in _rows(connection) if not placed(row)]


def placed(row: Any) -> bool:
    """Whether it is known what becomes of a message outside the window."""
    text, *_labels = row.body.get("home", [row.body["text"]])
    return template_of(row.body) is not None or knocks(text)


def template_of(body: dict[str, Any]) -> str | None:
    """The name of the template that says a message."""
    buttons = tuple((label, payload) for label, payload in body["buttons"])
    files = tuple(File(**file) for file in body.get("files", ()))
    text, labels = body.get("home", (body["text"], [label for label, _payload in buttons]))
    home = (text, tuple(labels))
    message = Outgoing(id=0, channel="whatsapp", chat="", text=body["text"], buttons=buttons, files=files, home=home)
    filled = templates().fitting(message)
    return None if filled is None else filled.template.name


def knocks(text: str) -> bool:
    """Whether it was decided that a text has no template."""
    return any(decided.fullmatch(text) for decided in _decided())


def _rows(connection: Connection) -> list[Any]:
    return list(connection.execute(_UNASKED).all())


@cache
def _decided() -> list[re.Pattern[str]]:
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return [_shape(each["said"]) for each in data["knocks"]]


def _shape(said: str) -> re.Pattern[str]:
    words = PARAMETER.split(said)[::2]
    return re.compile(".+".join(map(re.escape, words)), re.DOTALL)
