"""The pictures of the docs can be made anew from their story, and are small enough to be looked at on the way."""

from __future__ import annotations

import struct

from tests.papers.pictures import DOCS, SHOWN, files, picture_of

PAPERS = ("buku-anggota.png", "berita-acara.png")
LARGEST_PAGE, LARGEST = 150_000, 400_000


def test_each_picture_of_the_docs_is_of_a_file_of_its_story_and_papers_are_as_small_as_they_are_kept() -> None:
    sent = files()
    for name, part in SHOWN.items():
        file, kept = next(one for one in sent if part in one.name), (DOCS / name).read_bytes()
        assert len(kept) < LARGEST
        if name in PAPERS:
            page = picture_of(file)
            assert struct.unpack(">II", page[16:24]) == struct.unpack(">II", kept[16:24])
            assert max(len(page), len(kept)) < LARGEST_PAGE
