"""How old somebody is: ages, years and dates of birth."""

from __future__ import annotations

from datetime import date, datetime

from bot.understanding.dates import find_date, month_number
from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read

_AGE_LABELLED = expression(
    r"\bumur(?: saya| dia| sekarang| itu)?(?: ?[:=])? ?(\d{1,3})(?!an\b)\b(?! ?(?:hari|bulan|minggu)\b)"
)
_AGE_YEARS = expression(r"(?<![\d.,])(\d{1,3})[ -]?(?:tahun|aged|old)\b(?! (?:lalu|lahir))")
_AGED = expression(r"\baged (\d{1,3})\b")
_YEAR_OF_BIRTH = expression(r"\b(?:lahir|kelahiran)(?: (?:tahun|di))?(?: ?[:=])? ?(?:tahun )?((?:19|20)\d\d)\b")
_YEAR_BEFORE = expression(r"\btahun (?:lahir|kelahiran)[^\d\n]{0,30}((?:19|20)\d\d)\b")
_SHORT_YEAR = expression(
    r"\b(?:(?:lahir|kelahiran)(?: (?:tahun|di))?|(?<!\d )(?<!\d)tahun(?: (?:lahir|kelahiran))?)"
    r"(?: ?[:=])? ?['’]?(\d\d)\b"
    r"(?! ?(?:tahun|orang|bulan|hari)\b|[-/. ]{1,2}(?:\d|[a-z]{3,9} \d))"
)
_ANY_YEAR = expression(r"(?<![\d-])(19[1-9]\d|20[0-2]\d)(?![\d-])")
_BORN = expression(r"\b(?:lahir|kelahiran|ttl)\b")
_FULL_DATE = expression(r"\b\d{1,2} ?[-/. ] ?(?:\d{1,2}|[a-z]{3,9}) ?[-/. ] ?\d{2,4}\b|\b\d{4}-\d{1,2}-\d{1,2}\b")
_WHOLE_DATE = expression(r"(?<![\d/-])\d{1,2}(?:[-/.]\d{1,2}[-/.]| [a-z]{3,9} )(?:19|20)\d\d(?![\d/-])")
_YOUNGEST = 5
"""Years ago at the least lies a date of birth that is not said to be one."""
_DAY_SAID = expression(r"\b(\d{1,2}) ?[-/. ] ?(\d{1,2}|[a-z]{3,9}) ?[-/. ] ?(\d{4})\b")
OLDEST = 120


def find_age(text: str | Said) -> int | None:
    """The age in years a text states ("umur 45", "45 th"), or None."""
    plain = read(text).plain
    for pattern in (_AGE_LABELLED, _AGED, _AGE_YEARS):
        match = pattern.search(plain)
        if match and int(match[1]) and not plain[: match.start()].endswith("lahir "):
            return int(match[1])
    return None


def find_birth_date(text: str | Said, now: datetime, bare: bool = False) -> date | None:
    """The date of birth after "lahir" or "ttl", or None; with `bare`, also a date with a year and no word beside it."""
    said = read(text)
    born = _BORN.search(said.plain)
    if not born and not bare:
        return None
    full = _FULL_DATE.search(said.plain, born.end()) if born else _WHOLE_DATE.search(said.plain)
    day = find_date(full[0], now, past=True) if full else None
    if day and not born and now.year - day.year < _YOUNGEST:
        return None
    return day if day and day <= now.date() and now.year - day.year <= OLDEST else None


def find_day_that_is_none(text: str | Said) -> str | None:
    """A date of birth as it was said that is no day ("lahir 31 Februari 1980" is "1980-02-31"), or None."""
    said = read(text)
    born = _BORN.search(said.plain)
    full = _DAY_SAID.search(said.plain, born.end()) if born else None
    if full is None:
        return None
    day, month, year = int(full[1]), month_number(full[2]), int(full[3])
    try:
        date(year, month, day)
    except ValueError:
        return f"{year:04}-{month:02}-{day:02}"
    return None


def find_birth_year(text: str | Said, now: datetime, bare: bool = False) -> int | None:
    """The year of birth a text states; with `bare`, also a year with no word beside it."""
    plain = read(text).plain
    match = _YEAR_OF_BIRTH.search(plain) or _YEAR_BEFORE.search(plain) or (_ANY_YEAR.search(plain) if bare else None)
    if match is None and (short := _SHORT_YEAR.search(plain)):
        return now.year - (now.year - int(short[1])) % 100
    return int(match[1]) if match and now.year - OLDEST <= int(match[1]) <= now.year else None
