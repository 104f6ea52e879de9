"""Somebody, or a group chat, can no longer be written to: the secretaries hear of it and pass on what is to be said."""

from __future__ import annotations

from collections.abc import Iterator

from bot.messages import Reply
from bot.ports import Due
from bot.talk import Occasion
from bot.texts import Text, _
from handlers.ports import Store
from handlers.watching import keeper_lost
from handlers.words import group_name
from jamaah.asking_after import DAY
from jamaah.calendar import local
from jamaah.members import addressed


def tell_secretaries(occasion: Occasion[Store], due: Due) -> None:
    """Tell the secretaries of a person's groups, each once, unless the person has come back meanwhile.

    A secretary who is lost herself is told nothing: she cannot be written to.
    """
    store, person = occasion.store, int(due.body["person"])
    if store.talks.reachable(person) is not None:
        return
    for group in sorted({grant.group for grant in store.people.grants(person) if grant.group is not None}):
        name = _name(occasion, group, person)
        if person in store.people.keepers([group])[group]:
            keeper_lost(store, store.groups.get(group), occasion.now)
        for secretary in store.people.keeping(group) if name else ():
            told = _("{name} can no longer be written to here. When there is news, please pass it on yourself.")
            occasion.tell(secretary, Reply(told(name=name), kind="alert"), key=f"{due.key}:{secretary}")


def tell_it_is_refused(occasion: Occasion[Store], person: int) -> None:
    """Tell the secretaries of somebody's groups, each once a day, that the person wants nothing that they do not ask
    for."""
    told = _("{name} wants no more messages from me. When there is news, please pass it on yourself.")
    for group in _tell(occasion, person, told, "refused"):
        if person in occasion.store.people.keepers([group])[group]:
            keeper_lost(occasion.store, occasion.store.groups.get(group), occasion.now)


def tell_it_is_wanted(occasion: Occasion[Store], person: int) -> None:
    """Tell them that the person wants to be written to again."""
    list(_tell(occasion, person, _("{name} can be written to here again; I tell {name} the news."), "wanted"))


def _tell(occasion: Occasion[Store], person: int, told: Text, what: str) -> Iterator[int]:
    """Tell the other secretaries of each group of somebody, once a day; the groups."""
    store, day = occasion.store, occasion.now // DAY
    for group in sorted({grant.group for grant in store.people.grants(person) if grant.group is not None}):
        name = _name(occasion, group, person)
        for secretary in store.people.keeping(group) if name else ():
            if secretary != person:
                reply = Reply(told(name=name), kind="alert")
                occasion.tell(secretary, reply, key=f"{what}:{person}:{day}:{secretary}")
        yield group


def close_chat(occasion: Occasion[Store], due: Due) -> None:
    """Write no more to a group chat that is gone, and tell the secretaries of its group."""
    store = occasion.store
    group = store.chats.lost(str(due.body["channel"]), str(due.body["chat"]), occasion.now)
    if group is None:
        return
    told = _("I can no longer write in the group chat of {group}. If you want me there, please add me again.")
    reply = Reply(told(group=group_name(store.groups.get(group))), kind="alert")
    for secretary in store.people.keeping(group):
        occasion.tell(secretary, reply, key=f"{due.key}:{secretary}")


def _name(occasion: Occasion[Store], group: int, person: int) -> str:
    """Who that is in a group: a member of its book, or one of its secretaries; empty if neither."""
    store = occasion.store
    member = store.members.as_person(group, person)
    if member is not None:
        today = local(occasion.now, store.groups.get(group).zone).date()
        return addressed(member, today, store.members.of(group))
    keeps = person in store.people.keeping(group)
    return store.people.get(person).address if keeps else ""
