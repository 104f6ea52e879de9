"""Groups by their names, as people say them: whole or in part, with the village beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from jamaah.groups import Group

_BESIDE_A_NAME = frozenset(
    {"jp", "kelompok", "jamaah", "produksi", "desa", "ds", "kelurahan", "dusun", "di", "neng", "yang", "sing"}
)


_BEFORE_A_NAME = frozenset({"jp", "kelompok", "kelompoke", "klompok", "jamaah", "grup", "group"})


def words_of(text: str) -> list[str]:
    """The words of a name or a message, small, without signs."""
    return re.findall(r"[^\W_]+", text.casefold())


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether some words stand in others, one after the other."""
    return bool(part) and f" {' '.join(part)} " in f" {' '.join(whole)} "


def groups_named(said: str, groups: Sequence[Group]) -> list[Group]:
    """The groups that somebody may mean who says only this: a name, a village, or both."""
    words = [word for word in words_of(said) if word not in _BESIDE_A_NAME]
    both = {group.id: (words_of(group.name), words_of(group.village)) for group in groups}
    exact = [group for group in groups if words == both[group.id][0]]
    return exact or [
        group
        for group in groups
        for name, village in [both[group.id]]
        if _within(words, [*name, *village]) or _within(words, [*village, *name])
    ]


def part_of_name(said: str, group: Group) -> bool:
    """Whether some word of a group's own name, not its village's, is said."""
    return bool(set(words_of(said)) & set(words_of(group.name)))


def named_within(text: str, groups: Sequence[Group]) -> list[Group]:
    """The groups whose names, or the longest parts of names, stand in a message; those of a village that it names too,
    where there are such. One word of a name alone counts after "kelompok", "JP" and the like.
    """
    parts = {group.id: part_said(words_of(group.name), words_of(text)) for group in groups}
    longest = max(map(len, parts.values()), default=0)
    named = [group for group in groups if longest and len(parts[group.id]) == longest]
    whole = [group for group in named if parts[group.id] == words_of(group.name)]
    named = whole or named
    return of_villages_in(text, named) or named


def in_order(text: str, groups: Sequence[Group]) -> list[Group]:
    """The groups whose whole names stand in a message, in the order in which they do; of several of one name those of a
    village that it names too."""
    said = f" {' '.join(words_of(text))} "
    found = {group.id: said.find(f" {' '.join(words_of(group.name))} ") for group in groups}
    named = [group for group in groups if found[group.id] >= 0]
    alike = {group.id: [one for one in named if words_of(one.name) == words_of(group.name)] for group in named}
    meant = [one for one in named if len(alike[one.id]) == 1 or one in (of_villages_in(text, alike[one.id]) or [one])]
    return sorted(meant, key=lambda group: (found[group.id], said.find(f" {' '.join(words_of(group.village))} ")))


def without_name(text: str, group: Group) -> str:
    """A text without the name by which it means a group, and the village beside it."""
    name = part_said(words_of(group.name), words_of(text))
    before, after = "|".join(_BEFORE_A_NAME), rf"(?:\W+(?:di\W+)?{re.escape(group.village)}\b)?"
    whole = r"\W+".join(map(re.escape, name))
    said = rf"(?:\b(?:{before})\W+)*\b{whole}\b{after}"
    return re.sub(said, "", text, count=1, flags=re.IGNORECASE).strip(" ,:;-")


def part_said(name: Sequence[str], said: Sequence[str]) -> list[str]:
    """The longest part of a name, in its order, by which words mean it; [] if they do not."""
    parts = [list(name[at : at + size]) for size in range(len(name), 0, -1) for at in range(len(name) - size + 1)]
    return next((part for part in parts if _within(part, said) and _is_enough(part, name, said)), [])


def _is_enough(part: Sequence[str], name: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a part of a name means it: two words do, the whole does, one behind a word for a group."""
    if len(part) > 1 or len(part) == len(name):
        return True
    return any(before in _BEFORE_A_NAME and word == part[0] for before, word in pairwise(said))


def meant_by(name: str, groups: Sequence[Group]) -> list[Group]:
    """The groups of a name as it was understood, which words beside it may have slipped into."""
    return groups_named(name, groups) or named_within(f"kelompok {name}", groups)


def of_villages_in(text: str, groups: Sequence[Group]) -> list[Group]:
    """Those of a village that a message names."""
    return [group for group in groups if _within(words_of(group.village), words_of(text))]
