"""The name of the cooperative that a group wants to become, measured by the rule of the law for names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.forms import Denied, ask, on, opens
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines
from bot.understanding.cooperative import asks_for_cooperative, find_cooperative, find_renamed
from bot.understanding.needed import only_with
from handlers.access import GroupForm, can, told_of
from handlers.cooperative_names import measured
from handlers.founding_words import papers_button
from handlers.kinds import Named
from handlers.ports import Store
from handlers.words import group_name
from jamaah.cooperatives import LONGEST, tidy_cooperative
from jamaah.groups import Group
from jamaah.roles import Deed


@on("cooperative", deed=Deed.SEE_FIGURES)
class Cooperative(GroupForm):
    """Ask what the cooperative is to be called."""

    writes = False

    @classmethod
    @only_with(asks_for_cooperative)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.SEE_FIGURES, text, ("koperasi",))
        return group if asks_for_cooperative(rest) else None

    def act(self, group: Group) -> Reply:
        may = can(self.talk, group.id, Deed.KEEP_FOUNDING)
        change = (opens("set_cooperative", _("Write down the name"), group=group.id),) if may else ()
        if group.cooperative is None:
            told = _("The name of the cooperative of {group} is not written down yet.")
            return Reply(told(group=group_name(group)), change)
        told = _("The cooperative of {group} is to be called {name}.")
        papers = (papers_button(self.talk, group),) if may else ()
        return Reply(
            lines(
                told(group=group_name(group), name=group.cooperative),
                measured(group.cooperative, self.talk.local.date()),
            ),
            (*change, *papers),
        )


@on("set_cooperative", deed=Deed.KEEP_FOUNDING)
class SetCooperative(GroupForm):
    """Write down what the cooperative is to be called."""

    title = _("The cooperative's name")
    answered_by = "cooperative"
    name: str = ask(
        Named(LONGEST, _("Please write only the name, for example: Koperasi Produsen Ngudi Rejeki Makmur.")),
        _("What is the cooperative to be called? For example: Koperasi Produsen Ngudi Rejeki Makmur."),
        label=_("name"),
    )

    @classmethod
    @only_with(find_cooperative)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        name = find_cooperative(text)
        return {"name": name} if name else None

    def states(self, text: str) -> Mapping[str, Json]:
        name = find_cooperative(text) or find_renamed(text)
        return {"name": name} if name and len(name) <= LONGEST else {}

    def check(self) -> None:
        super().check()
        if self.group is not None and self.name and tidy_cooperative(self.name) == self.group.cooperative:
            raise Denied(_("That is written down already."))

    def summary(self) -> Text:
        name = tidy_cooperative(self.name)
        return lines(
            _("The cooperative's name: {name}.")(name=name),
            measured(name, self.talk.local.date()),
            _("Whether a name is still free only the notary sees."),
            _("Is that right?"),
        )

    def act(self, group: Group) -> Reply:
        self.check()
        self.talk.store.groups.replace(replace(group, cooperative=tidy_cooperative(self.name)))
        return Reply(_("✓ Saved."), (opens("readiness", _("Are we ready?"), group=group.id),))
