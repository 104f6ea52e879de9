"""What became of an idea, as it is told: "usulan mesin jahit disetujui", "mesin jahit sudah dibeli"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read
from bot.understanding.telling import asks_outright
from bot.understanding.words import is_honorific, is_of

LONGEST = 300
DISCUSSED, ADOPTED, NOT_ADOPTED, CARRIED_OUT = "discussed", "adopted", "not_adopted", "carried_out"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is told of an idea: by which words or number it is named, and what became of it. `sure` where the words can
    hardly be an idea themselves; with `named` the word "usul" or one like it stands there."""

    about: tuple[str, ...]
    number: int | None
    fate: str
    sure: bool
    named: bool


_NOT = r"(?:tidak|tdk|gak|ga|nggak|ngga|ndak|ora|ra|boten|mboten)"
_YET = r"(?:belum|blm|durung|dereng)"
_DONE = r"(?:sudah|sdh|udah|wis|uwis|sampun|pun|telah)"
_AGREED = r"(?:di)?-?(?:setuj\w*|sarujuk\w*|sepakat\w*|acc|terima|trima|tampa|tompo|mufakat)"
_TALKED = (
    r"(?:(?:di)?-?(?:bahas|rembug|rembag|musyawarahk?e?an|bicarak?e?an|omongk?e?)\w*|di?tunda|ditangguhk?e?an|ditundha)"
)
_FATES = (
    (DISCUSSED, rf"{_YET} (?:{_AGREED}|(?:di)?putus\w*|ada (?:ke)?putus\w*)"),
    (NOT_ADOPTED, rf"{_NOT} (?:{_AGREED}|jadi|sida|sido|dados)|(?:di)?tolak|ditampik|batal|dibatalk?e?an|gugur"),
    (ADOPTED, rf"(?:{_DONE} )?(?:{_AGREED}|lolos)"),
    (DISCUSSED, rf"(?:{_DONE} )?{_TALKED}"),
    (
        CARRIED_OUT,
        rf"(?:{_DONE} (?:di(?!setuj|bahas|rembug)[a-z]{{3,}}|jadi|dadi|dados|jalan|mlaku|mlampah|mulai|selesai|rampung"
        rf"|berjalan|berhasil|ada|datang|teka)|(?:{_DONE} )?(?:kelakon|kaleksanan|terlaksana|terwujud|kesampaian))",
    ),
)
_FATE = tuple((fate, expression(rf"\b(?:{words})\b", re.IGNORECASE)) for fate, words in _FATES)
_SURE = expression(rf"\b(?:di-?\w|batal|lolos|kelakon|kaleksanan|ter\w|{_NOT} |{_YET} |{_DONE} )", re.IGNORECASE)
_MORE = expression(r"[,.;\n].*\busul\b|\b(?:hadir|datang|izin)\b", re.DOTALL)
"""Where more is told than what became of an idea: a meeting, say."""
_NUMBER = expression(r"\b(?:nomor|no|nmr|nomer|ke)\.? ?-?(?P<one>\d{1,3})\b|\busul (?P<other>\d{1,3})\b")
_STANDING_BESIDE = """
usul yang itu ini tadi kemarin semalam malam pagi sore siang lalu kumpulan di pada saat waktu oleh semua anggota
warga hari tanggal senin selasa rabu kamis jumat sabtu ahad minggu bulan soal tentang masalah untuk dari nya kita
kami saja ya nggih bu pak jadi kelompok bersama sama dan dengan catat tolong sudah nomor lagi baru akhirnya
alhamdulillah terakhir januari februari maret april mei juni juli agustus september oktober november desember rt
tapi tetapi masih hasil agar supaya
"""
_BESIDE = frozenset(_STANDING_BESIDE.split())


def verdict(text: str) -> Verdict | None:
    """What a whole message tells of an idea; None if nothing. How the idea is named stands before that or behind it."""
    words = text.strip(" .!")
    if len(words) > LONGEST or asks_outright(words):
        return None
    fate, found = _fate(words)
    if found is None:
        return None
    before, behind = read(words[: found.start()]), read(words[found.end() :])
    named = "usul" in before.words or "usul" in behind.words
    about = _content(before) or _content(behind)
    if _content(before) and _content(behind):
        return None
    number = next(filter(None, map(_number, (before, behind))), None)
    if _MORE.search(before.plain):
        return None
    if not named and (fate != CARRIED_OUT or not about):
        return None
    return Verdict(tuple(about), number, fate, bool(_SURE.search(found[0])), named)


def _fate(words: str) -> tuple[str, re.Match[str] | None]:
    """What is told to have become of something, by the first of the ways that is told."""
    return next(((fate, found) for fate, way in _FATE if (found := way.search(words))), ("", None))


def _number(said: Said) -> int | None:
    found = _NUMBER.search(said.plain)
    return int(found["one"] or found["other"]) if found else None


def _content(said: Said) -> list[str]:
    """The words that tell which idea is meant."""
    return [
        token.raw
        for token in said.tokens
        if not (token.word in _BESIDE or token.raw.isdigit() or is_honorific(token.word) or _talks(token.raw))
    ]


def _talks(word: str) -> bool:
    """Whether a word only says what became of it once more: "dibahas, belum diputus"."""
    return any(way.fullmatch(word) for _fate, way in _FATE) or is_of("polite", word.lower())


_ASKING_WORDS = """
apa bagaimana mana siapa kapan kok piye pripun kepriye apakah status kabar nasib kelanjutan lanjut lihat baca isi
punya belum tidak setuju bahas jadi sampai
"""
_ASKED = frozenset(_ASKING_WORDS.split())


def asked_about(text: str, *, asking: bool = True) -> Verdict | None:
    """Which idea a whole message asks about ("usulan mesin jahit piye?", "usul nomor 2"); None if none is named. With
    `asking` False, which one other words name."""
    words = text.strip(" .!")
    if len(words) > LONGEST:
        return None
    said = read(words)
    if "usul" not in said.words:
        return None
    number = _number(said)
    about = [word for word in _content(said) if read(word).words[0] not in _ASKED] if said.tokens else []
    asks = asks_outright(words) or (number is not None and not about)
    if (asking and not asks) or (number is None and not about):
        return None
    return Verdict(tuple(about), number, "", sure=False, named=True)
