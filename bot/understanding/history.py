"""Who changed what and when, asked about: "siapa yang mengubah umur Bu Siti?", "apa saja yang berubah minggu ini?"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.understanding.choices import choose
from bot.understanding.dates import find_date
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import Said, read
from bot.understanding.people import find_name, people_in
from bot.understanding.periods import find_period
from lean import dataclass

_HONORIFICS = {"female": "Bu", "male": "Pak"}
OWN = "saya"
"""What `who` is where the speaker asks about themselves."""
_WITH = "riwayat histor log ubah owah ganti edit ewah catat catet cathet tulis hapus gantos nyatet nyatat who history"
_BESIDE = (
    r"(?:tolong|coba|minta|lihat|mana|buka|tampilkan|ada|ini|itu|dong|ya|bu|pak|kak|to|kita|kami|kelompok|saja|apa|ku)"
)
_PERIOD = (
    r"(?:hari ini|kemarin|minggu (?:ini|lalu|kemarin)|bulan (?:ini|lalu|kemarin)|tahun (?:ini|lalu)"
    r"|barusan|tadi(?: pagi| siang| malam)?|terakhir|terbaru)"
)
_FIELD = (
    r"(?:umur|usia|lahir\w*|tanggal lahir|nama|panggilan|nomor(?: hp)?|hp|rt|alamat|data\w*|pekerjaan|kerja\w*|kk"
    r"|jenis kelamin|kelamin|biodata)"
)
_MEETING = (
    r"(?:kumpulan|notulen|notulensi|hasil kumpulan|keputusan(?: kumpulan)?|absen\w*|kehadiran|presensi|daftar hadir)"
)
_CHANGE = r"(?:(?:ngubah-)?ngubah|ubah|ganti|(?:ng|meng|di)?edit|hapus|koreksi|perbaiki|betulkan)"
_WRITE = rf"(?:{_CHANGE}|catat|tulis|input|masukkan)"
_LOG = expression(
    rf"\W*(?:{_BESIDE}\W+)*(?:riwayat|log|histori|history)\b(?P<rest>.*)|\W*(?:{_BESIDE}\W+)*(?:catatan|daftar|ada)"
    rf" (?:pe(?:r|ng)ubahan|ubah)\b(?P<changes>.*)",
    re.DOTALL,
)
_OF_CHANGES = expression(r"\W*(?:catatan |data |buku )*(?:pe(?:r|ng)ubahan\w*|ubah|edit\w*|ganti)\b")
_WHO = expression(
    rf"\W*(?:\w+\W+)?siapa (?:saja )?(?:(?:yang|sudah|tadi|terakhir|kemarin|pernah|itu|ya|kok) )*"
    rf"(?:(?P<changed>{_CHANGE})|(?P<wrote>{_WRITE}))(?: (?P<rest>.+))?",
    re.DOTALL,
)
_WHAT = expression(
    rf"\W*apa (?:saja )?(?:(?:yang|sudah|baru|tadi|pernah) )*{_CHANGE}\b(?P<rest>.*)|\W*(?:apa saja )?perubahan"
    rf"(?P<last>(?: (?:apa saja|apa|data|terakhir|terbaru))*\W*{_PERIOD}?(?: apa(?: saja)?)?\W*)",
    re.DOTALL,
)
_WHEN = expression(
    rf"\W*kapan (?:terakhir )?(?P<rest>.*\b{_FIELD}\b.*) {_CHANGE}\W*(?:ya|to|sih|bu|pak)?\W*", re.DOTALL
)
_SINCE = expression(r"\b(?:sejak|semenjak|sedari|mulai|wiwit|kawit|sakwise|sesudah|setelah|since)\b")
_ABOUT_FIELD = expression(rf"\b{_FIELD}\b")
_ABOUT_MEETING = expression(rf"\b{_MEETING}\b")
_ABOUT_BOOK = expression(r"\b(?:jadwal|usulan|usul|buku|catatan|pengurus|usaha)\b")
_WITH_DAY = expression(r"\d|\b(?:kemarin|terakhir|semalam|tadi malam|lalu)\b")
_MINE = expression(r"\b(?:saya|aku|ku|kula|kulo|dalem|gue|gw)\b")
_EMPTY = expression(rf"(?:\W|\b{_BESIDE}\b|\b{_PERIOD}\b|\byang\b)*")
_OTHER = expression(
    r"\b(?:hadir|kehadiran|absen|presensi|uang|kas|iuran|simpanan|chat|obrolan|penyakit|kerja|organisasi)\b"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about the changes: those of a member (`who`, the speaker: OWN) or one `field` of theirs, those by
    somebody, of the `meeting` of a day or, without one, of the last, those within days (`first` to `last`)."""

    who: str = ""
    field: str = ""
    by: str = ""
    meeting: bool = False
    day: date | None = None
    first: date | None = None
    last: date | None = None


