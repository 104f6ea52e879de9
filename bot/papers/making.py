"""Making papers: what was described in a turn becomes a file when it is sent."""

from __future__ import annotations

import json

from bot.papers.letters import written
from bot.papers.paper import Format, Paper
from bot.papers.pdf import pdf


def paper(of: str) -> bytes:
    """The file that `paper_file` describes. Raises ValueError for a format that nobody makes."""
    told = written(json.loads(of))
    papers = [Paper.load(one) for one in told["papers"]]
    match Format(told["as"]):
        case Format.PDF:
            return pdf(papers)
        case Format.XLSX:
            from bot.papers.xlsx import xlsx  # noqa: PLC0415  rarely asked for, and every start would pay for it

            return xlsx(papers)
        case Format.DOCX:
            from bot.papers.docx import docx  # noqa: PLC0415  rarely asked for, and every start would pay for it

            return docx(papers)
