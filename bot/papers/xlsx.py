"""Papers as a spreadsheet, a sheet for each: figures and days are such, what looks like a formula is text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from bot.papers.letters import length
from bot.papers.paper import Cell, Column, ColumnKind, Fields, Paper, Part, Prose, Signatures, Table
from bot.papers.widths import easy, said, shared

LONG_AGO = datetime(2000, 1, 1)
DAY, FIGURE = "[$-421]d mmmm yyyy", "[>=10000]#,##0;0"
A4, ACROSS, UPRIGHT, SIGNED, TITLED, LINE = 9, 140.0, 92.0, 26, 24, 15
LONGEST_CELL, LONGEST_FOOT, LONGEST_NAME, LONGEST_FIGURE = 32_767, 255 - len("&L&8&R&8"), 31, 10**15
OLDEST, DAY_WIDTH, NARROW = date(1900, 3, 1), 18.0, 8.0
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_RESERVED = "history"

TITLE = {"bold": True, "font_size": 16}
HEADING = {"bold": True, "font_size": 12}
NOTICE = {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"}
WORDS = {"text_wrap": True, "valign": "top"}
HEAD = {"bold": True, "border": 1, "bg_color": "#E8E8E8", "text_wrap": True, "valign": "vcenter"}
CELL = {"border": 1, "text_wrap": True, "valign": "vcenter"}
TOTAL = {"bold": True, "top": 2}
BLANK = {"bottom": 4}
ALIGNED = {ColumnKind.MARK: "center", ColumnKind.NUMBER: "right"}


def xlsx(papers: Sequence[Paper]) -> bytes:
    """The papers as one spreadsheet."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "default_date_format": DAY})
    book.set_properties({"title": papers[0].title, "created": LONG_AGO})
    for name, paper in zip(sheet_names(papers), papers, strict=True):
        _Sheet(book, name, paper).write()
    book.close()
    return made.getvalue()


def sheet_names(papers: Sequence[Paper]) -> list[str]:
    """A name for each sheet, as spreadsheets allow them: short, without their signs, no two alike."""
    names: list[str] = []
    for paper in papers:
        name = _FORBIDDEN.sub(" ", paper.sheet or paper.title).strip(" '")[:LONGEST_NAME].strip(" '") or "1"
        taken, number = {one.casefold() for one in names} | {_RESERVED}, 1
        while (name if number == 1 else _numbered(name, number)).casefold() in taken:
            number += 1
        names.append(name if number == 1 else _numbered(name, number))
    return names


def _numbered(name: str, number: int) -> str:
    ending = f" {number}"
    return name[: LONGEST_NAME - len(ending)] + ending


