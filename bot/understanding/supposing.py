"""What somebody only supposes: "kalau Bu Tini keluar?", "nek pak karno mati piye"."""

from __future__ import annotations

import re

from bot.understanding.choices import choose
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from bot.understanding.words import words_of

_IF = (
    r"(?:kalau|jika|jikalau|bila|apabila|misal|misale|misalnya|umpama|umpamane|umpamanya|seumpama|seumpamanya|saumpama"
    r"|upama|upami|andai|andaikan|seandainya|andaikata|sekiranya|menawi|lik|lek)"
)
_BEFORE = r"\W*(?:(?:bu|pak|mbak|mas|maaf|la|lha|lah|terus|trus|lalu|nah|eh|bagaimana|apa|apakah|tanya|mau tanya)\W+)*"
_SUPPOSED = expression(rf"{_BEFORE}{_IF}\W+(?:{_IF}\W+)?(?=\w)")
# "Kalau bisa ..." asks politely for something to be done; "kalau mau ..." asks how it is done.
_POLITE = expression(
    r"(?:(?:saya|kami|kita|aku|sudah)\W+)*(?:bisa|boleh|mau|ingin|sempat|berkenan|begitu|tidak salah)\b"
)
_END = expression(r"[;?!\n]|,(?! ?(?:bu|pak|mbak|mas|mbah)\b)|\b(?:masih|piye|gimana)\b")
_ASKED = expression(r"\?|\b(?:masih|cukup|aman)\b|\btidak\W*$")


@only_with(_SUPPOSED)
def supposed(text: str) -> str | None:
    """The clause that is supposed, as typed, of a message that begins with "if" and asks; None of any other.

    Without a question only a departure is one ("kalau Bu Tini keluar"): "kalau bu Siti umurnya 45" tells something.
    """
    said = read(text)
    begin = _SUPPOSED.match(said.plain)
    if begin is None or _POLITE.match(said.plain, begin.end()):
        return None
    clause = said.typed(begin.end(), _end(said.plain, begin.end())).strip()
    asked = bool(_ASKED.search(said.plain)) or not words_of("asking").isdisjoint(said.words)
    bare = "," not in said.plain and choose("leaving", said) is not None
    return clause if clause and (asked or bare) else None


def _end(plain: str, begin: int) -> int:
    asking = re.compile(rf"\b(?:{'|'.join(sorted(words_of('asking')))})\b")
    ends = [found.start() for found in (_END.search(plain, begin), asking.search(plain, begin)) if found]
    return min((end for end in ends if end > begin), default=len(plain))
