"""Limits: how much one person, one chat and all together may ask for, so that nobody else's turn suffers."""

from __future__ import annotations

from lean import dataclass

TOO_LONG = "too_long"
FLOOD = "flood"
"""What is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is answered at most; beyond it is said once, counted, and passed over.

    `messages` of one person, and of one chat of many, within a minute of the platform's clock; `characters` and `lines`
    of one message; `codes` that were wrong within an hour, of one account and, `all_codes`, of all together.
    """

    messages: int = 120
    characters: int = 20_000
    lines: int = 400
    codes: int = 10
    all_codes: int = 1_000


USUAL = Limits()
