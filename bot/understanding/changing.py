"""Since when it is asked what has changed: "apa yang berubah sejak Januari", "kemajuan sejak rapat kemarin"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.understanding.dates import MONTH, find_date, month_number
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import Said, read
from lean import dataclass

_CHANGED = r"(?:(?:ber)?ubah\w*|kemajuan\w*|perkembangan\w*|progres\w*)"
_SINCE = r"(?:sejak|semenjak|sedari|wiwit|kawit|sakwise|sesudah|setelah|since)"
_ASKED = expression(rf"\b{_CHANGED}\b.*?\b{_SINCE}\b(?P<since>.*)|\b{_SINCE}\b(?P<before>.*)\b{_CHANGED}\b")
_ALONE = expression(r"\W*(?:\w+ ){0,2}(?:kemajuan|progres)\w*(?: \w+){0,4}\W*")
_MEETING = expression(r"\b(?:rapat|kumpulan|pertemuan|musyawarah)\b")
_MONTH = expression(rf"(?<!\d )\b(?:bulan )?({MONTH})\b(?: (\d{{4}}))?")
_YEAR = expression(r"\btahun (lalu|kemarin|ini|\d{4})\b")
_PERIOD = expression(r"\b(bulan|minggu) (lalu|kemarin|ini)\b")


@dataclass(frozen=True, slots=True)
class Since:
    """From when on: a day, or the last meeting; neither where it was not said."""

    day: date | None = None
    meeting: bool = False


@only_with(_ASKED, _ALONE)
def changed_since(text: str | Said, now: datetime) -> Since | None:
    """Since when a text asks what has changed; None if it asks nothing of the kind."""
    plain = read(text).plain
    found = _ASKED.search(plain)
    if found is None:
        return Since() if _ALONE.fullmatch(plain) else None
    said = (found["since"] or found["before"] or "").strip()
    day = _begun(said, now.date()) or find_date(said, now, past=True)
    if _MEETING.search(said) and (day is None or not re.search(r"\d", said)):
        return Since(meeting=True)
    return Since(day)


def _begun(said: str, today: date) -> date | None:
    """The first day of a month, a year or a week that is said."""
    month, year, period = _MONTH.search(said), _YEAR.search(said), _PERIOD.search(said)
    if month:
        number = month_number(month[1])
        return date(int(month[2]) if month[2] else today.year - (number > today.month), number, 1)
    if year:
        return date(int(year[1]) if year[1].isdigit() else today.year - (year[1] != "ini"), 1, 1)
    if period and period[1] == "bulan":
        first = today.replace(day=1)
        return first if period[2] == "ini" else (first - timedelta(days=1)).replace(day=1)
    return None
