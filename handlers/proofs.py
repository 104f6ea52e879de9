"""Which records show how a rule stands, and how old they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.texts import PlainDate, Text, _, ngettext
from jamaah.readiness import Finding

RECORDS: Mapping[str, Text] = {
    "members": _("the members' book, {count} entries"),
    "meetings": _("{count} meetings"),
    "businesses": _("{count} businesses"),
    "ideas": _("{count} adopted ideas"),
    "aid": _("{count} entries of aid"),
    "officers": _("{count} officers"),
    "papers": _("{count} documents"),
    "cooperative": _("the chosen name"),
    "capital": _("the capital as it was told"),
}


def proof_of(finding: Finding, today: date) -> Text | None:
    """The records and their age: "Shown by: 3 meetings; the newest of 26 November (1 day ago)"; None without any."""
    proof = finding.proof
    if not proof.ids:
        return None
    records = RECORDS[proof.records](count=len(proof.ids))
    if proof.newest is None:
        return _("Shown by: {records}.")(records=records)
    newest = PlainDate(proof.newest)
    return _("Shown by: {records}; the newest of {day} ({ago}).")(
        records=records, day=newest, ago=ago(proof.newest, today)
    )


def ago(day: date, today: date) -> Text:
    """How long ago a day was."""
    days = (today - day).days
    if days < 1:
        return _("today")
    return ngettext("{count} day ago", "{count} days ago", days)
