"""Ideas in one message: each with whose it is, and when it was told."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from bot.understanding.proposals import proposals

Told = tuple[str, str | None, str | None, bool]
"""What, by whom as spoken, who from outside, whether the speaker's own."""
OWN: list[tuple[str, list[Told]]] = [
    ("usulku tuku wedhus", [("tuku wedhus", None, None, True)]),
    ("kulo usul tumbas mesin jahit", [("tumbas mesin jahit", None, None, True)]),
    ("beli mesin jahit, itu usulku", [("beli mesin jahit", None, None, True)]),
    ("njih bu, kulo usul beli mesin jahit", [("beli mesin jahit", None, None, True)]),
]
OF_NOBODY: list[tuple[str, list[Told]]] = [
    ("usul", []),
    ("usul dong bu", []),
    ("kumpulan kemarin hadir semua", []),
    ("usul iuran naik 5.000", [("iuran naik 5.000", None, None, False)]),
    ("Bu Sri, usul beli mesin", [("beli mesin", None, None, False)]),
    ("usul kumpulan besok di rumah bu tini", [("kumpulan besok di rumah bu tini", None, None, False)]),
    ("usul pak karno jadi ketua", [("pak karno jadi ketua", None, None, False)]),
    ("usul beli mesin jahit. harganya 2 juta", [("beli mesin jahit. harganya 2 juta", None, None, False)]),
]
OF_OTHERS: list[tuple[str, list[Told]]] = [
    ("Bu Tini wingi usul beli mesin jahit", [("beli mesin jahit", "Bu Tini", None, False)]),
    ("usulan pak Karno kemarin: kolam lele", [("kolam lele", "pak Karno", None, False)]),
    ("usulan bu tini rabu kemarin: beli mesin", [("beli mesin", "bu tini", None, False)]),
    ("idene karno: lele", [("lele", "karno", None, False)]),
    ("bu tini ngusulke tuku mesin jahit", [("tuku mesin jahit", "bu tini", None, False)]),
    ("beli mesin jahit, usul bu tini", [("beli mesin jahit", "bu tini", None, False)]),
    ("pak lurah usul gotong royong", [("gotong royong", "pak lurah", None, False)]),
    ("usul dari dinas pertanian: tanam porang", [("tanam porang", None, "dinas pertanian", False)]),
    ("usul dari dinas tanam porang", [("tanam porang", None, "dinas", False)]),
]
SEVERAL: list[tuple[str, list[Told]]] = [
    ("usul: 1. beli mesin 2. arisan", [("beli mesin", None, None, False), ("arisan", None, None, False)]),
    ("usul bu tini: mesin; arisan", [("mesin", "bu tini", None, False), ("arisan", "bu tini", None, False)]),
    (
        "bu tini usul mesin jahit, pak karno usul kolam lele",
        [("mesin jahit", "bu tini", None, False), ("kolam lele", "pak karno", None, False)],
    ),
    (
        "Usulan anggota:\nBu Tini: mesin\n- Pak Karno usul lele\nkebun",
        [("mesin", "Bu Tini", None, False), ("lele", "Pak Karno", None, False), ("kebun", None, None, False)],
    ),
]


@pytest.mark.parametrize(("text", "told"), [*OWN, *OF_NOBODY, *OF_OTHERS, *SEVERAL])
def test_every_idea_is_read_with_whose_it_is(text: str, told: list[Told]) -> None:
    assert [(one.what, one.by, one.outside, one.mine) for one in proposals(text)] == told


def test_what_stands_before_an_idea_is_kept_for_its_day() -> None:
    assert [one.lead for one in proposals("usulan pak Karno kemarin: kolam lele")] == ["usulan pak Karno kemarin: "]


@pytest.mark.parametrize("text", ["usul " * 2_000, "1. " * 3_000, "usul: " + "x" * 9_000, "\n".join("abc" * 900)])
def test_long_texts_are_read_quickly_and_within_bounds(text: str) -> None:
    assert len(proposals(text)) <= 20
    assert all(len(str(astuple(one))) < 9_000 for one in proposals(text))
