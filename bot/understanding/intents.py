"""Which intent a text has, by what was learnt of its features."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from bot.understanding.cues import CueIndex, shapes
from bot.understanding.features import MOST_WORDS, classed_word, features
from bot.understanding.normalise import Said
from bot.understanding.weights import ANSWER, Weights
from bot.understanding.words import is_of

UNSURE = 0.3
CUE_BONUS, WHOLE_BONUS = 0.3, 0.8
"""What a cue phrase, which somebody wrote down because it decides, adds to what was learnt of it, for each word; and
what it adds besides where it is all that was said."""
BEFOREHAND = {"out_of_scope": 0.8, ANSWER: -0.4}
"""What speaks for and against two of them before a word is read: of what is beyond all intents only little can be
taught, of bare answers there is more than people send unasked."""
SHARPNESS = 1.2
"""How far the belief is trusted: so that of what is held certain (0.8) very little is wrong."""
ONE_OR_SEVERAL = ("register_member", "register_members")
PERHAPS, MOST_LIKELY = 0.02, 6
"""The least share of belief with which something is still likely, and how many are looked at."""


class Classifier:
    """Knows the intents; made once, never changed."""

    def __init__(self, weights: Weights, cues: CueIndex) -> None:
        self._weights, self._cues = weights, cues

    def judge(self, said: Said) -> tuple[str, float, tuple[str, ...]]:
        """The likeliest intent, the share of belief in it (0 to 1), and what else it may be, the likeliest first.

        A text that is like an answer (a bare name, number, day, place or yes), and one without a cue and without a word
        that speaks for some intent, is out_of_scope with at most 0.3.
        """
        words = shapes(said)
        cues = self._cues.weights(words)
        belief = self._weights.belief(features(said, words, cues))
        more = [
            *BEFOREHAND.items(),
            *((intent, _bonus(cue, len(words))) for intent, cue in cues.items() if intent in belief),
        ]
        for intent, much in more:
            belief[intent] += much
        shares = _shares(belief)
        shares |= _pooled(shares)
        intent, *others = sorted(shares, key=lambda name: -shares[name])[:MOST_LIKELY]
        speaks = bool(cues) or self._speaks(words)
        least = PERHAPS * (1 - shares.get(ANSWER, 0.0))
        likely = tuple(other for other in others if shares[other] >= least and other != ANSWER) if speaks else ()
        if speaks and intent != ANSWER:
            return intent, shares[intent], likely
        return "out_of_scope", min(shares[intent], UNSURE), tuple(one for one in likely if one != "out_of_scope")

    def _speaks(self, words: Sequence[str]) -> bool:
        """Whether some word says more than a name, a number, a day or a place by itself."""
        classed = map(classed_word, words[:MOST_WORDS])
        return any(self._weights.knows(word) and not is_of("empty", word) for word in classed)


def _pooled(shares: Mapping[str, float]) -> dict[str, float]:
    """The likelier of the intents that are told apart by how many are named, with the belief in both."""
    one, several = ONE_OR_SEVERAL
    if one not in shares or several not in shares:
        return {}
    return {max(one, several, key=shares.__getitem__): shares[one] + shares[several]}


def _bonus(cue: float, words: int) -> float:
    """What is added for a cue phrase of this weight, in a text of so many words."""
    return (CUE_BONUS + WHOLE_BONUS * min(1.0, cue / max(words, 1))) * cue


def _shares(belief: Mapping[str, float]) -> dict[str, float]:
    top = max(belief.values())
    powers = {intent: math.exp((much - top) * SHARPNESS) for intent, much in belief.items()}
    total = sum(powers.values())
    return {intent: power / total for intent, power in powers.items()}
