"""Papers: what a document says, apart from how it looks. One description is set as PDF, XLSX or DOCX."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Any

from bot.bundles import safe
from bot.messages import File
from lean import dataclass

PAPER = "paper"
_DAY = "day"
Cell = str | int | date | None


class Format(StrEnum):
    """What a paper is made as; the value is the ending of the file's name."""

    PDF = "pdf"
    XLSX = "xlsx"
    DOCX = "docx"


TYPES = {
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class ColumnKind(StrEnum):
    """What stands in a column. SIGN is empty: room for a signature, numbered in two columns as on village lists. MARK
    is one or two letters ("H", "L"), set in the middle."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MARK = "mark"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what stands in it, and how wide it is beside the others."""

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. None is a cell of which nothing is known, left empty; `total` is a last row. A table without
    rows says `empty` instead."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    title: str = ""
    total: Sequence[Cell] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels with what is known; None is a marked blank line, to be filled in by hand."""

    rows: Sequence[tuple[str, str | None]]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs, numbered where their order is a list's. None within is a blank line, to be filled in by hand."""

    paragraphs: Sequence[str | None]
    title: str = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signs, side by side: the office, and the name where it is known (else a blank line). `place_and_day` stands
    above; where it is None, the `place` as far as it is known and a blank line for the day."""

    place_and_day: str | None
    who: Sequence[tuple[str, str | None]]
    place: str = ""


Part = Table | Fields | Prose | Signatures
_PARTS: Mapping[str, type[Part]] = {"table": Table, "fields": Fields, "prose": Prose, "signatures": Signatures}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper: its title, what it is about (group, village, period: label and value), its parts. `printed` and `page`
    stand at the foot of each page, `page` with {page} and {pages} in it; `notice` beside it (in a spreadsheet once,
    above), where somebody outside the group gets it: for whom and for what. `wide` is a page laid across."""

    title: str
    about: Sequence[tuple[str, str]] = ()
    parts: Sequence[Part] = ()
    printed: str = ""
    page: str = "{page} / {pages}"
    notice: str = ""
    wide: bool = False
    sheet: str = field(default="")
    """What the sheet of a spreadsheet is called; the title where it is empty."""

    def dump(self) -> dict[str, Any]:
        """A JSON object that `load` turns back into this paper."""
        parts = [{"is": _name(part), **_fields(part)} for part in self.parts]
        return {**_fields(self), "parts": parts}

    @staticmethod
    def load(body: Mapping[str, Any]) -> Paper:
        """The paper that `dump` wrote. Raises KeyError for a part that nobody knows."""
        return Paper(**{**_restored(body), "parts": tuple(_part(dict(part)) for part in body["parts"])})


def paper_file(name: str, papers: Sequence[Paper], made_as: Format) -> File:
    """Papers as one file, each from a new page (or sheet) on; `name` is made safe."""
    of = json.dumps({"as": made_as, "papers": [paper.dump() for paper in papers]}, ensure_ascii=False)
    return File(f"{safe(name)}.{made_as}", TYPES[made_as], PAPER, of)


def _name(part: Part) -> str:
    return next(name for name, kind in _PARTS.items() if isinstance(part, kind))


def _part(body: dict[str, Any]) -> Part:
    kind = _PARTS[body.pop("is")]
    if kind is Table:
        columns = [Column(**{**one, "kind": ColumnKind(one["kind"])}) for one in body.pop("columns")]
        return Table(columns=tuple(columns), **_restored(body))
    return kind(**_restored(body))


def _fields(of: Any) -> dict[str, Any]:
    return {name: _plain(getattr(of, name)) for name in of.__dataclass_fields__ if name != "parts"}


def _plain(value: Any) -> Any:
    """A value as JSON can say it: a day is told apart from a text that looks like one."""
    match value:
        case Column():
            return _fields(value)
        case date():
            return {_DAY: value.isoformat()}
        case str() | int() | float() | None:
            return value
        case _:
            return [_plain(one) for one in value]


def _restored(value: Any) -> Any:
    match value:
        case {"day": str(day)} if len(value) == 1:
            return date.fromisoformat(day)
        case dict():
            return {name: _restored(one) for name, one in value.items()}
        case list():
            return tuple(_restored(one) for one in value)
        case _:
            return value
