"""Numbers, amounts, days and hours written out in Indonesian, as a paper has them that is signed."""

from __future__ import annotations

from datetime import date, time

from bot.texts import HOME_LANGUAGE, written

_ONES = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1_000, "ribu"), (100, "ratus"), (10, "puluh"))
_ONE_OF = {"ribu": "seribu", "ratus": "seratus"}


def number(count: int) -> str:
    """A number in words: "dua puluh tiga". Raises ValueError below 0."""
    if count < 0:
        raise ValueError(f"{count} is below 0")
    return " ".join(_words(count)) or "nol"


def _words(count: int) -> list[str]:
    if count < len(_ONES):
        return [_ONES[count]] if count else []
    if count < 20:
        return [_ONES[count - 10], "belas"]
    size, scale = next(one for one in _SCALES if count >= one[0])
    many, rest = divmod(count, size)
    counted = [_ONE_OF[scale]] if many == 1 and scale in _ONE_OF else [*_words(many), scale]
    return [*counted, *_words(rest)]


def people(count: int) -> str:
    """How many people: "23 (dua puluh tiga) orang"."""
    return f"{count} ({number(count)}) orang"


def years(count: int) -> str:
    """How many years: "5 (lima) tahun"."""
    return f"{count} ({number(count)}) tahun"


def rupiah(amount: int) -> str:
    """An amount of money: "Rp1.250.000 (satu juta dua ratus lima puluh ribu rupiah)"."""
    figure = f"{amount:,}".replace(",", ".")
    return f"Rp{figure} ({number(amount)} rupiah)"


def day(of: date) -> str:
    """A day: "Kamis, 26 (dua puluh enam) November 2026 (dua ribu dua puluh enam)"."""
    weekday, month = (written(of, HOME_LANGUAGE, pattern) for pattern in ("EEEE", "MMMM"))
    return f"{weekday}, {of.day} ({number(of.day)}) {month} {of.year} ({number(of.year)})"


def hour(of: time, zone: str) -> str:
    """An hour: "19.30 WIB"."""
    return f"{of:%H.%M} {zone}"
