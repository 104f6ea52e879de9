"""A text as it was typed, and the same in plain words that the parsers read."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property, lru_cache

from bot.understanding.expressions import expression
from bot.understanding.numbers import begins_number, number_words
from bot.understanding.regions import in_region
from bot.understanding.spelling import called, is_spelt, plain_word, spellings, tables
from lean import dataclass

LONGEST = 4096
"""Characters of a text that are read; what is longer is cut."""

_LONGEST_RUN = 40
# Patterns begin anew at every sign of a run, so that a long one would take the square of its length.
_RUN = expression(rf"(.)\1{{{_LONGEST_RUN},}}|[^\S\n]{{{_LONGEST_RUN},}}", re.DOTALL)
_TOKEN = expression(
    r"(?P<half>[^\W\d_]{2,20})-(?P=half)[^\W\d_]{0,5}|[^\W\d_]+(?:['’`ʼ][^\W\d_]+){0,3}|\d+", re.IGNORECASE
)
_TWO = expression(r"2(?!\d)(?:nya|ne|e|an|ku)?(?![^\W\d_])")
_BEFORE_TWO = frozenset(["jam", "tanggal", "rt", "seket", "sewidak", "suwidak", "swidak", "puluh", "dasa", "doso"])
_BEHIND_TWO = frozenset(["hari", "jam", "tahun", "minggu", "menit", "dasa", "doso", "likur", "welas", "atus", "puluh"])
_NEVER_DOUBLED = frozenset(
    {"rt", "rw", "kk", "jam", "tgl", "tanggal", "h", "no", "hp", "wa", "p", "l", "ke", "th", "umur"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number: where it stands in the text, how it was typed, and the plain word it is read as."""

    start: int
    end: int
    raw: str
    word: str

    @property
    def is_capital(self) -> bool:
        """Whether it was typed with a capital first letter."""
        return self.raw[:1].isupper()


_TITLES = {"p": "pak", "b": "bu"}
_TITLE = expression(r"(?<![\w.])[pb](?=\. ?[^\W\d_]{3})", re.IGNORECASE)
_ITEM_A = expression(r"(?<![\w.])a[.)] ", re.IGNORECASE)

_NOTHING = Token(0, 0, "", "")


@dataclass(frozen=True)
class Said:
    """A text and its words. `plain` has the plain words with the punctuation between them, in small letters."""

    text: str
    tokens: tuple[Token, ...]

    @cached_property
    def plain(self) -> str:
        """The text in plain words, for patterns to be searched in."""
        return "".join(self._pieces)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The plain words alone."""
        return tuple(token.word for token in self.tokens)

    @cached_property
    def _pieces(self) -> list[str]:
        pieces, at = [], 0
        for token in self.tokens:
            pieces += [_gap(self.text[at : token.start], at > 0), token.word]
            at = token.end
        return [*pieces, _gap(self.text[at:], False)]

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for index, piece in enumerate(self._pieces):
            if index % 2:
                starts.append(at)
            at += len(piece)
        return starts

    def token_places(self) -> list[int]:
        """Where each token begins in `plain`."""
        return self._starts

    def token_at(self, place: int) -> int:
        """The index of the token at or before a place in `plain` (-1: before the first)."""
        return bisect_right(self._starts, place) - 1

    def typed(self, start: int, end: int) -> str:
        """The words as typed that stand between two places of `plain`."""
        first, last = self._reach(start, end)
        return self.text[first:last]

    def _reach(self, start: int, end: int) -> tuple[int, int]:
        """Where the words that stand between two places of `plain` begin and end in the text."""
        first, last = self.token_at(start), self.token_at(end - 1)
        first += first < 0 or self._starts[first] + len(self.tokens[first].word) <= start
        return (self.tokens[first].start, self.tokens[last].end) if first <= last else (0, 0)

    def cut(self, start: int, end: int) -> Said:
        """A part of the text by two places of `plain`."""
        return read(self.typed(start, end))

    def without(self, start: int, end: int, instead: str = " . ") -> Said:
        """The text with the part between two places of `plain` taken out, and `instead` in its place."""
        return self.without_all([(start, end)], instead)

    def without_all(self, parts: Iterable[tuple[int, int]], instead: str = " . ") -> Said:
        """The text with several parts taken out, which stand in order, and `instead` in the place of each."""
        reaches = [reach for reach in (self._reach(*part) for part in parts) if reach != (0, 0)]
        kept, at = [], 0
        for first, last in reaches:
            kept.append(self.text[at:first])
            at = max(at, last)
        return read(instead.join([*kept, self.text[at:]])) if reaches else self


def read(text: str | Said) -> Said:
    """The words of `text`; what is read already is returned as it is."""
    return text if isinstance(text, Said) else _read(text)


@lru_cache(maxsize=512)
def _read(text: str) -> Said:
    text = _RUN.sub(lambda run: run[0][:_LONGEST_RUN], unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST])
    return Said(
        text,
        tuple(
            _join_numbers(
                _with_names(_with_numbers(in_region(_with_titles(_tokens(text), text), called()[1]), text), text)
            )
        ),
    )


def _tokens(text: str) -> list[Token]:
    found, at = [], 0
    while match := _TOKEN.search(text, at):
        start, at = match.span()
        raw = match[0]
        two = _TWO.match(text, at) if len(raw) > 1 and raw.lower() not in _NEVER_DOUBLED and raw[-1].isalpha() else None
        if two:
            at = two.end()
            found.append(Token(start, at, text[start:at], _doubled(raw.lower())))
        else:
            found += _spelt_out(start, at, raw)
    return found


def _with_titles(tokens: list[Token], text: str) -> list[Token]:
    """The tokens; one letter with a stop before a name is Pak or Bu ("izin: p. Darmo, b. Lasmi"): no item of a list
    (a. b. c.), no initial behind a name and no gender in a row of names."""
    if _TITLE.search(text) is None or _ITEM_A.search(text):
        return tokens
    titles = {found.start(): _TITLES[found[0].lower()] for found in _TITLE.finditer(text)}
    return [
        Token(token.start, token.end, token.raw, titles[token.start])
        if token.start in titles and (text[before.end : token.start] != " " or is_spelt(before.word))
        else token
        for before, token in zip([_NOTHING, *tokens], tokens, strict=False)
    ]


def _with_numbers(tokens: list[Token], text: str) -> list[Token]:
    """The tokens; "no" right before figures is no English no but a number's, "kalih" beside a unit two and not with."""
    return [
        Token(token.start, token.end, token.raw, "nomor")
        if token.raw.lower() == "no" and behind.raw.isdigit() and text[token.end : behind.start].strip(" .:") == ""
        else Token(token.start, token.end, token.raw, "loro")
        if token.raw.lower() == "kalih" and (before.word in _BEFORE_TWO or behind.word in _BEHIND_TWO)
        else token
        for before, token, behind in zip([_NOTHING, *tokens], tokens, [*tokens[1:], _NOTHING], strict=False)
    ]