@only_with(_LOG, _WHO, _WHAT)  # what asks when it was changed needs the same words as what asks what was
def asked_history(text: str | Said, now: datetime) -> Asked | None:
    """What a whole text asks about changes; None if it asks nothing of the kind."""
    said = read(text)
    if not any(word in said.text.casefold() for word in _WITH.split()) or len(said.tokens) > 16:
        return None
    plain = said.plain
    if found := _LOG.fullmatch(plain):
        return _of_log(said, found, now)
    if found := _WHO.fullmatch(plain):
        return _of_who(said, found, now)
    if (found := _WHAT.fullmatch(plain)) and not _SINCE.search(plain):
        return _of_what(said, found, now)
    if found := _WHEN.fullmatch(plain):
        return _of_member(said.cut(*found.span("rest")))
    return None


def _of_log(said: Said, found: re.Match[str], now: datetime) -> Asked | None:
    """A log that is asked for by its name: of meetings alone it is the list of them, and of other things none."""
    group = "rest" if found["rest"] is not None else "changes"
    rest, changes = found[group], group == "changes"
    if begins := _OF_CHANGES.match(rest):
        rest, changes = rest[begins.end() :], True
    if _EMPTY.fullmatch(rest):
        return _within(rest, now)
    about = said.cut(found.end() - len(rest), found.end())
    if _ABOUT_MEETING.search(rest):
        if not (changes or re.search(r"\d", rest)):
            return None
        return Asked(meeting=True, day=find_date(about, now, past=True))
    if _OTHER.search(rest) and not changes:
        return None
    return _of_member(about)


def _of_who(said: Said, found: re.Match[str], now: datetime) -> Asked | None:
    rest = found["rest"] or ""
    about = said.cut(*found.span("rest")) if rest else read("")
    if _ABOUT_MEETING.search(rest) and (found["changed"] or _WITH_DAY.search(rest)):
        return Asked(meeting=True, day=find_date(about, now, past=True))
    if _ABOUT_FIELD.search(rest):
        return _of_member(about) or Asked()
    if found["changed"] and (_ABOUT_BOOK.search(rest) or _EMPTY.fullmatch(rest)):
        return _within(rest, now)
    return None


def _of_what(said: Said, found: re.Match[str], now: datetime) -> Asked | None:
    rest = found["rest"] if found["rest"] is not None else found["last"]
    about = said.cut(found.end() - len(rest), found.end()) if rest.strip() else read("")
    within = _within(rest, now)
    if _EMPTY.fullmatch(rest):
        return within
    if _ABOUT_MEETING.search(rest):
        return Asked(meeting=True, day=find_date(about, now, past=True))
    if _ABOUT_FIELD.search(rest):
        return _of_member(about)
    people = people_in(about)
    return Asked(by=people[0].name, first=within.first, last=within.last) if len(people) == 1 else None


def _of_member(about: Said) -> Asked | None:
    """Changes of one member's data: of who is named, or of the speaker."""
    person, field = find_name(about), _field(about)
    if person is not None and (person.titled or not _MINE.search(about.plain)):
        honorific = _HONORIFICS.get(person.gender or "") if person.titled else None
        return Asked(who=f"{honorific} {person.name}" if honorific else person.name, field=field)
    return Asked(who=OWN, field=field) if _MINE.search(about.plain) else None


def _field(about: Said) -> str:
    """Of which field of a member's data; empty where it is all of them."""
    named = _ABOUT_FIELD.search(about.plain)
    found = choose("update_field", about) if named and named[0] not in ("data", "biodata") else None
    return "born" if found in ("age", "birth_year", "birth_date") else found or ""


def _within(rest: str, now: datetime) -> Asked:
    """The days of a period that is said; all time where none is."""
    yesterday = now.date() - timedelta(days=1)
    span = find_period(rest, now) or ((yesterday, yesterday) if "kemarin" in rest.split() else None)
    return Asked() if span is None else Asked(first=span[0], last=span[1])
