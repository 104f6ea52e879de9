"""What is recorded of the founding: officers and their terms, the name, documents, capital; who could found."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from jamaah.cooperatives import own_words
from jamaah.founders import is_barred
from jamaah.members import Member
from jamaah.officers import Officer, Post, years_begun
from jamaah.papers import Having, latest
from jamaah.people import age_range, fold
from jamaah.readiness.evidence import Evidence
from jamaah.readiness.findings import Found, Proof, State, between, proof
from jamaah.readiness.membership import Rules, register
from jamaah.rulebook import Measure, Rule


class OfAge(StrEnum):
    """What the book shows of somebody's age as a founder; under it, marriage still makes adult. Who is BARRED has no
    KTP yet or is no Indonesian, of whatever age; who is ELSEWHERE belongs to another group too."""

    SURELY = "surely"
    UNDER_AGE = "under_age"
    NOT_KNOWN = "not_known"
    BARRED = "barred"
    ELSEWHERE = "elsewhere"


OF_AGE = frozenset({OfAge.SURELY, OfAge.ELSEWHERE})
"""Who is an adult for certain."""


def candidates(evidence: Evidence, rules: Iterable[Rule]) -> list[tuple[Member, OfAge]]:
    """The members, each with what is known of them as a founder."""
    wanted = adult_age(rules)
    return [(member, of_age(member, evidence, wanted)) for member in evidence.belonging]


def adult_age(rules: Iterable[Rule]) -> int | None:
    """The age from which on somebody can be a founder for certain; None where no rule sets one."""
    return max((rule.threshold for rule in rules if rule.measure is Measure.AGE), default=None)


def of_age(member: Member, evidence: Evidence, wanted: int | None) -> OfAge:
    """What is known of one member as a founder."""
    if is_barred(evidence.founder(member)):
        return OfAge.BARRED
    if member.born is None or wanted is None:
        return OfAge.NOT_KNOWN
    youngest, oldest = age_range(member.born, evidence.on)
    if youngest >= wanted:
        return OfAge.ELSEWHERE if member.id in evidence.elsewhere else OfAge.SURELY
    return OfAge.UNDER_AGE if oldest < wanted else OfAge.NOT_KNOWN


def adults(rule: Rule, evidence: Evidence, rules: Rules) -> Found:
    """Detail: total, adults, age_unknown, under_age, adult_age (None where no law of the day sets one), barred (no KTP
    yet, or no Indonesian), elsewhere (in another group too), ktp (of how many adults it is known that there is one)."""
    known = candidates(evidence, rules.values())
    ages = [of_age for _member, of_age in known]
    with_ktp = [of_age for member, of_age in known if of_age in OF_AGE and evidence.has_ktp(member)]
    detail = {
        "total": len(known),
        "adults": (of_age_now := sum(of_age in OF_AGE for of_age in ages)),
        "age_unknown": ages.count(OfAge.NOT_KNOWN),
        "under_age": ages.count(OfAge.UNDER_AGE),
        "adult_age": adult_age(rules.values()),
        "barred": (barred := ages.count(OfAge.BARRED)),
        "elsewhere": ages.count(OfAge.ELSEWHERE),
        "ktp": len(with_ktp),
    }
    # A founder shows a KTP: of whom it is not known is not certain. Marriage makes adult before that age and is not
    # recorded: nobody is known not to be one.
    state = between(rule, with_ktp.count(OfAge.SURELY), len(known) - barred)
    return Found(state, of_age_now, detail, register(evidence))


def officers(rule: Rule, evidence: Evidence, rules: Rules) -> Found:
    """Detail: chair, secretary, treasurer, supervisor (how many hold it), odd (whether those who manage are an odd
    number)."""
    serving = evidence.serving
    posts = [officer.post for officer in serving]
    managing = len({officer.member for officer in _managing(serving)})
    detail = {**{post.value: posts.count(post) for post in Post}, "odd": managing % 2 == 1}
    shown_by = proof("officers", ((officer.id, officer.since) for officer in serving))
    if not serving:
        return Found(State.NOT_KNOWN, None, detail, shown_by)
    return Found(between(rule, managing, managing), managing, detail, shown_by)


def _managing(serving: Iterable[Officer]) -> list[Officer]:
    return [officer for officer in serving if officer.post is not Post.SUPERVISOR]


def term(rule: Rule, evidence: Evidence, rules: Rules) -> Found:
    """Detail: officers, unknown (since when was not told), since (the longest-serving)."""
    serving = _managing(evidence.serving)
    told = [officer.since for officer in serving if officer.since is not None]
    detail = {"officers": len(serving), "unknown": len(serving) - len(told), "since": min(told, default=None)}
    shown_by = proof("officers", ((officer.id, officer.since) for officer in serving))
    if not told:
        return Found(State.NOT_KNOWN, None, detail, shown_by)
    longest = years_begun(min(told), evidence.on)
    state = between(rule, longest, longest)
    unsure = state is State.MET and len(told) < len(serving)
    return Found(State.NOT_KNOWN if unsure else state, longest, detail, shown_by)


def name_words(rule: Rule, evidence: Evidence, rules: Rules) -> Found:
    """Detail: words, those after "Koperasi" and its kind."""
    if not fold(evidence.cooperative or ""):
        return Found(State.NOT_KNOWN, None, {"words": 0}, Proof("cooperative"))
    words = len(own_words(evidence.cooperative or ""))
    return Found(between(rule, words, words), words, {"words": words}, Proof("cooperative"))


def documents(rule: Rule, evidence: Evidence, rules: Rules) -> Found:
    """Detail: have, missing, not_needed, unknown. The figure counts what is there or not needed."""
    said = latest(evidence.papers, evidence.on)
    known = [said[one] for one in rule.documents if one in said]
    how = [paper.having for paper in known]
    settled, unknown = len(how) - how.count(Having.MISSING), len(rule.documents) - len(how)
    detail = {**{having.value: how.count(having) for having in Having}, "unknown": unknown}
    shown_by = proof("papers", ((paper.id, paper.day) for paper in known))
    return Found(between(rule, settled, settled + unknown), settled if known else None, detail, shown_by)


def capital(rule: Rule, evidence: Evidence, rules: Rules) -> Found:
    """Detail: share and paid (rupiah, as told), told (on which day), founders (the fewest by the law of the day). The
    figure is for how many founders it is enough."""
    told, needed = evidence.capital, (one.threshold for one in rules.values() if one.measure is Measure.ADULTS)
    founders = max(needed, default=0)
    share, paid, shares = (told.share, told.paid, told.shares) if told else (None, None, None)
    detail = {"share": share, "paid": paid, "told": told.day if told else None, "founders": founders}
    shown_by = Proof("capital", (evidence.group.id,), told.day, told.day) if told else Proof("capital")
    if share is None or paid is None or not founders:
        return Found(State.NOT_KNOWN, shares, detail, shown_by)
    return Found(between(rule, paid, paid, scale=share * founders), shares, detail, shown_by)
