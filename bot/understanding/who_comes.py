"""Words about who comes to a meeting that is still to come: bare answers, spouses told of, questions about others."""

from __future__ import annotations

import re

from bot.understanding.answers import bare
from bot.understanding.choices import choose
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from bot.understanding.times import find_time

_POLITE = r"(?:(?:bu|pak|mbak|mas|ya|maaf|mohon|dulu|saja|juga|kak|nggih) ?)*"
_BARE = expression(
    rf"{_POLITE}(?:saya )?(?:(?:jadi|tetap|siap|pasti|bisa|akan) )*"
    r"(?:hadir|datang|izin|pamit|absen|tidak (?:bisa|hadir|datang|ikut)(?: (?:hadir|datang|ikut))?"
    rf"|(?:belum|tidak|kurang) (?:tahu|pasti|tentu)) ?{_POLITE}"
)
_ABSEN = expression(r"\babsen\b(?! dulu)")
_AWAY = expression(r"\b(?:izin|sakit|skip|tidak|belum|berhalangan|halangan|pamit)\b")
_KIN = r"(?P<kin>suami|istri|pasangan)(?:ku|nya)?(?: saya)?"
_AND = r"(?:dan|dengan|sama|serta|beserta|bersama)"
_WITH_SPOUSE = expression(rf"\b(?:{_AND} {_KIN}\b|{_KIN.replace('kin', 'first')} {_AND} saya\b)")
_BESIDE = (
    r"(?:juga|besok|nanti|lusa|malam|sore|pagi|siang|ini|itu|kumpulan|yang|ya|bu|pak|mbak|mas|tetap|saja|dulu|insyaallah"
    r"|senin|selasa|rabu|kamis|jumat|sabtu|minggu|ahad|hari)"
)
_COMES = (
    r"(?:jadi |akan |mau |tetap |pasti |siap )*(?:hadir|datang|ikut|berangkat|bisa|telat)"
    r"(?: (?:hadir|datang|ikut|kumpulan))?"
)
_NOT = (
    r"(?:tidak|belum)(?: (?:bisa|jadi|sida|sido|akan|bakal|ikut|hadir|datang|tahu|pasti|tentu|mesti)){0,3}"
    r"|mungkin|izin|pamit"
)
_ENDS = rf"(?= ?(?:$|[,.;!\n]|(?:{_BESIDE}|tapi|nanging|karena|dan|kalau|sedang|suami|istri|pasangan|saya)\b))"
_OF_SPOUSE = expression(
    rf"(?<!bu )(?<!pak )\b{_KIN}(?: {_BESIDE})* (?P<says>{_NOT}|{_COMES}){_ENDS}", only_with="suami istri pasangan"
)
_OF_ME = expression(rf"\bsaya(?: {_BESIDE})* (?P<says>{_NOT}|{_COMES}){_ENDS}", only_with="saya")
_ASKS = "siapa berapa pinten"
_WHO = r"(?:siapa(?: (?:saja|wae|mawon|ya))*|berapa(?: orang| yang| anggota)*|pinten)"
_AHEAD = r"(?:besok|nanti|lusa|depan|berikutnya|malam ini|hari ini)"
_ANSWERED = r"(?:izin|pamit|n?jawab|menjawab|kabar|balas|konfirmasi)"
_COMING = rf"(?:hadir|datang|ikut|absen|berangkat|coming|{_ANSWERED})"
_SAID = rf"(?:(?:bisa|mau|akan)\b.*\b{_COMING}|(?:sudah|belum)\b.*\b{_ANSWERED})"
_NOT_BEFORE = r"(?!.*\b(?:kemarin|tadi|kali)\b)"
_ASKED = (
    expression(rf"\b{_WHO}\b.*\b{_SAID}\b{_NOT_BEFORE}", only_with=_ASKS),
    expression(rf"\b{_SAID}\b.*\b{_WHO}\b{_NOT_BEFORE}", only_with=_ASKS),
    expression(rf"\b{_WHO}\b.*\b{_COMING}\b.*\b{_AHEAD}\b", only_with=_ASKS),
    expression(rf"\b{_AHEAD}\b.*\b{_WHO}\b.*\b{_COMING}\b|\b{_COMING}\b.*\b{_AHEAD}\b.*\b{_WHO}\b", only_with=_ASKS),
    expression(rf"\byang {_COMING} {_WHO} {_AHEAD}\b|\b{_AHEAD} yang {_COMING} {_WHO}(?: ya)?\W*$", only_with=_ASKS),
)
_NOT_USUALLY = r"(?!.*\b(?:sering|jarang|rajin|biasanya)\b)"
_AT_ALL = expression(
    rf"^{_NOT_USUALLY}.*\b{_WHO}\b.*\b(?:{_ANSWERED}|hadir|datang)\b{_NOT_BEFORE}"
    rf"|^{_NOT_USUALLY}.*\b{_ANSWERED}\b.*\b{_WHO}\b{_NOT_BEFORE}",
    only_with=_ASKS,
)
_SHORT, _LONGEST = 5, 10


