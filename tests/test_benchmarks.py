"""The benchmarks measure what they say: each conversation gets its answers, and a small fan-out keeps every promise."""

from __future__ import annotations

from pathlib import Path

from benchmarks.conversations import FOUNDING, QUESTION, REGISTRATION
from benchmarks.fanout import fan_out
from benchmarks.papers import papers
from benchmarks.readiness import readiness
from benchmarks.table import table
from bot.messages import Incoming
from bot.router import Router
from bot.turn import Attempt, Turns
from handlers import ALL, WORKS, guard
from storage.database import SqliteDatabase
from storage.preparing import prepare
from storage.records import Records
from tests.desk import reader

NOW = 1_795_399_200


async def test_each_text_of_the_race_gets_the_answer_that_is_waited_for(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "carik.db")
    await prepare(database)
    turns = Turns[Records](Router(ALL, guard), reader(), WORKS)
    lines = [*FOUNDING, *QUESTION.lines, *REGISTRATION.lines, *REGISTRATION.lines]
    for number, (text, expected) in enumerate(lines):
        new = Incoming(channel="telegram", update=str(number), chat="7", user="7", at=NOW, text=text, name="Sri")
        attempt = Attempt(until=NOW + 60)

        def take(records: Records, new: Incoming = new, attempt: Attempt = attempt) -> None:
            records.inbox.add([new], NOW)
            turns.take(records, attempt, ("telegram", "7"), NOW)
            if attempt.answer:
                records.outbox.sent([(attempt.answer.id, "1")], NOW)

        await database.run(take)
        assert attempt.answer is not None
        assert expected in attempt.answer.text, text
        assert not attempt.left, "one answer to each text"
    await database.close()


def test_a_fan_out_comes_near_the_ideal_breaks_no_limit_and_holds_up_no_answer() -> None:
    found = fan_out(reminders=2_500, asked=60)
    assert (found["reminders"], found["answers"]) == (2_500, 60)
    assert found["ratio"] <= 1.1
    held = ("most_in_a_second", "most_in_a_second_to_a_chat", "most_in_a_minute_to_a_group")
    assert [found[name] for name in held] == [30, 1, 20]
    assert found["answer_waits_at_most"] <= 1.0


def test_the_table_holds_every_figure_and_its_goal() -> None:
    row = {"load": "one by one", "updates_per_second": 200.0, "ratio": 1.0, "ratios": [1.0, 1.0]}
    shown = table(
        {
            "turns": [{**row, "bot": "echo", "a person": "says"}, {**row, "bot": "Carik", "a person": "asks"}],
            "fan_out": fan_out(reminders=200, asked=3),
            "tick": {"milliseconds_with_1000": 8.1, "milliseconds_with_1000000": 8.2, "ratio": 1.01},
            "readiness": readiness(few=2, many=4),
            "beginning": {
                "carik_seconds": 1.2,
                "echo_seconds": 0.4,
                "start_ratio": 3.0,
                "carik_mebibytes": 80,
                "echo_mebibytes": 44,
                "memory_ratio": 1.82,
            },
            "understanding": {"messages_per_second": 4_000, "share_of_a_turn": None},
            "papers": papers(times=2, blocks=1),
        }
    )
    lines = shown.splitlines()
    assert len({line.count("|") for line in lines}) == 1
    assert [line.split("|")[4].strip() for line in lines[6:7] + lines[8:10]] == ["1.01", "3.00", "1.82"]
    assert sum("at most" in line for line in lines) == 7
