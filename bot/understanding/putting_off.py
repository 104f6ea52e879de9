"""The day to which something is put off: a bare weekday lies after the old day ("kumpulan tgl 8 diundur kamis")."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.understanding.dates import WEEKDAY, find_date, is_weekday
from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read

_PUTS_OFF = expression(r"(?<!tidak )(?<!tidak sida )(?<!tidak jadi )\b(?:mundur|undur|tunda|menyusul|postponed)\w*\b")
_DATE = expression(r",? (?:tanggal )?\d{1,2}\b(?!\.)")
_WEEK = timedelta(days=7)


def puts_off(text: str | Said) -> bool:
    """Whether something is put off until later."""
    return _PUTS_OFF.search(read(text).plain) is not None


def names_weekday_only(text: str | Said, day: date, now: datetime) -> bool:
    """Whether a text names `day`, seen from `now`, by its weekday and nothing else: no "besok", "depan" or date."""
    said = read(text)
    found = [match for match in WEEKDAY.finditer(said.plain) if is_weekday(match, said.plain)]
    return any(_is_bare(match, said) and _day_of(match, said, now) == day for match in found)


def _is_bare(match: re.Match[str], said: Said) -> bool:
    return not (match["when"] or match["week"] or match["before"] or _DATE.match(said.plain, match.end()))


def _day_of(match: re.Match[str], said: Said, now: datetime) -> date | None:
    return find_date(said.cut(match.start(), match.end()), now, past=False)


def day_after(old: date, day: date) -> date:
    """The first day of the weekday of `day`, not before it, that lies after another day."""
    weeks = (old - day) // _WEEK + 1 if day <= old else 0
    return day + weeks * _WEEK
