"""A maker: a process apart, of low priority, in which files are made, so that no turn waits for one.

What is made in a thread holds up every turn meanwhile: spreadsheets and text documents are made by Python.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from subprocess import PIPE, Popen

from bot.files import RECIPES
from bot.messages import Attachment, File
from bot.sealing import UNSEALED, Seal

LONGEST, REST = 10.0, 120.0
"""Seconds after which a file is given up, and after which a maker without work ends: what it holds is let go."""
NICE = 5


class NotMade(Exception):
    """A file could not be made; its text is the kind of error, without any words."""


class Maker:
    """Starts the process when a file is to be made first, and anew when it has ended; one file at a time."""

    def __init__(self) -> None:
        self._process: Popen[bytes] | None = None
        self._one = asyncio.Lock()
        self._resting: asyncio.TimerHandle | None = None

    async def made(self, file: File, seal: Seal = UNSEALED) -> Attachment:
        """The file as it is sent. Raises NotMade."""
        async with self._one:
            self._stay()
            process = self._started()
            try:
                async with asyncio.timeout(LONGEST):
                    error, content = await asyncio.to_thread(_asked, process, file.recipe, seal.opened(file.of))
            except (OSError, ValueError, EOFError) as failure:
                self.close()
                raise NotMade(type(failure).__name__) from None
            except BaseException:
                self.close()  # what it still says would be taken for the next file; the thread that listens ends too
                raise
            self._resting = asyncio.get_running_loop().call_later(REST, self.close)
        if error:
            raise NotMade(error)
        return Attachment(file.name, file.type, content)

    def close(self) -> None:
        """End the process, if there is one."""
        self._stay()
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def _stay(self) -> None:
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None

    def _started(self) -> Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            asked = [sys.executable, "-m", "bot.maker"]
            home = Path(__file__).parent.parent
            self._process = Popen(asked, cwd=home, stdin=PIPE, stdout=PIPE, start_new_session=True)
        return self._process


def _asked(process: Popen[bytes], recipe: str, of: str) -> tuple[str, bytes]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps([recipe, of]).encode() + b"\n")
    process.stdin.flush()
    error, size = json.loads(process.stdout.readline())  # nothing, where it has died: no JSON
    content = process.stdout.read(size)
    if len(content) != size:
        raise EOFError  # it died while it handed the file over
    return error, content


def work() -> None:
    """Make what is asked for until nobody asks any more."""
    os.nice(NICE)
    # Whatever a library prints must not stand among the files.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for line in sys.stdin.buffer:
        error, content = _tried(line)
        out.write(json.dumps([error, len(content)]).encode() + b"\n" + content)
        out.flush()


def _tried(line: bytes) -> tuple[str, bytes]:
    recipe, of = json.loads(line)
    try:
        return "", RECIPES[recipe](of)
    except Exception as failure:  # words of people stand in it: only its kind is told
        return type(failure).__name__, b""


if __name__ == "__main__":
    work()
