"""Members by their full names, as lists have them that are signed: namesakes are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from jamaah.members import Member, gender_of
from jamaah.people import Gender, fold, split_honorific
from jamaah.titles import fold_name

HONORIFICS = {Gender.FEMALE: "Bu", Gender.MALE: "Pak"}


def full_names(members: Iterable[Member]) -> Mapping[int, str]:
    """The full name of each of them, by id; where several share one, in brackets what tells them apart: what is added
    to the name in the panggilan ("Budi Lor" is "Budi Santoso (Lor)"), else Bu and Pak, else the RT."""
    members = list(members)
    sharing: dict[str, list[Member]] = {}
    for member in members:
        sharing.setdefault(fold_name(member.name), []).append(member)
    return {member.id: _full(member, sharing[fold_name(member.name)]) for member in members}


def _full(member: Member, sharing: Sequence[Member]) -> str:
    if len(sharing) == 1 or member.erased is not None:
        return member.name
    apart = _added(member) or _told(member, sharing)
    return f"{member.name} ({apart})" if apart else member.name


def _added(member: Member) -> str:
    """The words of the panggilan that are not of the name."""
    honorific, called, _gender = split_honorific(member.called)
    known = fold_name(member.name).split()
    words = [word for word in called.split() if fold(word) not in known]
    return " ".join(words) or (honorific if honorific not in ("", *HONORIFICS.values()) else "")


def _told(member: Member, sharing: Sequence[Member]) -> str:
    genders = {gender_of(one) for one in sharing}
    gender = gender_of(member)
    if len(genders) > 1 and gender is not None:
        return HONORIFICS[gender]
    return f"RT {member.rt}" if member.rt and len({one.rt for one in sharing}) > 1 else ""
