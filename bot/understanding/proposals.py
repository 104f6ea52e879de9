"""Ideas put forward in one message, each with whose it is: "Bu Tini usul mesin jahit, Pak Karno usul kolam"."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.ideas import find_idea
from bot.understanding.normalise import Said, read
from bot.understanding.people import Person, people_in
from lean import dataclass

MOST, LONGEST, SEVERAL = 20, 4_000, 2
LONGEST_OWNER = 120
"""Letters in which it can be said whose an idea is."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An idea as typed, and what stands before it, in which its day may be told; whose it is: `by` is a name as spoken,
    `outside` an office or a company, `mine` says that it is the speaker's own. Nothing of these: it is not said."""

    what: str
    lead: str = ""
    by: str | None = None
    outside: str | None = None
    mine: bool = False


_USUL = r"(?:(?:di|meng|ng)?usul\w*|saran\w*|ide(?:ne|nya|ku)?|gagasan\w*|masukan\w*|panjurung\w*)"
_MARK = expression(r"(?:(?<=\s)|^)(?:\(?(?P<number>\d{1,2})[.)](?!\d)|[-*•–])\s*(?=\w)")
_NEXT = expression(
    rf"[,.;]\s*(?:(?:dan|lan|karo|terus|njur|lalu)\s+)?"
    rf"(?=(?:(?:bu|pak|mbak|mas|mbah|kang|saya|aku|kulo)\s*(?:[^\W\d_]+\s+){{0,3}})?{_USUL}\b)",
    re.IGNORECASE,
)
_OUTSIDE = expression(
    r"\bdari (?P<who>(?:pihak )?(?:dinas|desa|kelurahan|kecamatan|pemerintah|pemda|pemkab|perangkat|pemdes|bumdes|pt|cv"
    r"|pabrik|perusahaan|penyuluh|ppl|pendamping|fasilitator|lsm|yayasan|baznas|mahasiswa|kkn|bank|koperasi"
    r"|provinsi|kabupaten|puskesmas|sppqt)(?: [^\W\d_]+){0,3}?)(?= ?[:=,-]| (?:yaitu|adalah|untuk|agar|supaya)\b)"
    r"|\bdari (?P<one>dinas|desa|kelurahan|kecamatan|pemerintah|pabrik|penyuluh|ppl|pendamping|fasilitator|lsm)\b"
)
_MINE = expression(r"\b(?:saya|kula) (?:mau |ingin |ada |punya |juga )*usul\b|\busul (?:dari )?saya\b")
_USULKU = expression(r"\b(?:usul(?:an)?|saran|ide|gagasan)ku\b", re.IGNORECASE)
_BETWEEN = expression(r" (?:(?:kemarin|tadi|semalam|juga|punya|mau|ada|ini|itu|pagi|sore|siang|malam) )*")
_BEFORE_NAME = expression(r" ?(?:(?:dari|saking|nya|milik|kepunyaan) )?")
_COLON = expression(r"^(?P<who>[^:\n]{2,40}?)\s*[:=]\s*(?P<what>\S.*)$", re.DOTALL)
_WHEN = expression(
    r"\busul (?P<when>(?:(?>(?:hari|besok|lusa|nanti|malam|pagi|sore|tadi|kemarin|semalam|lalu|senin|selasa|rabu|kamis"
    r"|jumat|sabtu|ahad|minggu|tanggal|\d{1,2}|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
    r"|\d{4})\b) ?)+)"
    r"(?=[:=,-])"
)
_HIMSELF = expression(r" (?:jadi|menjadi|sebagai|pilih|ganti|keluar|masuk|saja|yang)\b")
_POLITE = frozenset({"bu", "pak", "mbak", "mas", "ya", "dong", "nggih", "min", "kak", "lagi", "apa", "dulu", "baru"})


def proposals(text: str | Said) -> list[Proposal]:
    """The ideas that a message puts forward, in order; [] where it names none."""
    typed = read(text).text[:LONGEST].strip()
    head, pieces, listed = _pieces(typed)
    told = [found for piece in pieces[:MOST] if (found := _proposal(piece, listed=listed)) is not None]
    common = _proposal(f"{head}: x", listed=False) if listed and head else None
    return [_of(common or (told[0] if listed else None), one) for one in told]


def _of(common: Proposal | None, one: Proposal) -> Proposal:
    """An idea of a list, which is whose the words above the list say, unless it says so itself."""
    if common is None or one.by or one.outside or one.mine:
        return one
    return Proposal(one.what, common.lead, common.by, common.outside, common.mine)


