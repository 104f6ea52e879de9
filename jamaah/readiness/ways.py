"""The shortest way: what is least to be told and who is least to be added until the countable rules are met."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from jamaah.members import figures
from jamaah.readiness.evidence import Evidence
from jamaah.readiness.founding import OfAge, candidates
from jamaah.rulebook import Counted, Measure, Rule
from lean import dataclass


class Step(StrEnum):
    """What there is to do, in the order in which it is least trouble: what is only to be told costs nobody anything."""

    TELL_GENDERS = "tell_genders"
    TELL_AGES = "tell_ages"
    ADD_WOMEN = "add_women"
    ADD_OTHERS = "add_others"


@dataclass(frozen=True, slots=True)
class Shortest:
    """The fewest members to add so that smallest number, share of women and number of founders are met, of them the
    fewest women, all of them of age; `above` is by how many the largest number is then exceeded.

    With `tell_genders` or `tell_ages` above 0 it may be more: of so many members these are not recorded, and they have
    been counted as women and as adults.
    """

    add_women: int
    add_others: int
    tell_genders: int = 0
    tell_ages: int = 0
    above: int = 0

    @property
    def adds(self) -> int:
        """How many members are to be added."""
        return self.add_women + self.add_others

    @property
    def steps(self) -> tuple[tuple[Step, int], ...]:
        """What is to be done, in order; nothing if all is met and known."""
        counts = {
            Step.TELL_GENDERS: self.tell_genders,
            Step.TELL_AGES: self.tell_ages,
            Step.ADD_WOMEN: self.add_women,
            Step.ADD_OTHERS: self.add_others,
        }
        return tuple((step, count) for step, count in counts.items() if count)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a way must lead to: so many members, such a share of women in percent, so many who can be founders."""

    members: int
    women_percent: int
    founders: int


def fewest(total: int, women: int, adults: int, wanted: Wanted) -> tuple[int, int]:
    """The fewest women and others to add: only women raise the share, and each by 100 - share hundredths of a woman."""
    share = wanted.women_percent
    lacking = _ceiling(share * total - 100 * women, 100 - share)
    add = max(0, wanted.members - total, wanted.founders - adults, lacking)
    add_women = max(0, _ceiling(share * (total + add) - 100 * women, 100))
    return add_women, add - add_women


def shortest_way(evidence: Evidence, rules: Mapping[str, Rule]) -> Shortest:
    """The shortest way by the rules of a day. A share of women among those who come or who hold a post is no matter of
    adding members, and is left aside."""
    have, wanted = figures(evidence.members, evidence.on), _wanted(evidence, rules)
    ages = [of_age for _member, of_age in candidates(evidence, rules.values())]
    surely = ages.count(OfAge.SURELY)
    # Marriage makes adult too, but nobody is asked to marry: only whose age is not known is hoped for, and who is in
    # another group too.
    untold = ages.count(OfAge.NOT_KNOWN)
    perhaps = surely + untold + ages.count(OfAge.ELSEWHERE)
    women, others = fewest(have.total, have.women + have.unknown, perhaps, wanted)
    return Shortest(
        women,
        others,
        tell_genders=have.unknown if fewest(have.total, have.women, perhaps, wanted) != (women, others) else 0,
        tell_ages=untold if surely + women + others < wanted.founders else 0,
        above=_above(have.total + women + others, rules),
    )


def _wanted(evidence: Evidence, rules: Mapping[str, Rule]) -> Wanted:
    least = [rule for rule in rules.values() if rule.at_least and not rule.advice]
    shares = [rule for rule in least if rule.measure is Measure.WOMEN_PERCENT and rule.counted is Counted.MEMBERS]
    return Wanted(
        members=max((_persons(rule, evidence) for rule in least if rule.measure is Measure.MEMBERS), default=0),
        women_percent=max((rule.threshold for rule in shares), default=0),
        founders=max((rule.threshold for rule in least if rule.measure is Measure.ADULTS), default=0),
    )


def _persons(rule: Rule, evidence: Evidence) -> int:
    """How many members a smallest number means: where households are counted, each who is added is of a new one."""
    if rule.counted is not Counted.HOUSEHOLDS:
        return rule.threshold
    return len(evidence.belonging) + max(0, rule.threshold - evidence.families()[1])


def _above(total: int, rules: Mapping[str, Rule]) -> int:
    largest = (rule for rule in rules.values() if rule.measure is Measure.MEMBERS and not rule.at_least)
    most = [rule.threshold for rule in largest if rule.counted is Counted.PERSONS]
    return max(0, total - min(most)) if most else 0


def _ceiling(part: int, whole: int) -> int:
    return -(-part // whole)
