"""Widths: how a table's columns share the room, so that no figure and no usual word is broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from bot.papers.letters import length, longest_word
from bot.papers.paper import Cell, Column, ColumnKind, Table

LONGEST_WORD, LONGEST_FIGURE, EASY, EDGES, SIGNATURE, DAY = 14.0, 18.0, 18.0, 2.0, 15.0, "%d-%m-%Y"
# Sizes of letters in points, and how wide a usual letter is at one point of size.
SIZES, SMALL, LETTER = (10.0, 9.0, 8.0), 7.0, 0.56
# What is only a figure or a day needs no more room than it takes, whatever its weight.
ROOMY = 1.5


def said(cell: Cell) -> str:
    """A cell as words: thousands by dots as in Indonesia, but for what may be a year; days in figures."""
    match cell:
        case None:
            return ""
        case int():
            return f"{cell:,}".replace(",", ".") if abs(cell) >= 10_000 else str(cell)
        case date():
            return cell.strftime(DAY)
        case _:
            return cell


def needed(table: Table) -> list[float]:
    """For each column the room that its longest word takes, in letters."""
    return [
        _need(column, [row[at] for row in _rows(table) if at < len(row)]) for at, column in enumerate(table.columns)
    ]


def easy(table: Table) -> list[float]:
    """For each column the room in which most cells stand on a line or two."""
    longest = [max((length(said(row[at])) for row in _rows(table) if at < len(row)), default=0.0) for at in _all(table)]
    return [max(need, min(one + EDGES, EASY)) for need, one in zip(needed(table), longest, strict=True)]


def shared(table: Table, room: float) -> list[float]:
    """The room of each column by its weight; none has less than it needs as long as there is room for all."""
    needs, weights = needed(table), [max(column.weight, 0.1) for column in table.columns]
    if sum(needs) >= room:
        return [need * room / sum(needs) for need in needs]
    most = [need * ROOMY if _figures(column) else room for need, column in zip(needs, table.columns, strict=True)]
    wide = _held(weights, room, needs, lambda share, need: share < need)
    if sum(most) <= room:
        return wide
    capped = [min(one, top) for one, top in zip(wide, most, strict=True)]
    free = [at for at, column in enumerate(table.columns) if not _figures(column)]
    left, total = room - sum(capped), sum(weights[at] for at in free)
    return [one + (left * weights[at] / total if at in free else 0.0) for at, one in enumerate(capped)]


def laid_out(table: Table, room: float) -> tuple[float, list[float]]:
    """The largest size of letters in which a table is easily read, and its columns' room in letters; `room` is in
    points. The letters are small only where words would have to be broken."""
    size = next((size for size in SIZES if sum(easy(table)) <= room / (LETTER * size)), SIZES[-1])
    size = size if sum(needed(table)) <= room / (LETTER * size) else SMALL
    return size, shared(table, room / (LETTER * size))


def _held(
    weights: Sequence[float], room: float, needs: Sequence[float], short: Callable[[float, float], bool]
) -> list[float]:
    held: dict[int, float] = {}
    while True:
        left, total = room - sum(held.values()), sum(one for at, one in enumerate(weights) if at not in held)
        shares = {at: one * left / total for at, one in enumerate(weights) if at not in held}
        found = {at: needs[at] for at, share in shares.items() if short(share, needs[at])}
        if not found:
            return [held.get(at, shares.get(at, 0.0)) for at in range(len(weights))]
        held |= found


def _figures(column: Column) -> bool:
    return column.kind in (ColumnKind.NUMBER, ColumnKind.DATE)


def _rows(table: Table) -> list[Sequence[Cell]]:
    return [*table.rows, table.total]


def _all(table: Table) -> range:
    return range(len(table.columns))


def _need(column: Column, cells: Sequence[Cell]) -> float:
    words = max((_whole(word) for cell in cells for word in _words(column, said(cell))), default=0.0)
    least = SIGNATURE if column.kind is ColumnKind.SIGN else 0.0
    return max(words, least, min(longest_word(column.title) * 1.1, LONGEST_WORD)) + EDGES


def _words(column: Column, text: str) -> list[str]:
    return [text] if _figures(column) else text.split()


def _whole(word: str) -> float:
    """The room that a word must have: one of figures is not broken, a very long one of letters may be."""
    return min(length(word), LONGEST_FIGURE if word[:1].isdigit() else LONGEST_WORD)
