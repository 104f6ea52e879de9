"""Codes of invitations: how they are made, and how they are read."""

from __future__ import annotations

import re
import secrets
from typing import Any

from bot.forms import Form, Kind, Reading
from bot.kinds import one_line
from bot.texts import _

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def new_code() -> str:
    """A code nobody can guess (39 bits), easy to read aloud: "K7PM-2QXT". It has a digit and a letter, so that
    neither a word nor a number is one."""
    while True:
        letters = "".join(secrets.choice(CODE_LETTERS) for _letter in range(8))
        if any(letter.isdigit() for letter in letters) and not letters.isdigit():
            return f"{letters[:4]}-{letters[4:]}"


def _code(between: str) -> str:
    """A code's shape: at least one digit, so that "anak-anak" is no code, and one letter, so that no number is."""
    digit, letter = rf"(?=[A-Z]{{0,4}}{between}?[A-Z]{{0,3}}[2-9])", rf"(?=[2-9]{{0,4}}{between}?[2-9]{{0,3}}[A-Z])"
    return rf"{digit}{letter}[{CODE_LETTERS}]{{4}}{between}[{CODE_LETTERS}]{{4}}"


# "anak2nya" is said of children.
CODE_SHAPE, SPACED_CODE, JOINED_CODE = _code("-"), _code(" "), rf"(?![A-Z]+2(?:NYA|AN|NE|E)\b){_code('')}"
"""A code as it is given, as it is copied by hand, with a space in its middle, and without anything there."""


class CodeKind(Kind[str]):
    """An invitation code, in any capitals."""

    hint = _("A code looks like this: K7PM-2QXT.")

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        words = one_line(text).upper()
        shapes = (CODE_SHAPE, rf"\b{SPACED_CODE}\b", rf"\b{JOINED_CODE}\b")
        found = next((found for shape in shapes if (found := re.search(shape, words))), None)
        if found is None:
            return None
        letters = re.sub(r"[ -]", "", found[0])
        return Reading(f"{letters[:4]}-{letters[4:]}", certain=True)
