"""Invitations: a one-time code as it is given out, to be passed on as a link, in words and as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.files import qr_file
from bot.forms import opens
from bot.messages import Button, Reply
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from handlers.channels import channel_name, elsewhere
from handlers.codes import new_code
from handlers.file_names import file_called
from handlers.group_names import groups_named
from handlers.ports import Code, Store
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.roles import Role

LASTS = 7 * 86_400
FROM_AFAR = ("whatsapp", "telegram")
"""Channels that somebody else can use, wherever they are; that which most have comes first."""
FOR = {
    Role.MEMBER: _("Invitation of {group}."),
    Role.FACILITATOR: _("Invitation of {group}, for the facilitator."),
    Role.SECRETARY: _("Invitation of {group}, for a secretary."),
}

FILES = {
    Role.MEMBER: _("invitation of a member"),
    Role.FACILITATOR: _("invitation of a facilitator"),
    Role.SECRETARY: _("invitation of a secretary"),
}


def new_invitation(talk: Talk[Store], opens: Code) -> str:
    """A new code that lasts for a week."""
    code = new_code()
    talk.store.codes.add(code, opens, talk.now + LASTS, talk.now)
    return code


def last_day(talk: Talk[Store], group: Group) -> date:
    """The day until which a code is good that is given out now."""
    return datetime.fromtimestamp(talk.now + LASTS, ZoneInfo(group.zone)).date()


def invitation(talk: Talk[Store], role: Role, group: Group, code: str, *, again: bool = False) -> Reply:
    """What is to be passed on to somebody who is to have a role; `again` offers one more."""
    more = (opens("invite", _("One more code"), role=role.value, group=group.id),) if again else ()
    file = file_called(group, FILES[role], [talk.local.date()])
    return to_pass_on(talk, FOR[role](group=group_name(group)), code, file, *more)


def to_pass_on(talk: Talk[Store], words: Text, code: str, file: str, *more: Button) -> Reply:
    """Words with a code: the links where there are some, always the code to be written, and a picture of the first."""
    links = _links(talk, code)
    first = next(iter(links.values()), "")
    written = _("Or open Carik and write: /start {code}")(code=code)
    if len(links) > 1:
        named = [_("{channel}: {link}")(channel=channel_name(channel), link=link) for channel, link in links.items()]
        told = lines(sentence(words, _("Tap the one that is used:")), *named, written)
    elif links:
        told = lines(sentence(words, _("Tap: {link}")(link=first)), written)
    else:
        told = sentence(words, _("Open Carik and write: /start {code}")(code=code))
    return Reply(told, more, files=(qr_file(file, first or f"/start {code}"),))


def _links(talk: Talk[Store], code: str) -> Mapping[str, str]:
    """The addresses that open a talk with this code, by channel: that which most people have comes first."""
    here, others = {talk.account.channel: talk.link(code)}, [each for each in elsewhere(talk) if each in FROM_AFAR]
    links = here | {channel: talk.link_on(channel, code) for channel in others}
    return {channel: links[channel] for channel in sorted(links, key=_place) if links[channel]}


def _place(channel: str) -> int:
    return FROM_AFAR.index(channel) if channel in FROM_AFAR else len(FROM_AFAR)


def facilitator_code(store: Store, now: int, of: str = "") -> str:
    """A new code with which the operator lets a facilitator in; groups are given by their secretaries.

    Where these cannot be reached any more, the code is `of` one group: its name, perhaps with its village. Raises
    LookupError unless exactly one is called so.
    """
    found = groups_named(of, store.groups.all()) if of else []
    if of and len(found) != 1:
        raise LookupError(f"{len(found)} groups are called “{of}”" + (": say the village too" if found else ""))
    code = new_code()
    group = found[0].id if found else None
    store.codes.add(code, Code(Role.FACILITATOR, group, None, None), now + LASTS, now)
    return code
