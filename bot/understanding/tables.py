"""A table of members with a heading: columns with strokes, commas or wide gaps between them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from bot.understanding.birth import find_birth_date
from bot.understanding.expressions import expression
from bot.understanding.normalise import read
from bot.understanding.particulars import canonical_phone, find_gender
from bot.understanding.people import find_name

_MOST_COLUMNS, _LONGEST_HEADING = 20, 300
_CELL = expression(r"\s*[|\t;]\s*")
_WIDE = expression(r"\s{2,}|\t")
_COUNTER = expression(r"^\W*(?:no\.?|\d{1,3}[.)]?)\s+", re.IGNORECASE)
_COUNTED = expression(r"^\W*\d{1,3}[.)]?\s+")
_NUMBER_COLUMN = expression(r"(?:no|nomor)\.?", re.IGNORECASE)
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


def table_rows(lines: list[str], now: datetime) -> list[dict[str, Any]]:
    """The people of a table with a heading ("No | Nama | RT"), each with the slots of its columns; [] if it is none."""
    for at, line in enumerate(lines[:5]):
        if len(line) > _LONGEST_HEADING:
            continue
        if "  " in line and (columns := _heading(_WIDE.sub("\t", _COUNTER.sub("", line)))):
            cells = [_WIDE.split(_COUNTER.sub("", row).strip()) for row in lines[at + 1 :]]
            rows = [_row(row, columns, now) for row in cells]
            return [row for row in rows if "name" in row]
        if rows := _spaced(lines[at:], now):
            return rows
        columns = _heading(line)
        if columns and at + 1 < len(lines):
            split = _CELL if _CELL.search(line) else re.compile(r"\s*,\s*")
            rows = [_row(split.split(row.strip("| \t")), columns, now) for row in lines[at + 1 :]]
            return [row for row in rows if "name" in row]
    return []


def _spaced(lines: list[str], now: datetime) -> list[dict[str, Any]]:
    """The people of a table with single spaces between its columns, the name before the others ("no nama L/P umur RT",
    "1 Sri Lestari P 51 2"); [] where a row does not fit."""
    columns = [_column(word) for word in lines[0].split() if not _NUMBER_COLUMN.fullmatch(word)]
    if len(columns) <= 1 or columns[0] != "name" or None in columns[1:] or len(lines) <= 1:
        return []
    cells = [_COUNTED.sub("", row).rsplit(maxsplit=len(columns) - 1) for row in lines[1:]]
    fits = all(len(row) == len(columns) and row[0].replace(" ", "").isalpha() for row in cells)
    return [_row(row, columns, now) for row in cells] if fits else []


def _heading(line: str) -> list[str | None] | None:
    cells = list(re.split(r"\s*[|\t;,]\s*", line.strip().strip("|").strip()))
    kinds = [_column(cell) for cell in cells[:_MOST_COLUMNS]]
    fits = 1 < len(cells) <= _MOST_COLUMNS and kinds.count("name") == 1 and sum(kind is not None for kind in kinds) > 1
    return kinds if fits else None


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
