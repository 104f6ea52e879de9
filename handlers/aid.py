"""Aid of the state that the group received: written down only so that the group's own rule is called to mind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask, on, opens
from bot.kinds import Day, Words, YesNo
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines, sentence, verbatim
from bot.understanding.aid import WORDS, Received, asks_for_aid, day_received, find_aid, find_mended
from bot.understanding.needed import only_with
from handlers.access import GroupForm, can, told_of
from handlers.ports import Store
from handlers.words import group_name
from jamaah.aid import Aid
from jamaah.groups import Group
from jamaah.roles import Deed

LATEST, LONGEST, MOST_WORDS = 12, 120, 5
REMINDER = _("The group's rule 6: the well-off are welcome in the group, but aid of the state is not for them.")


def told(aid: Aid) -> Text:
    """One aid: the day, what it was, from whom."""
    words = _("{day}: {what}, from {giver}.") if aid.giver else _("{day}: {what}.")
    return words(day=PlainDate(aid.day), what=aid.what, giver=aid.giver or "")


class DayReceived(Day):
    """When it came: a day, or the first one of a month or year that is told alone."""

    def read(self, text: str, form: Form[Any]) -> Reading[date] | None:
        day = day_received(text, form.talk.local)
        return None if day is None else Reading(day, certain=len(text.split()) <= MOST_WORDS)


def _answers(heard: Received | None) -> dict[str, Json]:
    """What is told of an aid, as answers; {} where nothing is."""
    if heard is None:
        return {}
    day = heard.day.isoformat() if heard.day else None
    said = {"what": heard.what, "giver": heard.giver, "day": day, "of_one": heard.of_one or None}
    return {name: value for name, value in said.items() if value is not None}


@on("record_aid", deed=Deed.KEEP_FOUNDING)
class RecordAid(GroupForm):
    """Write down aid of the state that the group received."""

    title = _("Aid that was received")
    answered_by = "list_aids"
    of_one: bool | None = ask(YesNo(), optional=True)
    what: str = ask(Words(LONGEST), _("What was it? For example: a tractor."), label=_("what it was"))
    giver: str | None = ask(Words(LONGEST), optional=True, label=_("from whom"))
    day: date | None = ask(DayReceived(past=True), optional=True, label=_("day"))

    @classmethod
    @only_with(find_aid)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.KEEP_FOUNDING, text, WORDS)
        heard = find_aid(rest, talk.local)
        return None if heard is None else {**group, **_answers(heard)}

    def states(self, text: str) -> Mapping[str, Json]:
        return _answers(find_mended(text, self.talk.local))

    def check(self) -> None:
        super().check()
        if self.of_one:
            raise Denied(_("What one person receives I do not write down; only aid to the group."))
        if self.day is not None and self.day > self.talk.local.date():
            self.answers.pop("day")

    def aid(self) -> Aid:
        """The aid as it will be written."""
        day = self.day or self.talk.local.date()
        return Aid(group=self.group.id, day=day, what=self.what.strip(" ."), giver=self.giver)

    def summary(self) -> Text:
        head = _("Aid to {group}. {aid}")(group=group_name(self.group), aid=told(self.aid()))
        return lines(head, REMINDER, _("Is that right?"))

    def act(self, group: Group) -> Reply:
        self.check()
        self.talk.store.aids.add([self.aid()])
        shown = (opens("list_aids", _("Aid that was received"), group=group.id),)
        return Reply(sentence(_("✓ Saved."), _("Who receives it is for the group to decide together.")), shown)


@on("list_aids", deed=Deed.SEE_FIGURES)
class ListAids(GroupForm):
    """See which aid of the state the group received."""

    writes = False

    @classmethod
    @only_with(asks_for_aid)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.SEE_FIGURES, text, WORDS)
        return group if asks_for_aid(rest) else None

    def act(self, group: Group) -> Reply:
        aids = sorted(self.talk.store.aids.of(group.id), key=lambda aid: aid.day)[-LATEST:]
        if not aids:
            return Reply(_("No aid to {group} is written down.")(group=group_name(group)))
        head = _("Aid to {group}:")(group=group_name(group))
        return Reply(lines(head, *map(told, aids), REMINDER), self._buttons(group))

    def _buttons(self, group: Group) -> tuple[Button, ...]:
        may = can(self.talk, group.id, Deed.KEEP_FOUNDING)
        return (opens("strike_aid", _("One is wrong"), group=group.id),) if may else ()


class OneAid(Kind[int]):
    """One of the aids that are written down."""

    hint = _("Please tap the one that is meant.")

    def read(self, text: str, form: Any) -> Reading[int] | None:
        found = [aid.id for aid in form.aids() if aid.what.casefold() in text.casefold()]
        certain = find_mended(text, form.talk.local) is None
        return Reading(found[0], certain=certain) if len(found) == 1 else None

    def tap(self, token: str, form: Any) -> int | None:
        return next((aid.id for aid in form.aids() if str(aid.id) == token), None)

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        return [(verbatim(form.talk.say(told(aid))[:40]), str(aid.id)) for aid in form.aids()[-LATEST:]]


@on("strike_aid", deed=Deed.KEEP_FOUNDING)
class StrikeAid(GroupForm):
    """Strike out aid that was written down by mistake, or put right what is told of it."""

    which: int = ask(
        OneAid(),
        _("Which one is wrong?"),
        default=lambda f: f.aids()[0].id if len(f.aids()) == 1 else None,
    )
    what: str | None = ask(Words(LONGEST), optional=True, label=_("what it was"))
    giver: str | None = ask(Words(LONGEST), optional=True, label=_("from whom"))
    day: date | None = ask(DayReceived(past=True), optional=True, label=_("day"))

    def states(self, text: str) -> Mapping[str, Json]:
        said = _answers(find_mended(text, self.talk.local))
        named = OneAid().read(text, self) if said and "which" not in self.answers else None
        return {**said, **({"which": named.value} if named else {})}

    def aids(self) -> list[Aid]:
        """What is written down."""
        return self.talk.store.aids.of(self.group.id) if self.group else []

    def check(self) -> None:
        super().check()
        if self.day is not None and self.day > self.talk.local.date():
            self.answers.pop("day")
        if self.group is not None and not self.aids():
            raise Denied(_("No aid to {group} is written down.")(group=group_name(self.group)))

    def _aid(self) -> Aid:
        found = next((aid for aid in self.aids() if aid.id == self.which), None)
        if found is None:
            raise Denied(_("That is not how it is written down. Nothing has changed."))
        return found

    def _right(self) -> Aid:
        """The aid with what is put right of it."""
        aid = self._aid()
        return replace(aid, what=self.what or aid.what, giver=self.giver or aid.giver, day=self.day or aid.day)

    def summary(self) -> Text:
        aid, right = self._aid(), self._right()
        if right == aid:
            return sentence(_("Strike out: {aid}")(aid=told(aid)), _("Is that right?"))
        return lines(told(right), _("Until now: {aid}")(aid=told(aid)), _("Is that right?"))

    def act(self, group: Group) -> Reply:
        aid, right = self._aid(), self._right()
        if right != aid:
            self.talk.store.aids.replace(right)
            return Reply(_("✓ Saved."), (opens("list_aids", _("Aid that was received"), group=group.id),))
        self.talk.store.aids.remove(aid)
        again = (opens("record_aid", _("Write it anew"), group=group.id),)
        return Reply(_("✓ Struck out."), again)
