"""What else the books hold of somebody beside the members' book: how much of each kind, in which words, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.texts import PlainDate, Text, _, sentence
from handlers.ports import Store
from handlers.purposes import handed_out
from handlers.seen_by import NOBODY, who_looked
from handlers.words import listing
from jamaah.calendar import local
from jamaah.exports import Export
from jamaah.groups import Group
from jamaah.members import Consent, Member, belongs

MOST_WORDS, MOST_CHANGES = 5, 200
KINDS: Mapping[str, Text] = {
    "attendance": _("attendance at {count} meetings"),
    "rsvps": _("{count} answers whether you come"),
    "ideas": _("{count} ideas"),
    "disputes": _("{count} objections"),
    "countersigns": _("{count} words on minutes"),
    "officers": _("{count} posts"),
    "relays": _("{count} messages passed on"),
    "joins": _("{count} requests to be connected"),
}
WORDS = (("rsvps", "reason"), ("disputes", "words"), ("countersigns", "words"), ("ideas", "what"))
HOW = {
    Consent.OWN: _("You agreed yourself on {day}."),
    Consent.TOLD: _("The secretary wrote on {day} that you agree."),
    Consent.LISTED: _("The secretary wrote on {day} that all of the list agree."),
}


def agreement(member: Member) -> Text | None:
    """When and how it was said that somebody agrees, and which parent did."""
    if member.consented is None:
        return None
    told = HOW[member.consent](day=PlainDate(member.consented)) if member.consent else None
    parent = _("Parent who agreed: {parent}.")(parent=member.parent) if member.parent else None
    return sentence(told, parent) if told or parent else None


def beside(store: Store, member: Member) -> list[Text]:
    """How many rows of each kind tell of a member, and the words that were said."""
    rows = {
        name: [row for row in found if row.get("member") == member.id]
        for name, found in store.whole.of(member.group).items()
        if name not in ("members", "changes", "founders")
    }
    counted = [_count(name, len(found)) for name, found in rows.items() if found]
    said = list(_words(rows))
    told = [_("Also kept: {kinds}.")(kinds=listing(counted))] if counted else []
    return [*told, *([_("In your words: {words}.")(words=listing(said))] if said else [])]


def _count(name: str, count: int) -> Text:
    words = KINDS.get(name)
    return _("{count} of {kind}")(count=count, kind=name) if words is None else words(count=count)


def _words(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    found = [str(row[column]) for name, column in WORDS for row in rows.get(name, ()) if row.get(column)]
    yield from (f"“{words}”" for words in found[:MOST_WORDS])
    if len(found) > MOST_WORDS:
        yield "…"


def by_whom(store: Store, group: Group, member: Member) -> Iterator[Text]:
    """Who wrote or changed what stands there, who looked at it, and who took all data along as a file."""
    latest: dict[str, int] = {}
    for entry in store.changes.of(group.id, count=MOST_CHANGES, member=member.id):
        name = store.people.get(entry.person).address if entry.person else ""
        latest[name] = max(latest.get(name, 0), entry.at)
    last = _("{name}, last on {day}")
    known = [last(name=name, day=_day(group, at)) for name, at in latest.items() if name not in NOBODY]
    if known:
        yield _("Written or changed by: {people}.")(people=listing(known))
    if (seen := who_looked(store, member)) is not None:
        yield seen
    exports = [export for export in store.exports.of(group.id) if _tells_of(member, group, export)]
    taken = [_taken(store, group, _with_own(member, export)) for export in latest_of(exports)]
    if taken:
        yield _("Taken along as a file: {people}.")(people=listing(taken[-MOST_WORDS:]))


def latest_of(exports: Sequence[Export]) -> list[Export]:
    """Of what the same person took along for the same more than once only the last."""
    latest: dict[tuple[object, ...], Export] = {}
    for one in exports:
        same = (one.person, one.document, one.purpose, one.receiver, one.reason, one.columns, one.niks)
        latest.pop(same, None)
        latest[same] = one
    return list(latest.values())


def _taken(store: Store, group: Group, export: Export) -> Text:
    name = store.people.get(export.person).address
    return _("{name} on {day} ({purpose})")(name=name, day=_day(group, export.at), purpose=handed_out(export))


def _with_own(member: Member, export: Export) -> Export:
    """What was handed out, of NIK with one's own alone: nobody is told that somebody else's went out."""
    return replace(export, niks=int(member.id in export.nik_of)) if export.niks else export


def _tells_of(member: Member, group: Group, export: Export) -> bool:
    """Whether somebody stands in what was handed out: in all data always, in a list who was a member on that day."""
    return export.document is None or belongs(member, local(export.at, group.zone).date())


def _day(group: Group, at: int) -> PlainDate:
    return PlainDate(local(at, group.zone).date())
