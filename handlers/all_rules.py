"""The ten items one by one: what each asks and why, how the group stands, which records show it, what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.forms import Form, ask, on, opens
from bot.kinds import Whole
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import GroupForm, can
from handlers.findings import report_of, told
from handlers.next_steps import Todo, todo_of, ways_of
from handlers.ports import Store
from handlers.proofs import proof_of
from handlers.rule_words import ITEMS, NAMES, RULES, TOLD, filled
from jamaah.groups import Group
from jamaah.readiness import Finding, Report, State
from jamaah.roles import Deed
from jamaah.rulebook import load

MOST = max(ITEMS)
ALL = expression(
    r"\W*(?:(?:lihat|minta|tunjukkan|apa saja|apa) )*(?:semua|sepuluh|10) (?:aturan|butir|syarat)\w*(?: \w+){0,2}\W*"
)
ONE = expression(r"\W*(?:(?:lihat|minta|apa) )?(?:aturan|butir)\w* (?:nomor |no |ke-?)?(\d{1,2})\W*")


class Item(Whole):
    """The number of one of the ten items."""

    def __init__(self) -> None:
        super().__init__(1, MOST)

    def find(self, text: str, form: Form[Any]) -> int | None:
        return None

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> int | None:
        return None


@on("all_rules", deed=Deed.SEE_FIGURES)
class AllRules(GroupForm):
    """Go through the ten rules one by one, and see how the group stands by each."""

    title = _("All rules")
    writes = False
    item: int = ask(Item(), optional=True, default=lambda form: 1)

    @classmethod
    @only_with(ALL, ONE)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        plain = read(text).plain
        one = ONE.fullmatch(plain)
        if one is not None and 1 <= int(one[1]) <= MOST:
            return {"item": int(one[1])}
        return {} if ALL.fullmatch(plain) else None

    def act(self, group: Group) -> Reply:
        report = report_of(self.talk, group)
        topics, rules = ITEMS[self.item], load().in_force(self.talk.local.date())
        self.talk.memory[TOLD] = {"rule": RULES[topics[0]].rule}
        found = [finding for finding in report.findings if finding.item == self.item]
        asked = sentence(*(RULES[topic].what(**filled(topic, rules)) for topic in topics))
        head = _("{item} of {most}. {label}: {what}")
        return Reply(
            lines(
                head(item=self.item, most=MOST, label=NAMES[self.item], what=asked),
                RULES[topics[0]].why(**filled(topics[0], rules)),
                sentence(*map(told, found)) if found else _("That I cannot write down yet."),
                *self._shown(found),
                self._next(report, found),
            ),
            self._buttons(group, found),
        )

    def _shown(self, found: Sequence[Finding]) -> list[Text]:
        """Which records show it; of two rules of one item, those of the first that has any."""
        proofs = (proof_of(finding, self.talk.local.date()) for finding in found)
        return [proof for proof in proofs if proof is not None][:1]

    def _next(self, report: Report, found: Sequence[Finding]) -> Text | None:
        what = next((todo.what for finding in found if (todo := todo_of(finding)) is not None), None)
        if what is None and any(finding.state is State.NOT_MET for finding in found):
            what = ways_of(report.shortest)
        return _("Next: {step}.")(step=what) if what is not None else None

    def _buttons(self, group: Group, found: Sequence[Finding]) -> tuple[Button, ...]:
        more = (
            opens("all_rules", _("Next rule"), group=group.id, item=self.item + 1)
            if self.item < MOST
            else opens("the_law", _("The law"), group=group.id)
        )
        source = opens("rule_source", _("Source"), rule=RULES[ITEMS[self.item][0]].rule)
        todo = next((todo for finding in found if (todo := todo_of(finding)) is not None), None)
        return (more, source, *_beginning(self.talk, group, todo), *self._at_first(group))

    def _at_first(self, group: Group) -> tuple[Button, ...]:
        return (opens("the_law", _("The law"), group=group.id),) if self.item == 1 else ()


def _beginning(talk: Talk[Store], group: Group, todo: Todo | None) -> tuple[Button, ...]:
    return (todo.button,) if todo and todo.button and can(talk, group.id, todo.deed) else ()
