"""What became of an idea, as it is told: "usulan mesin jahit disetujui", "mesin jahit sudah dibeli"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import Said, read
from bot.understanding.telling import asks_outright
from bot.understanding.words import is_honorific, is_of
from lean import dataclass

LONGEST, MOST, A_REASON = 300, 8, 8
DISCUSSED, ADOPTED, NOT_ADOPTED, CARRIED_OUT = "discussed", "adopted", "not_adopted", "carried_out"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is told of an idea: by which words or number it is named, and what became of it. `sure` where the words can
    hardly be an idea themselves; with `named` the word "usul" or one like it stands there. `outcome` is what came of
    it, as typed, where something did."""

    about: tuple[str, ...]
    number: int | None
    fate: str
    sure: bool
    named: bool
    outcome: str = ""


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
_TOLD_BY = (
    *("setuj", "sarujuk", "sepakat", "acc", "terima", "trima", "tampa", "tompo", "mufakat", "putus", "lolos", "hasil"),
    *("bahas", "rembug", "rembag", "musyawarah", "bicara", "omong", "tunda", "tangguh", "tundha"),
    *("tolak", "tampik", "batal", "gugur", "jadi", "dadi", "dados", "sida", "sido", "jalan", "mlaku", "mlampah"),
    *("mulai", "selesai", "rampung", "kelakon", "kaleksanan", "terlaksana", "terwujud", "kesampaian"),
    *(f"{done} {what}" for done in ("udah", "sdh", "wis", "pun", "telah") for what in ("di", "ada", "datang", "teka")),
)
"""What stands in every text that tells what became of an idea."""
_SURE = expression(rf"\b(?:di-?\w|batal|lolos|kelakon|kaleksanan|ter\w|{_NOT} |{_YET} |{_DONE} )", re.IGNORECASE)
_MORE = expression(r"[,.;\n].*\busul\b|\b(?:hadir|datang|izin)\b", re.DOTALL)
"""Where more is told than what became of an idea: a meeting, say."""
_NUMBER = expression(r"\b(?:nomor|no|nmr|nomer|ke)\.? ?-?(?P<one>\d{1,3})\b|\busul (?P<other>\d{1,3})\b")
_BETWEEN = expression(
    r"\s*(?:[,;\n.]+\s*(?:(?:dan|lan|karo|sedangkan|sementara|tapi|ning|nanging)\s+)?"
    r"|\s(?:dan|lan|sedangkan|sedang|tapi|ning|nanging)\s)\s*(?=\S)",
    re.IGNORECASE,
)
_ONLY_NUMBER = expression(r"^(?:nomor|no|nomer|nmr)?\.? ?(?=\d{1,3}\b)", re.IGNORECASE)
_RESULT = expression(
    r"^\W*hasil(?:e|nya|ipun)? (?:dari |saka |saking )?(?:usul\w*|ide|saran\w*) (?P<about>[^:=]{1,80}?)"
    r"\s*[:=]\s*(?P<outcome>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_STANDING_BESIDE = """
usul yang itu ini tadi kemarin semalam malam pagi sore siang lalu kumpulan di pada saat waktu oleh semua anggota
warga hari tanggal senin selasa rabu kamis jumat sabtu ahad minggu bulan soal tentang masalah untuk dari nya kita
kami saja ya nggih bu pak jadi kelompok bersama sama dan dengan catat tolong sudah nomor lagi baru akhirnya
alhamdulillah terakhir januari februari maret april mei juni juli agustus september oktober november desember rt
tapi tetapi masih hasil agar supaya
"""
_BESIDE = frozenset(_STANDING_BESIDE.split())


@only_with(*_TOLD_BY)
def verdict(text: str) -> Verdict | None:
    """What a whole message tells of an idea; None if nothing. How the idea is named stands before that or behind it."""
    words = text.strip(" .!")
    if len(words) > LONGEST or asks_outright(words):
        return None
    result = _result(words)
    fate, found = _fate(words)
    if found is None or result is not None:
        return result
    before, behind = read(words[: found.start()]), read(words[found.end() :])
    named = "usul" in before.words or "usul" in behind.words
    first, then = _content(before), _content(behind)
    number = next(filter(None, map(_number, (before, behind))), None)
    if _MORE.search(before.plain) or not (named or first):
        return None
    # What stands behind says why, or how; whoever names a new idea that way is known by the book.
    if first and then and "usul" in behind.words:
        return None
    reason = bool(then) and bool(first or number is not None)
    about = first if reason else first or then
    outcome = words[found.start() :] if fate == CARRIED_OUT and (about or number is not None) else ""
    return Verdict(tuple(about), number, fate, bool(_SURE.search(found[0])) and not reason, named, outcome)


def _result(words: str) -> Verdict | None:
    """What is told in so many words to be what came of an idea: "hasil usulan pupuk: laku 40 karung"."""
    found = _RESULT.match(words)
    said = read(found["about"]) if found else None
    if found is None or said is None:
        return None
    about, number = _content(said), _number(read(f"usul {found['about']}"))
    told = about or number is not None
    return Verdict(tuple(about), number, CARRIED_OUT, False, True, found["outcome"]) if told else None


@only_with(verdict)
def verdicts(text: str) -> list[Verdict]:
    """What a whole message tells of several ideas, one after another; [] where it tells of one or none. What tells of
    none itself says why something became of the one before it."""
    if len(text) > LONGEST:
        return []
    told: list[Verdict] = []
    for part in [part for part in _BETWEEN.split(text.strip(" .!")) if part]:
        one = verdict(_ONLY_NUMBER.sub("usul nomor ", part))
        if one is not None and (one.about or one.number is not None):
            told.append(one)
        elif told and _says_more(part):
            more = f"{told[-1].outcome}, {part}" if told[-1].outcome else ""
            told[-1] = replace(told[-1], outcome=more)
        else:
            return []
    return told if 1 < len(told) <= MOST else []


def _says_more(part: str) -> bool:
    """Whether words only say why, or how, what stands before them came about."""
    return len(part.split()) <= A_REASON and not _MORE.search(read(part).plain)


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
punya belum tidak setuju bahas jadi sampai hasil putus saya keputusan jelas terima tolak
"""
_ASKED = frozenset(_ASKING_WORDS.split())


@only_with("usul")
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


@only_with("usul")
def asks_what_became(text: str) -> bool:
    """Whether a whole message asks what became of ideas, and names none of them: "usul saya gimana hasilnya"."""
    words = text.strip(" .!")
    said = read(words[:LONGEST])
    if len(words) > LONGEST or "usul" not in said.words or not asks_outright(words) or _number(said) is not None:
        return False
    return all(read(word).words[0] in _ASKED for word in _content(said))
