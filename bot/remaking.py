"""Files that could not be made: that is said, they are tried again by themselves, in the end it is said how to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.messages import File, Outgoing
from bot.ports import Draft, Due, Rows
from bot.texts import HOME_LANGUAGE, _

WORK = "file"
AGAIN_AFTER = (10, 60, 300)
"""Seconds after each failure until the next attempt; after as many no further one is made."""
_NOT_YET = _("The file {name} is not ready yet. I will try again in a moment, and send it by itself.")
_GIVEN_UP = _("The file could still not be made. What is written down is safe. Please ask for it again later.")


def said(message: Outgoing, failed: Sequence[int]) -> str:
    """What is said with the files that could be made: at first that others follow, in the end that they do not."""
    files = [message.files[place] for place in failed]
    new = [file for file in files if not file.tries]
    told = [_NOT_YET(name=", ".join(file.name for file in new)).render(new[0].language)] if new else []
    told += [_GIVEN_UP.render(file.language) for file in files if _is_given_up(file)][:1]
    return "\n\n".join(filter(None, (message.text, *told)))


def plan(records: Rows, message: Outgoing, failed: Sequence[int], now: int) -> None:
    """Plan the next attempt at the files that could not be made; how they are made stays with the message itself."""
    places = [place for place in failed if not _is_given_up(message.files[place])]
    if places:
        at = now + AGAIN_AFTER[max(message.files[place].tries for place in places)]
        language = message.files[places[0]].language
        to = {"channel": message.channel, "chat": message.chat, "language": language}
        body = {"row": message.id, "places": places, **to}
        records.due.plan([Due(at, WORK, f"{WORK}:{message.id}", body)])


def again(records: Rows, due: Due) -> list[Draft]:
    """The files once more, as a message of their own. Where the message was emptied meanwhile, as when somebody who
    stands in it was erased, they are given up."""
    message = records.outbox.kept(int(due.body["row"]))
    if message is None:
        told = _GIVEN_UP.render(due.body.get("language", HOME_LANGUAGE))
        return [Draft(due.body["channel"], due.body["chat"], told, (), "answer")]
    files = [message.files[place] for place in due.body["places"]]
    tried = tuple(replace(file, tries=file.tries + 1) for file in files)
    return [Draft(message.channel, message.chat, "", (), message.kind, files=tried, silent=message.silent)]


def _is_given_up(file: File) -> bool:
    return file.tries >= len(AGAIN_AFTER)
