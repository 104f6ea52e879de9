"""Several days that are told as one: "23 desember karo 30 desember", "tanggal 23 lan 30"."""

from __future__ import annotations

from bot.understanding.dates import DAY, MONTH
from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read

_NO_PEOPLE = r"(?! (?:orang|anggota|ibu|bapak)\b)"
_DATE = rf"(?:(?:{DAY}),? )?(?:tanggal )?\d{{1,2}}\b{_NO_PEOPLE}(?: (?:{MONTH})\b)?(?: \d{{4}}\b)?"
_AND = r"(?:, ?(?:dan )?| ?& ?| (?:dan|dengan|sama|serta) )"
_JOINED = expression(rf"(?<![\d.:/])\b{_DATE}(?:{_AND}{_DATE})+(?![\d.:/])")
_ONE = expression(_DATE)
_OF_A_MONTH = expression(rf"\b(?:{MONTH})\b")


def joined_days(text: str | Said) -> list[str]:
    """The days that a text joins, each in words of its own; [] where it joins none. Those without a month are of the
    month that the next one names."""
    found = _JOINED.search(read(text).plain)
    if found is None or not ("tanggal" in found[0] or _OF_A_MONTH.search(found[0])):
        return []
    days, month = [], ""
    for match in reversed(list(_ONE.finditer(found[0]))):
        named = _OF_A_MONTH.search(match[0])
        month = named[0] if named else month
        dated = match[0] if named or not month else f"{match[0]} {month}"
        days.append(dated if month or "tanggal" in dated else f"tanggal {dated}")
    return days[::-1]
