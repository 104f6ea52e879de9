"""Names of people in running text: with Bu and Pak, after "nama", or standing alone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache

from bot.understanding.dates import PASARAN, WEEKDAYS
from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, Token, read
from bot.understanding.spelling import is_spelt
from bot.understanding.words import gender_of_honorific, is_honorific, is_of, may_be_name, title_case, words_of
from lean import dataclass

_MOST_NAMES, _MOST_TITLES = 4, 6
_MOST_CAPITAL = 14
"""Where each word is written as a name is, more of them are one: none of a legal name is lost."""
_LABELS = frozenset({"nama", "bernama", "bernama:", "jeneng", "panggil"})
_RELATIONS = frozenset(
    {"istri", "pasangan", "suami", "anak", "keluarga", "kepala_keluarga", "mantu", "adik", "mewakili"}
)
_HOUSEHOLD = frozenset({"istri", "pasangan", "keluarga", "kepala_keluarga"})
_WHERE = frozenset({"ttl", "lahir", "kelahiran", "di", "ke", "dari"})
_BIRTH_DATA = frozenset({"tanggal", "tahun"})
_VOCATIVE_SIGNS = frozenset(",.!?:")
_POSSESSIVE = expression(r"['’]s$")
_LINKS = frozenset(["dari", "sama", "dengan", "ikut", "adalah", "yaitu", "nya", "jadi", "ganti", "ke"])


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


def people_in(text: str | Said, offices: bool = False) -> list[Person]:
    """Everyone named in a text, in the order said, with Bu or Pak or by words that are no ordinary ones; with `offices`
    also who is called by one ("Mbah Modin")."""
    return list(_people_in(read(text).text, offices))


@lru_cache(maxsize=256)
def _people_in(text: str, offices: bool) -> tuple[Person, ...]:
    said, found, at = read(text), [], 0
    while at < len(said.tokens):
        person = _person_at(said, at) or (_officer_at(said, at + 1) if offices else None)
        if person:
            found.append(person)
        at = person.end if person else at + 1
    return tuple(found)


def find_name(text: str | Said, offices: bool = False) -> Person | None:
    """The person a text is about: the one after "nama", else the first with Bu or Pak, else the first name standing
    alone; with `offices` else somebody called by an office ("Mbah Modin").

    Somebody's husband, wife or head of family ("istrinya Pak Darmo") is not meant.
    """
    said = read(text)
    people = [person for person in people_in(said) if not _related(said, person)]
    labelled = [person for person in people if _before(said, person.first, words_of("after_name")) in _LABELS]
    titled = [person for person in people if person.titled]
    speaking = [person for person in people if person.first and said.tokens[person.first - 1].word == "saya"]
    written = [person for person in people if person.first and said.tokens[person.first].is_capital]
    named = next(iter([*labelled, *titled, *speaking, *written, *people]), None)
    return _by_office(said) if named is None and offices else named


def opening_name(text: str | Said) -> str | None:
    """The name without Bu or Pak that a text begins with and goes on about: "Galih itu sudah berapa kali izin"."""
    said = read(text)
    first = next(iter(people_in(said)), None)
    if first is None or first.first or first.titled or first.end == len(said.tokens):
        return None
    return None if said.text[said.tokens[first.end - 1].end :].lstrip()[:1] in _VOCATIVE_SIGNS else first.name


def own_name(text: str | Said) -> str | None:
    """The name by which whoever speaks calls himself ("nama saya Tumijan", "kulo Karsinah, ..."), or None."""
    said = read(text)
    for person in people_in(said):
        behind = said.text[said.tokens[person.end - 1].end :].lstrip()[:1]
        clear = said.tokens[person.end - 1].is_capital or behind in _VOCATIVE_SIGNS
        if person.first and said.tokens[person.first - 1].word == "saya" and _joined(said, person.first, " ") and clear:
            return person.name
    return None


def _by_office(said: Said) -> Person | None:
    """Who is called by an office, as mostly one in a village is: "Mbah Modin", "Bu Bidan"."""
    return next(filter(None, (_officer_at(said, at) for at in range(1, len(said.tokens)))), None)


def _officer_at(said: Said, at: int) -> Person | None:
    """Who is called by the office at `at`, before which stands Bu, Pak or Mbah; "Pak Carik" is said to the bot."""
    if not 0 < at < len(said.tokens):
        return None
    token, honorific = said.tokens[at], said.tokens[at - 1].word
    named = is_of("called_by", token.word) and is_honorific(honorific) and _joined(said, at, ". ")
    if not named or is_of("polite", token.word):
        return None
    return Person(proper([token]), gender_of_honorific(honorific), at - 1, at + 1, titled=True)


def find_household(text: str | Said) -> Person | None:
    """The head of the family a text names: "istri Pak Darmo", "satu KK sama Pak Darmo"."""
    said = read(text)
    for person in people_in(said):
        if _before(said, person.first, _LINKS) in _HOUSEHOLD:
            return person
    return None


def proper(names: list[Token]) -> str:
    """A name in title case, without an English 's; capitals inside a word stay as typed."""
    return title_case([_POSSESSIVE.sub("", name.raw) for name in names])


