"""Words by which two members have one phone: "bu darmo ikut hp pak darmo"."""

from __future__ import annotations

from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read

THIS = ""
"""Stands for the phone of who speaks."""
_WHOM = r"(?P<whom>[^\W\d_][\w. ]{1,38}?)"
_PHONE = r"(?:hp|hpne|hpe|hape|wa|wane|nomor|telepon|ponsel)"
_ALSO = r"(?:juga|ya|mau|arep|sekarang|bareng|yang)"
_USES = r"(?:ikut|nunut|numpang|nebeng|pakai|pake|nganggo|gunakan|1|sama|bareng|jadi 1)"
_WITH = r"(?:dengan|yang|sama|bareng|milik|punya|pakai|ikut|di|ke|1|nya|nang|neng)"
_KIN = r"(?:(?:suami|istri|anak|bapak|ibu|menantu|cucu|adik|kakak)(?: ?nya)?,? )?"
_WHOSE = rf"(?:(?P<own>ini|iki|saya|aku|ku|kulo)|{_KIN}(?P<whose>[^\W\d_][\w. ]{{1,38}}?))"
_END = r"(?: (?:ya|saja|bu|pak|mbak|mas|juga))*[.! ]*"
_SAID = tuple(
    expression(pattern)
    for pattern in (
        rf"{_WHOM}(?: (?:tidak|belum) punya {_PHONE})?,? (?:{_ALSO} )*"
        rf"{_USES} (?:{_WITH} )*{_PHONE} (?:{_WITH} )*{_WHOSE}{_END}",
        rf"saya (?:{_ALSO} )*(?:menjawab|jawab|jawabkan|njawab)(?: {_WITH})* (?:untuk|buat|juga|kanggo) {_WHOM}{_END}",
        rf"{_PHONE} (?:ini|saya|iki) (?:{_ALSO} )*(?:pakai|gunakan|dipakai|digunakan|dienggo|untuk|buat)"
        rf"(?: (?:{_ALSO}|oleh|untuk))* {_WHOM}{_END}",
    )
)

_HAS_NONE = expression(rf"{_WHOM} (?:memang |juga )*(?:tidak|belum) (?:punya|ada|pakai) {_PHONE}{_END}")


@only_with("punya", "ada", "pakai")
def without_phone(text: str) -> str | None:
    """Who is told to have no phone, as they are named; None if a whole message does not say just that."""
    found = _HAS_NONE.fullmatch(read(text).plain.strip())
    return found["whom"].title() if found else None


@only_with("hp", "hape", " wa ", "wane", "wa ini", "wa iki", "wa saya", "nomor", "telepon", "ponsel", "jawab")
def one_phone(text: str) -> tuple[str, str] | None:
    """Who has no phone of their own, and whose it is that they use (THIS for the speaker's), as they are named; None if
    a whole message says no such thing."""
    plain = read(text).plain.strip()
    found = next((match for pattern in _SAID if (match := pattern.fullmatch(plain))), None)
    return None if found is None else (found["whom"].title(), (found.groupdict().get("whose") or THIS).title())
