"""Which minutes somebody has before their eyes: those that were sent to them, or that they looked at, a moment ago."""

from __future__ import annotations

import re

from bot.forms import ON_YES
from bot.ports import Told
from bot.talk import Talk
from handlers.ports import Store
from jamaah.meetings import Meeting

LATELY, FEW = 3 * 86_400, 6
"""For how many seconds, and over how many later messages, minutes are still in mind."""
SENT = ("countersign",)
SHOWN = (*SENT, "find_fault", "share_meeting")


def in_mind(talk: Talk[Store], intents: tuple[str, ...] = SHOWN, *, few: int = FEW) -> Meeting | None:
    """The meeting of the latest minutes among the last messages to this chat, told by the buttons under them; None
    where there are none, or where something else waits for a yes by now."""
    account = talk.account
    told = talk.store.outbox.latest(account.channel, account.chat, few, talk.now - LATELY)
    if not told or _asks_something_else(told[0]):
        return None
    payload = re.compile(rf"!\+?(?:{'|'.join(intents)})&group=\d+&meeting=(\d+)")
    found = (payload.match(button[1]) for message in told for button in message.buttons)
    meeting = next((int(one[1]) for one in found if one), None)
    return talk.store.meetings.get(meeting) if meeting is not None else None


def _asks_something_else(message: Told) -> bool:
    return any(payload.startswith(ON_YES) and SENT[0] not in payload for _label, payload in message.buttons)
