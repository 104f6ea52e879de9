"""How a group stands by each of its own rules, in words: the whole of it, and in a few words among others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.texts import Text, _, sentence
from jamaah.readiness import State
from lean import dataclass

Facts = Mapping[str, Any]
Say = Callable[[State, Facts], Text]


@dataclass(frozen=True, slots=True)
class Said:
    """The words for one rule: a whole sentence, and a few words ("12 of 20 members")."""

    whole: Say
    brief: Say


def unsure_of(facts: Facts, key: str = "unknown") -> Text | None:
    """Of how many it is not told yet; None if of none."""
    return _("Of {count} it is not known yet.")(count=facts[key]) if facts[key] else None


def _members(state: State, facts: Facts) -> Text:
    return _("{total} members; at least {target} are needed.")(**facts)


def _members_brief(state: State, facts: Facts) -> Text:
    return _("{total} of {target} members")(**facts)


def _most(state: State, facts: Facts) -> Text:
    if facts["total"] <= facts["target"]:
        said = _("{total} members; about {target} at most is best.")
    else:
        said = _("{total} members; above about {target} it is better to begin a second group.")
    told = facts["households"] == facts["households_most"] < facts["total"]
    return sentence(said(**facts), _("They are of {households} households.")(**facts) if told else None)


def _most_brief(state: State, facts: Facts) -> Text:
    return _("{total} members, best about {target} at most")(**facts)


def _women(state: State, facts: Facts) -> Text:
    if not facts["total"]:
        return _("Women: at least {target} % are needed; no members yet.")(**facts)
    said = _("{women} of {total} are women ({figure} %); at least {target} % are needed.")(**facts)
    return sentence(said, unsure_of(facts), _women_beside(facts))


def _women_beside(facts: Facts) -> Text | None:
    """The readings of the rule that are not counted: of those who came, and of the officers."""
    came = _("Among those who came {attendance_women} of {attendance}.")(**facts) if facts["attendance"] else None
    officers = _("Among the officers {officers_women} of {officers}.")(**facts) if facts["officers"] else None
    return sentence(came, officers) if came or officers else None


def _women_brief(state: State, facts: Facts) -> Text:
    if facts["total"] and state is not State.NOT_KNOWN:
        return _("women {figure} % of {target} %")(**facts)
    return _("women {women} (of {unknown} not told)")(**facts) if facts["unknown"] else _("women")


def _meetings(state: State, facts: Facts) -> Text:
    if state is State.NOT_KNOWN and facts["silent"]:
        return _("Of the last {silent} meetings by the schedule nothing is known; the last was {last}.")(**facts)
    if state is State.NOT_KNOWN:
        begun = _("Just begun: {meetings} meetings recorded; whether you meet regularly shows from {fewest} on.")
        none = _("Meetings: none recorded yet; whether you meet regularly shows from {fewest} on.")
        return (begun if facts["meetings"] else none)(**facts)
    if state is State.MET:
        return _("You meet regularly; the last was {last}.")(**facts)
    return _("The last meeting was {last}; between two there should be at most {target} days.")(**facts)


def _meetings_brief(state: State, facts: Facts) -> Text:
    if state is State.NOT_KNOWN and facts["silent"]:
        return _("meeting regularly (nothing known of the last {silent})")(**facts)
    if state is State.NOT_KNOWN:
        begun = _("meeting regularly (just begun: {meetings} recorded)")(**facts)
        return begun if facts["meetings"] else _("meeting regularly")
    if state is State.MET:
        return _("at most {figure} days between meetings")(**facts)
    return _("{figure} days without a meeting, at most {target}")(**facts)


def _in_person(state: State, facts: Facts) -> Text:
    if not facts["meetings"]:
        return _("Coming in person: no meeting recorded yet.")
    if facts["represented"]:
        return _("Coming in person: {represented} times somebody else came instead; everybody comes in person.")(
            **facts
        )
    if facts["unsure"]:
        return _("Coming in person: of {unsure} meetings it is not recorded who came.")(**facts)
    return _("Coming in person: {present} of {expected} at the last {meetings} meetings, nobody represented.")(**facts)


def _in_person_brief(state: State, facts: Facts) -> Text:
    if facts["represented"]:
        return _("{represented} times represented")(**facts)
    if state is State.NOT_KNOWN and facts["unsure"]:
        return _("coming in person (of {unsure} meetings not told)")(**facts)
    return _("coming in person") if state is State.NOT_KNOWN else _("{present} of {expected} came in person")(**facts)


def _together(state: State, facts: Facts) -> Text:
    if not facts["businesses"]:
        return _("The group's business: none recorded yet.")
    said = _("{collective} of {businesses} businesses are worked together; all should be.")(**facts)
    return sentence(said, unsure_of(facts))


def _together_brief(state: State, facts: Facts) -> Text:
    if not facts["businesses"]:
        return _("business together")
    return _("{collective} of {businesses} businesses together")(**facts)


def _ideas(state: State, facts: Facts) -> Text:
    if not facts["proposed"]:
        return _("Ideas: none recorded yet.")
    if not facts["adopted"]:
        return _("{proposed} ideas put forward, none adopted yet.")(**facts)
    said = _("{own} of {adopted} adopted ideas came from members; all should.")(**facts)
    return sentence(said, unsure_of(facts))


def _ideas_brief(state: State, facts: Facts) -> Text:
    if not facts["adopted"]:
        return _("members' own ideas")
    return _("{own} of {adopted} ideas from members")(**facts)


def _rt(state: State, facts: Facts) -> Text:
    if not facts["here"] + facts["elsewhere"]:
        return _("Of which RT the members are is not recorded yet.")
    return sentence(_("{here} of {total} members live in the group's RT.")(**facts), unsure_of(facts))


def _rt_brief(state: State, facts: Facts) -> Text:
    return _("{here} of {total} members of the RT")(**facts)


def _aids(state: State, facts: Facts) -> Text:
    if not facts["aids"]:
        return _("Nobody is refused for an occupation; no aid of the state is recorded.")
    return _("Aid of the state is recorded {aids} times; who is well off does not receive it.")(**facts)


def _aids_brief(state: State, facts: Facts) -> Text:
    return _("aid of the state {aids} times")(**facts)


def _youth(state: State, facts: Facts) -> Text:
    if facts["total"] and facts["youth_unknown"] == facts["total"]:
        return _("Of no member the age is known yet.")
    told = _("{youth} of {total} members are 16 to 30 years old.")(**facts)
    unsure = _("Of {age_unknown} the age is not known yet.")(age_unknown=facts["youth_unknown"])
    return sentence(told, unsure if facts["youth_unknown"] else None)


def _youth_brief(state: State, facts: Facts) -> Text:
    return _("{youth} young members")(**facts)


def _local(state: State, facts: Facts) -> Text:
    if not facts["businesses"]:
        return _("The group's business: none recorded yet.")
    said = _("{local} of {businesses} businesses use what the place itself has.")(**facts)
    joined = _("Fields, trees and livestock are all in it.") if facts["integrated"] else None
    return sentence(said, unsure_of(facts), joined)


def _local_brief(state: State, facts: Facts) -> Text:
    return _("{local} businesses from what the place has")(**facts)


OF_OWN: Mapping[str, Said] = {
    "members_min": Said(_members, _members_brief),
    "members_max": Said(_most, _most_brief),
    "women": Said(_women, _women_brief),
    "meetings": Said(_meetings, _meetings_brief),
    "in_person": Said(_in_person, _in_person_brief),
    "business_form": Said(_together, _together_brief),
    "own_ideas": Said(_ideas, _ideas_brief),
    "rt": Said(_rt, _rt_brief),
    "civil_society": Said(_aids, _aids_brief),
    "youth": Said(_youth, _youth_brief),
    "local_resources": Said(_local, _local_brief),
}
