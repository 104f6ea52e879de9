"""Posts as people tell of them: "ketua bu Sri, bendahara pak Karno", who gives one up, and who is asked for."""

from __future__ import annotations

import re
from datetime import date, datetime

from bot.understanding.dates import find_date
from bot.understanding.degrees import plainly
from bot.understanding.expressions import expression
from bot.understanding.naming import TITLE, is_name, mentions, names_in
from bot.understanding.needed import only_with
from bot.understanding.telling import asks_outright
from bot.understanding.terms import find_term
from lean import dataclass

POSTS = {
    "vice_chair": r"wakil(?: ?ketua)?",
    "chair": r"ketua",
    "secretary": r"sek[re]{2}taris",
    "treasurer": r"bendahara",
    "supervisor": r"(?:badan )?pengawas",
}
"""The posts, each by the words for it."""
_ENDING = r"(?:\s?(?:nipun|ipun|nya|ne|e|ku)\b)?"
_POST = expression(
    r"\b(?:" + "|".join(f"(?P<{post}>{words})" for post, words in POSTS.items()) + rf"){_ENDING}\b", re.IGNORECASE
)
_ANY = rf"\b(?:{'|'.join(POSTS.values())}){_ENDING}\b"
_OURS = r"(?:\s+(?:kelompok\w*|kita|kami|jp|koperasi\w*|dewe|awake|jamaah|produksi|ini|niki|iki))*"
_WHO = r"(?:siapa|sapa|sopo|sinten)(?:\s+(?:saja|wae|mawon|to|sih|ya|yo))*"
_ALL = rf"(?:pengurus|kepengurusan|(?:susunan|struktur|daftar)\s+pengurus){_ENDING}"
_NOW = r"(?:sekarang|saiki|sakniki|saat ini)"
_BECOMES = r"(?:men)?(?:jadi|dadi|dados)"
_NO_MORE = r"(?:berhenti|mundur|leren|lereh|mandeg|mandek|turun|keluar|mengundurkan diri)"
_ALREADY = r"(?:sudah\s+|udah\s+|wis\s+|sampun\s+)?"
_NOT = r"(?:bukan|dudu|sanes|tidak|ora|mboten|gak|ndak)"

