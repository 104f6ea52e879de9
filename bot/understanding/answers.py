"""Short answers to a question of the bot: yes, no, wait, stop, go back, skip."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice

from bot.understanding.expressions import expression
from bot.understanding.normalise import read
from bot.understanding.plain import phrases

_SIGNS = {"👍": "yes", "👌": "yes", "✅": "yes", "🙆": "yes", "👎": "no", "❌": "no", "🙅": "no"}
_EMPTY = expression(r"\s*[-–—_]+\s*")
_LONGEST = 80


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, frozenset[str]]:
    return phrases("answers")


def _is(kind: str, text: str) -> bool:
    """Whether the whole text says one thing of `kind`, perhaps twice, with polite words around it."""
    if len(text) > _LONGEST:
        return False
    words, signs = _heard(text)
    if words is None:
        return signs == {kind}
    return made_of(words, _phrases()[kind], polite()) and signs <= {kind}


@lru_cache(maxsize=8)
def _heard(text: str) -> tuple[list[str] | None, frozenset[str]]:
    """The plain words of a text, None where it has none, and what the signs in it mean: one message is asked for each
    kind of short answer."""
    said = read(text)
    signs = frozenset(meaning for sign, meaning in _SIGNS.items() if sign in text)
    return " ".join(said.words).split() if said.tokens else None, signs


def polite() -> frozenset[str]:
    """Words that may stand around any short answer."""
    return _phrases()["polite"]


def made_of(words: list[str], phrases: frozenset[str], polite: frozenset[str]) -> bool:
    """Whether phrases and polite words, one phrase at least, fill all the words; the longest phrase is taken first."""
    at, said, beginnings = 0, 0, (_beginnings(phrases), _beginnings(polite))
    while at < len(words):
        first = words[at].partition(" ")[0]
        if first not in beginnings[0] and first not in beginnings[1]:
            return False
        for length in (4, 3, 2, 1):
            part = " ".join(words[at : at + length])
            if len(words) - at >= length and (part in phrases or part in polite):
                said += part in phrases
                at += length
                break
        else:
            return False
    return said > 0


@lru_cache(maxsize=64)
def _beginnings(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in phrases)


_WHICH = expression(r"^\W*(?:(?:sing|yang|yg|ingkang|itu|kuwi|iku|niku)\s+)+(?=\S)", re.IGNORECASE)


def bare(text: str) -> str:
    """What was chosen without the word for "the one": "sing kulon" is "kulon"."""
    return _WHICH.sub("", text.strip())


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ at most in signs between the words: "ya itu saya", "Ya, itu saya"."""
    return one == other or worded(one) == worded(other) != ""


def worded(text: str) -> str:
    """The words of a text in small letters, without signs between them."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def yes_no(text: str) -> bool | None:
    """True for a yes, False for a no; None unless the whole message says that and nothing else."""
    if is_wait(text) or _is("neither", text):
        return None
    if _is("yes", text):
        return True
    return False if _is("no", text) else None


def is_save(text: str) -> bool:
    """Whether the whole message asks to save, perhaps with a yes: "nggih, disimpan mawon"."""
    return yes_no(text) is True and not _phrases()["save"].isdisjoint(_heard(text)[0] or ())


_ASKED_LATER = expression(
    r"(?:(?:lupa|lali|kesupen|tidak (?:tahu|ingat|hafal|kelingan|kemutan)|belum tahu)"
    r" ?(?:saya|aku|bu|pak|mbak|mas|e|ya)* ?)?"
    r"(?:(?:nanti|besok|kapan-kapan) )(?:(?:saya|aku|tak|dulu) )*(?:di)?(?:tanya\w*|takon\w*|takok\w*|susul\w*|isi)"
    r"(?: (?:dulu|saja|ya|bu|pak|lagi|orangnya|wonge))*|(?:lupa|lali|tidak ingat) (?:saya|aku)"
    r"|(?:(?:saya|aku) )?tidak (?:kelingan|kemutan)(?: (?:saya|aku|je|bu|pak|kok))*"
)
"""What is to be found out first: "lali aku, mengko tak takokne"."""
_THEN = r"(?:terus|trus|trs|lalu|njur|banjur|sekalian|tapi|tp|ning|nanging|karo|dan|juga|sama)"
# A run of white space is looked at from where it begins: from each of its signs, a long one takes a second.
_AFTER = expression(rf"(?<!\s)\s*[,.;!\n]+\s*|(?<!\s)\s+(?={_THEN}\b)", re.IGNORECASE)
_JOINED = expression(rf"(?:{_THEN}\b[ ,]*)+", re.IGNORECASE)
# A yes has few words.
MOST_BEFORE = 8


def after_yes(text: str) -> str:
    """What is said behind a yes ("nggih, terus panggilane bu darmo wae"); "" where there is no yes, or nothing else."""
    more, rest = "", _behind_yes(text)
    while rest:
        more, rest = rest, _behind_yes(rest)
    return more if any(map(str.isalnum, more)) and yes_no(more) is None else ""


def _behind_yes(text: str) -> str:
    for between in islice(_AFTER.finditer(text), MOST_BEFORE):
        if yes_no(text[: between.start()]) is True:
            rest = text[between.end() :].strip()
            joined = _JOINED.match(rest)
            return rest[joined.end() :] if joined else rest
    return ""


_VEXED = frozenset({
    "wah", "waduh", "aduh", "walah", "lho", "eh", "oh", "itu", "ini", "kuwi",
    "iku", "iki", "niki", "salah", "keliru", "sudah", "ya", "kok", "saya", "malah",
})  # fmt: skip
"""Words with which somebody stops who has gone wrong: "wah salah iki, batal"."""


@lru_cache(maxsize=1)
def _polite_or_vexed() -> frozenset[str]:
    return polite() | _VEXED


def is_cancel(text: str) -> bool:
    """Whether the whole message asks to stop the present talk."""
    words = list(read(text).words) if len(text) <= _LONGEST else []
    return _is("cancel", text) or made_of(words, _phrases()["cancel"], _polite_or_vexed())


def is_wait(text: str) -> bool:
    """Whether the whole message asks for a little time: "sik ya", "bentar"."""
    return _is("wait", text)


def is_go_on(text: str) -> bool:
    """Whether the whole message asks to go on with what is open: "lanjut"."""
    return _is("on", text)


def is_back(text: str) -> bool:
    """Whether the whole message asks for the question before."""
    return _is("back", text)


def is_skip(text: str) -> bool:
    """Whether the whole message leaves a question open: "lewati", "belum tahu", "nanti saja", "-"."""
    return (
        bool(_EMPTY.fullmatch(text))
        or _is("skip", text)
        or bool(_ASKED_LATER.fullmatch(" ".join(read(text[:_LONGEST]).words)))
    )
