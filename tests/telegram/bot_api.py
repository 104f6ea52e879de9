"""Whether a request keeps to the Bot API, by our own description of the part of it that we use."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.described import Description, Upload

__all__ = ["Upload", "breaches"]

BOT_API = Description(Path(__file__).with_name("bot_api.toml"))
METHODS = BOT_API.tables["methods"]


def breaches(method: str, fields: Mapping[str, str | Upload]) -> list[str]:
    """What is wrong with a request, a sentence each; fields are as they were sent, JSON not yet read."""
    if method not in METHODS:
        return [f"{method} is no method that is described"]
    found = [f"{method}: {problem}" for problem in BOT_API.differences(METHODS[method], fields, raw=True)]
    if "request_contact" in str(fields.get("reply_markup")) and str(fields.get("chat_id")).startswith("-"):
        found.append(f"{method}: a number is asked for in a group chat")
    return found
