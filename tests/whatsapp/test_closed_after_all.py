"""WhatsApp counts the 24 hours otherwise than we do: what it refuses, at once or afterwards, comes as a template."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.player.phones import StoryClock
from tests.player.playing import Player
from tests.player.story import Given, parse
from tests.player.whatsapp_phones import KNOCK, WhatsAppPhones
from tests.storage.fresh import Kind
from tests.whatsapp.graph_api import CLOSED
from tests.whatsapp.world import WhatsAppWorld

STORY = """
given  JP Mandiri of RT 3: secretary Sri            at 2026-11-25 09:00
given  members: Tini P 45, Lasmi P 38
given  member Tini is on the phone
given  schedule weekly thursday 19:30 at rumah Bu Tini

at 2026-11-25 19:30
bot to Sri > 1 anggota belum terhubung.
      Untuk grup WA, tinggal disalin: [Yang belum terhubung]
bot to Sri > Kumpulan besok: Kamis, 26 November 2026, 19.30 WIB, rumah Bu Tini.
bot to Sri > JP Mandiri kumpulan besok: Kamis, 26 November 2026, 19.30 WIB, rumah Bu Tini.
bot to Tini > JP Mandiri kumpulan besok: Kamis, 26 November 2026, 19.30 WIB, rumah Bu Tini. [Hadir] [Izin] [Belum tahu]

Sri > daftar bu parmi umur 30
bot > Parmi, perempuan, ... [Simpan] [Ubah] [Batal]
"""


@pytest.mark.parametrize("afterwards", [False, True])
async def test_what_is_refused_comes_as_a_template(
    afterwards: bool, databases: Callable[[Kind], Awaitable[str]]
) -> None:
    clock, url = StoryClock(), await databases("sqlite")
    async with WhatsAppWorld(clock.now) as world:
        world.graph.forgiven.add(CLOSED.code)
        if afterwards:
            world.graph.late.add(CLOSED.code)
        player = Player(url, WhatsAppPhones(world, clock), clock)
        async for played in player.play(parse(Path("closed"), STORY)):
            assert played.problems == ()
            if isinstance(played.part, Given):
                world.graph.heard.clear()
        refused = [call for call in world.graph.calls if call.code == CLOSED.code]
        assert {call.status for call in refused} == {200 if afterwards else 400}
        assert all(said.template not in ("", KNOCK) for said in world.received("Tini"))
