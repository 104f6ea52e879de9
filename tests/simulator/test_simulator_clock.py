"""The movable clock."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.channels.simulator.clock import OffsetClock, instant_of, seconds_of, written
from tests.simulator.world import World, opened

EVENING = "2026-11-26T19:00:00+07:00"


async def moved(world: World, **body: object) -> int:
    answer = await world.post("/simulator/clock", body)
    assert answer.status_code == 200, answer.text
    return instant_of(answer.json()["now"])


async def test_the_clock_is_set_and_runs_on(world: World) -> None:
    assert await moved(world, now=EVENING) - instant_of(EVENING) in (0, 1)
    shown = (await world.client.get("/simulator/clock")).json()
    assert list(shown) == ["now"]
    assert shown["now"].endswith("+07:00")
    assert instant_of(shown["now"]) - instant_of(EVENING) in (0, 1, 2)


async def test_the_clock_goes_forward_by_a_duration(world: World) -> None:
    start = await moved(world, now=EVENING)
    assert await moved(world, forward="P1DT2H") - start - 26 * 3600 in (0, 1, 2)


async def test_what_falls_due_on_the_way_is_done_in_order_and_at_its_hour(world: World) -> None:
    await moved(world, now=EVENING)
    start = instant_of(EVENING)
    world.desk.due = [(start + 7200, "sri", "second"), (start + 3600, "sri", "first"), (start + 86400, "sri", "later")]
    await moved(world, forward="PT3H")
    answer = (await world.client.get("/simulator/messages", params={"person": "sri"})).json()["messages"]
    assert [(message["text"], message["kind"], message["at"][:16]) for message in answer] == [
        ("first", "reminder", "2026-11-26T20:00"),
        ("second", "reminder", "2026-11-26T21:00"),
    ]
    await moved(world, forward="P1D")
    assert await world.texts("sri", after=2) == ["later"]


async def test_it_is_said_when_the_next_thing_falls_due(world: World) -> None:
    assert (await world.client.get("/simulator/due")).json() == {"due": None}
    world.desk.due = [(instant_of(EVENING) + 60, "sri", "later"), (instant_of(EVENING), "sri", "first")]
    assert (await world.client.get("/simulator/due")).json() == {"due": EVENING}


async def test_a_backward_move_resends_nothing(world: World) -> None:
    await moved(world, now=EVENING)
    world.desk.due = [(instant_of(EVENING) + 3600, "sri", "besok kumpulan")]
    await moved(world, forward="PT2H")
    ticks = len(world.desk.ticks)
    await moved(world, now=EVENING)
    assert len(world.desk.ticks) == ticks
    await moved(world, forward="PT2H")
    assert await world.texts("sri") == ["besok kumpulan"]


async def test_work_that_cannot_be_done_does_not_hold_the_clock(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await moved(world, now=EVENING)

    async def stuck() -> int:
        return instant_of(EVENING) + 60

    monkeypatch.setattr(world.desk, "next_due", stuck)
    assert await moved(world, forward="PT1H") - instant_of(EVENING) - 3600 in (0, 1, 2)


async def test_the_offset_survives_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as world:
        await moved(world, now=EVENING)
    async with opened(tmp_path) as world:
        assert world.clock.now() - instant_of(EVENING) in (0, 1, 2)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"now": "2026-11-26T19:00:00"},
        {"now": "kemarin"},
        {"now": 5},
        {"now": "1926-11-26T19:00:00+07:00"},
        {"forward": "1 jam"},
        {"forward": "P"},
        {"forward": "PT"},
        {"forward": "P1M"},
        {"forward": "-PT1H"},
        {"forward": "P99999999999999D"},
        {"forward": "P20000W"},
        {"now": EVENING, "forward": "PT1H"},
    ],
)
async def test_a_time_that_is_none_moves_nothing(world: World, body: dict[str, object]) -> None:
    before = world.clock.now()
    answer = await world.post("/simulator/clock", body)
    assert (answer.status_code, list(answer.json())) == (400, ["error"])
    assert world.clock.now() - before in (0, 1)


def test_a_clock_without_a_file_is_the_real_time_at_first() -> None:
    assert abs(OffsetClock().now() - datetime.now().timestamp()) < 2


@pytest.mark.parametrize(
    ("duration", "seconds"), [("PT2H", 7200), ("P1D", 86400), ("P1W", 604800), ("P1DT1H1M1S", 90061), ("PT0S", 0)]
)
def test_durations(duration: str, seconds: int) -> None:
    assert seconds_of(duration) == seconds


def test_an_instant_is_read_in_any_zone_and_written_in_ours() -> None:
    assert written(instant_of("2026-11-26T12:00:00Z")) == EVENING
