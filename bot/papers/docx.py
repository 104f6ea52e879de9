"""Papers as a text document, to be changed before it is signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from itertools import zip_longest
from typing import Any

import docx as library
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt, RGBColor, Twips
from docx.table import Table as Laid
from docx.text.paragraph import Paragraph

from bot.bundles import repacked
from bot.papers.paper import Cell, ColumnKind, Fields, Paper, Part, Prose, Signatures, Table
from bot.papers.widths import laid_out, said

LONG_AGO = datetime(2000, 1, 1)
FONT, GREY, DOTS, BLANK, SIGNED, WRITTEN = "Arial", "E8E8E8", "…" * 14, "…" * 26, 480, 360
# In twentieths of a point: A4, its margins, and the room between them.
SHORT, LONG, MARGIN = 11906, 16838, 992
ALIGNED = {ColumnKind.MARK: "center", ColumnKind.NUMBER: "right"}
# So many rows or lines, and the gap below them, stay with the signatures.
LAST = 4
# Whose letters are used is not known: room is left for wide ones.
LABELS, NARROWER = 0.3, 0.92


def docx(papers: Sequence[Paper]) -> bytes:
    """The papers in one document, each in a section of its own; not every program can count the pages of a section."""
    document = library.Document()
    _dress(document, papers[0].title)
    for at, paper in enumerate(papers):
        section = document.add_section() if at else document.sections[0]
        _Page(document, section, paper).write()
    made = BytesIO()
    document.save(made)
    return repacked(made.getvalue())


def _dress(document: Document, title: str) -> None:
    told = document.core_properties
    told.title, told.author, told.comments, told.created, told.modified = title[:255], "", "", LONG_AGO, LONG_AGO
    for name, size in (("Normal", 10), ("Title", 18), ("Heading 1", 12)):
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
        style.font.bold = name != "Normal"
        style.paragraph_format.space_before = Pt(10 if name == "Heading 1" else 0)
        style.paragraph_format.space_after = Pt(4)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for one in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{one}"), None)
        for line in style.element.findall(f".//{qn('w:pBdr')}"):
            line.getparent().remove(line)


class _Page:
    """One paper, written from the top to the bottom."""

    def __init__(self, document: Document, section: Section, paper: Paper) -> None:
        self._document, self._section, self._paper = document, section, paper
        self._room = (LONG if paper.wide else SHORT) - 2 * MARGIN

    def write(self) -> None:
        """All of it."""
        self._lay()
        self._foot()
        self._document.add_paragraph(self._paper.title, "Title")
        if self._paper.about:
            self._pairs(self._paper.about)
        for part, after in zip_longest(self._paper.parts, self._paper.parts[1:]):
            before = len(self._body)
            self._part(part)
            if isinstance(after, Signatures):
                self._keep(self._body[before:])

    @property
    def _body(self) -> list[Any]:
        return list(self._document.element.body.iterchildren(qn("w:p"), qn("w:tbl")))

    def _keep(self, written: Sequence[Any]) -> None:
        """Let the last rows or lines stand on the page of the signatures below: alone these could be under anything."""
        lines = [line for one in written for line in ([one] if one.tag == qn("w:p") else one.tr_lst)]
        for line in lines[-LAST:]:
            for paragraph in line.iter(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext()

    def _lay(self) -> None:
        page, wide = self._section, self._paper.wide
        page.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = (Twips(LONG), Twips(SHORT)) if wide else (Twips(SHORT), Twips(LONG))
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Twips(MARGIN)

    def _foot(self) -> None:
        foot = self._section.footer
        foot.is_linked_to_previous = False
        line = foot.paragraphs[0]
        line.style = self._document.styles["Normal"]
        if self._paper.notice:
            line.add_run(self._paper.notice).bold = True
            line.add_run().add_break()
        about = [value for _label, value in self._paper.about[:1]]
        line.add_run(" · ".join(filter(None, (self._paper.title, *about, self._paper.printed))) + "\t")
        line.paragraph_format.tab_stops.add_tab_stop(Twips(self._room), WD_TAB_ALIGNMENT.RIGHT)
        before, _, rest = self._paper.page.partition("{page}")
        between, _, after = rest.partition("{pages}")
        line.add_run(before)
        _field(line, "PAGE")
        line.add_run(between)
        _field(line, "NUMPAGES")
        line.add_run(after)
        _small(line, 8)

    def _part(self, part: Part) -> None:
        if not isinstance(part, Signatures) and part.title:
            self._document.add_heading(part.title, 1)
        match part:
            case Table():
                self._listed(part)
            case Fields():
                self._pairs(part.rows)
            case Prose():
                for number, words in enumerate(part.paragraphs, 1):
                    self._paragraph(f"{number}.\t" if part.numbered else "", words)
            case Signatures():
                self._signatures(part)

    def _paragraph(self, number: str, words: str | None) -> None:
        line = self._document.add_paragraph(number + (BLANK if words is None else words))
        if number:
            line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Twips(400), Twips(-400)
            line.paragraph_format.tab_stops.add_tab_stop(Twips(400))

    def _pairs(self, rows: Sequence[tuple[str, str | None]]) -> None:
        widths = [LABELS, 1 - LABELS]
        told = [[f"{label}:" if label else "", BLANK if value is None else value] for label, value in rows]
        self._table(told, widths, None)
        self._gap()

    def _listed(self, table: Table) -> None:
        size, widths = laid_out(table, self._room / 20 * NARROWER)
        rows = [[column.title for column in table.columns], *(_told(table, row) for row in table.rows)]
        rows += [_told(table, table.total)] if table.total else []
        laid = self._table(rows, [width / sum(widths) for width in widths], "Table Grid", size)
        self._dress_list(laid, table)
        if not table.rows and table.empty:
            self._document.add_paragraph(table.empty)
        self._gap()

    def _dress_list(self, laid: Laid, table: Table) -> None:
        signed = any(column.kind is ColumnKind.SIGN for column in table.columns)
        last = len(table.rows) + 1 if table.total else 0
        for number, row in enumerate(laid._tbl.tr_lst):
            kept = row.get_or_add_trPr()
            kept.append(_element("w:cantSplit"))
            if high := self._high(table, number, signed=signed):
                kept.append(_element("w:trHeight", val=str(high), hRule="atLeast"))
            if not number:
                kept.append(_element("w:tblHeader"))
            if number in (0, last):
                _bold(row, GREY if not number else "")
            for cell, column in zip(row.tc_lst, table.columns, strict=True):
                cell.get_or_add_tcPr().append(_element("w:vAlign", val="center"))
                if column.kind in ALIGNED:
                    cell.p_lst[0].get_or_add_pPr().append(_element("w:jc", val=ALIGNED[column.kind]))

    def _high(self, table: Table, number: int, *, signed: bool) -> int:
        """How high a row is at least: who writes by hand needs room."""
        if not 0 < number <= len(table.rows):
            return 0
        told = zip(table.columns, table.rows[number - 1], strict=False)
        written = any(column.kind is ColumnKind.TEXT and not cell for column, cell in told)
        return SIGNED if signed else WRITTEN if written else 0

    def _signatures(self, part: Signatures) -> None:
        place = self._document.add_paragraph(part.place_and_day or f"{part.place or DOTS}, {DOTS}")
        place.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        # Place and day are not left behind on the page before.
        place.paragraph_format.keep_with_next, place.paragraph_format.space_before = True, Pt(14)
        beside = min(max(len(part.who), 2), 3)
        who = [("", ""), *part.who] if len(part.who) == 1 else list(part.who)
        for at in range(0, len(who), beside):
            some = [*who[at : at + beside], *[("", "")] * (beside - len(who[at : at + beside]))]
            row = self._table([[_signed(office, name) for office, name in some]], [1 / beside] * beside, None).rows[0]
            row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
            for cell in row.cells:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _table(
        self, rows: Sequence[Sequence[str]], shares: Sequence[float], style: str | None, size: float = 0
    ) -> Laid:
        table: Laid = self._document.add_table(len(rows), len(shares), style)
        table.autofit = False
        table._tblPr.append(_margins())
        widths = [Twips(round(self._room * share)) for share in shares]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for laid, row in zip(table._tbl.tr_lst, rows, strict=True):
            for cell, width, words in zip(laid.tc_lst, widths, row, strict=True):
                cell.width = width
                _say(cell, words, size)
        return table

    def _gap(self) -> None:
        """Two tables without a line between would become one."""
        line = self._document.add_paragraph(" ")
        line.paragraph_format.space_after = Pt(0)
        _small(line, 4)


def _signed(office: str, name: str | None) -> str:
    return "" if (office, name) == ("", "") else f"{office}\n\n\n\n\n({name or DOTS})"


def _told(table: Table, row: Sequence[Cell]) -> list[str]:
    return [said(cell) for cell in (*row, *[None] * (len(table.columns) - len(row)))][: len(table.columns)]


def _say(cell: Any, words: str, size: float) -> None:
    """Words into a new cell; the library's own way reads the whole table anew for each."""
    line = cell.p_lst[0]
    if words:
        run = line.add_r()
        run.text = words
        if size:
            run.get_or_add_rPr().append(_element("w:sz", val=str(round(size * 2))))
    line.get_or_add_pPr().append(_element("w:spacing", before="20", after="20"))


def _bold(row: Any, filled: str) -> None:
    for cell in row.tc_lst:
        if filled:
            cell.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=filled))
        for run in cell.iter(qn("w:r")):
            run.get_or_add_rPr().insert(0, _element("w:b"))


def _margins() -> Any:
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="70", type="dxa"))
    return margins


def _field(line: Paragraph, name: str) -> None:
    """A number that the reader's program puts in."""
    for element in (
        _element("w:fldChar", fldCharType="begin"),
        _element("w:instrText", name),
        _element("w:fldChar", fldCharType="separate"),
        _element("w:t", "1"),
        _element("w:fldChar", fldCharType="end"),
    ):
        line.add_run()._r.append(element)


def _small(line: Paragraph, size: int) -> None:
    for run in line.runs:
        run.font.size = Pt(size)


def _element(name: str, text: str = "", **attributes: str) -> Any:
    made: Any = OxmlElement(name)
    made.text = text or None
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
