"""Carik's one program; each of its commands stands in a file of commands/, which is imported when it is run."""

from __future__ import annotations

import argparse
import contextlib
import gc
import logging
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType

if __name__ == "__main__":
    # What is imported stays. To look through it for garbage again and again takes a tenth of the start, and afterwards
    # each time 70 ms of somebody's turn.
    gc.disable()

from bot.settings import SettingsInvalid
from commands import CONFIGURATION, WELL, wrong
from jamaah.rulebook import RulebookInvalid


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if all is well, 1 if something is wrong, which is then said in a line each."""
    chosen = _parser().parse_args(arguments)
    command = _imported(chosen.command)
    try:
        return int(command.run(chosen))
    except SettingsInvalid as invalid:
        return wrong(*invalid.problems)
    except RulebookInvalid as invalid:
        return wrong(str(invalid))
    except (KeyboardInterrupt, BrokenPipeError):
        # Whoever reads what is printed may stop reading.
        return WELL


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description=__doc__)
    parser.add_argument("--config", type=Path, default=CONFIGURATION, help="the configuration file (config.toml)")
    commands = parser.add_subparsers(required=True, dest="command", metavar="COMMAND")
    commands.add_parser("serve", help="serve Telegram and WhatsApp, or the simulator where there is no token")
    understand = commands.add_parser("understand", help="read a message a line, print what it means as JSON")
    understand.add_argument("--now", type=datetime.fromisoformat, help="the moment at which it is said, ISO 8601")
    commands.add_parser("check", help="say what is wrong with configuration, database and token, a line each")
    invite = commands.add_parser("invite", help="print a one-time code with which a facilitator joins")
    invite.add_argument("--group", default="", metavar="NAME", help="the facilitator of this group from then on")
    commands.add_parser("key", help="print a new key with which the NIK of founders are locked")
    commands.add_parser("templates", help="print WhatsApp's templates as they are submitted to Meta")
    backup = commands.add_parser("backup", help="write all records into a new file, also while they are served")
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = commands.add_parser("restore", help="put the records of a backup in the place of those there are")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--overwrite", action="store_true", help="where there are records already: keep them aside")
    return parser


def _imported(command: str) -> ModuleType:
    """The file of a command, which has `run`."""
    found = import_module(f"commands.{command}")
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    return found


def _ended(code: int) -> None:
    """Leave without taking Python apart: in one end of 25 a thread of pyreqwest still lets go of something, and Python
    aborts, whatever the code was."""
    logging.shutdown()
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _ended(main())