_DAY = r"(?:tadi malam|semalam|mau bengi|kemarin|wingi|tadi|hari ini|(?:tanggal|tgl|pada)\s+[^,:]+?)"
_CHOSEN = expression(
    rf"^\W*(?:(?P<when>{_DAY})\s+)?(?:hasil\s+)?(?:diadakan\s+)?(?:pemilihan|pilihan|kepilih|terpilih|dipilih|milih|memilih)"
    rf"(?:\s+{_ALL}{_OURS})?(?:\s+(?P<later>{_DAY}))?\s*[:=,]?\s*",
    re.IGNORECASE,
)
_PERIOD = expression(r"\s*\(?periode\s+(?P<year>\d{4})\s*(?:[-–/]|sampai|s/d|sd)\s*\d{4}\)?", re.IGNORECASE)
_NUMBERED = expression(r"(?:^|(?<=\s))\d{1,2}[.)]\s*")
_LEAD = expression(
    r"^\W*(?:(?:tolong|mohon|tambah(?:kan|i|no)?|terus|trus|lalu|dan|lan|juga)\s+)*(?:(?:catat|tulis|isi)(?:kan|en|no)?\s+)?(?:(?:ini|iki|niki|nama)\s+)*"
    r"(?:(?:kami|kita|kelompok\w*|jp|awake dh?ewe)\s+)?(?:(?:sudah|wis|sampun|saiki|sekarang)\s+)*"
    rf"(?:(?:punya|duwe|nduwe|gadhah|ada|ana)\s+(?={_ALL}))?"
    rf"(?:{_ALL}{_OURS}(?:\s+(?:baru|anyar|{_NOW}|periode))*\s*[:=,]?\s*)?"
    rf"(?:(?:(?:yang|sing|ingkang)\s+)?(?:(?:ter|ke)pilih\s+)?{_BECOMES}\s+)?(?:{_NOW}\s+)?",
    re.IGNORECASE,
)
_WRONG = expression(
    r"^\W*(?:(?:eh|oh|lho|maaf|sori)\W+)*(?:salah|keliru|kliru|luput|ralat|(?:yang|sing)\s+(?:benar|bener|betul))\b[\s,.:]*",
    re.IGNORECASE,
)
_UNWILLING = expression(
    rf"(?:^|[\s,;.]+)(?:(?:karena|amarga|amargi|soale|sebab)\s+)?{TITLE}\s+[^\W\d_]+(?:\s+[^\W\d_]+)?\s+"
    r"(?:tidak|tdk|gak|ga|nggak|ndak|ora|ra|mboten|boten)\s+(?:gelem|mau|bersedia|purun|kersa|sanggup|saguh|isa|bisa)\b"
    r"(?:\s+(?:lagi|maneh|malih|je|kok))*",
    re.IGNORECASE,
)
"""Why somebody else holds a post; it tells nothing more."""
_TAIL = expression(r"(?:[\s,]+(?:ya|yo|nggih|njih|kok|lho|to|bu|pak|mbak|mas))+[\s.!]*$", re.IGNORECASE)
_BETWEEN = expression(
    rf"^{_OURS}(?:\s*(?:[:=.-]|\b(?:adalah|yaitu|yaiku|itu|kuwi|iku|niku|ialah|baru|anyar|{_NOW}|namanya|jenenge|"
    rf"{_BECOMES}|dipegang|dicekel|dijabat|oleh|dening|terpilih|kepilih|dipilih)\b))*\s*",
    re.IGNORECASE,
)
_CHANGED = expression(
    r"^(?:.{0,40}?\b)?(?:di)?ganti(?:kan|ke|ni|nipun|an)?\b(?:\s+(?:oleh|dening|ke|jadi|dadi|sama|karo))*\s+",
    re.IGNORECASE,
)
_NOT_BUT = expression(rf"^{_NOT}\s+.{{2,40}}?[,\s]+(?:tapi|tetapi|ning|nanging|melainkan)\s+", re.IGNORECASE)
_PARTS = expression(r"\s*(?:[,;&+\n]|\.\s|\b(?:dan|lan|karo|kalih|kaliyan|serta)\b)\s*", re.IGNORECASE)
_AS = rf"(?:{_BECOMES}|sebagai|minangka|terpilih|kepilih)"
_BEHIND = expression(
    rf"(?P<name>{TITLE}\s+[^,;:()]+?)\s*(?:\(\s*(?P<in>{_ANY})\s*\)|\s?[-–:=]\s*(?P<at>{_ANY})(?=\s*(?:,|;|$)))",
    re.IGNORECASE,
)
_SHARED = expression(r"\s*(?:dan|lan|karo|sekaligus|merangkap|ngrangkep|&|\+|/)\s*", re.IGNORECASE)
_SOON = rf"(?:(?:{_NOW}|bakal|akan)\s+)"
_SAY_AS = rf"(?:(?:yang|sing|ingkang)\s+)?{_AS}"
_GIVEN = expression(
    rf"^(?P<name>{TITLE}\s+.{{2,40}}?(?=\s+{_SOON}?(?:{_SAY_AS}\s+)*{_ANY})"
    rf"|.{{2,40}}?(?=\s+{_SOON}?{_SAY_AS}\b)|(?:saya|aku|kula|kulo)(?=\s))"
    rf"\s*{_SOON}?(?:\s*(?:(?:yang|sing|ingkang)\s+)?{_AS})*\s+(?P<post>{_ANY}){_OURS}(?:\s+(?:baru|anyar))?$",
    re.IGNORECASE,
)
_ENDED = (
    expression(
        rf"^(?P<name>.{{2,40}}?)\s+{_ALREADY}{_NO_MORE}(?:\s+(?:dari|saka|sebagai|{_BECOMES}|jabatan))*\s+"
        rf"(?P<post>{_ANY}){_OURS}$",
        re.IGNORECASE,
    ),
    expression(
        rf"^(?P<name>.{{2,40}}?)\s+{_ALREADY}{_NOT}\s+(?:{_BECOMES}\s+)?(?P<post>{_ANY}){_OURS}\s+(?:lagi|maneh|malih)$",
        re.IGNORECASE,
    ),
    expression(
        rf"^(?P<name>.{{2,40}}?)\s+(?:sudah|udah|wis|sampun)\s+{_NOT}\s+(?:{_BECOMES}\s+)?(?P<post>{_ANY}){_OURS}$",
        re.IGNORECASE,
    ),
    expression(
        rf"^(?:hapus|copot|cabut)\s+(?P<post>{_ANY}){_OURS}(?:\s+(?P<name>{TITLE}\s+[^\W\d_]+(?:\s+[^\W\d_]+)?))?$",
        re.IGNORECASE,
    ),
    expression(
        rf"^(?P<post>{_ANY}){_OURS}\s+(?:(?P<name>{TITLE}\s+[^\W\d_]+(?:\s+[^\W\d_]+)?)\s+)?{_ALREADY}(?:{_NO_MORE}|kosong)$",
        re.IGNORECASE,
    ),
)
_WHOSE = rf"{_ANY}{_OURS}(?:\s+(?:{_NOW}|niku|kuwi|itu|iku|ki|yaitu|yaiku))*\s+{_WHO}"
_ME = r"(?:aku|saya|kula|kulo)(?:\s+(?:ki|iki|niki|itu|kuwi))?"
_HELD = rf"(?:(?:{_BECOMES}|termasuk|klebu)\s+)?(?:{_ANY}|{_ALL}){_OURS}"
_ASKED = expression(
    rf"\W*(?:{_WHO}\s+(?:(?:yang\s+|sing\s+|ingkang\s+)?(?:{_BECOMES}\s+)?)?{_ANY}(?:\s+(?:dan|lan|karo|sama)\s+{_ANY})*{_OURS}"
    rf"|(?=[^?]*\b(?:masih|isih|tasih)\b)[^?]{{0,30}}{_ANY}[^?]{{0,30}}(?=\?)"
    rf"|(?:belum|durung|dereng)\s+(?:ada|ana|ono|punya|duwe)\s+(?:{_ANY}|{_ALL}){_OURS}"
    rf"|(?:{_ANY}|{_ALL}){_OURS}\s+(?:belum|durung|dereng)(?:\s+(?:ada|ana|ono|dipilih|dicatat|tercatat))?"
    rf"|kapan\s+{_ALL}{_OURS}\s+\w+|masa\s+(?:jabatan|kerja|bakti)\s+(?:{_ANY}|{_ALL}){_OURS}(?:\s+sampai\s+kapan|\s+berapa\s+\w+)?"
    rf"|{_WHOSE}(?:\s*(?:,|\b(?:dan|lan|karo|sama|terus|kalih)\b)\s*{_WHOSE})*"
    rf"|{_ME}\s+{_HELD}\s+(?:apa|opo|napa|nopo|atau)\s+(?:bukan|udu|dudu|sanes|mboten|ora|tidak)"
    rf"|(?:apa|opo|napa|nopo)\s+{_ME}\s+{_HELD}"
    rf"|(?:sejak|wiwit)?\s*kapan\s+.{{0,40}}?{_ANY}{_OURS}|.{{0,40}}?{_ANY}{_OURS}\s+(?:sejak|wiwit)\s+kapan"
    rf"|{_ANY}{_OURS}\s+(?:sudah|wis|sampun)\s+(?:di)?ganti\w*\s+(?:belum|durung|dereng)"
    rf"|{_WHO}\s+(?:(?:yang|sing|ingkang)\s+)?(?:{_BECOMES}\s+)?{_ALL}{_OURS}"
    rf"|(?:(?:lihat|tampilkan|pirsa|daftar|tolong)\s+)*{_ALL}{_OURS}(?:\s+{_NOW})?(?:\s+{_WHO})?|{_WHO}\s+{_ALL}{_OURS})"
    rf"(?:\s+(?:to|ya|yo|nggih|kuwi|{_NOW}|bu|pak|mbak|mas))*[?.!\s]*",
    re.IGNORECASE,
    only_with="wakil ketua taris bendahara pengawas pengurus",
)
WORDS = ("ketua", "wakil", "sekr", "seker", "bendahara", "pengawas", "pengurus")
"""One of these stands, at least in part, in whatever tells of a post or asks for one."""
MOST, LONGEST = 12, 600


