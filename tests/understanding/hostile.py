"""Texts that nobody should send: any Unicode, endless ones, days that are none, markup, and real sayings mangled."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from random import Random
from types import MappingProxyType

from bot.understanding.spelling import DATA
from tests.understanding.ours import expressions
from tests.understanding.pumped import pumped

LONGEST = 4096
TRANSCRIPTS = Path(__file__).parent.parent / "transcripts"
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069\ufeff\u00ad\u0301\u0000\x1b"
MARKUP = (
    "<script>alert(1)</script>",
    "<b>Tini</b>",
    "<img src=x onerror=alert(1)>",
    "&lt;&amp;&#x27;",
    "'; DROP TABLE members; --",
    '" OR "1"="1',
    "%s%s%n %d %(name)s",
    "{0} {} {name} {0.__class__} {{ }}",
    "${jndi:x} $(ls) `id`",
    "[Tini](https://example.org/?a=1) *tebal* _miring_ ~x~ ||y||",
    "\\u0000 \\n \\",
    "../../etc/passwd",
    "{% for x in y %}",
)
NAMES = (
    "Tini", "Lestari", "Suminah", "Wati", "Painem", "Wagiman", "Lasmi", "Darmo", "Suwito",
    "Sri", "Rubiyem", "Yatmi", "Tukiman", "Ning", "Jum", "Sari", "Putri",
)  # fmt: skip
BEHIND = ("", "45", "P", "L/P", "45 th rt 3", "1. 2. 3.")
TITLES = ("bu", "pak", "mbak", "mas", "mbah", "Bu", "Pak", "")
JOINERS = (", ", " ", " dan ", "\n", "; ", " karo ", " | ", ". ", ",")
DAYS = (
    "31 februari",
    "29/2/2023",
    "00-00-0000",
    "32 januari",
    "99/99/9999",
    "2026-13-45",
    "jam 25.61",
    "jam 99",
    "tgl 0",
    "minggu ke-9",
)


@lru_cache(maxsize=1)
def sayings() -> tuple[str, ...]:
    """What the project itself knows people to say: its examples, its answers and small talk, and the transcripts."""
    told = [line for path in sorted(DATA.glob("*.toml")) for line in _lines(tomllib.loads(path.read_text("utf-8")))]
    stories = [line for path in sorted(TRANSCRIPTS.glob("*.chat")) for line in path.read_text("utf-8").splitlines()]
    spoken = [line.partition(" > ")[2] for line in stories if " > " in line and not line.startswith(("bot", "#"))]
    return tuple(dict.fromkeys(line for line in [*told, *spoken] if line and not line.startswith("[")))


def _lines(data: object) -> list[str]:
    if isinstance(data, Mapping):
        return [line for value in data.values() for line in _lines(value)]
    return [line.strip() for line in str(data).splitlines() if 0 < len(line.strip()) < 200]


def _any_unicode(random: Random) -> str:
    highest = random.choice((0x7F, 0xFF, 0x24F, 0x6FF, 0xFFFF, 0x10FFFF))
    return "".join(chr(random.randint(0, highest)) for _ in range(random.randint(0, random.choice((5, 40, 400)))))


def _invisible(random: Random) -> str:
    return "".join(sign + random.choice(INVISIBLE) * random.randint(0, 2) for sign in random.choice(sayings()))


def _one_sign(random: Random) -> str:
    sign = random.choice(
        ["a", "A", "9", " ", "\n", "\t", "-", ".", ",", ":", "(", "'", "+", "=", "?", "ﷺ", "👍", "é", "\u0301"]
    )
    return sign * random.choice((1, 2, 3, 9, 25, 25, 90, 300, 300, LONGEST))


def _one_word(random: Random) -> str:
    """A word, or a few, over and over: what a pattern that tries too much is slow at."""
    words = " ".join(random.choice(random.choice(sayings()).split()) for _ in range(random.randint(1, 3)))
    part = (
        random.choice(("", "1", "31", "bu", "pak Tini"))
        + words
        + random.choice((" ", ", ", "\n", " : ", "-", ".", "", " 1 ", "  "))
    )
    return (part * (LONGEST // len(part) + 1))[: random.choice((60, 60, 90, 160, 160, 160, 300, 300, 1000, LONGEST))]


def _torn(random: Random) -> str:
    """A saying with a long gap of one sign or of a few in it."""
    words = random.choice(sayings()).split(" ")
    gap = random.choice(
        (" ", "\t ", "\n", " \n", "-", ".", ", ", " - ", "dan ", "& ", ": ", "\u00a0", "\u200b", "a", "1 ", "= ", "?")
    ) * random.choice((9, 60, 60, 900))
    words.insert(random.randint(0, len(words)), gap)
    return " ".join(words)


def _long_number(random: Random) -> str:
    number = "".join(random.choice("0123456789") for _ in range(random.choice((10, 20, 20, 100, 100, 1000))))
    before = random.choice(("", "umur ", "daftar bu Tini ", "rt ", "hp +62", "jam ", "tgl ", "hadir ", "lahir ", "٣"))
    return before + random.choice((number, "-".join(number), " ".join(number), ".".join(number), "0" * 90 + number))


def _nested_list(random: Random) -> str:
    lines = []
    for number in range(random.randint(1, random.choice((5, 5, 5, 60)))):
        mark = random.choice(
            (f"{number}.", f"{number})", f"({number})", "-", "•", "  -", "a.", f"{number}.{number}.", "* *")
        )
        lines.append(f"{' ' * random.randint(0, 9)}{mark} {_name(random)} {random.choice(BEHIND)}")
    return random.choice(("", "daftar anggota:\n", "Nama | L/P | Umur\n")) + random.choice(
        ("\n", "\n\n", " ", "; ")
    ).join(lines)


def _no_day(random: Random) -> str:
    frame = random.choice(
        ("kumpulan {} hadir semua", "bu Tini lahir {}", "{}", "jadwal pindah ke {}", "tiap {}", "wingi {} kumpulan")
    )
    return frame.replace("{}", " ".join(random.sample(DAYS, random.randint(1, 3))))


def _markup(random: Random) -> str:
    frame = random.choice(
        (
            "{}",
            "daftar {} 45 th",
            "nama kelompok {}",
            "kumpulan di {} hadir semua",
            "bu {} izin",
            "usul {}",
            "1. {}\n2. Tini",
        )
    )
    return frame.replace("{}", " ".join(random.sample(MARKUP, random.randint(1, 3))))


def _name(random: Random) -> str:
    return " ".join([random.choice(TITLES), *random.sample(NAMES, random.randint(1, 3))]).strip()


def _names(random: Random) -> str:
    joiner = random.choice(JOINERS)
    names = joiner.join(_name(random) for _ in range(random.randint(2, random.choice((8, 8, 8, 8, 12, 40, 250)))))
    said = random.choice(
        (
            "{}",
            "daftar {}",
            "hadir semua kecuali {}",
            "yang izin {}",
            "hadir: {}",
            "umur: {}",
            "{} tidak hadir",
            "kumpulan wingi {}",
        )
    )
    return said.replace("{}", names)[:LONGEST]


def _mangled(random: Random) -> str:
    letters = list(random.choice(sayings()))
    for _ in range(random.randint(1, 6)):
        _mangle(random, letters)
    return "".join(letters)


def _mangle(random: Random, letters: list[str]) -> None:
    if len(letters) < 2:
        return
    at = random.randrange(len(letters) - 1)
    match random.randrange(6):
        case 0:
            del letters[at]
        case 1:
            letters.insert(at, letters[at])
        case 2:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        case 3:
            letters[:] = [sign for sign in letters if sign != " "]
        case 4:
            letters[at:at] = f" {random.choice(random.choice(sayings()).split())} "
        case _:
            letters[at] = random.choice((letters[at].swapcase(), "\n", "1", random.choice(INVISIBLE)))


def _several(random: Random) -> str:
    joiner = random.choice((" ", ", ", "\n", ". ", " terus ", " bukan ", ": ", " kalau "))
    return joiner.join(random.choice(sayings()) for _ in range(random.choice((2, 2, 2, 2, 2, 3, 3, 5, 5, 80))))[
        :LONGEST
    ]


def _pumped(random: Random) -> str:
    """What one of our own expressions likes to read, over and over."""
    return pumped(*random.choice(expressions()), random)


KINDS: Mapping[str, Callable[[Random], str]] = MappingProxyType({
    "any Unicode": _any_unicode,
    "invisible signs": _invisible,
    "one sign": _one_sign,
    "one word": _one_word,
    "torn": _torn,
    "long numbers": _long_number,
    "nested lists": _nested_list,
    "no such day": _no_day,
    "markup": _markup,
    "names": _names,
    "mangled": _mangled,
    "several sayings": _several,
    "pumped": _pumped,
})  # fmt: skip
"""The kinds of hostile texts, each made by a source of chance."""
