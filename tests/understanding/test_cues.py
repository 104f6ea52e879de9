"""Cue phrases: what is found at a look is what a search through all of them finds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from bot.understanding.cues import Cue, CueIndex, cue, shapes
from bot.understanding.examples import lessons
from bot.understanding.normalise import read
from bot.understanding.words import is_of

SAYINGS = Path(__file__).parent.parent / "sayings" / "open.jsonl"
PHRASES = [(lesson.intent, phrase) for lesson in lessons() for phrase in lesson.certain]
KNOWN = [(intent, cue(phrase)) for intent, phrase in PHRASES]


def searched(words: Sequence[str], known: Sequence[tuple[str, Cue]]) -> dict[str, float]:
    begin = next((at for at, word in enumerate(words) if not is_of("polite", word)), 0)
    best: dict[str, float] = {}
    for start, word in enumerate(words):
        for intent, phrase in known:
            stands = word in (phrase.parts[0] or ()) and phrase.found_at(words, start)
            if stands and (not phrase.first or start in (0, begin)):
                so_far = best.get(intent, 0.0)
                best[intent] = max(so_far, phrase.weight) + min(so_far, phrase.weight, 0.25)
    return best


def test_all_cues_are_found_in_all_sayings() -> None:
    index, found = CueIndex(PHRASES), 0
    for line in SAYINGS.read_text("utf-8").splitlines():
        words = shapes(read(json.loads(line)["text"]))
        assert index.weights(words) == searched(words, KNOWN)
        found += bool(index.weights(words))
    assert found > 100
