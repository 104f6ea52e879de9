"""Names of feasts, which are written with capitals however they were typed: "karena natal"."""

from __future__ import annotations

from bot.understanding.expressions import expression

_FEASTS = expression(
    r"\b(?:natal|paskah|lebaran|ramad[hl]?an|idul (?:fitri|adha)|nyepi|waisak|galungan|kuningan|imlek|muharam|suro"
    r"|maulid(?: nabi)?|isra mi[\'k]?raj|agustusan|tahun baru)\b"
)


def with_feasts(words: str) -> str:
    """The words with the names of feasts in capitals."""
    return _FEASTS.sub(lambda found: found[0].title(), words)
