"""Lists of people pasted into one message: numbered, one a line, with commas, in columns, or a table with a heading."""

from __future__ import annotations

import itertools
import re
from datetime import datetime
from typing import Any

from bot.understanding.birth import find_birth_date
from bot.understanding.member import member_slots
from bot.understanding.normalise import Said, read
from bot.understanding.particulars import canonical_phone, find_gender, find_occupation, find_rt
from bot.understanding.people import find_household, find_name, named_first, people_in, proper
from bot.understanding.words import is_of

MOST = 250
_ANYBODY = "Suparmi"
"""A name, in the place of one that is taken already."""
_NUMBERED = re.compile(r"(?:^|(?<=[\s,;]))\(?\d{1,3}[.)]\s*(?=[^\W\d])")
_BULLET = re.compile(r"^\s*(?:\(?\d{1,3}[.)-]?\s+|\d{1,3}[.)]|[-•*·>–]+)\s*")
_CELL = re.compile(r"\s*[|\t;]\s*")
_CHUNK = re.compile(
    r"\s*[,;\n]+\s*|(?<!kk)(?<!keluarga)\s+(?:dan|karo|kalih|lan|serta|sama|sarta|&|\+)\s+(?=\S)|\.\s+", re.IGNORECASE
)
_BREAK = re.compile(r"\n|(?<=\D)\. ?")
_HEADINGS = {
    "name": "nama",
    "gender": "l p jk kelamin lp gender jenis",
    "age": "umur",
    "phone": "hp nomor",
    "rt": "rt",
    "occupation": "pekerjaan",
    "birth": "lahir kelahiran ttl tahun",
    "household": "kepala_keluarga",
}
_COLUMNS = {word: column for column, words in _HEADINGS.items() for word in words.split()}
_EVERYONE = re.compile(r"\b(perempuan|laki-laki) semua\b|\bsemua (perempuan|laki-laki)\b|\b(ibu-ibu|bapak-bapak)\b")
_FAMILY = re.compile(r"\b(?:1 )?kepala_keluarga\b|\bkeluarga\b")
_WHOLE_FAMILY = re.compile(r"\bsemua\b|\bsekeluarga\b|:")


def members_in(text: str | Said, now: datetime) -> list[dict[str, Any]]:
    """The people of a pasted list, each with the slots of `member_slots`; [] where no name is found, at most 250.

    What an introducing line says of all ("anggota RT 3:", "perempuan semua", "satu KK Pak Darmo masuk semua") is
    given to each.
    """
    said = read(text)
    lines = [line.strip() for line in said.text.splitlines() if line.strip()]
    if members := _from_table(lines, now):
        return members[:MOST]
    if len(lines) == 1 and len(_NUMBERED.findall(lines[0])) > 1:
        lines = [part.strip(" ,;") for part in _NUMBERED.split(lines[0]) if part.strip(" ,;")]
        intro, rows = (lines[:1], lines[1:]) if not re.match(r"\s*\(?\d", said.text) else ([], lines)
    else:
        intro, rows = _introduction(lines)
    members = _from_rows(rows[:MOST], now) if len(rows) > 1 else _from_chunks(rows[0] if rows else "", now)
    return _with_common(members, " ".join(intro), said)[:MOST]


def is_register(said: Said) -> bool:
    """Whether a text is lines of names, two or more, perhaps numbered, with nothing but ages, genders, RT and the like
    behind them."""
    lines = [_BULLET.sub("", line).strip() for line in said.text.splitlines() if line.strip()]
    return len(lines) > 1 and all(_is_name(line) or _is_entry(line) for line in lines)


def _is_entry(line: str) -> bool:
    """Whether a line is a name and behind it figures and words of the register."""
    said, first = read(line), named_first(line)
    people = people_in(line)
    end = len(first) if first else people[0].end if len(people) == 1 and people[0].first == 0 else 0
    return end > 0 and all(token.word.isdigit() or is_of("register", token.raw.lower()) for token in said.tokens[end:])


def _is_name(line: str) -> bool:
    people = people_in(line)
    first = named_first(line)
    if first:
        return len(first) == len(read(line).tokens)
    return len(people) == 1 and (people[0].first, people[0].end) == (0, len(read(line).tokens))


def _introduction(lines: list[str]) -> tuple[list[str], list[str]]:
    """Lines before the list, and the list's own. One line alone is cut at its colon."""
    if len(lines) == 1:
        before, colon, after = lines[0].partition(":")
        return (
            ([before], [after])
            if colon and "," in after and not people_in(before)[1:] and _has_names(after)
            else ([], lines)
        )
    begun = next((at for at, line in enumerate(lines) if _is_row(line)), len(lines))
    return lines[:begun], lines[begun:]


def _has_names(text: str) -> bool:
    return len(people_in(text)) > 0


def _is_row(line: str) -> bool:
    bare = _BULLET.sub("", line)
    if (_BULLET.match(line) and people_in(bare)) or named_first(bare):
        return True
    people = people_in(line)
    return bool(people) and people[0].first == 0 and not line.endswith(":")


def _from_rows(rows: list[str], now: datetime) -> list[dict[str, Any]]:
    members = []
    for row in rows:
        bare = _BULLET.sub("", row)
        chunked = _from_chunks(bare, now)
        members += chunked if len(chunked) > 1 else [entry for entry in [_entry(bare, now)] if "name" in entry]
    return members


