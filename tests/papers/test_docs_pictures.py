"""The pictures of the docs can be made anew from their story, and are small enough to be looked at on the way."""

from __future__ import annotations

import struct

from tests.papers.pictures import DOCS, SHOWN, files, first_page

LARGEST_PAGE, LARGEST = 150_000, 400_000


def test_each_picture_of_the_docs_is_made_of_a_file_of_its_story() -> None:
    sent = list(files())
    for name, part in SHOWN.items():
        found, kept = [file for file in sent if part in file.name], (DOCS / name).read_bytes()
        assert found, name
        assert len(kept) < LARGEST
        if found[0].type == "application/pdf":
            page = first_page(found[0].content)
            assert struct.unpack(">II", page[16:24]) == struct.unpack(">II", kept[16:24])
            assert max(len(page), len(kept)) < LARGEST_PAGE
