"""A desk for the tests of the channel alone: every text is answered with itself, and what is due is a list of texts."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from bot.channels.simulator.channel import Simulator
from bot.channels.simulator.clock import OffsetClock
from bot.messages import Attachment, Incoming, Outgoing, OutKind

FILES = (
    Attachment("undangan.png", "image/png", b"\x89PNG\r\n\x1a\n a picture"),
    Attachment("daftar anggota.html", "text/html", b"<script>document.title = 'run'</script>"),
)


class EchoDesk:
    """Stands where the engine stands; the simulator, its server, its files and its clock are the real ones.

    "ask" is answered with two buttons, "file" with a picture and a list, "share" with a button for one's number, "halt"
    never; `due` holds (instant, chat, text), sent when they fall due.
    """

    def __init__(self, clock: OffsetClock) -> None:
        self.clock = clock
        self.taken: list[Incoming] = []
        self.due: list[tuple[int, str, str]] = []
        self.ticks: list[int] = []
        self.resets = 0
        self.rows = 0
        self.simulator: Simulator | None = None

    async def take(self, messages: Sequence[Incoming]) -> None:
        known = {message.update for message in self.taken}
        for message in messages:
            if message.update not in known:
                self.taken.append(message)
                await self._answer(message, turn=len(self.taken))

    async def _answer(self, message: Incoming, turn: int) -> None:
        if message.text != "halt":
            buttons = (("Simpan", "save:1"), ("Batal", "drop:1")) if message.text == "ask" else ()
            files = FILES if message.text == "file" else ()
            share = "Bagikan nomor" if message.text == "share" else ""
            said = f"{message.kind}: {message.text or message.tap or message.contact}"
            await self.send(message.chat, said, "answer", turn, buttons, files, share)

    async def send(
        self,
        chat: str,
        text: str,
        kind: OutKind,
        turn: int | None = None,
        buttons: tuple[tuple[str, str], ...] = (),
        files: tuple[Attachment, ...] = (),
        share: str = "",
    ) -> None:
        assert self.simulator is not None
        self.rows += 1
        message = Outgoing(
            id=self.rows, channel="simulator", chat=chat, text=text, buttons=buttons, kind=kind, turn=turn, share=share
        )
        await self.simulator.send(message, files)

    async def settled(self, channel: str, update: str, chat: str) -> int | None:
        turn = next((row for row, message in enumerate(self.taken, 1) if message.update == update), None)
        if turn is not None and self.taken[turn - 1].text == "halt":
            await asyncio.Event().wait()
        return turn

    async def next_due(self) -> int | None:
        return min((at for at, _, _ in self.due), default=None)

    async def tick(self) -> None:
        now = self.clock.now()
        self.ticks.append(now)
        for work in sorted(work for work in self.due if work[0] <= now):
            self.due.remove(work)
            await self.send(work[1], work[2], "reminder")

    async def reset(self) -> Mapping[str, str]:
        self.taken.clear()
        self.due.clear()
        self.rows = 0
        self.resets += 1
        return {"facilitator_code": f"KODE{self.resets}"}
