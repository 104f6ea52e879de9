"""A paper survives the way through the outbox, where it waits as JSON."""

from __future__ import annotations

import json
from datetime import date

from bot.papers.paper import Column, ColumnKind, Fields, Format, Paper, Prose, Signatures, Table, paper_file

PAPER = Paper(
    title="Buku anggota",
    about=(("Kelompok", "Mandiri"),),
    parts=(
        Table(
            (Column("Nama", weight=3), Column("Masuk", ColumnKind.DATE)),
            (("2026-01-04", date(2026, 1, 4)), ("Tini", None)),
            total=("Jumlah", 2),
        ),
        Fields((("Tempat", None), ("Jam", "19.30")), title="Rapat"),
        Prose(("Iuran naik", None), numbered=True),
        Signatures(None, (("Ketua", None), ("Sekretaris", "Sri"))),
    ),
    notice="Untuk notaris",
    wide=True,
)


def test_a_paper_comes_back_as_it_was_written() -> None:
    assert Paper.load(json.loads(json.dumps(PAPER.dump()))) == PAPER


def test_its_file_has_a_safe_name_and_the_type_of_its_format() -> None:
    file = paper_file('JP "Maju/Jaya" 😀', (PAPER,), Format.PDF)
    assert (file.name, file.type) == ("jp-maju-jaya.pdf", "application/pdf")
