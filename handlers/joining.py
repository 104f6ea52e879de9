"""Connecting somebody of the chat with a member of the book: what joining and the secretary's yes have in common."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.forms import opens
from bot.messages import Reply
from bot.talk import Talk
from bot.texts import Text, _
from handlers.ports import Joining, Store
from handlers.welcome import secretaries_of
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.members import Consent, Member, addressed
from jamaah.roles import Role


def connect(talk: Talk[Store], joining: Joining, member: Member) -> str:
    """Make who asked this member, with a member's role; how the member is spoken of.

    The group must be locked. Who was connected as this member before is so no longer, and is told.
    """
    store, group = talk.store, talk.store.groups.get(joining.group)
    name = addressed(member, _day(group, talk.now), store.members.of(group.id))
    if member.person not in (None, joining.person):
        _disconnect(talk, member, name, group)
    # Their own yes counts more than what a secretary said of it.
    own = member.consent is Consent.OWN
    agreed = member.consented if own else _day(group, joining.agreed)
    connected = replace(member, person=joining.person, consented=agreed, consent=Consent.OWN)
    store.members.replace(connected)
    store.people.grant(joining.person, Role.MEMBER, group.id)
    store.people.silence(joining.person, None)
    if not store.people.get(joining.person).address:
        store.people.address(joining.person, name)
    store.joins.replace(replace(joining, decided=talk.now, member=member.id))
    return name


def welcomed(name: str, group: Group) -> Reply:
    """What a member hears who is connected now."""
    words = _("✓ {name}, you are connected with {group}. I remind you of meetings.")
    return Reply(words(name=name, group=group_name(group)), (opens("next_meeting", _("Next meeting")),))


def connected(name: str) -> Text:
    """What the secretary hears of a member who is connected now."""
    return _("{name} is connected now and gets the reminders.")(name=name)


def _disconnect(talk: Talk[Store], member: Member, name: str, group: Group) -> None:
    if member.person is None:
        return
    talk.store.people.revoke(member.person, Role.MEMBER, group.id)
    moved = _("{name} is connected by another phone now. If that was not you, please tell {secretaries}.")
    words = moved(name=name, secretaries=secretaries_of(talk, group.id))
    talk.tell(member.person, Reply(words, kind="alert"))


def _day(group: Group, instant: int) -> date:
    return datetime.fromtimestamp(instant, ZoneInfo(group.zone.value)).date()
