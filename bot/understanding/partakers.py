"""Who is named in a report as having taken part or not: without the words of a reason, names in a row one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.understanding.expressions import expression
from bot.understanding.normalise import Said
from bot.understanding.people import Person, people_in, proper
from bot.understanding.words import is_of

_ROW = 3
"""So many small words in a row, without commas and honorifics, are so many people: "hadir lia tika mira"."""

_LISTS, _NOT = frozenset(",:;\n.✅❌-"), frozenset({"tidak", "belum"})
_WHITHER = frozenset({"ke", "karena", "nyang", "lunga", "lungo"})
_BRACKETED = expression(r"\([^()\n]{0,80}\)?")


def partakers(said: Said) -> list[Person]:
    """Everyone named, but no word behind "ke" or "karena" nor in brackets behind a name ("Bu Ana (anaknya rewel)")."""
    people = people_in(said, offices=True)
    reasons = list(_reasons(said, people))
    named = [person for person in people if person.titled or not _tells_why(said, person, reasons)]
    each = [one for person in named for one in _each(said, person)]
    return sorted([*each, *_also_named(said, people)], key=lambda person: person.first)


def _also_named(said: Said, people: list[Person]) -> Iterator[Person]:
    """Who has an ordinary word for a name, written with a capital in a list: "hadir: Ani, Putri, Wulan"."""
    taken = {at for person in people for at in range(person.first, person.end)}
    for at, token in enumerate(said.tokens):
        if at in taken or not (token.is_capital and is_of("also_names", token.raw.lower())):
            continue
        before, behind = said.text[: token.start].rstrip()[-1:], said.text[token.end :].lstrip()[:1]
        following = said.tokens[at + 1].word if at + 1 < len(said.tokens) else ""
        told = is_of("attending", following) or following in _NOT
        if before and before in _LISTS and (told or not behind or behind in _LISTS):
            yield Person(proper([token]), None, at, at + 1, titled=False)


def _tells_why(said: Said, person: Person, reasons: list[tuple[int, int]]) -> bool:
    at = said.tokens[person.first].start
    before = said.tokens[person.first - 1].word if person.first else ""
    return before in _WHITHER or any(start < at < end for start, end in reasons)


def _reasons(said: Said, people: list[Person]) -> Iterator[tuple[int, int]]:
    """Where the brackets right behind a name begin and end in the text."""
    ends = {said.tokens[person.end - 1].end for person in people}
    for match in _BRACKETED.finditer(said.text):
        if len(said.text[: match.start()].rstrip()) in ends:
            yield match.span()


def _each(said: Said, person: Person) -> Iterator[Person]:
    tokens = said.tokens[person.first : person.end]
    small = all(token.raw.islower() for token in tokens)
    before, behind = said.text[: tokens[0].start].rstrip()[-1:], said.text[tokens[-1].end :].lstrip()[:1]
    if person.titled or not small or len(tokens) < _ROW or "," in (before, behind):
        yield person
        return
    for at, token in enumerate(tokens, person.first):
        yield replace(person, name=proper([token]), first=at, end=at + 1)
