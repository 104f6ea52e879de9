"""Who was at a meeting: present, absent, excused, represented or late, by name or by number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Any

from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read
from bot.understanding.partakers import partakers
from bot.understanding.people import Person, people_in
from bot.understanding.roll import STATUS, numbered, without_numbered
from bot.understanding.ticked import ticked
from bot.understanding.words import is_of
from lean import dataclass

_STATUS = expression(
    rf"{STATUS.pattern}"
    r"|(?P<letter>(?<![\w])(?P<sign>[hiast]) ?[:=])"
    r"|(?P<likewise>\b(?:juga(?: sama| begitu| tidak| belum)?|begitu juga|sama juga)(?= ?(?:$|[.,;!\n]|dan\b)))"
    r"|(?P<rest>\b(?:semua|lainnya|sisanya|lain|keputusan|bahas|agenda|tempat|catatan|notulis|pimpinan"
    r"|terima[_ ]kasih)\b)"
)
_MISSING = frozenset({"absent", "excused", "sick", "represented"})
_LETTERS = {"h": "present", "i": "excused", "a": "absent", "s": "sick", "t": "late"}
_SIGNS = frozenset("HIAST")
_WHY = {"loro": "sick", **dict.fromkeys(("lunga", "lungo", "lelungan", "pergi", "tindak", "tindakan"), "excused")}
_JUST_NOW = frozenset({"lagi", "sedang"})
_ENDS_MARK = expression(r"\)?[^\S\n]*(?:[,;.\n]|$)")
_NUMBERED = (
    r"(?: ?[:=(])?(?: (?:sebanyak|oleh|cuma|hanya|ada|total|sekitar|kurang lebih|kira-kira|sejumlah"
    r"|jumlah|anggota|yaitu|mung|saja|orang|di|kemarin|semalam|tadi|malam|kumpulan|itu|semua))*(?: ?[:=(])? ?"
)
_NO_HEADS = r"(?!\d|[.,]\d| ?(?:%|persen|jam|menit|kali|tahun|rb|ribu|hari))"
_NO_DAY = (
    r"(?!(?:(?<=senin )|(?<=selasa )|(?<=rabu )|(?<=kamis )|(?<=jumat )|(?<=sabtu )|(?<=minggu ))"
    r"\d{1,2} hadir (?:semua|lengkap)\b)"
)
_PRESENT_COUNTS = (
    expression(rf"(?<!tidak )(?<!bisa )(?<!belum )\b(?:hadir|datang|dihadiri"
        rf"|peserta|yang ikut)\b{_NUMBERED}(\d{{1,3}}){_NO_HEADS}"
        r"(?! (?:orang )?(?:(?:telat|izin|sakit)\b(?! ?[:=]? ?\d)|tidak(?! (?:hadir|datang)\b)))"),
    expression(r"(?:^|[\s,;])h ?[:=]? ?(\d{1,3})(?=[ ,;]{1,2}[iast] ?[:=]? ?\d)"),
    expression(rf"(?<![.,/\d-])(?<!jam )(?<!tanggal )(?<!rt )\b{_NO_DAY}(\d{{1,3}})"
        r" ?(?:orang|anggota|peserta)?(?: yang)? (?:hadir|datang)\b(?! telat)"),
    expression(r"(?:^|[,;\n] ?|\. )h ?[:=] ?(\d{1,3})(?![.:]?\d)"),
    expression(r"(?<!izin )(?<!telat )(?<!sakit )(?<!alpa )(?<!hadir )(?<!tambah )(?<!datang )"
        r"(?<!telat ada )(?<!izin ada )\b(\d{1,3}) (?:orang"
        r"|peserta)\b"
        r"(?!,? (?:yang )?(?:telat|izin|sakit|tidak(?! ada (?:yang|putus|keputusan))|alpa|wakil|tanpa|absen|baru))"),
)  # fmt: skip
_LATE_COUNTS = (
    expression(r"\b(\d{1,3}) ?(?:orang|anggota)?(?: yang)?(?: datang| hadir)? telat\b(?! ?[:=]? ?\d)"),
    expression(r"\btelat(?: datang)?(?: ?[:=])?(?: (?:ada|cuma|hanya|mung))* ?(\d{1,3})(?! ?(?:menit|jam)|\d)"),
)
_AWAY = r"(?:tidak_hadir|absen|alpa|(?:tidak|belum) (?:hadir|datang|ikut))"
_ALL = expression(
    r"\b(?:(?:hadir|datang|dihadiri)(?: oleh)? (?:semua|lengkap)|semua(?: anggota| orang| warga| ibu-ibu"
    r"| bapak-bapak| peserta)? (?:hadir|datang|lengkap|ikut)"
    r"|lengkap(?: semua)?|(?:hadir|datang) 100 ?%|anggota semua (?:hadir|datang))\b"
)
_NOBODY_MISSING = expression(rf"\b(?:tidak ada|nihil) yang {_AWAY}\b|\byang {_AWAY}:? (?:tidak ada|nihil|kosong)\b")
_NOT_ALL = expression(
    r"\b(?:tidak|belum|hampir|lainnya|lain|sisanya|liyane|selebihnya)(?: [^\W\d]+)? (?:semua|hadir|datang|lengkap)"
)
_OF_ALL = expression(r" ?,(?: (?:(?:2|3|dua|tiga)[ -]?)?(?:dua|tiga|kedua|ketiga|loro-loro)(?:nya|ne)?)? ?")
_LABEL = expression(r" ?[:=] ?")
_ENDS = expression(r"(?: (?:semua|saja))?(?: (?:semalam|tadi|kemarin))? ?(?:[,;.\n]|$)")
_APART = expression(r"[,:;\n]|\.\s")
_WHO_ALONE = expression(r" (?:saja|sendiri) yang ")
_ALONE = expression(r"\b(?:cuma|hanya|tinggal) $")
_BECAUSE = expression(r" (?:kumpulan )?karena\b")
_EXCEPT = expression(r"(?<!tanpa )\bkecuali\b")
_BARE_NOT = expression(r"\btidak(?=\W*(?:$|[,.;\n]))")
_CAME = expression(r"\b(?:hadir|datang)\b")
_CLAUSE = expression(r"[\n;]|\.\s|\.$")


@dataclass(frozen=True, slots=True)
class _Item:
    start: int
    end: int
    status: str | None = None
    person: Person | None = None
    backward: bool = False


@dataclass(slots=True)
class _Roll:
    """Names are collected until a status takes those before it, or an open status takes those after it.

    Under a status with a colon ("Izin: Bu Ana (sakit), Pak Edi") they have it until the clause ends.
    After "kecuali" everyone named until the clause ends is an exception: absent, if no other word is said of them.
    """

    found: dict[str, list[str]] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    status: str | None = None
    excepting: bool = False
    headed: bool = False
    last: str | None = None

    def open(self, status: str, excepting: bool = False) -> None:
        """Names from here on have `status`, unless another is said behind them."""
        self.close()
        self.status, self.excepting, self.headed = status, excepting, False

    def close(self) -> None:
        """Give the names collected to the status that stands open, if there is one."""
        if self.status:
            self._give(self.status, self.waiting + self.group)
        else:
            self.unused += self.waiting + self.group
        self.waiting, self.group, self.status, self.excepting = [], [], None, False

    def all_are(self, status: str) -> None:
        """What is said behind a comma of all the exceptions: "semua kecuali Bu Ana, Bu Tini, izin"."""
        self.status = status
        self.close()

    def comma(self) -> None:
        """Names before a comma stay apart from those after it."""
        if self.excepting and self.status == "nobody":
            self.open("absent", excepting=True)
        self.waiting, self.group = self.waiting + self.group, []

    def takes_before(self, status: str) -> None:
        """A status behind names: all of them, or after an open status those since the last comma."""
        if self.status:
            self._give(self.status, self.waiting)
            self._give(status, self.group)
        else:
            self._give(status, self.waiting + self.group)
        self.waiting, self.group = [], []
        if self.headed:
            return
        self.status = "nobody" if status == "represented" else "absent" if self.excepting else None

    def likewise(self) -> None:
        """The names before it are said to be as those before them were."""
        if self.last and self.status != self.last:
            self.takes_before(self.last)

    def _give(self, status: str, names: list[str]) -> None:
        self.last = status if names else self.last
        if status != "nobody":
            self.found.setdefault(status, []).extend(names)
        if status == "sick":
            self.found.setdefault("excused", []).extend(names)


def _not_there(said: Said) -> Said:
    """The text with what "not" denies behind a name at the end of a clause: "10 teka, pak Min ora" is not there."""
    if _CAME.search(said.plain) is None or _BARE_NOT.search(said.plain) is None:
        return said
    places = said.token_places()
    ends = {places[person.end] for person in people_in(said) if person.end < len(places)}
    denied = [found.span() for found in _BARE_NOT.finditer(said.plain) if found.start() in ends]
    return said.without_all(denied, " tidak hadir")


def attendance(text: str | Said) -> dict[str, Any]:
    """present, absent, excused, represented, late (names), late_count, present_count, all_present: those the text
    states; "sick" are those of the excused of whom that is said.

    Places, agenda and decision should be taken out before. "semua kecuali X" makes X absent, if no other word is
    said of X.
    """
    said = _not_there(without_numbered(ticked(read(text))))
    named = {status: list(dict.fromkeys(names)) for status, names in _roll(said).found.items() if names}
    if "dihadiri" in said.words and all(is_of("called_by", name.lower()) for name in named.get("present", ())):
        named.pop("present", None)  # "dihadiri Pak Lurah": a guest.
    slots: dict[str, Any] = {
        status: named[status]
        for status in ("present", "absent", "excused", "sick", "represented", "late")
        if status in named
    }
    if (late := _count(said.plain, _LATE_COUNTS)) is not None and "late" not in slots:
        slots["late_count"] = late
    if (present := _count(said.plain, _PRESENT_COUNTS)) is not None:
        slots["present_count"] = present
    if _all_came(said.plain) and _MISSING.isdisjoint(slots) and _MISSING.isdisjoint(numbered(text, shown=True)):
        slots["all_present"] = True
    return slots


def _all_came(plain: str) -> bool:
    """Whether the words say that everybody was there, without exceptions."""
    if _NOBODY_MISSING.search(plain):
        return True
    return bool(_ALL.search(plain)) and not _NOT_ALL.search(plain) and not _EXCEPT.search(plain)


def unused_names(text: str | Said) -> list[str]:
    """Who is named in a text of which `attendance` tells nothing, as spoken; who is spoken to at its beginning ("Bu
    Sri, ...") or thanked is not meant.
    """
    said = without_numbered(ticked(read(text)))
    unused, people = set(_roll(said).unused), people_in(said, offices=True)
    named = [person for person in people if person.name in unused and not _spoken_to(said, person)]
    return list(dict.fromkeys(_as_spoken(said, person) for person in named))


def _spoken_to(said: Said, person: Person) -> bool:
    before = said.words[: person.first][-2:]
    return person.titled and (not before or bool({"terima_kasih", "maaf", "kasih", "nuwun"}.intersection(before)))


def _as_spoken(said: Said, person: Person) -> str:
    return f"{said.tokens[person.first].word.capitalize()} {person.name}" if person.titled else person.name


def _count(plain: str, patterns: tuple[re.Pattern[str], ...]) -> int | None:
    for pattern in patterns:
        if match := pattern.search(plain):
            return int(match[1])
    return None


def _roll(said: Said) -> _Roll:
    roll, items = _Roll(), _items(said)
    for before, item in zip([None, *items], items, strict=False):
        gap = said.plain[before.end if before else 0 : item.start]
        roll.headed = roll.headed or bool(before and before.status and gap.lstrip().startswith(":"))
        if roll.excepting and item.status in _MISSING and _OF_ALL.fullmatch(gap) and _ENDS.match(said.plain, item.end):
            roll.all_are(str(item.status))
            continue
        if _CLAUSE.search(gap):
            roll.close()
        elif "," in gap or ":" in gap:
            roll.comma()
        _put(roll, item, behind_name=bool(before and before.person and _said_of_it(said, roll, before, item)))
    roll.close()
    return roll


def _said_of_it(said: Said, roll: _Roll, name: _Item, item: _Item) -> bool:
    """Whether what stands behind a name is said of it: "Pak Edi izin", "cuma Pak Edi yang izin", "Edi: izin"."""
    gap = said.plain[name.end : item.start]
    if _LABEL.fullmatch(gap):
        return _ENDS.match(said.plain, item.end) is not None
    if _WHO_ALONE.fullmatch(gap) or (roll.excepting and not _APART.search(gap)):
        return True
    alone = _ALONE.search(said.plain, max(0, name.start - 10), name.start)
    return not _APART.search(gap) and (alone is not None or "yang" not in gap.split())


def _put(roll: _Roll, item: _Item, behind_name: bool) -> None:
    if item.person:
        roll.group.append(item.person.name)
    elif item.status == "rest":
        roll.close()
    elif item.status == "likewise":
        roll.likewise()
    elif behind_name and not item.backward and item.status != "exceptional":
        roll.takes_before(item.status or "nobody")
    elif item.status == "exceptional":
        roll.open("absent", excepting=True)
    else:
        roll.open(item.status or "nobody")


def _items(said: Said) -> list[_Item]:
    people = partakers(said)
    starts = said.token_places()
    items = [_Item(starts[p.first], starts[p.end - 1] + len(said.tokens[p.end - 1].word), person=p) for p in people]
    for match in _STATUS.finditer(said.plain):
        status = _LETTERS[match["sign"]] if match["letter"] else str(_group(match))
        typed = said.typed(match.start(), match.end()).lower()
        backward = bool(match["letter"]) or (status == "represented" and typed.startswith(("me", "maki", "ma")))
        if status == "absent" and _BECAUSE.match(said.plain, match.end()):
            status = "excused"
        items.append(_Item(match.start(), match.end(), status, backward=backward))
    return sorted([*items, *_marks(said, people), *_why(said, people)], key=lambda item: item.start)


def _why(said: Said, people: list[Person]) -> Iterator[_Item]:
    """What right behind a name is no number ("bu Endang loro" is ill) and nobody's fault ("pak Joko lungo" is away)."""
    starts = said.token_places()
    for person in people:
        at = person.end + (person.end < len(said.tokens) and said.tokens[person.end].word in _JUST_NOW)
        token = said.tokens[at] if at < len(said.tokens) and person.titled else None
        gap = said.text[said.tokens[person.end - 1].end : token.start] if token else ""
        status = _WHY.get(token.raw.lower()) if token and gap.replace(" ", "").isalpha() == (at > person.end) else None
        if token and status and (status != "sick" or _ENDS.match(said.plain, starts[at] + len(token.word))):
            yield _Item(starts[at], starts[at] + len(token.word), status)


def _marks(said: Said, people: list[Person]) -> list[_Item]:
    """The letters behind names where at least two have one: "Sri H", "Karno A"."""
    starts, ends = said.token_places(), {person.end for person in people}
    marked = [
        (starts[at], _LETTERS[token.raw.lower()])
        for at, token in enumerate(said.tokens)
        if at in ends and token.raw in _SIGNS and _ENDS_MARK.match(said.text, token.end)
    ]
    return [_Item(start, start + 1, status) for start, status in marked] if len(marked) > 1 else []


def _group(match: re.Match[str]) -> str:
    return next(name for name, value in match.groupdict().items() if value and name != "sign")
