"""Shows how a story goes: `python -m tests.player FILE` writes it down as it was answered."""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.memory import keep_in_memory
from tests.player.playing import Played
from tests.player.stages import CHANNELS, SPECIAL, Channel, played_on
from tests.player.story import Given, Moved, Said, Scene, Then, read_story
from tests.storage.fresh import KINDS, Fresh, Kind

CODE = re.compile(r"/start (\S+)")


def told(played: Played) -> Iterator[str]:
    """A part of a story as it went, in the words of a `.chat` file; problems as remarks."""
    part = played.part
    match part:
        case Given():
            yield f"given  {part.words}" + (f"    at {part.at:%Y-%m-%d %H:%M}" if part.at else "")
        case Then():
            yield f"then   {part.words}"
        case Scene():
            yield ""
            yield from _scene(part, played)
    yield from (f"# ! {line}" for problem in played.problems for line in problem.splitlines())


def _scene(scene: Scene, played: Played) -> Iterator[str]:
    speaker = ""
    match scene.action:
        case Moved(at=at):
            yield f"at {at:%Y-%m-%d %H:%M}"
        case Said(who=speaker, kind=kind, words=words, older=older):
            yield f"{speaker} > {_done(kind, words, older)}"
    for to, shown in sorted(played.got.items(), key=lambda phone: phone[0] != speaker):
        for one in shown:
            yield _indented(f"bot{'' if to == speaker else f' to {to}'} > {one}")


def _done(kind: str, words: str, older: bool) -> str:
    if kind == "tap":
        return f"[{words}]" + (" (older)" if older else "")
    return _indented(words) if kind == "text" else f"({kind} {words})".replace(" )", ")")


def _indented(text: str) -> str:
    return text.replace("\n", "\n      ")


async def show(file: Path, kind: Kind, channel: Channel) -> bool:
    """Print how it goes; whether all went as it is written."""
    fresh, well = Fresh(), True
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with played_on(channel, await fresh.database(kind), Path(folder)) as player:
                async for played in player.play(read_story(file)):
                    sys.stdout.write("\n".join(told(played)) + "\n")
                    well = well and not played.problems
                    for shown in (one for messages in played.got.values() for one in messages):
                        for code in CODE.findall(shown.text):
                            player.codes.setdefault("code", code)
    finally:
        fresh.stop()
    return well


def main() -> int:
    """0 if the story goes as it is written."""
    keep_in_memory()
    words = argparse.ArgumentParser(prog="python -m tests.player", description=__doc__)
    words.add_argument("file", type=Path)
    words.add_argument("--channel", choices=(*CHANNELS, *SPECIAL), default="simulator")
    words.add_argument("--database", choices=KINDS, default="sqlite")
    chosen = words.parse_args()
    return 0 if asyncio.run(show(chosen.file, chosen.database, chosen.channel)) else 1


if __name__ == "__main__":
    sys.exit(main())
