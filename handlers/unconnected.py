"""Members who get no messages here, so that somebody has to tell them: not connected, or no longer to be reached."""

from __future__ import annotations

from collections.abc import Sequence

from bot.forms import opens
from bot.messages import Button
from bot.ports import Held
from bot.talk import Talk
from bot.texts import _
from handlers.ports import Store
from jamaah.groups import Group
from jamaah.members import Member
from jamaah.timetable import Occurrence

RELAY = "relay"
"""Where what is being passed on stands in a talk's memory: its group, what it is about, the text."""

DAY = 86_400
ANNOUNCE = "announce"
"""The work of telling everybody something, and how its keys begin."""

NEWS = "news-"
"""Before the turn of an announcement that is passed on."""

CHANGE = "/"
"""Between what was changed and the turn in which it was: each change is passed on anew."""


def unconnected(store: Store, group: int) -> list[Member]:
    """The members who cannot be written to, in the order of the book."""
    members = store.members.of(group)
    return [one for one in members if one.person is None or store.talks.reachable(one.person) is None]


def to_be_told(store: Store, group: int, now: int) -> list[Member]:
    """The members somebody has to tell: who cannot be written to, and for whom there is no room today."""
    held = {one.person for one in store.window.held() if one.passed and _is_now(one, group, now)}
    missing = {one.id for one in unconnected(store, group)}
    return [one for one in store.members.of(group) if one.id in missing or one.person in held]


def _is_now(held: Held, group: int, now: int) -> bool:
    still = held.since > now - DAY and (held.expires is None or held.expires > now)
    return still and held.key.split(":")[1] == str(group)


def announced(store: Store, group: int, about: str) -> str:
    """An announcement of a group as those would hear it for whom there is no room today; empty if there are none."""
    key = f"{ANNOUNCE}:{group}:{about.removeprefix(NEWS)}:"
    return next((held.text for held in store.window.held() if held.key.startswith(key)), "")


def list_button(group: Group, meeting: Occurrence) -> Button:
    """Offers the list of those who have to be told of a meeting."""
    return opens("relay", _("Who is not connected"), group=group.id, about=meeting.day.isoformat())


def change_button(talk: Talk[Store], group: Group, about: str) -> tuple[Button, ...]:
    """Offers, for a change that was just saved, a list of its own of those who have to be told; nothing where all are
    connected. `about` is the fixed day of a meeting, or a pause."""
    if not unconnected(talk.store, group.id):
        return ()
    change = f"{about}{CHANGE}{talk.turn}"
    keep(talk, group, change, "")
    return (opens("relay", _("Who is not connected"), group=group.id, about=change),)


def keep(talk: Talk[Store], group: Group, about: str, text: str, shown: Sequence[Member] | None = None) -> None:
    """Remember what is being passed on, so that words without it are understood; and to which members, if they were
    `shown`: "all" are these."""
    today = talk.local.date().isoformat()
    talk.memory[RELAY] = {"group": group.id, "about": about, "text": text, "on": today}
    if shown is not None:
        talk.memory[RELAY]["shown"] = [member.id for member in shown]
