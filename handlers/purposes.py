"""What a file is wanted for, and which papers were handed out for whom, in words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.texts import Text, _
from handlers.words import listing
from jamaah.exports import Export, Purpose

PURPOSES: Mapping[Purpose, Text] = {
    Purpose.KEEP: _("For the group to keep"),
    Purpose.FACILITATOR: _("For the facilitator"),
    Purpose.OFFICE: _("For an office or the notary"),
    Purpose.MOVE: _("To keep the books elsewhere"),
}
PAPERS: Mapping[str, Text] = {
    "registration_pack": _("founding papers for {receiver}"),
    "members": _("members' book as a file"),
    "attendance": _("attendance list as a file"),
    "recap": _("attendance recap as a file"),
    "outside": _("members list for {receiver}, {reason}"),
}
"""Papers by the name that the log of what was handed out has for them."""
WITH_NIK = _("{paper}, with {count} NIK")
WITH_MORE = _("{paper}, with {columns}")
MORE: Mapping[str, Text] = {
    "born": _("date of birth"),
    "occupation": _("what they do"),
    "phone": _("phone number"),
    "joined": _("member since when"),
}
"""What a list for somebody outside may tell of each beside name, woman or man, and RT."""


def handed_out(export: Export) -> Text:
    """Which papers were handed out, and for whom; of all data, what for."""
    named = PAPERS.get(export.document or "")
    if named is None:
        return _("all data: {purpose}")(purpose=PURPOSES[export.purpose])
    paper = named(receiver=export.receiver, reason=export.reason)
    if columns := [MORE[one] for one in export.columns if one in MORE]:
        paper = WITH_MORE(paper=paper, columns=listing(columns))
    return WITH_NIK(paper=paper, count=export.niks) if export.niks else paper
