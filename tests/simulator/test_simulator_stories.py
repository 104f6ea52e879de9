"""Beginning anew, and stories played on the phones."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import time
from pathlib import Path

import pytest

from bot.channels.simulator.clock import instant_of, written
from bot.channels.simulator.stage import DEMO
from bot.channels.simulator.story import Line, Move, StoryBroken, parse, play
from tests.simulator.world import World, opened

NOW = instant_of("2026-11-26T19:00:00+07:00")
STORY = """\
# a remark
@ -56d 19:30
sri > bikin kelompok

@ -3d 08:00
sri > daftar anggota
    1. Siti Aminah P
    2. Darmo L
sri > [Simpan]
"""


class Listener:
    """Plays a story's teller: notes what it is told, and answers with what it was given."""

    def __init__(self, replies: Sequence[str] = ("baik",)) -> None:
        self.heard: list[tuple[str, str]] = []
        self.replies = replies

    async def move(self, to: int) -> None:
        self.heard.append(("clock", written(to)))

    async def text(self, person: str, text: str) -> Sequence[str]:
        self.heard.append((person, text))
        return self.replies

    async def tap(self, person: str, label: str) -> Sequence[str]:
        if label != "Simpan":
            raise LookupError(label)
        self.heard.append((person, f"tap {label}"))
        return self.replies


def test_a_story_is_read_line_by_line() -> None:
    assert parse(STORY) == [
        Move(2, 56, time(19, 30)),
        Line(3, "sri", "bikin kelompok"),
        Move(5, 3, time(8, 0)),
        Line(6, "sri", "daftar anggota\n1. Siti Aminah P\n2. Darmo L"),
        Line(9, "sri", "[Simpan]"),
    ]


@pytest.mark.parametrize(
    ("story", "line"),
    [
        ("sri says hello", 1),
        ("\n@ 3d 19:30", 2),
        ("    begins in the middle", 1),
        ("@ -3d 19:30\n    1. Siti", 2),
        ("@ -3d 19:30\n@ -4d 19:30", 2),
        ("@ -3d 19:30\n@ -3d 08:00", 2),
        ("@ -0d 08:00", 1),
    ],
)
def test_a_line_that_is_no_step_is_named(story: str, line: int) -> None:
    with pytest.raises(StoryBroken, match=f"line {line}:"):
        parse(story)


async def test_a_story_is_played_relative_to_today() -> None:
    listener = Listener()
    await play(parse(STORY), NOW, "", listener)
    assert listener.heard == [
        ("clock", "2026-10-01T19:30:00+07:00"),
        ("sri", "bikin kelompok"),
        ("clock", "2026-11-23T08:00:00+07:00"),
        ("sri", "daftar anggota\n1. Siti Aminah P\n2. Darmo L"),
        ("sri", "tap Simpan"),
    ]


async def test_the_last_code_that_was_sent_can_be_said() -> None:
    listener = Listener(["Silakan teruskan: /start TINI-1", "atau https://t.me/carik?start=TINI_2"])
    await play(parse("nurul > /start {code}\nsri > undang bu tini\ntini > /start {code}"), NOW, "FIRST", listener)
    assert [text for _, text in listener.heard] == ["/start FIRST", "undang bu tini", "/start TINI_2"]


async def test_a_story_may_name_the_weekday_it_is_told_on() -> None:
    listener = Listener()
    await play(parse("@ -7d 08:00\nsri > kumpulan tiap {day} jam 19.30"), NOW, "", listener)
    assert listener.heard[-1] == ("sri", "kumpulan tiap Kamis jam 19.30")


async def test_a_story_breaks_off_where_the_product_does_not_go_along() -> None:
    with pytest.raises(StoryBroken, match=r"line 2: sri has no button \[Batal\]"):
        await play(parse("sri > halo\nsri > [Batal]"), NOW, "", Listener())
    with pytest.raises(StoryBroken, match="line 1: nothing was answered"):
        await play(parse("sri > halo"), NOW, "", Listener([]))


def test_the_demo_can_be_read() -> None:
    assert any(isinstance(step, Line) for step in parse(DEMO.read_text(encoding="utf-8")))


async def test_an_empty_beginning_empties_phones_and_records_and_gives_the_first_code(world: World) -> None:
    await world.say("sri", text="halo", id="u1")
    answer = await world.post("/simulator/reset", {"scenario": "empty", "now": "2026-11-26T19:00:00+07:00"})
    assert (answer.status_code, answer.json()) == (200, {"facilitator_code": "KODE1"})
    assert world.clock.now() - NOW in (0, 1)
    assert await world.texts("sri") == []
    assert (await world.client.get("/simulator/people")).json() == {"people": []}
    assert len(await world.say("sri", text="halo", id="u1")) == 1


