"""What conversations need of the records, as protocols; the storage satisfies them by its shape."""

from __future__ import annotations

from handlers.ports.log import Change, Entry, Look, Saved
from handlers.ports.people import Code, Joining
from handlers.ports.store import Store

__all__ = ["Change", "Code", "Entry", "Joining", "Look", "Saved", "Store"]
