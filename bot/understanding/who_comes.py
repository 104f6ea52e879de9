"""Words about who comes to a meeting that is still to come: bare answers, spouses told of, questions about others."""

from __future__ import annotations

import re

from bot.understanding.answers import bare
from bot.understanding.choices import choose
from bot.understanding.normalise import read

_POLITE = r"(?:(?:bu|pak|mbak|mas|ya|maaf|mohon|dulu|saja|juga|kak|nggih) ?)*"
_BARE = re.compile(
    rf"{_POLITE}(?:saya )?(?:(?:jadi|tetap|siap|pasti|bisa|akan) )*"
    r"(?:hadir|datang|izin|pamit|absen|tidak (?:bisa|hadir|datang|ikut)(?: (?:hadir|datang|ikut))?"
    rf"|(?:belum|tidak|kurang) (?:tahu|pasti|tentu)) ?{_POLITE}"
)
_ABSEN = re.compile(r"\babsen\b(?! dulu)")
_AWAY = re.compile(r"\b(?:izin|sakit|skip|tidak|belum|berhalangan|halangan|pamit)\b")
_SPOUSE = re.compile(r"\b(?:(?:dan|dengan|sama|serta|beserta|bersama) )(?P<kin>suami|istri|pasangan)\b")
_WHO = r"(?:siapa(?: (?:saja|wae|mawon|ya))*|berapa(?: orang| yang| anggota)*|pinten)"
_AHEAD = r"(?:besok|nanti|lusa|depan|berikutnya|malam ini|hari ini)"
_ANSWERED = r"(?:izin|pamit|n?jawab|menjawab|kabar|balas|konfirmasi)"
_COMING = rf"(?:hadir|datang|ikut|absen|berangkat|coming|{_ANSWERED})"
_SAID = rf"(?:(?:bisa|mau|akan)\b.*\b{_COMING}|(?:sudah|belum)\b.*\b{_ANSWERED})"
_NOT_BEFORE = r"(?!.*\b(?:kemarin|tadi|kali)\b)"
_ASKED = (
    re.compile(rf"\b{_WHO}\b.*\b{_SAID}\b{_NOT_BEFORE}"),
    re.compile(rf"\b{_SAID}\b.*\b{_WHO}\b{_NOT_BEFORE}"),
    re.compile(rf"\b{_WHO}\b.*\b{_COMING}\b.*\b{_AHEAD}\b"),
    re.compile(rf"\b{_AHEAD}\b.*\b{_WHO}\b.*\b{_COMING}\b|\b{_COMING}\b.*\b{_AHEAD}\b.*\b{_WHO}\b"),
)
_NOT_USUALLY = r"(?!.*\b(?:sering|jarang|rajin|biasanya)\b)"
_AT_ALL = re.compile(
    rf"^{_NOT_USUALLY}.*\b{_WHO}\b.*\b(?:{_ANSWERED}|hadir|datang)\b{_NOT_BEFORE}"
    rf"|^{_NOT_USUALLY}.*\b{_ANSWERED}\b.*\b{_WHO}\b{_NOT_BEFORE}"
)
_SHORT, _LONGEST = 5, 10


def bare_answer(text: str) -> str | None:
    """What a message that is only an answer says: "yes", "no" or "maybe"; "" for "absen", which may mean either; None
    where it says anything more."""
    plain = read(bare(text)).plain.strip(" .!")
    if not _BARE.fullmatch(plain):
        return None
    return "" if either_way(text) else choose("answer", plain)


def either_way(text: str) -> bool:
    """Whether "absen" stands there alone for an answer: the roll, or being absent."""
    plain = read(text).plain
    return _ABSEN.search(plain) is not None and _AWAY.search(plain) is None


def spouse_of_speaker(text: str) -> str | None:
    """The word for the speaker's own spouse, who is told of without a name: "saya dan suami hadir"."""
    found = _SPOUSE.search(read(text).plain)
    return found["kin"] if found else None


def asks_who_comes(text: str) -> bool:
    """Whether a message asks who comes to a meeting still to come, who is excused, or who has not answered."""
    plain = read(text).plain
    return len(plain.split()) <= _LONGEST and any(pattern.search(plain) for pattern in _ASKED)


def asks_who_at_all(text: str) -> bool:
    """Whether it is asked who comes or is excused, without a word that tells of which meeting: "siapa yang izin"."""
    plain = read(text).plain
    return len(plain.split()) <= _SHORT and _AT_ALL.search(plain) is not None
