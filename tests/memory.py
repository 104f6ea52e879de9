"""Where files of tests are kept: in memory where there is room, for nothing of them has to outlive the computer."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 3 * 1024**3
"""Bytes; each process of the tests keeps a PostgreSQL server there, and the journals of its databases."""


def keep_in_memory() -> None:
    """Let temporary files be kept there from now on, by this process and those it starts; unless TMPDIR says where."""
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # it is looked for anew