@only_with(_BARE)
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


def with_spouse(text: str) -> tuple[str, str | None, str | None] | None:
    """The word for the speaker's own spouse, who is told of without a name; what is said of the spouse, and what of the
    speaker: "aku teka, bojoku izin". None where no spouse is told of; nothing is said of a speaker who is not named."""
    plain = read(text).plain
    both, spouse = _WITH_SPOUSE.search(plain), _OF_SPOUSE.search(plain)
    if both is not None:
        answer = choose("answer", plain)
        return both["kin"] or both["first"], answer, answer
    if spouse is None:
        return None
    rest = plain[: spouse.start()] + plain[spouse.end() :]
    mine = _OF_ME.search(rest)
    return spouse["kin"], _says(spouse["says"]), _says(mine["says"]) if mine else choose("answer", rest)


def bare_of_spouse(text: str) -> bool:
    """Whether a message says nothing but whether the speaker's spouse comes, and perhaps the speaker."""
    plain = read(text).plain
    if _OF_SPOUSE.search(plain) is None:
        return False
    rest = _OF_ME.sub(" ", _OF_SPOUSE.sub(" ", plain, count=1), count=1)
    left = [word for word in re.findall(r"\w+", rest) if re.fullmatch(rf"{_BESIDE}|tapi|dan", word) is None]
    return not left or bare_answer(" ".join(left)) is not None


def _says(words: str) -> str | None:
    return "no" if words in ("tidak", "belum") else choose("answer", words)


@only_with(*_ASKED)
def asks_who_comes(text: str) -> bool:
    """Whether a message asks who comes to a meeting still to come, who is excused, or who has not answered."""
    plain = read(text).plain
    return len(plain.split()) <= _LONGEST and any(pattern.search(plain) for pattern in _ASKED)


@only_with(*_ASKS.split())
def asks_who_at_all(text: str) -> bool:
    """Whether it is asked who comes or is excused, without a word that tells of which meeting: "siapa yang izin"."""
    plain = read(text).plain
    return len(plain.split()) <= _SHORT and _AT_ALL.search(plain) is not None


_LATE = expression(r"\b(?:telat|terlambat|nyusul|menyusul)\b")
_CLAUSE = expression(r"[^,.;!\n]+")
_SHORT_NOTE = 5


def late_note(text: str) -> str | None:
    """What a message says of coming late, with the hour if it tells one: "telat, jam 5 baru bisa"; None if nothing."""
    said = read(text)
    if _LATE.search(said.plain) is None:
        return None
    parts = [one for one in _CLAUSE.finditer(said.plain) if _LATE.search(one[0]) or find_time(one[0])]
    starts = [one.start() + (late.start() if (late := _LATE.search(one[0])) else 0) for one in parts]
    told = [said.typed(start, one.end()).strip() for start, one in zip(starts, parts, strict=True)]
    return ", ".join(one for one in told if len(one.split()) <= _SHORT_NOTE) or "telat"
