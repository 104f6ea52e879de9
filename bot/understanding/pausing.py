"""Times without meetings as they are told: "libur puasa sampai lebaran", "libur dulu selama panen"; and their end."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from bot.understanding.beginning import find_beginning, without_beginning
from bot.understanding.dates import find_date, month_number, week_ahead
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import Said, read
from bot.understanding.spans import find_reason, trimmed
from bot.understanding.telling import asks_outright
from lean import dataclass

_OFF = expression(r"\b(?:libur|prei|vakum)\w*\b")
_DENIED = expression(r"\b(?:tidak|belum|jangan|batal|tidak jadi) (?:jadi |di ?)?(?:libur|prei|vakum)\w*\b")
_SAMPAI = "sampai|sampe|sampek|hingga|tekan|ngantos"
# "nganti", until, is read as "ganti".
_UNTIL = expression(
    rf"(?:\b(?:{_SAMPAI})|(?<=dulu )ganti|(?<=libur )ganti|(?<=, )ganti(?= akhir| tanggal| \d))\b"
    r"(?P<until>[^,.;\n]*)"
)
_OPEN = expression(
    rf"\b(?:{_SAMPAI}|nganti) (?:dengan )?(?:waktu|saat|batas|ada|kabar|pengumuman|kapan-kapan|nanti)\b"
    r"|\bbelum (?:tentu|tahu|pasti|jelas|mengerti)(?:kan)?(?: sampai)? kapan\b|\bkabar (?:lagi|lanjut|berikutnya)"
)
_WORD_FOLLOWS = expression(r"\bnanti (?:di|tak )?kabari?n?\b")
_DURING = expression(r"\bselama (?P<what>[^,.;\n]+)")
_FASTING = expression(r"\b(?:puasa|poso|pasa|siyam|ramadh?an|romadh?on)\b")
_EID = expression(r"\b(?:lebaran|idul ?fitri|riyaya|hari raya|syawal)\b")
_WHAT = expression(
    rf"\b(?:libur|prei|vakum)\w* (?!dulu|(?:{_SAMPAI}|n?ganti)\b|selama|karena|mulai|dari|tanggal|bulan|minggu|hari"
    r"|sudah|nggih|ya\b|se"
    r"|kan\b|kumpulan|saja|besok|nanti|lagi|hingga|senin|selasa|rabu|kamis|jumat|sabtu|ahad|malam)(?P<what>[a-z]+)\b"
)
_CAUSE = expression(r"\b(?:karena|berhubung|gara-gara)(?: ada)?\b ?(?=\w)")
_FOR = expression(r"\b(?P<count>\d{1,2} |se)(?P<unit>hari|minggu|bulan)\b(?! (?:lagi|lalu|depan|ini|kemarin|sekali))")
_UNITS = {"hari": 1, "minggu": 7, "bulan": 30}
_RANGE = expression(
    r"\b(?P<first>\d{1,2}) ?(?:sampai|hingga|-|–) ?(?:tanggal )?(?P<last>\d{1,2}) (?P<month>[a-z]+)"
    r"(?: (?P<year>\d{4}))?"
)
_END_OF_MONTH = expression(r"^ akhir (?:bulan(?: (?P<which>ini|depan))?|(?P<month>[a-z]+))")
_AT_PRESENT = expression(
    r"\b(?:minggu|bulan|hari|malam|kumpulan) (?:yang )?(?:ini|depan|berikutnya)\b|\bnanti\b(?! (?:di|tak )?kabar)"
    r"|\bsekali ini\b"
)
_FOR_NOW = expression(r"\bdulu\b")
_ON = expression(
    r"\b(?:mulai|aktif|jalan|mlaku|mlampah|buka)(?: kumpulan| rutin)? lagi\b"
    r"|\bkumpulan (?:kaya|kayak|koyo|seperti|kados) biasa(?:nya)? lagi\b"
)
_OVER = expression(
    r"\blibur\w*(?: (?:puasa|panen|lebaran|kumpulan))? (?:sudah )?"
    r"(?:selesai|habis|rampung|usai|akhir\w*|batal|tidak jadi)\b"
    r"|\b(?:tidak jadi|tidak sida|batal) (?:di ?)?libur\w*\b"
)
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class PauseSaid:
    """What is told of a pause. `until`: an end is told, though none that is a day; `unsure`: it may as well be one
    meeting that is meant; `fasting`, `eid`: it is that of Ramadan, until the feast."""

    first: date | None = None
    last: date | None = None
    reason: str | None = None
    open: bool = False
    until: bool = False
    fasting: bool = False
    eid: bool = False
    unsure: bool = False


@only_with(_OFF)
def find_pause(text: str, now: datetime) -> PauseSaid | None:
    """A pause that a text tells of; None where none is told, or one meeting only, or where it is asked about."""
    said = read(text)
    plain = said.plain[:1000]
    if not _OFF.search(plain) or _DENIED.search(plain) or _OVER.search(plain) or asks_outright(said):
        return None
    first, last = _days(said, now)
    until, fasting = _UNTIL.search(plain), _FASTING.search(plain) is not None
    one = _names_one(said, now)
    open_end = bool(_OPEN.search(plain) or (_WORD_FOLLOWS.search(plain) and not one))
    lasting = bool(until or last or _DURING.search(plain) or open_end)
    if not lasting and (one or "saya" in said.words or not (fasting or _FOR_NOW.search(plain))):
        return None
    return PauseSaid(
        first=first,
        last=None if open_end else last,
        reason=_reason(said, fasting=fasting),
        open=open_end,
        until=until is not None and last is None and not open_end,
        fasting=fasting,
        eid=_EID.search(until["until"] if until else "") is not None or (fasting and last is None and not open_end),
        unsure=not lasting and not fasting,
    )


def _names_one(said: Said, now: datetime) -> bool:
    """Whether a day is named, or the meeting of this time."""
    rest = without_beginning(said)
    return (
        find_date(rest, now, past=False) is not None
        or week_ahead(rest, now) is not None
        or _AT_PRESENT.search(rest.plain) is not None
    )


def _days(said: Said, now: datetime) -> tuple[date | None, date | None]:
    today = now.date()
    if (found := _RANGE.search(said.plain)) and month_number(found["month"]):
        ends = [find_date(f"{found[end]} {found['month']} {found['year'] or ''}", now, past=False) for end in _ENDS]
        return ends[0], ends[1]
    first, until = find_beginning(said, now), _UNTIL.search(said.plain)
    if until:
        before = said.cut(0, until.start())
        named = not {"dari", "tanggal"}.isdisjoint(before.words)
        start = first or (find_date(before, now, past=False) if named else None)
        return start, _end_of_month(until["until"], today) or find_date(said.cut(*until.span("until")), now, past=False)
    if found := _FOR.search(said.plain):
        count = 1 if found["count"] == "se" else int(found["count"])
        return first, (first or today) + timedelta(days=count * _UNITS[found["unit"]] - 1)
    return first, None


_ENDS = ("first", "last")


def _end_of_month(words: str, today: date) -> date | None:
    found = _END_OF_MONTH.match(words)
    if found is None:
        return None
    number = month_number(found["month"] or "") or (today.month % 12 + 1 if found["which"] == "depan" else today.month)
    year = today.year + (number < today.month)
    return date(year, number, monthrange(year, number)[1])


def _reason(said: Said, *, fasting: bool) -> str | None:
    if fasting:
        return "puasa"
    if cause := find_reason(said, _CAUSE):
        return cause
    if during := _DURING.search(said.plain):
        return trimmed(said, *during.span("what"))
    what = _WHAT.search(said.plain)
    return trimmed(said, *what.span("what")) if what else None


@dataclass(frozen=True, slots=True)
class GoingOn:
    """That meetings go on after a pause: from a day on, where one is told."""

    day: date | None = None


@only_with(_ON, _OVER)
def find_going_on(text: str, now: datetime) -> GoingOn | None:
    """That a pause is over, or will be; None where nothing of it is said."""
    said = read(text)
    found = _ON.search(said.plain) or _OVER.search(said.plain)
    if found is None or len(said.words) > _LONGEST or asks_outright(said):
        return None
    rest = said.without_all([found.span()])
    if re.search(r"\bbulan depan\b", rest.plain):
        return GoingOn((now.date().replace(day=1) + timedelta(days=32)).replace(day=1))
    return GoingOn(find_date(rest, now, past=False) or week_ahead(rest, now))