@dataclass(frozen=True, slots=True)
class Appointed:
    """Who is told to hold which posts, as typed, and since when; `wrong`: what was told before was a mistake."""

    posts: tuple[tuple[str, str], ...]
    since: date | None = None
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """A post that somebody (as typed, where named) has given up, and from which day on."""

    post: str
    name: str
    day: date | None = None


def post_named(words: str) -> str | None:
    """The post that words name first."""
    found = _POST.search(words)
    return found.lastgroup if found else None


@only_with(*WORDS)
def find_appointed(text: str, now: datetime) -> Appointed | None:
    """Who is told to hold which post, where a whole text tells nothing else."""
    if not _may_tell(text):
        return None
    text = plainly(text)
    lines = ", ".join(_NUMBERED.sub("", line).strip(" ,.") for line in text.splitlines() if line.strip())
    words, since = find_term(_BEHIND.sub(_in_front, _TAIL.sub("", _UNWILLING.sub("", lines))), now)
    words, chosen = _chosen(words, now)
    wrong = _WRONG.search(words)
    words = _LEAD.sub("", words[wrong.end() :] if wrong else words).strip(" ,.!")
    posts, denied = _by_name(words), False
    if not posts:
        posts, denied = _by_post(words)
    if not posts or len(posts) > MOST or _is_handing_over(posts, text):
        return None
    return Appointed(tuple(posts), since or chosen, wrong is not None or denied)


