"""Choosing one of a few values of a slot by the words of a text."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from bot.understanding.cues import CueIndex, cue, shapes
from bot.understanding.normalise import DATA, Said, read


@lru_cache(maxsize=1)
def _indexes() -> dict[str, CueIndex]:
    data = tomllib.loads((DATA / "choices.toml").read_text("utf-8"))
    return {slot: CueIndex((value, cue(phrase)) for value, phrases in values.items() for phrase in phrases.split("|")) for slot, values in data.items()}


def choose(slot: str, text: str | Said) -> str | None:
    """The value of `slot` (a table of choices.toml) whose words stand in the text; None if none. The most words win."""
    weights = _indexes()[slot].weights(shapes(read(text)))
    return max(weights, key=lambda value: weights[value]) if weights else None
