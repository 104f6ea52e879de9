"""What typed words mean by the buttons under the last messages of a chat: the label of one, or a yes to one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.forms import ON_YES, OPENS
from bot.ports import Told
from bot.prompts import MEANT
from bot.talk import Talk
from bot.texts import from_home
from bot.understanding.answers import yes_no

IN_MIND, FRESH = 2, 3 * 86_400
"""How many messages back a label is looked for, and for how many seconds after they were sent."""
LONGEST_LABEL = 64
PAIR = 2
MOST_SHOWN = 10
"""Of more buttons a channel may show the labels in lines with numbers instead."""
SHORTEST_WORD = 4


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
    if told and (counted := _counted(text, told[0].buttons)) is not None:
        return counted
    labelled = next((payload for label, payload in buttons if words and _plain(label) in meant), None)
    labelled = labelled or _begun(words, buttons)
    if labelled is not None or said is None or busy or not told:
        return labelled
    return _answered(told[1] if missed and len(told) > 1 else told[0], said, talk.message.at)


def _counted(text: str, buttons: Sequence[tuple[str, str]]) -> str | None:
    """The button of this number among so many that they may have been shown by numbers."""
    number = re.fullmatch(r"(?:(?:no|nomor|nomer)\b\W*)?([0-9]{1,3})[.)]?", text.strip().casefold())
    place = int(number[1]) if number else 0
    return buttons[place - 1][1] if len(buttons) > MOST_SHOWN and 1 <= place <= len(buttons) else None


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
