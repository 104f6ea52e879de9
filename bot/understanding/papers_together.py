"""Several papers asked for in one message: "cetakno daftar hadire sesuk minggu, karo notulen wingi"."""

from __future__ import annotations

from datetime import datetime

from bot.understanding.choices import choose
from bot.understanding.expressions import expression
from bot.understanding.printing import asked_paper, document_of, may_ask

MOST = 3
_BETWEEN = expression(
    r"\s{0,3}(?:[,;&+]|\b(?:dan|lan|karo|sama|kalih|kaliyan|serta|plus|terus|trus)\b)"
    r"(?:\s{0,3}(?:dan|lan|karo|sama|kalih|kaliyan|serta|plus|terus|trus|sekalian|juga)\b){0,3}\s{0,3}"
)
MADE, KINDS = "cetak", {"pdf": "pdf", "xlsx": "excel", "docx": "word"}


def papers_together(text: str, now: datetime) -> list[str]:
    """The wishes for papers that a message puts one after another, each as a message of its own; [] where it is one."""
    if not may_ask(text) or "\n" in text.strip():
        return []
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    if not 1 < len(parts) <= MOST:
        return []
    kinds = {kind for part in parts if (kind := choose("format", part))}
    kind = f" {KINDS[kinds.pop()]}" if len(kinds) == 1 else ""
    wishes = [f"{MADE} {part}" if number else part for number, part in enumerate(parts)]
    wishes = [wish if choose("format", wish) else wish + kind for wish in wishes]
    named = {document_of(part, now) for part in parts}
    whole = len(named) == len(parts) and "" not in named and all(asked_paper(wish, now) for wish in wishes)
    return wishes if whole else []
