"""The name of a cooperative: "Koperasi", its kind where that is said, and the words of its own."""

from __future__ import annotations

from jamaah.people import fold, tidy_name

KINDS = ("simpan pinjam", "konsumen", "produsen", "pemasaran", "jasa")
FORMS = ("primer", "sekunder")
LONGEST = 100
_FIRST = "koperasi"


def tidy_cooperative(name: str) -> str:
    """A name as it is written: "Koperasi" first, words with a capital."""
    said = tidy_name(name)
    return said if said.casefold().split()[:1] == [_FIRST] else f"Koperasi {said}"


def own_words(name: str) -> list[str]:
    """The words after "Koperasi" and its kind, in small letters."""
    return fold(name).removeprefix(_FIRST).strip().removeprefix(own_kind(name) or "").split()


def own_kind(name: str) -> str | None:
    """The kind that a name tells: "Koperasi Produsen Ngudi Makmur" is one of producers."""
    said = fold(name).removeprefix(_FIRST).strip()
    return next((one for one in KINDS if f"{said} ".startswith(f"{one} ")), None)
