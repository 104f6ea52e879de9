"""Who is added to those told before: "siji maneh, pak Budi", "tambah bu Rini 40 th", "pak Joko uga melu"."""

from __future__ import annotations

from bot.understanding.expressions import expression
from bot.understanding.normalise import read
from bot.understanding.people import people_in

_LONGEST = 200
_OPENING = r"(?:(?:eh|oh|o|ya|lho|lha|la|maaf|sebentar|terus|juga)[ ,]+)*"
_ADDING = (
    r"(?:tambah(?:an|i|kan|no|ke)?|(?:masih )?(?:ada|kurang|kari|tinggal)|lupa|lali|kelupaan|kelalen|ketinggalan"
    r"|susulan|plus|karo|sama|dan|lan|masukkan|lebokno|lebokke)"
)
_MORE = r"(?:(?:\d{1,2}|satu|dua) )?(?:lagi|maneh|malih|neh)"
_COUNT = r"(?:\d{1,2}|satu|dua|lagi|maneh|yang|sing|nama|orang|wong|anggota|baru|yaiku|yaitu|ada|ini|kok)"
_BEFORE = expression(rf"\W*{_OPENING}(?:{_ADDING}(?:[ ,:]+(?:{_COUNT}))*|{_MORE}(?:[ ,:]+{_COUNT})*)[ ,:.]+(?=[^\W\d])")
_ALSO = r"(?:juga|uga|ugi|yo|sisan|barang|pisan)"
_IN = r"(?:ikut|melu|tumut|nderek|masuk|mlebu|gabung|daftar|didaftar|dicatat|catat|tulis|ditulis)"
_AFTER = expression(
    rf"[ ,]+(?:{_ALSO} {_IN}|{_IN} {_ALSO}|(?:{_ADDING}|{_ALSO})(?: (?:aku|saya|kulo|kula|tadi|mau))?"
    rf"|belum(?: (?:masuk|ada|tulis|catat))?)(?: (?:ya|yo|bu|mbak|mas|pak|to|lho|kok|e|tadi))*\W*$"
)


def added(text: str) -> str:
    """What a short message tells of the people it adds, as typed; "" where it adds nobody by name."""
    if len(text) > _LONGEST or "\n" in text.strip():
        return ""
    said = read(text.strip())
    before, after = _BEFORE.match(said.plain), _AFTER.search(said.plain)
    if before is None and after is None:
        return ""
    start, end = before.end() if before else 0, after.start() if after else len(said.plain)
    told = said.typed(start, end) if start < end else ""
    named = people_in(told)
    return told if named and named[0].first == 0 else ""
