"""What is asked for on paper: which book, of which meeting or days, as which kind of file, for whom outside."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime

from bot.understanding.choices import choose
from bot.understanding.dates import find_date
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import Said, read
from bot.understanding.paper_wishes import is_bare, is_to_be_made, names_paper, wishes
from bot.understanding.periods import find_period
from lean import dataclass

BLANK, OUTSIDE, PACK, ALL = "blank", "outside", "registration_pack", "all"
_LONGEST = 20
_WITH = (
    *(
        "cetak",
        "notul",
        "cithak",
        "prin",
        "file",
        "berkas",
        "pdf",
        "excel",
        "eksel",
        "exel",
        "xls",
        "spreadsheet",
        "doc",
        "word",
    ),
    *(
        "unduh",
        "donl",
        "downl",
        "export",
        "ekspor",
        "hardcopy",
        "fotokopi",
        "hadir",
        "absen",
        "presensi",
        "buku",
        "anggota",
    ),
)
"""What stands, in small letters, in every text that asks for a paper; nothing else is looked at."""
_FILE = expression(
    r"\b(?:file|berkas|pdf|excel|eksel|exel|xlsx?|spreadsheet|docx?|word|\w*cetak\w*|\w*print\w*|unduh\w*|download|export"
    r"|ekspor|hardcopy|fotokopi(?! ?(?:ktp|kk|e-ktp)))\b"
)
_WANTS = expression(
    r"\b(?:minta|njaluk|jaluk|nyuwun|gawekno|mohon|tolong|tulung|buat|bikin|siap|kirim|mau|perlu|butuh|ambil|saya|bisa|ada|mana|cetak|lembar|blangko)\b"
)
_SHEET = r"(?:(?:daftar|lembar|blangko|blanko|form|formulir|buku|kertas) (?:hadir|absen\w*|presensi|kehadiran))"
_TO_SIGN = expression(
    rf"\b(?:{_SHEET}|absen\w*|presensi)\b.*\b(?:kosong\w*|kothong|blangko|blanko|tanda tangan\w*|tandatangan\w*"
    rf"|ditandatangani|teken|diteken|paraf)\b|\b(?:blangko|blanko|formulir|form|kertas|lembar|lembaran)\b.*\b(?:hadir|absen\w*|presensi)\b"
)
_HEARD = expression(rf"\b{_SHEET}\b")
_OTHERS = expression(r"\b(?:kartu|undangan|spanduk|kaos|stempel|cap|kop|foto|nota|kwitansi|genteng|kalender|gambar)\b")
_NO_WISH = expression(r"^\W*(?:usul|saran|ide|keputusan|putusan|umumkan|agenda|catat|daftarkan)\b|\bjangan lupa\b")
_FOUNDING = expression(r"\b(?:pendirian|pendiri|pendaftaran|badan hukum|akta)\b")
_DOCUMENTS = (
    ("recap", r"rekap\w*(?: \w+){0,2} (?:hadir|kehadiran|absen\w*|presensi)|rekap|rekapan|rekapitulasi"),
    ("officers", r"pengurus|pengawas"),
    ("minutes", r"notulen\w*|notulensi|berita acara|risalah|(?:hasil|catatan|riwayat|keputusan) kumpulan|keputusan"),
    ("ideas", r"usul|usulan|saran"),
    ("history", r"riwayat|perubahan|log|catatan ubah|buku ubah"),
    ("attendance", r"hadir|kehadiran|absen\w*|presensi"),
    ("members", r"anggota"),
)
_NAMED = tuple((document, expression(rf"\b(?:{words})\b")) for document, words in _DOCUMENTS)
_PAST = {BLANK: False, "minutes": True, "attendance": True}
"""Whether a day that is not wholly said lies behind."""
_OFFICE = (
    r"(?:dinas|notaris|kelurahan|kecamatan|kabupaten|kantor|balai desa|pemdes|desa|lurah|kades|kepala desa|camat|bupati"
    r"|bank|bri|pemerintah|koramil|polsek|babinsa|bpd|pkk|puskesmas|sensus|petugas|perusahaan|pt|cv|pabrik|yayasan|lsm)"
)
_FOR = r"(?:untuk|buat|kepada|ke|bagi|dari|setor ke|minta)"
_RECIPIENT = expression(
    rf"\b(?:{_FOR}) (?P<who>(?:(?:pak|bu|bapak|ibu|orang|petugas) )?{_OFFICE}\b(?: (?!dengan|dan|sama|pakai|untuk|buat"
    r"|dalam|bentuk|pdf|excel|word|ya|dong|lengkap|isinya|kolom|ditambah|tambah|plus)\w+){0,4})"
)
_ASKS = expression(rf"\b(?P<who>(?:(?:pak|bu|bapak|ibu) )?{_OFFICE}(?: \w+)?) (?:minta|njaluk|tolong|butuh|perlu)\b")
_MORE = {
    "phone": r"hp|wa|nomor(?: hp| wa| telepon)?|telepon|telpon|kontak",
    "born": r"umur|usia|lahir|tanggal lahir|tahun lahir|kelahiran",
    "occupation": r"pekerjaan|kerja|profesi",
    "joined": r"tanggal masuk|sejak kapan|masuk",
}
_COLUMNS = {column: expression(rf"\b(?:{words})\b") for column, words in _MORE.items()}


_EVERY = expression(r"\bsemua(?:nya)?\b(?! (?:kelompok|jp|grup|dampingan|binaan)\b)")
EVER = date(2000, 1, 1)
"""From which day on where all of a book is asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: `document` is "" where it is not said, `made_as` None likewise. `day` is that of a meeting;
    `first` to `last` a span of days; `recipient` who outside of the group is to get it, as it was said."""

    document: str = ""
    made_as: str | None = None
    day: date | None = None
    first: date | None = None
    last: date | None = None
    recipient: str = ""
    columns: tuple[str, ...] = ()


@only_with(*_WITH)
def may_ask(text: str) -> bool:
    """Whether a text has a word of those that ask for a paper."""
    folded = text.casefold()
    return any(word in folded for word in _WITH)


def asked_paper(text: str, now: datetime) -> Asked | None:
    """What a whole text asks for on paper, where it surely does."""
    if "\n" in text.strip() or len(text.split()) > _LONGEST or not may_ask(text):
        return None
    said = read(text)
    if _NO_WISH.search(said.plain) or _OTHERS.search(said.plain) or _FOUNDING.search(said.plain):
        return None
    document = document_of(said, now)
    named = _is_named(said, document, now)
    asked_of = document == BLANK or (document == OUTSIDE and (names_paper(said) or wishes(said)))
    sure = _FILE.search(said.plain) or named or asked_of
    return particulars(said, now, document) if document and sure else None


def _is_named(said: Said, document: str, now: datetime) -> bool:
    """Whether words that say nothing else name a paper as one: "buku anggotane endi", "daftar hadir wingi"."""
    if document and _BOOK_SENT.search(said.plain):
        return True
    if not document or not is_bare(said) or not names_paper(said):
        return False
    if is_to_be_made(said) or "buku" in said.words or (document == "recap" and _ATTENDED.search(said.plain)):
        return True
    of_one = of_the_latest(said) or find_date(said, now, past=True) is not None
    return document == "attendance" and (
        (_HEARD.search(said.plain) is not None and (of_one or wishes(said)))
        or ("absenan" in said.words and wishes(said))
    )


_BOOK_SENT = expression(
    r"^\W*(?:tolong )?kirim\w* buku \w+ (?:ke|untuk|menyang|nang|dhateng) (?:bu|pak|mbak|mas) \w+\W*$"
)


def format_alone(text: str) -> str | None:
    """The kind of file that a whole text names and nothing besides: "excel wae", "versi word"."""
    said = read(text)
    return choose("format", said) if said.words and _FORMATS.issuperset(said.words) else None


_FORMATS = frozenset(
    [
        *("pdf", "excel", "xlsx", "xls", "eksel", "exel", "word", "docx", "doc", "versi", "bentuk", "dalam", "jadi"),
        *("yang", "ke", "file", "saja", "ya", "dong", "juga", "minta", "tolong", "mau", "kalau", "coba", "bisa"),
    ]
)


def of_some(text: str) -> bool:
    """Whether only some of the members are wanted: the women, those of an RT."""
    return _OF_SOME.search(read(text).plain) is not None


_OF_SOME = expression(
    r"\b(?:perempuan|wanita|wedok|estri|putri|laki|laki-laki|lanang|pria|pemuda|muda|nom|rt \d{1,3})\b"
)


def to_be_passed_on(text: str) -> bool:
    """Whether a paper is to be sent to somebody else."""
    return _TO_OTHERS.search(read(text).plain) is not None


_TO_OTHERS = expression(
    r"\bkirim\w*\b.* (?:ke|untuk|menyang|nang|dhateng) (?:bu|pak|ibu|bapak|mbak|mas|dinas|notaris|kelurahan|desa)\b.*$"
)


def of_all_groups(text: str) -> bool:
    """Whether a paper of all groups is asked for."""
    return _OF_ALL.search(read(text).plain) is not None


_OF_ALL = expression(r"\b(?:semua|seluruh|tiap|setiap|masing-masing) (?:kelompok|jp|grup|dampingan|binaan)\b")


def of_oneself(text: str) -> bool:
    """Whether the attendance of the speaker is meant: "kehadiran saya", "absenku"."""
    return _OWN.search(text.casefold()) is not None


_OWN = expression(
    r"\b(?:hadir|kehadiran|absen|absensi|presensi)e?(?:ku| (?:saya|aku|kulo|kula|dalem|sendiri|dewe|dhewe))\b"
)
_ATTENDED = expression(r"\b(?:hadir|kehadiran|absen\w*|presensi)\b")


def document_of(text: str | Said, now: datetime) -> str:
    """Which book a text names, and whether it is one to be signed or for somebody outside; "" where none."""
    said = read(text)
    found = next((document for document, words in _NAMED if words.search(said.plain)), "")
    if found in ("attendance", "") and _is_blank(said, now):
        return BLANK
    if found == "attendance" and find_period(said, now) and not _has_day(said):
        return "recap"
    return OUTSIDE if found == "members" and outside(said) else found


def particulars(text: str | Said, now: datetime, document: str = "") -> Asked:
    """What else a text says of the paper it asks for."""
    said = read(text)
    span = find_period(said, now) or ((EVER, now.date()) if _EVERY.search(said.plain) else None)
    day = find_date(said, now, past=_PAST.get(document))
    recipient = outside(said) if document == OUTSIDE else None
    year = None if span or day else _YEAR.search(said.plain)
    if year:
        span = date(int(year[1]), 1, 1), min(date(int(year[1]), 12, 31), now.date())
    if document == BLANK and day is None and _TODAY.search(said.plain):
        day = now.date()
    first, last = span or (None, None)
    return Asked(
        document,
        made_as=choose("format", said),
        day=None if span and not _has_day(said) else day,
        first=first,
        last=last,
        recipient=said.typed(*recipient.span("who")).strip(" .,!?") if recipient else "",
        columns=columns_in(said),
    )


@only_with(_RECIPIENT)  # who asks for it is of the same offices
def outside(said: Said) -> re.Match[str] | None:
    """Who outside of the group is to get it, or asks for it."""
    return _RECIPIENT.search(said.plain) or _ASKS.search(said.plain)


_ADDS = expression(r"\b(?:tambah\w*|juga|sekalian|plus|pakai|kolom|cantum\w*|lengkapi|beri)\b")
_LEAVES_OUT = expression(r"\b(?:tanpa|jangan|tidak usah|tidak perlu|hapus|hilangkan|kurangi|copot)\b")
_SHORT = 8


def columns_changed(text: str, now: Collection[str]) -> tuple[str, ...] | None:
    """What stands in a list after words that add to it or leave something out; None where they do neither."""
    said, named = read(text), columns_in(text)
    if not named or len(said.words) > _SHORT:
        return None
    if _LEAVES_OUT.search(said.plain):
        return tuple(column for column in now if column not in named)
    return (*now, *(one for one in named if one not in now)) if _ADDS.search(said.plain) else None


def of_the_latest(text: str | Said) -> bool:
    """Whether the last meeting that was held is meant."""
    return _LATEST.search(read(text).plain) is not None


_LATEST = expression(r"(?<!minggu )(?<!bulan )(?<!tahun )\b(?:terakhir|terbaru|barusan|kemarin|semalam|tadi malam)\b")


def columns_in(text: str | Said) -> tuple[str, ...]:
    """What a list for somebody outside is to tell of each, beside the name."""
    plain = read(text).plain
    return tuple(column for column, words in _COLUMNS.items() if words.search(plain))


_TODAY = expression(r"\b(?:hari ini|nanti (?:malam|sore|siang))\b")
_YEAR = expression(r"\b(20\d\d)\b")
_DAY_SAID = expression(
    r"\btanggal \d|\b\d{1,2} (?:jan|feb|mar|apr|mei|jun|jul|agu|sep|okt|nov|des)\w*|\bkumpulan kemarin\b"
)


def _has_day(said: Said) -> bool:
    return _DAY_SAID.search(said.plain) is not None


def _is_blank(said: Said, now: datetime) -> bool:
    """Whether a list is wanted on which people are still to sign."""
    if _TO_SIGN.search(said.plain):
        return True
    heard = _HEARD.search(said.plain) or (is_to_be_made(said) and _ATTENDED.search(said.plain))
    if not (heard and _WANTS.search(said.plain)):
        return False
    day = find_date(said, now)
    return (day is not None and day >= now.date()) or _AHEAD.search(said.plain) is not None


_AHEAD = expression(r"\b(?:berikutnya|berikut|yang akan datang|mendatang|depan|ngarep|besok|nanti)\b")
