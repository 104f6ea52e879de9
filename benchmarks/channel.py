"""Our Telegram channel alone, echoing: what a turn costs before anything is understood or kept."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from bot.channels.telegram_polling import TelegramByPolling
from bot.messages import Incoming, Outgoing


async def main(token: str, base_url: str) -> None:
    """Answer each message with the same words, until interrupted."""
    channel = TelegramByPolling(token, base_url, pace=None)

    async with asyncio.TaskGroup() as sending:

        async def take(batch: Sequence[Incoming]) -> None:
            for message in batch:
                sending.create_task(channel.send(_same(message)))

        await channel.receive(take)


def _same(message: Incoming) -> Outgoing:
    return Outgoing(id=int(message.update), channel=message.channel, chat=message.chat, text=message.text)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
