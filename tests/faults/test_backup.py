"""Backup and restore, drilled: while the product serves and people write, and from one kind of database to another."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import stat
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from handlers.ports import Code
from jamaah.roles import Role
from storage import backup as backups
from storage.backup import back_up, restore
from storage.database import AsyncDatabase, open_database
from storage.errors import BackupRefused
from storage.preparing import HEAD
from storage.presence import Occupied, present
from storage.schema import metadata
from tests.faults.village import LINKED, SRI, settle
from tests.storage.fresh import Fresh, Kind
from tests.story.messaged import MessagedPhone
from tests.story.product import ROOT, Product
from tests.telegram.world import TelegramWorld

Databases = Callable[[Kind], Awaitable[str]]
pytestmark = pytest.mark.part(3)
NOW = 1_795_400_000
CODE = Code(Role.FACILITATOR, None, None, None)


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with TelegramWorld() as world:
        yield world


@pytest.fixture
def sri(world: TelegramWorld) -> MessagedPhone:
    return MessagedPhone(world, SRI)


async def ran(folder: Path, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the program beside, or instead of, the one that serves."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("CARIK_")}
    ours = {"CARIK_DATABASE_URL": url, "CARIK_DATA": str(folder / "data")}
    command = [sys.executable, str(ROOT / "main.py"), *arguments]
    return await asyncio.to_thread(
        subprocess.run, command, cwd=folder, env=others | ours, capture_output=True, text=True, timeout=60, check=False
    )


def contents(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """All records, table by table."""
    tables = [table for table in metadata.sorted_tables if table.name != "leases"]
    return {
        table.name: sorted((tuple(map(str, row)) for row in connection.execute(table.select())), key=str)
        for table in tables
    }


async def everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    database = open_database(url)
    try:
        return await database.snapshot(contents)
    finally:
        await database.close()


# -- the drill


async def test_what_was_acknowledged_before_a_backup_is_in_it_and_talks_go_on_from_there(
    url: str, world: TelegramWorld, sri: MessagedPhone, tmp_path: Path
) -> None:
    file = tmp_path / "books.backup"
    await settle(url, world)
    token = f'[telegram]\ntoken = "{world.token}"\nbase_url = "{world.url}"\nper_second = 0\n'
    with Product(tmp_path, f'[storage]\nurl = "{url}"\n{token}') as product:
        await sri.says("daftar bu Hartini umur 41", "Sudah benar")
        await sri.says("ya", "Anggota sekarang 7:")
        code = (await sri.says("undang anggota", "/start ")).partition("/start ")[2].split()[0]
        await sri.says("/daftar", "Nama lengkap anggotanya siapa?")
        writing = asyncio.create_task(chatter(world))
        saved = await ran(tmp_path, url, "backup", str(file))
        assert (saved.returncode, saved.stderr) == (0, ""), saved.stderr
        kept = {row[2] for row in rows_of(file, "inbox")}
        await sri.says("mbak Dewi", "Umur berapa, atau lahir kapan?")
        await sri.says("22", "Sudah benar")
        await sri.says("ya", "Anggota sekarang 8:")
        said = await writing
        assert {str(update) for update in said["before"]} <= kept
        refused = await ran(tmp_path, url, "restore", str(file), "--overwrite")
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr == "restore: another process serves these records; stop it first\n"
        assert await asyncio.to_thread(product.stop) == 0
        refused = await ran(tmp_path, url, "restore", str(file))
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr.startswith("restore: there are records already")
        before = await everything(url)
        restored = await ran(tmp_path, url, "restore", str(file), "--overwrite")
        assert (restored.returncode, restored.stderr) == (0, ""), restored.stderr
        [aside] = (tmp_path / "data").glob("before-restore-*.backup")
        product.start()
        await sri.says("mbak Lestari", "Umur berapa, atau lahir kapan?")
        await sri.says("30", "Sudah benar")
        await sri.says("ya", "Anggota sekarang 8: ")
        tini = MessagedPhone(world, "Tini")
        await tini.says(f"/start {code}", "Selamat datang")
        assert await asyncio.to_thread(product.stop) == 0
        assert (await ran(tmp_path, url, "restore", str(aside), "--overwrite")).returncode == 0
        assert await everything(url) == before, "what was replaced was kept whole"


async def chatter(world: TelegramWorld) -> dict[str, list[int]]:
    """Six people write while the backup is made; `before` is what was acknowledged as it began."""
    before = list(range(1, world.proxy.offset))
    for _round in range(5):
        for name in LINKED:
            await world.say(name, "/bantuan")
        await asyncio.sleep(0.1)
    return {"before": before}


def rows_of(file: Path, table: str) -> list[list[object]]:
    """The rows of one table in a backup."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    return [list(row[1].values()) for row in read if isinstance(row, list) and row[0] == table]


# -- from one database to another


async def filled(url: str, world: TelegramWorld) -> AsyncDatabase:
    """The village in a database, with a code that nobody has used and an id that was given out and is gone."""
    await settle(url, world, groups=3)
    database = open_database(url)
    await database.run(lambda records: records.codes.add("K7PM2QXT", CODE, NOW + 9, NOW))
    await database.run_raw(lambda c: c.execute(text("INSERT INTO people (address, language) VALUES ('x', 'id')")))
    await database.run_raw(lambda c: c.execute(text("DELETE FROM people WHERE address = 'x'")))
    return database


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
async def test_a_backup_of_either_database_goes_into_either(
    url: str, target: Kind, fresh: Fresh, world: TelegramWorld, tmp_path: Path
) -> None:
    source, file = await filled(url, world), tmp_path / "books.backup"
    other = open_database(await fresh.blank(target))
    try:
        rows = await back_up(source, file)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert await restore(other, file) == rows
        assert await other.snapshot(contents) == await source.snapshot(contents)
        assert await other.run(lambda records: records.codes.peek("K7PM2QXT", NOW)) == CODE
        new = "INSERT INTO people (address, language) VALUES ('y', 'id') RETURNING id"
        ids = [await each.run_raw(lambda c: c.execute(text(new)).scalar_one()) for each in (source, other)]
        assert ids[0] == ids[1], "no id is given out twice"
    finally:
        await source.close()
        await other.close()


