"""What a text denies or takes back: "bukan malam Kamis lagi tapi malam Jumat" is about malam Jumat only."""

from __future__ import annotations

from bot.understanding.expressions import expression
from bot.understanding.normalise import Said

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
    for _ in range(_MOST):
        match = _DENIED.search(said.plain)
        if not match:
            break
        said = said.without(match.start(), match.end(), instead=" ")
    return _mended(said)


def _mended(said: Said) -> Said:
    """Without a figure that is taken back at once: "14 eh 15 ding" is 15."""
    for pattern in (_TAKEN_BACK, _PARTICLE):
        while match := pattern.search(said.plain):
            said = said.without(match.start(), match.end(), instead=" ")
    return said
