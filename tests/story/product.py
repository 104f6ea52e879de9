"""The product as people start it: `main.py serve` in a process of its own, with all that it logs kept to be read."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Self

from tests.story import by_day

ROOT = Path(__file__).parent.parent.parent
ENDS_WITHIN = 20
LOGS_ALL = '[logging]\nlevel = "DEBUG"\n'


class Product:
    """`with Product(folder) as product:` serves from an empty folder, where `settings` become its config.toml.

    It has a port of its own and logs as much as it can. It may be stopped or killed, and started again. One
    that `reminds` has the clock of `tests/story/by_day.py`.
    """

    def __init__(self, folder: Path, settings: str = "", *, reminds: bool = False) -> None:
        self._folder = folder
        self._program = ["tests/story/by_day.py", str(by_day.AHEAD)] if reminds and by_day.AHEAD else ["main.py"]
        self.port = free_port()
        self._log = folder / "log"
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "config.toml").write_text(settings + LOGS_ALL, encoding="utf-8")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def runs(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The number of the process that was started last."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it. It takes a second or two until it serves."""
        ours = {"CARIK_PORT": str(self.port), "CARIK_DATA": str(self._folder / "data")}
        others = {name: value for name, value in os.environ.items() if not name.startswith("CARIK_")}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, str(ROOT / self._program[0]), *self._program[1:], "serve"],
                cwd=self._folder,
                env={**others, **ours},
                stdout=log,
                stderr=log,
            )

    def stop(self) -> int:
        """Ask it to stop, as a deploy does; its exit status."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(ENDS_WITHIN)

    def kill(self) -> None:
        """End it with SIGKILL, wherever it is."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(ENDS_WITHIN)

    def logged(self) -> str:
        """All that it has written to its output and its log, over all its lives."""
        return self._log.read_text(encoding="utf-8")


def free_port() -> int:
    """A port of the loopback at which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
