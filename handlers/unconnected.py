"""Members who get no messages here, so that somebody has to tell them: not connected, or no longer to be reached."""

from __future__ import annotations

from bot.forms import opens
from bot.messages import Button
from bot.talk import Talk
from bot.texts import _
from handlers.ports import Store
from jamaah.groups import Group
from jamaah.members import Member
from jamaah.timetable import Occurrence

RELAY = "relay"
"""Where what is being passed on stands in a talk's memory: its group, what it is about, the text."""

CHANGE = "/"
"""Between what was changed and the turn in which it was: each change is passed on anew."""


def unconnected(store: Store, group: int) -> list[Member]:
    """The members who cannot be written to, in the order of the book."""
    members = store.members.of(group)
    return [one for one in members if one.person is None or store.talks.reachable(one.person) is None]


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


def keep(talk: Talk[Store], group: Group, about: str, text: str) -> None:
    """Remember what is being passed on, so that words without it are understood."""
    today = talk.local.date().isoformat()
    talk.memory[RELAY] = {"group": group.id, "about": about, "text": text, "on": today}
