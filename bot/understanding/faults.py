"""What members say of minutes that were sent or shown to them: that they are right, that something is wrong, or how it
was with themselves."""

from __future__ import annotations

from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from bot.understanding.telling import is_question, is_to_come

LONGEST = 300
_MINUTES = r"(?:notulen|notulensi|catatan|cathetan|hasil|laporan)(?:ne|e|nya|ipun)?"
_CALLING = r"(?:(?:kok|lho|loh|bu|pak|maaf|ya|eh|itu|ini|memang)\W+)*"
_SOMETHING = expression(
    rf"\W*{_CALLING}(?:{_MINUTES}\W+)?(?:kok\W+)?(?:ada|enek|something|there is something)\W+"
    r"(?:(?:yang|is)\W+)?(?:salah|keliru|kurang benar|tidak benar|wrong)(?:\W+(?:itu|ini|lho|bu|pak|ya|kok))*\W*",
    only_with="salah keliru kleru klentu lepat benar bener leres wrong",
)
_ALL_RIGHT = expression(
    rf"\W*(?:(?:ya|oke|{_MINUTES}|itu|semua|isi)\W+)*(?:sudah\W+)?(?:benar|betul)"
    r"(?:\W+(?:semua|itu|ya|bu|pak|catatan|notulen|sudah))*\W*"
)
_NOT_SO = expression(r"\b(?:bukan|salah|keliru|harus|harusnya|seharusnya|mestinya|kudu)\b")
_HOW = r"(?:hadir|datang|ikut|izin|pamit|sakit|telat|terlambat|tidak_hadir|absen)"
_BETWEEN = r"(?:kemarin|semalam|itu|sudah|memang|kok|lho|kan|malah|tetap|ya|waktu|pas|tanggal|\d{1,2})"
_OWN = expression(rf"\b(?:saya|i)\W+(?>(?:{_BETWEEN}\W+)*){_HOW}\b")
_GONE = expression(r"\b(?:kemarin|semalam|tanggal \d{1,2}|minggu lalu)\b")
_PROTESTS = expression(r"\b(?:kok|lho|padahal|malah)\b")


@only_with(_SOMETHING)
def finds_fault(text: str) -> bool:
    """Whether a whole text says that something is wrong, and not yet what: "ana sing kleru"."""
    return len(text) <= LONGEST and _SOMETHING.fullmatch(read(text).plain) is not None


@only_with("benar", "betul")
def finds_right(text: str) -> bool:
    """Whether a whole text says that what was told is right: "catatane wis bener"."""
    return len(text) <= LONGEST and _ALL_RIGHT.fullmatch(read(text).plain) is not None


@only_with(_NOT_SO)
def is_not_so(text: str) -> bool:
    """Whether a text says that something is otherwise than it was told: "iurane dudu 10 ewu"."""
    return len(text) <= LONGEST and not is_question(text) and _NOT_SO.search(read(text).plain) is not None


@only_with(_GONE)
def own_attendance(text: str) -> bool:
    """Whether the speaker says how it was with them at a meeting that is over: "aku wingi izin, wis pamit bu Sri"."""
    return _of_oneself(text) and _GONE.search(read(text).plain) is not None


@only_with(_PROTESTS)
def own_protest(text: str) -> bool:
    """Whether the speaker says it against what was just told, without a day: "aku teka kok"."""
    return _of_oneself(text) and _PROTESTS.search(read(text).plain) is not None


def _of_oneself(text: str) -> bool:
    plain = read(text).plain if len(text) <= LONGEST else ""
    return _OWN.search(plain) is not None and not is_to_come(text) and not is_question(text)
