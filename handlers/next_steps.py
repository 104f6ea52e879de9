"""What to do next, in the order in which it is least trouble, each with the button that begins it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.forms import opens
from bot.messages import Button
from bot.texts import Text, _
from jamaah.readiness import Finding, Report, Shortest, State
from jamaah.roles import Deed
from lean import dataclass

ASK = _("Next: please ask the notary or the cooperatives' office about the founding.")
"""What is told where there is nothing more to do here."""


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to do: what, and the button that begins it for who may do the deed."""

    what: Text
    button: Button | None = None
    deed: Deed = Deed.REGISTER_MEMBERS


def todos(report: Report) -> list[Todo]:
    """All there is to do, in order: what only has to be told, who is to join, then rule by rule, the law last."""
    needed = [todo_of(finding) for finding in report.findings if _is_needed(finding)]
    return [*_of_members(report.shortest), *(todo for todo in needed if todo is not None)]


def ways_of(way: Shortest) -> Text | None:
    """The members to add; None if there are enough."""
    count, women = way.adds, way.add_women
    if not count:
        return None
    if women == count:
        return _("add {count} members, all of them women")(count=count)
    if women:
        return _("add {count} members, at least {women} of them women")(count=count, women=women)
    return _("add {count} members")(count=count)


def _of_members(way: Shortest) -> Iterator[Todo]:
    if way.tell_genders:
        yield Todo(_("tell me of {count} members whether they are women or men")(count=way.tell_genders))
    if way.tell_ages:
        ages = opens("update_ages", _("Tell the ages"))
        yield Todo(_("tell me the age of {count} members")(count=way.tell_ages), ages)
    add = ways_of(way)
    if add is not None:
        yield Todo(add, opens("register_members", _("Members' list")))


def todo_of(finding: Finding) -> Todo | None:
    """What to do for one rule; None where nothing is, or adding members does it."""
    if finding.rule == "meetings" and finding.state is State.NOT_KNOWN and not finding.detail["scheduled"]:
        return SCHEDULE
    return BY_STATE.get(finding.state, {}).get(finding.rule)


def _is_needed(finding: Finding) -> bool:
    return finding.track == "law" or not finding.advice


_MEETING = opens("record_meeting", _("Record a meeting"))
_BUSINESS = opens("record_business", _("The group's business"))
_IDEA = opens("propose_idea", _("Put an idea forward"))
_OFFICERS = opens("set_officers", _("Write down officers"))
_KTP = opens("set_founders", _("Founders' KTP"))
_NAME = opens("set_cooperative", _("Write down the name"))
_CAPITAL = opens("set_capital", _("Write down the capital"))
_PAPERS = opens("list_papers", _("Founding documents"))
SCHEDULE = Todo(_("fix when you meet"), opens("set_schedule", _("Fix the schedule")), Deed.SET_SCHEDULE)
UNKNOWN: Mapping[str, Todo] = {
    "meetings": Todo(_("hold the next meeting and record it"), _MEETING, Deed.RECORD_MEETING),
    "in_person": Todo(_("record who came to the meeting"), _MEETING, Deed.RECORD_MEETING),
    "business_form": Todo(_("tell me of the group's business"), _BUSINESS, Deed.SEE_MINUTES),
    "own_ideas": Todo(_("discuss an idea of the members at a meeting"), _IDEA, Deed.PROPOSE_IDEA),
    "local_resources": Todo(_("tell me of the group's business"), _BUSINESS, Deed.SEE_MINUTES),
    "founders": Todo(_("tell me who has a KTP"), _KTP, Deed.KEEP_FOUNDING),
    "officers": Todo(_("choose the officers at a meeting"), _OFFICERS, Deed.KEEP_FOUNDING),
    "name": Todo(_("choose the cooperative's name at a meeting"), _NAME, Deed.KEEP_FOUNDING),
    "documents": Todo(_("go through the list of documents"), _PAPERS, Deed.SEE_FIGURES),
    "capital": Todo(_("agree at a meeting on the capital"), _CAPITAL, Deed.KEEP_FOUNDING),
}
UNMET: Mapping[str, Todo] = {
    "meetings": Todo(_("hold the next meeting and record it"), _MEETING, Deed.RECORD_MEETING),
    "in_person": Todo(_("let everybody come in person next time")),
    "business_form": Todo(_("talk at a meeting of how to work the business together")),
    "own_ideas": Todo(_("let the next plan come from the members"), _IDEA, Deed.PROPOSE_IDEA),
    "name": Todo(_("choose a longer name for the cooperative"), _NAME, Deed.KEEP_FOUNDING),
    "documents": Todo(_("see to the documents that are missing"), _PAPERS, Deed.SEE_FIGURES),
    "capital": Todo(_("collect the first share of the founders"), _CAPITAL, Deed.KEEP_FOUNDING),
}
ADVISED: Mapping[str, Todo] = {
    "members_max": Todo(_("think of a second group")),
    "youth": Todo(_("invite young neighbours")),
    "local_resources": Todo(_("think of a business from what the place has")),
    "officers": Todo(_("choose officers until they are three or five"), _OFFICERS, Deed.KEEP_FOUNDING),
    "officers_term": Todo(_("choose the officers anew"), _OFFICERS, Deed.KEEP_FOUNDING),
}
BY_STATE: Mapping[State, Mapping[str, Todo]] = {
    State.NOT_KNOWN: UNKNOWN,
    State.NOT_MET: UNMET,
    State.ADVICE: ADVISED,
}