class _Sheet:
    """One paper on one sheet, written from the top to the bottom."""

    def __init__(self, book: Any, name: str, paper: Paper) -> None:
        self._book, self._paper, self._sheet = book, paper, book.add_worksheet(name)
        self._row, self._styles = 0, dict[str, Any]()
        self._tables = [part for part in paper.parts if isinstance(part, Table)]
        numbered = bool(self._tables) and self._tables[0].columns[0].kind is ColumnKind.NUMBER
        # A narrow first column holds numbers, and no words.
        self._first = 1 if numbered else 0
        self._widths = self._shared()

    def write(self) -> None:
        """All of it."""
        self._lay()
        if self._paper.notice:
            self._across(self._paper.notice, NOTICE)
        self._sheet.set_row(self._row, TITLED)
        self._line(self._paper.title, TITLE)
        for label, value in self._paper.about:
            self._line(f"{label}: {value}")
        if self._paper.printed:
            self._line(self._paper.printed)
        for part in self._paper.parts:
            self._row += 1
            self._part(part)

    def _lay(self) -> None:
        paper, sheet = self._paper, self._sheet
        sheet.set_paper(A4)
        if paper.wide:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        page = _foot(paper.page).replace("{page}", "&P").replace("{pages}", "&N")
        told = " · ".join(filter(None, (paper.title, *(value for _label, value in paper.about[:1]), paper.printed)))
        sheet.set_footer(f"&L&8{_foot(told)[: LONGEST_FOOT - len(page)].rstrip('&')}&R&8{page}")
        for at, width in enumerate(self._widths):
            sheet.set_column(at, at, width)

    def _shared(self) -> list[float]:
        widths: list[float] = [] if self._tables else [30.0, 60.0]
        for table in self._tables:
            room = max(ACROSS if self._paper.wide else UPRIGHT, sum(easy(table)))
            for at, (width, column) in enumerate(zip(shared(table, room), table.columns, strict=True)):
                wide = max(width, DAY_WIDTH) if column.kind is ColumnKind.DATE else width
                widths[at : at + 1] = [max([wide, *widths[at : at + 1]])]
        return widths

    def _part(self, part: Part) -> None:
        if not isinstance(part, Signatures) and part.title:
            self._line(part.title, HEADING)
        match part:
            case Table():
                self._table(part)
            case Fields():
                for label, value in part.rows:
                    self._pair(label, value)
            case Prose():
                for number, words in enumerate(part.paragraphs, 1):
                    self._paragraph(f"{number}. " if part.numbered else "", words)
            case Signatures():
                self._signatures(part)

    def _table(self, table: Table) -> None:
        head, alone = self._row, len(self._tables) == 1
        for at, column in enumerate(table.columns):
            self._put(head, at, column.title, {**HEAD, **_aligned(column.kind, self._widths[at])})
        self._sheet.set_row(head, self._high([column.title for column in table.columns], bold=1.3))
        signed = SIGNED if any(column.kind is ColumnKind.SIGN for column in table.columns) else 0
        for row in table.rows:
            self._row += 1
            self._cells(table.columns, row, CELL)
            self._sheet.set_row(self._row, max(signed, self._high(row)))
        if table is self._tables[0]:
            self._sheet.autofilter(head, 0, max(self._row, head + 1), len(table.columns) - 1)
        if alone:
            self._sheet.freeze_panes(head + 1, 0)
            self._sheet.repeat_rows(head)
        self._row += 1
        if not table.rows and table.empty:
            self._line(table.empty)
        if table.total:
            self._cells(table.columns, table.total, {**CELL, **TOTAL})
            self._row += 1

    def _cells(self, columns: Sequence[Column], row: Sequence[Cell], style: dict[str, Any]) -> None:
        for at, (column, cell) in enumerate(_filled(columns, row)):
            self._put(self._row, at, cell, {**style, **_aligned(column.kind, self._widths[at])})

    def _high(self, row: Sequence[Cell], bold: float = 1.0) -> float:
        """How high a row must be for its words: not every program finds out for itself."""
        lines = [math.ceil(length(said(cell)) * bold / width) for cell, width in zip(row, self._widths, strict=False)]
        return float(LINE * min(max([1, *lines]), 25))

    def _signatures(self, part: Signatures) -> None:
        place = f"{part.place}," if part.place else ""
        self._pair(part.place_and_day or place, None if part.place_and_day is None else "")
        for office, name in part.who:
            self._pair(office, name)
            self._sheet.set_row(self._row - 1, SIGNED)

    def _pair(self, label: str, value: str | None) -> None:
        self._put(self._row, self._first, label, {})
        self._put(self._row, self._first + 1, value, BLANK if value is None else {})
        self._row += 1

    def _paragraph(self, number: str, words: str | None) -> None:
        if words is None:
            self._line(number, BLANK)
        else:
            self._across(number + words, WORDS)

    def _across(self, words: str, style: dict[str, Any]) -> None:
        last = len(self._widths) - 1
        if last:
            self._sheet.merge_range(self._row, 0, self._row, last, "", self._style(style))
        lines = sum(max(1, math.ceil(length(line) / sum(self._widths))) for line in words.split("\n"))
        self._sheet.set_row(self._row, LINE * min(lines, 25))
        self._line(words, style)

    def _line(self, words: str, style: dict[str, Any] | None = None) -> None:
        self._put(self._row, 0, words, style or {})
        self._row += 1

    def _put(self, row: int, at: int, cell: Cell, style: dict[str, Any]) -> None:
        match cell:
            case None:
                self._sheet.write_blank(row, at, None, self._style(style))
            case int() if abs(cell) < LONGEST_FIGURE:
                self._sheet.write_number(row, at, cell, self._style({**style, "num_format": FIGURE}))
            case date() if cell >= OLDEST:
                self._sheet.write_datetime(row, at, cell, self._style({**style, "num_format": DAY}))
            case _:
                self._sheet.write_string(row, at, str(cell)[:LONGEST_CELL], self._style(style))

    def _style(self, style: dict[str, Any]) -> Any:
        key = repr(sorted(style.items()))
        if key not in self._styles:
            self._styles[key] = self._book.add_format(style)
        return self._styles[key]


def _aligned(kind: ColumnKind, width: float) -> dict[str, Any]:
    """How a column stands; in a narrow one figures would stick to its edge."""
    where = "center" if kind is ColumnKind.NUMBER and width < NARROW else ALIGNED.get(kind, "left")
    return {"align": where, "indent": int(where != "center")}


def _filled(columns: Sequence[Column], row: Sequence[Cell]) -> Iterator[tuple[Column, Cell]]:
    yield from zip(columns, (*row, *[None] * (len(columns) - len(row))), strict=False)


def _foot(words: str) -> str:
    return words.replace("&", "&&")
