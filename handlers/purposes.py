"""What a file is wanted for, and which papers were handed out for whom, in words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.texts import Text, _
from jamaah.exports import Export, Purpose

PURPOSES: Mapping[Purpose, Text] = {
    Purpose.KEEP: _("For the group to keep"),
    Purpose.FACILITATOR: _("For the facilitator"),
    Purpose.OFFICE: _("For an office or the notary"),
    Purpose.MOVE: _("To keep the books elsewhere"),
}
PAPERS: Mapping[str, Text] = {"registration_pack": _("founding papers for {receiver}")}
"""Papers by the name that the log of what was handed out has for them."""
WITH_NIK = _("{paper}, with {count} NIK")


def handed_out(export: Export) -> Text:
    """Which papers were handed out, and for whom; of all data, what for."""
    named = PAPERS.get(export.document or "")
    if named is None:
        return PURPOSES[export.purpose]
    paper = named(receiver=export.receiver)
    return WITH_NIK(paper=paper, count=export.niks) if export.niks else paper
