"""How columns share the room, and where words that are too long may be broken."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.papers.letters import broken, length, longest_word, written
from bot.papers.paper import Column, ColumnKind, Table
from bot.papers.widths import SMALL, laid_out, needed, said, shared

COLUMNS = st.lists(
    st.builds(Column, st.text(max_size=20), st.sampled_from(ColumnKind), st.floats(0, 9)), min_size=1, max_size=9
)


@given(COLUMNS, st.floats(50, 200), st.lists(st.text(max_size=30), max_size=5))
def test_columns_fill_the_room_and_have_what_they_need_where_there_is_room(
    columns: list[Column], room: float, cells: list[str]
) -> None:
    table = Table(columns, [[cell] * len(columns) for cell in cells])
    widths, needs = shared(table, room), needed(table)
    assert all(width > 0 for width in widths)
    assert sum(widths) <= room + 1e-6
    if sum(needs) < room:
        assert all(width >= need - 1e-6 for width, need in zip(widths, needs, strict=True))


def test_words_get_what_figures_do_not_need() -> None:
    table = Table(
        (Column("No", ColumnKind.NUMBER), Column("Nama"), Column("Masuk", ColumnKind.DATE)), [(1, "Sri", None)]
    )
    number, name, day = shared(table, 90)
    assert number < 8
    assert day < 15
    assert abs(number + name + day - 90) < 1e-6


def test_letters_are_small_only_where_words_would_be_broken() -> None:
    few, many = (Table([Column(f"Kolom {at}") for at in range(count)], [["kata"] * count]) for count in (4, 40))
    assert laid_out(few, 500)[0] == 10
    assert laid_out(many, 500)[0] == SMALL


def test_figures_and_days_as_they_are_written_in_indonesia() -> None:
    assert [said(cell) for cell in (7, 2026, 10_000, -1_250_000, date(2026, 1, 4), None, "x")] == [
        "7",
        "2026",
        "10.000",
        "-1.250.000",
        "04-01-2026",
        "",
        "x",
    ]


@given(st.text(max_size=60), st.floats(3, 20))
def test_a_word_is_broken_only_where_it_must_be_and_says_the_same(text: str, room: float) -> None:
    told = broken(text, room)
    assert told.replace("\u200b", "") == text.replace("\u200b", "")
    assert (told == text) or longest_word(text) > room


def test_letters_that_belong_together_are_not_parted() -> None:
    javanese = "ꦱꦿꦶꦮꦲꦾꦸꦤꦶ" * 4
    parts = broken(javanese, 5).split("\u200b")
    assert len(parts) > 8
    assert not any(part[0] in "ꦿꦶꦸꦾ" for part in parts)
    assert length("W" * 4) > length("i" * 4)


def test_signs_that_no_paper_can_hold_are_left_out() -> None:
    assert written({"a": ["Sri\x00 \u202eWahyuni\ud800\ufffe\n", 1, None]}) == {"a": ["Sri Wahyuni\n", 1, None]}
