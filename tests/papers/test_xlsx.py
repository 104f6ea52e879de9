"""Papers as a spreadsheet, read back by another program: figures and days are such, and no text is a formula."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from bot.papers.making import paper
from bot.papers.paper import Format, Paper, paper_file
from bot.papers.xlsx import sheet_names
from tests.papers import samples


def book(*papers: Paper) -> Any:
    return openpyxl.load_workbook(BytesIO(paper(paper_file("x", papers, Format.XLSX).of)))


def head(sheet: Any) -> int:
    """The row in which the columns have their titles."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "No")


@pytest.fixture(scope="module")
def members() -> Any:
    [sheet] = book(samples.member_book(30))
    return sheet


def test_every_member_stands_there_with_figures_and_days_of_their_own_kind(members: Any) -> None:
    first = head(members) + 1
    rows = [[cell.value for cell in row] for row in members.iter_rows(first, first + 29)]
    assert [row[1] for row in rows] == samples.names(30)
    assert rows[0][0] == 1
    assert rows[0][7] == datetime(2026, 1, 5)
    assert members.cell(first, 8).number_format.endswith("d mmmm yyyy")
    assert rows[29][8] == 150_000 * 30
    assert rows[1][2] == f"3322{2:012}"
    assert [members.cell(first + 30, at).value for at in (2, 9)] == ["Jumlah", sum(150_000 * at for at in range(1, 31))]


def test_what_looks_like_a_formula_or_a_link_is_text(members: Any) -> None:
    cells = [cell for row in members.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    assert [cell.value for cell in cells if str(cell.value).startswith(("=", "@"))] == [
        samples.ODD[4],
        samples.ODD[6],
    ]
    assert all(cell.hyperlink is None for cell in cells)


def test_the_head_stays_is_repeated_and_filters(members: Any) -> None:
    at = head(members)
    assert members.freeze_panes == f"A{at + 1}"
    assert members.auto_filter.ref == f"A{at}:L{at + 30}"
    assert members.print_title_rows == f"${at}:${at}"


def test_it_is_printed_on_a4_as_wide_as_the_page(members: Any) -> None:
    page = members.page_setup
    assert (page.orientation, int(page.paperSize), page.fitToHeight) == ("landscape", 9, 0)
    assert page.fitToWidth in (1, None)  # one page is what a spreadsheet takes where nothing is said
    assert members.sheet_properties.pageSetUpPr.fitToPage
    assert members.oddFooter.right.text == "Halaman &P dari &N"
    assert "Buku anggota · JP Mandiri" in members.oddFooter.left.text


def test_columns_are_as_wide_as_what_stands_in_them(members: Any) -> None:
    width = {letter: found.width for letter, found in members.column_dimensions.items()}
    assert width["B"] > width["A"]
    assert width["H"] >= len("28 September 2026")
    assert width["C"] >= 16


def test_each_paper_has_a_sheet_of_its_own() -> None:
    names = book(*samples.pack(3)).sheetnames
    assert names == ["Berita acara rapat pendirian", "Daftar hadir", "Buku anggota", "Rekap kehadiran"]


def test_sheets_have_names_that_spreadsheets_take() -> None:
    titles = ["Rapat: 1/2 [a]*?\\", "rapat  1 2  a", "'x'", "", "History", "y" * 40, "Y" * 40]
    names = sheet_names([Paper(title=title) for title in titles])
    assert len({name.casefold() for name in names}) == len(titles)
    assert all(0 < len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in names)
    assert names[-1] == "Y" * 29 + " 2"
    assert sheet_names([replace(samples.founding_minutes(), sheet="Notulen")]) == ["Notulen"]


def test_an_old_day_and_a_long_number_are_told_as_text() -> None:
    table = samples.member_book(1).parts[0]
    row = list(table.rows[0])  # type: ignore[union-attr]
    row[7], row[8] = date(1890, 1, 1), 10**15
    [sheet] = book(Paper(title="x", parts=(replace(table, rows=(row,), total=()),)))  # type: ignore[arg-type]
    found = [sheet.cell(head(sheet) + 1, at).value for at in (8, 9)]
    assert found == ["1890-01-01", str(10**15)]


def test_the_same_papers_are_the_same_bytes() -> None:
    of = paper_file("x", samples.pack(3), Format.XLSX).of
    assert paper(of) == paper(of)
