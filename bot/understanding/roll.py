"""Attendance beyond names: numbers of a numbered roll, what is said of all the others, one name instead of another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.answers import yes_no
from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read
from bot.understanding.numbers import numbers_in
from bot.understanding.people import people_in
from bot.understanding.words import is_of
from lean import dataclass

STATUS = expression(
    r"(?P<late>\b(?:(?:datang|hadir) )?telat\b(?: datang)?)"
    r"|(?P<represented>\b(?:(?:datang|hadir) )?wakil\b|\btidak (?:datang|hadir) (?:sendiri|d?h?ewe|piyambak)\b)"
    r"|(?P<sick>\b(?:(?:(?:minta maaf )?(?:tidak|belum)(?: bisa)? (?:datang|hadir|ikut)|tidak_hadir|berhalangan|izin)"
    r"(?: hadir)?(?: kumpulan)? (?:karena )?(?:lagi |sedang )?)?"
    r"(?:sakit|(?:tidak|kurang) (?:sehat|enak badan))\b(?: ?\(izin\))?)"
    r"|(?P<absent>\b(?:alpa|alpha|tidak_hadir|absen|tanpa (?:kabar|keterangan|izin)|tidak (?:ada|beri"
    r"|memberi) (?:kabar|keterangan)"
    r"|(?:tidak|belum) (?:datang|hadir|ikut|kelihatan|muncul|nongol))\b)"
    r"|(?P<excused>\b(?:minta maaf )?(?:tidak bisa (?:datang|hadir|ikut)|berhalangan(?: hadir)?"
    r"|izin)\b(?: ?\(izin\))?)"
    r"|(?P<present>\b(?:hadir|datang)\b)"
    r"|(?P<exceptional>(?<!tanpa )\bkecuali\b|\bselain\b)"
)
"""The words that say how somebody took part; the name of the group is how."""

_UNIT = (
    r" ?(?:orang|anggota|peserta|ibu|bapak|perempuan|laki-laki|menit|jam|kali|tahun|hari|minggu|bulan|rb|ribu|juta|kg"
    r"|persen|%|jan|feb|mar|apr|mei|jun|jul|agu|sep|okt|nov|des|pagi|siang|sore|malam)"
)
_NUMBER = (
    r"(?<![\d.:/])(?<!tanggal )(?<!jam )(?<!rt )(?<!rw )(?<!rp )(?<!rp)(?<!setengah )\d{1,3}"
    r"(?: ?(?:-|–|—|s/d|sd|sampai) ?\d{1,3})?(?![\d]|[.:/]\d)" + f"(?!{_UNIT})"
)
_LIST = expression(rf"(?P<called>\b(?:nomor|no)\b[ .:]*)?(?<!\d,){_NUMBER}(?:(?:[ ,&;+]|dan|nomor|no)+{_NUMBER})*")
_CLOSE = expression(
    r"[\s:=.,;()-]*(?:(?:yaitu|yang|adalah|nomor|no|itu|juga|ada|cuma|hanya|kemarin|tadi|malam|semalam"
    r"|kumpulan|ini|barusan|hari|pagi|siang|sore)[\s:.]*)*"
)
_WORDS = expression(r"(?:[ (]*\b[^\W\d]+\b){0,5}[ :=(]*")
"""What may stand between a status and several numbers in one clause: "hadir tadi malam di balai 1 3 4"."""
_BARE = expression(r"(?:nomor|no|dan|sama|sampai|s/d|sd|[\d\s,.;:&+–—-])+")
_OTHERS = expression(r"\b(?:lainnya|sisanya|selebihnya|lain|liyane)\b(?: yang| nya| semua| itu)* ?")
_ONLY = expression(r"\b(?:saja|hanya|cuma|mung|tok|thok)\b")
_HEADS = expression(
    r"(?<!tidak )(?<!belum )(?<!bisa )\b(?:(?:yang|cuma|hanya) (?:hadir|datang)\b(?! (?:semua|dan|juga|saja)\b)"
    r"|(?:hadir|datang)(?: (?:kemarin|semalam|tadi|malam|itu|kumpulan)){0,3} ?[:=]"
    r"|(?:hadir|datang)(?: nomor)? (?=\d{1,3}[ ,]+(?:dan )?\d))"
)
_NOT = expression(r"tidak\s*(?:$|[,.;\n])")
_INSTEAD = (
    expression(r"\bbukan (?P<wrong>[^,.;\n]{1,60}?),? (?:tapi|melainkan|yang benar) (?P<right>[^,.;\n]+)"),
    expression(
        r"^(?:\W*(?:eh|lho|ya|maaf|salah|keliru)\b)*\W*bukan (?P<wrong>[^,.;\n]{1,60}), ?(?P<right>[^,.;\n]{1,60})\W*$"
    ),
    # It begins where a clause does: tried at every letter, a long text takes a second.
    expression(r"(?:^|(?<=[,.;\n]))(?P<right>[^,.;\n]+?),? bukan (?P<wrong>[^,.;\n]+)"),
)
_CORRECTING = expression(
    r"\b(?:betulkan|dibetulkan|mbetulke|benarkan|benerke|benerno|mbenerke|dibenarkan|ralat|diralat|koreksi|dikoreksi"
    r"|mengoreksi|perbaiki|diperbaiki|keliru|kliru|seharusnya|harusnya|kudune|sakjane|jebule|ternyata"
    r"|salah (?:catat|tulis|ketik))\b"
    r"|\b(?:bukan|dudu|sanes|udu) (?:absen|alpa|izin|ijin|telat|sakit|hadir|(?:tidak|ora|mboten|ndak|nggak) \w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Item:
    start: int
    end: int
    status: str | None = None
    numbers: str = ""


def numbered(
    text: str | Said, *, shown: bool = False, known: bool = False, asked: str | None = None
) -> dict[str, list[int]]:
    """Numbers of a numbered roll by what is said of them: "tidak hadir: 3 7 12" is absent 3, 7 and 12.

    As long as no roll is `shown`, one number alone is a count and left out; where it is `known` already who was there,
    only "hadir 18" and "telat 2" count. `asked` is what bare numbers mean.
    """
    said = read(text)
    if asked and _BARE.fullmatch(said.plain.strip()):
        return {asked: numbers_in(said.text)} if numbers_in(said.text) else {}
    found: dict[str, list[int]] = {}
    for how, numbers, _item in _said_of(said, shown=shown, known=known):
        found.setdefault(how, []).extend(numbers)
    return {how: list(dict.fromkeys(numbers)) for how, numbers in found.items()}


def without_numbered(said: Said) -> Said:
    """The text without the lists of numbers that `numbered` reads in it."""
    return said.without_all(sorted((item.start, item.end) for _how, _numbers, item in _said_of(said, shown=False)))


def _said_of(said: Said, *, shown: bool, known: bool = False) -> list[tuple[str, list[int], _Item]]:
    """How, the numbers, and the list they stand in. Beside a list of several a number alone is of the roll too, but
    for "hadir 18", which counts."""
    pairs = _pairs(_items(said.plain), said.plain)
    lists = [item for how, item in pairs if _is_list(item) or (known and how not in ("present", "late"))]
    return [
        ("absent" if how == "exceptional" else how, numbers_in(item.numbers), item)
        for how, item in pairs
        if shown or item in lists or (lists and how != "present")
    ]


def _is_list(item: _Item) -> bool:
    return item.numbers.startswith("no") or len(numbers_in(item.numbers)) > 1


def _items(plain: str) -> list[_Item]:
    found = [_Item(m.start(), m.end(), status=_how(m)) for m in STATUS.finditer(plain)]
    found += [_Item(m.start(), m.end(), numbers=m[0]) for m in _LIST.finditer(plain)]
    return sorted(found, key=lambda item: item.start)


def _how(match: re.Match[str]) -> str:
    return next(how for how, words in match.groupdict().items() if words)


def _pairs(items: Sequence[_Item], plain: str) -> list[tuple[str, _Item]]:
    """Each list with the status that stands right before it, or else right behind it."""
    pairs: list[tuple[str, _Item]] = []
    taken: set[_Item] = set()
    for at, item in enumerate(items):
        before, behind = _beside(items, at, -1, plain), _beside(items, at, 1, plain)
        before = None if before in taken or (behind and _apart(before, item, plain)) else before
        if before and before.status == "exceptional" and behind and not _apart(item, behind, plain):
            before = None  # "kecuali nomor 3 izin": how it is with whoever is excepted stands behind.
        behind = None if before and _apart(item, behind, plain) and not _apart(before, item, plain) else behind
        if before and behind and "," in item.numbers and not (at + 2 < len(items) and items[at + 2].numbers):
            # "izin 5, 7 tidak hadir": what stands behind the last comma is of the next word.
            first, _comma, last = item.numbers.rpartition(",")
            halves = (
                _Item(item.start, item.start + len(first), numbers=first),
                _Item(item.end - len(last), item.end, numbers=last),
            )
            given = [(before, halves[0]), (behind, halves[1])]
        else:
            status = before or behind
            given = [(status, item)] if status else []
        taken |= {status for status, _item in given}
        pairs += [(str(status.status), part) for status, part in given]
    return pairs


def _apart(first: _Item | None, second: _Item | None, plain: str) -> bool:
    """Whether a clause ends between a status and the numbers beside it: "semua hadir, 2 izin"."""
    if first is None or second is None:
        return False
    return re.search(r"[,.;\n]", plain[first.end : second.start]) is not None


def _beside(items: Sequence[_Item], at: int, step: int, plain: str) -> _Item | None:
    """The status that touches a list on one side."""
    beside = at + step
    if not items[at].numbers or not 0 <= beside < len(items) or items[beside].status is None:
        return None
    first, second = sorted((items[at], items[beside]), key=lambda item: item.start)
    gap = plain[first.end : second.start]
    near = _CLOSE.fullmatch(gap) or (step < 0 and _is_list(items[at]) and _WORDS.fullmatch(gap))
    return items[beside] if near else None


def others(text: str | Said) -> str | None:
    """What is said of everybody who is not named ("lainnya tidak hadir"): present, absent, excused or sick, or None."""
    plain = read(text).plain
    for match in _OTHERS.finditer(plain):
        status = STATUS.match(plain, match.end())
        how = _how(status) if status else "absent" if _NOT.match(plain, match.end()) else None
        if how in ("present", "absent", "excused", "sick"):
            return how
    return None


def only_late(text: str | Said) -> bool:
    """Whether those named as late are all who were: "yang telat Mbah Karto saja"."""
    clauses = re.split(r"[,.;\n]", read(text).plain)
    return any(_ONLY.search(clause) and re.search(r"\btelat\b", clause) for clause in clauses)


def lists_present(text: str | Said) -> bool:
    """Whether words begin a list of all who were there ("hadir: ...", "cuma hadir ...", "yang datang ..."), which who
    only adds somebody to those who came does not say."""
    return _HEADS.search(read(text).plain) is not None


def way_in(text: str, *, asked: bool = False) -> str | None:
    """How somebody took part, in words that answer just that ("izin", "ora teka"), or None; a yes or no tells it only
    where it was `asked` whether somebody was there."""
    plain = read(text).plain.strip(" .!,")
    ways = {_how(match) for match in STATUS.finditer(plain)} - {"exceptional"}
    if ways:
        return ways.pop() if len(ways) == 1 else None
    said = yes_no(plain.removeprefix("juga ").strip()) if asked else None
    return None if said is None else "present" if said else "absent"


def instead(text: str | Said) -> tuple[str, str] | None:
    """One name instead of another, as spoken: "bukan Bu Lasmi, tapi Bu Sumarni" is ("Bu Lasmi", "Bu Sumarni")."""
    said = read(text)
    for pattern in _INSTEAD:
        match = pattern.search(said.plain)
        if match:
            wrong, right = (_only_name(said.cut(*match.span(part))) for part in ("wrong", "right"))
            if wrong and right:
                return wrong, right
    return None


def _only_name(said: Said) -> str | None:
    """The name, with its honorific, of which the text consists."""
    people = people_in(said)
    if len(people) != 1:
        return None
    person, rest = people[0], [word for at, word in enumerate(said.words) if not people[0].first <= at < people[0].end]
    if any(not is_of("polite", word) for word in rest):
        return None
    title = said.tokens[person.first].word.capitalize() if person.titled else ""
    return f"{title} {person.name}".strip()


def corrects(text: str) -> bool:
    """Whether the words say that something written down is wrong: betulkan, ralat, "hadir, bukan izin"."""
    return bool(_CORRECTING.search(text))
