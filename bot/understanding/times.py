"""Times of day and spans of time as people say them: "jam setengah 8 malam", "ba'da isya", "dua jam sebelumnya"."""

from __future__ import annotations

import re
from datetime import time, timedelta

from bot.understanding.denials import without_denied
from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read

_PART = "pagi|siang|sore|malam|subuh"
_CLOCK = expression(
    rf"(?:\b(?P<before>{_PART}),? )?\bjam:? ?(?P<half>setengah )?(?P<hour>\d{{1,2}})(?:[.:](?P<minute>\d{{2}}))?(?!\d)"
    rf"(?: (?P<sign>lewat|lebih|kurang) (?P<off>\d{{1,2}}|seperempat|setengah)(?: menit)?)?(?P<over> setengah(?! ?(?:\d"
    rf"|jam)))?(?: (?:wib|wita|wit))?(?:an)?(?:,? (?P<after>{_PART})\b)?"
)
_ENDED = expression(
    rf"\b(?:bubar|selesai|sampai|rampung|habis) jam (?:setengah )?\d{{1,2}}(?:[.:]\d\d)?(?!\d)(?: (?:{_PART}))?"
    rf"|\bjam (?:setengah )?\d{{1,2}}(?:[.:]\d\d)?(?: (?:{_PART}))? (?:baru )?(?:bubar|selesai)\b"
    r"(?!,? (?:jam|pukul|setengah|\d))"
)
_HALF = expression(rf"(?:\b(?P<before>{_PART}) )?\bsetengah (?P<hour>\d{{1,2}})(?! ?jam)\b(?: (?P<after>{_PART})\b)?")
_BARE = expression(
    rf"(?<![\d.,:/-])(?<!rp)(?<!rp )(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?![\d.,:/-]\d|\d)(?! ?(?:rb"
    rf"|ribu|juta|kg|persen|%))"
    rf"(?: (?:wib|wita|wit))?(?: (?P<after>{_PART})\b)?"
)
_HOUR_WITH_PART = expression(r"(?<![\d.])(?<!tanggal )(?P<hour>\d{1,2}) (?P<after>pagi|siang|sore|malam)\b")
_ENGLISH = expression(r"\b(?P<hour>1[0-2]|[1-9])(?:[.:](?P<minute>[0-5]\d))? ?(?P<half>am|pm)\b")
_PRAYERS = {
    "isya": time(19, 30),
    "magrib": time(18, 30),
    "asar": time(15, 30),
    "zuhur": time(12, 30),
    "subuh": time(5, 0),
    "jumatan": time(13, 0),
}
_PARTS_OF_PRAYERS = {
    "isya": "malam",
    "magrib": "malam",
    "asar": "sore",
    "zuhur": "siang",
    "subuh": "pagi",
    "jumatan": "siang",
}
_AFTER_PRAYER = expression(rf"\b(?:habis|after|bubar)(?: (?:salat|sholat|shalat|solat))? ({'|'.join(_PRAYERS)})\b")
_EVENING_OF = expression(r"\bmalam (?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|ahad)\b")


def find_time(text: str | Said, part: str | None = None) -> time | None:
    """The first time of day a text states, or None. Without pagi/sore/malam in it, an hour is of the `part` of the day
    that is spoken of; else 1 to 5 o'clock is afternoon, all else as said, also with a zero before it (05.34).
    """
    plain = without_denied(read(text)).plain[:2000]
    if ended := _ENDED.search(plain):
        plain, part = _ENDED.sub("", plain), part or part_said(ended[0])
    if match := _ENGLISH.search(plain):
        return _valid(int(match["hour"]) % 12 + 12 * (match["half"] == "pm"), int(match["minute"] or 0))
    if match := _CLOCK.search(plain):
        return _from_clock(match, plain, part)
    if match := _AFTER_PRAYER.search(plain):
        return _PRAYERS[match[1]]
    if match := _HALF.search(plain):
        return _at(int(match["hour"]), -30, match["before"] or match["after"] or part_said(plain))
    if match := _BARE.search(plain):
        return _at(int(match["hour"]), int(match["minute"]), match["after"] or _as_clock(match["hour"]))
    match = _HOUR_WITH_PART.search(plain)
    return _at(int(match["hour"]), 0, match["after"]) if match else None


