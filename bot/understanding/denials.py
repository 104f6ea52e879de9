"""What a text denies: "bukan malam Kamis lagi tapi malam Jumat" is about malam Jumat only."""

from __future__ import annotations

from bot.understanding.expressions import expression
from bot.understanding.normalise import Said

_DENIED = expression(r"\bbukan (?P<what>[^,.;\n?!]{1,40}?)(?:,? (?:tapi|melainkan)\b|(?= (?:lagi|yang)\b|[,.;\n?!]|$))")
_MOST = 3


def without_denied(said: Said) -> Said:
    """The text with every "bukan ..." taken out, up to tapi (and that too), lagi, yang or the end of the clause."""
    for _ in range(_MOST):
        match = _DENIED.search(said.plain)
        if not match:
            break
        said = said.without(match.start(), match.end(), instead=" ")
    return said
