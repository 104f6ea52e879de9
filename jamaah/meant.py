"""Which members a spoken name may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher

from jamaah.members import SHORTEST_PIECE, Member, gender_of, has_left
from jamaah.people import Gender, fold, split_honorific
from jamaah.titles import fold_name

# One letter left out or put in, or one wrong in six, is a typo; one wrong in five is another name (Darmo, Darno).
TYPO = 0.82
SHORTEST_ENDING = 4


def resolve(spoken: str, roll: Iterable[Member], on: date) -> list[Member]:
    """The members who may be meant by a spoken name; several if equally likely (the caller asks), none if nobody is.

    The whole name goes before the panggilan, that before some of the name's words ("Suminah" for "Suminah Wati"),
    that before the beginning or end of a word ("Tini" for "Sutini", where there is a Tinuk too for either), that before
    a typo. A female honorific never means
    a man nor a male one a woman; "Bu Darmo" is a woman named Darmo, else a woman of Darmo's household.
    """
    gender = split_honorific(spoken)[2]
    wanted = fold_name(spoken)
    if not wanted:
        return []
    able = [member for member in roll if not has_left(member, on) and _of_gender(member, gender)]
    named = _best(wanted, able, (_whole, _panggilan, _some_words))
    wives = _of_household(wanted, able) if gender is Gender.FEMALE else []
    if wives and not any(gender_of(member) is Gender.FEMALE for member in named):
        return wives
    return named or _best(wanted, able, (_beginning,)) or _by_end(wanted, able) or _best(wanted, able, (_typo,))


def known_as(spoken: str, among: Iterable[Member]) -> list[Member]:
    """Those who bear a name as it was said: the whole name, the panggilan, or some of its words; nobody by likeness."""
    gender, wanted = split_honorific(spoken)[2], fold_name(spoken)
    able = [member for member in among if _of_gender(member, gender)]
    return _best(wanted, able, (_whole, _panggilan, _some_words)) if wanted else []


Likeness = Callable[[str, Member], bool]


def _of_gender(member: Member, gender: Gender | None) -> bool:
    return gender is None or gender_of(member) in (gender, None)


def _best(wanted: str, members: Sequence[Member], likenesses: Sequence[Likeness]) -> list[Member]:
    for alike in likenesses:
        if found := [member for member in members if alike(wanted, member)]:
            return found
    return []


def _by_end(wanted: str, members: Sequence[Member]) -> list[Member]:
    """Those whose name ends so; then also those who may be called so because theirs begins almost so."""
    ending = [member for member in members if _ending(wanted, member)]
    return [member for member in members if member in ending or _begins_alike(wanted, member)] if ending else []


def _begins_alike(wanted: str, member: Member) -> bool:
    return len(wanted) > SHORTEST_PIECE and _in_a_name(
        wanted[:-1], member, lambda said, word: word.startswith(said) and len(word) <= len(wanted) + 1
    )


def _of_household(wanted: str, members: Iterable[Member]) -> list[Member]:
    women = [member for member in members if gender_of(member) is Gender.FEMALE and member.household]
    return [member for member in women if _within(wanted.split(), fold(member.household or "").split(), str.__eq__)]


def _whole(wanted: str, member: Member) -> bool:
    return wanted == fold_name(member.name)


def _panggilan(wanted: str, member: Member) -> bool:
    return wanted == fold(member.called)


def _some_words(wanted: str, member: Member) -> bool:
    return _in_a_name(wanted, member, str.__eq__)


def _beginning(wanted: str, member: Member) -> bool:
    return _in_a_name(wanted, member, lambda said, word: len(said) >= SHORTEST_PIECE and word.startswith(said))


def _ending(wanted: str, member: Member) -> bool:
    return _in_a_name(wanted, member, lambda said, word: len(said) >= SHORTEST_ENDING and word.endswith(said))


def _typo(wanted: str, member: Member) -> bool:
    return _in_a_name(wanted, member, _nearly)


def _nearly(said: str, word: str) -> bool:
    if said == word:
        return True
    # A wrong first letter makes another name (Parmi, Sarmi), and hardly anybody mistypes it.
    return said[0] == word[0] and SequenceMatcher(None, said, word, autojunk=False).ratio() >= TYPO


def _in_a_name(wanted: str, member: Member, alike: Callable[[str, str], bool]) -> bool:
    said = wanted.split()
    return any(_within(said, name.split(), alike) for name in (fold_name(member.name), fold(member.called)))


def _within(said: Sequence[str], words: Sequence[str], alike: Callable[[str, str], bool]) -> bool:
    """Whether every word said is like a word of the name, in the same order."""
    rest = iter(words)
    return all(any(alike(one, word) for word in rest) for one in said)
