"""The group's own chat: connected by a one-time code, so that reminders and news are posted there once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.forms import Denied, on
from bot.messages import Reply
from bot.talk import Talk
from bot.texts import Text, _, lines
from bot.understanding.expressions import expression
from handlers.access import GroupForm
from handlers.codes import new_code
from handlers.guesses import refuse_too_many, wrong
from handlers.ports import Code, Store
from handlers.words import group_name
from jamaah.chats import GroupChat
from jamaah.groups import Group
from jamaah.roles import Deed, Role

LASTS = 86_400
WANTED = (
    r"(?:tolong |tulung |mau |arep )*"
    r"(?:pasang(?:ke)?|tambah(?:kan|ke)?|masuk(?:kan|in|ke)?|sambung(?:kan|ke)?|hubungkan)"
    r"(?: (?:carik|bot(?:nya|e)?|ini|iki|pengingat(?:nya)?))*(?: (?:di|ke|neng|ing))? (?:grup|group)"
    r"(?: (?:telegram|tele|tg|kami|kita|kelompok|chat|ini|iki))*[.! ]*"
    r"|(?:minta |njaluk |nyuwun )?kode (?:untuk |kanggo |buat )?(?:grup|group)(?: (?:telegram|tele|tg|chat))*[.!? ]*"
    r"|.{0,30}\b(?:ngelingke|ngelingake|ngingetke|ngingatke|mengingatkan|ingatkan|ngingetin|kirim pengingat)"
    r"(?: (?:di|ke|neng|ning|ing))? (?:grup|group)(?: (?:telegram|tele|tg|chat))*[.!? ]*"
)
_BARE = expression(r"/start(?:@\w+)?\s*", re.IGNORECASE)
_START = expression(r"/start(?:@\w+)?\s+(\S+)\s*", re.IGNORECASE)


@on("install_chat", deed=Deed.SET_SCHEDULE, pattern=WANTED, only_with="grup group")
class InstallChat(GroupForm):
    """Get a code by which your group's own chat gets reminders and news."""

    title = _("In the Telegram group")

    def act(self, group: Group) -> list[Reply]:
        code = new_code()
        opened = Code(Role.CHAT, group.id, None, self.talk.person)
        self.talk.store.codes.add(code, opened, self.talk.now + LASTS, self.talk.now)
        return [Reply(self._how(group, code)), Reply(_("/start {code}")(code=code))]

    def _how(self, group: Group, code: str) -> Text:
        """By a tap where there is a link; the code may be written too."""
        link = self.talk.link(code, chat=True)
        if not link:
            told = _("Add me to the Telegram group of {group}. Then write this there, once, by tomorrow:")
            return told(group=group_name(group))
        return lines(
            _("Tap this and choose the group of {group}: {link}")(group=group_name(group), link=link),
            _("If I say nothing there then, write this there, once, by tomorrow:"),
        )


def hear_code(talk: Talk[Any]) -> Sequence[Reply] | None:
    """A code that a chat was given connects it; the chat and the secretary hear of it."""
    found = _START.fullmatch(talk.text)
    if found is None:
        return None
    try:
        refuse_too_many(talk)
    except Denied:
        return []
    opened = None if talk.store.accounts.strays(talk.person) else talk.store.codes.peek(found[1].upper(), talk.now)
    if opened is None or opened.role is not Role.CHAT or opened.group is None:
        wrong(talk)
        return None
    talk.store.codes.use(found[1].upper(), talk.person, talk.now)
    return _connect(talk, opened)


def _connect(talk: Talk[Store], opened: Code) -> Sequence[Reply]:
    store, group = talk.store, talk.store.groups.get(int(opened.group or 0))
    store.groups.lock(group.id)
    store.chats.put(GroupChat(group=group.id, channel=talk.message.channel, chat=talk.message.chat))
    if opened.by is not None:
        told = _("✓ {group}: reminders and news are posted in the Telegram group too.")
        talk.tell(opened.by, Reply(told(group=group_name(group)), kind="alert"))
    here = _("Reminders of {group} are sent here.")(group=group_name(group))
    return [Reply(lines(here, _("Whether you come, please tell me in a private chat.")))]


def hear_start(talk: Talk[Any]) -> Sequence[Reply] | None:
    """Whoever begins in a chat of many without a code is told where the code comes from."""
    if _BARE.fullmatch(talk.text) is None:
        return None
    how = _("For reminders in this chat, the secretary writes to me in a private chat: group code.")
    return [Reply(lines(how, _("Then write here the code that comes.")))]


def hear_move(talk: Talk[Any]) -> Sequence[Reply] | None:
    """A chat that got another address keeps its group."""
    if talk.message.kind != "moved":
        return None
    known = talk.store.chats.at(talk.message.channel, talk.message.chat)
    if known is not None:
        talk.store.chats.move(known, talk.message.text)
    return []
