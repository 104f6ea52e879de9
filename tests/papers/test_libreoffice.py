"""Spreadsheets and text documents as LibreOffice opens them, compared cell by cell with the papers and the records."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.papers.making import paper
from bot.papers.paper import Cell, Fields, Format, Paper, Prose, Table, paper_file
from bot.papers.widths import said
from jamaah.people import Born
from tests.desk import NOW, Desk
from tests.papers import samples
from tests.papers.office import PROGRAM, Opened, Rows, opened
from tests.share import FULL
from tests.world import MANDIRI, SECRETARY

pytest_plugins = ("tests.desk_fixtures",)
pytestmark = [
    pytest.mark.skipif(not FULL, reason="LibreOffice takes seconds to open a file: with CARIK_FULL=1 only"),
    pytest.mark.skipif(shutil.which(PROGRAM) is None, reason="LibreOffice is not installed"),
]

FORMULA = '=HYPERLINK("http://x","y")'


def papers() -> list[Paper]:
    """A pack, with lists on which odd names stand too."""
    return [*samples.pack(40), samples.attendance_list(60), samples.member_book(25)]


def made(some: Sequence[Paper], made_as: Format) -> bytes:
    return paper(paper_file("x", some, made_as).of)


def tables(of: Paper) -> list[Table]:
    return [part for part in of.parts if isinstance(part, Table)]


def body(table: Table) -> list[list[Cell]]:
    """A table's cells from its head on, without what is empty at the end of a row."""
    rows = [[column.title for column in table.columns], *table.rows, *([table.total] if table.total else [])]
    return [_trimmed(row) for row in rows]


def _trimmed(row: Sequence[Cell]) -> list[Cell]:
    cells = [None if cell == "" else cell for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def stands_in(rows: Rows, wanted: Rows) -> bool:
    """Whether these rows stand there together, one after the other."""
    found = [list(row) for row in rows]
    return any(found[at : at + len(wanted)] == wanted for at in range(len(found)))


def test_a_spreadsheet_holds_what_the_papers_and_the_records_do(desk: Desk, tmp_path: Path) -> None:
    """Days are days, figures are figures, all else is text, also where it looks like a formula; one run for both."""
    some, records = papers(), desk.records
    records.author(0, desk.person(SECRETARY), NOW)
    first = records.members.of(MANDIRI)[0]
    records.members.replace(replace(first, occupation=FORMULA, born=Born(1981, 3, 4)))
    [asked] = desk.say(SECRETARY, "cetak buku anggota excel").messages[-1].files
    found = opened(tmp_path, {"pack.xlsx": made(some, Format.XLSX), "book.xlsx": paper(asked.of)})
    holds_the_papers(found["pack.xlsx"], some)
    holds_the_records(found["book.xlsx"], desk)


def holds_the_papers(found: Opened, some: Sequence[Paper]) -> None:
    sheets = found.tables()
    assert len(sheets) == len(some)
    assert found.formulas() == []
    for (_name, rows), one in zip(sheets, some, strict=True):
        assert rows[1 if one.notice else 0] == [one.title]
        for table in tables(one):
            assert stands_in(rows, body(table)), (one.title, rows)
    assert len(found.filtered()) == sum(bool(tables(one)) for one in some)


def holds_the_records(found: Opened, desk: Desk) -> None:
    [(_name, rows)] = found.tables()
    heading = next(row for row in rows if "Nama" in row)
    kept = [dict(zip(heading, row, strict=False)) for row in rows if row and isinstance(row[0], int)]
    members = desk.records.members.of(MANDIRI)
    assert [(row["No"], row["Nama"]) for row in kept] == [(at, member.name) for at, member in enumerate(members, 1)]
    assert (kept[0]["Pekerjaan"], kept[0]["Tempat, tanggal lahir"]) == (FORMULA, date(1981, 3, 4))
    assert found.formulas() == []


def test_a_text_document_holds_what_the_papers_do(tmp_path: Path) -> None:
    some = papers()
    found = opened(tmp_path, {"pack.docx": made(some, Format.DOCX)})["pack.docx"]
    every, lines = [rows for _name, rows in found.tables()], found.lines()
    for one in some:
        assert one.title in lines
        for table in tables(one):
            wanted = [_trimmed([said(cell) for cell in row]) for row in body(table)]
            assert any(stands_in(rows, wanted) for rows in every), one.title
        for words in _words_of(one):
            assert any(words in line for line in lines), words


def _words_of(one: Paper) -> list[str]:
    """What stands on a paper beside its tables."""
    told = [line for part in one.parts if isinstance(part, Prose) for line in part.paragraphs]
    told += [value for part in one.parts if isinstance(part, Fields) for _label, value in part.rows]
    told += [value for _label, value in one.about]
    return [words for words in (*told, one.notice) if words]
