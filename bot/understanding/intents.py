"""Which intent a text has: cue phrases that decide, and naive Bayes over words and parts of words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.understanding.cues import NUMBER, PERSON, CueIndex, cue, shapes
from bot.understanding.examples import Lesson
from bot.understanding.normalise import Said, read
from bot.understanding.words import is_of

UNSURE = 0.3
PERHAPS, MOST_LIKELY = 0.02, 6
"""The least share of belief with which something is still likely, and how many are looked at."""
_SMOOTHING = 0.2
_PART_WEIGHT = 0.25
_PART_LENGTH = 4
_CUE_WEIGHT = 1.6
_SHARPNESS = 3.0
_CLASSES = {
    word: kind
    for kind, words in (
        ("#hari", "senin selasa rabu kamis jumat sabtu ahad"),
        ("#pasaran", "legi pahing pon wage kliwon"),
        (
            "#bulan",
            "januari februari maret april mei juni juli agustus september oktober november desember okt nov des",
        ),
    )
    for word in words.split()
}


class Classifier:
    """Knows the intents; made once from the lessons, never changed."""

    def __init__(self, lessons: Iterable[Lesson]) -> None:
        lessons = tuple(lessons)
        self._cues = CueIndex((lesson.intent, cue(phrase)) for lesson in lessons for phrase in lesson.certain)
        counts = {lesson.intent: self._count(lesson) for lesson in lessons}
        self._known = frozenset(feature for count in counts.values() for feature in count)
        self._unseen: dict[str, float] = {}
        self._gains: dict[str, list[tuple[str, float]]] = {feature: [] for feature in self._known}
        for intent, count in counts.items():
            self._learn(intent, count)

    def _learn(self, intent: str, count: Counter[str]) -> None:
        """Keep how likely a feature is in an intent: what one seen in it gains over one never seen in it."""
        total = math.log(sum(count.values()) + _SMOOTHING * len(self._known))
        self._unseen[intent] = math.log(_SMOOTHING) - total
        for feature, times in count.items():
            gain = (math.log(times + _SMOOTHING) - math.log(_SMOOTHING)) * _weight(feature)
            self._gains[feature].append((intent, gain))

    @staticmethod
    def _count(lesson: Lesson) -> Counter[str]:
        from_examples = (feature for said in lesson.examples for feature in features(_example_words(said)))
        return Counter(from_examples)

    def judge(self, said: Said) -> tuple[str, float, tuple[str, ...]]:
        """The likeliest intent, the share of belief in it (0 to 1), and what else it may be, the likeliest first.

        A text without a cue and without a word that speaks for some intent (a bare name, number, day, place or yes) is
        out_of_scope with at most 0.3, and nothing else.
        """
        words = shapes(said)
        cues = self._cues.weights(words)
        shares = self._shares_of_belief(words, cues)
        intent, *others = sorted(shares, key=lambda name: -shares[name])[:MOST_LIKELY]
        if cues or any(_classed(word) in self._known and not is_of("empty", _classed(word)) for word in words):
            return intent, shares[intent], tuple(other for other in others if shares[other] >= PERHAPS)
        return "out_of_scope", min(shares[intent], UNSURE), ()

    def _shares_of_belief(self, words: Sequence[str], cues: Mapping[str, float]) -> dict[str, float]:
        known = [feature for feature in features(words[:60]) if feature in self._known]
        weight_of_all, scale = sum(map(_weight, known)), math.sqrt(len(known) + 6)
        belief = {intent: unseen * weight_of_all / scale for intent, unseen in self._unseen.items()}
        for feature in known:
            for intent, gain in self._gains[feature]:
                belief[intent] += gain / scale
        for intent, weight in cues.items():
            belief[intent] += _CUE_WEIGHT * weight
        return _shares(belief)


def _weight(feature: str) -> float:
    """Parts of words count less than whole words."""
    return _PART_WEIGHT if feature[0] == "~" else 1.0


def _shares(belief: dict[str, float]) -> dict[str, float]:
    top = max(belief.values())
    powers = {intent: math.exp((value - top) * _SHARPNESS / 2) for intent, value in belief.items()}
    total = sum(powers.values())
    return {intent: power / total for intent, power in powers.items()}


def _example_words(text: str) -> list[str]:
    return shapes(read(text))


def _classed(word: str) -> str:
    return _CLASSES.get(word, word)


def features(words: Sequence[str]) -> list[str]:
    """Words, pairs of neighbours, and the parts of words (marked "~") that a text is judged by."""
    classed = [_classed(word) for word in words]
    pairs = [f"{one} {two}" for one, two in zip(["^", *classed], classed, strict=False)]
    parts = [
        part for word in classed if word not in (PERSON, NUMBER) and len(word) > _PART_LENGTH for part in _parts(word)
    ]
    return [*classed, *pairs, *parts]


def _parts(word: str) -> list[str]:
    return [f"~{word[at : at + _PART_LENGTH]}" for at in range(min(len(word), 20) - _PART_LENGTH + 1)]
