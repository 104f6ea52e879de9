"""How often people meet and on which day: "tiap malam Jumat Kliwon", "tgl 25 tiap bulan", "Minggu pertama"."""

from __future__ import annotations

import re
from typing import Any

from bot.understanding.dates import DAY, MARKET, PASARAN, WEEKDAY, WEEKDAY_NAMES, is_weekday, weekday_number
from bot.understanding.denials import without_denied
from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read

_NTH_NAMES = "pertama kapisan,kedua,ketiga,keempat,kelima"
_NTH = {name: nth for nth, names in enumerate(_NTH_NAMES.split(","), 1) for name in [*names.split(), f"ke-{nth}"]}
_NTH |= {f"ke {nth}": nth for nth in range(1, 6)} | {"terakhir": -1, "akhir": -1}
_NTH_WORDS = "|".join(sorted(_NTH, key=len, reverse=True))
_NTH_DAY = expression(rf"\b(?P<day>{DAY}) (?:minggu )?(?P<nth>{_NTH_WORDS})\b")
_NTH_WEEK = expression(rf"\bminggu (?P<nth>{_NTH_WORDS})\b")
_SELAPANAN = expression(r"\bselapanan\b|\b35 hari\b")
_WEEKLY = expression(
    r"\b(?:seminggu sekali|mingguan|per minggu|tiap minggu(?! (?:legi|pahing|pon|wage|kliwon))|weekly"
    r"|sekali seminggu)\b"
)
_MONTHLY = expression(r"\b(?:sebulan sekali|bulanan|per bulan|tiap bulan|sekali sebulan|monthly)\b")
_ON_DAY = expression(r"\btanggal:? ?(\d{1,2})\b")
_IN_THE_WEEK = expression(rf" (?:sekali|\d|{_NTH_WORDS})")
_BEFORE = expression(r"\b(?:dulu|biasa|awalnya|tadinya|sebelum) [^,.;\n]{1,40}[,.;]? ?(?=sekarang\b|ganti\b)")
"""What was so before: "dulu kan Rabu, sekarang Jumat"."""
_AT = expression(r"\bjam:? ?(?:setengah )?\d|\bhabis \w|\b(?:pagi|siang|sore)\b|\d[.:]\d\d\b")


def find_recurrence(text: str | Said) -> dict[str, Any]:
    """How often and on what day: frequency, weekday, pasaran, week_of_month, day_of_month; empty if none is said.

    What is denied ("bukan malam Kamis lagi") is left out. "malam X" gives the day before X, for the weekday and the
    pasaran.
    """
    plain = _BEFORE.sub(" ", without_denied(read(text)).plain[:1000])
    slots = _weekday_slots(plain)
    if nth := _NTH_DAY.search(plain) or _NTH_WEEK.search(plain):
        slots["week_of_month"] = _NTH[nth["nth"]]
    if "weekday" not in slots and (day := _ON_DAY.search(plain)) and 1 <= int(day[1]) <= 31:
        slots["day_of_month"] = int(day[1])
    frequency = _frequency(plain, slots)
    return {"frequency": frequency, **slots} if frequency else slots


def _weekday_slots(plain: str) -> dict[str, Any]:
    found = [match for match in WEEKDAY.finditer(plain) if is_weekday(match, plain)]
    if match := next(iter(found), None) or _some_sunday(plain):
        evening = bool(match["evening"])
        slots = {"weekday": WEEKDAY_NAMES[(weekday_number(match["day"]) - evening) % 7]}
        if match["market"]:
            slots["pasaran"] = PASARAN[(PASARAN.index(match["market"]) - evening) % 5]
        return slots
    market = re.search(rf"\b(?:tiap|malam) ({MARKET})\b", plain)
    return {"pasaran": market[1]} if market else {}


def _some_sunday(plain: str) -> re.Match[str] | None:
    """ "tiap minggu" and "minggu terakhir" are weeks; with a time of day and no other day they are Sundays."""
    if _AT.search(plain) is None:
        return None
    for match in WEEKDAY.finditer(plain):
        each = plain[: match.start()].endswith("tiap ")
        week = _IN_THE_WEEK.match(plain, match.end())
        if match["day"] == "minggu" and (not week if each else _NTH_DAY.match(plain, match.start("day"))):
            return match
    return None


def _frequency(plain: str, slots: dict[str, Any]) -> str | None:
    if "pasaran" in slots or (
        _SELAPANAN.search(plain) and "day_of_month" not in slots and "week_of_month" not in slots
    ):
        return "selapanan"
    if "week_of_month" in slots or _MONTHLY.search(plain) or "day_of_month" in slots:
        return "monthly"
    if _WEEKLY.search(plain) or (slots.get("weekday") and re.search(r"\b(?:tiap|rutin)\b", plain)):
        return "weekly"
    return None
