"""The README promises only what is tested: a transcript that is played, sentences that are said, links that lead on."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TRANSCRIPTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "transcripts").glob("*.chat"))]


def test_the_transcript_shown_is_played_in_the_tests() -> None:
    shown = next(block for block in re.findall(r"```\n(.*?)```", README, re.DOTALL) if block.startswith("Sri >"))
    said = [line for line in shown.splitlines() if line.strip()]
    assert any(_runs_through(said, text) for text in TRANSCRIPTS)


def _runs_through(said: list[str], text: str) -> bool:
    """Whether the lines stand in a transcript in their order; checks of records may stand between them."""
    lines = iter(line.rstrip() for line in text.splitlines())
    return all(line.rstrip() in lines for line in said)


def test_every_sentence_shown_is_said_in_a_transcript() -> None:
    table = README.partition("## What can be said")[2].partition("## How it is made")[0]
    sentences = [said for row in table.splitlines() if row.startswith("|") for said in re.findall(r"`([^`]+)`", row)]
    said = "\n".join(TRANSCRIPTS).casefold()
    assert len(sentences) > 10
    assert [sentence for sentence in sentences if f"> {sentence}".casefold() not in said] == []


def test_every_file_linked_is_there() -> None:
    targets = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert [target for target in targets if not (ROOT / target).exists()] == []
