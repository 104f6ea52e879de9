"""Messages that nobody asked for: the words that end them on a channel, at once, and those that begin them again."""

from __future__ import annotations

import re

from bot.forms import Form, on
from bot.messages import Reply
from bot.talk import Talk
from bot.texts import Text, _, sentence
from bot.understanding.expressions import expression
from handlers.channels import channel_name
from handlers.ports import Store
from handlers.unasked import consent
from handlers.unreachable import tell_it_is_refused, tell_it_is_wanted
from jamaah.roles import Deed

STOP = expression(
    r"/?(?:stop|berhenti|unsubscribe|berhenti langganan|(?:stop|berhenti) (?:kirim|mengirim|ngirim) pes[ae]n)[.! ]*",
    re.IGNORECASE,
)
BEGIN = expression(r"/?(?:mulai|start)[.! ]*", re.IGNORECASE)
AGAIN = expression(
    r"/?(?:(?:ok|oke|okay|ya|iya|yo|nggih|inggih|tolong|tulung|mohon|coba|saya|aku|kulo|mau|bisa|boleh)[,.]? )*"
    r"(?:mulai|dimulai|start|kabari|kirimi|ingatkan)"
    r"(?: (?:lagi|saja|aja|wae|meneh|maneh|malih|ya|yo|nggih|saya|aku|kulo|pesan|pesen|kabar|kirim|bu|pak))*[.! ]*",
    re.IGNORECASE,
)
"""Said by whoever wants nothing, it means the same: the one word is forgotten by then."""


@on("stop_messages", deed=Deed.ASK_HELP)
class StopMessages(Form[Store]):
    """Get nothing here any more that you do not ask for."""

    quiets = True

    @classmethod
    def overrules(cls, talk: Talk[Store], text: str) -> bool:
        return STOP.fullmatch(text) is not None

    def done(self) -> Reply:
        talk = self.talk
        again = _("To begin again, write: MULAI.")
        if talk.account.refused:
            return Reply(sentence(_("I send you nothing here that you do not ask for already."), again))
        consent(talk, talk.text, wanted=False)
        for channel, chat in talk.store.talks.chats(talk.person):
            if channel == talk.account.channel:
                talk.store.outbox.drop(channel, chat, talk.now, unasked=True)
        told = _("✓ I send you nothing here any more that you do not ask for.")
        return Reply(sentence(told, self._elsewhere(), again))

    def _elsewhere(self) -> Text | None:
        """Where the speaker still hears, if anywhere; if not, the secretaries are told."""
        other = self.talk.store.talks.reachable(self.talk.person)
        if other is not None:
            return _("What there is to tell comes on {channel}.")(channel=channel_name(other.channel))
        tell_it_is_refused(self.talk, self.talk.person)
        return None


@on("begin_messages", deed=Deed.ASK_HELP)
class BeginMessages(Form[Store]):
    """Get reminders and news here again."""

    @classmethod
    def overrules(cls, talk: Talk[Store], text: str) -> bool:
        if talk.account.refused:
            return AGAIN.fullmatch(text) is not None
        return BEGIN.fullmatch(text) is not None and not talk.busy

    def done(self) -> Reply | list[Reply]:
        talk = self.talk
        was, lost = talk.account.refused, talk.store.talks.reachable(talk.person) is None
        known = any(said.channel == talk.account.channel for said in talk.store.consents.of(talk.person))
        if was or not known:
            consent(talk, talk.text or "MULAI", wanted=True)
        if not was:
            talk.open("start")
            return []
        if lost:
            tell_it_is_wanted(talk, talk.person)
        told = _("✓ I write to you here again: reminders, and when a meeting is moved or called off.")
        return Reply(sentence(told, _("To end it, write: STOP.")))