def _chosen(words: str, now: datetime) -> tuple[str, date | None]:
    """The words without those that say when somebody was chosen, and that day: "kemarin pemilihan pengurus: ..."."""
    period = _PERIOD.search(words)
    if period:
        return words[: period.start()] + words[period.end() :], date(int(period["year"]), 1, 1)
    found = _CHOSEN.match(words)
    when = (found["when"] or found["later"]) if found else None
    return words[found.end() :] if found else words, find_date(when, now, past=True) if when else None


def _in_front(found: re.Match[str]) -> str:
    """The post before the name: "Bu Sri (ketua)", "Bu Sri - ketua"."""
    return f"{found['in'] or found['at']} {found['name']}"


def _may_tell(text: str) -> bool:
    return len(text) <= LONGEST and mentions(text, WORDS) and not asks_outright(text)


def _by_name(words: str) -> list[tuple[str, str]]:
    """Posts behind the names: "bu Sri jadi ketua, pak Karno jadi bendahara"."""
    found = [_GIVEN.match(part.strip()) for part in _PARTS.split(words) if part.strip()]
    given = [(post_named(one["post"]) or "", one["name"].strip()) for one in found if one]
    return given if len(given) == len(found) and all(is_name(name) for _post, name in given) else []


def _by_post(words: str) -> tuple[list[tuple[str, str]], bool]:
    """Names behind the posts: "ketua bu Sri, bendahara pak Karno"; and whether another was said to be wrong."""
    words = re.sub(r"^(?:di)?ganti\s+", "", words, flags=re.IGNORECASE)
    marks = list(_POST.finditer(words))
    if not marks or words[: marks[0].start()].strip():
        return [], False
    posts, denied = [], False
    shared: list[str] = []
    for mark, end in zip(marks, [*(following.start() for following in marks[1:]), len(words)], strict=True):
        shared.append(mark.lastgroup or "")
        if _SHARED.fullmatch(words[mark.end() : end]):
            continue
        told, wrong = _NOT_BUT.subn("", _CHANGED.sub("", _BETWEEN.sub("", words[mark.end() : end])))
        names = names_in(told)
        if not names:
            return [], False
        posts += [(post, name) for post in shared for name in names]
        denied, shared = denied or bool(wrong), []
    return ([], False) if shared else (posts, denied)


def _is_handing_over(posts: list[tuple[str, str]], text: str) -> bool:
    """Whether the books go to another: "sekretaris diganti bu Tini", and nothing of another post."""
    alone = {post for post, _name in posts} == {"secretary"}
    return alone and re.search(r"ganti|pindah|serah|baru|anyar", text, re.IGNORECASE) is not None


@only_with(*WORDS)
def find_ended(text: str, now: datetime) -> Ended | None:
    """Which post is told to be given up; None where nothing of that is told."""
    if not _may_tell(text):
        return None
    words, day = find_term(" ".join(text.split()).strip(" .!"), now)
    found = next((one for one in (pattern.match(words.strip(" .,!")) for pattern in _ENDED) if one), None)
    name = (found["name"] or "").strip() if found else ""
    if found is None or (name and not is_name(name)):
        return None
    return Ended(post_named(found["post"]) or "", name, day)


@only_with(*WORDS)
def asked_post(text: str) -> str | None:
    """Which one post a text asks for, "" for several or all; None where it asks for none."""
    near = len(text) <= LONGEST and mentions(text, WORDS)
    found = _ASKED.fullmatch(" ".join(text.split())) if near else None
    asked = {post.lastgroup for post in _POST.finditer(found[0])} if found else set()
    return None if found is None else (asked.pop() or "" if len(asked) == 1 else "")
