"""What the group earns by, in words; and which business of the book is meant."""

from __future__ import annotations

from collections.abc import Sequence

from bot.talk import Talk
from bot.texts import Text, _
from bot.understanding.normalise import read
from handlers.ports import Store
from handlers.words import listing, together
from jamaah.businesses import Business, Field, runs
from jamaah.groups import Group

FIELDS = {
    Field.CROP: _("Crops"),
    Field.LIVESTOCK: _("Livestock"),
    Field.FOREST: _("Trees"),
    Field.FISH: _("Fish"),
    Field.PROCESSING: _("Processing"),
    Field.TRADE: _("Trade"),
    Field.SERVICE: _("Services"),
}

IN = {
    Field.CROP: _("crops"),
    Field.LIVESTOCK: _("livestock"),
    Field.FOREST: _("trees"),
    Field.FISH: _("fish"),
    Field.PROCESSING: _("processing"),
    Field.TRADE: _("trade"),
    Field.SERVICE: _("services"),
}


def running(talk: Talk[Store], group: Group | None) -> list[Business]:
    """The businesses of a group that run today."""
    today = talk.local.date()
    return [one for one in talk.store.businesses.of(group.id) if runs(one, today)] if group else []


def described(business: Business) -> Text:
    """In which fields a business is, how it is worked, and from what."""
    fields = [IN[field] for field in FIELDS if field in business.fields]
    told: list[Text | str] = [together(fields)] if fields else []
    if business.collective is not None:
        told.append(_("worked together") if business.collective else _("each for himself"))
    if business.local is not None:
        told.append(_("from what the place has") if business.local else _("from what is brought"))
    return listing(told)


def named_in(words: str, among: Sequence[Business]) -> list[Business]:
    """The businesses in which all these words stand."""
    said = set(read(words).words)
    return [one for one in among if said and said <= set(read(one.what).words)]
