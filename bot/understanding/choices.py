"""Choosing one of a few values of a slot by the words of a text."""

from __future__ import annotations

from functools import cache

from bot.understanding.cues import CueIndex, shapes
from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read
from bot.understanding.spelling import tables


def _choices() -> dict[str, dict[str, str]]:
    return tables("choices.toml")


@cache
def _index(slot: str) -> CueIndex:
    values = _choices()[slot].items()
    return CueIndex((value, phrase) for value, phrases in values for phrase in phrases.split("|"))


_FIRST = {"pertama": 1, "kesatu": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "siji": 1, "loro": 2, "telu": 3}
_PLACE = expression(
    rf"(?:(?:yang|itu|pilih|pilihan) )*(?:(?:nomor|no|hp|ke|ke-) ?(?P<figure>\d)"
    rf"|(?:nomor |no )?(?P<word>{'|'.join(_FIRST)}))"
    r"(?: (?:saja|itu|ya|bu|pak|mbak|mas))*"
)


def place_chosen(text: str) -> int | None:
    """Which of those on offer a whole text chooses, the first being 1: "sing pertama", "nomor 2"."""
    found = _PLACE.fullmatch(" ".join(read(text).words))
    return None if found is None else _FIRST.get(found["word"] or "") or int(found["figure"] or 0) or None


def values_of(slot: str) -> tuple[str, ...]:
    """The values that a table of choices.toml chooses from."""
    return tuple(_choices()[slot])


def choose(slot: str, text: str | Said) -> str | None:
    """The value of `slot` (a table of choices.toml) whose words stand in the text; None if none.

    The phrase with most words wins, then the value that the table has first.
    """
    found = _index(slot).weights(shapes(read(text)))
    return max(
        (value for value in _choices()[slot] if value in found), key=lambda value: int(found[value]), default=None
    )


def must_come(text: str) -> bool:
    """Whether it is asked if one has to come oneself: "opo kudu teka"."""
    return _MUST_COME.search(read(text).plain) is not None


_MUST_COME = expression(r"\b(?:harus|wajib|kudu)\b(?: selalu| terus| saya| aku| semua)* (?:datang|hadir|teka|ikut)\b")