async def test_a_backup_of_an_older_program_is_brought_up_to_date(
    url: str, fresh: Fresh, world: TelegramWorld, tmp_path: Path
) -> None:
    from storage.migrations import upgrade  # noqa: PLC0415

    old, new = open_database(await fresh.blank("sqlite")), open_database(url)
    file = tmp_path / "old.backup"
    try:
        await old.reshape(lambda connection: upgrade(connection, "0001"))
        added = "INSERT INTO people (address, language) VALUES ('Bu Sri', 'id')"
        await old.run_raw(lambda c: c.execute(text(added)))
        assert await back_up(old, file) == 2
        await restore(new, file)
        assert await new.run_raw(lambda c: c.execute(text("SELECT address FROM people")).scalars().all()) == ["Bu Sri"]
        assert await new.run_raw(lambda c: c.execute(text("SELECT version_num FROM alembic_version")).scalar()) == HEAD
    finally:
        await old.close()
        await new.close()


# -- what is refused, and changes nothing


def shorter(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def without_its_end(whole: bytes) -> bytes:
    return gzip.compress(b"".join(gzip.decompress(whole).splitlines(keepends=True)[:-1]))


def with_another_name(whole: bytes) -> bytes:
    return gzip.compress(gzip.decompress(whole).replace(b"Ngudi Rejeki", b"Ngudi Rejaki", 1))


def without_a_row(whole: bytes) -> bytes:
    lines = gzip.decompress(whole).splitlines(keepends=True)
    return gzip.compress(b"".join(lines[:3] + lines[4:]))


def of_tomorrow(whole: bytes) -> bytes:
    return gzip.compress(gzip.decompress(whole).replace(b'"revision":"', b'"revision":"9', 1))


def with_a_flipped_bit(whole: bytes) -> bytes:
    middle = len(whole) // 2
    return whole[:middle] + bytes([whole[middle] ^ 16]) + whole[middle + 1 :]


def something_else(whole: bytes) -> bytes:
    return gzip.compress(b'{"kind": "diary"}\n')


@pytest.mark.parametrize(
    "spoil",
    [shorter, without_its_end, with_another_name, without_a_row, of_tomorrow, with_a_flipped_bit, something_else],
)
async def test_a_file_that_is_not_a_whole_backup_is_refused_and_changes_nothing(
    spoil: Callable[[bytes], bytes], databases: Databases, world: TelegramWorld, tmp_path: Path
) -> None:
    database, file = await filled(await databases("sqlite"), world), tmp_path / "books.backup"
    try:
        await back_up(database, file)
        file.write_bytes(spoil(file.read_bytes()))
        before = await database.snapshot(contents)
        with pytest.raises(BackupRefused, match=r"damaged|later version"):
            await restore(database, file, tmp_path / "aside")
        assert await database.snapshot(contents) == before
        assert not (tmp_path / "aside").exists()
    finally:
        await database.close()


async def test_a_backup_whose_rows_refer_to_nobody_is_refused_as_a_whole(
    url: str, world: TelegramWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such a file has a right checksum: somebody, or a bug, has made it so."""
    database, file = await filled(url, world), tmp_path / "books.backup"
    everybody = backups._lines
    monkeypatch.setattr(
        backups, "_lines", lambda *of: (line for line in everybody(*of) if not line.startswith(b'["people"'))
    )
    try:
        await back_up(database, file)
        before = await database.snapshot(contents)
        with pytest.raises(Exception, match=r"IntegrityError|refer"):
            await restore(database, file, tmp_path / "aside")
        assert await database.snapshot(contents) == before
    finally:
        await database.close()


async def test_a_backup_never_replaces_a_file(url: str, world: TelegramWorld, tmp_path: Path) -> None:
    database, file = await filled(url, world), tmp_path / "books.backup"
    file.write_text("mine")
    try:
        with pytest.raises(BackupRefused, match="there already"):
            await back_up(database, file)
        assert file.read_text() == "mine"
        with pytest.raises(BackupRefused, match="cannot be written: No such file or directory"):
            await back_up(database, tmp_path / "nowhere" / "books.backup")
    finally:
        await database.close()
    assert os.listdir(tmp_path) == ["books.backup"]  # noqa: PTH208


async def test_nothing_is_restored_while_somebody_serves(url: str, world: TelegramWorld, tmp_path: Path) -> None:
    database, other, file = await filled(url, world), open_database(url), tmp_path / "books.backup"
    try:
        await back_up(database, file)
        async with present(database):
            with pytest.raises(Occupied, match="serves"):
                await restore(other, file, tmp_path / "aside")
        await restore(other, file, tmp_path / "aside")
    finally:
        await database.close()
        await other.close()


@pytest.mark.parametrize("command", [["backup"], ["restore"], ["restore", "--overwrite"]])
async def test_without_records_or_without_a_file_one_line_says_so(command: list[str], tmp_path: Path) -> None:
    told = await ran(tmp_path, f"sqlite:///{tmp_path}/data/carik.db", command[0], "books.backup", *command[1:])
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr in (
        "backup: there are no records yet\n",
        "restore: books.backup cannot be read: No such file or directory\n",
    )
    assert not (tmp_path / "data" / "carik.db").exists()
