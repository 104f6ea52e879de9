"""A small WhatsApp for tests: persons write and tap, and read what a bot says to them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import ClientConnectionError, ClientSession

from tests.described import Upload
from tests.whatsapp.cloud_api import named, payloads, values
from tests.whatsapp.graph_api import Call, GraphApi
from tests.whatsapp.templates import Approved, ours
from tests.whatsapp.webhook import OUR_NUMBER, PHONE_ID, Json, Person, payload, signed

TOKEN, SECRET, VERIFY = "EAAnotarealtoken", "n0tarealappsecret", "not-a-real-verify-token"
OK = 200
PATIENCE, PAUSE, FOREVER = 30.0, 0.05, 3600.0
START = 1795399200
"""2026-11-23 09:00 in western Indonesia, in seconds since 1970."""

Post = Callable[[bytes, Mapping[str, str]], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the bot as it stands on a phone: its text, its buttons (label, payload), and its file.

    A button that came as a row of a list is labelled by the row's description, if it has one, which is where a label
    that is too long for a row stands. `template` is the name of the approved words it was said in, if it was.
    """

    id: str
    text: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    file: Upload | None = None
    template: str = ""
    listed: bool = False


class WhatsAppWorld:
    """`async with WhatsAppWorld(now) as world:` a bot that gets its `url`, `token`, `phone_id`, `secret` and `verify`
    is in it, once `webhook` (an address) or `post` says where updates go to.

    Persons are named by any name; a first mention makes them. The templates `approved` are ours, if none are given. A
    bot whose requests did not keep to the Cloud API's limits makes the end of the block an AssertionError. What was
    posted may come `again`; a `patient` world posts until it is answered well, as Meta does, but for seconds, not days.
    """

    token, secret, verify, phone_id, number = TOKEN, SECRET, VERIFY, PHONE_ID, OUR_NUMBER

    def __init__(self, now: Callable[[], int] = lambda: START, approved: Iterable[Approved] | None = None) -> None:
        self.graph = GraphApi(self.token, now, ours() if approved is None else list(approved))
        self.webhook, self.patient = "", False
        self.post: Post = self._over_http
        self._now = now
        self._people: dict[str, Person] = {}
        self._payloads: dict[str, bytes] = {}
        self._report = b""
        self.reported: list[Json] = []
        self._written: dict[str, str] = {}
        self._read: dict[str, int] = defaultdict(int)

    async def __aenter__(self) -> Self:
        self._open = AsyncExitStack()
        await self._open.enter_async_context(self.graph.served())
        self._client = await self._open.enter_async_context(ClientSession())
        return self

    async def reporting(self) -> None:
        """From now on post by itself what became of messages, soon after they were sent."""
        task = asyncio.create_task(self._report_always())
        self._open.callback(task.cancel)

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()
        assert not self.graph.breaches, self.graph.breaches

    @property
    def url(self) -> str:
        """The address of the Graph API."""
        return self.graph.url

    def person(self, name: str) -> Person:
        """Somebody with WhatsApp."""
        if name not in self._people:
            number = len(self._people) + 1
            self._people[name] = Person(name, f"62812{number:08}", f"ID.{number:017}")
            self.graph.people.append(self._people[name])
        return self._people[name]

    # -- what people do

    async def say(self, who: str, text: str) -> str:
        """Somebody writes to the bot; the id of the message."""
        return await self.send(who, text={"body": text})

    async def send(self, who: str, *, context: str = "", **content: Any) -> str:
        """Somebody sends something, said in one field of a message by its type: text, image, sticker and so on."""
        [kind] = content
        person, number = self.person(who), f"wamid.HBgNNjI4{len(self._payloads) + 1:09}="
        answers = {"context": {"from": self.number, "id": context}} if context else {}
        message = {**answers, **person.sender(), "id": number, "timestamp": str(self._now()), "type": kind, **content}
        self._payloads[number] = payload([person], messages=[message])
        self.hears(who)
        if kind in ("text", "image"):
            self._written[who] = number
        await self.again(number)
        return number

    async def tap(self, who: str, button: str) -> str:
        """Somebody taps the newest button of that label or payload; the id of the message that this is."""
        said, label, sends = self._find(who, button)
        if said.template:
            return await self.send(who, context=said.id, button={"payload": sends, "text": label})
        kind = "list_reply" if said.listed else "button_reply"
        reply = {"type": kind, kind: {"id": sends, "title": label[: 24 if said.listed else 20]}}
        return await self.send(who, context=said.id, interactive=reply)

    async def edit(self, who: str, text: str) -> str:
        """Somebody changes what was written last."""
        changed = {"type": "text", "text": {"body": text}}
        return await self.send(who, edit={"original_message_id": self._written.get(who, "wamid.x"), "message": changed})

    async def again(self, number: str) -> int:
        """Post a message, for the first time or once more; how it was answered."""
        return await self._signed(self._payloads[number])

    async def report(self) -> list[Json]:
        """Post what became of messages since the last report, all at once; these statuses."""
        people, statuses = [], []
        for person, one in self.graph.statuses:
            people.append(person)
            statuses.append(one)
        self.graph.statuses = []
        self.reported += statuses
        if statuses:
            self._report = payload(list({person.id: person for person in people}.values()), statuses=statuses)
            await self._signed(self._report)
        return statuses

    async def report_again(self) -> None:
        """Post the last report once more, if there was any."""
        if self._report:
            await self._signed(self._report)

    def hears(self, who: str) -> None:
        """The bot may write freely to somebody for a day from now on."""
        self.graph.heard[self.person(who).user_id] = self._now()

    # -- what they read

    def received(self, who: str) -> list[Said]:
        """All that has arrived on a phone so far, oldest first."""
        return self.received_by(self.person(who).user_id)

    def received_by(self, person: str) -> list[Said]:
        """The same, by an id of the person."""
        return [self._said(call) for call in self.graph.sent(person)]

    @property
    def people(self) -> list[Person]:
        """All that there are."""
        return list(self._people.values())

    async def next(self, who: str, seconds: float = 5.0) -> Said:
        """The oldest message to somebody that was not yet read by `next`; waits for it."""
        number = self._read[who]
        await self.graph.until(lambda: len(self.received(who)) > number, seconds)
        self._read[who] += 1
        return self.received(who)[number]

    async def until(self, true: Callable[[], Any], seconds: float = 5.0) -> None:
        """Wait until something about what the bot did is true."""
        await self.graph.until(true, seconds)

    def _said(self, call: Call) -> Said:
        fields, kind = call.fields, call.fields["type"]
        said = fields[kind]
        match kind:
            case "text":
                return Said(call.id, said["body"])
            case "interactive":
                file = self._file(said.get("header", {}))
                return Said(
                    call.id, said["body"]["text"], _buttons(said["action"]), file, listed=said["type"] == "list"
                )
            case "template":
                return self._in_a_template(call.id, said)
            case "image" | "document":
                return Said(call.id, said.get("caption", ""), file=self.graph.media[said["id"]])
        return Said(call.id, str(said))

    def _in_a_template(self, number: str, said: Mapping[str, Any]) -> Said:
        template = named(self.graph.approved, said)
        assert template is not None
        sends = payloads(said)
        buttons = tuple((label, sends.get(place, label)) for place, label in enumerate(template.buttons))
        return Said(number, template.said(values(said)), buttons, template=template.name)

    def _file(self, header: Mapping[str, Any]) -> Upload | None:
        return next((self.graph.media[header[kind]["id"]] for kind in ("image", "document") if kind in header), None)

    def _find(self, who: str, button: str) -> tuple[Said, str, str]:
        for said in reversed(self.received(who)):
            for label, sends in said.buttons:
                if button in (label, sends):
                    return said, label, sends
        return Said("wamid.of-long-ago"), button, button

    async def _signed(self, raw: bytes) -> int:
        return await self.post(raw, signed(raw, self.secret))

    async def _over_http(self, raw: bytes, headers: Mapping[str, str]) -> int:
        async with asyncio.timeout(PATIENCE):
            while True:
                if (status := await self._posted(raw, headers)) == OK or not self.patient:
                    return status
                await asyncio.sleep(PAUSE)

    async def _posted(self, raw: bytes, headers: Mapping[str, str]) -> int:
        try:
            async with self._client.post(self.webhook, data=raw, headers=headers) as answer:
                return answer.status
        except ClientConnectionError:
            return 0

    async def _report_always(self) -> None:
        while True:
            await self.graph.until(lambda: self.graph.statuses, FOREVER)
            await self.report()


def _buttons(action: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    if "buttons" in action:
        return tuple((one["reply"]["title"], one["reply"]["id"]) for one in action["buttons"])
    rows: Sequence[Mapping[str, str]] = [row for section in action["sections"] for row in section["rows"]]
    return tuple((row.get("description") or row["title"], row["id"]) for row in rows)
