"""The server that platforms call: whose routes it serves, and what "/health" says and does not say."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import httpx
import pytest

from bot.channels.server import server
from bot.channels.web import Answer, Call, Route
from bot.host import Host, first
from bot.messages import Attachment, Outgoing
from bot.ports import Channel, Database, Pace, Take, TokenRefused, Unavailable
from bot.router import Router
from bot.turn import Turns
from handlers import ALL, guard
from storage.database import AsyncDatabase
from storage.records import Records
from tests.desk import NOW, reader
from tests.player.phones import StoryClock


class Silent:
    """A channel on which nobody writes."""

    pace: Pace | None = None
    leased = False

    def __init__(self, name: str, *, starts: bool = True) -> None:
        self.name = name
        self.started = asyncio.Event()
        if starts:
            self.started.set()

    async def start(self) -> None:
        await self.started.wait()

    async def receive(self, take: Take) -> None:
        await asyncio.Event().wait()

    async def send(self, message: Outgoing, attachments: Sequence[Attachment] = ()) -> str:
        return ""

    def is_group(self, chat: str) -> bool:
        return False

    def link(self, code: str, *, chat: bool = False) -> str:
        return ""

    async def close(self) -> None:
        """Nothing is held."""


class Taking(Silent):
    """One that says when it receives, and that a platform may keep its messages."""

    leased = True

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.taking = asyncio.Event()

    async def receive(self, take: Take) -> None:
        self.taking.set()
        await asyncio.Event().wait()


class Calling(Silent):
    """One whose platform calls it."""

    @property
    def routes(self) -> Sequence[Route]:
        async def act(call: Call) -> Answer:
            return {"called": self.name}

        return [Route("POST", f"/{self.name}", act)]


class Ready:
    """Says whether messages can be taken, and counts how often it was asked."""

    def __init__(self, *, well: bool = True) -> None:
        self.well, self.asked = well, 0
        self.answers = asyncio.Event()
        self.answers.set()

    async def __call__(self) -> bool:
        self.asked += 1
        await self.answers.wait()
        return self.well


@asynccontextmanager
async def served(*channels: Channel, public: str = "", ready: Ready | None = None) -> AsyncIterator[httpx.AsyncClient]:
    web = server("127.0.0.1", 0, public, channels, ready or Ready())
    async with httpx.AsyncClient(base_url=web.listen()) as client:
        serving = asyncio.create_task(web.serve())
        yield client
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving


async def test_the_routes_of_all_channels_that_have_some_are_on_one_port() -> None:
    async with served(Calling("one"), Silent("two"), Calling("three")) as client:
        for name in ("one", "three"):
            assert (await client.post(f"/{name}", json={})).json() == {"called": name}
        assert (await client.post("/two", json={})).status_code == 404
        assert (await client.get("/one")).status_code == 405


async def test_the_path_of_the_public_address_comes_before_that_of_a_channel() -> None:
    async with served(Calling("one"), public="https://desa.example.org/carik") as client:
        assert (await client.post("/carik/one", json={})).status_code == 200
        assert (await client.post("/one", json={})).status_code == 404
        assert (await client.get("/health")).status_code == 200


async def test_health_says_that_all_is_well_or_that_it_is_not_and_nothing_else() -> None:
    async with served(Calling("one"), ready=Ready()) as client:
        well = await client.get("/health", headers={"Host": "carik.example.org"})
        assert (well.status_code, well.json()) == (200, {"status": "ok"})
    async with served(Calling("one"), ready=Ready(well=False)) as client:
        unwell = await client.get("/health")
        assert (unwell.status_code, list(unwell.json())) == (503, ["error"])


async def test_the_records_are_asked_once_however_often_anybody_asks() -> None:
    ready = Ready()
    async with served(ready=ready) as client:
        answers = await asyncio.gather(*(client.get("/health") for _number in range(20)))
    assert {answer.status_code for answer in answers} == {200}
    assert ready.asked == 1


async def test_records_that_do_not_answer_are_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.server.PATIENCE", 0.05)
    monkeypatch.setattr("bot.channels.server.FRESH", {True: 0.0, False: 0.0})
    ready = Ready()
    ready.answers.clear()
    async with served(ready=ready) as client:
        for _time in range(3):
            assert (await client.get("/health")).status_code == 503
        assert ready.asked == 1
        ready.answers.set()
        assert (await client.get("/health")).status_code == 200


class Failing:
    """Records that can be read and, as long as the disk is full, not be written."""

    def __init__(self, database: AsyncDatabase) -> None:
        self._database, self.full = database, False

    def __getattr__(self, name: str) -> object:
        if self.full and name == "run":
            raise Unavailable("the disk is full")
        return getattr(self._database, name)


def hosting(database: Database[Records], channel: Channel) -> Host[Records]:
    clock = StoryClock()
    clock.set(NOW)
    host = Host(database, Turns[Records](Router(ALL, guard), reader(), {}), clock)
    host.add(channel)
    return host


async def test_messages_can_be_taken_once_every_channel_has_started(database: AsyncDatabase) -> None:
    channel, stop = Silent("one", starts=False), asyncio.Event()
    host = hosting(database, channel)
    assert not await host.is_ready()
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(host.run(stop))
        await asyncio.sleep(0.05)
        assert not await host.is_ready()
        channel.started.set()
        await asyncio.sleep(0.05)
        assert await host.is_ready()
        stop.set()


async def test_messages_cannot_be_taken_while_the_records_cannot_be_written(database: AsyncDatabase) -> None:
    records, stop = Failing(database), asyncio.Event()
    host = hosting(records, Silent("one"))  # type: ignore[arg-type]
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(host.run(stop))
        await asyncio.sleep(0.05)
        records.full = True
        assert not await host.is_ready()
        records.full = False
        assert await host.is_ready()
        stop.set()


async def test_the_server_serves_and_ends_with_its_host(database: AsyncDatabase) -> None:
    channel, stop = Calling("one"), asyncio.Event()
    host = hosting(database, channel)
    web = server("127.0.0.1", 0, "", [channel], host.is_ready)
    url = web.listen()
    host.called_at(web)
    async with asyncio.timeout(5), httpx.AsyncClient(base_url=url) as client, asyncio.TaskGroup() as group:
        group.create_task(host.run(stop))
        assert (await client.get("/health")).status_code == 200
        assert (await client.post("/one", json={})).json() == {"called": "one"}
        stop.set()
    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(f"{url}/health")


class Refused(Silent):
    """One whose token is refused, at the start or later."""

    def __init__(self, name: str, *, leased: bool, later: bool) -> None:
        super().__init__(name)
        self.leased, self._later = leased, later

    async def start(self) -> None:
        if not self._later:
            raise TokenRefused(f"{self.name}.token", "it is not known")

    async def receive(self, take: Take) -> None:
        raise TokenRefused(f"{self.name}.token", "it is not known")


@pytest.mark.parametrize(("leased", "later"), [(False, False), (True, False), (True, True)])
async def test_a_token_that_one_platform_refuses_ends_nothing_for_the_others(
    database: AsyncDatabase, leased: bool, later: bool, caplog: pytest.LogCaptureFixture
) -> None:
    other, stop = Taking("other"), asyncio.Event()
    host = hosting(database, Refused("one", leased=leased, later=later))
    host.add(other)
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(host.run(stop))
        await other.taking.wait()
        while "is not served" not in caplog.text or not await host.is_ready():  # noqa: ASYNC110  nobody tells
            await asyncio.sleep(0.01)
        stop.set()
    assert caplog.text.count("one is not served, the others are: one.token: it is not known") == 1


async def test_where_all_platforms_refuse_their_tokens_nothing_is_served(database: AsyncDatabase) -> None:
    host = hosting(database, Refused("one", leased=False, later=False))
    host.add(Refused("two", leased=True, later=False))
    host.add(Silent("simulator"))
    with pytest.raises(BaseExceptionGroup) as ended:
        async with asyncio.timeout(5):
            await host.run(asyncio.Event())
    assert isinstance(first(ended.value), TokenRefused)
