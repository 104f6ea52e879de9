"""How many newcomers a text speaks of, women and men: "tambah 3 perempuan, 2 laki-laki"."""

from __future__ import annotations

import re

from bot.understanding.normalise import Said, read
from lean import dataclass

_WOMEN, _MEN, _PEOPLE = r"(?:perempuan|ibu-ibu|women)", r"(?:laki-laki|bapak-bapak|men)", r"(?:orang|anggota|people)"
MOST = 200


@dataclass(frozen=True, slots=True)
class Newcomers:
    """So many women and men; `others` are people of whom neither was said."""

    women: int
    men: int
    others: int


def find_newcomers(text: str | Said) -> Newcomers | None:
    """The newcomers a text counts; None if it counts none, or more than any group has."""
    plain = read(text).plain
    women, men = _counted(_WOMEN, plain), _counted(_MEN, plain)
    found = Newcomers(women, men, 0 if women or men else _counted(_PEOPLE, plain))
    return found if 0 < found.women + found.men + found.others <= MOST else None


def _counted(who: str, plain: str) -> int:
    before = re.search(rf"\b(\d{{1,4}}) (?:{_PEOPLE} )?{who}\b", plain)
    found = before or re.search(rf"\b{who} (\d{{1,4}})\b(?! (?:{_WOMEN}|{_MEN}|{_PEOPLE}))", plain)
    return int(found[1]) if found else 0
