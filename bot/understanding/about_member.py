"""What is to be different about a member: whose data, which field, and what it is to say."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from bot.understanding.choices import choose
from bot.understanding.member import member_slots
from bot.understanding.normalise import Said, read
from bot.understanding.particulars import find_gender, find_occupation, find_phone, find_rt
from bot.understanding.people import Person, find_name, people_in
from bot.understanding.spans import trimmed

_CORRECTED = re.compile(
    r"\b(?:harus|seharusnya|yang benar|benar|ganti|jadi|menjadi|tapi|sekarang|pindah|ubah|itu)\b(?: (?:jadi|ke|di"
    r"|adalah|menjadi|yang|nama))* ?(?=\w)"
)
_CLAUSE_END = re.compile(r"[,.;!?\n]|\s(?:ya|nggih|njih|bukan|saja|wae)\b")
_DIGITS = re.compile(r"\+?\d[\d .-]{2,20}\d")
_NAME_AND_CALLED = re.compile(
    r"((?:[^\W\d]+ ){0,2}nama .+?(?:yang benar|harus|seharusnya|jadi|menjadi|ganti|bukan) .+?)"
    r"[,;.]? (?:biasa |dan )*(?:dipanggil|panggil|panggilan)\b"
)
"""A name and a panggilan in one: "nama Ayu yang benar Ayu Lestari, dipanggil Mbak Ayu"."""
_BORN = ("birth_date", "birth_year", "age")


def correction_slots(said: Said, now: datetime) -> dict[str, Any]:
    """name, field and value: those the text states; beyond the vocabulary `called`, told beside a name."""
    field, people = choose("update_field", said), people_in(said)
    both = _NAME_AND_CALLED.match(said.plain)
    if both:
        named, called = said.cut(0, both.end(1)), said.cut(both.end(1), len(said.plain))
        others = people_in(called)
        told = _spoken(called, others[0]) if others else None
        return {"field": "name", **_renamed(named, people_in(named)), "called": told}
    if field == "name":
        return {"field": field, **_renamed(said, people)}
    if field in ("called", "household"):
        value = people[-1] if len(people) > 1 else None
        said_as = _spoken(said, value) if value and field == "called" else value and value.name
        return {"name": people[0].name if people else None, "field": field, "value": said_as}
    person = find_name(said, offices=True)
    name = next((one.name for one in people if one.titled), person.name if person else None)
    if field in _BORN or field is None:
        return {"name": name, **_born(field, said, now)}
    return {"name": name, "field": field, "value": _value(field, said, people, now)}


def _renamed(said: Said, people: list[Person]) -> dict[str, Any]:
    """ "Suminah bukan Suminem" and "bukan Suminem tapi Suminah" say the same."""
    denied = [one for one in people if one.first and said.tokens[one.first - 1].word == "bukan"]
    right = [one for one in people if one not in denied]
    if denied and right:
        return {"name": denied[0].name, "value": right[-1].name}
    first = next((one for one in people if one.titled), people[0] if people else None)
    return {"name": first.name if first else None, "value": people[-1].name if len(people) > 1 else None}


def _spoken(said: Said, person: Person) -> str:
    """The panggilan as typed, to the end of its clause: "bu yem", "Budi lor"."""
    return _CLAUSE_END.split(said.text[said.tokens[person.first].start :])[0].strip()


def _born(field: str | None, said: Said, now: datetime) -> dict[str, Any]:
    """The field as exactly as a birth is told, whichever word was used for it."""
    told = member_slots(said, now)
    if "birth_date" in told:
        return {"field": "birth_date", "value": told["birth_date"]}
    return {"field": field, "value": _figure(field, said) if field in ("age", "birth_year") else None}


def _figure(field: str, said: Said) -> int | None:
    digits = r"\d{4}" if field == "birth_year" else r"\d{1,3}"
    kept = re.sub(r"\bbukan \d+|\brt ?\d+|\d+ (?=salah)", " ", said.plain)
    found = re.findall(rf"(?<!\d){digits}(?!\d)", kept)
    return int(found[-1]) if found else None


def _value(field: str, said: Said, people: list[Person], now: datetime) -> Any:
    if field == "occupation":
        ends = [match.end() for match in _CORRECTED.finditer(said.plain)]
        return trimmed(said, ends[-1], len(said.plain)) if ends else find_occupation(_without(said, people))
    if field == "gender":
        return find_gender(said) or member_slots(said, now).get(field)
    if field == "rt":
        return find_rt(said) or _bare_rt(said)
    if field == "phone":
        written = _DIGITS.search(said.text)
        return find_phone(said) or (written[0] if written else None)
    return member_slots(said, now).get(field)


def _bare_rt(said: Said) -> str | None:
    """ "rt bu Tini 4": the one number there is."""
    numbers = [token.word for token in said.tokens if token.word.isdigit()]
    return str(int(numbers[0])) if len(numbers) == 1 and len(numbers[0]) <= 3 else None


def _without(said: Said, people: list[Person]) -> Said:
    """The text without the people named in it."""
    text = said.text
    for person in reversed(people):
        text = f"{text[: said.tokens[person.first].start]} {text[said.tokens[person.end - 1].end :]}"
    return read(text)
