"""The law on founding a cooperative, part by part, apart from the group's own rules: which, since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from bot.forms import ask, on, opens
from bot.kinds import Choice, Day
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines, sentence
from bot.understanding.dates import find_date
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import GroupForm, can
from handlers.findings import evidence_of, report_of, told
from handlers.founding_words import count_words, founding_of, meeting_of, who_signs
from handlers.law_findings import version
from handlers.ports import Store
from handlers.rule_words import TOLD, whom
from handlers.words import people
from jamaah.groups import Group
from jamaah.readiness import Finding, OfAge, candidates
from jamaah.roles import Deed
from jamaah.rulebook import Rule, load
from lean import dataclass


class Part(StrEnum):
    """What the law of founding is about."""

    FOUNDERS = "founders"
    OFFICERS = "officers"
    NAME = "name"
    CAPITAL = "capital"
    DOCUMENTS = "documents"
    MEETING = "meeting"


LABELS = {
    Part.FOUNDERS: _("Founders"),
    Part.OFFICERS: _("Officers"),
    Part.NAME: _("Name"),
    Part.CAPITAL: _("Capital"),
    Part.DOCUMENTS: _("Documents"),
    Part.MEETING: _("Founding meeting"),
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is told of a part: the rule whose law it is, those that records show, and of others what no record shows."""

    rule: str
    counted: tuple[str, ...] = ()
    said: tuple[tuple[str, Text], ...] = ()


CHAPTERS: Mapping[Part, Chapter] = {
    Part.FOUNDERS: Chapter(
        "founders",
        ("founders",),
        (("member", _("Each is an Indonesian citizen with legal capacity, and brings the KTP.")),),
    ),
    Part.OFFICERS: Chapter(
        "officers_term",
        ("officers", "officers_term"),
        (
            ("officers_term", _("Officers are chosen for at most {target} years.")),
            ("officers", _("The ministry's model, which is no law: at least {target} of them, an odd number.")),
        ),
    ),
    Part.NAME: Chapter(
        "name",
        ("name",),
        (
            ("name", _('After "Koperasi" and its kind come at least {target} words.')),
            ("name", _("Whether a name is free only the notary sees.")),
        ),
    ),
    Part.CAPITAL: Chapter(
        "capital",
        ("capital",),
        (
            (
                "capital",
                _("Paid in is at least the first share (simpanan pokok); how much that is the meeting decides."),
            ),
            ("capital", _("That it is paid in, a statement of the founders may prove.")),
        ),
    ),
    Part.DOCUMENTS: Chapter(
        "documents",
        ("documents", "documents_local"),
        (
            (
                "documents",
                _(
                    "The deed with the statutes, minutes and list of who was there, copies of the KTP, proof of the "
                    "capital, the first plan."
                ),
            ),
        ),
    ),
    Part.MEETING: Chapter(
        "founders",
        said=(
            ("founders", _("At least {target} founders are there in person; the office's briefing may be in it.")),
            ("founders", _("The minutes name who was there, and what was decided of name, capital and officers.")),
        ),
    ),
}
PAPERS = ("list_papers", _("Founding documents"), Deed.SEE_FIGURES)
BESIDE: Mapping[Part, tuple[tuple[str, Text, Deed], ...]] = {
    Part.CAPITAL: (("set_capital", _("Write down the capital"), Deed.KEEP_FOUNDING), PAPERS),
    Part.DOCUMENTS: (PAPERS,),
}
"""What a part of the law opens, for whoever may do the deed."""
ASKED = expression(
    r"\W*(?:(?:apa|lihat|minta|tunjukkan|isi|kata|bagaimana|menurut) )*(?:undang-undang|hukum)\w*"
    r"(?: (?:apa|bagaimana|yang|berlaku|sekarang|kata))*(?P<by> per .+)?\W*"
)
FEW = 3


