"""A report written in sections, a heading and below it one thing a line: "Hadir:", "1. Bu Tini", "2. Bu Ani"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.understanding.dates import MONTH
from bot.understanding.expressions import expression
from bot.understanding.normalise import read
from bot.understanding.roll import STATUS

_WHO = rf"(?:(?:daftar|yang|anggota) )*(?:{re.sub(r'[(][?]P<[a-z]+>', '(?:', STATUS.pattern)})"
_WHEN = (
    r"(?:hari|tanggal|tadi|malam|semalam|kemarin|kumpulan|senin|selasa|rabu|kamis|jumat|sabtu|ahad|minggu|lalu|\d{1,4}"
    rf"|{MONTH})\b,?"
)
_HEADING = expression(
    rf"[\W_]*(?:(?P<who>{_WHO}(?: {_WHEN})*)"
    rf"|(?P<what>hasil(?: kumpulan)?|keputusan(?: kumpulan)?|agenda|acara|catatan))"
    r"[\W_]*?(?:\d{1,3}(?: (?:orang|anggota))?)?[*_ ]*(?P<colon>:)?[*_ ]*(?P<rest>\S.*)?"
)
_ITEM = expression(r"\s*(?:\(?\d{1,3}[.)]\s*|[-•*·>–]+\s*)(?=[^\W\d])")
_LAST_CLAUSE = expression(r"[.,;] ")
_LABELLED = expression(r"\s*[*_]?[^\W\d]+(?: [^\W\d]+){0,2}[*_]? ?:")


def in_one_line(text: str) -> str:
    """The text with every section in one line, "Hadir: Bu Tini, Bu Ani"; a text without sections as it is."""
    return _folded(text) if "\n" in text else text


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    lines = text.splitlines()
    folded: list[str] = []
    at = 0
    while at < len(lines):
        heading, bare = _heading(lines[at])
        items = list(_items(lines[at + 1 :], bare=bare)) if heading else []
        taken = sum(line for line, _item in items)
        folded.append(_joined(lines[at], [item for _line, item in items if item], heading, bare=bare))
        at += 1 + taken
    return "\n".join(folded)


def _heading(line: str) -> tuple[str, bool]:
    """Of what a line is the heading, "who" or "what" (else ""), and whether nothing else stands in it."""
    plain = read(line).plain
    match = _HEADING.fullmatch(plain)
    if match is None and plain.rstrip().endswith(":"):  # "bu tini izin. keputusan:"
        match = _HEADING.fullmatch(_LAST_CLAUSE.split(plain)[-1])
    if match is None or (match["rest"] and not match["colon"]):
        return "", False
    return "who" if match["who"] else "what", not match["rest"]


def _items(lines: list[str], *, bare: bool) -> Iterator[tuple[int, str]]:
    """The lines of a section, each with how many lines it is; below a bare heading also those without a bullet."""
    begun = False
    for line in lines:
        item = _ITEM.match(line)
        if not line.strip() and not begun and bare:
            yield 1, ""
        elif item or (bare and line.strip() and not _heading(line)[0] and not _LABELLED.match(line)):
            begun = True
            yield 1, line[item.end() if item else 0 :].strip(" .,;")
        else:
            return


def _joined(line: str, items: list[str], heading: str, *, bare: bool) -> str:
    if not items:
        return line
    told, between = line.rstrip(" .,;"), ", " if heading == "who" else "; "
    first = ("" if told.rstrip("*_ ").endswith(":") else ":") if bare else between.strip()
    return f"{told}{first} {between.join(items)}"
