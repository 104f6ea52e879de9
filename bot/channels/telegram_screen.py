"""How an answer fits a Telegram screen: buttons in rows, a long text in several messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

LONGEST_TEXT = 4096
"""Characters in one message, counted as Telegram counts them: in UTF-16 units."""

WIDEST_LABEL = {3: 8, 2: 14}
"""How many characters a label may have to stand with others in a row of so many, on a phone 360 points wide."""

Pairs = Sequence[tuple[str, str]]


def keyboard(buttons: Pairs) -> InlineKeyboardMarkup | None:
    """The buttons, each a label and a payload, as an inline keyboard; None without buttons."""
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=payload) for label, payload in row] for row in rows(buttons)]
    )


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


def pieces(text: str, longest: int = LONGEST_TEXT) -> list[str]:
    """The text in messages of at most `longest` units, cut between paragraphs, else lines, else words, else anywhere.

    Only white space at a cut is left out. A text that fits is one piece, as it is.
    """
    cut: list[str] = []
    while _units(text) > longest:
        end = _cut(text, longest)
        cut.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [piece for piece in (*cut, text) if piece] or [text]


def _cut(text: str, longest: int) -> int:
    window = text[: _fitting(text, longest)]
    for separator in ("\n\n", "\n", " "):
        # A cut in the first half would leave a short message before a long one.
        at = window.rfind(separator, len(window) // 2)
        if at > 0:
            return at
    return len(window)


def _fitting(text: str, longest: int) -> int:
    """How many characters from the start make at most `longest` units."""
    units = 0
    for count, character in enumerate(text):
        units += _units(character)
        if units > longest:
            return count
    return len(text)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
