"""Every transcript holds, word for word, on its database and channel (all of them with CARIK_FULL=1)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import product
from pathlib import Path
from zlib import crc32

import pytest

from handlers.help import EXAMPLES, OF_MEETINGS, OF_PAPERS
from tests.player.playing import Played
from tests.player.stages import CHANNELS, SPECIAL, Channel, played_on
from tests.player.story import Said, Scene, played_only_on, read_story
from tests.share import FULL, chosen
from tests.storage.fresh import KINDS, Kind

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.chat"))
Databases = Callable[[Kind], Awaitable[str]]
CASES = list(product(KINDS, CHANNELS))
# The databases and channels among which a short run chooses: mostly the pair that is played fastest.
CHOICE = [CASES[0]] * 24 + CASES[1:3] * 3 + CASES[3:]


def cases() -> list[object]:
    """Every third transcript, each with the one database and channel its name chooses; or all with all."""
    told = [file for file in TRANSCRIPTS if chosen(f"{file.stem} played", 3)]
    return [pytest.param(file, *case, id="-".join([file.stem, *case])) for file in told for case in cases_of(file)]


def cases_of(file: Path) -> list[tuple[Kind, Channel]]:
    """The databases and channels on which a transcript is tried now, of those on which it can be played."""
    only = played_only_on(file)
    able = [(kind, channel) for kind, channel in product(KINDS, (*CHANNELS, *SPECIAL)) if channel in (only or CHANNELS)]
    if FULL:
        return able
    choice = CHOICE[crc32(file.stem.encode()) % len(CHOICE)]
    return [choice if choice in able else able[0]]


def test_a_transcript_names_channels_that_there_are() -> None:
    told = {file.name: set(played_only_on(file)) for file in TRANSCRIPTS}
    assert {name: only for name, only in told.items() if not only <= {*CHANNELS, *SPECIAL}} == {}
    assert all(only == set(read_story(TRANSCRIPTS[0].with_name(name)).only) for name, only in told.items() if only)


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
    promised = {example.casefold() for examples in (*EXAMPLES.values(), OF_MEETINGS, OF_PAPERS) for example in examples}
    assert promised <= said, f"in no transcript: {sorted(promised - said)}"
