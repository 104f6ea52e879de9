"""What a group keeps besides, all of it together, and how much is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

from jamaah.service import Figures

E = TypeVar("E")


class Book(Protocol[E]):
    """What a group keeps of one kind."""

    def of(self, group: int) -> list[E]:
        """All entries of a group, in the order in which they were made."""
        ...

    def look_ahead(self, groups: Sequence[int]) -> None:
        """Read the entries of these groups together: what is asked of each afterwards is known."""
        ...

    def add(self, new: Sequence[E]) -> list[E]:
        """Make entries; the entries with their ids."""
        ...

    def replace(self, entry: E) -> None:
        """Put an entry right, by its id."""
        ...

    def remove(self, entry: E) -> None:
        """Strike an entry out, by its id."""
        ...


class Whole(Protocol):
    def of(self, group: int) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """All rows of a group's books by kind, without any NIK, and how those are called who have a role there."""
        ...


class Service(Protocol):
    def figures(self, now: int) -> Figures:
        """How much is kept and waits, as counts."""
        ...
