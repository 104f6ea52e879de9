"""What a rule is, why, where it stands written, and how one's own group stands by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.forms import Form, Reading, ask, on
from bot.kinds import Choice
from bot.messages import Reply
from bot.texts import PlainDate, Text, _, lines, sentence, verbatim
from bot.understanding.choices import choose, must_come
from handlers.access import groups_for
from handlers.findings import in_words, report_of
from handlers.ports import Store
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.members import figures
from jamaah.roles import Deed
from jamaah.rulebook import Rule, load


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
MOST_LABELS = 10


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a topic: the rule, why, and what the law has to do with it.

    `item` is its line in SPPQT's table of the ten items; `rule` the rule of the rulebook that counts it, if one does.
    """

    what: Text
    why: Text
    law: Text | None
    item: int
    rule: str = ""


# What stands here is in SPPQT's table of ten items; the laws are those in force. Nothing else is a rule.
RULES: Mapping[Topic, Told] = {
    Topic.WOMEN: Told(
        _("At least {target} % of the members are women."),
        _("So that women certainly take part; other groups do not look at that."),
        _("It is the group's own rule, not the law's."),
        item=4,
        rule="women",
    ),
    Topic.MEMBERS_MIN: Told(
        _("At least {target} members."),
        _("It once followed a law (UU 17/2012) that was annulled; now it is the group's own rule."),
        _("The law asks for at least {founders} founders with a KTP at the founding meeting (recorded up to {day})."),
        item=5,
        rule="members_min",
    ),
    Topic.MEMBERS_MAX: Told(
        _("About {target} members. That is advice: whoever comes on top of it is not refused."),
        _("So that all of them can deliberate together; above that a second group is better."),
        _("By the law, membership of a cooperative is open (UU 25/1992 Pasal 5)."),
        item=8,
        rule="members_max",
    ),
    Topic.MEETINGS: Told(
        _("All members meet every week or every month; I count at most {target} days from one to the next."),
        _("A meeting is where everybody learns and thinks along."),
        _("A cooperative later holds a members' meeting at least once a year (UU 25/1992 Pasal 26)."),
        item=3,
        rule="meetings",
    ),
    Topic.PROXY: Told(
        _("Everybody comes in person and is not represented, by husband or wife neither."),
        _("Because all members deliberate, not some of them for the others."),
        _("Who cannot come may be excused."),
        item=10,
        rule="in_person",
    ),
    Topic.CIVIL_SERVANTS: Told(
        _("Everybody may join, also civil servants, soldiers and police."),
        _("So that neighbours share and help one another; only aid groups leave them out."),
        _(
            "UU 25/1992 does not bar them. Soldiers may not do business (UU 34/2004 Pasal 39): of that please ask the "
            "notary or the cooperatives' office."
        ),
        item=6,
    ),
    Topic.YOUTH: Told(
        _("Young people are strongly wanted; there is no number for it."),
        _("History has shown how much the young can change."),
        _("Young is 16 to 30 years (UU 40/2009 Pasal 1)."),
        item=7,
    ),
    Topic.STATE_AID: Told(
        _("Who is well off may join, but does not receive aid of the state."),
        _("They join to share and to help."),
        _("I do not write down who is well off."),
        item=6,
    ),
    Topic.BUSINESS_FORM: Told(
        _("The group's business has to be worked together."),
        _("So that neighbours stand together; each for himself pulls them apart."),
        None,
        item=1,
    ),
    Topic.BUSINESS_FIELD: Told(
        _("The field is free; what the place itself has comes first."),
        _("Fields, trees and livestock in one are strongly recommended."),
        None,
        item=9,
    ),
    Topic.BOTTOM_UP: Told(
        _("The programme comes from the members, not from above; the group is based on its RT."),
        _("So that the neighbours' own ideas are what is done."),
        None,
        item=2,
    ),
}
TABLE = "SPPQT, tabel jamaah produksi, butir {item}"
"""The source of a rule that nothing counts, as the rulebook names it for the others."""


class OfTopic(Choice[Topic]):
    """What a rule is about, by its button or by the words of a question."""

    hint = _("Please tap one of the buttons, or ask in other words.")

    def read(self, text: str, form: Form[Any]) -> Reading[Topic] | None:
        said = self.of_label(text, form) or (Topic.PROXY if must_come(text) else choose("topic", text))
        return None if said is None else Reading(Topic(said), certain=True)

    def find(self, text: str, form: Form[Any]) -> Topic | None:
        return Topic.PROXY if must_come(text) else None

    def of_label(self, text: str, form: Form[Any]) -> Topic | None:
        """The topic whose value was tapped."""
        return self.words.get(text.strip().casefold())

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        return list(super().choices(form))[:MOST_LABELS]


@on("rule_question", deed=Deed.ASK_HELP)
class RuleQuestion(Form[Store]):
    """Ask what a rule is, and why."""

    title = _("Ask about a rule")
    writes = False
    lapses = True
    topic: Topic = ask(OfTopic(Topic, LABELS, {}), _("Which rule is it about?"))

    def done(self) -> Reply:
        told, law = RULES[self.topic], load()
        rules = law.in_force(self.talk.local.date())
        rule, founders = rules.get(told.rule), rules.get("founders")
        filled = {
            "target": rule.threshold if rule else 0,
            "founders": founders.threshold if founders else 0,
            "day": PlainDate(law.recorded["law"]),
        }
        source = verbatim(rule.source if rule else TABLE.format(item=told.item))
        return Reply(
            lines(
                told.what(**filled),
                told.why,
                told.law(**filled) if told.law else None,
                _("Source: {source}.")(source=self._sources(source, founders)),
                self._standing(told.rule),
            )
        )

    def _sources(self, own: Text, founders: Rule | None) -> Text:
        if self.topic is not Topic.MEMBERS_MIN or founders is None:
            return own
        return _("{own}; the law: {law}")(own=own, law=founders.source)

    def _standing(self, rule: str) -> Text | None:
        """How the speaker's group stands, where there is one and the figure is known."""
        groups = groups_for(self.talk, Deed.SEE_FIGURES)
        if len(groups) != 1:
            return None
        said = self._young(groups[0]) if self.topic is Topic.YOUTH else self._counted(groups[0], rule)
        return None if said is None else _("{group}: {told}")(group=group_name(groups[0]), told=said)

    def _counted(self, group: Group, rule: str) -> Text | None:
        finding = report_of(self.talk, group).find(rule) if rule else None
        if finding is None or finding.figure is None:
            return None
        return in_words(finding) or _("{total} members.")(total=finding.figure)

    def _young(self, group: Group) -> Text | None:
        seen = figures(self.talk.store.members.of(group.id), self.talk.local.date())
        if seen.youth_unknown == seen.total:
            return None
        told = _("{youth} of {total} members are 16 to 30 years old.")(youth=seen.youth, total=seen.total)
        unsure = _("Of {age_unknown} the age is not known yet.")(age_unknown=seen.youth_unknown)
        return sentence(told, unsure if seen.youth_unknown else None)
