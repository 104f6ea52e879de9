"""Small talk by what it is: a greeting, thanks, a laugh, "siapa kamu"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bot.understanding.answers import made_of, polite
from bot.understanding.expressions import expression
from bot.understanding.normalise import read
from bot.understanding.plain import phrases

_SIGNS = {"🙏": "thanks", "😂": "laugh", "🤣": "laugh", "😁": "laugh", "😀": "laugh", "😆": "laugh", "🤭": "laugh"}
_LAUGH = expression(r"(?=.{3})(?:ha|he|hi|ho|wk|kw|xi)+[hwk]?")
_ME = (
    r"(?:(?:ini|itu|ki|kamu|anda|yang|carik|jawab|balas|tulis|sebenarnya|sakjane|sakjan(?:e|ipun)|tadi|kok|ta|to|ya|loh|lho|bu|mbak|mas|pak)"
    r"\b\W*)*+"
)
_MACHINE, _PERSON = (
    r"(?:robot|bot|mesin|komputer|ai)(?:e|nya)?",
    r"(?:orang|manusia)(?:nya|e|an)?(?: (?:beneran|asli|betulan|tenan))?",
)
_ASKS_MACHINE = expression(
    rf"\W*{_ME}(?:{_MACHINE} ?,? (?:apa|atau) {_PERSON}|{_PERSON} ?,? (?:apa|atau) {_MACHINE})\b\W*{_ME}"
)
_LONGEST = 80
_LEAST, _ENDING = 3, 6
"""Words that have to be left before the thanks, and of how many words these are at most."""


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, frozenset[str]]:
    return phrases("small_talk")


def small_talk(text: str) -> str | None:
    """What kind of small talk a whole message is, by the kinds of small_talk.toml; None if it says anything else.

    Of several ("halo, selamat pagi") it is the one that stands first in the file.
    """
    if len(text) > _LONGEST:
        return None
    words = ["haha" if _LAUGH.fullmatch(word) else word for word in read(text).words]
    if not words:
        return next((kind for sign, kind in _SIGNS.items() if sign in text), None)
    if _ASKS_MACHINE.fullmatch(read(text).plain):
        return "robot"
    if not made_of(words, _all(), polite()):
        return None
    said = f" {' '.join(words)} "
    return next(kind for kind, of_kind in _phrases().items() if any(f" {phrase} " in said for phrase in of_kind))


@lru_cache(maxsize=1)
def _all() -> frozenset[str]:
    return frozenset().union(*_phrases().values())


def without_thanks(text: str) -> str:
    """The text without thanks or a laugh at its end: "di balai RT, makasih ya" is about balai RT."""
    said = read(text)
    words, ending = said.words, _phrases()["thanks"] | _phrases()["laugh"]
    for at in range(max(_LEAST, len(words) - _ENDING), len(words)):
        if made_of(list(words[at:]), ending, polite() | {"ya"}):
            return said.text[: said.tokens[at].start].rstrip(" ,.;")
    return text
