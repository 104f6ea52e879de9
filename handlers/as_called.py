"""Members by the very words they are called by, where these are no name elsewhere: "Mbah Modin"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.talk import Talk
from handlers.access import groups_for
from handlers.ports import Store
from jamaah.groups import Group
from jamaah.members import Member
from jamaah.people import split_honorific
from jamaah.roles import Deed

LONGEST = 4


def called_first(talk: Talk[Store], text: str, deed: Deed) -> tuple[Group, Member, str] | None:
    """The one member by whose words a text begins, of the groups in which the speaker may do this, and what follows."""
    words = _words(text)
    groups = groups_for(talk, deed) if words else []
    for length in range(min(LONGEST, len(words)), 0, -1):
        head = " ".join(words[:length]).rstrip(",")
        found = [(group, one) for group in groups for one in _called(talk.store.members.of(group.id), head)]
        if found:
            return (*found[0], " ".join(words[length:])) if len(found) == 1 else None
    return None


def behind_a_name(text: str) -> list[str]:
    """What may follow the words by which a member is called."""
    words = _words(text)
    return [" ".join(words[length:]) for length in range(1, min(LONGEST + 1, len(words)))]


def _words(text: str) -> list[str]:
    return text.strip().rstrip(" .!").split()


def _called(roll: Sequence[Member], words: str) -> list[Member]:
    said = words.casefold()
    return [one for one in roll if said in {*_ways(one.called), *_ways(one.name)}]


def _ways(name: str) -> set[str]:
    return {name.casefold(), split_honorific(name)[1].casefold()} - {""}
