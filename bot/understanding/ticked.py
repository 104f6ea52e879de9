"""A roll: names with signs, or below a heading that says of what they are: "Daftar hadir: Tini ✅, Darmo ❌"."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.lists import is_register
from bot.understanding.normalise import Said, read

_TICKS, _CROSSES = "✅✔☑✓√", "❌✖❎✗✘"
_TICK, _CROSS = (expression(rf"[{signs}]\ufe0f?") for signs in (_TICKS, _CROSSES))
_SIGN = expression(rf"[{_TICKS}{_CROSSES}]")
_HEADED = expression(
    r"[\W_]*+(?:(?:daftar|buku|rekap|data|list|isi) )*+(?:hadir|kehadiran|absen\w*+|presensi|attendance)(?: hadir)?\b",
    re.IGNORECASE,
)
_OF_WHO_CAME = expression(
    r"[\W_]*+(?:daftar (?:hadir|kehadiran|absen\w*+|presensi)|absensi|presensi|kehadiran|attendance list)\b",
    re.IGNORECASE,
)
"""Without a sign: below "absen:" may stand those who did not come."""
_IN_FRONT = expression(rf"(?m)^([^\w\n]*[{_TICKS}{_CROSSES}]\ufe0f?)[^\S\n]*(\S[^\n{_TICKS}{_CROSSES}]*)$")
_TYPED_TICK = expression(r"(?<=\w) +[(]?[vV][)]?[^\S\n]*$")
_TYPED_CROSS = expression(r"(?<=\w) +(?:[(]?[xX][)]?|[-–])[^\S\n]*$")
_LEAST = 2


def is_roll(said: Said) -> bool:
    """Whether a text is who came to a meeting, written as a list."""
    text = said.text.strip()
    heading, rows = _parted(text)
    signs = len(_SIGN.findall(text))
    if heading:
        return signs + len(_typed(rows)) >= _LEAST or (signs == 0 and _of_who_came(heading, rows))
    return bool(_SIGN.search(text.partition("\n")[0]) and _TICK.search(text) and _CROSS.search(text))


def ticked(said: Said) -> Said:
    """The text with the signs of a roll in words ("Rizky ✅ Galih ❌"), and without the word that it is one."""
    heading, rows = _parted(said.text)
    if not heading and not _SIGN.search(said.text):
        return said
    if heading and _of_who_came(heading, rows) and not _typed(rows):
        rows = "\n".join(f"{row} ✅" for row in rows.splitlines() if row.strip())
    elif heading:
        rows = "\n".join(_TYPED_CROSS.sub(" ❌", _TYPED_TICK.sub(" ✅", row)) for row in rows.splitlines())
    if not _SIGN.search(rows):
        return said
    behind = _IN_FRONT.sub(r"\2 \1", rows)
    marked = _CROSS.sub(" tidak hadir, ", _TICK.sub(" hadir, ", behind))
    return read(f"{_HEADED.sub('kumpulan', heading, count=1)}\n{marked}" if heading else marked)


def _parted(text: str) -> tuple[str, str]:
    """What says that a roll follows, and the roll; nothing and the text where nothing does."""
    text = text.strip()
    if _HEADED.match(text) is None:
        return "", text
    cut = text.find("\n") if "\n" in text else text.find(":")
    return (text[: cut + 1], text[cut + 1 :]) if cut >= 0 else ("", text)


def _typed(rows: str) -> list[str]:
    """The rows that end with a letter or a stroke as their sign; none where only strokes are."""
    lines = rows.splitlines()
    ticked = [row for row in lines if _TYPED_TICK.search(row)]
    return ticked + [row for row in lines if _TYPED_CROSS.search(row)] if ticked else []


def _of_who_came(heading: str, rows: str) -> bool:
    return _OF_WHO_CAME.match(heading) is not None and not _SIGN.search(rows) and is_register(read(rows))
