"""How an answer fits a Telegram screen: buttons in rows, a long text and files in several messages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from bot.channels.cutting import pieces, units
from bot.messages import Attachment, Outgoing
from lean import dataclass

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024
"""Characters in one message and under one file, counted as Telegram counts them: in UTF-16 units."""

WIDEST_LABEL = {3: 8, 2: 14}
"""How many characters a label may have to stand with others in a row of so many, on a phone 360 points wide."""

Pairs = Sequence[tuple[str, str]]
_NO_KEYBOARD = json.dumps({"remove_keyboard": True})


@dataclass(frozen=True, slots=True)
class Part:
    """One of Telegram's messages: a text, or a file with a text under it."""

    text: str
    file: Attachment | None = None


def parts(text: str, files: Sequence[Attachment] = ()) -> list[Part]:
    """A text and files in as few messages as they fit in: under the first file stands the text, if it is short."""
    first = text if units(text) <= LONGEST_CAPTION else ""
    said = [] if files and first == text else [Part(piece) for piece in pieces(text, LONGEST_TEXT)]
    return said + [Part("" if number else first, file) for number, file in enumerate(files)]


def markup(message: Outgoing, last: Part) -> str | None:
    """What stands under a message, in Telegram's JSON: its buttons, or in place of the letters the button that shares
    one's number.

    That one stays on the phone until it is taken away, which a text without buttons does: who has typed instead, or has
    been answered by another process, is not left with it.
    """
    if message.share:
        share = {"text": message.share, "request_contact": True}
        return json.dumps({"keyboard": [[share]], "resize_keyboard": True, "one_time_keyboard": True})
    if message.buttons:
        return json.dumps({"inline_keyboard": [[_button(*button) for button in row] for row in rows(message.buttons)]})
    return None if last.file else _NO_KEYBOARD


def _button(label: str, payload: str) -> dict[str, str]:
    return {"text": label, "callback_data": payload}


def rows(buttons: Pairs) -> Iterator[Pairs]:
    """The buttons in their order: short labels two or three a row, a long one alone."""
    left = buttons
    while left:
        width = _abreast(left)
        yield left[:width]
        left = left[width:]


def _abreast(left: Pairs) -> int:
    for width, widest in WIDEST_LABEL.items():
        alone_after = width == 3 and len(left) == 4
        if len(left) >= width and not alone_after and all(len(label) <= widest for label, _ in left[:width]):
            return width
    return 1
