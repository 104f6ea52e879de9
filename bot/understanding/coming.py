"""Whether somebody comes to a meeting, who it is, and why not."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from bot.understanding.choices import choose
from bot.understanding.dates import WEEKDAYS, month_number
from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, Token, read
from bot.understanding.people import people_in
from bot.understanding.spans import find_reason, trimmed
from bot.understanding.words import is_honorific, is_of

_CLAUSE = expression(r"[^,.;!\n]+")
CAUSE = expression(r"\b(?:karena|berhubung|hubung|gara-gara)\b ?(?=\w)")
_ANSWER = expression(r" ?,? (?:jadi |dadi )?(?:tidak|belum) (?:bisa|ikut|datang|hadir)\b")
_VOCATIVE = expression(r"^(?:assalamualaikum|maaf|halo|pagi|siang|sore|malam)?,? ?(?:bu|pak|mbak|mas) [^\W\d]+, ")
_NEVER_MIND = expression(
    r"(?:(?:eh|oh|o|ah|wah|lha|maaf)\b[ ,.]*)*(?:tidak|batal)(?: (?:jadi|sida|dadi))? ?[,.;!] ?(?=\w)"
)
_NO_LEAVE = expression(r"\b(?:tidak (?:jadi|sida|dadi)|batal|urung|wurung) (?:izin|absen)\b")
_LATE = frozenset({"telat", "terlambat"})
_NUMBER = expression(r"(?<!\d)\d{1,3}(?!\d)")
_WHOLE = 100
_LEAST = 3
_SAYS_NOTHING = ("polite", "empty", "asks_politely", "titles")
_NO_REASON_BEGINS = frozenset({"di", "ke", "yang", "dan", "atau", "tapi", "kalau", "dengan"})


def rsvp_slots(said: Said) -> dict[str, Any]:
    """The answer, the reason of a no or a perhaps, and the name of another person who is told of."""
    answer = _answer(said)
    reason = None if answer == "yes" else _why(said, answer)
    reason = None if reason and _only_names(reason) else reason
    name = _named(_without_vocative(said))
    return {"answer": answer, "reason": reason, "name": None if name and reason and name in reason else name}


def _answer(said: Said) -> str | None:
    """What is answered; two numbers by themselves are a perhaps only as odds, "50 50". Behind a "never mind" the rest
    counts; who will be late comes, and who takes back that they are excused."""
    if _NO_LEAVE.search(said.plain):
        return "yes"
    at = 0
    while back := _NEVER_MIND.match(said.plain, at):
        at = back.end()
    rest = _answer(said.cut(at, len(said.plain))) if at else None
    answer = rest or choose("answer", said) or ("yes" if _LATE & set(said.words) else None)
    is_word = answer != "maybe" or choose("answer", _NUMBER.sub(" ", said.text)) is not None
    return answer if is_word or sum(map(int, _NUMBER.findall(said.plain))) == _WHOLE else None


def _only_names(words: str) -> bool:
    """Whether nothing but people are named, who are told of too: "bu tini, bu lasmi, pak karno besok izin"."""
    said = read(words)
    return len(said.tokens) == sum(person.end - person.first for person in people_in(said) if person.titled)


def why(said: Said) -> str | None:
    """What follows karena, else a clause of its own, else what begins with "ada" or "lagi"."""
    if because := find_reason(said, CAUSE):
        return _without_other_clauses(because)
    for clause in list(_CLAUSE.finditer(said.plain))[1:]:
        words = clause[0].split()
        if _may_be_why(words) and not any(is_of("answering", word) or is_of("not_why", word) for word in words):
            return trimmed(said, clause.start(), clause.end())
    return find_reason(said)


def _why(said: Said, answer: str | None) -> str | None:
    reason = why(said) or (_behind_the_answer(said) or _before_the_answer(said) if answer == "no" else None)
    if reason is None or choose("answer", reason) == "maybe":
        return None
    again = _ANSWER.search(read(reason).plain, 1)
    return read(reason).typed(0, again.start()) if again else reason


def _behind_the_answer(said: Said) -> str | None:
    """What follows the answer and its day without a comma: "tidak bisa ikut kumpulan besok kakinya bengkak"."""
    last = max((at for at, word in enumerate(said.words) if is_of("before_why", word)), default=-1)
    last += sum(1 for _ in takewhile(_of_a_day, said.words[last + 1 :]))
    rest = said.tokens[last + 1 :]
    if last < 0 or len(rest) < 2 or rest[0].word in _NO_REASON_BEGINS or is_honorific(rest[0].word):
        return None
    start = said.token_places()[last + 1]
    return None if _told_of(rest) else trimmed(said, start, len(said.plain))


def _before_the_answer(said: Said) -> str | None:
    """The first clause, where the answer comes behind it: "bentrok jadwal cuci darah bapak, ga bs ikut besok"."""
    first, *rest = _CLAUSE.finditer(said.plain)
    words = [word for word in first[0].split() if not any(is_of(kind, word) for kind in _SAYS_NOTHING)]
    if not rest or len(words) < _LEAST or any(is_of("answering", word) for word in first[0].split()):
        return None
    words_of_clause = first[0].split()
    lead = sum(1 for _ in takewhile(lambda word: is_of("polite", word), words_of_clause))
    start = first.start() + len(first[0]) - len(first[0].lstrip())
    start += sum(len(word) + 1 for word in words_of_clause[:lead])
    return trimmed(said, start, first.end())


def _of_a_day(word: str) -> bool:
    return word.isdigit() or word in {"hari", "tanggal", *WEEKDAYS} or month_number(word) > 0


def _told_of(rest: tuple[Token, ...]) -> bool:
    """Whether only days and polite words are left."""
    kinds = ("empty", "polite", "place_ends", "told_with_to")
    return all(any(is_of(kind, token.word) for kind in kinds) for token in rest)


def _may_be_why(words: list[str]) -> bool:
    """One word alone is a reason ("lembur", "banjir") if it is no polite or empty one."""
    return len(words) > 1 or not any(
        is_of(kind, word) for word in words for kind in ("polite", "empty", "asks_politely")
    )


def _without_other_clauses(reason: str) -> str:
    """The reason up to a clause that tells again that nobody comes or meets, or who sent word."""
    said = read(reason)
    for clause in list(_CLAUSE.finditer(said.plain))[1:]:
        if any(is_of(kind, word) for word in clause[0].split() for kind in ("answering", "not_why")):
            return said.typed(0, clause.start()).rstrip(", ")
    return reason


def _named(said: Said) -> str | None:
    """Somebody with Bu or Pak, else a bare name that begins the message and has a word behind it that says of him."""
    people = people_in(said)
    if titled := next((person.name for person in people if person.titled), None):
        return titled
    first = next((person for person in people if person.first == 0), None)
    behind = said.words[first.end] if first and first.end < len(said.words) else ""
    return first.name if first and is_of("says_of", behind) else None


def _without_vocative(said: Said) -> Said:
    match = _VOCATIVE.match(said.plain)
    return said.cut(match.end(), len(said.plain)) if match else said
