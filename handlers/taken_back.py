"""Whoever was told of a change of hands, or of what facilitators see, hears that it was taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.messages import Reply
from bot.talk import Talk
from bot.texts import _
from handlers.ports import Saved, Store
from handlers.seen_by import what_facilitators_see
from handlers.welcome import secretaries_of
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.roles import KEEPERS, Role

TOLD = {Role.FACILITATOR, *KEEPERS}
CONCERNING = ("groups", "grants", "handovers")


def tell_it_is_back(talk: Talk[Store], group_id: int, saved: Saved) -> None:
    """Tell it to all who heard of what was taken back a moment ago."""
    changes = {change.table: change for change in saved.changes if change.table in CONCERNING}
    if not changes:
        return
    group = talk.store.groups.get(group_id)
    if "groups" in changes and _shared(changes["groups"].before) != _shared(changes["groups"].after):
        _tell(talk, talk.store.people.holding(group.id, Role.FACILITATOR), Reply(what_facilitators_see(group)))
    rows = [row for one in saved.changes if one.table == "grants" for row in (*one.before, *one.after)]
    concerned = [row["person"] for row in rows if row["role"] in TOLD]
    if concerned:
        _tell_of_hands(talk, group, concerned)
    elif "handovers" in changes and not changes["handovers"].before:
        _tell_who_was_asked(talk, group, changes["handovers"].after[0]["receiver"])


def _shared(rows: Sequence[Mapping[str, Any]]) -> list[bool]:
    return [bool(row["shares"]) for row in rows]


def _tell_of_hands(talk: Talk[Store], group: Group, concerned: list[int]) -> None:
    by = talk.store.people.get(talk.person).address
    words = _("{by} has taken that back. The books of {group} are kept by {secretaries} now.")
    told = words(by=by, group=group_name(group), secretaries=secretaries_of(talk, group.id))
    holders = [person for person, role in talk.store.people.of_group(group.id) if role in TOLD]
    _tell(talk, [*holders, *concerned], Reply(told))


def _tell_who_was_asked(talk: Talk[Store], group: Group, receiver: int) -> None:
    by = talk.store.people.get(talk.person).address
    words = _("{by} takes it back; you need not keep the books of {group}. Nothing has changed.")
    _tell(talk, [receiver], Reply(words(by=by, group=group_name(group))))


def _tell(talk: Talk[Store], people: list[int], told: Reply) -> None:
    for person in dict.fromkeys(people):
        if person != talk.person:
            talk.tell(person, Reply(told.text, kind="alert"))