def _entry(line: str, now: datetime) -> dict[str, Any]:
    """What a line of the list says of one person, who may have an ordinary word for a name ("Ning 40")."""
    first = named_first(line)
    if first is None:
        return member_slots(line, now, listed=True)
    said = read(line)
    rest = said.text[said.tokens[len(first) - 1].end :]
    return {"name": proper(first), **_but_name(member_slots(f"{_ANYBODY} {rest}", now, listed=True))}


def _but_name(entry: dict[str, Any]) -> dict[str, Any]:
    return {slot: value for slot, value in entry.items() if slot != "name"}


def _from_chunks(text: str, now: datetime) -> list[dict[str, Any]]:
    """People with commas or "dan" between them; a part without a name belongs to the person before it."""
    groups: list[str] = []
    for chunk in _CHUNK.split(text, maxsplit=MOST * 2):
        for part in _by_person(chunk):
            job = find_occupation(part)
            named = find_name(part.replace(job, ".", 1) if job else part) and not _only_family(part)
            if named or not groups:
                groups.append(part)
            else:
                groups[-1] += ", " + part
    entries = [(group, entry) for group in groups if "name" in (entry := member_slots(group, now, listed=True))]
    detailed = any(len(entry) > 1 for _, entry in entries)
    return [entry for group, entry in entries if not (detailed and _by_the_way(group, entry))]


def _by_the_way(group: str, entry: dict[str, Any]) -> bool:
    """A word in small letters among others, with nothing said of it: no name, if others in the list have more."""
    name = str(entry["name"])
    return len(entry) == 1 and name not in group and len(read(group).tokens) > len(name.split())


def _only_family(part: str) -> bool:
    return find_household(part) is not None and find_name(part) is None


def _by_person(chunk: str) -> list[str]:
    """ "bu warsi pak kasno" is two people, "bu Yanti istrinya pak Hartono" one."""
    said = read(chunk)
    people = [person for person in people_in(said) if person.titled]
    starts = [person.first for before, person in itertools.pairwise(people) if before.end == person.first]
    edges = [0, *(said.tokens[start].start for start in starts), len(said.text)]
    return [said.text[one:two].strip() for one, two in itertools.pairwise(edges) if said.text[one:two].strip()]


def _with_common(members: list[dict[str, Any]], intro: str, whole: Said) -> list[dict[str, Any]]:
    common: dict[str, Any] = {"rt": find_rt(intro)} if intro else {}
    if everyone := _EVERYONE.search(whole.plain):
        common["gender"] = "female" if "perempuan" in everyone[0] or "ibu" in everyone[0] else "male"
    if intro and _FAMILY.search(read(intro).plain) and _WHOLE_FAMILY.search(read(intro).plain + ":"):
        head = next(iter(people_in(intro)), None)
        common["household"] = head.name if head else None
    shared = {slot: value for slot, value in common.items() if value is not None}
    return [{**shared, **member} for member in members]


def _from_table(lines: list[str], now: datetime) -> list[dict[str, Any]]:
    for at, line in enumerate(lines[:5]):
        columns = _heading(line)
        if columns and at + 1 < len(lines):
            split = _CELL if _CELL.search(line) else re.compile(r"\s*,\s*")
            rows = [_row(split.split(row.strip("| \t")), columns, now) for row in lines[at + 1 : at + 1 + MOST]]
            return [row for row in rows if "name" in row]
    return []


def _heading(line: str) -> list[str | None] | None:
    cells = list(re.split(r"\s*[|\t;,]\s*", line.strip().strip("|").strip()))
    kinds = [_column(cell) for cell in cells]
    return (
        kinds if len(cells) > 1 and kinds.count("name") == 1 and sum(kind is not None for kind in kinds) > 1 else None
    )


def _column(heading: str) -> str | None:
    words = read(heading).words
    if "tanggal" in words or "tahun" in words:
        return "birth"
    return next((_COLUMNS[word] for word in words if word in _COLUMNS), None)


def _row(cells: list[str], columns: list[str | None], now: datetime) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    for kind, cell in zip(columns, cells, strict=False):
        if kind and any(sign.isalnum() for sign in cell):
            entry |= _cell(kind, cell.strip(), now)
    return entry


def _cell(kind: str, cell: str, now: datetime) -> dict[str, Any]:
    figures = "".join(re.findall(r"\d", cell))[:12]
    match kind:
        case "name":
            found = find_name(cell)
            title = {"gender": found.gender} if found and found.gender else {}
            return title | {"name": found.name if found else cell[:80].title()}
        case "age":
            return {"age": int(figures[:3])} if figures else {}
        case "rt":
            return {"rt": str(int(re.findall(r"\d+", cell)[0][:4]))} if figures else {}
        case "birth":
            day = find_birth_date(f"lahir {cell}", now)
            year = re.search(r"\b(?:19|20)\d\d\b", cell)
            return {"birth_date": day.isoformat()} if day else ({"birth_year": int(year[0])} if year else {})
        case "household":
            head = find_name(cell)
            return {"household": head.name} if head else {}
    value = {"gender": find_gender, "phone": canonical_phone}.get(kind, str)(cell)
    return {kind: value} if value else {}
