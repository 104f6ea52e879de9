"""What a short sentence states of somebody without saying that anything is wrong: "suparmi rt ne 4", "umur ngatmin 52",
"bu tini jeneng lengkape suhartini", "celukane bu tini"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import Said, read
from lean import dataclass

_LONGEST = 160
_OPENING = r"(?:(?:oh|eh|o|ya|lho|lha|maaf|maksud|bu|pak|mas|mbak)[ ,]+)*?"
_WHO = r"(?P<who>[^\W\d][^\d,.:;?!\n]*?)"
_OF = r"(?: ?(?:nya|ne|e|ipun|itu|kuwi|sing|yang|benar|betul|(?:se)?harus|sekarang|jadi|:|=))*"
_NUMBERS = {
    "rt": (r"rt", r"0*\d{1,3}"),
    "age": (r"umur", r"\d{1,3}"),
    "birth_year": (r"(?:tahun )?(?:kelahiran|lahir)(?: tahun)?", r"(?:19|20)\d\d"),
    "phone": (r"(?:nomor |no |tidak )?(?:hp|wa|nomor)", r"\+?\d[\d .-]{7,20}"),
}
# "undang" alone invites: only who is usually "diundang" so is called so.
_CALLED = (
    r"(?:(?:biasa(?:ne)? )?(?:di)?(?:panggil(?:an)?|celuk(?:an)?|timbal(?:an)?)(?:nya|ane|ne|e|ipun)?"
    r"|biasa(?:ne)? undang)"
)
FULL_NAME = r"nama lengkap"
_SAYING = {
    "rt": ("rt",),
    "age": ("umur",),
    "birth_year": ("lahir",),
    "phone": ("hp", "wa", "nomor"),
    "called": ("panggil", "celuk", "timbal", "undang"),
    "name": (FULL_NAME,),
}
"""Without one of these nothing is said of the field: most messages need no pattern to be tried."""
_GLUED = (
    *("nya", "ne", "ipun", "itu", "kuwi", "sing", "yang"),
    *("benar", "betul", "harus", "seharus", "sekarang", "jadi"),
)
# "rt" stands within many words; in plain words "wa" alone is "hp", and "wae" is "saja".
_NEEDED = (
    *("umur", "lahir", "hp", "nomor", "lengkap", *_SAYING["called"]),
    *(f"rt{behind}" for behind in (*" :=0123456789", "e", *_GLUED)),
    *(f"wa{behind}" for behind in _GLUED),
)
_WORDS = r"(?P<value>[^\W\d][^\d,.:;?!\n]*?)"
_UNIT = r"(?: tahun)?"
_NOT = r"(?:,? bukan [^,.;\n]+)?"
_END = r"(?: (?:ya|bu|mas|mbak|pak|nggih|saja))*[ .!]*"
_NAME_AND_CALLED = expression(
    rf"{_OPENING}{FULL_NAME}{_OF} (?P<value>[^\W\d][^\d,.:;?!\n]*?),? {_CALLED}{_OF} {_WHO}"
    rf"(?:,? (?:{_NUMBERS['phone'][0]}){_OF} (?P<phone>{_NUMBERS['phone'][1]}))?{_END}"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """Of whom (as typed; empty where nobody is named), which field of a member, and what it is to say, as typed;
    `called` and `phone` where they were told beside a name."""

    who: str
    field: str
    value: str
    called: str = ""
    phone: str = ""


@only_with(*_NEEDED)
def stated(text: str) -> tuple[Stated, ...]:
    """Every way in which a whole text may state something of a member; whether there is such a member is not asked."""
    return _kept(text)


@lru_cache(maxsize=4)
def _kept(text: str) -> tuple[Stated, ...]:
    """Kept, because several conversations ask it of the same message."""
    return tuple(_ways(text))


def _ways(text: str) -> Iterator[Stated]:
    if len(text) > _LONGEST or "\n" in text.strip():
        return
    said = read(text.strip())
    both = _NAME_AND_CALLED.fullmatch(said.plain) if FULL_NAME in said.plain else None
    if both:
        who = _typed(said, both, "who")
        yield Stated(who, "name", _typed(said, both, "value"), called=who, phone=_typed(said, both, "phone"))
        return
    for field, pattern in _PATTERNS:
        match = pattern.fullmatch(said.plain) if any(word in said.plain for word in _SAYING[field]) else None
        if match:
            yield Stated(_typed(said, match, "who"), field, _typed(said, match, "value"))


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for field, (label, figures) in _NUMBERS.items():
        value = rf"{_OF} ?(?P<value>{figures}){_UNIT}{_NOT}{_END}"
        yield field, expression(rf"{_OPENING}{_WHO},? {label}{value}")
        yield field, expression(rf"{_OPENING}{label}(?: ?(?:nya|ne|e))? {_WHO}{value}")
        yield field, expression(rf"{_OPENING}{label}{value}")
    for field, label in (("called", _CALLED), ("name", FULL_NAME)):
        yield field, expression(rf"{_OPENING}{_WHO},? {label}{_OF} {_WORDS}{_NOT}{_END}")
        yield field, expression(rf"{_OPENING}{label}{_OF} {_WORDS}{_NOT}{_END}")


_PATTERNS = tuple(_patterns())


def _typed(said: Said, match: re.Match[str], part: str) -> str:
    groups = match.groupdict()
    return said.typed(*match.span(part)).strip(" ,.-") if groups.get(part) else ""
