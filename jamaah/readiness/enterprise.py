"""What is recorded of ideas, businesses and aid: whether from below, together, and from what the place has."""

from __future__ import annotations

from datetime import timedelta

from jamaah.businesses import is_integrated
from jamaah.ideas import Idea, adopted_on
from jamaah.readiness.evidence import Evidence
from jamaah.readiness.findings import Found, Proof, State, between, proof, share
from jamaah.readiness.membership import Rules
from jamaah.rulebook import Rule


def collective(rule: Rule, evidence: Evidence, rules: Rules) -> Found:
    """Detail: businesses, collective, individual, unknown."""
    told = [business.collective for business in evidence.running]
    together, apart, unknown = (told.count(one) for one in (True, False, None))
    state, figure = share(rule, together, unknown, len(told))
    detail = {"businesses": len(told), "collective": together, "individual": apart, "unknown": unknown}
    return Found(state, figure, detail, _businesses(evidence))


def local(rule: Rule, evidence: Evidence, rules: Rules) -> Found:
    """Detail: businesses, local, unknown, integrated (whether crops, trees and livestock are all there)."""
    running = evidence.running
    told = [business.local for business in running]
    from_here, unknown = told.count(True), told.count(None)
    state = between(rule, from_here, from_here + unknown) if told else State.NOT_KNOWN
    integrated = is_integrated(running)
    detail = {"businesses": len(told), "local": from_here, "unknown": unknown, "integrated": integrated}
    return Found(state, from_here if told else None, detail, _businesses(evidence))


def _businesses(evidence: Evidence) -> Proof:
    return proof("businesses", ((one.id, one.since) for one in evidence.running))


def own_ideas(rule: Rule, evidence: Evidence, rules: Rules) -> Found:
    """Detail: proposed, discussed, adopted (of late), and of these own, outside, unknown."""
    told = [idea for idea in evidence.ideas if idea.day <= evidence.on]
    adopted = _adopted(told, rule, evidence)
    own = sum(idea.by is not None for idea in adopted)
    outside = sum(idea.by is None and idea.outside is not None for idea in adopted)
    unknown = len(adopted) - own - outside
    detail = {
        "proposed": len(told),
        "discussed": sum(idea.discussed is not None and idea.discussed <= evidence.on for idea in told),
        "adopted": len(adopted),
        "own": own,
        "outside": outside,
        "unknown": unknown,
    }
    state, figure = share(rule, own, unknown, len(adopted))
    return Found(state, figure, detail, proof("ideas", ((idea.id, adopted_on(idea)) for idea in adopted)))


def _adopted(ideas: list[Idea], rule: Rule, evidence: Evidence) -> list[Idea]:
    first = evidence.on - timedelta(days=rule.over or 0)
    dated = [(idea, adopted_on(idea)) for idea in ideas]
    return [idea for idea, day in dated if day is not None and first <= day <= evidence.on]


def aids(rule: Rule, evidence: Evidence, rules: Rules) -> Found:
    """Detail: aids. Never judged: who is well off is not recorded, so the rule is only called to mind."""
    received = [aid for aid in evidence.aid if aid.day <= evidence.on]
    shown_by = proof("aid", ((aid.id, aid.day) for aid in received))
    return Found(State.ADVICE, len(received), {"aids": len(received)}, shown_by)
