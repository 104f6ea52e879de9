"""The phones of WhatsApp: the real channel over HTTP, against a small Graph API; but for our own web server.

A message that WhatsApp shows in several parts is shown as the one that it was, without the button for one's own number,
as other phones show it; of a template only what is said in it, without the words that Meta wants around that, and under
it the labels that its buttons stand for. What waits behind a knock is opened by somebody who taps on it when it comes.
"""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.channels.server import server
from bot.channels.web import Call, Problem
from bot.channels.whatsapp import WhatsApp
from bot.channels.whatsapp_screen import BY_NUMBER
from bot.channels.whatsapp_templates import templates
from bot.messages import Attachment, Incoming, Outgoing
from bot.ports import Clock, Pace
from tests.player.phones import Engine, Shown, button
from tests.player.story import Said
from tests.whatsapp import world as whatsapp
from tests.whatsapp.webhook import Person
from tests.whatsapp.world import WhatsAppWorld

ALL = {one.name: one for one in (*templates().all, templates().knock)}
KNOCK = templates().knock.name
MEDIA = {"id": "77", "mime_type": "image/jpeg", "sha256": "x"}
CONTENT: dict[str, dict[str, Any]] = {
    "sticker": {"sticker": {**MEDIA, "mime_type": "image/webp", "animated": False}},
    "voice": {"audio": {**MEDIA, "mime_type": "audio/ogg; codecs=opus", "voice": True}},
    "photo": {"image": MEDIA},
}
OK, NOT_YET = 200, 503
_NUMBERED = re.compile(r"(?P<number>\d+)\. (?P<label>.+)")


@dataclass(frozen=True, slots=True)
class _Sent:
    """One message of ours, and of which messages on the phone it consists."""

    message: Outgoing
    parts: list[whatsapp.Said] = field(default_factory=list)


class WhatsAppPhones:
    """Phones in a world that is open already; it calls our web server where that is `served`, which takes longer."""

    name = "whatsapp"

    def __init__(self, world: WhatsAppWorld, clock: Clock, *, served: bool = False, pace: Pace | None = None) -> None:
        self._world, self._clock, self._served, self._pace = world, clock, served, pace
        self._host: Engine
        self._channel: WhatsApp
        self._sent: dict[str, dict[int, _Sent]] = defaultdict(dict)
        self._opened: set[str] = set()
        self._last = ""
        if not served:
            world.post = self._post

    def channels(self, host: Engine) -> list[WhatsApp]:
        self._host, self._channel = host, _Watched(self._world, self._clock, self._pace, self._keep)
        if self._served:
            called = server("127.0.0.1", 0, "", [self._channel], host.is_ready)
            self._world.webhook, self._world.patient = called.listen() + self._channel.routes[0].path, True
            host.called_at(called)
        return [self._channel]

    def first(self, who: str) -> Incoming:
        person = self._world.person(who)
        self._world.hears(who)
        known = Incoming(channel=self.name, update="0", chat=person.id, user=person.id, at=self._clock.now(), name=who)
        return known if person.hidden or person.plain else replace(known, also=person.phone)

    async def do(self, said: Said) -> None:
        self._last = await self._push(said)
        if self._last:
            await self._host.settled(self.name, self._last, self._world.person(said.who).id)

    async def again(self) -> None:
        if self._last:
            await self._world.again(self._last)
        await self._world.report_again()

    async def follow(self) -> bool:
        reported = await self._world.report()
        for one in reported:
            await self._heard(one)
        knocks = [(person, said) for person in self._world.people for said in self._knocks(person)]
        for person, said in knocks:
            self._opened.add(said.id)
            number = await self._world.tap(person.name, said.buttons[0][1])
            await self._host.settled(self.name, number, person.id)
        return bool(reported or knocks)

    def received(self, who: str) -> list[Shown]:
        # What waited until somebody opened it stands where it was said first.
        return [_shown(sent) for sent in self._sent[who].values() if sent.parts]

    async def _heard(self, status: Mapping[str, Any]) -> None:
        """Wait until the turn is over that a status is, if it is one."""
        kind = "unsent" if status["status"] == "failed" else "charged" if status["pricing"]["billable"] else ""
        if kind:
            chat = status.get("recipient_user_id") or status["recipient_id"]
            await self._host.settled(self.name, f"{status['id']}:{kind}", chat)

    # -- what is done on the phones

    async def _push(self, said: Said) -> str:
        """The id of the message that it is; empty where WhatsApp tells nobody of it."""
        who, person = said.who, self._world.person(said.who)
        match said.kind:
            case "text":
                return await self._world.say(who, said.words)
            case "tap":
                return await self._tap(who, button(self.received(who), said.words, older=said.older))
            case "contact":
                return await self._share(person, said.words)
            case "edited":
                return await self._world.edit(who, said.words)
            case "blocked":
                self._world.graph.shut.add(person.id)
                return ""
            case "unblocked":
                self._world.graph.shut.discard(person.id)
                return ""
            case kind:
                caption = {"caption": said.words} if said.words else {}
                [(name, content)] = CONTENT[kind].items()
                content = {name: {**content, **caption}}
                return await self._world.send(who, **content)

    async def _tap(self, who: str, payload: str) -> str:
        """Where there was room for numbers only, the number is written."""
        if payload.isdecimal() and payload in _numbers(self.received(who)):
            return await self._world.say(who, payload)
        return await self._world.tap(who, payload)

    async def _share(self, person: Person, number: str) -> str:
        """By the button for it, if there is one now; else as a contact, as one does with anybody's number. Whoever says
        none keeps it to themselves."""
        person.phone, person.hidden = number.removeprefix("+") or person.phone, not number
        newest = list(self._sent[person.name].values())[-1:]
        if newest and newest[0].message.share:
            return await self._world.tap(person.name, newest[0].message.share)
        card = {"name": {"formatted_name": person.name}, "phones": [{"phone": number, "wa_id": person.phone}]}
        return await self._world.send(person.name, contacts=[card])

    def _knocks(self, person: Person) -> list[whatsapp.Said]:
        said = self._world.received(person.name)
        return [one for one in said if one.template == KNOCK and one.id not in self._opened]

    async def _post(self, raw: bytes, headers: Mapping[str, str]) -> int:
        call = Call(raw=raw, headers={name.lower(): value for name, value in headers.items()})
        [route] = [route for route in self._channel.routes if route.method == "POST"]
        while True:
            try:
                await route.act(call)
            except Problem as problem:
                if problem.status != NOT_YET:
                    return problem.status
                await asyncio.sleep(0)
            else:
                return OK

    def _keep(self, message: Outgoing, parts: Sequence[whatsapp.Said]) -> None:
        sent = self._sent[self._world.graph.known(message.chat).name].setdefault(message.id, _Sent(message))
        sent.parts.extend(said for said in parts if said.template != KNOCK)


