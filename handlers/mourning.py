"""A member who has died: not written to any more; told with what becomes of a meeting, offered to be written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.forms import Form, Kind, Reading, opens
from bot.messages import Button
from bot.ports import Json
from bot.talk import Talk
from bot.texts import _
from bot.understanding.deaths import who_died
from handlers.access import can
from handlers.ports import Store
from jamaah.groups import Group
from jamaah.meant import resolve
from jamaah.members import Departure, Member, addressed
from jamaah.people import fold
from jamaah.roles import Deed


class Dead(Kind[int]):
    """The member whose death a message tells, by id; never asked."""

    def read(self, text: str, form: Form[Any]) -> Reading[int] | None:
        return None

    def take(self, said: Mapping[str, Json], form: Any) -> int | None:
        return None

    def find(self, text: str, form: Any) -> int | None:
        person = who_died(text) if form.group is not None else None
        roll = form.talk.store.members.of(form.group.id) if person else []
        found = resolve(person.name, roll, form.talk.local.date()) if person else []
        return found[0].id if len(found) == 1 else None


def dead_of(talk: Talk[Store], group: Group, member: int | None) -> Member | None:
    """The member of a group by the id that was kept; None if there is none in its book."""
    found = talk.store.members.get(member) if member is not None else None
    return found if found is not None and found.group == group.id else None


def writing_down(talk: Talk[Store], group: Group, dead: Member) -> tuple[Button, ...]:
    """Offers to write down that somebody has died."""
    if not can(talk, group.id, Deed.REGISTER_MEMBERS):
        return ()
    name = addressed(dead, talk.local.date(), talk.store.members.of(group.id))
    label = _("Write down: {name} has died")(name=name)
    return (opens("remove_member", label, group=group.id, whom=dead.id, reason=Departure.DIED.value),)


def fall_silent(talk: Talk[Store], dead: Member, person: int | None) -> None:
    """Send nothing any more to the `person` who was this member, nor what waits to be sent; in the same turn, without a
    word. A phone that another member uses too goes on."""
    if person is None or _shares(talk.store, dead, person):
        return
    talk.store.people.silence(person, talk.now)
    drop_unsent(talk, person)


def drop_unsent(talk: Talk[Store], person: int, only: str = "") -> None:
    """Let what waits to be sent to somebody's phone not be sent, on all channels or `only` on one."""
    for channel, chat in talk.store.talks.chats(person):
        if only in ("", channel):
            talk.store.outbox.drop(channel, chat, talk.now)


def _shares(store: Store, dead: Member, person: int) -> bool:
    """Whether a member of another name is connected by the same phone, in whichever group."""
    groups = {grant.group for grant in store.people.grants(person) if grant.group is not None}
    linked = [one for group in {dead.group, *groups} for one in store.members.of(group) if one.person == person]
    return any(one.id != dead.id and fold(one.name) != fold(dead.name) for one in linked)
