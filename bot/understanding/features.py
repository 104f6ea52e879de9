"""By what a text is judged: its words, pairs of neighbours, parts of words, cue phrases, and how it is built."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from bot.understanding.cues import NUMBER, PERSON, CueIndex
from bot.understanding.examples import Lesson
from bot.understanding.normalise import Said
from bot.understanding.words import words_of

Features = Mapping[str, float]
"""Each feature with how much of it there is."""
MOST_WORDS = 60
_LENGTH = 3.0
"""All features of a text together are a vector of this length, so that a long text says no more than a short one."""
_PART, _PART_WEIGHT, _LONGEST_WORD = 4, 0.3, 18
_CUE_WEIGHT = 0.5
_MOST_LINES, _LONGEST = 3, 6
_KIND_WEIGHT = 0.7
_KINDS = {
    kind: words_of(kind)
    for kind in (
        "asking",
        "occupations",
        "minutes",
        "showing",
        "attending",
        "recording",
        "group_names",
        "sending",
        "told",
    )
}
"""Lists of words.toml and stops.toml: that one of them stands in a text says something, whichever it is."""
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


def cue_index(known: Iterable[Lesson]) -> CueIndex:
    """Finds the phrases that decide, of all these lessons."""
    return CueIndex((lesson.intent, phrase) for lesson in known for phrase in lesson.certain)


def features(said: Said, words: Sequence[str], cues: Mapping[str, float]) -> Features:
    """The features of a text, of its words (`shapes`) and of the weights of its cue phrases.

    Cue phrases are marked "!" with their intent, parts of words "~", how the text is built "#".
    """
    classed = [classed_word(word) for word in words[:MOST_WORDS]]
    found = dict.fromkeys(classed, 1.0)
    found |= dict.fromkeys((f"{one} {two}" for one, two in zip(["^", *classed], [*classed, "$"], strict=True)), 1.0)
    found |= {part: _PART_WEIGHT for word in classed for part in _parts(word)}
    found |= {f"!{intent}": weight * _CUE_WEIGHT for intent, weight in cues.items()}
    found |= {
        f"#{kind}": _KIND_WEIGHT for kind, words_of_kind in _KINDS.items() if not words_of_kind.isdisjoint(classed)
    }
    found |= _build(said.text.strip(), len(words))
    scale = _LENGTH / math.sqrt(sum(amount * amount for amount in found.values()))
    return {feature: amount * scale for feature, amount in found.items()}


def classed_word(word: str) -> str:
    """The kind of a word where one is as good as another: a day, a market day, a month."""
    return _CLASSES.get(word, word)


def _parts(word: str) -> list[str]:
    if word in (PERSON, NUMBER) or len(word) < _PART or word[0] == "#":
        return []
    marked = f"<{word[:_LONGEST_WORD]}>"
    return [f"~{marked[at : at + _PART]}" for at in range(len(marked) - _PART + 1)]


def _build(text: str, words: int) -> dict[str, float]:
    """How long the text is, of how many lines, whether a question mark or a colon stands in it."""
    built = {f"#{min(words.bit_length(), _LONGEST)}": 0.7}
    if text.endswith("?") or "? " in text:
        built["#?"] = 1.0
    if "\n" in text:
        built[f"#lines{min(text.count(chr(10)), _MOST_LINES)}"] = 1.0
    if ":" in text:
        built["#:"] = 0.7
    return built
