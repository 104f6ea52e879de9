"""Papers as PDF, read back by another program: every name, every heading, the pages, and nothing that makes it fail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.papers.making import paper
from bot.papers.paper import Column, ColumnKind, Fields, Format, Paper, Prose, Signatures, Table, paper_file
from tests.papers import samples

A4 = (595, 842)


def pdf(*papers: Paper) -> bytes:
    return paper(paper_file("x", papers, Format.PDF).of)


def pages(made: bytes) -> list[str]:
    """The words of each page, without the line ends and the unseen places where long words may break."""
    document: Any = pypdfium2.PdfDocument(made)
    return [_plain(page.get_textpage().get_text_range()) for page in document]


def sizes(made: bytes) -> list[tuple[int, int]]:
    document: Any = pypdfium2.PdfDocument(made)
    return [(round(width), round(height)) for width, height in (page.get_size() for page in document)]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u200b\r\n", "").replace("\u200b", ""))


def said(paper: Paper) -> Sequence[str]:
    """The texts that must be on it."""
    return [text for part in paper.parts if isinstance(part, Table) for text in (one.title for one in part.columns)]


def test_every_member_and_heading_of_a_pack_is_on_it() -> None:
    pack = samples.pack(40)
    whole = " ".join(pages(pdf(*pack)))
    for one in pack:
        assert one.title in whole
        assert [title for title in said(one) if title not in whole] == []
    listed = " ".join(pages(pdf(pack[1])))
    assert [name for name in samples.names(40, odd=False) if f" {name} " not in listed] == []


def test_the_head_of_a_table_and_the_foot_stand_on_every_page_and_pages_are_counted_for_each_paper() -> None:
    made = pages(pdf(samples.attendance_list(60), samples.founding_minutes()))
    listed, last = made[:-1], made[-1]
    assert len(listed) == 3
    for number, text in enumerate(listed, 1):
        assert "No Nama L/P Alamat Tanda tangan" in text
        assert f"Daftar hadir · JP Mandiri · Dicetak 30 November 2026 Halaman {number} dari 3" in text
    assert "Halaman 1 dari 1" in last


def test_it_is_a4_upright_or_across() -> None:
    made = sizes(pdf(samples.attendance_list(5), samples.member_book(5)))
    assert made == [A4, (A4[1], A4[0])]


def test_a_row_is_not_parted_by_the_end_of_a_page_unless_it_might_fill_one() -> None:
    long = " ".join(f"kata{at}" for at in range(120))
    made = pages(pdf(Paper(title="Usulan", parts=(Table((Column("Isi"),), [(long,)] * 20),))))
    assert len(made) > 2
    assert all(text.count("kata0 ") == text.count("kata119") for text in made)
    longer = " ".join(f"kata{at}" for at in range(3000))
    assert "kata2999" in pages(pdf(Paper(title="Usulan", parts=(Table((Column("Isi"),), [(longer,)]),))))[-1]


def test_figures_days_and_what_is_not_known() -> None:
    [text] = pages(pdf(samples.member_book(5)))
    assert "05-01-2026 150.000" in text
    assert "Jumlah 2.250.000" in text
    assert "None" not in text
    [minutes] = pages(pdf(samples.founding_minutes()))
    assert "Penyuluhan oleh : Pimpinan rapat" in minutes
    assert "Belum ada pengawas." in minutes
    assert "Getasan, 26 November 2026" in minutes


def test_for_whom_it_is_stands_at_the_foot_of_each_page() -> None:
    for page in pages(pdf(samples.member_book(60))):
        assert "Untuk: Notaris Rini Astuti" in page
        assert not page.startswith("Untuk")


@pytest.mark.parametrize("count", [20, 25, 26, 27, 28, 29, 30, 31, 32])
def test_signatures_stand_under_rows_and_each_page_tells_what_it_is(count: int) -> None:
    columns = (Column("No.", ColumnKind.NUMBER, 0.5), Column("Nama", weight=3), Column("Tanda tangan", ColumnKind.SIGN))
    rows = [(number, f"Warga {number}.", None) for number in range(1, count + 1)]
    signing = Signatures(None, (("Pimpinan rapat", "Lasmi"), ("Notulis", None)), place="Getasan")
    sheet = Paper(title="Daftar hadir", about=(("Kelompok", "JP Mandiri"),), parts=(Table(columns, rows), signing))
    *before, last = pages(pdf(sheet))
    assert all(f"Warga {number}." in last for number in range(count - 2, count + 1))
    assert "Pimpinan rapat" in last
    assert "Getasan," in last
    assert all("Daftar hadir" in page and "JP Mandiri" in page and "Nama" in page for page in (*before, last))


def test_the_same_papers_are_the_same_bytes() -> None:
    assert pdf(samples.founding_minutes()) == pdf(samples.founding_minutes())


@pytest.mark.parametrize("name", samples.ODD[:7], ids=range(7))
def test_odd_names_are_set_as_they_are(name: str) -> None:
    """Javanese letters come out of a PDF in the order in which they are set; what is there is seen by its letters."""
    [text] = pages(pdf(Paper(title="x", parts=(Table((Column("Nama"), Column("Isi")), [(name, "y")]),))))
    if name.isascii():
        assert re.sub(r"\s", "", name) in re.sub(r"\s", "", text)
    else:
        assert sum(letter in text for letter in set(name)) > len(set(name)) / 2


def test_a_letter_that_no_font_has_is_a_box_and_no_failure() -> None:
    assert "Sri" in pages(pdf(Paper(title="王小明 Sri \U00012000")))[0]


LINES = st.none() | st.text(max_size=90)
TABLES = st.builds(
    Table,
    st.just((Column("A", ColumnKind.NUMBER), Column("B"), Column("C", ColumnKind.MARK), Column("D", ColumnKind.SIGN))),
    st.lists(st.tuples(st.integers() | st.none(), LINES, LINES, st.none()), max_size=3),
    title=st.text(max_size=20),
    total=st.just(()) | st.tuples(st.integers(), LINES, LINES, LINES),
    empty=st.text(max_size=20),
)
PAPERS = st.builds(
    Paper,
    title=st.text(max_size=90),
    about=st.lists(st.tuples(st.text(max_size=9), st.text(max_size=90)), max_size=2),
    parts=st.lists(
        TABLES
        | st.builds(Fields, st.lists(st.tuples(st.text(max_size=20), LINES), max_size=2))
        | st.builds(Prose, st.lists(LINES, max_size=2), numbered=st.booleans())
        | st.builds(Signatures, LINES, st.lists(st.tuples(st.text(max_size=20), LINES), max_size=4)),
        max_size=3,
    ),
    notice=st.text(max_size=90),
    page=st.text(max_size=20),
    wide=st.booleans(),
)


@settings(max_examples=4, deadline=None)
@given(PAPERS)
def test_whatever_stands_in_it_a_paper_is_made_in_each_format(one: Paper) -> None:
    for made_as in Format:
        assert len(paper(paper_file("x", (one, one), made_as).of)) > 500
