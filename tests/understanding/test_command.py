"""Lines in, lines of JSON out."""

from __future__ import annotations

import json
from datetime import datetime

from bot.understanding import Reader
from bot.understanding.command import answer_lines


def test_every_line_is_answered_by_one_line_of_json(reader: Reader, now: datetime) -> None:
    lines = ["kapan kumpulan\n", "1. Bu Siti\\n2. Pak Karno\n", "\n"]
    answers = [json.loads(line) for line in answer_lines(reader, lines, now)]
    assert [answer["intent"] for answer in answers][:2] == ["next_meeting", "register_members"]
    assert len(answers) == 3
    assert len(answers[1]["slots"]["members"]) == 2
    assert all(set(answer) == {"intent", "slots", "confidence"} for answer in answers)


def test_only_the_vocabulary_of_slots_is_printed(reader: Reader, now: datetime) -> None:
    text = "daftar bu siti aminah 45 th"
    assert "spoken" in reader.understand(text, now).slots
    answer = json.loads(next(answer_lines(reader, [text], now)))
    assert set(answer["slots"]) == {"name", "gender", "age"}
