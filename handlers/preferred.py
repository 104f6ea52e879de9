"""On which channel somebody wants to hear what they do not ask for, of those they write on."""

from __future__ import annotations

import re
from typing import Any

from bot.forms import Denied, Form, ask, on, opens
from bot.messages import Button, Reply
from bot.texts import _, sentence
from bot.understanding.expressions import expression
from handlers.channels import CHANNEL, SAID_WITH, WhichChannel, channel_name, channels_of, elsewhere
from handlers.ports import Store
from handlers.unasked import consent, refuses
from handlers.words import listing
from jamaah.roles import Deed

_VERB = (
    r"(?:kabari|kabar(?:e|ono|no|nya|ke|kan)?|kirim(?:i|ke|kan|no|en)?|hubungi|kontak|ingatkan|(?:di)?eling(?:ke|no)"
    r"|(?:di)?kabari|(?:di)?hubungi|(?:di)?kirim|pengingat(?:e|nya|ku)?|beritahu|kandhani|kandani)"
)
_WHAT = r"(?:(?:aku|saya|kulo|kula|pesan|pesen|kabar(?:e|nya)?|pengingat(?:e|nya)?|ya|yo|nggih|lagi|saja|wae) )*"
_ASKED = r"(?:(?:tolong|tulung|mohon|mulai sekarang|aku|saya|kulo|kula|mau|pengin|pengen|ingin|arep) )*"
_NOT = rf"(?:jangan|ojo|aja|ampun) (?:{_VERB} )?{_WHAT}(?:lewat|liwat|via) {CHANNEL}(?: lagi| maneh)?,? "
_NEWS = r"(?:(?:kalau|nek|yen|menawi) (?:ada|ono|ana|wonten) (?:kabar|pes[ae]n|pengingat),? |pes[ae]n(?:nya|e|ku) )?"
PREFER = (
    rf"(?:{_NOT})?{_ASKED}{_NEWS}(?:{_VERB} {_WHAT})?"
    rf"(?:lewat|liwat|via|ning|neng|nang|di|pakai|pake|nganggo|ke) {CHANNEL}"
    r"(?: (?:saja|aja|wae|mawon|ya|yo|nggih|bu|pak|to|mulai sekarang))*[.! ]*"
)


_NOT_THERE = expression(_NOT, re.IGNORECASE)


class Preferred(WhichChannel):
    """The channel that is wanted, not the one that is not: "ojo lewat telegram, lewat wa wae"."""

    def find(self, text: str, form: Form[Any]) -> str | None:
        other = _NOT_THERE.match(text)
        return super().find(text[other.end() :] if other else text, form)


NEWS_ON = _("news on {channel}")


@on("prefer_channel", deed=Deed.ASK_HELP, pattern=PREFER, only_with=SAID_WITH)
class PreferChannel(Form[Store]):
    """Say on which channel you want to hear the news: Telegram or WhatsApp."""

    title = _("Where the news comes")
    lapses = True
    channel: str = ask(Preferred(), _("Where shall I write to you when there is news?"))

    def channels(self) -> list[str]:
        """Those on which the speaker has written."""
        return channels_of(self.talk.store, self.talk.person)

    def done(self) -> Reply:
        wanted, store = self.channel, self.talk.store
        if wanted not in self.channels():
            raise Denied(_("You do not write to me on {channel} yet.")(channel=channel_name(wanted)), self._connect())
        store.people.prefer(self.talk.person, wanted)
        if refuses(self.talk, wanted):
            said = self.talk.text or self.talk.say(NEWS_ON(channel=channel_name(wanted)))
            consent(self.talk, said, wanted=True, channel=wanted)
        told = _("✓ News comes on {channel} from now on.")(channel=channel_name(wanted))
        others = [channel_name(channel) for channel in self.channels() if channel != wanted]
        otherwise = _("On {channels} only if it cannot be sent there.")(channels=listing(others)) if others else None
        return Reply(sentence(told, otherwise))

    def _connect(self) -> tuple[Button, ...]:
        if self.channel not in elsewhere(self.talk):
            return ()
        label = _("Connect {channel}")(channel=channel_name(self.channel))
        return (opens("link_channel", label, channel=self.channel),)
