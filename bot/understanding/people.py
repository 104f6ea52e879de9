"""Names of people in running text: with Bu and Pak, after "nama", or standing alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.normalise import Said, Token, read
from bot.understanding.words import gender_of_honorific, is_honorific, is_of, may_be_name

_MOST_NAMES = 4
_LABELS = frozenset({"nama", "bernama", "bernama:", "jeneng", "panggil"})
_AFTER_LABEL = frozenset(
    ["saya", "aku", "lengkap", "dia", "itu", "ini", "adalah", "yaitu", "ialah", "anggota", "panggilan", "ibu", "bapak"]
)
_RELATIONS = frozenset(
    {"istri", "pasangan", "suami", "anak", "keluarga", "kepala_keluarga", "mantu", "adik", "mewakili"}
)
_HOUSEHOLD = frozenset({"istri", "pasangan", "keluarga", "kepala_keluarga"})
_BIRTHPLACE = frozenset({"ttl", "lahir", "kelahiran", "di"})
_LINKS = frozenset(["dari", "sama", "dengan", "ikut", "adalah", "yaitu", "nya", "jadi", "ganti", "ke"])
_FIELDS = frozenset(
    [
        "umur",
        "rt",
        "rw",
        "hp",
        "nomor",
        "nama",
        "lahir",
        "kelahiran",
        "tahun",
        "pekerjaan",
        "alamat",
        "dan",
        "desa",
        "l",
        "p",
        "laki-laki",
        "perempuan",
    ]
)


@dataclass(frozen=True, slots=True)
class Person:
    """One name in a text: the name without honorific, the gender the honorific says, its first token and
    the one behind its last, and whether Bu or Pak stands before it.
    """

    name: str
    gender: str | None
    first: int
    end: int
    titled: bool


def people_in(text: str | Said) -> list[Person]:
    """Everyone named in a text, in the order said, with Bu or Pak or by words that are no ordinary ones."""
    return list(_people_in(read(text).text))


@lru_cache(maxsize=256)
def _people_in(text: str) -> tuple[Person, ...]:
    said, found, at = read(text), [], 0
    while at < len(said.tokens):
        person = _person_at(said, at)
        if person:
            found.append(person)
        at = person.end if person else at + 1
    return tuple(found)


def find_name(text: str | Said) -> Person | None:
    """The person a text is about: the one after "nama", else the first with Bu or Pak, else the first name standing
    alone.

    Somebody's husband, wife or head of family ("istrinya Pak Darmo") is not meant.
    """
    said = read(text)
    people = [person for person in people_in(said) if not _related(said, person)]
    labelled = [person for person in people if _before(said, person.first, _AFTER_LABEL) in _LABELS]
    titled = [person for person in people if person.titled]
    speaking = [person for person in people if person.first and said.tokens[person.first - 1].word == "saya"]
    return next(iter([*labelled, *titled, *speaking, *people]), None)


def find_household(text: str | Said) -> Person | None:
    """The head of the family a text names: "istri Pak Darmo", "satu KK sama Pak Darmo", "kepala keluarganya Pak
    Darmo".
    """
    said = read(text)
    for person in people_in(said):
        if _before(said, person.first, _LINKS) in _HOUSEHOLD:
            return person
    return None


def proper(names: list[Token]) -> str:
    """A name in title case; capitals inside a word stay as typed."""
    return " ".join(name.raw.capitalize() if name.raw.islower() or name.raw.isupper() else name.raw for name in names)


def _related(said: Said, person: Person) -> bool:
    return _before(said, person.first, _LINKS) in _RELATIONS or _before(said, person.first, frozenset()) in _BIRTHPLACE


def _before(said: Said, at: int, skipped: frozenset[str]) -> str:
    at -= 1
    while at >= 0 and said.tokens[at].word in skipped:
        at -= 1
    return said.tokens[at].word if at >= 0 else ""


def _person_at(said: Said, at: int) -> Person | None:
    token = said.tokens[at]
    titled = is_honorific(token.word) and not (len(token.raw) == 2 and token.raw.isupper() and token.word in {"om"})
    start = at + 1 if titled else at
    while titled and start < len(said.tokens) and is_honorific(said.tokens[start].word) and _joined(said, start, ". "):
        start += 1
    names = _names_from(said, start, titled)
    if not names:
        return None
    gender = gender_of_honorific(said.tokens[at].word) if titled else None
    return Person(proper(names), gender, at, start + len(names), titled)


def _names_from(said: Said, start: int, titled: bool) -> list[Token]:
    tokens = said.tokens[start : start + _MOST_NAMES]
    if not tokens or not _begins(tokens[0], titled) or (titled and not _joined(said, start, ". ")):
        return []
    names = [tokens[0]]
    for offset, token in enumerate(tokens[1:], 1):
        if not _joined(said, start + offset, " .-") or not _continues(names, token):
            break
        names.append(token)
    return names


def _joined(said: Said, at: int, allowed: str) -> bool:
    gap = said.text[said.tokens[at - 1].end : said.tokens[at].start]
    if "." in gap and len(said.tokens[at - 1].raw) > 3:
        return False
    return len(gap) <= 3 and all(sign in allowed for sign in gap)


def _begins(token: Token, titled: bool) -> bool:
    if titled and is_of("also_names", token.raw.lower()):
        return True
    if may_be_name(token.raw, token.word):
        return True
    capital = token.is_capital and token.raw.lower() == token.word and len(token.raw) > 2
    return (
        titled and capital and not is_of("titles", token.word) and token.word not in _FIELDS and token.raw[1:].islower()
    )


def _continues(names: list[Token], token: Token) -> bool:
    if names[0].is_capital and not token.is_capital:
        return False
    if may_be_name(token.raw, token.word) or is_of("also_names", token.raw.lower()):
        return True
    both_capital = names[0].is_capital and token.is_capital and not (names[0].raw.isupper() and len(names[0].raw) > 1)
    return both_capital and len(token.raw) > 2 and token.word not in _FIELDS and not is_honorific(token.word)
