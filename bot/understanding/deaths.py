"""Who is told to have died: "pak karno wau enjing kapundhut"; not somebody whose father did."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import Said, Token, read
from bot.understanding.people import Person, people_in
from bot.understanding.words import is_of

_DIED = frozenset({"meninggal", "wafat", "seda", "berpulang", "kapundhut", "almarhum", "almarhumah"})
_OF_SOMEBODY = expression(r"(\w{3,}?)(?:ne|e|nya|ku|mu|ipun)")
_BETWEEN = frozenset(
    {"tadi", "mau", "wau", "sudah", "telah", "baru", "saja", "barusan", "kemarin", "semalam", "pagi", "siang", "sore"}
    | {"malam", "bengi", "enjing", "esuk", "dalu", "hari", "ini", "jam", "pukul", "kala"}
)
_RELATIVE = expression(
    r"(?:bapa|bapak|pak|ayah|ibu|mbok|simbok|bojo|istri|garwa|suami|anak|putra|putri|mertua|maratuwa?|adi|adhi|adik|kakang"
    r"|kakak|mas|mbah|simbah|kakek|nenek|sedulur|saudara|putu|cucu)\w*?(?:ne|e|nya|ipun)"
)


def is_of_animals(said: Said) -> bool:
    """Whether a text tells that animals died which somebody keeps: "kambing pak budi mati 2". Of people one says more
    politely that they did."""
    words = {word for token in said.tokens for word in (token.raw.lower(), *_owned(token))}
    return "mati" in words and any(is_of("animals", word) for word in words)


def _owned(token: Token) -> tuple[str, ...]:
    found = _OF_SOMEBODY.fullmatch(token.raw.lower())
    return (found[1],) if found else ()


@only_with(*sorted(_DIED))
def who_died(text: str) -> Person | None:
    """The one person whose death a text tells; None where it names nobody, several, or only whose relative it was."""
    tokens = read(text).tokens
    found = [person for person in people_in(text) if _has_died(person, tokens)]
    return found[0] if len(found) == 1 else None


def _has_died(person: Person, tokens: Sequence[Token]) -> bool:
    before = tokens[person.first - 1] if person.first else None
    if _is_relative(tokens[person.first]) or (before is not None and _is_relative(before)):
        return False
    if before is not None and before.word in _DIED:
        return True
    behind = iter(tokens[person.end :])
    next_word = next((token for token in behind if token.word not in _BETWEEN and not token.word.isdigit()), None)
    then = next(behind, None)
    return next_word is not None and next_word.word in _DIED and not (then is not None and _is_relative(then))


def _is_relative(token: Token) -> bool:
    return _RELATIVE.fullmatch(token.raw.casefold()) is not None
