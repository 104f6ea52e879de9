"""The documents of a founding, in words."""

from __future__ import annotations

from bot.texts import Text, _, verbatim

NAMES = {
    "deed": _("the deed with the statutes"),
    "founding_minutes": _("minutes of the founding meeting"),
    "capital": _("proof of the capital paid in"),
    "business_plan": _("the first business plan"),
    "attendance_list": _("attendance list of the founding meeting"),
    "ktp_copies": _("copies of the KTP"),
    "kk_of_officers": _("KK of the officers"),
    "officers_list": _("list of officers and supervisors"),
    "no_family_ties": _("statement of no family ties"),
    "office_status": _("statement about the office (domisili)"),
    "three_year_plan": _("three-year plan"),
}


def document(name: str) -> Text:
    """A document in words; one that only the rulebook knows by the name it has there."""
    return NAMES.get(name) or verbatim(name)
