"""Which groups are to be visited and why, in words; shared by the digest and by what is asked of all groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.forms import opens
from bot.messages import Button, Reply
from bot.texts import Text, _, lines, ngettext, sentence, verbatim
from handlers.accompanied import days, in_brief
from handlers.words import distinct, listing, with_village
from jamaah.accompanying import Concern, Look
from jamaah.asking_after import DAY
from jamaah.groups import Group

MOST, MOST_OTHERS, MOST_REASONS = 5, 5, 3


def digest(found: Sequence[Look], groups: Sequence[Group], now: int) -> Reply:
    """Whom to visit and why, the first first; what else is to be seen, and how many are in order."""
    worse = [seen for seen in found if seen.concerns]
    first, others = worse[:MOST], worse[MOST:]
    head = ngettext("{count} group, as of {day}.", "{count} groups, as of {day}.", len(found))
    visit = _("To visit, the first first:") if first else _("All is going well; nobody needs a visit.")
    numbered = [_visit(number, seen, groups) for number, seen in enumerate(first, 1)]
    text = lines(
        sentence(head(day=found[0].on), _met(found)),
        visit,
        *numbered,
        _others(others, groups),
        _("In order: {count}.")(count=len(found) - len(worse)) if worse and len(found) > len(worse) else None,
    )
    return Reply(text, _buttons(first, groups), "reminder", expires=now + 2 * DAY)


def _met(found: Sequence[Look]) -> Text:
    """How many have met in the week before."""
    met = sum(seen.last is not None and seen.last.day > seen.on - timedelta(days=7) for seen in found)
    return _("{count} met this week.")(count=met)


def _visit(number: int, seen: Look, groups: Sequence[Group]) -> Text:
    reasons = listing([_reason(seen, concern) for concern in seen.concerns[:MOST_REASONS]])
    return _("{number}. {group}: {reasons}")(number=number, group=with_village(seen.group), reasons=reasons)


def _reason(seen: Look, concern: Concern) -> Text:
    if concern is not Concern.MISSED:
        return in_brief(seen, concern)
    return sentence(in_brief(seen, concern), _("(the last on {days})")(days=days(seen.missed[-1:])))


def _others(others: Sequence[Look], groups: Sequence[Group]) -> Text | None:
    if not others:
        return None
    named = [verbatim(distinct(seen.group, groups)) for seen in others[:MOST_OTHERS]]
    more = [_("and {count} more")(count=len(others) - MOST_OTHERS)] if len(others) > MOST_OTHERS else []
    return _("Then: {names}.")(names=listing([*named, *more]))


def _buttons(first: Sequence[Look], groups: Sequence[Group]) -> tuple[Button, ...]:
    each = (opens("group_status", verbatim(distinct(seen.group, groups)), group=seen.group.id) for seen in first[:3])
    return (*each, opens("groups_overview", _("All my groups")))
