"""Readiness: how far a group is from its own rules and from the law's, and the shortest way there."""

from __future__ import annotations

from jamaah.readiness.evidence import Evidence
from jamaah.readiness.findings import Finding, Proof, State, percent
from jamaah.readiness.founding import OfAge, candidates
from jamaah.readiness.progress import Progress, Turn, progress, since
from jamaah.readiness.report import Report, assess
from jamaah.readiness.signing import Signer, Standing, fewest, signers
from jamaah.readiness.supposing import supposed
from jamaah.readiness.ways import Shortest, Step

__all__ = [
    "Evidence",
    "Finding",
    "OfAge",
    "Progress",
    "Proof",
    "Report",
    "Shortest",
    "Signer",
    "Standing",
    "State",
    "Step",
    "Turn",
    "assess",
    "candidates",
    "fewest",
    "percent",
    "progress",
    "signers",
    "since",
    "supposed",
]
