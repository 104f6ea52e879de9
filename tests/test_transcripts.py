"""Every transcript holds, word for word, on its database and channel (all of them with CARIK_FULL=1)."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from itertools import product
from pathlib import Path
from zlib import crc32

import pytest

from handlers.help import EXAMPLES
from tests.player.playing import Played
from tests.player.stages import CHANNELS, Channel, played_on
from tests.player.story import Said, Scene, parse, read_story
from tests.storage.fresh import KINDS, Kind

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.chat"))
Databases = Callable[[Kind], Awaitable[str]]
CASES = list(product(KINDS, CHANNELS))


def cases() -> list[object]:
    """Each transcript with the one database and channel its name chooses, or with all."""
    full = os.environ.get("CARIK_FULL") == "1"
    return [
        pytest.param(file, kind, channel, id=f"{file.stem}-{kind}-{channel}")
        for file in TRANSCRIPTS
        for number, (kind, channel) in enumerate(CASES)
        if full or number == crc32(file.stem.encode()) % len(CASES)
    ]


@pytest.mark.parametrize(("file", "kind", "channel"), cases())
async def test_the_transcript_holds(
    file: Path, kind: Kind, channel: Channel, databases: Databases, tmp_path: Path
) -> None:
    async with played_on(channel, await databases(kind), tmp_path) as player:
        async for played in player.play(read_story(file)):
            if played.problems:
                pytest.fail(told(file, played), pytrace=False)


def told(file: Path, played: Played) -> str:
    """What went wrong in which line, as it is to be read."""
    part = played.part
    line = part.action.line if isinstance(part, Scene) else part.line
    return "\n".join([f"{file.name}:{line}", *played.problems])


def test_every_example_of_the_help_is_said_in_a_transcript() -> None:
    said = {
        part.action.words.casefold()
        for file in TRANSCRIPTS
        for part in read_story(file).parts
        if isinstance(part, Scene) and isinstance(part.action, Said)
    }
    promised = {example.casefold() for examples in EXAMPLES.values() for example in examples}
    assert promised <= said, f"in no transcript: {sorted(promised - said)}"


STORY = """
given  JP Mandiri of RT 3: secretary Sri, 3 members, schedule weekly thursday 19:30     at 2026-11-23 09:00
Sri > /kumpulan
bot > {right}
then   nothing was written
"""
RIGHT = "Kumpulan JP Mandiri berikutnya: Kamis, 26 November 2026, 19.30 WIB."


async def problems(right: str, databases: Databases, folder: Path, story: str = STORY) -> list[str]:
    """What is wrong with a small story."""
    async with played_on("simulator", await databases("sqlite"), folder) as player:
        parsed = parse(Path("small.chat"), story.replace("{right}", right))
        return [problem async for played in player.play(parsed) for problem in played.problems]


async def test_a_story_that_holds_has_no_problem(databases: Databases, tmp_path: Path) -> None:
    assert await problems(RIGHT, databases, tmp_path) == []


async def test_a_wrong_expected_line_fails(databases: Databases, tmp_path: Path) -> None:
    [problem] = await problems(RIGHT.replace("Kamis", "Rabu"), databases, tmp_path)
    assert "expected: bot to Sri > Kumpulan JP Mandiri berikutnya: Rabu" in problem
    assert "got:      bot to Sri > Kumpulan JP Mandiri berikutnya: Kamis" in problem


async def test_a_message_that_is_not_expected_fails(databases: Databases, tmp_path: Path) -> None:
    story = STORY.replace("bot > {right}\n", "")
    [problem] = await problems("", databases, tmp_path, story)
    assert problem.startswith("not expected: bot to Sri > Kumpulan")


async def test_a_message_to_somebody_else_fails(databases: Databases, tmp_path: Path) -> None:
    story = STORY.replace("bot > ", "bot to Tini > ")
    missing, unexpected = await problems(RIGHT, databases, tmp_path, story)
    assert "bot to Tini" in missing
    assert unexpected.startswith("not expected: bot to Sri")


async def test_a_message_that_does_not_come_fails(databases: Databases, tmp_path: Path) -> None:
    [problem] = await problems(f"{RIGHT}\nbot > Masih ada lagi.", databases, tmp_path)
    assert problem.endswith("got:      nothing")


async def test_buttons_are_compared_too(databases: Databases, tmp_path: Path) -> None:
    [problem] = await problems(f"{RIGHT} [Simpan]", databases, tmp_path)
    assert "[Simpan]" in problem


async def test_records_that_are_otherwise_fail(databases: Databases, tmp_path: Path) -> None:
    story = STORY + "then   JP Mandiri has 4 members\n"
    assert await problems(RIGHT, databases, tmp_path, story) == ["the records say: 3"]