def _from_clock(match: re.Match[str], plain: str, spoken: str | None) -> time | None:
    minute = int(match["minute"] or 0)
    if match["half"]:
        minute = -30
    elif match["over"]:
        minute = 30  # Javanese counts on: "jam pitu setengah" is 7.30, "jam setengah pitu" 6.30
    elif match["sign"]:
        off = {"seperempat": 15, "setengah": 30}.get(match["off"]) or int(match["off"])
        minute = -off if match["sign"] == "kurang" else off
    part = match["after"] or match["before"] or (None if match["minute"] else part_said(plain)) or _prayed(plain)
    return _at(int(match["hour"]), minute, part or _as_clock(match["hour"]) or (None if match["minute"] else spoken))


def _as_clock(hour: str) -> str | None:
    """An hour with a zero before it ("05.34") is a clock's: in the morning."""
    return "pagi" if hour.startswith("0") else None


def _prayed(plain: str) -> str | None:
    """The part of the day behind a prayer: "bar isya jam 7" is in the evening."""
    prayer = _AFTER_PRAYER.search(plain)
    return _PARTS_OF_PRAYERS[prayer[1]] if prayer else None


def part_said(plain: str) -> str | None:
    """The part of the day of which plain words speak; None where it is none, or several."""
    if _EVENING_OF.search(plain):
        return "malam"
    parts = {"malam" if part == "semalam" else part for part in re.findall(rf"\b(?:{_PART}|semalam)\b", plain)}
    return parts.pop() if len(parts) == 1 else None


def _at(hour: int, minute: int, part: str | None) -> time | None:
    total = hour * 60 + minute
    hour, minute = divmod(total, 60)
    if total < 0 or hour > 24:
        return None
    return _valid(_in_part(hour, part) % 24, minute)


def _in_part(hour: int, part: str | None) -> int:
    if hour > 12:
        return hour
    if part == "malam":
        return hour + 12 if 5 <= hour < 12 else hour % 12
    if part in {"sore", "siang"}:
        return hour + 12 if hour <= 7 else hour
    if part in {"pagi", "subuh"}:
        return hour % 12
    return hour + 12 if 1 <= hour <= 5 else hour


def _valid(hour: int, minute: int) -> time | None:
    return time(hour, minute) if 0 <= hour < 24 and 0 <= minute < 60 else None


_UNITS = {"jam": "PT{}H", "menit": "PT{}M", "notulen": "PT{}M"}
# The English "minutes" are read as those of a meeting: "notulen".
_LEADS = expression(
    r"\bh ?[-–] ?(?P<days>\d{1,2})\b|(?P<half>\bsetengah jam\b)"
    r"|\b(?P<count>\d{1,3}|se) ?(?P<unit>jam|hari|dina|dino|dinten|minggu|peken|menit|notulen)\b"
)
_INSTEAD = expression(r"\b(?:jadi|ke|ganti|mau|maunya|cukup|minta|tapi)\b")


def find_lead(text: str | Said) -> str | None:
    """How long before, as an ISO 8601 duration ("H-1" P1D, "seminggu" P7D, "setengah jam" PT30M), or None."""
    found = _leads(text, most=2)
    return _duration(found[0]) if found else None


def find_leads(text: str | Said) -> tuple[timedelta, ...]:
    """All of how long before ("H-2 dan 3 jam sebelumnya"), as they were said; () if there is nothing."""
    return tuple(map(_span, _leads(text, most=6)))


def _leads(text: str | Said, most: int) -> list[re.Match[str]]:
    """The first so many; of one in place of another ("dari H-1 jadi H-2") only what holds then."""
    plain = without_denied(read(text)).plain[:1000]
    found = list(_LEADS.finditer(plain))[:most]
    for at in range(len(found) - 1, 0, -1):
        if _INSTEAD.search(plain, found[at - 1].end(), found[at].start()):
            return found[at:]
    return found


def _span(match: re.Match[str]) -> timedelta:
    number, unit = re.fullmatch(r"PT?(\d+)([DHM])", _duration(match)).groups()  # type: ignore[union-attr]
    return timedelta(**{{"D": "days", "H": "hours", "M": "minutes"}[unit]: int(number)})


def _duration(match: re.Match[str]) -> str:
    if match["days"]:
        return f"P{int(match['days'])}D"
    if match["half"]:
        return "PT30M"
    number = 1 if match["count"] == "se" else int(match["count"])
    unit = match["unit"]
    return _UNITS.get(unit, "P{}D").format(number * (7 if unit in {"minggu", "peken"} else 1))
