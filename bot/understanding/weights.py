"""What was learnt: how much each feature speaks for each intent, as `teach` writes it and a person can read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.understanding.features import Features
from bot.understanding.spelling import DATA
from lean import dataclass

FILE = DATA / "weights.tsv"
ANSWER = "answer"
"""Stands among the intents for a bare name, place or number: the answer to a question, and no intent by itself."""
SCALE = 100
"""Weights are written as whole hundredths."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The intents, the lines of each feature ("3=120 7=-40": the number of the intent and hundredths), and the digest
    of all from which they were learnt."""

    intents: Sequence[str]
    lines: Mapping[str, str]
    digest: str

    def belief(self, found: Features) -> dict[str, float]:
        """How much speaks for each intent, in natural logarithms of odds."""
        belief = [0.0] * len(self.intents)
        for feature, amount in found.items():
            for intent, weight in _told(self.lines.get(feature, "")):
                belief[intent] += amount * weight
        return dict(zip(self.intents, belief, strict=True))

    def knows(self, feature: str) -> bool:
        """Whether a feature speaks for or against anything."""
        return feature in self.lines


@lru_cache(maxsize=20_000)
def _told(line: str) -> tuple[tuple[int, float], ...]:
    pairs = (pair.partition("=") for pair in line.split())
    return tuple((int(intent), int(weight) / SCALE) for intent, _equals, weight in pairs)


def learnt() -> Weights:
    """The weights of the data file."""
    return parse(FILE.read_text(encoding="utf-8"))


def parse(text: str) -> Weights:
    """The weights of a file: its digest, its intents, then a feature a line with a tab before its weights."""
    digest, intents, rest = text.split("\n", 2)
    features_and_lines = rest.rstrip("\n").replace("\n", "\t").split("\t")
    lines = dict(zip(features_and_lines[::2], features_and_lines[1::2], strict=True))
    return Weights(intents.split(), lines, digest.removeprefix("# "))


def write(learnt: Mapping[str, Mapping[str, float]], intents: Sequence[str], digest: str) -> str:
    """A file of weights; what rounds to nothing is left out."""
    numbers = {intent: number for number, intent in enumerate(intents)}
    rows = []
    for feature, told in sorted(learnt.items()):
        rounded = {numbers[intent]: round(weight * SCALE) for intent, weight in told.items()}
        pairs = " ".join(f"{number}={weight}" for number, weight in sorted(rounded.items()) if abs(weight) >= LEAST)
        if pairs:
            rows.append(f"{feature}\t{pairs}")
    return "\n".join([f"# {digest}", " ".join(intents), *rows]) + "\n"


LEAST = 16
"""Hundredths under which a weight is not worth its place."""
