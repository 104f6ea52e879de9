"""People: what they are called, how they are addressed, when they were born."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, time
from enum import StrEnum
from functools import lru_cache

from jamaah.refusals import Refusal
from lean import dataclass


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True)
class Born:
    """When somebody was born, as exactly as is known: a year, perhaps month and day; `about`: reckoned from an age."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes to the bot. `address` is how they are spoken to ("Bu Sri"); empty until asked. `digest` is
    when they want to hear each week which groups to visit: the weekday (0: Monday) and the hour; `prefers` the channel
    on which they want to hear what they do not ask for."""

    id: int
    address: str
    language: str
    digest: tuple[int, time] | None = None
    prefers: str | None = None


# A member is at least 16, where the law's youth begins (UU 40/2009 Pasal 1: 16 to 30) whom item 7 of the article wants;
# under 18 a parent consents to the record (UU 27/2022). Above 110 a slip of the pen is likelier than the age.
YOUNGEST, OLDEST = 16, 110
YOUTH = range(16, 31)

_FEMALE_WORDS = {
    **dict.fromkeys(("bu", "ibu", "buk", "ny", "nyonya", "saudari", "sdri"), "Bu"),
    **dict.fromkeys(("mbak", "mba", "mbk"), "Mbak"),
    **dict.fromkeys(("mbakyu", "yu"), "Yu"),
    **dict.fromkeys(("budhe", "bude"), "Budhe"),
    **dict.fromkeys(("bulik", "bulek"), "Bulik"),
    "hj": "Hj.",
}
_MALE_WORDS = {
    **dict.fromkeys(("pak", "bapak", "bp", "bpk", "saudara", "sdr"), "Pak"),
    **dict.fromkeys(("pakdhe", "pakde"), "Pakdhe"),
    **dict.fromkeys(("paklik", "paklek"), "Paklik"),
    "mas": "Mas",
    "kang": "Kang",
}
_NEUTRAL_WORDS = {"mbah": "Mbah", "lik": "Lik"}

_HONORIFIC = re.compile(r"([^\W\d_]+)(?:\.\s*|\s+|$)")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))
_KEPT_SMALL = frozenset({"bin", "binti"})
_DOCTORS = frozenset({"dr.", "drg."})
_FROM, _WORDS_FROM = "dari", frozenset({"dari", "saka", "seka", "soko", "saking"})
_KEPT_LARGE = frozenset({"KH", "RM", "RA", "RAY", "II", "III", "IV", "RT"})
_WORD_PART = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_PHONE = re.compile(r"(?:\+?62|0)(8[1-9][0-9]{6,10})")


def tidy_name(text: str) -> str:
    """A name as it is written in the book: single spaces, words with a capital ("Siti Nur'aini", "KH. Abdul"), degrees
    as they were typed ("S.KM", "SE" behind a comma)."""
    words = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).split()
    tidied = [_tidy_word(word, first=number == 0) for number, word in enumerate(words)]
    degrees = [before.endswith(",") and word.isupper() for before, word in zip(["", *words], words, strict=False)]
    return " ".join(word if kept else tidy for word, tidy, kept in zip(words, tidied, degrees, strict=True))


def tidy_guest(text: str) -> str:
    """Somebody from elsewhere as written: "Pak Bambang dari Dinas Koperasi", "Notaris Bu Rina, Ungaran"."""
    words = [_FROM if word in _WORDS_FROM else _tidy_word(word, first=False) for word in text.split()]
    return " ".join(words)


def _tidy_word(word: str, *, first: bool) -> str:
    if (not first and word.lower() in _KEPT_SMALL) or word in _DOCTORS:
        return word.lower()
    dotted = "." in word.strip(".")
    return _WORD_PART.sub(lambda part: part[0] if dotted and part[0].isupper() else _capital(part[0]), word)


def _capital(part: str) -> str:
    if part.upper() in _KEPT_LARGE:
        return part.upper()
    first, apostrophe, rest = part.partition("'")
    # "D'Ayu" and "O'Brien" are two words in one, "Nur'aini" is one.
    return f"{first.upper()}'{rest.capitalize()}" if apostrophe and len(first) == 1 else part.capitalize()


def split_honorific(text: str) -> tuple[str, str, Gender | None]:
    """The honorific as it is to be written, the name without it (as typed) and the gender the honorific tells.

    "ibu siti" gives ("Bu", "siti", FEMALE), "Mbah Modin" ("Mbah", "Modin", None), "Slamet" ("", "Slamet", None). Of
    several ("Bu Hj. Siti") the first is written. Mbah and Lik are said of both women and men; "H." and "KH." stay with
    the name, since they may be initials.
    """
    written, rest, gender = "", " ".join(text.split()), None
    while found := _HONORIFIC.match(rest):
        word = found[1].lower()
        said = _FEMALE_WORDS.get(word) or _MALE_WORDS.get(word) or _NEUTRAL_WORDS.get(word)
        if said is None:
            break
        written = written or said
        gender = gender or _gender_told_by(word)
        rest = rest[found.end() :]
    return written, rest, gender


def _gender_told_by(word: str) -> Gender | None:
    if word in _FEMALE_WORDS:
        return Gender.FEMALE
    return Gender.MALE if word in _MALE_WORDS else None


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """A name for comparing: small letters without honorific, accents, apostrophes and points."""
    plain = unicodedata.normalize("NFKD", split_honorific(name)[1].translate(_APOSTROPHES)).casefold()
    kept = "".join(letter for letter in plain if letter not in "'" and not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", kept))


def phone(text: str) -> str | None:
    """An Indonesian mobile number in E.164 ("+628123456789"), or None if it is not one.

    Spaces, hyphens, points and brackets are passed over. Pattern: `^(?:\\+?62|0)8[1-9]\\d{6,10}$`.
    """
    found = _PHONE.fullmatch(re.sub(r"[\s().\-‐-―]", "", text))
    return f"+62{found[1]}" if found else None


def age(born: Born, on: date) -> int:
    """The age in years by the best reckoning: a birthday not known counts from the beginning of its month or year."""
    had_birthday = (on.month, on.day) >= (born.month or 1, born.day or 1)
    return on.year - born.year - (not had_birthday)


def age_range(born: Born, on: date) -> tuple[int, int]:
    """The youngest and the oldest age possible, in years; a birth reckoned from an age may be a year off each way."""
    slack = 1 if born.about else 0
    first, last = (born.month or 1, born.day or 1), (born.month or 12, born.day or 31)
    today = (on.month, on.day)
    youngest = on.year - born.year - (today < last) - slack
    oldest = on.year - born.year - (today < first) + slack
    return max(0, youngest), max(0, oldest)


def born_from_age(years: int, on: date) -> Born:
    """The year of birth reckoned from an age told on a day."""
    return Born(on.year - years, about=True)


def check_born(born: Born, on: date) -> None:
    """Raise Refusal of slot "born" unless this is a day on which a member of today may have been born.

    Reasons: "no_such_day", "in_future", "too_young" (under 16), "too_old" (over 110); facts: `age`, `least`, `most`.
    """
    if not _exists(born):
        raise Refusal("born", "no_such_day")
    if (born.year, born.month or 1, born.day or 1) > (on.year, on.month, on.day):
        raise Refusal("born", "in_future")
    years = age(born, on)
    if not YOUNGEST <= years <= OLDEST:
        reason = "too_young" if years < YOUNGEST else "too_old"
        raise Refusal("born", reason, age=years, least=YOUNGEST, most=OLDEST)


def may_be_born(born: Born, on: date) -> bool:
    """Whether a member of this day may have been born so."""
    try:
        check_born(born, on)
    except Refusal:
        return False
    return True


def _exists(born: Born) -> bool:
    if born.month is None:
        return born.day is None and 1 <= born.year <= 9999
    if not (1 <= born.month <= 12 and 1 <= born.year <= 9999):
        return False
    return born.day is None or 1 <= born.day <= monthrange(born.year, born.month)[1]
