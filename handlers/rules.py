"""What a rule is, why, where it stands written, and how one's own group stands by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.forms import Form, Kind, Reading, ask, on, opens
from bot.kinds import Choice, Day
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines, sentence
from bot.understanding.choices import choose, must_come
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import the_group
from handlers.findings import in_words, report_of
from handlers.law_findings import version
from handlers.ports import Store
from handlers.rule_words import LABELS, RULES, TOLD, Topic, filled, whom
from handlers.words import group_name
from jamaah.roles import Deed
from jamaah.rulebook import Measure, Rule, load

MOST_LABELS = 10
SOURCE = expression(
    r"\W*(?:(?:apa|mana|minta|tunjukkan|lihat) )*sumber(?:e|nya|ipun)?(?: (?:apa|mana|dari|to|itu|ya))*\W*"
)
FEWEST = expression(
    r"\W*(?:kenapa|mengapa|kok)(?: (?:harus|wajib|minimal|paling|sedikit|anggota|to))* 20(?: (?:orang|anggota|to))*\W*"
)
ASKED = expression(r"\W*(?:apa(?:kah)? )?(?:boleh|bisa|oleh|kena)\b(?: \w+){0,3} (?:di|me)?wakil(?:kan|ke|i)?\b")
PROXY = expression(r"\b(?:di|me)?wakil(?:kan|ke|i)?\b")


class OfTopic(Choice[Topic]):
    """What a rule is about, by its button or by the words of a question."""

    hint = _("Please tap one of the buttons, or ask in other words.")

    def read(self, text: str, form: Form[Any]) -> Reading[Topic] | None:
        said = self.of_label(text, form) or by_words(text) or choose("topic", text)
        return None if said is None else Reading(Topic(said), certain=True)

    def find(self, text: str, form: Form[Any]) -> Topic | None:
        return by_words(text)

    def of_label(self, text: str, form: Form[Any]) -> Topic | None:
        """The topic whose value was tapped."""
        return self.words.get(text.strip().casefold())

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        return list(super().choices(form))[:MOST_LABELS]


class RuleName(Kind[str]):
    """A rule of the rulebook, by its button."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        return None

    def tap(self, token: str, form: Form[Any]) -> str | None:
        return token if any(rule.id == token for rule in load().rules) else None


def by_words(text: str) -> Topic | None:
    """The topic that words are about which name none: "harus datang sendiri?", "kenapa 20?"."""
    plain = read(text).plain
    if must_come(text) or PROXY.search(plain):
        return Topic.PROXY
    return Topic.MEMBERS_MIN if FEWEST.fullmatch(plain) else None


@on("rule_question", deed=Deed.ASK_HELP)
class RuleQuestion(Form[Store]):
    """Ask what a rule is, and why."""

    title = _("Ask about a rule")
    writes = False
    lapses = True
    topic: Topic = ask(OfTopic(Topic, LABELS, {}), _("Which rule is it about?"))

    @classmethod
    @only_with(ASKED, FEWEST)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """What is asked in words that name no rule: "boleh diwakilkan?", "kenapa 20?"."""
        plain = read(text).plain
        if ASKED.match(plain):
            return {"topic": Topic.PROXY.value}
        return {"topic": Topic.MEMBERS_MIN.value} if FEWEST.fullmatch(plain) else None

    def done(self) -> Reply:
        told, rules = RULES[self.topic], load().in_force(self.talk.local.date())
        words = filled(self.topic, rules)
        self.talk.memory[TOLD] = {"rule": told.rule}
        return Reply(
            lines(
                told.what(**words),
                told.why(**words),
                told.law(**words) if told.law else None,
                self._standing(told.rule),
            ),
            self._buttons(rules[told.rule]),
        )

    def _buttons(self, rule: Rule) -> tuple[Button, ...]:
        source = opens("rule_source", _("Source"), rule=rule.id)
        group = the_group(self.talk, Deed.SEE_FIGURES)
        if group is None or rule.item is None:
            return (source,)
        return (source, opens("all_rules", _("More"), group=group.id, item=rule.item))

    def _standing(self, rule: str) -> Text | None:
        """How the speaker's group stands, where it is clear which and the figure is known."""
        group = the_group(self.talk, Deed.SEE_FIGURES)
        finding = report_of(self.talk, group).find(rule) if group else None
        if group is None or finding is None or finding.figure is None:
            return None
        return _("{group}: {told}")(group=group_name(group), told=in_words(finding))


@on("rule_source", deed=Deed.ASK_HELP)
class RuleSource(Form[Store]):
    """Ask where a rule stands written, and in which words."""

    writes = False
    lapses = True
    rule: str | None = ask(RuleName(), optional=True)
    by: date | None = ask(Day(past=True), optional=True)
    topic: Topic = ask(OfTopic(Topic, LABELS, {}), _("Which rule is it about?"), when=lambda form: form.rule is None)

    @classmethod
    @only_with(SOURCE)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """That the source is asked for of what was told last."""
        last = talk.memory.get(TOLD)
        return last if last and SOURCE.fullmatch(read(text).plain) else None

    def done(self) -> Reply:
        day = self.by or self.talk.local.date()
        rules = load().in_force(day)
        rule = rules.get(self.rule or RULES[self.topic].rule)
        if rule is None:
            return Reply(_("Of {day} nothing is recorded here.")(day=PlainDate(day)))
        words = _('{source}: "{words}"')(source=rule.source, words=rule.says) if rule.says else version(rule, day)
        founders = rules.get("founders") if rule.measure is Measure.MEMBERS and rule.at_least else None
        return Reply(lines(words, _of_law(founders, day) if founders else whom(rule)))


def _of_law(founders: Rule, day: date) -> Text:
    """The law beside the group's own smallest number."""
    told = _("The law on founders (recorded up to {day}): {law}")
    return sentence(told(day=PlainDate(load().recorded["law"]), law=version(founders, day)), whom(founders))
