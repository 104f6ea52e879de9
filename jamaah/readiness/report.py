"""The report: how a group stands by all the rules of a day, and the shortest way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from jamaah.readiness.deliberation import gaps, in_person
from jamaah.readiness.enterprise import aids, collective, local, own_ideas
from jamaah.readiness.evidence import Evidence
from jamaah.readiness.findings import Finding, Found, State
from jamaah.readiness.founding import adults, capital, documents, name_words, officers, term
from jamaah.readiness.membership import Rules, members, rt, women, youth
from jamaah.readiness.ways import Shortest, shortest_way
from jamaah.rulebook import Measure, Rule, Rulebook, Track
from lean import dataclass

# AGE says who is an adult to another rule; what is only told has no figure.
MEASURES: Mapping[Measure, Callable[[Rule, Evidence, Rules], Found]] = {
    Measure.MEMBERS: members,
    Measure.WOMEN_PERCENT: women,
    Measure.GAP_DAYS: gaps,
    Measure.IN_PERSON_PERCENT: in_person,
    Measure.COLLECTIVE_PERCENT: collective,
    Measure.OWN_IDEAS_PERCENT: own_ideas,
    Measure.RT_PERCENT: rt,
    Measure.AIDS: aids,
    Measure.YOUTH: youth,
    Measure.LOCAL: local,
    Measure.ADULTS: adults,
    Measure.OFFICERS: officers,
    Measure.TERM_YEARS: term,
    Measure.NAME_WORDS: name_words,
    Measure.DOCUMENTS: documents,
    Measure.CAPITAL: capital,
}


@dataclass(frozen=True, slots=True)
class Report:
    """The findings in the order of the rulebook and the shortest way, as of the day `on`, by the rules of the day `by`;
    `recorded` is the day up to which each track of rules is known."""

    on: date
    by: date
    findings: tuple[Finding, ...]
    shortest: Shortest
    recorded: Mapping[Track, date]

    def find(self, rule: str) -> Finding | None:
        """The finding of a rule by its id, None if that rule is not in force."""
        return next((finding for finding in self.findings if finding.rule == rule), None)

    @property
    def own(self) -> tuple[int, int]:
        """How many of the group's own rules are met, and how many there are; advice aside."""
        own = [finding for finding in self.findings if finding.track == "own" and not finding.advice]
        counted = [finding.state for finding in own if finding.state is not State.ADVICE]
        return counted.count(State.MET), len(counted)

    @property
    def is_ready(self) -> bool:
        """Whether all of its own rules are met, and none of the law's is known not to be."""
        met, counted = self.own
        return met == counted and all(finding.state is not State.NOT_MET for finding in self.findings)


def assess(evidence: Evidence, rulebook: Rulebook, by: date | None = None) -> Report:
    """How a group stands by the rules of the day of the evidence, or of the day `by`. Figures and codes only."""
    day = by or evidence.on
    rules = rulebook.in_force(day)
    counted = [rule for rule in rules.values() if rule.measure in MEASURES]
    findings = tuple(_finding(rule, MEASURES[rule.measure](rule, evidence, rules)) for rule in counted)
    dated = tuple(_dated(finding, rulebook, day) for finding in findings)
    return Report(evidence.on, day, dated, shortest_way(evidence, rules), rulebook.recorded)


def _finding(rule: Rule, found: Found) -> Finding:
    advised = found.state is State.NOT_MET and rule.advice
    return Finding(
        rule=rule.id,
        track=rule.track,
        item=rule.item,
        advice=rule.advice,
        state=State.ADVICE if advised else found.state,
        figure=found.figure,
        target=rule.threshold,
        detail=found.detail,
        proof=found.proof,
        source=rule.source,
        ask=rule.ask,
    )


def _dated(finding: Finding, rulebook: Rulebook, day: date) -> Finding:
    """With the version of the law that it is measured by."""
    version = rulebook.version(finding.rule, day) if finding.track == "law" else None
    if version is None:
        return finding
    before = rulebook.replaced(version)
    return replace(finding, since=version.since, replaced=before.rule.source if before else None)
