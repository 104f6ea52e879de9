"""Papers as a text document, read back: names, headings, heads that are repeated, and nothing that was not said."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from bot.papers.making import paper
from bot.papers.paper import Format, Paper, paper_file
from tests.papers import samples


def document(*papers: Paper) -> Any:
    return docx.Document(BytesIO(paper(paper_file("x", papers, Format.DOCX).of)))


@pytest.fixture(scope="module")
def pack() -> Any:
    return document(samples.founding_minutes(), samples.attendance_list(40), samples.member_book(3))


def rows(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def listed(found: Any, first: str) -> Any:
    """The table whose first column has this title."""
    return next(table for table in found.tables if table.rows[0].cells[0].text == first)


def test_titles_and_headings_are_such(pack: Any) -> None:
    told = [(line.style.name, line.text) for line in pack.paragraphs if line.style.name in ("Title", "Heading 1")]
    assert [text for style, text in told if style == "Title"] == [
        "Berita acara rapat pendirian",
        "Daftar hadir",
        "Buku anggota",
    ]
    assert ("Heading 1", "Susunan pengurus") in told


def test_every_member_stands_in_the_list(pack: Any) -> None:
    table = rows(listed(pack, "No"))
    assert table[0] == ["No", "Nama", "L/P", "Alamat", "Tanda tangan"]
    assert [row[1] for row in table[1:]] == samples.names(40)


def test_the_head_is_repeated_and_no_row_is_parted(pack: Any) -> None:
    table = listed(pack, "No")
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, *[False] * 40]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_what_is_not_known_is_a_line_of_dots_and_who_signs_has_room(pack: Any) -> None:
    told = [tuple(row) for table in pack.tables for row in rows(table) if len(row) == 2]
    assert next(value for label, value in told if label == "Penyuluhan oleh:").strip("…") == ""
    assert ("Pimpinan rapat\n\n\n\n\n(Slamet Riyadi)", "Notulis\n\n\n\n\n(Sri Wahyuni)") in told
    assert any("(……" in right for _left, right in told)


def test_each_paper_has_its_page_and_its_foot(pack: Any) -> None:
    upright, list_of_names, across = pack.sections
    assert upright.page_width < upright.page_height
    assert across.page_width > across.page_height
    foot = list_of_names.footer.paragraphs[0]
    assert foot.text.startswith("Daftar hadir · JP Mandiri · Dicetak 30 November 2026\tHalaman ")
    fields = [element.text for element in foot._p.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_for_whom_it_is_stands_at_the_foot_of_each_page() -> None:
    foot = document(samples.member_book(2)).sections[0].footer.paragraphs[0].text
    assert foot.startswith("Untuk: Notaris Rini Astuti")


def test_nothing_tells_who_made_it_or_when_and_the_same_papers_are_the_same_bytes(pack: Any) -> None:
    told = pack.core_properties
    assert (told.author, told.comments, told.created.year) == ("", "", 2000)
    of = paper_file("x", [samples.founding_minutes()], Format.DOCX).of
    assert paper(of) == paper(of)


@pytest.mark.parametrize("one", [samples.attendance_list(30), samples.founding_minutes()], ids=["rows", "lines"])
def test_the_last_rows_or_lines_stay_with_the_signatures(one: Paper) -> None:
    body = list(document(one).element.body.iterchildren(qn("w:p"), qn("w:tbl")))
    place = len(body) - 2
    assert "," in words(body[place])
    before = [line for part in body[:place] for line in ([part] if part.tag == qn("w:p") else part.tr_lst)]
    assert [stays(line) for line in before[-4:]] == [True] * 4
    assert not stays(before[-5])
    assert stays(body[place])


def words(part: Any) -> str:
    return "".join(text.text or "" for text in part.iter(qn("w:t")))


def stays(line: Any) -> bool:
    return all(one.pPr is not None and one.pPr.keepNext is not None for one in line.iter(qn("w:p")))
