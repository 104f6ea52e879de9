"""What typed words mean by the buttons under the last messages of a chat: the label of one, its place, a yes to one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.forms import ON_YES, OPENS
from bot.ports import Told
from bot.prompts import CONFIRM, MEANT
from bot.talk import Talk
from bot.texts import from_home
from bot.understanding.answers import yes_no
from bot.understanding.expressions import expression

IN_MIND, FRESH = 2, 3 * 86_400
"""How many messages back a label is looked for, and for how many seconds after they were sent."""
LONGEST_LABEL = 64
PAIR = 2
SHORTEST_WORD = 4
_PLACE = expression(r"(?:(?:no|nomor|nomer)\b\W*)?([0-9]{1,2})[.)]?")
_SAVES = expression(rf"r\d+\.{CONFIRM}=yes")


def pressed(talk: Talk[Any], text: str, *, busy: bool, missed: bool = False) -> str | None:
    """The payload of the button that the words mean; None if they mean none.

    A plain yes or no means a button of the very last message only, or of the one before where words were `missed` in
    between, and none while another question is open (`busy`).
    """
    words, said = _plain(text), yes_no(text)
    if not (words or said is not None) or len(text) > LONGEST_LABEL:
        return None
    account = talk.account
    told = talk.store.outbox.latest(account.channel, account.chat, IN_MIND, talk.now - FRESH)
    buttons = [button for message in told for button in message.buttons if button[1].startswith((OPENS, MEANT))]
    meant = (words, _plain(from_home(text, account.language)))
    labelled = next((payload for label, payload in buttons if words and _plain(label) in meant), None)
    labelled = labelled or _begun(words, buttons)
    if labelled is not None or said is None or busy or not told:
        return labelled
    return _answered(told[1] if missed and len(told) > 1 else told[0], said, talk.message.at)


def counted(talk: Talk[Any], text: str, run: int | None) -> str | None:
    """The payload of the button whose place a bare number tells; None if it tells none.

    It is one of the open question, which is of this `run`, else, where nothing is open, one of the very last message. A
    channel may show buttons behind another or by numbers, and whoever cannot tap them counts. A reading back is not
    answered so: there a number may put something right; nor one button alone.
    """
    number = _PLACE.fullmatch(text.strip().casefold())
    if number is None:
        return None
    account, place, since = talk.account, int(number[1]), talk.now - FRESH
    told = talk.store.outbox.latest(account.channel, account.chat, 1 if run is None else IN_MIND, since)
    asked = [message.buttons for message in told if run is None or _is_of(message, run)]
    buttons: Sequence[tuple[str, str]] = asked[0] if asked else ()
    saves = any(_SAVES.fullmatch(payload) for _label, payload in buttons)
    return buttons[place - 1][1] if not saves and PAIR <= len(buttons) >= place >= 1 else None


def _is_of(told: Told, run: int) -> bool:
    return any(payload.startswith(f"r{run}.") for _label, payload in told.buttons)


def _begun(words: list[str], buttons: Sequence[tuple[str, str]]) -> str | None:
    """The one button whose label a single word begins: "tambah" for "Tambah lagi"."""
    begun = [payload for label, payload in buttons if len(words) == 1 and _plain(label)[:1] == words]
    return begun[0] if len(begun) == 1 and len(words[0]) >= SHORTEST_WORD else None


def _answered(told: Told, said: bool, at: int) -> str | None:
    """The button that a yes or no means. What was written before the message had come cannot be an answer to it."""
    payloads = [payload for _label, payload in told.buttons]
    if not payloads or not payloads[0].startswith(ON_YES) or told.sent is None or told.sent > at:
        return None
    if said:
        return payloads[0]
    return payloads[1] if len(payloads) == PAIR else None


def _plain(words: str) -> list[str]:
    """The words of a label, a yes before the others left out: "Ya, sambungkan" is "sambungkan"."""
    found = re.findall(r"\w+", words.casefold())
    return found[1:] if len(found) > 1 and yes_no(found[0]) else found
