"""Carik itself: `main.py serve` in a folder that is thrown away, with its default settings but for two limits."""

from __future__ import annotations

import os
import sys
from pathlib import Path

MAIN = Path(__file__).parent.parent / "main.py"
# At Telegram's pace of 30 messages a second there would be nothing to measure, and hundreds a minute are a flood.
CONFIGURATION = """\
data = "{folder}"
[telegram]
token = "{token}"
base_url = "{address}"
per_second = 0
[limits]
messages = 1_000_000
[logging]
level = "WARNING"
"""


def configured(token: str, address: str, folder: Path) -> list[str]:
    """The command that serves from a folder, in which its configuration is written."""
    configuration = folder / "config.toml"
    configuration.write_text(
        CONFIGURATION.format(folder=folder, token=token, address=address.removesuffix("/bot")), encoding="utf-8"
    )
    return [sys.executable, str(MAIN), "--config", str(configuration), "serve"]


def main(token: str, address: str, folder: str) -> None:
    """Become that program: the same process, so that its processor time can be read."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CARIK_")}
    os.execve(sys.executable, configured(token, address, Path(folder)), environment)


if __name__ == "__main__":
    main(*sys.argv[1:4])
