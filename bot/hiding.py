"""Long numbers of papers (NIK, family card, account): only a form that asks for one sees its digits; none is kept."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.messages import Incoming

# What is shorter may be a phone; grouped, only sixteen digits as cards have them.
_LONG = re.compile(
    r"(?<!\d)(?:\d{15,19}|[1-9]\d{3}(?P<four>[ .-])\d{4}(?P=four)\d{4}(?P=four)\d{4}"
    r"|[1-9]\d{5}(?P<six>[ .-])\d{6}(?P=six)\d{4}|[1-9]\d(?P<two>[ .-])\d\d(?P=two)\d\d(?P=two)\d{6}(?P=two)\d{4})"
    r"(?!\d)"
)

COUNTED_FIRST = f"{1:015}"
"""The end of what stands in a text for its first hidden number, however long that is."""


def hide(message: Incoming) -> tuple[Incoming, tuple[str, ...]]:
    """The message with its long numbers counted, each as long as it was ("0000000000000001"), and their digits."""
    numbers: list[str] = []

    def counted(found: re.Match[str]) -> str:
        numbers.append(re.sub(r"\D", "", found[0]))
        return f"{len(numbers):0{len(numbers[-1])}d}"

    text = _LONG.sub(counted, message.text) if any(sign.isdigit() for sign in message.text) else message.text
    return (replace(message, text=text), tuple(numbers)) if numbers else (message, ())


def behind(text: str, hidden: tuple[str, ...]) -> tuple[str, str] | None:
    """The digits behind the first number in a text that stands for hidden ones, and the text without it."""
    found = _LONG.search(text)
    at = int(found[0]) if found and found[0].isdecimal() else 0
    if found is None or not 0 < at <= len(hidden):
        return None
    return hidden[at - 1], f"{text[: found.start()]} {text[found.end() :]}"
