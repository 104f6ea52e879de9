"""The translations of one language, read from its PO file."""

from __future__ import annotations

import json
import re
from pathlib import Path

_FUZZY = re.compile("^#,.*fuzzy", re.MULTILINE)
_QUOTED = r'((?:".*"\n)+)'
_ENTRY = re.compile(rf"^msgid {_QUOTED}(?:msgid_plural {_QUOTED})?msgstr(?:\[0\])? {_QUOTED}", re.MULTILINE)


def translations(path: Path) -> dict[str, str]:
    """What is translated in a PO file, by its English original; of what is said for one and for many the first counts.

    The file is as `make texts` writes it, entries with an empty line between. Babel's own reader takes eight times as
    long, because it keeps places and comments too, and every start waits for it.
    """
    text = path.read_text(encoding="utf-8") + "\n"
    if "fuzzy" in text:
        text = "\n\n".join(block for block in text.split("\n\n") if not _FUZZY.search(block))
    said = {_words(original): _words(words) for original, _plural, words in _ENTRY.findall(text)}
    return {original: words for original, words in said.items() if original and words}


def _words(quoted: str) -> str:
    """The words of one or several quoted lines."""
    words = quoted.rstrip("\n")[1:-1].replace('"\n"', "")
    # What is escaped in a PO file is escaped alike in JSON.
    return str(json.loads(f'"{words}"')) if "\\" in words else words
