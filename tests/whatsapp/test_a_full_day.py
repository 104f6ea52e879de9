"""More people than WhatsApp lets us write to in a day: the secretary tells the others, and nobody hears it twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.ports import Pace
from tests.player.phones import StoryClock
from tests.player.playing import Player
from tests.player.story import parse
from tests.player.whatsapp_phones import WhatsAppPhones
from tests.storage.fresh import Kind
from tests.whatsapp.world import WhatsAppWorld

MOST = 3
STORY = """
given  JP Mandiri of RT 3: secretary Sri            at 2026-11-23 09:00
given  members: Tini P 45, Darmo L 50, Lasmi P 38, Karno L 40
given  member Tini is on the phone
given  member Darmo is on the phone
given  member Lasmi is on the phone
given  member Karno is on the phone
given  schedule weekly thursday 19:30 at rumah Bu Tini

at 2026-11-25 20:00
bot to Sri > Untuk grup WA, tinggal disalin:
bot to Sri > Kumpulan besok: ...
bot to Sri > JP Mandiri kumpulan besok: ...
bot to Sri > Hari ini 2 anggota JP Mandiri belum bisa saya kirimi kabar. Tolong disampaikan langsung. [Lihat daftarnya]
bot to Tini > JP Mandiri kumpulan besok: ...
bot to Darmo > JP Mandiri kumpulan besok: ...

Sri > [Lihat daftarnya]
bot > Belum disampaikan 2 orang.
      Tanpa nomor HP: 1. Bu Lasmi, 2. Pak Karno.
      ...

# Who writes opens the talk, and is told there.
Karno > halo
bot > JP Mandiri kumpulan besok: ...
bot > Salam, Pak Karno. ...

at 2026-11-26 18:00
bot to Sri > JP Mandiri kumpulan hari ini: ...
bot to Sri > Hari ini 1 anggota JP Mandiri belum bisa saya kirimi kabar. Tolong disampaikan langsung. [Lihat daftarnya]
bot to Tini > JP Mandiri kumpulan hari ini: ...
bot to Darmo > JP Mandiri kumpulan hari ini: ...
bot to Karno > JP Mandiri kumpulan hari ini: ...
"""


async def test_who_cannot_be_written_to_today_is_told_by_the_secretary(
    databases: Callable[[Kind], Awaitable[str]],
) -> None:
    clock, url = StoryClock(), await databases("sqlite")
    async with WhatsAppWorld(clock.now) as world:
        world.graph.tier = MOST
        fast = Pace(per_second=1000, per_chat=1000, per_group_minute=1000, opened=MOST)
        player = Player(url, WhatsAppPhones(world, clock, pace=fast), clock)
        assert [problem async for part in player.play(parse(Path("day"), STORY)) for problem in part.problems] == []
        assert {one["status"] for one in world.reported} == {"sent", "delivered"}
