"""Which files WhatsApp takes, and how others arrive all the same."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO

from bot.messages import Attachment

PICTURES = ("image/png", "image/jpeg")
OFFICE = "application/vnd.openxmlformats-officedocument"
DOCUMENTS = (
    "application/pdf",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    f"{OFFICE}.presentationml.presentation",
    f"{OFFICE}.spreadsheetml.sheet",
    f"{OFFICE}.wordprocessingml.document",
)
TEXT, ARCHIVE = "text/plain", "application/zip"


class NotTaken(ValueError):
    """A file of a type that WhatsApp does not take, and that cannot be sent as one that it does."""


def taken(files: Sequence[Attachment]) -> list[Attachment]:
    """The files as WhatsApp takes them. Raises NotTaken.

    Any text is sent as plain text under its own name, by whose ending a phone knows a calendar or a table; of an
    archive each file is sent by itself.
    """
    return [each for file in files for each in _taken(file)]


def _taken(file: Attachment) -> Iterator[Attachment]:
    if file.type in (*PICTURES, *DOCUMENTS):
        yield file
    elif file.type.startswith("text/"):
        yield Attachment(file.name, TEXT, file.content)
    elif file.type == ARCHIVE:
        yield from _unpacked(file.content)
    else:
        raise NotTaken(f"WhatsApp takes no {file.type}")


def _unpacked(archive: bytes) -> Iterator[Attachment]:
    """The files of an archive of ours, all of which are texts."""
    with zipfile.ZipFile(BytesIO(archive)) as found:
        for name in found.namelist():
            if content := found.read(name):
                yield Attachment(name, TEXT, content)
