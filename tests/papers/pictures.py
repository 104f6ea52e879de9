"""Makes the pictures of the docs that show what groups look at and print: `python -m tests.papers.pictures`.

They come from the story `shown.chat`, told at a desk, as everybody gets them."""

from __future__ import annotations

import asyncio
import struct
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pypdfium2

from bot.files import made
from bot.messages import File
from storage.migrations import upgrade
from tests.desk import SEAL, Desk
from tests.desk_fixtures import engine_of
from tests.player.story import read_story
from tests.retelling import Retelling

HERE = Path(__file__).parent
DOCS = HERE.parent.parent / "docs"
STORY = HERE / "shown.chat"
SHOWN: Mapping[str, str] = {
    "rules.png": "-aturan-",
    "attendance.png": "-kehadiran-",
    "progress.png": "-kemajuan-",
    "buku-anggota.png": "buku-anggota",
    "berita-acara.png": "berkas-pendirian",
}
"""Each picture and the first file of the story with this in its name: a picture, or a paper whose first page it is."""
PAPER_DOTS = 110
"""Dots an inch of a page: its words are read, and it is small."""


def main() -> None:
    """Write all of them."""
    for name, content in pictures():
        (DOCS / name).write_bytes(content)


def pictures() -> Iterator[tuple[str, bytes]]:
    """Each by its name."""
    sent = files()
    for name, part in SHOWN.items():
        yield name, picture_of(next(one for one in sent if part in one.name))


def files() -> list[File]:
    """All files that are sent in the story, not made yet."""
    with tempfile.TemporaryDirectory() as folder:
        engine = engine_of(Path(folder) / "shown.db")
        with engine.connect() as connection, connection.begin() as transaction:
            upgrade(connection)
            told = Retelling(Desk(connection), "id").tell(read_story(STORY))
            transaction.rollback()
        engine.dispose()
    return [file for step in told for message in step.messages for file in message.files]


def picture_of(file: File) -> bytes:
    """A picture itself, or the first page of a paper."""
    content = asyncio.run(made(file, SEAL)).content
    return first_page(content) if file.type == "application/pdf" else content


def first_page(pdf: bytes) -> bytes:
    """The first page of a PDF as a PNG in greys, as it is printed."""
    document: Any = pypdfium2.PdfDocument(pdf)
    drawn = document[0].render(scale=PAPER_DOTS / 72, grayscale=True)
    rows = [bytes(drawn.buffer)[at * drawn.stride : at * drawn.stride + drawn.width] for at in range(drawn.height)]
    return png(drawn.width, drawn.height, rows)


def png(width: int, height: int, rows: list[bytes]) -> bytes:
    """A PNG of rows of greys."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in ((b"IHDR", head), (b"IDAT", lines), (b"IEND", b"")))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


if __name__ == "__main__":
    main()
