"""Files made in a process apart: the same bytes, what fails is told, what hangs or dies is begun anew."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from bot import maker as module
from bot.clock import RealClock
from bot.files import made, qr_file
from bot.maker import Maker, NotMade
from bot.messages import File
from bot.papers.paper import Format, paper_file
from commands.serve import build
from storage.database import SqliteDatabase
from tests.papers.samples import founding_minutes


@pytest.fixture
async def maker() -> AsyncIterator[Maker]:
    made = Maker()
    yield made
    made.close()


async def test_what_is_made_apart_is_what_would_be_made_here_and_a_failure_is_told_by_its_kind(maker: Maker) -> None:
    paper = paper_file("x", [founding_minutes()], Format.PDF)
    assert await maker.made(paper) == await made(paper)
    with pytest.raises(NotMade, match="JSONDecodeError"):
        await maker.made(File("x.pdf", "application/pdf", "paper", "Sri"))
    with pytest.raises(NotMade, match="KeyError"):
        await maker.made(File("x.pdf", "application/pdf", "no such recipe", ""))
    assert await maker.made(qr_file("x", "halo")) == await made(qr_file("x", "halo"))


async def test_what_serves_makes_files_apart_and_ends_that_with_itself(tmp_path: Path) -> None:
    host = build(SqliteDatabase(tmp_path / "carik.db"), RealClock())
    maker = host._workshop._make.__self__  # type: ignore[attr-defined]
    assert isinstance(maker, Maker)
    await maker.made(qr_file("x", "halo"))
    process = maker._process
    await host.close()
    assert process is not None
    assert process.poll() is not None


async def test_one_that_died_is_begun_anew(maker: Maker) -> None:
    file = qr_file("x", "halo")
    first, second = await asyncio.gather(maker.made(file), maker.made(file))
    process = maker._process
    assert first == second
    assert process is not None
    process.kill()
    process.wait()
    assert await maker.made(file) == first
    assert maker._process is not process


async def test_one_that_takes_too_long_is_ended(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 0.0)
    with pytest.raises(NotMade, match="TimeoutError"):
        await maker.made(qr_file("x", "halo"))
    assert maker._process is None


async def test_one_that_has_nothing_to_do_ends(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REST", 0.0)
    await maker.made(qr_file("x", "halo"))
    process = maker._process
    assert process is not None
    await asyncio.sleep(0.01)
    assert maker._process is None
    assert process.poll() is not None


CUT_OFF = """import os, sys
sys.stdin.readline()
sys.stdout.write('["", 1000]\\nabc')
sys.stdout.flush()
os._exit(1)"""


def _dies_meanwhile() -> Popen[bytes]:
    return Popen([sys.executable, "-c", CUT_OFF], stdin=PIPE, stdout=PIPE)


async def test_one_that_dies_while_it_hands_a_file_over_has_made_none(maker: Maker) -> None:
    maker._process = _dies_meanwhile()
    with pytest.raises(NotMade, match="EOFError"):
        await maker.made(qr_file("x", "halo"))
