"""What the log says of a group itself, in words: what it is called, where it is, what it lets facilitators see."""

from __future__ import annotations

from collections.abc import Iterator

from bot.texts import Text, _
from handlers.differences import FROM_TO
from handlers.ports import Change
from handlers.words import come
from jamaah.groups import Group

EMPTY = _("none yet")
OF_GROUP = {
    "name": _("Name"),
    "village": _("Village"),
    "rt": _("RT"),
    "rw": _("RW"),
    "region": _("District and regency"),
    "zone": _("Zone"),
    "cooperative": _("Cooperative"),
}
SHOWN = {True: _("shown"), False: _("not shown")}


def group_changes(group: Group, change: Change) -> Iterator[Text]:
    """What is different about a group, each from what it was to what it became."""
    if not change.before:
        yield _("The group was entered.")
    for before, after in zip(change.before, change.after, strict=False):
        for field, word in OF_GROUP.items():
            if before.get(field) != after.get(field):
                was, is_now = (row.get(field) or EMPTY for row in (before, after))
                yield FROM_TO(what=word, before=was, after=is_now)
        was, is_now = (SHOWN[bool(row.get("shares"))] for row in (before, after))
        if was != is_now:
            yield FROM_TO(what=_("Phone numbers for facilitators"), before=was, after=is_now)
        if before.get("leads") != after.get("leads"):
            yield come(group.leads)
        if before.get("capital") != after.get("capital"):
            yield _("Other data of the group.")