def _related(said: Said, person: Person) -> bool:
    before = _before(said, person.first, frozenset())
    of_birth = person.first > 1 and said.tokens[person.first - 2].word in _BIRTH_DATA
    there = not person.titled and before in _WHERE and not (before == "lahir" and of_birth)
    return there or _before(said, person.first, _LINKS) in _RELATIONS


def _before(said: Said, at: int, skipped: frozenset[str]) -> str:
    at -= 1
    while at >= 0 and said.tokens[at].word in skipped:
        at -= 1
    return said.tokens[at].word if at >= 0 else ""


def _person_at(said: Said, at: int) -> Person | None:
    token = said.tokens[at]
    titled = is_honorific(token.word) and not (len(token.raw) == 2 and token.raw.isupper() and token.word in {"om"})
    start = at + 1 if titled else at
    last = min(at + _MOST_TITLES, len(said.tokens))
    while titled and start < last and _is_title(said, start) and _joined(said, start, ". "):
        start += 1
    names = _names_from(said, start, titled)
    if not names:
        return None
    gender = gender_of_honorific(said.tokens[at].word) if titled else None
    return Person(_as_written(said, names), gender, at, start + len(names), titled)


def _as_written(said: Said, names: list[Token]) -> str:
    """The name, with the stop behind what is written short ("Moh. Rofiq"), and the hyphens within."""
    short = is_of("shortened", names[0].raw.lower()) and said.text[names[0].end : names[0].end + 1] == "."
    written = proper(names).replace(" ", ". ", 1) if short else proper(names)
    gaps = [said.text[one.end : two.start] for one, two in itertools.pairwise(names)]
    first, *rest = written.split()
    return first + "".join(("-" if gap == "-" else " ") + word for gap, word in zip(gaps, rest, strict=True))


def _is_title(said: Said, at: int) -> bool:
    """A further honorific, or the H of a hajji: "Bapak H. Marjuki"."""
    token = said.tokens[at]
    return is_honorific(token.word) or (token.raw == "H" and at + 1 < len(said.tokens))


def _names_from(said: Said, start: int, titled: bool) -> list[Token]:
    if not _is_before_name(said, start):
        return _own_names(said, start, titled)
    names = _own_names(said, start + 1, titled) if _joined(said, start + 1, " ") else []
    return [said.tokens[start], *names] if names else []


def _own_names(said: Said, start: int, titled: bool) -> list[Token]:
    tokens = said.tokens[start : start + _MOST_CAPITAL]
    tokens = tokens[: max(_MOST_NAMES, _capitals(tokens))]
    if not tokens or (titled and not _joined(said, start, ". ")) or not _begins(said, start, titled):
        return []
    names = [tokens[0]]
    for offset, token in enumerate(tokens[1:], 1):
        if not _joined(said, start + offset, " .-") or not (_continues(names, token) or _initial(said, token)):
            break
        names.append(token)
    small = 0 if titled else sum(1 for _name in itertools.takewhile(lambda name: not name.is_capital, names))
    return [] if 0 < small < len(names) else names


def _capitals(tokens: Sequence[Token]) -> int:
    """How many words from the first on are written as names are."""
    return sum(1 for _token in itertools.takewhile(lambda one: one.is_capital and not one.raw.isupper(), tokens))


def _is_before_name(said: Said, at: int) -> bool:
    """Whether "I" or "Ni" stands at `at` with a name behind it: "I Wayan", "Ni Luh"."""
    if at + 1 >= len(said.tokens):
        return False
    token, following = said.tokens[at], said.tokens[at + 1]
    return token.is_capital and following.is_capital and is_of("before_names", token.raw.lower())


def _joined(said: Said, at: int, allowed: str) -> bool:
    gap = said.text[said.tokens[at - 1].end : said.tokens[at].start]
    if "." in gap and not _is_short_for(said.tokens[at - 1]):
        return False
    return len(gap) <= 3 and all(sign in allowed for sign in gap)


