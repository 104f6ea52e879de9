"""What somebody said of messages that they do not ask for, channel by channel: how it is kept, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from bot.talk import Talk
from bot.texts import PlainDate, Text, _
from handlers.channels import channel_name
from handlers.ports import Store
from jamaah.accounts import ChannelConsent

YES = "ya"
"""The word that is kept of who agreed when joining."""


def consent(talk: Talk[Store], words: str, *, wanted: bool, channel: str = "") -> None:
    """Keep what the speaker said of messages that they do not ask for, on this channel or another one."""
    where, kept = channel or talk.account.channel, words.strip(" .!")
    said = ChannelConsent(person=talk.person, channel=where, wanted=wanted, words=kept, at=talk.now)
    talk.store.consents.say(said)
    if where == talk.account.channel:
        talk.account.refused = not wanted


def refuses(talk: Talk[Store], channel: str) -> bool:
    """Whether the speaker wants nothing on a channel that they do not ask for."""
    return any(said.channel == channel and not said.wanted for said in talk.store.consents.of(talk.person))


def said_of_channels(talk: Talk[Store]) -> Iterator[Text]:
    """What the speaker said of messages on each channel, but for the yes of who joined."""
    for said in talk.store.consents.of(talk.person):
        here = said.channel == talk.account.channel
        channel, day = _("Here") if here else channel_name(said.channel), PlainDate(talk.at(said.at).local.date())
        if not said.wanted:
            told = _("{channel}: nothing that you do not ask for; you wrote “{words}” on {day}.")
            yield told(channel=channel, words=said.words, day=day)
        elif said.words != YES:
            told = _("{channel}: news may come; you wrote “{words}” on {day}.")
            yield told(channel=channel, words=said.words, day=day)
