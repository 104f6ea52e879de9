"""Learn the weights from the examples of the data files and from labelled sayings: `python -m bot.understanding.teach
FILE...`, each a saying a line as JSON with "text" and "intent"."""

from __future__ import annotations

import hashlib
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.understanding import plain
from bot.understanding.cues import CueIndex, shapes
from bot.understanding.examples import Lesson, lessons
from bot.understanding.features import Features, cue_index, features
from bot.understanding.normalise import Said, read
from bot.understanding.small_talk import without_thanks
from bot.understanding.spelling import DATA
from bot.understanding.weights import ANSWER, FILE, write
from bot.understanding.words import words_of

Taught = tuple[Features, str]
Learnt = dict[str, dict[str, float]]
ROUNDS, STEP, FADING, BEGIN = 14, 0.3, 1e-5, 1e-2
LAST = 5
"""The rounds at the end of which the weights are taken; what is learnt is their mean."""
HIDDEN = 0.45
"""The share of a text's features that is hidden each time it is learnt from: a saying of somebody else has only some of
them, and no few may decide."""
SEED = 3
ANSWERING = ("name", "place", "age", "rt", "present_count", "occupation", "village", "group", "decision", "business")
NEGLIGIBLE = 0.005
"""An intent in which no more than this is believed learns nothing from a text that is not its own."""


def taught(said: Iterable[tuple[str, str]], cues: CueIndex) -> list[Taught]:
    """The features of texts with their intents; a feature of one text alone says more of its writer than of what is
    meant, and is left out."""
    found = [(_features(read(without_thanks(text)), cues), intent) for text, intent in said]
    often = Counter(feature for of_text, _intent in found for feature in of_text)
    return [({name: amount for name, amount in of_text.items() if often[name] > 1}, own) for of_text, own in found]


def _features(said: Said, cues: CueIndex) -> Features:
    words = shapes(said)
    return features(said, words, cues.weights(words))


def learn(all_taught: Sequence[Taught], intents: Sequence[str]) -> Learnt:
    """Softmax regression by stochastic gradient descent, each weight with its own step (AdaGrad), a part of the
    features hidden by chance, the weights of the last rounds averaged."""
    order, weights, squares, mean = list(all_taught), Learnt(), Learnt(), Learnt()
    chance = random.Random(SEED)
    for number in range(ROUNDS):
        chance.shuffle(order)
        for found, intent in order:
            shown = {feature: amount / (1 - HIDDEN) for feature, amount in found.items() if chance.random() > HIDDEN}
            wrong = _wrong(weights, shown, intent, intents)
            for feature, amount in shown.items():
                _step(weights.setdefault(feature, {}), squares.setdefault(feature, {}), wrong, amount)
        if number >= ROUNDS - LAST:
            _add(mean, weights, 1 / LAST)
    return mean


def _add(total: Learnt, weights: Learnt, share: float) -> None:
    """Add a share of the weights to what was learnt."""
    for feature, told in weights.items():
        of_feature = total.setdefault(feature, {})
        for intent, weight in told.items():
            of_feature[intent] = of_feature.get(intent, 0.0) + weight * share


def _wrong(weights: Learnt, found: Features, intent: str, intents: Sequence[str]) -> dict[str, float]:
    """How much too much is believed in each intent."""
    belief = dict.fromkeys(intents, 0.0)
    for feature, amount in found.items():
        for other, weight in weights.get(feature, {}).items():
            belief[other] += amount * weight
    top = max(belief.values())
    powers = {other: math.exp(value - top) for other, value in belief.items()}
    total = sum(powers.values())
    shares = {other: power / total for other, power in powers.items()}
    return {
        other: share - (other == intent) for other, share in shares.items() if share > NEGLIGIBLE or other == intent
    }


def _step(weights: dict[str, float], squares: dict[str, float], wrong: dict[str, float], amount: float) -> None:
    for intent, much in wrong.items():
        slope = much * amount
        squares[intent] = squares.get(intent, BEGIN) + slope * slope
        faded = weights.get(intent, 0.0) * (1 - FADING)
        weights[intent] = faded - STEP * slope / math.sqrt(squares[intent])


def digest(said: Iterable[tuple[str, str]]) -> str:
    """What the weights were learnt from: the sayings, the words and phrases, and the code that reads them."""
    heard = hashlib.sha256()
    for text, intent in said:
        heard.update(f"{intent}\t{text}\n".encode())
    for file in sorted(DATA.glob("*.toml")):
        heard.update(file.read_bytes())
    return heard.hexdigest()[:16]


def sayings(files: Iterable[Path], known: Iterable[Lesson]) -> list[tuple[str, str]]:
    """Texts with their intents: the examples of the lessons, the sayings of the files, and what is said in these of
    people, places and numbers, which by itself is an answer."""
    told = [(text, lesson.intent) for lesson in known for text in lesson.examples]
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    answers = dict.fromkeys([*sorted(words_of("bare")), *(value for row in rows for value in _answers(row["slots"]))])
    return [*told, *((row["text"], row["intent"]) for row in rows), *((text, ANSWER) for text in answers)]


def _answers(slots: Mapping[str, Any]) -> Iterator[str]:
    """The values of slots that are whole answers to a question."""
    yield from (str(slots[slot]) for slot in ANSWERING if slot in slots)
    for one in slots.get("members", ()):
        yield from _answers(one)


def main(arguments: Sequence[str]) -> None:
    """Write the plain words of the data files, then the weights learnt from these and the sayings of the files."""
    known = lessons()
    plain.FILE.write_text(plain.written(known), encoding="utf-8")
    said = sayings(map(Path, arguments), known)
    intents = sorted({intent for _text, intent in said})
    learnt = learn(taught(said, cue_index(known)), intents)
    FILE.write_text(write(learnt, intents, digest(said)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
