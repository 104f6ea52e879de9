"""Files: each is made from its recipe when it is sent, so that nothing in a turn has to wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from io import BytesIO
from types import MappingProxyType

from bot.bundles import BUNDLE, bundle
from bot.ics import TYPE, Calendar, calendar_file
from bot.messages import Attachment, File
from bot.papers.making import paper
from bot.papers.paper import PAPER
from bot.papers.typesetting import PICTURE, picture
from bot.sealing import UNSEALED, Seal

QR, ICS = "qr", "ics"
# Wide enough to be scanned from another phone's screen.
DOTS = 8


async def made(file: File, seal: Seal = UNSEALED) -> Attachment:
    """The file as it is sent, with what stands sealed in its recipe opened. Raises KeyError for a recipe that nobody
    knows."""
    return Attachment(file.name, file.type, await asyncio.to_thread(RECIPES[file.recipe], seal.opened(file.of)))


def qr_file(name: str, words: str) -> File:
    """A picture that a phone's camera reads as `words`; `name` is that of the file, without its ending."""
    return File(f"{name}.png", "image/png", QR, words)


def ics_file(name: str, calendar: Calendar) -> File:
    """A calendar that a phone takes over; `name` is that of the file, without its ending."""
    return File(f"{name}.ics", TYPE, ICS, calendar.dump())


def qr(words: str) -> bytes:
    """A PNG of the QR code that says `words`."""
    import segno  # noqa: PLC0415  a picture is rarely sent, and every start would pay for it

    picture = BytesIO()
    segno.make(words, error="m", micro=False).save(picture, kind="png", scale=DOTS, border=4)
    return picture.getvalue()


RECIPES: Mapping[str, Callable[[str], bytes]] = MappingProxyType(
    {QR: qr, ICS: calendar_file, BUNDLE: bundle, PICTURE: picture, PAPER: paper}
)