@on("the_law", deed=Deed.SEE_FIGURES)
class TheLaw(GroupForm):
    """Ask what the law says of founding a cooperative, and how the group stands by it."""

    title = _("The law")
    writes = False
    part: Part = ask(Choice(Part, LABELS, {}), optional=True, default=lambda form: Part.FOUNDERS)
    by: date | None = ask(Day(past=True), optional=True)

    @classmethod
    @only_with(ASKED)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        asked = ASKED.fullmatch(read(text).plain)
        if asked is None:
            return None
        day = find_date(asked["by"], talk.local, past=True) if asked["by"] else None
        return {"by": day.isoformat()} if day else {}

    def act(self, group: Group) -> Reply:
        day = self.by or self.talk.local.date()
        rules, number = load().in_force(day), list(Part).index(self.part) + 1
        rule = rules.get(CHAPTERS[self.part].rule)
        self.talk.memory[TOLD] = {"rule": CHAPTERS[self.part].rule, "by": self.by.isoformat() if self.by else None}
        head = _("The law, {number} of {most}: {part}.")(number=number, most=len(Part), part=LABELS[self.part])
        if rule is None:
            nothing = _("Of {day} nothing is recorded here.")(day=PlainDate(day))
            return Reply(sentence(head, nothing), self._buttons(group, number))
        return Reply(
            lines(
                sentence(head, version(rule, day)),
                *self._standing(group),
                self._said(rules),
                self._uncertain(group, rule, day),
            ),
            self._buttons(group, number),
        )

    def _standing(self, group: Group) -> Iterator[Text]:
        if self.part is Part.MEETING:
            return self._founding(group)
        report = report_of(self.talk, group, self.by)
        found = (report.find(rule) for rule in CHAPTERS[self.part].counted)
        return (told(finding) for finding in found if finding is not None and _has_a_say(finding))

    def _founding(self, group: Group) -> Iterator[Text]:
        """The founding meeting that is recorded, and how many were there; for the law of today alone."""
        founding = founding_of(self.talk, group) if self.by is None else None
        if founding is not None:
            meeting = meeting_of(self.talk, founding)
            signing = who_signs(self.talk, group, meeting)
            yield sentence(_("Founding meeting: {day}.")(day=PlainDate(meeting.day)), *count_words(self.talk, signing))

    def _said(self, rules: Mapping[str, Rule]) -> Text | None:
        said = [text(target=rules[rule].threshold) for rule, text in CHAPTERS[self.part].said if rule in rules]
        return sentence(*said) if said else None

    def _uncertain(self, group: Group, rule: Rule, day: date) -> Text | None:
        """Who is not certainly of age, up to which day the law is known, and whom to ask."""
        known = _("Recorded up to {day}.")(day=PlainDate(load().recorded["law"])) if self.by is None else None
        counted = _("Counted are the members of today.") if self.by and CHAPTERS[self.part].counted else None
        parts = [part for part in (self._young(group, day), counted, known, whom(rule)) if part is not None]
        return sentence(*parts) if parts else None

    def _young(self, group: Group, day: date) -> Text | None:
        """Of whom it is not certain that they are of age, for who may see the members."""
        if self.part is not Part.FOUNDERS or not can(self.talk, group.id, Deed.SEE_MEMBERS):
            return None
        evidence = evidence_of(self.talk, group)
        found = candidates(evidence, load().in_force(day).values())
        unsure = [member for member, age in found if age in (OfAge.NOT_KNOWN, OfAge.UNDER_AGE)]
        if not 0 < len(unsure) <= FEW:
            return None
        return _("Not certainly of age: {names}.")(names=people(unsure, evidence.members, evidence.on))

    def _buttons(self, group: Group, number: int) -> tuple[Button, ...]:
        if number == len(Part):
            return (opens("all_rules", _("All rules"), group=group.id, item=1),)
        shown = tuple(
            opens(form, label, group=group.id)
            for form, label, deed in BESIDE.get(self.part, ())
            if can(self.talk, group.id, deed)
        )
        following, by = list(Part)[number], {"by": self.by.isoformat()} if self.by else {}
        return (opens("the_law", LABELS[following], group=group.id, part=following.value, **by), *shown)


def _has_a_say(finding: Finding) -> bool:
    """Whether there is something to tell: nothing is of the term of officers of whom there are none."""
    return finding.detail.get("officers") != 0
