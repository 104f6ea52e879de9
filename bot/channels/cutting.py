"""A long text in pieces that a phone shows, counted as the platforms count: in UTF-16 units."""

from __future__ import annotations


def pieces(text: str, longest: int) -> list[str]:
    """The text in messages of at most `longest` units, cut between paragraphs, else lines, else words, else anywhere.

    Only white space at a cut is left out. A text that fits is one piece, as it is.
    """
    cut: list[str] = []
    while units(text) > longest:
        end = _cut(text, longest)
        cut.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [piece for piece in (*cut, text) if piece] or [text]


def units(text: str) -> int:
    """How long a text is."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitting(text: str, longest: int) -> int:
    """How many characters from the start make at most `longest` units."""
    count = 0
    for at, character in enumerate(text):
        count += units(character)
        if count > longest:
            return at
    return len(text)


def _cut(text: str, longest: int) -> int:
    window = text[: fitting(text, longest)]
    for separator in ("\n\n", "\n", " "):
        # A cut in the first half would leave a short message before a long one.
        at = window.rfind(separator, len(window) // 2)
        if at > 0:
            return at
    return len(window)
