"""The founding checklist: of each document the rulebook names, whether it is there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from lean import dataclass

KTP_COPIES = "ktp_copies"


class Having(StrEnum):
    HAVE = "have"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What was said on a day of a document; `document` is its name in the rulebook."""

    id: int = 0
    group: int
    document: str
    having: Having
    day: date


def latest(papers: Iterable[Paper], on: date) -> dict[str, Paper]:
    """What is known of each document on a day: what was said of it last."""
    said = sorted((paper for paper in papers if paper.day <= on), key=lambda paper: (paper.day, paper.id))
    return {paper.document: paper for paper in said}
