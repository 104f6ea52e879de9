"""What is to be different of what was decided: "keputusan nomor 1 ganti 3 kuintal", "coret keputusan terakhir"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.agreed import agreed_apart
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import Said, read
from bot.understanding.wrong import is_wrong
from lean import dataclass

_NTH = {"pertama": 0, "kedua": 1, "ketiga": 2, "keempat": 3, "kelima": 4, "terakhir": -1}
_WHICH = rf"(?: yang)?(?: nomor| ke ?-?)? (?:(?P<number>\d{{1,2}})|(?P<nth>{'|'.join(_NTH)}))"
_RIGHT = r"(?: (?:jadi|menjadi|dengan|ke|yang benar))*[ :=]+(?P<right>[^\n]+)"
_CHANGED = (
    r",?(?:(?: (?:salah|keliru|kliru),?)? (?:ganti|diganti|ubah|diubah|harusnya|seharusnya|mestinya|kudune|harus)"
    r"| (?:salah|keliru|kliru),? yang benar)"
)
_STRUCK = r"(?:coret|dicoret|hapus|dihapus|hilangkan|batal|dibatalkan)"
_PATTERNS = (
    expression(rf"\bkeputusan{_WHICH}(?:{_CHANGED}| jadi| menjadi){_RIGHT}"),
    expression(rf"\bkeputusan(?: yang)?(?: (?P<was>[^\W\d][^,.;:\n]{{0,60}}?))?{_CHANGED}{_RIGHT}"),
    expression(rf"\b{_STRUCK} keputusan(?:{_WHICH}| (?P<was>[^\W\d][^,.;:\n]{{0,60}}))?$"),
    expression(rf"\bkeputusan(?:{_WHICH}| (?P<was>[^\W\d][^,.;:\n]{{0,60}}?))? {_STRUCK}$"),
)
_LEAD = expression(r"keputusan(?: (?:itu|nya))?[ :=]+(?=\S)")
_FIGURE = expression(r"(?:[Rr]p\.? ?)?(?P<figure>\d[\d.,]*\d|\d)(?: ?(?P<unit>[^\W\d]+))?")
_MONEY = frozenset({"rb", "ribu", "ewu", "jt", "juta", "k"})
_WRONG = frozenset({"salah", "keliru", "kliru", "luput", "ralat", "maksud", "yang", "benar", "harus"})
_HALF, _SEVERAL = 0.5, 2
_MARK = expression(r"(?<![\w.])(\d{1,2})[.)](?= ?[^\W\d])\s*")
_NOTHING = expression(
    r"\W*(?:(?:ya|memang|sih|kemarin|masih|untuk sementara),? )*(?:belum|tidak|nihil|kosong)\b"
    r"(?: ada| ambil| putus| memutuskan)*"
    r"(?: yang (?:di)?putus\w*)?(?: keputusan\w*| apa-apa| apa apa| putusan)*"
    r"(?: (?:ya|bu|pak|sih|kok))*(?:[,. ]+(?:cuma|hanya|baru|masih|tok) [^:\n]{1,80})?"
)
_ADDED = expression(
    r"\W*(?:(?:tolong|mohon|ini|ada)\W+)*keputusan(?: kumpulan)?(?: [^\W_]+){0,3} ?: ?(?=\w)"
    r"|\W*(?:(?:tolong|mohon|ini|ada)\W+)*(?:tambah|tambahi|tambahkan|tambahan|nambah|menambah|ditambah|menambahkan|susulan)"
    r"(?: lagi| satu)* keputusan(?: (?:lagi|yaitu|nya))*(?: kumpulan(?: [^\W_]+){0,4}(?= ?:))? ?:? ?(?=\w)"
)


@dataclass(frozen=True, slots=True)
class Amendment:
    """Which of the decisions (its index), and how it is right; None where it is struck out."""

    index: int
    right: str | None


def may_amend(text: str) -> bool:
    """Whether a text may be about what was decided; what it means is seen with the decisions."""
    return "keputusan" in read(text).words or is_wrong(text)


def amendment(text: str, decisions: Sequence[str]) -> Amendment | None:
    """What a text wants to be different of these decisions; None if it says nothing of any of them."""
    said = read(text.strip(" .!"))
    if is_wrong(said.text) and "keputusan" not in said.words:
        return _other(said.text, decisions)
    match = next((found for pattern in _PATTERNS if (found := pattern.search(said.plain))), None)
    index = _which(match, said, decisions) if match else None
    if match is None or index is None:
        return None
    right = _typed(said, match, "right")
    was = _typed(said, match, "was")
    if right and _FIGURE.fullmatch(right):
        right = other_figure(decisions[index], right)
    elif right and was:
        right = f"{was} {right}"
    return Amendment(index, right)


def _other(told: str, decisions: Sequence[str]) -> Amendment | None:
    """The one decision that has all the words told, with the figure that is told."""
    figures, words = list(_FIGURE.finditer(told)), _words(told) - _MONEY - _WRONG
    found = [at for at, one in enumerate(decisions) if words and words <= _words(one)]
    if len(figures) != 1 or len(found) != 1:
        return None
    return Amendment(found[0], other_figure(decisions[found[0]], figures[0][0]))


def is_figure(text: str) -> bool:
    """Whether a text is a figure or a sum, and nothing else."""
    return _FIGURE.fullmatch(text.strip()) is not None


def other_figure(decision: str, right: str) -> str:
    """A decision with another figure; where it has none, or several, the figure alone."""
    found = list(_FIGURE.finditer(decision))
    if len(found) != 1:
        return right
    unit = found[0]["unit"] or ""
    told = _FIGURE.fullmatch(right)
    same = not unit or (told and told["unit"] and (told["unit"] == unit or {told["unit"], unit} <= _MONEY))
    end = found[0].end() if same else found[0].end("figure")
    return decision[: found[0].start()] + right + decision[end:]


def _which(match: re.Match[str], said: Said, decisions: Sequence[str]) -> int | None:
    parts = match.groupdict()
    if parts.get("number") or parts.get("nth"):
        at = int(parts["number"]) - 1 if parts.get("number") else _NTH[parts["nth"]]
        return at % len(decisions) if decisions and -1 <= at < len(decisions) else None
    was = _typed(said, match, "was")
    if was:
        found = [at for at, one in enumerate(decisions) if _words(was) <= _words(one)]
        return found[0] if len(found) == 1 else None
    return 0 if len(decisions) == 1 else None


def _typed(said: Said, match: re.Match[str], part: str) -> str | None:
    found = match.groupdict().get(part)
    return said.typed(*match.span(part)) or None if found else None


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in read(text).words if not word.isdigit() and len(word) > 2)


def alike(text: str, decisions: Sequence[str]) -> int | None:
    """The index of the one decision that a text says in other figures or nearly the same words, if there is one."""
    told = _words(text)
    shares = [len(told & _words(one)) / len(told | _words(one) or " ") for one in decisions]
    found = [at for at, share in enumerate(shares) if share > _HALF]
    return found[0] if len(found) == 1 else None


def decisions_in(text: str) -> tuple[str, ...]:
    """What was decided, one by one: "1. beli bibit 2. iuran 10 ribu" are two, and so are "pupuk setuju, biogas
    ditolak"; else the text as it is."""
    marks: list[re.Match[str]] = []
    for mark in _MARK.finditer(text):
        if int(mark[1]) == len(marks) + 1 and (marks or not text[: mark.start()].strip()):
            marks.append(mark)
    if len(marks) < _SEVERAL:
        return tuple(agreed_apart(text)) or (text,)
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    parts = (text[mark.end() : end].strip(" \n,;.") for mark, end in zip(marks, ends, strict=True))
    return tuple(part for part in parts if part)


@only_with(_ADDED)
def added_decision(text: str) -> tuple[str, str] | None:
    """What is to be written down as decided ("tambah keputusan kumpulan kemarin: ...", "keputusan: ..."), behind the
    words that say so, in which the day may stand."""
    said = read(text.strip())
    lead = _ADDED.match(said.plain)
    return (said.typed(*lead.span()), said.typed(lead.end(), len(said.plain))) if lead else None


def nothing_decided(text: str) -> bool:
    """Whether a whole text says that nothing was decided: "durung ono keputusan, mung rembugan"."""
    return _NOTHING.fullmatch(read(text.strip(" .!")).plain) is not None


def without_lead(text: str) -> str:
    """The decision alone, without the word that it is one: "keputusane arisan 20rb" is "arisan 20rb"."""
    said = read(text)
    lead = _LEAD.match(said.plain)
    return said.typed(lead.end(), len(said.plain)) if lead else text
