"""Names of feasts, which are written with capitals however they were typed: "karena natal"."""

from __future__ import annotations

from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from bot.understanding.telling import asks_outright

_FEASTS = expression(
    r"\b(?:natal|paskah|lebaran|ramad[hl]?an|idul (?:fitri|adha)|nyepi|waisak|galungan|kuningan|imlek|muharam|suro"
    r"|maulid(?: nabi)?|isra mi[\'k]?raj|agustusan|tahun baru)\b"
)

_ASKED_OF = expression(r"\b(?P<feast>natal|lebaran|riyaya|nyepi|waisak|imlek|paskah|idul (?:fitri|adha))\b")


@only_with(_ASKED_OF)
def feast_asked(text: str) -> str | None:
    """The feast of which a text asks what becomes of the meetings then: "kumpulan pas lebaran piye?"; None if none."""
    said = read(text)
    found = _ASKED_OF.search(said.plain[:300])
    about = found is not None and not {"kumpulan", "libur"}.isdisjoint(said.words)
    return found["feast"] if found and about and asks_outright(said) else None


def with_feasts(words: str) -> str:
    """The words with the names of feasts in capitals."""
    return _FEASTS.sub(lambda found: found[0].title(), words)
