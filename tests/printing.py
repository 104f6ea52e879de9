"""All that is printed while a test runs, as it would be printed: what must not be in it is looked for there."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Iterator

import pytest


class Lines(logging.Handler):
    """Keeps all that is logged, as it would be printed."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def printed() -> Iterator[list[str]]:
    root, lines = logging.getLogger(), Lines()
    level = root.level
    root.addHandler(lines)
    root.setLevel(logging.DEBUG)
    yield lines.lines
    root.removeHandler(lines)
    root.setLevel(level)


async def failure_of(work: Awaitable[object]) -> str:
    """How an exception would be printed, with its causes."""
    try:
        await work
    except Exception as error:
        return "".join(traceback.format_exception(error))
    raise AssertionError("it did not fail")