def _pieces(text: str) -> tuple[str, list[str], bool]:
    """What stands above or before a list, its pieces, and whether they are a list: one piece where there is none."""
    marks = [mark for mark in _MARK.finditer(text) if mark["number"] or _begins_line(text, mark.start())]
    if len(marks) >= SEVERAL or (marks and marks[0].start() == 0):
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        parts = [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
        stripped = [part.strip(" \n,;") for part in parts if part.strip(" \n,;")]
        return text[: marks[0].start()].strip(" \n:,"), stripped, True
    rows = [line.strip() for line in text.splitlines() if line.strip()]
    if len(rows) > 1:
        return (rows[0].rstrip(" :"), rows[1:], True) if rows[0].endswith(":") else ("", rows, True)
    if ";" in text:
        return "", [part.strip() for part in text.split(";") if part.strip()], True
    edges = [edge for edge in _NEXT.finditer(text) if not _is_vocative(text, edge)]
    starts, ends = [0, *(edge.end() for edge in edges)], [*(edge.start() for edge in edges), len(text)]
    return "", [text[start:end].strip() for start, end in zip(starts, ends, strict=True)], False


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _is_vocative(text: str, edge: re.Match[str]) -> bool:
    """Whether before the edge only somebody is spoken to, or behind it only stands whose the idea is."""
    before, behind = text[: edge.start()], text[edge.end() :]
    words = len(before.split())
    spoken_to = words == 1 or (words <= SEVERAL + 1 and bool(people_in(before)))
    return spoken_to or _owns(behind)


def _owns(clause: str) -> bool:
    """Whether a clause only says whose an idea is: "usul bu tini", "itu usulku"."""
    if len(clause) > LONGEST_OWNER:
        return False
    said = read(clause)
    named = people_in(said, offices=True)
    rest = [w for at, w in enumerate(said.words) if not any(one.first <= at < one.end for one in named)]
    return "usul" in rest and set(rest) <= {"usul", "dari", "itu", "ini", "saya", "kami", "kemarin", "tadi", "nya"}


def _proposal(piece: str, *, listed: bool) -> Proposal | None:
    """One idea; a piece of a list is one without any word for it."""
    said = read(piece)
    owner = _owner(said)
    headed = _headed(piece) if listed and owner is None else None
    if headed:
        return headed
    named = said.typed(*_place(said, owner)) if owner else None
    rest = _without(said, owner) if owner else said
    office = _OUTSIDE.search(rest.plain)
    outside = rest.typed(office.start("who" if office["who"] else "one"), office.end()) if office else None
    if office:
        rest = rest.without(office.start(), office.end(), " ")
    what = find_idea(_said_once(rest)) or (piece if listed and "usul" not in rest.words else None)
    if what is None or _POLITE.issuperset(read(what).words):
        return None
    what = _whole(piece, what)
    mine = owner is None and bool(_MINE.search(said.plain) or _USULKU.search(said.text))
    return Proposal(what, piece.partition(what)[0], named, outside, mine and outside is None)


def _whole(piece: str, what: str) -> str:
    """An idea with Bu or Pak before the name with which it begins: "usul Pak Karno jadi ketua"."""
    said, start = read(piece), piece.find(what)
    return next((piece[said.tokens[one.first].start :] for one in people_in(said) if _begins(said, one, start)), what)


def _begins(said: Said, person: Person, start: int) -> bool:
    return person.titled and said.tokens[person.first].end < start == said.tokens[person.first + 1].start


def _said_once(said: Said) -> Said:
    """The text without the time that stands beside "usul", which belongs to no idea: "usul kemarin: kolam lele"."""
    found = _WHEN.search(said.plain)
    return said.without(found.start("when"), found.end("when"), " ") if found else said


def _owner(said: Said) -> Person | None:
    """Who is named right before or behind "usul"."""
    usul = next((at for at, word in enumerate(said.words) if word == "usul"), None)
    if usul is None:
        return None
    starts = said.token_places()
    begin, end = starts[usul], starts[usul] + len("usul")
    for person in people_in(said, offices=True):
        first, last = starts[person.first], starts[person.end - 1] + len(said.words[person.end - 1])
        if last <= begin and _BETWEEN.fullmatch(said.plain[last:begin]):
            return person
        if first >= end and _BEFORE_NAME.fullmatch(said.plain[end:first]):
            owns = _stands_alone(said, last) or (person.titled and not _HIMSELF.match(said.plain, last))
            return person if owns else None
    return None


def _stands_alone(said: Said, end: int) -> bool:
    """Whether a name without Bu or Pak is followed by what shows that it is no part of the idea."""
    return re.match(r" ?(?:[:=,-]|(?:kemarin|tadi|agar|supaya|untuk)\b|$)", said.plain[end:]) is not None


def _place(said: Said, person: Person) -> tuple[int, int]:
    starts = said.token_places()
    return starts[person.first], starts[person.end - 1] + len(said.words[person.end - 1])


def _without(said: Said, person: Person) -> Said:
    start, end = _place(said, person)
    return said.without(start, end, " ")


def _headed(piece: str) -> Proposal | None:
    """A piece of a list with its name before a colon: "Bu Tini: beli mesin jahit"."""
    found = _COLON.match(piece)
    named = people_in(found["who"], offices=True) if found else []
    if found is None or len(named) != 1 or named[0].first > 0:
        return None
    who = read(found["who"])
    return Proposal(found["what"].strip(), found["who"], who.typed(*_place(who, named[0])))
