"""Who keeps the books no longer stays a member of them, and is no stranger to what is kept of them."""

from __future__ import annotations

from bot.forms import on_yes, opens
from bot.messages import Button
from bot.talk import Talk
from bot.texts import _
from handlers.invitations import new_invitation
from handlers.joining import connect
from handlers.ports import Code, Joining, Store
from jamaah.groups import Group
from jamaah.meant import resolve
from jamaah.members import Member
from jamaah.roles import Grant, Role


def unconnected(talk: Talk[Store], group: Group, person: int) -> Member | None:
    """The one member of the book whom the name of somebody means who is not connected there; None if there is no such
    one, or if they are connected or another is."""
    store, address = talk.store, talk.store.people.get(person).address
    if not address or Grant(Role.MEMBER, group.id) in store.people.grants(person):
        return None
    found = resolve(address, store.members.of(group.id), talk.local.date())
    return found[0] if len(found) == 1 and found[0].person is None else None


def connect_oneself(talk: Talk[Store], group: Group, member: Member) -> None:
    """The speaker, who keeps the books, has said that they are this member."""
    asked = Joining(group=group.id, person=talk.person, name=member.name, agreed=talk.now)
    connect(talk, talk.store.joins.add(asked), member)


def offer_to_stay(talk: Talk[Store], group: Group, person: int) -> tuple[Button, ...]:
    """A button by which somebody who keeps the books no longer says that they are a member; whoever keeps them now
    says who of the book. None for who is connected."""
    if Grant(Role.MEMBER, group.id) in talk.store.people.grants(person):
        return ()
    member = unconnected(talk, group, person)
    code = new_invitation(talk, Code(Role.MEMBER, group.id, member.id if member else None, talk.person))
    return (on_yes(opens("join", _("Stay connected as a member"), code=code)),)
