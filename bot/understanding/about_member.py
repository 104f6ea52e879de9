"""What is to be different about a member: whose data, which field, and what it is to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.understanding.birth import find_age
from bot.understanding.choices import choose
from bot.understanding.denials import without_denied
from bot.understanding.expressions import expression
from bot.understanding.member import member_slots
from bot.understanding.normalise import Said, read
from bot.understanding.particulars import find_gender, find_occupation, find_phone, find_rt
from bot.understanding.people import Person, find_household, find_name, people_in
from bot.understanding.spans import trimmed
from bot.understanding.words import is_of

_CORRECTED = expression(
    r"\b(?:harus|seharusnya|yang benar|benar|ganti|jadi|menjadi|tapi|sekarang|pindah|ubah|itu|aslinya"
    r"|sebenarnya|lengkapnya)\b(?: (?:jadi|ke|di"
    r"|adalah|menjadi|yang|nama|kerja(?:nya)?|pekerjaan|job|to))* ?(?=\w)"
)
_AS_RECORDED = expression(
    r"(?<!tolong )(?<!mohon )(?<!minta )(?<!biar )\b(?:(?:kok|padahal|deneng|malah) )?"
    r"(?:di|ke|ter|ka|dipun)(?:tulis|catet|catat|data|ketik|serat)\w{0,4} [^,.;\n!?]{1,40}",
    re.IGNORECASE,
)
"""What the register says by mistake: "kok ditulis lanang"."""
_JOB_END = expression(r"[,.;!?\n]|\s(?:bukan|sudah tidak|tidak|lagi)\b")
_TO_RT = expression(r"\b(?:ke|jadi|menjadi) (?:rt )?0*(\d{1,3})\b")
_CLAUSE_END = expression(r"[,.;!?\n]|\s(?:ya|nggih|njih|bukan|saja|wae)\b")
_DIGITS = expression(r"\+?\d[\d .-]{2,20}\d")
_NAME_AND_CALLED = expression(
    r"((?:[^\W\d]+ ){0,2}nama .+?(?:yang benar|harus|seharusnya|jadi|menjadi|ganti|bukan) .+?)"
    r"[,;.]? (?:biasa |dan )*(?:dipanggil|panggil|panggilan)\b"
)
"""A name and a panggilan in one: "nama Ayu yang benar Ayu Lestari, dipanggil Mbak Ayu"."""
_OWN_NAME = expression(r"\b(?:nama|jeneng|asma)ku\b", re.IGNORECASE)
_OWN = expression(r"^\W*(?:\w+ ){0,2}(?:\w*(?:hp|nomor|umur|rt|alamat|kerjaan) ?ku|saya|aku)\b", re.IGNORECASE)
_BORN = ("birth_date", "birth_year", "age")


def correction_slots(said: Said, now: datetime) -> dict[str, Any]:
    """name, field and value: those the text states; beyond the vocabulary `called`, told beside a name."""
    field, people = choose("update_field", said), people_in(said)
    both = _NAME_AND_CALLED.match(said.plain)
    if both:
        named, called = said.cut(0, both.end(1)), said.cut(both.end(1), len(said.plain))
        others = people_in(called)
        spoken = _spoken(called, others[0]) if others else None
        return {"field": "name", **_renamed(named, people_in(named)), "called": spoken}
    if field == "name":
        return {"field": field, **_renamed(said, people)}
    if field == "called":
        value = people[-1] if len(people) > 1 else None
        said_as = _spoken(said, value) if value else None
        return {"name": people[0].name if people else None, "field": field, "value": said_as}
    person = find_name(said, offices=True)
    name = next((one.name for one in people if one.titled), person.name if person else None)
    name = people[0].name if field == "household" and people else name
    if person and not person.titled and _OWN.search(said.text) and said.tokens[person.first].raw.islower():
        name = None
    right = _as_right(said)
    told = _told(field, right, now)
    if told["value"] is None and right.text != said.text and field:
        told = _told(field, said, now)
    unclear = field is None or right.text != said.text or "sekarang" in said.words
    if told["value"] is None and unclear:
        found = [*_inferred(right, now), *([_retold(said, people)] if field is None else [])]
        told = next((one for one in found if one), told)
    return {"name": name} | told


def _as_right(said: Said) -> Said:
    """The text without what is denied and what is said to be in the register by mistake."""
    return without_denied(read(_AS_RECORDED.sub(" ", said.text)))


def _told(field: str | None, said: Said, now: datetime) -> dict[str, Any]:
    if field in _BORN or field is None:
        return _born(field, said, now)
    return {"field": field, "value": _value(field, said, now)}


def _inferred(said: Said, now: datetime) -> Iterator[dict[str, Any]]:
    """What is said without the word for the field: "Vina 24 tahun, bukan 42", "harusnya L"."""
    told = {
        "phone": find_phone(said),
        "rt": find_rt(said) and _value("rt", said, now),
        "age": find_age(said),
        "occupation": find_occupation(said) and _value("occupation", said, now),
        "gender": _right_gender(said),
    }
    yield from ({"field": field, "value": value} for field, value in told.items() if value is not None)


def _retold(said: Said, people: list[Person]) -> dict[str, Any] | None:
    """A name put right without the word for it: "bukan Asih, Sri Asih", "ditulis Suyanto, lengkapnya Suyanto Hadi"."""
    told = _renamed(said, people)
    was, right = told["name"], told["value"]
    denied = any(one.first and said.tokens[one.first - 1].word == "bukan" for one in people)
    longer = was and right and set(was.split()) < set(right.split())
    mistyped = was and right and was[0] == right[0] and len(people) == len((was, right)) and _corrected(said)
    return {"field": "name", **told} if right and (denied or longer or mistyped) else None


def _renamed(said: Said, people: list[Person]) -> dict[str, Any]:
    """ "Suminah bukan Suminem" and "bukan Suminem tapi Suminah" say the same."""
    denied = [one for one in people if one.first and said.tokens[one.first - 1].word == "bukan"]
    right = [one for one in people if one not in denied]
    if denied and right:
        return {"name": denied[0].name, "value": right[-1].name}
    first = next((one for one in people if one.titled), people[0] if people else None)
    own = "saya" in said.words or _OWN_NAME.search(said.text)
    if len(people) == 1 and own and said.token_places()[people[0].first] in _corrected(said):
        return {"name": None, "value": people[0].name}
    return {"name": first.name if first else None, "value": people[-1].name if len(people) > 1 else None}


def _spoken(said: Said, person: Person) -> str:
    """The panggilan as typed, to the end of its clause: "bu yem", "Budi lor"."""
    return _CLAUSE_END.split(said.text[said.tokens[person.first].start :])[0].strip()


def _born(field: str | None, said: Said, now: datetime) -> dict[str, Any]:
    """The field as exactly as a birth is told, whichever word was used for it."""
    told = member_slots(said, now)
    if "birth_date" in told:
        return {"field": "birth_date", "value": told["birth_date"]}
    if field == "birth_year" and "birth_year" in told:
        return {"field": field, "value": told["birth_year"]}
    return {"field": field, "value": _figure(field, said) if field in ("age", "birth_year") else None}


def _figure(field: str, said: Said) -> int | None:
    digits = r"\d{4}" if field == "birth_year" else r"\d{1,3}"
    kept = re.sub(r"\bbukan \d+|\brt ?\d+|\d+ (?=salah)", " ", said.plain)
    found = re.findall(rf"(?<!\d){digits}(?!\d)", kept)
    return int(found[-1]) if found else None


def _value(field: str, said: Said, now: datetime) -> Any:
    if field == "occupation":
        people = people_in(said)
        titled = [one for one in people if one.titled] or people[:1]
        return _job_after(_without(said, titled)) or find_occupation(_without(said, titled))
    if field == "gender":
        return _right_gender(said) or member_slots(said, now).get(field)
    if field == "rt":
        to = _TO_RT.search(said.plain)
        return (to[1] if to else None) or find_rt(said) or _bare_rt(said)
    if field == "household":
        named = people_in(said)
        heads = [one for one in [find_household(said), *reversed(named)] if one and one.name != named[0].name]
        return heads[0].name if heads else None
    if field == "phone":
        written = _DIGITS.search(said.text)
        return find_phone(said) or (written[0] if written else None)
    return member_slots(said, now).get(field)


def _right_gender(said: Said) -> str | None:
    ends = _corrected(said)
    return (find_gender(said.cut(ends[-1], len(said.plain))) if ends else None) or find_gender(said)


def _corrected(said: Said) -> list[int]:
    return [match.end() for match in _CORRECTED.finditer(said.plain)]


def _job_after(said: Said) -> str | None:
    """The occupation behind a word for what is right, to the end of its clause: "jadi penjahit, sudah tidak tani"."""
    for end in reversed(_corrected(said)):
        stop = _JOB_END.search(said.plain, end)
        job = trimmed(said, end, stop.start() if stop else len(said.plain))
        if job and not all(is_of("polite", word) for word in read(job).words):
            return job
    return None


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