async def test_a_beginning_without_a_time_is_at_the_real_time(world: World) -> None:
    real = world.clock.now()
    world.clock.set(NOW - 10**7)
    await world.post("/simulator/reset", {"scenario": "empty"})
    assert world.clock.now() - real in (0, 1, 2)


async def test_phones_stay_empty_over_a_restart_after_a_new_beginning(tmp_path: Path) -> None:
    async with opened(tmp_path) as world:
        await world.say("sri", text="halo")
        await world.post("/simulator/reset", {"scenario": "empty"})
    async with opened(tmp_path) as world:
        assert await world.texts("sri") == []


async def test_the_page_is_told_which_story_it_shows_also_after_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as world:
        await world.post("/simulator/reset", {"scenario": "empty"})
        await world.say("sri", text="halo")
        before = await world.client.get("/simulator/said", params={"person": "sri"})
    async with opened(tmp_path) as world:
        after = await world.client.get("/simulator/said", params={"person": "sri"})
    assert (before.json()["scenario"], after.json()["scenario"]) == ("empty", "empty")
    assert before.json()["era"] != after.json()["era"]


@pytest.mark.parametrize(
    "body", [{}, {"scenario": "full"}, {"scenario": ["demo"]}, {"scenario": "empty", "now": "now"}]
)
async def test_a_beginning_that_is_none_empties_nothing(world: World, body: dict[str, object]) -> None:
    await world.say("sri", text="halo")
    answer = await world.post("/simulator/reset", body)
    assert (answer.status_code, list(answer.json())) == (400, ["error"])
    assert await world.texts("sri") == ["text: halo"]
    assert world.desk.resets == 0


async def test_the_demo_is_told_by_people_on_their_phones_and_ends_now(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tmp_path / "demo.chat"
    story.write_text("@ -56d 19:30\nnurul > /start {code}\n@ -3d 08:00\nsri > ask\nsri > [Simpan]\n", encoding="utf-8")
    monkeypatch.setattr("bot.channels.simulator.stage.DEMO", story)
    answer = await world.post("/simulator/reset", {"scenario": "demo", "now": "2026-11-26T19:00:00+07:00"})
    assert answer.status_code == 200, answer.text
    assert [(message.user, message.text or message.tap, written(message.at)[:16]) for message in world.desk.taken] == [
        ("nurul", "/start KODE1", "2026-10-01T19:30"),
        ("sri", "ask", "2026-11-23T08:00"),
        ("sri", "save:1", "2026-11-23T08:00"),
    ]
    assert world.clock.now() - NOW in (0, 1, 2)


async def test_a_demo_that_breaks_off_says_where(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = tmp_path / "demo.chat"
    story.write_text("sri > halo\nsri > [Simpan]\n", encoding="utf-8")
    monkeypatch.setattr("bot.channels.simulator.stage.DEMO", story)
    answer = await world.post("/simulator/reset", {"scenario": "demo"})
    assert answer.status_code == 500
    assert "line 2: sri has no button [Simpan]" in answer.json()["error"]
    assert len(await world.say("tini", text="still here")) == 1


async def test_who_speaks_while_the_clock_moves_is_heard_afterwards(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticking, go_on = asyncio.Event(), asyncio.Event()

    async def slow_tick() -> None:
        ticking.set()
        await go_on.wait()

    monkeypatch.setattr(world.desk, "tick", slow_tick)
    moving = asyncio.ensure_future(world.post("/simulator/clock", {"forward": "PT1H"}))
    await ticking.wait()
    saying = asyncio.ensure_future(world.say("sri", text="halo"))
    await asyncio.sleep(0.1)
    assert world.desk.taken == []
    go_on.set()
    assert (await moving).status_code == 200
    assert len(await saying) == 1


async def test_a_story_waits_for_what_another_persons_turn_brings(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tmp_path / "demo.chat"
    story.write_text("tini > halo\nsri > [Ya]\n", encoding="utf-8")
    monkeypatch.setattr("bot.channels.simulator.stage.DEMO", story)
    tick = world.desk.tick

    async def delivering() -> None:
        if world.desk.taken and not await world.texts("sri"):
            await world.desk.send("sri", "Bu Tini?", "alert", buttons=(("Ya", "yes"),))
        await tick()

    monkeypatch.setattr(world.desk, "tick", delivering)
    answer = await world.post("/simulator/reset", {"scenario": "demo"})
    assert answer.status_code == 200, answer.text
    assert world.desk.taken[-1].tap == "yes"
