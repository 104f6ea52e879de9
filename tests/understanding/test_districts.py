"""District, regency and RW are found behind a village, and nothing else is taken for them."""

from __future__ import annotations

import pytest

from bot.understanding.districts import region_in, rw_in, tells_only_where


@pytest.mark.parametrize(
    ("said", "region"),
    [
        ("ds Sumogawe kec getasan kab semarang", "Kec. Getasan, Kab. Semarang"),
        ("Sumogawe, Kec. Getasan, Kab. Semarang, RT 3", "Kec. Getasan, Kab. Semarang"),
        ("kecamatane Karang Anyar kota Surakarta", "Kec. Karang Anyar, Kota Surakarta"),
        ("desa Kalisari kecamatan: Kota Gajah", None),
        ("kabupaten Gunung Kidul prov DIY", "Kab. Gunung Kidul, Prov. DIY"),
        ("di kota Semarang", None),
        ("kebun kacang", None),
        ("kabar baik", None),
    ],
)
def test_a_district_and_a_regency_are_found(said: str, region: str | None) -> None:
    assert region_in(said) == region


@pytest.mark.parametrize(
    ("said", "rw"), [("03 rw 02", "2"), ("rt 3/5", "5"), ("RT 003/RW 011", "11"), ("rt 3", None), ("3/5", None)]
)
def test_an_rw_is_found(said: str, rw: str | None) -> None:
    assert rw_in(said) == rw


def test_what_tells_only_where_tells_nothing_else() -> None:
    assert tells_only_where("kecamatan kami Getasan, kab Semarang rw 2")
    assert not tells_only_where("kumpulan neng kecamatan Getasan jam 7")
    assert not tells_only_where("desa kami")
