"""How a group stands by each rule, in words; shared by the conversations about readiness and about the rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.talk import Talk
from bot.texts import Text, _, sentence
from handlers.ports import Store
from jamaah.groups import Group
from jamaah.readiness import Evidence, Finding, Report, State, assess
from jamaah.rulebook import load

LATEST = 60
MARKS = {State.MET: "✓", State.NOT_MET: "✗", State.NOT_KNOWN: "?", State.ADVICE: "·"}


def evidence_of(talk: Talk[Store], group: Group) -> Evidence:
    """What was recorded of a group until today."""
    store = talk.store
    return Evidence(
        group=group,
        on=talk.local.date(),
        members=store.members.of(group.id),
        meetings=store.meetings.latest(group.id, LATEST),
        timetable=store.schedules.current(group.id),
        officers=store.officers.of(group.id),
        founders=store.founders.of(group.id),
        aid=store.aids.of(group.id),
        papers=store.papers.of(group.id),
        cooperative=group.cooperative,
    )


def report_of(talk: Talk[Store], group: Group, by: date | None = None) -> Report:
    """How a group stands today by the rules that can be told of in words, those of today or of the day `by`."""
    return assess(evidence_of(talk, group), load(), by).only(FINDINGS)


def told(finding: Finding) -> Text | None:
    """One rule: its mark, the figure, the target."""
    said = in_words(finding)
    return None if said is None else _("{mark} {said}")(mark=MARKS[finding.state], said=said)


def in_words(finding: Finding) -> Text | None:
    """The same without the mark; None where there is nothing to say."""
    say = FINDINGS.get(finding.rule)
    return say(finding.state, {**finding.detail, "figure": finding.figure, "target": finding.target}) if say else None


def _members(state: State, facts: Mapping[str, Any]) -> Text:
    return _("{total} members; at least {target} are needed.")(**facts)


def _most(state: State, facts: Mapping[str, Any]) -> Text | None:
    if facts["total"] <= facts["target"]:
        return None
    return _("{total} members; above about {target} it is better to begin a second group.")(**facts)


def _women(state: State, facts: Mapping[str, Any]) -> Text:
    if not facts["total"]:
        return _("Women: at least {target} % are needed; no members yet.")(**facts)
    said = _("{women} of {total} are women ({figure} %); at least {target} % are needed.")(**facts)
    return sentence(said, _("Of {unknown} it is not known yet.")(**facts)) if facts["unknown"] else said


def _meetings(state: State, facts: Mapping[str, Any]) -> Text:
    if state is State.NOT_KNOWN:
        begun = _("Just begun: {meetings} meetings recorded; whether you meet regularly shows from {fewest} on.")
        none = _("Meetings: none recorded yet; whether you meet regularly shows from {fewest} on.")
        return (begun if facts["meetings"] else none)(**facts)
    if state is State.MET:
        return _("You meet regularly; the last was {last}.")(**facts)
    return _("The last meeting was {last}; between two there should be at most {target} days.")(**facts)


def _in_person(state: State, facts: Mapping[str, Any]) -> Text:
    if not facts["meetings"]:
        return _("Coming in person: no meeting recorded yet.")
    if facts["represented"]:
        return _("Coming in person: {represented} times somebody else came instead; everybody comes in person.")(
            **facts
        )
    if facts["unsure"]:
        return _("Coming in person: of {unsure} meetings it is not recorded who came.")(**facts)
    return _("Coming in person: {present} of {expected} at the last {meetings} meetings, nobody represented.")(**facts)


def _founders(state: State, facts: Mapping[str, Any]) -> Text:
    if facts["adult_age"] is None:
        members = _("{total} members in the book; {target} founders must be at the founding meeting.")(**facts)
        return sentence(members, _("From which age on they count is not recorded for that day."))
    said = _("{adults} adults in the book could be founders; {target} with a KTP must be at the founding meeting.")(
        **facts
    )
    return sentence(said, _("Of {age_unknown} the age is not known yet.")(**facts)) if facts["age_unknown"] else said


FINDINGS: dict[str, Callable[[State, Mapping[str, Any]], Text | None]] = {
    "members_min": _members,
    "members_max": _most,
    "women": _women,
    "meetings": _meetings,
    "in_person": _in_person,
    "founders": _founders,
}
