"""That a paper that names members was taken along as a file: told to them as a list for an office is."""

from __future__ import annotations

from bot.talk import Talk
from handlers.access import can
from handlers.ports import Store
from jamaah.calendar import local
from jamaah.exports import Export, Purpose
from jamaah.groups import Group
from jamaah.roles import Deed


def taken_along(talk: Talk[Store], group: Group, document: str) -> None:
    """Enter that the speaker took a paper along; the second time of a day is the first."""
    today = local(talk.now, group.zone).date()
    for known in talk.store.exports.of(group.id):
        if (known.person, known.document) == (talk.person, document) and local(known.at, group.zone).date() == today:
            return
    purpose = Purpose.KEEP if can(talk, group.id, Deed.RECORD_MEETING) else Purpose.FACILITATOR
    export = Export(group=group.id, person=talk.person, at=talk.now, purpose=purpose, document=document)
    talk.store.exports.add([export])
