"""One person's entry in the register, out of a line of text."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from bot.understanding.birth import OLDEST, find_age, find_birth_date, find_birth_year, find_day_that_is_none
from bot.understanding.denials import without_denied
from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read
from bot.understanding.particulars import find_gender, find_occupation, find_phone, find_rt, without_phones
from bot.understanding.people import find_household, find_name

_BARE_AGE = expression(r"(?<![\d./:+-])(\d{1,3})(?![\d./:-]*\d|an\b)")
_CAME = r"(?:hadir|datang|izin|telat|absen|tidak_hadir)"
_COUNTED = (
    rf"(?:orang|kepala_keluarga|ribu|rb|ewu|juta|jt|k|rupiah|perak|kg|kilo|kali|persen|ekor|liter|{_CAME})\b|\s?%"
)
_TAKEN = expression(
    rf"\b(?:rt|rw|nomor|hp|jam|tanggal|ke|kepala_keluarga|no|rp|{_CAME})[ :./=]{{0,3}}\d+(?:/\d+)?"
    rf"|(?<!\d)\d++ ?(?:{_COUNTED})|\btanggal \S+"
)


_STROKE = expression(r"(?<=[^\W\d_]) ?/ ?(?=\w)|(?<=\d) ?/ ?(?=[^\W\d_])")
_LONGEST_ENTRY = 300
YOUNGEST = 10
"""A bare figure below is hardly an age."""
_NO_COLUMNS = expression(r"\b(?:l ?/ ?p|p ?/ ?l|rt ?/ ?rw)\b", re.IGNORECASE)


def _columns(said: Said) -> Said:
    """What is written in columns with strokes, with commas: "Jumiati/P/1981/RT 7"."""
    short = len(said.text) <= _LONGEST_ENTRY
    strokes = short and len(_STROKE.findall(said.text)) > 1 and not _NO_COLUMNS.search(said.text)
    return read(_STROKE.sub(", ", said.text)) if strokes else said


def member_slots(text: str | Said, now: datetime, asked: bool = False, listed: bool = False) -> dict[str, Any]:
    """name, gender, age, birth_year, birth_date, rt, phone, occupation, household: those the text states.

    A denied part ("bukan RT 2") is left out. A day of birth that is none ("31 Februari") is given as it was said, so is
    a telephone number that is none: both are to be asked about. A number with nothing beside it is an age, or from 1900
    on a year of birth, if a name stands in the text too or the age was `asked`. In a line of a list (`listed`) it is
    the age even where nobody is so old: that is to be said then.
    """
    said = _columns(without_denied(read(text)))
    job = find_occupation(said)
    person = find_name(read(said.text.replace(job, ".", 1))) if job else find_name(said)
    household = find_household(said)
    found: dict[str, Any] = {
        "name": person.name if person else None,
        "gender": (person.gender if person else None) or find_gender(said),
        **_birth(without_phones(said), asked or person is not None, now, listed),
        "rt": find_rt(said),
        "phone": find_phone(said),
        "occupation": job,
        "household": household.name if household else None,
    }
    return {slot: value for slot, value in found.items() if value is not None}


def _birth(said: Said, named: bool, now: datetime, listed: bool) -> dict[str, Any]:
    if day := find_birth_date(said, now, bare=named):
        return {"birth_date": day.isoformat()}
    if none := find_day_that_is_none(said):
        return {"birth_date": none}
    if (age := find_age(said)) is not None:
        return {"age": age}
    if (year := find_birth_year(said, now, bare=named)) is not None:
        return {"birth_year": year}
    rest = _TAKEN.sub(" ", re.sub(r"^\W*\d+[.)]", " ", said.plain)) if named else ""
    figures = [int(number) for number in _BARE_AGE.findall(rest)]
    ages = figures if listed and len(figures) == 1 else [figure for figure in figures if YOUNGEST <= figure <= OLDEST]
    return {"age": ages[0]} if len(ages) == 1 else {}
