"""Papers as PDF: what the template `paper.typ` sets is told here, how it looks there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.papers.letters import broken
from bot.papers.paper import Cell, Fields, Paper, Part, Prose, Signatures, Table
from bot.papers.typesetting import typeset
from bot.papers.widths import laid_out, said

# A page's width between its margins in points, across and upright.
ACROSS, UPRIGHT = 742.0, 496.0
# A row stays on one page, unless it is so long that it might fill one.
SPLIT_FROM = 1200
LABELS, HALF = 28.0, 40.0


def pdf(papers: Sequence[Paper]) -> bytes:
    """The papers in one PDF, each from a new page on and with page numbers of its own."""
    return typeset("paper", {"papers": [_paper(paper) for paper in papers]}, "pdf")


def _paper(paper: Paper) -> dict[str, Any]:
    room = ACROSS if paper.wide else UPRIGHT
    return {
        "title": broken(paper.title, HALF),
        "about": [[broken(label, LABELS), broken(value, HALF)] for label, value in paper.about],
        "parts": [_part(part, room) for part in paper.parts],
        "printed": paper.printed,
        "page": paper.page,
        "notice": broken(paper.notice, HALF),
        "wide": paper.wide,
    }


def _part(part: Part, room: float) -> dict[str, Any]:
    match part:
        case Table():
            return _table(part, room)
        case Fields():
            rows = [[broken(label, LABELS), _line(value)] for label, value in part.rows]
            return {"is": "fields", "title": part.title, "rows": rows}
        case Prose():
            lines = [_line(line) for line in part.paragraphs]
            return {"is": "prose", "title": part.title, "paragraphs": lines, "numbered": part.numbered}
        case Signatures():
            who = [[office, _line(name, LABELS)] for office, name in part.who]
            place = {"place": part.place, "place_and_day": part.place_and_day}
            return {"is": "signatures", **place, "who": who}


def _line(line: str | None, room: float = HALF) -> str | None:
    return None if line is None else broken(line, room)


def _table(table: Table, room: float) -> dict[str, Any]:
    size, widths = laid_out(table, room)
    titles = [broken(column.title, width - 1) for column, width in zip(table.columns, widths, strict=True)]
    return {
        "is": "table",
        "title": table.title,
        "size": size,
        "widths": widths,
        "columns": [{"title": title, "kind": one.kind} for title, one in zip(titles, table.columns, strict=True)],
        "rows": [_row(row, widths) for row in table.rows],
        "total": _row(table.total, widths) if table.total else None,
        "empty": table.empty,
    }


def _row(row: Sequence[Cell], widths: Sequence[float]) -> dict[str, Any]:
    cells = [said(cell) for cell in (*row, *[None] * (len(widths) - len(row)))][: len(widths)]
    told = [broken(cell, width - 1) for cell, width in zip(cells, widths, strict=True)]
    return {"cells": told, "splits": max(map(len, cells), default=0) > SPLIT_FROM}
