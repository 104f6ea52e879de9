"""A month of a group of which some use WhatsApp, some Telegram and one nothing: everybody is told everything once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from storage.database import open_database
from storage.schema import charges
from tests.player.mixed_phones import MixedPhones
from tests.player.phones import Phones, StoryClock, instant
from tests.player.playing import Player
from tests.player.story import parse
from tests.player.telegram_phones import TelegramPhones
from tests.player.whatsapp_phones import KNOCK, WhatsAppPhones
from tests.share import FULL
from tests.storage.fresh import KINDS, Kind
from tests.telegram.world import TelegramWorld
from tests.whatsapp.world import WhatsAppWorld

ON_WHATSAPP, ON_TELEGRAM = ("Tini", "Lasmi"), ("Darmo", "Karno")
LINKED = {*ON_WHATSAPP, *ON_TELEGRAM}
STORY = """
given  JP Mandiri of RT 3: secretary Sri            at 2026-11-23 09:00
given  members: Tini P 45, Darmo L 50, Lasmi P 38, Karno L 40, Slamet L 51 phone 081234567890
given  member Tini is on the phone
given  member Darmo is on the phone
given  member Lasmi is on the phone
given  member Karno is on the phone
given  schedule weekly thursday 19:30 at rumah Bu Tini
at 2026-11-25 20:00
Tini > [Hadir]
Karno > [Izin]
Sri > [Yang belum terhubung]
Sri > pak slamet sudah tak kabari
Sri > ya
at 2026-11-27 08:00
Sri > kumpulan tadi malam hadir semua kecuali pak karno izin, di rumah bu tini
Sri > ya
Sri > lewati
at 2026-11-29 16:00
Sri > umumkan ke semua: iuran bulan ini dibawa
Sri > ya
Lasmi > kapan kumpulan lagi?
at 2026-12-01 10:00
Sri > kumpulan kamis besok diundur sabtu jam 4 sore
Sri > ya
at 2026-12-04 17:00
Darmo > [Hadir]
Lasmi > [Belum tahu]
at 2026-12-10 09:00
Tini > izin nanti malam
at 2026-12-16 20:00
Sri > siapa yang datang besok?
at 2026-12-23 12:00
"""
MEETINGS = {
    "Kamis, 26 November 2026, 19.30 WIB, rumah Bu Tini.": {"Tini", "Karno"},
    "Sabtu, 5 Desember 2026, 16.00 WIB, rumah Bu Tini.": {"Darmo"},
    "Kamis, 10 Desember 2026, 19.30 WIB, rumah Bu Tini.": {"Tini"},
    "Kamis, 17 Desember 2026, 19.30 WIB, rumah Bu Tini.": set(),
}
"""Whoever has said whether they come is not reminded once more on the day."""

MOVED = (
    "Kumpulan JP Mandiri Kamis, 3 Desember 2026, 19.30 WIB, pindah ke Sabtu, 5 Desember 2026, 16.00 WIB, rumah Bu Tini."
)
MINUTES = "Notulen JP Mandiri. Kamis, 26 November 2026, rumah Bu Tini. 4 dari 5 anggota hadir."
ANNOUNCED = "JP Mandiri, dari Bu Sri: iuran bulan ini dibawa"
DECEMBER = datetime(2026, 12, 1)
RELAY = "1 anggota belum terhubung."
Told = Counter[tuple[str, str]]


def expected() -> Told:
    """Who is to be told what in this month without having asked, by the beginning of it."""
    told: Told = Counter()
    for meeting, answered in MEETINGS.items():
        told.update((who, f"JP Mandiri kumpulan besok: {meeting}") for who in {*LINKED, "Sri"})
        told.update((who, f"JP Mandiri kumpulan hari ini: {meeting}") for who in {*LINKED, "Sri"} - answered)
        told["Sri", f"Kumpulan besok: {meeting}"] += 1
        told["Sri", RELAY] += 1
    told.update((who, text) for who in LINKED for text in (MOVED, MINUTES, ANNOUNCED))
    return told


@pytest.mark.parametrize("kind", KINDS if FULL else KINDS[:1])
async def test_everybody_is_told_everything_once_on_the_phone_they_have(
    kind: Kind, databases: Callable[[Kind], Awaitable[str]]
) -> None:
    clock, url = StoryClock(), await databases(kind)
    told: Told = Counter()
    async with WhatsAppWorld(clock.now) as whatsapp, TelegramWorld() as telegram:
        platforms: dict[str, Phones] = {
            "whatsapp": WhatsAppPhones(whatsapp, clock, served=True),
            "telegram": TelegramPhones(telegram, clock),
        }
        player = Player(url, MixedPhones(platforms, dict.fromkeys(ON_TELEGRAM, "telegram")), clock)
        # Lasmi keeps her number to herself; Tini is known by hers alone, until Meta tells another id as well.
        whatsapp.person("Lasmi").hidden = whatsapp.person("Tini").plain = True
        async for played in player.play(parse(Path("month"), STORY)):
            whatsapp.person("Tini").plain = clock.now() < instant(DECEMBER)
            assert [problem for problem in played.problems if not problem.startswith("not expected")] == []
            told.update(
                (who, line) for who, all_ in played.got.items() for one in all_ for line in one.text.split("\n")
            )
        wanted = expected()
        assert {what: told[what] for what in wanted} == wanted
        assert [what for what, times in told.items() if times > 1 and what[1].startswith("JP Mandiri")] == []
        assert {who for who, _what in told} == {*LINKED, "Sri"}
        assert not {*ON_TELEGRAM} & {person.name for person in whatsapp.people}
        assert not any(telegram.received(who) for who in (*ON_WHATSAPP, "Sri"))
        outside = [one for person in whatsapp.people for one in whatsapp.received(person.name) if one.template]
        assert len({one.id for one in outside}) == len(outside) > len(MEETINGS)
        assert any(one.template != KNOCK for one in outside)
        billed = sum(one["status"] == "sent" and one["pricing"]["billable"] for one in whatsapp.reported)
    assert await charged(url) == billed > 0


async def charged(url: str) -> int:
    """How many messages are counted as charged for."""
    database = open_database(url)
    try:
        return await database.run_raw(_charged)
    finally:
        await database.close()


def _charged(connection: Connection) -> int:
    return int(connection.execute(select(func.sum(charges.c.count))).scalar_one())
