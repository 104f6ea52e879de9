"""Bundles: tables as one zip file of CSV and JSON, which any program opens, today and in twenty years."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

from bot.messages import File

BUNDLE, TYPE = "bundle", "application/zip"
LONGEST_NAME = 100
# A spreadsheet takes what begins so for a formula, and runs it.
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
# The oldest day a zip file knows: the same data give the same bytes.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
Tables = Mapping[str, Sequence[Mapping[str, Any]]]


def bundle_file(name: str, tables: Tables, about: str, sheets: Tables | None = None) -> File:
    """A zip file of tables; `name` is made safe, `about` is what stands in it beside them, for whoever opens it. People
    read the `sheets`, programs the tables."""
    told = {"tables": tables, "sheets": tables if sheets is None else sheets, "about": about}
    of = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return File(f"{safe(name)}.zip", TYPE, BUNDLE, of)


def safe(name: str) -> str:
    """A name of a file in letters and digits only."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower()[:LONGEST_NAME].strip("-") or "carik"


def bundle(of: str) -> bytes:
    """The zip that `bundle_file` describes."""
    told = json.loads(of)
    files = {"BACA-DULU.txt": told["about"], "data.json": json.dumps(told["tables"], ensure_ascii=False, indent=1)}
    files |= {f"{safe(name)}.csv": table(rows) for name, rows in told["sheets"].items() if rows}
    return _packed({name: words.encode("utf-8-sig") for name, words in files.items()})


def repacked(archive: bytes) -> bytes:
    """A zip without the hours at which its files were written."""
    with zipfile.ZipFile(BytesIO(archive)) as found:
        return _packed({name: found.read(name) for name in found.namelist()})


def _packed(files: Mapping[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV (RFC 4180); no cell is a formula to a spreadsheet."""
    written = StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return written.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
