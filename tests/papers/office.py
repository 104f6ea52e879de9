"""What LibreOffice reads in a file: each table as rows of cells with their types."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as Xml

from bot.papers.paper import Cell

PROGRAM = "soffice"
# Flat XML: one file, in which each cell says what it is.
FLAT = {".xlsx": "fods", ".docx": "fodt"}
LONGEST = 300
# Without Java there are no databases and no wizards: nothing that is wanted here.
HARMLESS = ("javaldx",)
MOST = 1_000

Rows = Sequence[Sequence[Cell]]


class Opened:
    """A file as LibreOffice has opened it."""

    def __init__(self, content: bytes) -> None:
        self._root = Xml.fromstring(content)

    def tables(self) -> list[tuple[str, Rows]]:
        """Each table (of a spreadsheet: each sheet) by its name, without what is empty at the end."""
        return [(table.get(_name("table:name"), ""), _rows(table)) for table in self._found("table:table")]

    def lines(self) -> list[str]:
        """All paragraphs and headings in their order."""
        wanted = {_name("text:p"), _name("text:h")}
        return [_words(node) for node in self._root.iter() if node.tag in wanted]

    def formulas(self) -> list[str]:
        """What is reckoned, and not written."""
        return [cell.get(_name("table:formula"), "") for cell in self._found("table:table-cell") if _is_reckoned(cell)]

    def filtered(self) -> list[str]:
        """The ranges that have buttons to filter them."""
        ranges = self._found("table:database-range")
        return [
            one.get(_name("table:target-range-address"), "")
            for one in ranges
            if one.get(_name("table:display-filter-buttons")) == "true"
        ]

    def _found(self, name: str) -> Iterator[Xml.Element]:
        return self._root.iter(_name(name))


def opened(folder: Path, files: dict[str, bytes]) -> dict[str, Opened]:
    """Files of one kind as LibreOffice opens them, in one run; whatever it complains of is raised."""
    paths = [folder / name for name in files]
    for path in paths:
        path.write_bytes(files[path.name])
    ending = FLAT[paths[0].suffix]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    to = ["--convert-to", ending, "--outdir", str(folder)]
    run = subprocess.run(
        [PROGRAM, "--headless", "--norestore", profile, *to, *map(str, paths)],
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=True,
    )
    said = [line for line in run.stderr.splitlines() if line.strip() and not any(word in line for word in HARMLESS)]
    if said:
        raise AssertionError(said)
    return {path.name: Opened(path.with_suffix(f".{ending}").read_bytes()) for path in paths}


_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}


def _name(name: str) -> str:
    space, _colon, local = name.partition(":")
    return f"{{{_SPACES[space]}}}{local}"


def _is_reckoned(cell: Xml.Element) -> bool:
    return cell.get(_name("table:formula")) is not None


def _rows(table: Xml.Element) -> Rows:
    found = []
    for row in table.iter(_name("table:table-row")):
        cells = [cell for one in row for cell in [_cell(one)] * _times(one, "table:number-columns-repeated")]
        while cells and cells[-1] is None:
            cells.pop()
        found += [cells] * _times(row, "table:number-rows-repeated")
    while found and not found[-1]:
        found.pop()
    return found


def _times(node: Xml.Element, name: str) -> int:
    """How often it stands there; the empty rest of a sheet is no longer than any of its tables."""
    return min(int(node.get(_name(name), 1)), MOST)


def _cell(cell: Xml.Element) -> Cell:
    match cell.get(_name("office:value-type")):
        case "float":
            return int(float(cell.get(_name("office:value"), "nan")))
        case "date":
            return date.fromisoformat(cell.get(_name("office:date-value"), "")[:10])
        case _:
            lines = [_words(line) for line in cell.iter(_name("text:p"))]
            return "\n".join(lines) if any(lines) else None


def _words(node: Xml.Element) -> str:
    said = node.text or ""
    for part in node:
        match part.tag.rpartition("}")[2]:
            case "s":
                said += " " * int(part.get(_name("text:c"), 1))
            case "tab":
                said += "\t"
            case "line-break":
                said += "\n"
            case _:
                said += _words(part)
        said += part.tail or ""
    return said
