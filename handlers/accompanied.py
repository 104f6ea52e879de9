"""The groups that somebody accompanies: read together, held against what a group wants, put into few words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from bot.talk import Talk
from bot.texts import PlainDate, Text, _, ngettext
from handlers.access import can
from handlers.findings import OF_HALF_A_YEAR
from handlers.ports import Store
from handlers.words import listing
from jamaah.accompanying import Concern, Look, Targets, look
from jamaah.groups import Group
from jamaah.roles import Deed
from jamaah.rulebook import load


class Order(StrEnum):
    """Which groups come first."""

    WORST = "worst"
    BEST = "best"


A_FEW = 4
"""Meetings that are looked at where a group's attendance is told."""
A_SCREEN = 10
"""Groups told in one message."""


def looks(store: Store, groups: Sequence[Group], now: int) -> list[Look]:
    """These groups as their records show them now: a few questions, however many they are."""
    ids = [group.id for group in groups]
    store.members.look_ahead(ids)
    store.meetings.look_ahead(ids, A_FEW)
    store.schedules.look_ahead(ids)
    keepers, targets = store.people.keepers(ids), wanted()
    return [
        look(
            group,
            [*store.members.of(group.id), *store.members.departed(group.id)],
            store.meetings.latest(group.id, A_FEW),
            store.schedules.current(group.id),
            keepers[group.id],
            targets,
            now,
        )
        for group in groups
    ]


def read_together(store: Store, groups: Sequence[Group]) -> None:
    """Read all that the assessments of these groups look at: a few questions, however many they are."""
    ids = [group.id for group in groups]
    store.members.look_ahead(ids)
    store.meetings.look_ahead(ids, OF_HALF_A_YEAR)
    store.schedules.look_ahead(ids)
    for book in (store.ideas, store.businesses, store.officers, store.founders, store.aids, store.papers):
        book.look_ahead(ids)


def wanted() -> Targets:
    """How many members and what share of women a group wants by its own rules."""
    rules = {rule.id: rule.threshold for rule in load().rules if rule.id in ("members_min", "women")}
    return Targets(members=rules["members_min"], women=rules["women"])


def in_brief(seen: Look, concern: Concern) -> Text:
    """What needs a hand, to stand among others."""
    match concern:
        case Concern.MISSED:
            return _unmet(len(seen.missed) - len(seen.off), len(seen.off))
        case Concern.LATE:
            return unmet_on(seen.missed, seen.off)
        case Concern.SMALL:
            return _("{count} members still to come")(count=wanted().members - seen.figures.total)
        case Concern.FEW_WOMEN:
            share = percent(seen.figures.women, seen.figures.total)
            return _("women {percent} % of {target} %")(percent=share, target=wanted().women)
        case Concern.UNRECORDED:
            return _("minutes of {days} still to come")(days=days(seen.unrecorded))
        case _:
            return _BRIEF[concern]


def _unmet(unknown: int, off: int) -> Text:
    """How many meetings there is no word of, and how many were called off."""
    words = ngettext("no word of {count} meeting yet", "no word of {count} meetings yet", unknown)
    gone = ngettext("{count} meeting called off", "{count} meetings called off", off)
    return listing(said(count=count) for said, count in ((words, unknown), (gone, off)) if count)


def unmet_on(missed: Sequence[date], off: Collection[date]) -> Text:
    """Of which days there is no word, and on which the meeting was called off."""
    unknown, gone = [day for day in missed if day not in off], [day for day in missed if day in off]
    words = ((_("no word of {days} yet"), unknown), (_("{days} called off"), gone))
    return listing(said(days=days(some)) for said, some in words if some)


_BRIEF = {
    Concern.NO_KEEPER: _("no secretary"),
    Concern.UNREACHABLE: _("the secretary cannot be reached"),
    Concern.NOBODY: _("no members in the book yet"),
    Concern.NO_SCHEDULE: _("no schedule yet"),
}


def days(of: Sequence[date]) -> Text:
    """Some days with commas, in their order."""
    return listing(_("{day}")(day=PlainDate(day)) for day in sorted(of))


def percent(part: int, whole: int) -> int:
    """Whole percents, a half rounded up."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def as_of_today(talk: Talk[Store], group: Group) -> Text | None:
    """Of which day figures are, for who accompanies a group: they pass them on; None for everybody else."""
    return as_of(talk.local.date()) if can(talk, group.id, Deed.ACCOMPANY) else None


def as_of(on: date) -> Text:
    """Of which day figures are."""
    return _("As of {day}.")(day=PlainDate(on))