class _Watched(WhatsApp):
    """The channel; which messages of WhatsApp belong to one of ours is noted as they are sent."""

    def __init__(
        self,
        world: WhatsAppWorld,
        clock: Clock,
        pace: Pace | None,
        keep: Callable[[Outgoing, list[whatsapp.Said]], None],
    ) -> None:
        super().__init__(world.phone_id, world.token, world.secret, world.verify, world.url, pace=pace, now=clock.now)
        self._world, self._keep = world, keep

    async def send(self, message: Outgoing, attachments: Sequence[Attachment] = ()) -> str:
        before = len(self._world.received_by(message.chat))
        try:
            return await super().send(message, attachments)
        finally:
            self._keep(message, self._world.received_by(message.chat)[before:])


def _shown(sent: _Sent) -> Shown:
    """A message as it was said, from its parts."""
    text = "\n".join(said for part in sent.parts if (said := _said(sent.message, part)))
    buttons = [_button(sent.message, part, *each) for part in sent.parts for each in part.buttons]
    if not text.endswith(BY_NUMBER):
        return Shown(text, tuple(each for each in buttons if each[0] != sent.message.share))
    said, _empty, lines = text.removesuffix(BY_NUMBER).rstrip().rpartition("\n\n")
    return Shown(said, tuple((found["label"], found["number"]) for found in _NUMBERED.finditer(lines)))


def _said(message: Outgoing, part: whatsapp.Said) -> str:
    """What stands in a part; a template is in the language of the country for those too who have chosen another."""
    if not part.template:
        return part.text
    said = part.text.removeprefix(ALL[part.template].before).removesuffix(ALL[part.template].after)
    return message.text if message.home and said == message.home[0] else said


def _button(message: Outgoing, part: whatsapp.Said, label: str, payload: str) -> tuple[str, str]:
    """A button of a template has the label that Meta approved, which may be a shorter one."""
    ours = {sends: said for said, sends in message.buttons}
    return (ours[payload] if part.template else label), payload


def _numbers(shown: Sequence[Shown]) -> list[str]:
    return [payload for message in shown for _label, payload in message.buttons]
