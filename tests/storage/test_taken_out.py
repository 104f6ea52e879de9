"""What was taken out is in no file any more: not in the database's own, nor in the one where changes stand first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.messages import File
from bot.ports import KEEP, Draft
from jamaah.erasure import erased
from jamaah.members import Member
from storage.database import AsyncDatabase, SqliteDatabase, open_database
from storage.forgetting import PACKED
from storage.records import Records
from tests.storage.fresh import Fresh
from tests.storage.samples import NOW, draft, full_member, group, message, person

DAY = date(2026, 11, 23)
WORDS = (b"Siti Aminah", b"81234567890", b"petani")


def settle(records: Records) -> Member:
    who = person(records)
    records.author(1, who, NOW)
    there = records.members.add([full_member(group(records).id)])[0]
    records.inbox.add([message("7", text="daftar Siti Aminah 081234567890 petani")], NOW)
    records.inbox.taken(records.inbox.next_of("telegram", "c1").id, NOW)  # type: ignore[union-attr]
    records.outbox.add([draft("Siti Aminah, petani, 081234567890")], NOW)
    records.outbox.dead(1, NOW, "x")
    return there


def take_out(records: Records, member: Member) -> None:
    records.author(2, 1, NOW)
    records.erasures.erase([(member, erased(member, DAY, DAY))], None)


def bytes_of(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


async def test_nothing_is_left_in_the_files(fresh: Fresh) -> None:
    database = open_database(await fresh.database("sqlite"))
    assert isinstance(database, SqliteDatabase)
    member = await database.run(settle)
    assert all(word in bytes_of(database.path) for word in WORDS)
    await database.run(lambda records: take_out(records, member))
    await database.tidy()
    found = bytes_of(database.path)
    assert [word for word in WORDS if word in found] == []
    await database.close()


async def test_what_is_old_goes_on_every_database(database: AsyncDatabase) -> None:
    member = await database.run(settle)
    assert await database.run(lambda records: records.keeping.step(KEEP, NOW + 3_000 * 86_400, "2027-06-01")) > 1
    kept = await database.run(lambda records: records.members.get(member.id))
    assert kept is not None
    assert (kept.name, kept.phone, kept.occupation) == ("Siti Aminah", None, None)
    again = await database.run(lambda records: records.keeping.step(KEEP, NOW + 3_000 * 86_400, "2027-06-01"))
    assert again == 0
    await database.tidy()


async def test_a_file_with_peoples_data_that_was_sent_is_not_kept(database: AsyncDatabase) -> None:
    def send(records: Records) -> int:
        files = [(File("a", "x", recipe, "{}"),) for recipe in (*PACKED, "qr")]
        drafts = [Draft("telegram", "c1", "Ini", (), "answer", None, None, of) for of in files]
        records.outbox.add([*drafts, draft("biasa")], NOW)
        for row in range(1, 5):
            records.outbox.dead(row, NOW, "x")
        return records.outbox.forget(NOW)

    assert await database.run(send) == len(PACKED)
