"""Houses that take turns as they are told: a list, "sesuai daftar", decided each time, or whose turn is next."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from bot.understanding.telling import asks_outright
from lean import dataclass

_TURNS = expression(
    r"\b(?:gantian|gentenan|gilirane|gilirannya|giliran|bergilir|bergiliran|gilir\w*|digilir|muter|keliling|mubeng)\b"
)
_BY_ROLL = expression(r"\b(?:sesuai|urut\w*|miturut|manut|menurut)\b.*\b(?:daftar|anggota|nomor|buku)\b")
_EACH_TIME = expression(
    r"\b(?:tempat|panggonan|rumah)\w*(?: kumpulan)? (?:di ?)?(?:tentu|putus|pilih|rembug|rembuk|sepakat|atur)\w*"
    r"(?: di| pas| saat| waktu)? (?:tiap|saat|pas|waktu) (?:kali )?kumpulan\b"
    r"|\b(?:tempat|panggonan)\w*(?: kumpulan)? (?:ganti-ganti|pindah-pindah)\b.*$"
)
_TITLE = r"(?:bu|ibu|pak|bapak|mbak|mas|mbah|kang|lik|bude|pakde|bulik|paklik)"
_LIST = expression(r":\s*(?P<names>.+)", re.DOTALL)
_BARE_LIST = expression(rf"\b(?P<names>{_TITLE}\.? \S.*)", re.DOTALL | re.IGNORECASE)
_BETWEEN = expression(
    r"\s*(?:[,;\n]|(?:^|\s)\d{1,2}[.)]\s|\s(?:dan|lan|terus|lalu|kemudian|trus|njur|banjur|kalih)\s)\s*", re.IGNORECASE
)
_NUMBER = expression(r"^\W*\d{0,2}[.)]?\s*")
_AT = expression(r"^(?:di |neng |ning |nang )?(?:(?:rumah|omahe|omah|daleme|griya|griyane) )?", re.IGNORECASE)
_FIRST = expression(
    rf"\b(?P<first>{_TITLE}\.? [^\W\d_]+) (?:dhisik|disik|dulu|duluan|rumiyin)[ ,]+"
    rf"(?:(?:njur|banjur|terus|trus|lalu|kemudian|habis itu|bar kuwi)[ ,]+)?(?P<rest>{_TITLE}\.? \S.*)",
    re.IGNORECASE | re.DOTALL,
)
_NO_NAMES = expression(
    r"\b(?:gantian|gentenan|bergilir|bergiliran|giliran|muter|keliling|mubeng) "
    r"(?:omah|rumah|dalem|griya|panggon|tempat)\w*(?= *(?:$|[,.;\n]))"
)
_THEN = expression(r"^(?:njur|banjur|terus|trus|lalu|kemudian) ", re.IGNORECASE)
_WHOSE = expression(
    r"(?:daftar|urutan|jadwal|lihat|pirsa) giliran\w*(?: \w+){0,3}"
    r"|(?:besok |berikutnya )?giliran\w* (?:rumah |omahe |di )*"
    r"(?:siapa|sapa|sinten)\w*.*|.*\bgiliran\w* (?:siapa|sapa|sinten)\b.*"
)
_NEXT = expression(
    rf"(?P<when>[^,.;:\n]{{0,40}}?)\b(?:giliran|gilirane|gilirannya|jatah|jatahe)"
    rf"(?: ke| di| neng| tempat| rumah| omahe)* "
    rf"(?P<who>{_TITLE}\.? [^\W\d_]+(?: [^\W\d_]+){{0,2}})[\s.!]*",
    re.IGNORECASE,
)
LEAST, MOST, LONGEST, MOST_WORDS = 2, 60, 60, 4


@dataclass(frozen=True, slots=True)
class Turns:
    """Where people meet by turns: the `names` as typed, or by the members' book, or (neither) decided each time."""

    names: tuple[str, ...] = ()
    by_roll: bool = False


@only_with(_EACH_TIME, _FIRST, _TURNS)
def find_turns(text: str) -> Turns | None:
    """How houses take turns by a text; None where it says nothing of that."""
    plain = read(text).plain
    if asks_outright(text):
        return None
    if _EACH_TIME.search(plain):
        return Turns()
    if (ordered := _in_order(text)) is not None:
        return ordered
    turns = _TURNS.search(text.lower())
    if turns is None:
        return None
    names = names_listed(text[turns.end() :])
    if len(names) >= LEAST and all(_is_name(name) for name in names):
        return Turns(names)
    if _BY_ROLL.search(plain):
        return Turns(by_roll=True)
    return Turns() if _NO_NAMES.search(text.lower()) else None


def _in_order(text: str) -> Turns | None:
    """Whose houses take turns, told one after another: "omahe bu tini dhisik, njur pak karno"."""
    found = _FIRST.search(text)
    names = (found["first"], *(_THEN.sub("", name) for name in names_listed(found["rest"]))) if found else ()
    return Turns(names) if len(names) >= LEAST and all(map(_is_name, names)) else None


def _is_name(words: str) -> bool:
    return len(words.split()) <= MOST_WORDS and not any(map(str.isdigit, words))


def names_listed(text: str) -> tuple[str, ...]:
    """The names of a list, as typed: behind a colon, else from the first Bu or Pak on."""
    found = _LIST.search(text) or _BARE_LIST.search(text)
    parts = _BETWEEN.split(found["names"]) if found else []
    names = (_AT.sub("", _NUMBER.sub("", part)).strip(" .!") for part in parts)
    return tuple(name for name in names if name and len(name) <= LONGEST)[:MOST]


@only_with(_WHOSE)
def asks_whose_turn(text: str) -> bool:
    """Whether it is asked whose turn it is, or to see the list."""
    return _WHOSE.fullmatch(read(text).plain.strip(" ?.!")) is not None


@only_with(_NEXT)
def next_turn(text: str) -> tuple[str, str] | None:
    """When and whose turn is next, as typed: "besok giliran Bu Lasmi"; None where that is not said."""
    found = None if asks_outright(text) else _NEXT.fullmatch(text.strip())
    return (found["when"].strip(), found["who"]) if found else None