def _with_names(tokens: list[Token], text: str) -> list[Token]:
    """The tokens, those behind Bu or Pak that are names there as they were typed: "Bu Jum" is no Friday."""
    names, honorifics = called()
    return [
        Token(token.start, token.end, token.raw, token.raw.lower())
        if token.raw.lower() in names and before.word in honorifics and text[before.end : token.start] in (" ", ". ")
        else token
        for before, token in zip([_NOTHING, *tokens], tokens, strict=False)
    ]


def _spelt_out(start: int, end: int, raw: str) -> list[Token]:
    """The token of a word; two where it stands for two ("gabisa", spelt "tidak+bisa"), the second without length."""
    if raw[:2].lower() == "di" and _glued().fullmatch(raw.lower()):
        return [Token(start, start + 2, raw[:2], "di"), *_spelt_out(start + 2, end, raw[2:])]
    first, _, second = (raw if raw.isdigit() else plain_word(raw[:40])).partition("+")
    return [Token(start, end, raw, first), *([Token(end, end, "", second)] if second else [])]


@lru_cache(maxsize=1)
def _glued() -> re.Pattern[str]:
    """A place written in one word with "di" before it: "dirumah"."""
    places = tables("spelling.toml")["places"].split()
    return re.compile(rf"di(?:{'|'.join(places)})")


def _doubled(word: str) -> str:
    joined = f"{word}-{word}"
    variants = spellings()
    return variants.get(f"{word}2") or variants.get(joined) or joined


def _join_numbers(tokens: list[Token]) -> list[Token]:
    """Number words ("dua puluh", "seket telu") become one token in figures."""
    joined, at = [], 0
    while at < len(tokens):
        words = [token.word for token in tokens[at : at + 8]] if begins_number(tokens[at].word) else []
        value, used = number_words(words)
        if used:
            first, last = tokens[at], tokens[at + used - 1]
            joined.append(Token(first.start, last.end, first.raw, str(value)))
        else:
            joined.append(tokens[at])
        at += max(used, 1)
    return joined


def _gap(text: str, inside: bool) -> str:
    if not text.strip():
        return "\n" if "\n" in text else (" " if text or inside else "")
    if "\n" in text:
        return re.sub(r"[^\S\n]+", " ", text)
    return re.sub(r"\s+", " ", text)
