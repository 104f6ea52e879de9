"""Nothing that people say, are called or are reached by is ever in a log, however much is logged: whole conversations,
on all channels, with every logger of the process heard."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Iterator
from itertools import pairwise, product
from pathlib import Path

import pytest

from commands.serve import keep_words_out_of_logs
from tests.player.names import MEN, WOMEN
from tests.player.stages import CHANNELS, Channel, played_on
from tests.player.story import Said, Scene, Story, read_story
from tests.share import FULL
from tests.storage.fresh import Kind
from tests.telegram.world import TOKEN
from tests.whatsapp import world as whatsapp

Databases = Callable[[Kind], Awaitable[str]]
TRANSCRIPTS = Path(__file__).parent / "transcripts"
ALL = (
    *(
        "phone_is_lost",
        "my_data_is_deleted",
        "my_data",
        "join_by_phone_number",
        "keeper_stays_a_member",
        "nik_of_founders",
    ),
    *("voice_funeral", "minutes_said_to_be_wrong", "pasted_replies"),
)
"""Stories in which names, phones, NIK, codes, reasons, a death, a request and a file are."""
IDS = re.compile(r"62812\d{8}|ID\.\d{17}")
"""Numbers and opaque ids of people on WhatsApp; the ids of other channels are no numbers by which one is reached."""
SHORTLY: tuple[Channel, ...] = ("telegram", "simulator", "whatsapp")
"""The channels of the first stories, where not all are told on all."""
PIECE, SHORT = 10, 3
"""Letters of two words that stand side by side in a log by no chance, and of names that do."""


class Heard(logging.Handler):
    """Keeps all that is logged, as it would be printed, with the traceback."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def heard() -> Iterator[Heard]:
    """Everything is logged, as `main.py serve` does it with logging.level = "DEBUG"."""
    root, handler = logging.getLogger(), Heard()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    keep_words_out_of_logs()
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


def said_in(story: Story) -> Iterator[str]:
    """Every text that goes one way or the other, as far as the story tells it."""
    for part in story.parts:
        if isinstance(part, Scene):
            yield from ([part.action.words, part.action.who] if isinstance(part.action, Said) else [])
            yield from (piece for one in part.expected for piece in one.words.split("..."))


def words_of(text: str) -> list[str]:
    """The words of a text, small, without signs."""
    return re.findall(r"[^\W_]+", text.casefold())


def pieces(text: str) -> set[str]:
    """The numbers of a text, and what of its words is so long that a log says it only by repeating it."""
    words = words_of(text)
    pairs = {f"{one} {two}" for one, two in pairwise(words) if len(one + two) >= PIECE}
    return pairs | set(re.findall(r"\d[\d .-]{4,}\d", text))


def secrets(story: Story) -> set[str]:
    """What of a story may stand in no log."""
    people = {part.action.who for part in story.parts if isinstance(part, Scene) and isinstance(part.action, Said)}
    names = {word for name in (WOMEN, MEN, *people) for word in words_of(name) if len(word) > SHORT}
    tokens = {TOKEN, TOKEN.partition(":")[2], whatsapp.TOKEN, whatsapp.SECRET, whatsapp.VERIFY}
    return {*names, *(piece for text in said_in(story) for piece in pieces(text)), *tokens}


def given_away(lines: list[str], told: set[str]) -> list[str]:
    """The lines in which something of this stands."""
    plain = {line: f" {' '.join(words_of(line))} " for line in lines}
    found = (line for line in lines if any(f" {each} " in plain[line] or each in line for each in told))
    return [*found, *(line for line in lines if IDS.search(line))]


@pytest.mark.parametrize(("name", "channel"), product(ALL, CHANNELS) if FULL else zip(ALL, SHORTLY, strict=False))
async def test_a_whole_conversation_leaves_no_word_in_the_log(
    name: str, channel: Channel, databases: Databases, tmp_path: Path, heard: Heard
) -> None:
    story = read_story(TRANSCRIPTS / f"{name}.chat")
    async with played_on(channel, await databases("sqlite"), tmp_path) as player:
        async for played in player.play(story):
            assert not played.problems
        codes = set(player.codes.values())
    told = secrets(story) | codes
    logging.getLogger("bot.engine").debug("message 1 of %s: %s", "5001", sorted(told)[0])
    assert len(given_away(heard.lines[-1:], told)) == 1, "what is logged is heard"
    assert given_away(heard.lines[:-1], told) == []
