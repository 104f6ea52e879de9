"""Businesses of a group: together or each for himself, in which field, from what the place has or not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from lean import dataclass


class Field(StrEnum):
    CROP = "crop"
    FOREST = "forest"
    LIVESTOCK = "livestock"
    FISH = "fish"
    PROCESSING = "processing"
    TRADE = "trade"
    SERVICE = "service"


AGRO_SILVO_PASTORAL = frozenset({Field.CROP, Field.FOREST, Field.LIVESTOCK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """What a group earns by, from `since` until the day before `until`. `collective` tells whether it is worked
    together, `local` whether from what the place has; None: not told."""

    id: int = 0
    group: int
    what: str
    since: date
    until: date | None = None
    fields: frozenset[Field] = frozenset()
    collective: bool | None = None
    local: bool | None = None


def runs(business: Business, on: date) -> bool:
    """Whether a business runs on a day."""
    return business.since <= on and (business.until is None or on < business.until)


def joined_fields(business: Business) -> int:
    """How many of crops, trees and livestock go together in one business."""
    return len(business.fields & AGRO_SILVO_PASTORAL)


def is_integrated(businesses: Iterable[Business]) -> bool:
    """Whether crops, trees and livestock are all among the fields of these businesses."""
    return {field for business in businesses for field in business.fields} >= AGRO_SILVO_PASTORAL
