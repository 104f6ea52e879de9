"""What a text denies or takes back: "bukan malam Kamis lagi tapi malam Jumat" is about malam Jumat only."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read

_DENIED = expression(r"\bbukan (?P<what>[^,.;\n?!]{1,40}?)(?:,? (?:tapi|melainkan)\b|(?= (?:lagi|yang)\b|[,.;\n?!]|$))")
_TAKEN_BACK = expression(
    r"\b(?P<unit>jam |tanggal |rt |umur )?\d+(?:[.:]\d\d)?(?: (?:orang|tahun))?,? eh,? (?=(?P=unit)?\d|\d)",
    only_with="eh",
)
_PARTICLE = expression(r"(?<=\d) (?:ding|deng)\b", only_with="ding deng")
_MOST = 3


def without_denied(said: Said) -> Said:
    """The text with every "bukan ..." taken out, up to tapi (and that too), lagi, yang or the end of the clause; and
    every "14 eh" before 15.
    """
    return _without_denied(said.text)


@lru_cache(maxsize=64)
def _without_denied(text: str) -> Said:
    """Kept, because many ask it of the same words; each time all at once, for what is left has to be read anew."""
    said = read(text)
    said = _without(said, list(islice(_DENIED.finditer(said.plain), _MOST)))
    return _without(said, [*_TAKEN_BACK.finditer(said.plain), *_PARTICLE.finditer(said.plain)])


def _without(said: Said, found: list[re.Match[str]]) -> Said:
    return said.without_all(sorted(match.span() for match in found), instead=" ") if found else said
