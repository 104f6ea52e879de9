"""A small Graph API: it takes what a bot sends over WhatsApp, and refuses what Meta would refuse."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from aiohttp import web

from tests.described import Upload
from tests.whatsapp.cloud_api import Refusal, named, refusals, upload_refusals
from tests.whatsapp.templates import Approved
from tests.whatsapp.webhook import OUR_NUMBER, PHONE_ID, Json, Person, status

DAY = 86_400
BURST, EVERY = 45, 6
"""So many messages to one person may be sent at once, and then one in so many seconds on average."""

STATUS = {190: 401, 130429: 429, 131056: 429}
WRONG_TOKEN = Refusal(190, "Invalid OAuth access token", "Cannot parse access token")
NO_SUCH = Refusal(100, "Unsupported post request", "Object with this ID does not exist")
NOBODY = Refusal(131026, "Message undeliverable", "The recipient has no WhatsApp, or cannot be written to")
CLOSED = Refusal(131047, "Re-engagement message", "More than 24 hours have passed since the recipient last replied")
TOO_FAST = Refusal(130429, "Rate limit hit", "Cloud API message throughput has been reached")
TOO_OFTEN = Refusal(131056, "Pair rate limit hit", "Too many messages to the same phone number in a short time")
TOO_MANY = Refusal(131048, "Spam rate limit hit", "There are restrictions on how many messages can be sent")
EXPECTED = {TOO_FAST.code, TOO_OFTEN.code, TOO_MANY.code}
"""What a bot cannot always know before: it is no breach."""


class Spared:
    """A message that is taken, though others are not."""


SPARED = Spared()


@dataclass(frozen=True, slots=True)
class Call:
    """One request to send or upload something, and how it was answered; status 0 is no answer.

    With an `id` it was accepted, as the message or file of that id; a `lost` message never arrives.
    """

    fields: Mapping[str, Any]
    status: int
    at: int
    id: str = ""
    person: Person | None = None
    lost: bool = False
    code: int = 0


class GraphApi:
    """`url` is the address a bot gets; `calls` are all that it asked so far, `breaches` what was wrong with that.

    `late` are errors that are told afterwards, by a status, though the message was accepted; `forgiven` ones that a
    test wants to see handled, which are no breach. Rates are kept to where they are set: `per_second` over all, `pairs`
    for one person, `tier` for how many people may be written to in a day outside their 24 hours. `shut` are people (by
    their ids) to whom nothing arrives. `statuses` wait to be posted.
    """

    def __init__(self, token: str, now: Callable[[], int], approved: Sequence[Approved] = ()) -> None:
        self.url = ""
        self.approved = list(approved)
        self.people: list[Person] = []
        self.calls: list[Call] = []
        self.breaches: list[str] = []
        self.late: set[int] = {NOBODY.code, TOO_MANY.code}
        self.forgiven: set[int] = set()
        self.shut: set[str] = set()
        self.heard: dict[str, int] = {}
        self.statuses: list[tuple[Person, Json]] = []
        self.media: dict[str, Upload] = {}
        self.per_second: int | None = None
        self.pairs = False
        self.tier: int | None = None
        self._token, self._now = token, now
        self._numbers = count(1)
        self._faults: deque[Refusal | Spared | None] = deque()
        self._buckets: dict[str, tuple[float, int]] = defaultdict(lambda: (BURST, 0))
        self._called = asyncio.Condition()

    @asynccontextmanager
    async def served(self) -> AsyncIterator[GraphApi]:
        """Listen on a free port of the loopback."""
        app = web.Application(client_max_size=128 * 1024 * 1024)
        app.router.add_post("/{version}/{phone}/messages", self._messages)
        app.router.add_post("/{version}/{phone}/media", self._upload)
        app.router.add_get("/{version}/{phone}", self._phone)
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    def fail(self, refusal: Refusal, times: int = 1) -> None:
        """Refuse the next messages for this reason, whatever they are."""
        self._faults.extend([refusal] * times)

    def drop(self, times: int = 1) -> None:
        """Cut the connection of the next messages before they reach anybody."""
        self._faults.extend([None] * times)

    def spare(self, times: int = 1) -> None:
        """Let the next messages pass, so that what is set after this meets those behind them."""
        self._faults.extend([SPARED] * times)

    def sent(self, person: str) -> list[Call]:
        """What has arrived at somebody known by this id, oldest first."""
        found = self.known(person)
        return [call for call in self.calls if call.person is found and call.id and not call.lost]

    def known(self, person: str) -> Person:
        """Who is known by a number or another id."""
        return next(each for each in self.people if person in (each.phone, each.user_id))

    async def until(self, true: Callable[[], Any], seconds: float = 5.0) -> None:
        """Wait until something about the calls is true; TimeoutError otherwise."""
        async with asyncio.timeout(seconds), self._called:
            await self._called.wait_for(true)

    def open(self, person: Person) -> bool:
        """Whether somebody may be written to freely now."""
        return self._now() < self.heard.get(person.user_id, -DAY) + DAY

    # -- requests

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        fields = await request.json()
        fault = self._faults.popleft() if self._faults and "status" not in fields else SPARED
        if not isinstance(fault, Spared):
            await self._note(Call(fields, 0 if fault is None else 400, self._now(), code=fault.code if fault else 0))
            return _cut(request) if fault is None else _answer(fault)
        if refused := self._unknown(request) or next(iter(refusals(fields, self.media, self.approved)), None):
            return await self._refuse(fields, refused)
        if "status" in fields:
            await self._note(Call(fields, 200, self._now()))
            return web.json_response({"success": True})
        person = self._person(fields)
        if person is None:
            return await self._refuse(fields, NOBODY)
        return await self._accept(fields, person)

    async def _accept(self, fields: Json, person: Person) -> web.StreamResponse:
        refused = self._too_fast(person) or self._undue(fields, person)
        if refused and refused.code not in self.late:
            return await self._refuse(fields, refused, person)
        if refused:
            self._breach(refused)
        message = f"wamid.HBg{next(self._numbers):09}="
        self.statuses += self._reports(message, fields, person, refused)
        await self._note(
            Call(fields, 200, self._now(), message, person, refused is not None, refused.code if refused else 0)
        )
        asked = fields.get("to") or fields["recipient"]
        contact = {"input": asked, **{key: value for key, value in person.contact().items() if key != "profile"}}
        answer = {"messaging_product": "whatsapp", "contacts": [contact], "messages": [{"id": message}]}
        return web.json_response(answer)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        fields = {name: _field(value) for name, value in (await request.post()).items()}
        if refused := self._unknown(request) or next(iter(upload_refusals(fields)), None):
            return await self._refuse(fields, refused)
        number = str(next(self._numbers))
        self.media[number] = fields["file"]
        await self._note(Call(fields, 200, self._now(), number))
        return web.json_response({"id": number})

    async def _phone(self, request: web.Request) -> web.StreamResponse:
        if refused := self._unknown(request):
            return _answer(refused)
        return web.json_response({"id": PHONE_ID, "display_phone_number": OUR_NUMBER, "verified_name": "Carik"})

    def _unknown(self, request: web.Request) -> Refusal | None:
        if request.headers.get("Authorization") != f"Bearer {self._token}":
            return WRONG_TOKEN
        return None if request.match_info["phone"] == PHONE_ID else NO_SUCH

    def _person(self, fields: Mapping[str, str]) -> Person | None:
        """Of the two ways to say who is meant the number comes first."""
        if to := fields.get("to"):
            return next((each for each in self.people if each.phone == to.removeprefix("+")), None)
        return next((each for each in self.people if each.user_id == fields["recipient"]), None)

    # -- what may not be sent now

    def _undue(self, fields: Mapping[str, Any], person: Person) -> Refusal | None:
        if person.id in self.shut:
            return NOBODY
        if self.open(person):
            return None
        if fields["type"] != "template":
            return CLOSED
        return TOO_MANY if self._over_the_tier(person) else None

    def _over_the_tier(self, person: Person) -> bool:
        since = self._now() - DAY
        told = [call for call in self.calls if call.at > since and call.fields.get("type") == "template" and call.id]
        people = {call.person.id for call in told if call.person and not call.lost} - {person.id}
        return self.tier is not None and len(people) >= self.tier

    def _too_fast(self, person: Person) -> Refusal | None:
        now = self._now()
        if self.per_second and sum(1 for call in self.calls if call.person and call.at == now) >= self.per_second:
            return TOO_FAST
        if not self.pairs:
            return None
        left, at = self._buckets[person.id]
        left = min(BURST, left + (now - at) / EVERY)
        if left < 1:
            return TOO_OFTEN
        self._buckets[person.id] = (left - 1, now)
        return None

    # -- answers

    def _reports(
        self, message: str, fields: Json, person: Person, refused: Refusal | None
    ) -> list[tuple[Person, Json]]:
        if refused:
            return [(person, status(message, person, "failed", self._now(), errors=[_error(refused)]))]
        pricing = self._pricing(fields, person)
        return [
            (person, status(message, person, state, self._now(), pricing=pricing)) for state in ("sent", "delivered")
        ]

    def _pricing(self, fields: Json, person: Person) -> Json:
        template = named(self.approved, fields["template"]) if fields["type"] == "template" else None
        free = self.open(person)
        kind = "free_customer_service" if free else "regular"
        category = template.category if template else "service"
        return {"billable": not free, "pricing_model": "PMP", "type": kind, "category": category}

    async def _refuse(self, fields: Json, refusal: Refusal, person: Person | None = None) -> web.StreamResponse:
        self._breach(refusal)
        answer = _answer(refusal)
        await self._note(Call(fields, answer.status, self._now(), person=person, code=refusal.code))
        return answer

    def _breach(self, refusal: Refusal) -> None:
        if refusal.code not in self.forgiven | EXPECTED and not (refusal is NOBODY and self.shut):
            self.breaches.append(f"{refusal.code} {refusal.title}: {refusal.details}")

    async def _note(self, call: Call) -> None:
        self.calls.append(call)
        async with self._called:
            self._called.notify_all()


def _answer(refusal: Refusal) -> web.Response:
    told = {
        "message": f"(#{refusal.code}) {refusal.title}",
        "type": "OAuthException",
        "code": refusal.code,
        "error_data": {"messaging_product": "whatsapp", "details": refusal.details},
        "fbtrace_id": "Az8or2yhqkZfEZ-_4Qn_Bam",
    }
    return web.json_response({"error": told}, status=STATUS.get(refusal.code, 400))


def _error(refusal: Refusal) -> Json:
    title = {"code": refusal.code, "title": refusal.title, "message": refusal.title}
    href = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"
    return {**title, "error_data": {"details": refusal.details}, "href": href}


def _cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()


def _field(value: Any) -> Any:
    return value if isinstance(value, str) else Upload(value.filename, value.content_type, value.file.read())
