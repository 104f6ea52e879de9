"""Who may call the simulator: this machine, and no page of another site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.channels.simulator.channel import Simulator
from bot.channels.simulator.clock import OffsetClock
from bot.channels.simulator.interface import PAGE
from bot.ports import PortTaken
from tests.simulator.echo import EchoDesk
from tests.simulator.world import World, opened

HALO = {"person": "sri", "text": "halo"}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8080", "192.168.1.5", "", "0.0.0.0"])
async def test_a_call_that_names_another_host_is_refused(world: World, host: str) -> None:
    answer = await world.post("/simulator/say", HALO, {"Host": host})
    assert (answer.status_code, list(answer.json())) == (403, ["error"])
    assert (await world.client.get("/simulator/messages?person=sri", headers={"Host": host})).status_code == 403
    assert world.desk.taken == []


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.example", "file://"])
async def test_a_page_of_another_site_is_refused(world: World, origin: str) -> None:
    answer = await world.post("/simulator/say", HALO, {"Origin": origin})
    assert (answer.status_code, list(answer.json())) == (403, ["error"])
    assert world.desk.taken == []


@pytest.mark.parametrize("origin", ["http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"])
async def test_pages_of_this_machine_may_call(world: World, origin: str) -> None:
    assert (await world.post("/simulator/say", HALO, {"Origin": origin})).status_code == 200


async def test_a_body_has_to_be_declared_as_json(world: World) -> None:
    words = '{"person": "sri", "text": "halo"}'
    for declared in ("text/plain", "application/x-www-form-urlencoded", ""):
        answer = await world.client.post("/simulator/say", content=words, headers={"Content-Type": declared})
        assert (answer.status_code, list(answer.json())) == (415, ["error"])
    assert world.desk.taken == []


@pytest.mark.parametrize(("content", "status"), [("{", 400), ("[1]", 400), ('"' + "x" * 70_000 + '"', 413)])
async def test_a_body_that_cannot_be_read_is_said_to_be_so(world: World, content: str, status: int) -> None:
    answer = await world.client.post(
        "/simulator/say", content=content, headers={"Content-Type": "application/json; charset=utf-8"}
    )
    assert (answer.status_code, list(answer.json())) == (status, ["error"])


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/simulator/files/7", 404),
        ("GET", "/simulator/say", 405),
        ("GET", "/simulator/messages", 400),
        ("GET", "/simulator/messages?person=sri&after=x", 400),
        ("GET", "/simulator/messages?person=sri&after=-1", 400),
    ],
)
async def test_errors_are_json(world: World, method: str, path: str, status: int) -> None:
    answer = await world.client.request(method, path)
    assert (answer.status_code, list(answer.json())) == (status, ["error"])


async def test_a_fault_behind_it_is_a_500_that_tells_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(messages: object) -> None:
        raise RuntimeError("the words of Bu Sri")

    monkeypatch.setattr(world.desk, "take", broken)
    answer = await world.post("/simulator/say", HALO)
    assert (answer.status_code, list(answer.json())) == (500, ["error"])
    assert "RuntimeError" in caplog.text
    assert "Bu Sri" not in caplog.text + answer.text


async def test_health_says_that_messages_can_be_taken(world: World) -> None:
    answer = await world.client.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


async def test_the_page_asks_for_nothing_from_outside(world: World) -> None:
    answer = await world.client.get("/")
    assert answer.headers["content-type"].startswith("text/html")
    policy = answer.headers["content-security-policy"].split("; ")
    assert "default-src 'none'" in policy
    assert {source for rule in policy for source in rule.split()[1:]} == {"'none'", "'self'", "'script'"}
    for file in PAGE.iterdir():
        part = await world.client.get(f"/{file.name}")
        assert part.status_code == 200
        assert set(re.findall(r"//[\w.]+", part.text)) <= {"//www.w3.org"}  # the name of SVG, which nobody fetches


async def test_beside_real_people_neither_records_nor_clock_are_touched(tmp_path: Path) -> None:
    async with opened(tmp_path, live=True) as world:
        for path, body in (("reset", {"scenario": "empty"}), ("clock", {"forward": "PT1H"})):
            answer = await world.post(f"/simulator/{path}", body)
            assert (answer.status_code, list(answer.json())) == (409, ["error"])
        assert world.desk.resets == 0
        assert (await world.client.get("/simulator/clock")).status_code == 200
        assert len(await world.say("sri", text="halo")) == 1


def test_it_never_listens_beyond_loopback(tmp_path: Path) -> None:
    clock = OffsetClock()
    with pytest.raises(ValueError, match="loopback"):
        Simulator(tmp_path, clock, EchoDesk(clock), host="0.0.0.0")


async def test_a_taken_port_is_one_clear_line(world: World, tmp_path: Path) -> None:
    port = world.client.base_url.port
    assert port is not None
    second = Simulator(tmp_path / "second", world.clock, world.desk, port=port)
    with pytest.raises(PortTaken, match=f"127.0.0.1:{port}") as taken:
        second.listen()
    assert "\n" not in str(taken.value)
