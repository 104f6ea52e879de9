"""A message from a secretary to all members: to each who is connected, and as a text for the group's chat."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.forms import Form, Reading, ask, on, opens
from bot.kinds import Words, one_line
from bot.messages import Button, Reply
from bot.ports import Due, Json
from bot.talk import Occasion
from bot.texts import Text, _, lines, ngettext, sentence, verbatim
from bot.understanding.expressions import expression
from handlers.access import GroupForm
from handlers.announcing import listeners
from handlers.ports import Store
from handlers.reminders import concerned
from handlers.unconnected import ANNOUNCE, NEWS, keep, unconnected
from handlers.words import group_name
from jamaah.calendar import local
from jamaah.groups import Group
from jamaah.quiet import after_quiet
from jamaah.roles import Deed

WORK = ANNOUNCE
LONGEST = 1_000
_INVITATION = expression(
    r"(?:link |kode |tautan )?(?:undangan|undangane|undangannya|ulem-?ulem)(?: (?:carik|masuk|anggota))?"
    r"(?: (?:ke|kanggo|nang|neng|untuk|buat) (?:\w+ ?){1,3})?[.! ]*",
    re.IGNORECASE,
)


class Message(Words):
    """The words to be sent, whatever they sound like, in their lines; "to all members" alone is none."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        reading = super().read(text, form)
        if reading is None or " " not in reading.value:
            return None
        return Reading("\n".join(filter(None, map(one_line, text.splitlines()))), certain=True)


@on("announce", deed=Deed.SET_SCHEDULE)
class Announce(GroupForm):
    """Send a message to all members who are connected, and get it as a text for the group's chat."""

    title = _("A message to everybody")
    save = _("Send")
    cancelled = _("All right, nothing is sent.")
    message: str = ask(Message(LONGEST), _("What should everybody be told?"), label=_("message"))

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """Who asks to send the invitation has nothing else to tell."""
        invites = self.message is not None and _INVITATION.fullmatch(self.message)
        return ("invite", {"group": self.group.id} if self.group else {}) if invites else None

    def is_another(self, again: Mapping[str, Json]) -> bool:
        return "message" in again and self.answers.get("message", again["message"]) != again["message"]

    def summary(self) -> Text:
        told = len(listeners(self.talk, self.group).all)
        asked = ngettext("Send it to {count} person?", "Send it to {count} people?", told)
        nobody = _("Nobody is connected yet; I make a text for the WA group of it.")
        morning = _("It is night, so it is sent at 05.00.") if told and self._at() > self.talk.now else None
        return lines(
            _("“{message}”")(message=self.message),
            sentence(morning, asked) if told else sentence(nobody, _("Is that right?")),
        )

    def _at(self) -> int:
        return after_quiet(self.talk.now, self.group.zone)

    def act(self, group: Group) -> list[Reply]:
        at, about = self._at(), f"{NEWS}{self.talk.turn}"
        told = len(listeners(self.talk, group).all)
        body = {"group": group.id, "by": self.talk.person, "message": self.message, "said": self.talk.now}
        work = Due(at, WORK, f"{WORK}:{group.id}:{self.talk.turn}", body)
        if at > self.talk.now:
            self.talk.store.due.plan([work])
        else:
            send(self.talk, work)
        keep(self.talk, group, about, self.message)
        return [
            Reply(self._said(group, told, later=at > self.talk.now)),
            Reply(verbatim(self.message), self._rest(group, about)),
        ]

    def _said(self, group: Group, told: int, *, later: bool) -> Text:
        copy = _("For the WA group, just copy:")
        if not told:
            return copy
        if later:
            return sentence(_("✓ At 05.00 it is sent to {count} people.")(count=told), copy)
        return _("✓ Sent to {count} people. For the WA group, just copy:")(count=told)

    def _rest(self, group: Group, about: str) -> tuple[Button, ...]:
        if not unconnected(self.talk.store, group.id):
            return ()
        return (opens("relay", _("Who is not connected"), group=group.id, about=about),)


def send(occasion: Occasion[Store], work: Due) -> None:
    """Send what was announced to everybody concerned but its author, and to the group's chats, once."""
    store, body = occasion.store, work.body
    group, by = store.groups.get(int(body["group"])), int(body["by"])
    written = local(int(body["said"]), group.zone).date()
    late = written != local(occasion.now, group.zone).date()
    reply = Reply(
        _news(group, store.people.get(by).address, str(body["message"]), written if late else None), kind="alert"
    )
    for person in concerned(store, group):
        if person != by:
            occasion.tell(person, reply, key=f"{work.key}:{person}")
    for chat in store.chats.of(group.id):
        occasion.post(chat.channel, chat.chat, reply, key=f"{work.key}:chat:{chat.id}")


def _news(group: Group, sender: str, message: str, written: date | None) -> Text:
    """What is heard; with the day on which it was written if that is over, for its "tomorrow" may be today."""
    facts = {"group": group_name(group), "sender": sender, "message": message}
    if written is None:
        return _("{group}, from {sender}: {message}")(**facts)
    return _("{group}, from {sender}, written on {day}: {message}")(day=written, **facts)
