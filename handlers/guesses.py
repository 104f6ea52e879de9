"""Codes that are tried: how many wrong ones are looked at, of one account and of all together."""

from __future__ import annotations

from bot.forms import Denied
from bot.talk import Talk
from bot.texts import _
from handlers.ports import Store

PATIENCE = 3_600
WRONG, REFUSED = "code_wrong", "code_refused"
"""What is counted: codes that were wrong, and those that were not looked at any more."""
OFTEN = _("That was often wrong. Please try again in an hour, or ask where you got the code.")
MANY = _("Many codes are wrong just now, so I look at none. Please try again in an hour.")
_GUESSES, _TOLD = "guesses", "guesses_told"


def refuse_too_many(talk: Talk[Store]) -> None:
    """Raise Denied where so many codes were wrong within the hour that no other is looked at; it is said once."""
    mine = [at for at in talk.memory.get(_GUESSES, []) if at > talk.now - PATIENCE]
    few = len(mine) < talk.limits.codes
    if few and talk.store.tallies.within(WRONG, talk.now) < talk.limits.all_codes:
        return
    talk.store.tallies.count(REFUSED, talk.now)
    if talk.memory.get(_TOLD, 0) > talk.now - PATIENCE:
        raise Denied(None)
    talk.memory[_TOLD] = talk.now
    raise Denied(MANY if few else OFTEN)


def wrong(talk: Talk[Store]) -> None:
    """Note that a code was wrong."""
    mine = [at for at in talk.memory.get(_GUESSES, []) if at > talk.now - PATIENCE]
    talk.memory[_GUESSES] = [*mine, talk.now][-talk.limits.codes :]
    talk.store.tallies.count(WRONG, talk.now)
