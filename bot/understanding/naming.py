"""Words that name one or several people and say nothing else: "bu Siti, pak Karno lan mas Budi"."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression

TITLE = r"(?:bu|ibu|pak|bapak|mbak|mbakyu|mas|mbah|kang|lik|bude|budhe|pakde|pakdhe|bulik|paklik|yu)\.?"
_WORD = r"[^\W\d_]+['’.]?[^\W\d_]*"
_NAME = expression(rf"(?:{TITLE}\s+)?{_WORD}(?:\s+{_WORD}){{0,3}}", re.IGNORECASE)
_SPLIT = expression(r"\s*(?:[,;&+\n]|\.\s|\.$|\b(?:dan|lan|karo|sama|kalih|kaliyan|serta)\b)\s*", re.IGNORECASE)
_NO_NAME = expression(
    r"\b(?:siapa|sapa|sopo|sinten|belum|durung|dereng|bukan|dudu|sanes|tidak|ora|mboten|gak|ndak|kapan|jadi|dadi|yang"
    r"|sing|izin|ijin|hadir|datang|teka|rawuh|sakit|kumpulan|rapat|rumah|omah\w*|harus|kudu|boleh|oleh|kalau|nek|yen"
    r"|nanti|mengko|bilang|minta|kelompok|koperasi|anggota|umur|pindah|seda|meninggal|lagi|maneh|saja|wae|pengurus\w*"
    r"|perempuan|laki\w*|orang|wong|semua|kabeh|diganti|ganti|berhenti|mundur|leren|lereh|mandeg|turun|keluar|sudah|wis"
    r"|punya|duwe|sama|satu|kk|ktp|daftar|catat|kami|kita|lama|baru|tolong|akses\w*|ke|tak|dadekke|dadekno|jadikan|angkat"
    r"|kosong|pemilihan|terpilih|kepilih|dipilih|periode|masih|isih|tinggal|hilang|gabung|atas|nama|kasih|itu|ya|yg|tapi|ning)\b",
    re.IGNORECASE,
)


def mentions(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of some words, or of their beginnings, stands in a text at all: a quick look before a close one."""
    folded = text.casefold()
    return any(word in folded for word in words)


def is_name(words: str) -> bool:
    """Whether words may name one person and say nothing besides."""
    return _NAME.fullmatch(words) is not None and not _NO_NAME.search(words)


def names_in(words: str) -> list[str]:
    """The people whom words name one after another, as typed; [] where they say anything besides."""
    names = [name.strip(" .!") for name in _SPLIT.split(words) if name.strip(" .!")]
    return names if all(map(is_name, names)) else []
