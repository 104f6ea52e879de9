"""The translations of one language, read from its PO file."""

from __future__ import annotations

import json
import re
from pathlib import Path

_FUZZY = re.compile("^#,.*fuzzy", re.MULTILINE)


def translations(path: Path) -> dict[str, str]:
    """What is translated in a PO file, by its English original; of what is said for one and for many the first counts.

    The file is as `make texts` writes it, entries with an empty line between. Babel's own reader takes four times as
    long, because it keeps places and comments too, and every start waits for it.
    """
    entries = [_entry(block) for block in path.read_text(encoding="utf-8").split("\n\n") if not _FUZZY.search(block)]
    said = {entry["msgid"]: entry.get("msgstr") or entry.get("msgstr[0]", "") for entry in entries if "msgid" in entry}
    return {original: words for original, words in said.items() if original and words}


def _entry(block: str) -> dict[str, str]:
    """The words behind each keyword ("msgid", "msgstr", ...), which may go on over several lines."""
    entry: dict[str, str] = {}
    keyword = ""
    for line in block.splitlines():
        if line and not line.startswith("#"):
            before, _quote, words = line.partition('"')
            keyword = before.strip() or keyword
            # What is escaped in a PO file is escaped alike in JSON.
            said = str(json.loads(f'"{words}')) if "\\" in words else words[:-1]
            entry[keyword] = entry.get(keyword, "") + said
    return entry
