"""What became of several ideas, told in one message: read back together, written together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask, on
from bot.kinds import one_line
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.needed import only_with
from bot.understanding.verdicts import Verdict, verdicts
from handlers.access import GroupForm, groups_for
from handlers.book_of_ideas import kept, meant_by, waiting_button
from handlers.fates import Settled, settled, told, write
from handlers.ports import Store
from handlers.words import listing
from jamaah.groups import Group
from jamaah.ideas import Idea, Standing
from jamaah.roles import Deed


class Fates(Kind[list[Any]]):
    """What became of each of several ideas, as it was read."""

    hint = _("For example: idea 1 is adopted, idea 2 is not.")

    def read(self, text: str, form: Form[Any]) -> Reading[list[Any]] | None:
        found = verdicts(text)
        return Reading([kept(one) for one in found], certain=True) if found else None


@on("settle_ideas", deed=Deed.RECORD_MEETING)
class SettleIdeas(GroupForm):
    """Write down what became of several ideas at once."""

    fates: list[Any] = ask(Fates(), _("What became of which idea?"), label=_("what became of it"))

    @classmethod
    @only_with(verdicts)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "usul pupuk sudah jalan, usul arisan batal": each of them has to be in the book, or one called an idea."""
        found = verdicts(text)
        groups = groups_for(talk, Deed.RECORD_MEETING) if found else []
        known = [group for group in groups if any(len(meant_by(talk, group, one)) == 1 for one in found)]
        if not known or (talk.busy and not found[0].named):
            return None
        return {"fates": [kept(one) for one in found], **({"group": known[0].id} if len(known) == 1 else {})}

    def _told(self) -> list[tuple[Verdict, Idea | None]]:
        """What was told, each with the idea that it certainly means."""
        heard = [Verdict(**{**one, "about": tuple(one["about"])}) for one in self.fates]
        found = [(one, meant_by(self.talk, self.group, one)) for one in heard]
        return [(one, meant[0][1] if len(meant) == 1 else None) for one, meant in found]

    def settled(self) -> list[Settled]:
        """The ideas as they are to be written, each once. Raises Denied where none is certain."""
        clear = {idea.id: (one, idea) for one, idea in self._told() if idea is not None}
        if not clear:
            raise Denied(_("I do not find those ideas in the book."))
        return [
            settled(self.talk, idea, Standing(one.fate), outcome=one_line(one.outcome).strip(" .!") or None)
            for one, idea in clear.values()
        ]

    def _unclear(self) -> Text | None:
        """Which of them are not certain, so that nothing is written of them."""
        names = [" ".join(one.about) or str(one.number) for one, idea in self._told() if idea is None]
        if not names:
            return None
        return _("Not clear which idea is meant, so not written down yet: {names}.")(names=listing(names))

    def summary(self) -> Text:
        found = self.settled()
        also = _("What was adopted goes into the minutes too.") if _entering(found) else None
        return lines(*(told(self.talk, one) for one in found), self._unclear(), sentence(also, _("Is that right?")))

    def act(self, group: Group) -> Reply:
        for one in self.settled():
            write(self.talk, one)
        return Reply(_("✓ Saved."), waiting_button(self.talk, group.id))


def _entering(found: Sequence[Settled]) -> bool:
    return any(one.enters_the_minutes for one in found)
