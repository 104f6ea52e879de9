"""The book of businesses: a list of them, one put right, ended or taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.forms import Denied, Kind, Reading, ask, on, opens
from bot.kinds import Day, Words, one_line
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines, verbatim
from bot.understanding.answers import bare
from bot.understanding.businesses import asks_for_businesses, ended, struck_out
from bot.understanding.needed import only_with
from bot.understanding.terms import find_term
from bot.understanding.ventures import over
from handlers.access import GroupForm, can, groups_for
from handlers.business_book import described, named_in, running
from handlers.ports import Store
from handlers.words import begun, group_name
from jamaah.businesses import Business, runs
from jamaah.groups import Group
from jamaah.roles import Deed

LONGEST, LABEL, MOST_BUTTONS = 120, 24, 8


@on("list_businesses", deed=Deed.SEE_MINUTES)
class ListBusinesses(GroupForm):
    """See by what the group earns, as a text to copy."""

    writes = False

    @classmethod
    @only_with("usaha")
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "usahane opo wae", "usaha kelompok apa saja?"."""
        groups = groups_for(talk, Deed.SEE_MINUTES) if "usaha" in text.casefold() else []
        named = [group for group in groups if group.name.casefold() in text.casefold()]
        rest = re.sub(re.escape(named[0].name), "", text, flags=re.IGNORECASE) if named else text
        if not groups or not asks_for_businesses(rest):
            return None
        return {"group": named[0].id} if len(named) == 1 else {}

    def act(self, group: Group) -> Reply:
        kept = self.talk.store.businesses.of(group.id)
        if not kept:
            return Reply(_("No business is written down yet."), self._record(group))
        rows = [self._row(number, business) for number, business in enumerate(kept, 1)]
        return Reply(lines(_("Businesses of {group}:")(group=group_name(group)), *rows), self._offers(group))

    def _row(self, number: int, business: Business) -> Text:
        facts = {"number": number, "business": business.what, "told": described(business)}
        if runs(business, self.talk.local.date()):
            return _("{number}. {business}: {told}")(**facts)
        return _("{number}. {business}: ended {day}")(**facts, day=PlainDate(business.until or business.since))

    def _record(self, group: Group) -> tuple[Button, ...]:
        may = can(self.talk, group.id, Deed.RECORD_MEETING)
        return (opens("record_business", _("Another business"), group=group.id),) if may else ()

    def _offers(self, group: Group) -> tuple[Button, ...]:
        if not self._record(group) or not running(self.talk, group):
            return self._record(group)
        change = opens("change_business", _("Correct it"), group=group.id)
        end = opens("end_business", _("One has ended"), group=group.id)
        return (*self._record(group), change, end)


class WhichBusiness(Kind[int]):
    """One of the businesses that run, by words of it or by a tap."""

    hint = _("Please tap one of the buttons.")

    def read(self, text: str, form: Any) -> Reading[int] | None:
        found = named_in(bare(text), running(form.talk, form.group))
        return Reading(found[0].id, certain=True) if len(found) == 1 else None

    def tap(self, token: str, form: Any) -> int | None:
        return next((one.id for one in running(form.talk, form.group) if str(one.id) == token), None)

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        some = form.candidates()[:MOST_BUTTONS]
        return [
            (verbatim(one.what if len(one.what) <= LABEL else one.what[: LABEL - 1] + "…"), str(one.id)) for one in some
        ]


class BusinessForm(GroupForm):
    """A conversation about one of the businesses that run."""

    about: str | None = ask(Words(LONGEST), optional=True)
    business: int = ask(
        WhichBusiness(), _("Which business is it?"), label=_("business"), default=lambda form: form.only(), key=True
    )

    def candidates(self) -> list[Business]:
        """Those that may be meant."""
        kept = running(self.talk, self.group)
        return named_in(self.about or "", kept) or kept

    def only(self) -> int | None:
        """The one that is meant, where only one can be."""
        found = self.candidates()
        return found[0].id if len(found) == 1 else None

    def check(self) -> None:
        super().check()
        if self.group is not None and not running(self.talk, self.group):
            raise Denied(_("No business is written down yet."))

    def certain(self) -> Business:
        """The business it is about. Raises Denied where it is gone."""
        found = next((one for one in running(self.talk, self.group) if one.id == self.business), None)
        if found is None:
            raise Denied(_("That business is not in the book any more."))
        return found


def _of_kept(talk: Talk[Store], words: str | None) -> dict[str, Json] | None:
    """The answers by which a business is meant that stands in a book the speaker keeps."""
    groups = groups_for(talk, Deed.RECORD_MEETING) if words is not None else []
    if not groups:
        return None
    among = [group for group in groups if (named_in(words, running(talk, group)) if words else running(talk, group))]
    said = {"about": one_line(words)} if words else {}
    return {**said, "group": among[0].id} if len(among) == 1 else said


def _answers(business: Business) -> dict[str, Json]:
    """What is written of a business, as the answers with which it was."""
    kind = {True: "collective", False: "individual", None: None}[business.collective]
    said = {"business": business.what, "kind": kind, "fields": sorted(business.fields), "local": business.local}
    return {"of": business.id, **{name: value for name, value in said.items() if value not in (None, [])}}


@on("change_business", deed=Deed.RECORD_MEETING)
class ChangeBusiness(BusinessForm):
    """Put right what is written of a business."""

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        kept = running(self.talk, self.group)
        chosen = next((one for one in kept if one.id == self.business), None)
        return ("record_business", {"group": chosen.group, **_answers(chosen)}) if chosen else None

    def act(self, group: Group) -> Reply:
        return Reply(_("No business is written down yet."))


@on("end_business", deed=Deed.RECORD_MEETING)
class EndBusiness(BusinessForm):
    """Write down that a business has ended."""

    save = _("Yes")
    ends_at_no = True
    day: date | None = ask(Day(past=True), optional=True, label=_("day"))

    @classmethod
    @only_with(ended, over)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "usaha ternak kambing sudah berhenti"."""
        named = ended(text)
        answers, day = _of_kept(talk, named if named is not None else over(text)), find_term(text, talk.local)[1]
        if named is None and not (answers and "group" in answers):
            return None  # what stands in no book is something else that is over
        return answers and {**answers, **({"day": day.isoformat()} if day else {})}

    def _until(self) -> date:
        today = self.talk.local.date()
        return max(min(self.day or today, today), self.certain().since)

    def summary(self) -> Text:
        return _("{business}: ended, {day}. Is that right?")(
            business=begun(self.certain().what), day=PlainDate(self._until())
        )

    def act(self, group: Group) -> Reply:
        business = self.certain()
        self.talk.store.businesses.replace(replace(business, until=self._until()))
        return Reply(_("✓ Saved."), (opens("list_businesses", _("All businesses"), group=group.id),))


@on("remove_business", deed=Deed.RECORD_MEETING)
class RemoveBusiness(BusinessForm):
    """Take a business out of the book that should not stand there."""

    save = _("Yes")
    ends_at_no = True

    @classmethod
    @only_with(struck_out)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "hapus usaha kolam lele"."""
        return _of_kept(talk, struck_out(text))

    def summary(self) -> Text:
        return _("Take {business} out of the book?")(business=self.certain().what)

    def act(self, group: Group) -> Reply:
        self.talk.store.businesses.remove(self.certain())
        return Reply(_("✓ Taken out of the book."))
