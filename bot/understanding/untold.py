"""Whether words ask that nobody be told: "simpan wae, ora usah dikabari"."""

from __future__ import annotations

import re

from bot.understanding.answers import yes_no
from bot.understanding.expressions import expression
from bot.understanding.normalise import read

_TELL = (
    r"(?:(?:di(?:pun )?|me?ng?|m)?(?:kabar|umum|warta|sebar|siar|kirim)\w*|ng(?:abar|umum)\w*|martak\w*"
    r"|(?:di|mem|m)?(?:kasih|beri|kandha|kandhan|omong)\w* ?(?:kabar|tahu)?|kandani|woro-woro|pengumuman|kabar)"
)
_WHOM = r"siapa-siapa|dulu|semua\w*|wong-wong|orang-orang|ke \w+|yang lain\w*|anggota|warga|sih|ya|saja|bu|pak"
_UNTOLD = expression(
    rf"\b(?:(?:tidak|jangan)(?: (?:usah|perlu|sah|harus))?|tanpa|rasah)(?: di(?:pun)?)? ?{_TELL}(?: (?:{_WHOM}))*"
)
_BESIDE = frozenset(
    {"simpan", "simpen", "saja", "ya", "tapi", "dan", "catat", "oke", "sip", "dulu", "benar", "sudah", "tulis"}
)
_LONGEST = 80


def untold(text: str) -> bool:
    """Whether a text asks that nobody be told of something."""
    return _UNTOLD.search(read(text).plain[:1000]) is not None


def only_untold(text: str) -> bool | None:
    """Of words that ask this and nothing else, whether they say too that something is to be saved; None of others."""
    if len(text) > _LONGEST or not untold(text):
        return None
    rest = re.findall(r"\w+", _UNTOLD.sub(" ", read(text).plain))
    if not _BESIDE.issuperset(rest):
        return None
    said = " ".join(word for word in rest if word not in {"tapi", "dan"}).replace("simpen", "simpan")
    return yes_no(said) is True
