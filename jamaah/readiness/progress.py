"""Progress: which rules were gained and which lost between two reports."""

from __future__ import annotations

from datetime import date

from jamaah.readiness.evidence import Evidence
from jamaah.readiness.findings import Finding, State
from jamaah.readiness.report import Report, assess
from jamaah.rulebook import Rulebook
from lean import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """One rule then and now; None where it was not in force."""

    rule: str
    before: Finding | None
    after: Finding | None


@dataclass(frozen=True, slots=True)
class Progress:
    """The rules that are met now and were not, and those that were and are not nor are advice by now, in the order of
    the rulebook."""

    gained: tuple[Turn, ...]
    lost: tuple[Turn, ...]


def progress(before: Report, after: Report) -> Progress:
    """What changed from one report to the other."""
    rules = dict.fromkeys([finding.rule for report in (after, before) for finding in report.findings])
    turns = [Turn(rule, before.find(rule), after.find(rule)) for rule in rules]
    return Progress(
        gained=tuple(turn for turn in turns if _met(turn.after) and not _met(turn.before)),
        lost=tuple(turn for turn in turns if _met(turn.before) and not _stands(turn.after)),
    )


def since(evidence: Evidence, rulebook: Rulebook, day: date) -> Progress:
    """What changed since a day, by the rules of today and by all that was recorded of that day until now."""
    then = assess(evidence.as_of(day), rulebook, by=evidence.on)
    return progress(then, assess(evidence, rulebook))


def _stands(finding: Finding | None) -> bool:
    """Whether nothing is held against the group: advice is worth a word and no loss."""
    return finding is not None and finding.state in (State.MET, State.ADVICE)


def _met(finding: Finding | None) -> bool:
    return finding is not None and finding.state is State.MET
