"""What a group earns by: rows of businesses."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from jamaah.businesses import Business, Field
from storage.changes import Log
from storage.schema import businesses

_OF = select(businesses).where(businesses.c.group_id == bindparam("group")).order_by(businesses.c.id)
_GET = select(businesses).where(businesses.c.id == bindparam("business"))


class Businesses:
    """Rows of businesses, also of those that have ended."""

    def __init__(self, log: Log) -> None:
        self._log, self._connection = log, log.connection

    def of(self, group: int) -> list[Business]:
        """All businesses of a group, in the order in which they were written down."""
        found: tuple[Business, ...] = self._log.once(
            (businesses,),
            group,
            lambda: tuple(_business(row) for row in self._connection.execute(_OF, {"group": group}).mappings()),
        )
        return list(found)

    def get(self, business: int) -> Business | None:
        """A business by its id."""
        row = self._connection.execute(_GET, {"business": business}).mappings().first()
        return None if row is None else _business(row)

    def add(self, business: Business) -> Business:
        """Enter a business; it with its id."""
        return _business(self._log.write(businesses, business.group, after=[{**_row(business), "id": None}])[0])

    def replace(self, business: Business) -> None:
        """Write a business anew. Raises LookupError if it is not there."""
        self._log.write(businesses, business.group, [self._kept(business)], [_row(business)])

    def remove(self, business: Business) -> None:
        """Take out of the book what never was one. Raises LookupError if it is not there."""
        self._log.write(businesses, business.group, [self._kept(business)])

    def _kept(self, business: Business) -> dict[str, Any]:
        row = self._connection.execute(_GET, {"business": business.id}).mappings().first()
        if row is None:
            raise LookupError(f"there is no business {business.id}")
        return dict(row)


def _row(business: Business) -> dict[str, Any]:
    values = asdict(business)
    return {
        **values,
        "group_id": values.pop("group"),
        "since": business.since.isoformat(),
        "until": business.until.isoformat() if business.until else None,
        "fields": sorted(field.value for field in business.fields),
    }


def _business(row: Any) -> Business:
    values = dict(row)
    group, until = values.pop("group_id"), values["until"]
    told = {
        "since": date.fromisoformat(values["since"]),
        "until": date.fromisoformat(until) if until else None,
        "fields": frozenset(map(Field, values["fields"])),
    }
    return Business(**{**values, **told}, group=group)
