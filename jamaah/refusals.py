"""Refusals: what a rule does not let through, and which slot mends it."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """A value a rule refuses. `slot` names the answer to mend, `reason` is a stable word, `facts` are figures."""

    def __init__(self, slot: str, reason: str, **facts: Any) -> None:
        super().__init__(f"{slot}: {reason}")
        self.slot = slot
        self.reason = reason
        self.facts = facts
