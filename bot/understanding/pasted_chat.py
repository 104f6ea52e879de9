"""Lines pasted from a WhatsApp chat, each with who wrote it and when: "[26/11 18.02] Bu Tini: izin nggih"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.understanding.attendance import attendance
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from bot.understanding.people import people_in
from bot.understanding.telling import is_question
from lean import dataclass

LONGEST_SENDER, MOST_WORDS = 40, 12
_NAME = "Suparmi"
_ANYBODY = f"Bu {_NAME}"
_TOLD = expression(r"\b(?:kumpulan|tulis|catat|padahal|semua|jadwal)\b")
"""Words of who speaks of more than their own coming."""
_DAY = r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>\d{4}|\d{2}))?"
_HOUR = r"(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:]\d{2})?(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?"
_SENDER = rf"~?\s?(?P<sender>[^:\n]{{1,{LONGEST_SENDER}}}?)\s?:(?:\s|$)"
_HEAD = expression(
    rf"\s*(?:\[(?:{_DAY},? )?{_HOUR}(?:,? (?P<day2>\d{{1,2}})/(?P<month2>\d{{1,2}})(?:/(?P<year2>\d{{4}}|\d{{2}}))?)?\]"
    rf"|{_DAY.replace('<', '<plain_')},? {_HOUR.replace('<', '<plain_')} -)\s*{_SENDER}"
)
_UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
_SPACES = dict.fromkeys(map(ord, "\u202f\u00a0"), " ")


@dataclass(frozen=True, slots=True)
class ChatLine:
    """What one person wrote: who, when (None where that is no moment), and the words, perhaps of several lines."""

    sender: str
    at: datetime | None
    words: str


@only_with("]", "-")
def chat_lines(text: str, now: datetime) -> list[ChatLine]:
    """The messages of a text that was pasted from a chat, in order; [] of any other text.

    The first line has to begin as WhatsApp writes it. A moment without its year is the latest of that day before `now`,
    in its time zone.
    """
    clean = text.translate(_UNSEEN).translate(_SPACES)
    lines = clean.strip().splitlines()
    if not lines or not _HEAD.match(lines[0]):
        return []
    found: list[ChatLine] = []
    for line in lines:
        head = _HEAD.match(line)
        if head:
            found.append(ChatLine(head["sender"].strip(), _moment(head, now), line[head.end() :].strip()))
        else:
            last = found[-1]
            found[-1] = ChatLine(last.sender, last.at, f"{last.words}\n{line.strip()}".strip())
    return [line for line in found if line.words]


def _moment(head: re.Match[str], now: datetime) -> datetime | None:
    day, month, year = (head[part] or head[f"{part}2"] or head[f"plain_{part}"] for part in ("day", "month", "year"))
    hour, minute, half = (head[part] or head[f"plain_{part}"] for part in ("hour", "minute", "half"))
    try:
        at = now.replace(hour=_of_day(int(hour), half), minute=int(minute), second=0, microsecond=0)
        if day is None:
            return at if at <= now else at - timedelta(days=1)
        written = int(year) + (2000 if len(year) == 2 else 0) if year else now.year
        at = at.replace(year=written, month=int(month), day=int(day))
        return at.replace(year=written - 1) if not year and at.date() > now.date() else at
    except ValueError:
        return None


def _of_day(hour: int, half: str | None) -> int:
    return hour if half is None else hour % 12 + (12 if half in "Pp" else 0)


def reply(line: ChatLine) -> str | None:
    """What somebody says of their own coming, as it is told of a meeting ("excused", "absent", "present", "late",
    "represented"); None where they say something else, name somebody else, or ask.
    """
    if len(line.words.split()) > MOST_WORDS or people_in(line.words) or _TOLD.search(read(line.words).plain):
        return None
    told = attendance(f"{_ANYBODY} {read(line.words).text}")
    told.pop("sick", None)  # who is sick is excused
    statuses = [status for status, names in told.items() if names == [_NAME]]
    return statuses[0] if len(told) == 1 and statuses and not is_question(line.words) else None


def as_typed(lines: list[ChatLine]) -> str:
    """The lines as somebody would have typed them: who comes with the name, other words without who wrote them."""
    replies = [f"{line.sender} {line.words}" for line in lines if reply(line)]
    return "\n".join(replies or [line.words for line in lines])
