"""Days as villages say them: "wingi", "Kamis kemarin", "malam Jumat Kliwon", "tgl 25 bulan depan"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read

WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PASARAN = ("legi", "pahing", "pon", "wage", "kliwon")
"""The five market days; the pasaran of a date is `PASARAN[date.toordinal() % 5]`."""

_MONTH_NAMES = (
    "januari jan january|februari feb pebruari february|maret mar mrt march|april apr|mei may|juni jun june"
    "|juli jul july|agustus agu ags agt agst august aug|september sep sept|oktober okt october oct"
    "|november nov nop nopember|desember des december dec"
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES.split("|"), 1) for name in names.split()}
MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
DAY = "senin|selasa|rabu|kamis|jumat|sabtu|ahad|minggu"
MARKET = "|".join(PASARAN)
_WHEN = "minggu kemarin|minggu lalu|minggu depan|minggu ini|besok|depan|kemarin|lalu|ini|terakhir|lagi"
_LEAP = 2024
_ISO = expression(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_NAMED = expression(rf"\b(\d{{1,2}}) ?[-/]? ?({MONTH})\b(?:,? ?['’]?(\d{{4}})\b)?")
_NAMED_ENGLISH = expression(rf"\b({MONTH}) (\d{{1,2}})\b(?:,? ?(\d{{4}})\b)?")
_NUMERIC = expression(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d/-]|\.\d)")
_DOTTED = expression(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.])")
_DAY_OF_MONTH = expression(r"\btanggal:? ?(\d{1,2})(?![\d.])")
_MONTH_SAID = expression(r"\bbulan (kemarin|lalu|depan|ini)\b")
_MONTH_NAMED = expression(rf"\bbulan ({MONTH})\b")
WEEKDAY = expression(
    rf"(?:\b(?P<before>besok|terakhir) )?(?:\b(?P<week>minggu (?:depan|ini|lalu)),? )?(?:\b(?P<hari>hari) )?"
    rf"(?:\b(?P<evening>malam) )?\b(?P<day>{DAY})\b"
    rf"(?: (?P<market>{MARKET})\b)?"
    rf"(?: (?P<part>pagi|siang|sore|malam)\b(?! (?:{DAY})\b))?(?: yang)?(?: (?P<when>{_WHEN})\b)?"
)
_COUNTED = (
    "orang|anggota|kk|jiwa|ribu|rb|juta|kg|kilo|ekor|liter|karung|kali|hari|minggu|bulan|tahun|laki|perempuan|lanang"
    r"|wedok|usul|keputusan|hadir|datang|izin|telat|alpa|absen|sakit|tidak|lainnya|jam(?! \d)|menit"
)
# "kamis 17", "kamis tanggal 17"; but not "kamis 17 orang hadir", nor the hour of "selasa 8 malam".
_DATED = expression(
    rf"(?<!malam )(?<!tiap )(?<!per )\b(?P<day>{DAY})(?: (?:{MARKET}))?,?(?: tanggal)?:?"
    r" (?!(?:0?\d|1[0-2]) (?:pagi|siang|sore|malam)\b)"
    rf"(?P<date>\d{{1,2}})"
    rf"(?![\d%]|[.:,/-]\d| ?[-/] ?\d| ?(?:{_COUNTED}|{MONTH})\b)"
)
_DAYS_AGO = expression(r"\b(\d{1,3}|se) ?(hari|minggu)(?: yang)? (lalu|kemarin|lagi|kepungkur)\b")
_IN_A_WEEK = expression(r"\bseminggu(?: yang)? (lalu|lagi)\b")
# "kumpulan mau" is Javanese: the meeting earlier today.
_TODAY = expression(
    r"\b(?:hari ini|(?:malam|mbengi|ndalu) ini|sore ini|pagi ini|siang ini|nanti (?:malam|sore|siang)|tadi|barusan)\b"
    r"|\bmau (?:pagi|isuk)(?= (?:jam|di|kumpulan)\b| ?(?:$|[,.;:\n]))"
    r"|\bkumpulan mau(?= (?:di|pagi|siang|sore)\b| ?(?:$|[,.;:\n]))"
    r"|\b(?:baru|habis|lagi) saja(?: yang)? (?=kumpulan|selesai|habis)"
)
_PAST_SAID = expression(r"\b(?:kemarin|lalu|tadi|terakhir|semalam)\b")
_FUTURE_SAID = expression(r"\b(?:besok|depan|nanti|akan|lusa)\b")


def month_number(word: str) -> int:
    """The number of a month, written as one or by its name; 0 if it is none."""
    return int(word) if word.isdecimal() else _MONTHS.get(word, 0)


def find_date(text: str | Said, now: datetime, past: bool | None = None) -> date | None:
    """The first day a text names, seen from `now`, or None (also for a day that does not exist, or a month alone).

    `past` says which of several days fits where the words leave it open: True the latest, False the coming one, None
    by the text's own words (kemarin, lalu / besok, depan), else the nearest. "malam Jumat" is the day before.
    """
    said = read(text)
    today = now.date()
    past = _direction(said.plain) if past is None else past
    for rule in _RULES:
        found = rule(said.plain, today, past)
        if found is not None:
            return found
        if rule is _written_out and (_NAMED.search(said.plain) or _ISO.search(said.plain)):
            return None
    return None


def week_ahead(text: str | Said, now: datetime) -> date | None:
    """The Monday of next week where a text says "minggu depan" without a day: perhaps the coming Sunday is meant."""
    said = read(text)
    found = _NEXT_WEEK.search(said.plain)
    if found is None or find_date(said, now, past=False) is not None:
        return None
    return now.date() + timedelta(days=7 - now.weekday())


_NEXT_WEEK = expression(r"(?<!hari )\bminggu depan\b")


def names_no_day(text: str | Said) -> str | None:
    """The date a text names that no calendar has, in plain words ("31 februari"), or None."""
    plain = read(text).plain[:1000]
    for match in _NAMED.finditer(plain):
        year = int(match[3]) if match[3] else _LEAP
        if _valid(year, _MONTHS[match[2]], int(match[1])) is None:
            return match[0]
    for match in _NUMERIC.finditer(plain):
        if (match[2] == "/" or match[4]) and _valid(int(match[4] or _LEAP), int(match[3]), int(match[1])) is None:
            return match[0]
    return None


def names_month(text: str | Said) -> bool:
    """Whether a day is named with its month, in words: "10 april"."""
    plain = read(text).plain[:1000]
    return _NAMED.search(plain) is not None or _NAMED_ENGLISH.search(plain) is not None


def find_dates(text: str | Said, now: datetime, past: bool | None = None) -> list[date]:
    """Every day a text names, in the order said, each once."""
    said, today = read(text), now.date()
    past = _direction(said.plain) if past is None else past
    plain, found = said.plain[:1000], []
    for pattern, rule in _PLACED:
        for match in pattern.finditer(plain):
            day = _day_at(match, rule, today, past)
            if day:
                found.append((match.start(), day))
            if day or rule in (_written_out, _with_its_date):
                # A date that no calendar has is no other day either: "31 februari" is not "tanggal 31".
                plain = plain[: match.start()] + "#" * len(match[0]) + plain[match.end() :]
    return list(dict.fromkeys(day for _, day in sorted(found)))


def _day_at(match: re.Match[str], rule: _Rule, today: date, past: bool | None) -> date | None:
    """The day found at one place; whether "minggu" is one is told by what stands around it."""
    if rule is _weekday:
        return _day_named(match, today, past) if is_weekday(match, match.string) else None
    return rule(match[0], today, past)


def _direction(plain: str) -> bool | None:
    if _PAST_SAID.search(plain):
        return True
    return False if _FUTURE_SAID.search(plain) else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year + (2000 if year < 100 else 0), month, day)
    except ValueError:
        return None


def _in_some_year(month: int, day: int, year: str | None, today: date, past: bool | None) -> date | None:
    if year:
        return _valid(int(year), month, day)
    days = [found for offset in (-1, 0, 1) if (found := _valid(today.year + offset, month, day))]
    return _fitting(days, today, past)


def _fitting(days: list[date], today: date, past: bool | None) -> date | None:
    if past is not None:
        days = [day for day in days if (day <= today if past else day >= today)] or days
    return min(days, key=lambda day: abs(day - today), default=None)


def _written_out(plain: str, today: date, past: bool | None) -> date | None:
    if match := _ISO.search(plain):
        return _valid(int(match[1]), int(match[2]), int(match[3]))
    if match := _DOTTED.search(plain):
        return _valid(int(match[3]), int(match[2]), int(match[1]))
    if match := _NAMED.search(plain):
        return _in_some_year(_MONTHS[match[2]], int(match[1]), match[3], today, past)
    if match := _NAMED_ENGLISH.search(plain):
        return _in_some_year(_MONTHS[match[1]], int(match[2]), match[3], today, past)
    return None


def _with_its_date(plain: str, today: date, past: bool | None) -> date | None:
    """A weekday before a date is no day besides it."""
    return None


def _in_figures(plain: str, today: date, past: bool | None) -> date | None:
    match = _NUMERIC.search(plain)
    if not match or (match[2] == "-" and not match[4]):
        return None
    if re.search(r"\br[tw](?:/rw)?[ .:]*$", plain[: match.start()]):
        return None
    return _in_some_year(int(match[3]), int(match[1]), match[4], today, past)


def _of_month(plain: str, today: date, past: bool | None) -> date | None:
    match = _DAY_OF_MONTH.search(plain)
    if not match:
        return None
    if named := _MONTH_NAMED.search(plain):
        return _in_some_year(_MONTHS[named[1]], int(match[1]), None, today, past)
    offsets: tuple[int, ...] = (-2, -1, 0, 1, 2)
    if month := _MONTH_SAID.search(plain):
        offsets = ({"kemarin": -1, "lalu": -1, "ini": 0, "depan": 1}[month[1]],)
    months = [divmod(today.year * 12 + today.month - 1 + offset, 12) for offset in offsets]
    return _fitting([day for year, month0 in months if (day := _valid(year, month0 + 1, int(match[1])))], today, past)


def _dated(plain: str, today: date, past: bool | None) -> date | None:
    """A weekday with the day of a month on which it falls, this month or around it."""
    for match in _DATED.finditer(plain):
        months = (divmod(today.year * 12 + today.month - 1 + offset, 12) for offset in (-1, 0, 1))
        days = [day for year, month0 in months if (day := _valid(year, month0 + 1, int(match["date"])))]
        if fitting := _fitting([day for day in days if day.weekday() == weekday_number(match["day"])], today, past):
            return fitting
    return None


def _weekday(plain: str, today: date, past: bool | None) -> date | None:
    for match in WEEKDAY.finditer(plain):
        if is_weekday(match, plain):
            return _day_named(match, today, past)
    return None


# More than the longest word that is looked for right before a day.
LONGEST_BEFORE = 20


def is_weekday(match: re.Match[str], plain: str) -> bool:
    """Whether a found day word names a day: "minggu" alone, "minggu depan", "2 minggu" are weeks, "hari minggu",
    "minggu legi", "minggu jam 8" days; "pak senen sakit" is somebody.
    """
    before = plain[max(0, match.start() - LONGEST_BEFORE) : match.start()]
    if _OF_SOMEBODY.search(before) and _SAID_OF_HIM.match(plain, match.end()):
        return False
    if match["day"] != "minggu":
        return True
    if match["hari"] or match["evening"] or match["market"] or match["part"] or match["before"]:
        return True
    rest = plain[match.end() :]
    if match["when"] is None and _SUNDAY_AT.match(rest) and not _OF_WEEKS.search(before):
        return True
    return match["when"] == "besok" or bool(re.match(rf",? (?:tanggal )?\d{{1,2}} (?:{MONTH})\b", rest))


_OF_SOMEBODY = expression(r"\b(?:pak|bu|mbah|mbok|mas|mbak|kang|yu|lik|pakde|bude|om|simbah|pak de|bu de|bapak|ibu) $")
_SAID_OF_HIM = expression(
    r" ?(?:$|[,.;\n]| (?:dan|dengan|sama|sakit|izin|telat|alpa|absen|wakil|hadir|datang|tidak_hadir|umur|rt|meninggal"
    r"|tidak (?:hadir|datang|bisa)|tanpa|lahir|salah|masuk|keluar|pindah)\b)"
)
_SUNDAY_AT = expression(r",? jam (?:setengah )?\d")
_OF_WEEKS = expression(r"(?:\b(?:tiap|per|satu|dua|tiga|empat|beberapa)|\d) ?$")


def _day_named(match: re.Match[str], today: date, past: bool | None) -> date | None:
    weekday = weekday_number(match["day"])
    when = match["when"] or match["week"] or ({"besok": "besok", "terakhir": "kemarin"}.get(match["before"] or "", ""))
    if when in {"minggu lalu", "minggu kemarin", "minggu ini", "minggu depan"}:
        week = {"minggu ini": 0, "minggu depan": 7}.get(when, -7)
        return today + timedelta(days=week + weekday - today.weekday() - bool(match["evening"]))
    if when == "ini":
        return today + timedelta(days=weekday - today.weekday() - bool(match["evening"]))
    if when in {"kemarin", "lalu", "terakhir"}:
        past = True
    elif when in {"besok", "depan", "lagi"}:
        past = False
    return _nearest_weekday(match, today, past, strictly=bool(when))


def _nearest_weekday(match: re.Match[str], today: date, past: bool | None, strictly: bool) -> date | None:
    weekday, shift = weekday_number(match["day"]), timedelta(days=bool(match["evening"]))
    step = -1 if past else 1
    for offset in range(1 if strictly else 0, 40):
        day = today + timedelta(days=offset * step)
        named = day + shift
        if named.weekday() == weekday and match["market"] in (None, PASARAN[named.toordinal() % 5]):
            return day
    return None


def weekday_number(word: str) -> int:
    """0 for Monday to 6 for Sunday ("minggu" or "ahad")."""
    return 6 if word == "ahad" else WEEKDAYS.index(word)


def _counted(plain: str, today: date, past: bool | None) -> date | None:
    if match := _IN_A_WEEK.search(plain):
        return today + timedelta(days=7 if match[1] == "lagi" else -7)
    if match := _DAYS_AGO.search(plain):
        days = (1 if match[1] == "se" else int(match[1])) * (7 if match[2] == "minggu" else 1)
        return today + timedelta(days=days if match[3] == "lagi" else -days)
    return None


def _relative(plain: str, today: date, past: bool | None) -> date | None:
    for words, days in (("kemarin_lusa|kemarin lusa", -2), ("besok lusa|lusa", 2)):
        if re.search(rf"\b(?:{words})\b", plain):
            return today + timedelta(days=days)
    if re.search(
        rf"\b(?:semalam|tadi malam|malam tadi|malam kemarin|terakhir malam"
        rf"|(?:mau|tidak) malam(?! (?:ini|minggu|{DAY}|\d)|-))\b",
        plain,
    ):
        # "mau bengi" and "ndek bengi" are Javanese: last night.
        return today - timedelta(days=1)
    return _next_to_today(plain, today)


def _next_to_today(plain: str, today: date) -> date | None:
    if re.search(r"(?<!bulan )(?<!minggu )(?<!tahun )(?<!yang )\bkemarin\b(?!-)|\byang kemarin malam\b", plain):
        return today - timedelta(days=1)
    if re.search(r"\bbesok\b", plain):
        return today + timedelta(days=1)
    return today if _TODAY.search(plain) else None


_Rule = Callable[[str, date, "bool | None"], "date | None"]
_RULES: tuple[_Rule, ...] = (_written_out, _in_figures, _dated, _of_month, _weekday, _counted, _relative)
_PLACED: tuple[tuple[re.Pattern[str], _Rule], ...] = (
    (expression(rf"(?:{DAY}),? (?:tanggal )?(?={_NAMED.pattern[2:]}|{_NAMED_ENGLISH.pattern[2:]})"), _with_its_date),
    (_NAMED, _written_out),
    (_NAMED_ENGLISH, _written_out),
    (_ISO, _written_out),
    (_NUMERIC, _in_figures),
    (_DATED, _dated),
    (_DAY_OF_MONTH, _of_month),
    (WEEKDAY, _weekday),
    (expression(r"\b(?:besok lusa|lusa|besok|semalam|tadi malam|kemarin|nanti malam|malam ini|hari ini)\b"), _relative),
)
