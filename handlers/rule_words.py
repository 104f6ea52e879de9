"""The ten items in words: what a rule is, why, and what the law has to do with it; shared by the conversations."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from bot.texts import PlainDate, Text, _
from jamaah.rulebook import Rule, load
from lean import dataclass


class Topic(StrEnum):
    """What a rule may be about."""

    WOMEN = "women"
    MEMBERS_MIN = "members_min"
    MEMBERS_MAX = "members_max"
    MEETINGS = "meetings"
    PROXY = "proxy"
    CIVIL_SERVANTS = "civil_servants"
    YOUTH = "youth"
    STATE_AID = "state_aid"
    BUSINESS_FORM = "business_form"
    BUSINESS_FIELD = "business_field"
    BOTTOM_UP = "bottom_up"


TOLD = "rule"
"""In the talk's memory: the `rule` that was told last, of which the source may be asked, `by` the law of which day."""
LABELS = {
    Topic.WOMEN: _("Half of them women"),
    Topic.MEMBERS_MIN: _("Fewest members"),
    Topic.MEMBERS_MAX: _("Most members"),
    Topic.MEETINGS: _("Meeting regularly"),
    Topic.PROXY: _("Being represented"),
    Topic.CIVIL_SERVANTS: _("Officials, soldiers"),
    Topic.YOUTH: _("Young people"),
    Topic.STATE_AID: _("Aid of the state"),
    Topic.BUSINESS_FORM: _("Business together"),
    Topic.BUSINESS_FIELD: _("Which business"),
    Topic.BOTTOM_UP: _("Programme from below"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a topic: the rule, why, and what the law has to do with it.

    `rule` is the rule of the rulebook that it is about.
    """

    what: Text
    why: Text
    law: Text | None
    rule: str


# What stands here is in SPPQT's table of ten items; the laws are those in force. Nothing else is a rule.
RULES: Mapping[Topic, Told] = {
    Topic.WOMEN: Told(
        _("At least {target} % of the members are women."),
        _("So that women certainly take part; other groups do not look at that."),
        _("It is the group's own rule, not the law's."),
        rule="women",
    ),
    Topic.MEMBERS_MIN: Told(
        _("At least {target} members."),
        _(
            "It once followed UU 17/2012, which the Constitutional Court annulled on 28 May 2014 (28/PUU-XI/2013); "
            "now it is the group's own rule."
        ),
        _("The law asks for at least {founders} founders with a KTP at the founding meeting (recorded up to {day})."),
        rule="members_min",
    ),
    Topic.MEMBERS_MAX: Told(
        _("About {target} members. That is advice: whoever comes on top of it is not refused."),
        _("So that all of them can deliberate together; above that a second group is better."),
        _("By the law, membership of a cooperative is open (UU 25/1992 Pasal 5)."),
        rule="members_max",
    ),
    Topic.MEETINGS: Told(
        _("All members meet every week or every month; I count at most {target} days from one to the next."),
        _("A meeting is where everybody learns and thinks along."),
        _("A cooperative later holds a members' meeting at least once a year (UU 25/1992 Pasal 26)."),
        rule="meetings",
    ),
    Topic.PROXY: Told(
        _("Everybody comes in person and is not represented, by husband or wife neither."),
        _("Because all members deliberate, not some of them for the others."),
        _("Who cannot come may be excused."),
        rule="in_person",
    ),
    Topic.CIVIL_SERVANTS: Told(
        _("Everybody may join, also civil servants, soldiers and police."),
        _("So that neighbours share and help one another; only aid groups leave them out."),
        _(
            "UU 25/1992 does not bar them. Soldiers may not do business (UU 34/2004 Pasal 39): of that please ask the "
            "notary or the cooperatives' office."
        ),
        rule="civil_society",
    ),
    Topic.YOUTH: Told(
        _("Young people are strongly wanted; there is no number for it."),
        _("History has shown how much the young can change."),
        _("Young is 16 to 30 years (UU 40/2009 Pasal 1)."),
        rule="youth",
    ),
    Topic.STATE_AID: Told(
        _("Who is well off may join, but does not receive aid of the state."),
        _("They join to share and to help."),
        _("I do not write down who is well off."),
        rule="civil_society",
    ),
    Topic.BUSINESS_FORM: Told(
        _("The group's business has to be worked together."),
        _("So that neighbours stand together; each for himself pulls them apart."),
        None,
        rule="business_form",
    ),
    Topic.BUSINESS_FIELD: Told(
        _("The field is free; what the place itself has comes first."),
        _("Fields, trees and livestock in one are strongly recommended."),
        None,
        rule="local_resources",
    ),
    Topic.BOTTOM_UP: Told(
        _("The programme comes from the members, not from above; the group is based on its RT."),
        _("So that the neighbours' own ideas are what is done."),
        None,
        rule="own_ideas",
    ),
}

ITEMS: Mapping[int, tuple[Topic, ...]] = {
    1: (Topic.BUSINESS_FORM,),
    2: (Topic.BOTTOM_UP,),
    3: (Topic.MEETINGS,),
    4: (Topic.WOMEN,),
    5: (Topic.MEMBERS_MIN,),
    6: (Topic.CIVIL_SERVANTS, Topic.STATE_AID),
    7: (Topic.YOUTH,),
    8: (Topic.MEMBERS_MAX,),
    9: (Topic.BUSINESS_FIELD,),
    10: (Topic.PROXY,),
}
"""The topics of each line of SPPQT's table."""
NAMES: Mapping[int, Text] = {
    **{item: LABELS[topics[0]] for item, topics in ITEMS.items()},
    6: _("All kinds of neighbours"),
    10: _("Coming in person"),
}
"""What each line is called."""


def filled(topic: Topic, rules: Mapping[str, Rule]) -> dict[str, Any]:
    """What the words of a topic are filled with, by the rules of a day."""
    founders = rules.get("founders")
    return {
        "target": rules[RULES[topic].rule].threshold,
        "founders": founders.threshold if founders else 0,
        "day": PlainDate(load().recorded["law"]),
    }


def whom(rule: Rule) -> Text | None:
    """Whom to ask where the source is not certain."""
    return _("To be sure, ask: {who}.")(who=rule.ask) if rule.ask else None
