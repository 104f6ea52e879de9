"""The pictures of the docs can be made anew from their story, and are small enough to be looked at on the way."""

from __future__ import annotations

import struct

from tests.papers.pictures import DOCS, SHOWN, files, first_page

LARGEST_PAGE, LARGEST = 150_000, 400_000


def test_each_picture_of_the_docs_is_made_of_a_file_of_its_story() -> None:
    sent = list(files())
    for name, part in SHOWN.items():
        assert any(part in one.name for one in sent), name
        assert (DOCS / name).stat().st_size < LARGEST


def test_a_page_is_drawn_as_large_as_the_one_that_is_kept_and_small() -> None:
    sent = list(files())
    for name in ("buku-anggota", "berkas-pendirian"):
        page = first_page(next(one for one in sent if name in one.name and one.name.endswith("pdf")).content)
        kept = (DOCS / next(picture for picture, part in SHOWN.items() if part == name)).read_bytes()
        assert struct.unpack(">II", page[16:24]) == struct.unpack(">II", kept[16:24])
        assert max(len(page), len(kept)) < LARGEST_PAGE