def _is_short_for(token: Token) -> bool:
    """Whether a stop behind a word ends no sentence: "Hj. Aminah", "Endang S. Wati", "Moh. Rofiq"."""
    return is_honorific(token.word) or len(token.raw) == 1 or is_of("shortened", token.raw.lower())


def _begins(said: Said, at: int, titled: bool) -> bool:
    token = said.tokens[at]
    if may_be_name(token.raw, token.word):
        return not _greets(said, at) and not _ends_a_number(said, at)
    if not titled:
        return at > 0 and said.tokens[at - 1].word == "nama" and _written_as_name(token)
    called = is_of("also_names", token.raw.lower()) or _written_as_name(token)
    return called or _born_on(said, at) or _stands_as_name(said, at)


def _born_on(said: Said, at: int) -> bool:
    """Whether who is spoken of is called after a day, as many of the old are: "mbah kliwon", "pak senen sakit"."""
    word = said.tokens[at].word
    if word in WEEKDAYS:
        return _follows_person(said, at + 1) and _leads_to_person(said, at)
    return word in PASARAN


def _ends_a_number(said: Said, at: int) -> bool:
    """ "70an" and "40-an" are about so many."""
    before = said.tokens[at - 1] if at else None
    return before is not None and before.word.isdigit() and said.text[before.end : said.tokens[at].start] in ("", "-")


def _greets(said: Said, at: int) -> bool:
    """ "sugeng enjing" is a greeting, "sugeng raharjo" a name."""
    following = said.tokens[at + 1].word if at + 1 < len(said.tokens) else ""
    return is_of("greeting_names", said.tokens[at].word) and is_of("greeted", following)


def _written_as_name(token: Token) -> bool:
    return token.is_capital and token.raw[1:].islower() and _unspelt(token)


def _unspelt(token: Token) -> bool:
    known = is_of("titles", token.word) or is_of("fields", token.word)
    return token.raw.lower() == token.word and len(token.raw) > 2 and not known


def _stands_as_name(said: Said, at: int) -> bool:
    """Whether an ordinary word behind Bu or Pak is a name ("daftar pak sabar 60 th") by what stands around both.

    Mostly the word begins what is said to somebody: "besok bu libur", "maaf pak salah".
    """
    token = said.tokens[at]
    other = is_spelt(token.word) or any(is_of(kind, token.word) for kind in ("polite", "occupations"))
    return _unspelt(token) and not other and _follows_person(said, at + 1) and _leads_to_person(said, at)


def _leads_to_person(said: Said, at: int) -> bool:
    """Whether somebody may be named at `at`, behind the honorifics before it."""
    while at and is_honorific(said.tokens[at - 1].word):
        at -= 1
    if not at or re.search(r"[^\w ]|\n", said.text[said.tokens[at - 1].end : said.tokens[at].start]):
        return True
    before = said.tokens[at - 1]
    return is_of("before_person", before.word) or may_be_name(before.raw, before.word)


def _follows_person(said: Said, at: int) -> bool:
    """Whether what stands at `at` may be said of somebody named before it."""
    if at == len(said.tokens) or said.text[said.tokens[at - 1].end : said.tokens[at].start].strip():
        return True
    token = said.tokens[at]
    known = token.word.isdigit() or is_honorific(token.word) or is_of("after_person", token.word)
    return known or may_be_name(token.raw, token.word)


def _initial(said: Said, token: Token) -> bool:
    """ "Endang S." has a second name that is not written out; L and P say who is a man or a woman."""
    ends = said.text[token.end : token.end + 1]
    return len(token.raw) == 1 and token.raw.isalpha() and token.raw.upper() not in "LP" and ends == "."


def _also_name(token: Token) -> bool:
    """Whether an ordinary word may be a further name; in small letters not one that says why somebody stays away, nor
    one that joins two names ("bu isti lan bu harni")."""
    small = is_of("attending", token.word) or token.word == "dan" or is_of("polite", token.word)
    return is_of("also_names", token.raw.lower()) and (token.is_capital or not small)


def _continues(names: list[Token], token: Token) -> bool:
    if names[0].is_capital and not token.is_capital:
        return False
    if may_be_name(token.raw, token.word) or _also_name(token):
        return True
    both_capital = names[0].is_capital and token.is_capital and not (names[0].raw.isupper() and len(names[0].raw) > 1)
    job = token.raw.isupper() and is_of("occupations", token.raw.lower())
    other = job or is_of("fields", token.word) or is_honorific(token.word)
    return both_capital and len(token.raw) > 2 and not other
