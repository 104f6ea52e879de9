"""How a group stands by each rule; shared by the conversations about readiness and about the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.talk import Talk
from bot.texts import Text, _
from handlers.access import groups_for
from handlers.law_findings import OF_LAW
from handlers.own_findings import OF_OWN, Said
from handlers.ports import Store
from jamaah.groups import Group
from jamaah.readiness import Evidence, Finding, Report, State, assess
from jamaah.roles import Deed
from jamaah.rulebook import load

LATEST, OF_HALF_A_YEAR = 60, 30
"""Meetings that are looked at: where progress is asked for, and where it is only said how a group stands now."""
MARKS = {State.MET: "✓", State.NOT_MET: "✗", State.NOT_KNOWN: "?", State.ADVICE: "·"}
SAID: Mapping[str, Said] = {**OF_OWN, **OF_LAW}


def evidence_of(talk: Talk[Store], group: Group) -> Evidence:
    """What was recorded of a group until today; with who is in another group too, as far as the speaker sees both."""
    kept = gathered(talk.store, group, talk.local.date())
    seen = [one.id for one in groups_for(talk, Deed.SEE_MEMBERS)]
    there = talk.store.members.elsewhere(group.id, seen) if group.id in seen else {}
    return replace(kept, elsewhere=frozenset(there)) if there else kept


def gathered(store: Store, group: Group, today: date, latest: int = LATEST) -> Evidence:
    """The same, of a day: one round of questions, whose number does not depend on how much there is."""
    return Evidence(
        group=group,
        on=today,
        members=[*store.members.of(group.id), *store.members.departed(group.id)],
        meetings=store.meetings.latest(group.id, latest),
        timetable=store.schedules.current(group.id),
        ideas=store.ideas.of(group.id),
        businesses=store.businesses.of(group.id),
        officers=store.officers.of(group.id),
        founders=store.founders.of(group.id),
        aid=store.aids.of(group.id),
        papers=store.papers.of(group.id),
        cooperative=group.cooperative,
    )


def report_of(talk: Talk[Store], group: Group, by: date | None = None) -> Report:
    """How a group stands today by the rules of today, or of the day `by`."""
    return assess(evidence_of(talk, group), load(), by)


def report_among(talk: Talk[Store], group: Group) -> Report:
    """The same of one group among many, without a look at the others for each."""
    return assess(gathered(talk.store, group, talk.local.date(), OF_HALF_A_YEAR), load())


def report_on(evidence: Evidence, day: date) -> Report:
    """How a group stood on a day by the rules of the day of the evidence."""
    return assess(evidence.as_of(day), load(), evidence.on)


def told(finding: Finding) -> Text:
    """One rule: its mark, the figure, the target."""
    return _("{mark} {said}")(mark=MARKS[finding.state], said=in_words(finding))


def in_words(finding: Finding) -> Text:
    """The same without the mark."""
    return SAID[finding.rule].whole(finding.state, facts_of(finding))


def briefly(finding: Finding) -> Text:
    """The same in a few words, to stand among others."""
    return SAID[finding.rule].brief(finding.state, facts_of(finding))


def facts_of(finding: Finding) -> Mapping[str, Any]:
    """What the words of a rule are filled with."""
    return {**finding.detail, "figure": finding.figure, "target": finding.target}
