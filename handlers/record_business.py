"""By what the group earns, written down: read at once from one sentence, and asked for what it does not tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, Refusal, ask, on, opens
from bot.kinds import Choice, Day, Words, YesNo
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, sentence
from bot.understanding.answers import bare, yes_no
from bot.understanding.businesses import fields_in, is_local
from bot.understanding.expressions import expression
from bot.understanding.groups import find_business
from bot.understanding.needed import only_with
from bot.understanding.telling import is_question
from bot.understanding.ventures import Venture, is_of_one, over, ventures
from handlers.access import GroupForm, groups_for
from handlers.business_book import FIELDS, IN, described, named_in, running
from handlers.kinds import Id
from handlers.ports import Store
from handlers.words import begun, group_name, listing, together
from jamaah.businesses import AGRO_SILVO_PASTORAL, Business, Field, joined_fields
from jamaah.groups import Group
from jamaah.people import fold
from jamaah.roles import Deed

LONGEST, SEVERAL = 120, 2


class Working(StrEnum):
    """Whether a business is worked together or each for himself; as it is understood."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"


WORKING = {Working.COLLECTIVE: _("Together"), Working.INDIVIDUAL: _("Each for himself")}


class Earning(Words):
    """By what a group earns, in a few words."""

    def __init__(self) -> None:
        super().__init__(LONGEST)
        self.hint = _("Please write it in a few words, for example: raising goats.")

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        if is_question(text) or yes_no(text) is not None:
            return None
        return super().read(find_business(text) or bare(text), form)


class Fields(Kind[list[str]]):
    """The fields of a business: one by a tap, several by words."""

    hint = _("Please tap one of the buttons.")

    def read(self, text: str, form: Form[Any]) -> Reading[list[str]] | None:
        labelled = [
            field.value for field, label in FIELDS.items() if any(one in _parts(text) for one in form.talk.typed(label))
        ]
        found = labelled or fields_in(f"usaha {text}")
        return Reading(found, certain=True) if found else None

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> list[str] | None:
        return list(next(iter(said.values()))) or None

    def tap(self, token: str, form: Form[Any]) -> list[str] | None:
        return [token] if token in set(Field) else None

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        return [(label, field.value) for field, label in FIELDS.items()]

    def told(self, value: list[str]) -> Text | None:
        return listing(FIELDS[Field(one)] for one in value)


def _parts(text: str) -> set[str]:
    return {word.strip(" .!") for word in text.casefold().replace(" dan ", ",").split(",")}


_ELSEWHERE = expression(
    r"(?:(?:dari|saka|saking|soko|teka)\s+)?(?:luar|njaba|jaba|jawi|liyane)(?:\s+(?:desa|daerah|kene))?", re.IGNORECASE
)


class FromHere(YesNo):
    """Whether a business lives on what the place has."""

    def __init__(self) -> None:
        super().__init__(_("From here"), _("From elsewhere"))

    def read(self, text: str, form: Form[Any]) -> Reading[bool] | None:
        told = False if _ELSEWHERE.fullmatch(bare(text)) else is_local(text)
        return Reading(told, certain=True) if told is not None else super().read(text, form)

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> bool | None:
        return bool(next(iter(said.values())))


class Told(Kind[list[Any]]):
    """The businesses that were told of in the same message, for afterwards."""

    def read(self, text: str, form: Form[Any]) -> Reading[list[Any]] | None:
        return None


_FROM_HERE = _("Does it live on what the place has, such as your own fields?")
_OF_SEVERAL = _("{business}: does it live on what the place has, such as your own fields?")


@on("record_business", deed=Deed.RECORD_MEETING)
class RecordBusiness(GroupForm):
    """Write down by what the group earns."""

    title = _("The group's business")
    answered_by = "list_businesses"
    of: int | None = ask(Id(), optional=True)
    of_one: bool | None = ask(YesNo(), optional=True)
    then: list[Any] | None = ask(Told(), optional=True)
    business: str = ask(
        Earning(),
        _("What is the business? For example: raising goats."),
        label=_("business"),
        key=True,
    )
    kind: Working = ask(
        Choice(
            Working,
            WORKING,
            dict.fromkeys(("bersama", "bareng", "kolektif", "bersama-sama", "bareng-bareng"), Working.COLLECTIVE)
            | dict.fromkeys(("sendiri", "perorangan", "masing-masing", "dewe-dewe"), Working.INDIVIDUAL),
        ),
        _("Is it worked together, or each for himself?"),
        label=_("together or not"),
    )
    fields: list[str] = ask(Fields(), _("In which field is it?"), label=_("field"))
    local: bool | None = ask(
        FromHere(),
        lambda form: _FROM_HERE if form.then is None else _OF_SEVERAL(business=begun(form.business)),
        label=_("from here or not"),
        skip=True,
        when=lambda form: not form.of,
    )
    since: date | None = ask(Day(past=True), optional=True, label=_("since when"), takes=("begun",))

    @classmethod
    @only_with(is_of_one, ventures)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "kripik pisang bareng, ternak wedhus dhewe2", also without a word that these are businesses."""
        return None if talk.busy else cls.hears_again(talk, text)

    @classmethod
    def hears_again(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        one, found = is_of_one(text), ventures(text)
        groups = groups_for(talk, Deed.RECORD_MEETING) if one or found else []
        if not groups or one:
            return {"of_one": True, "business": text[:LONGEST]} if groups else None
        first, *rest = (_as_in_the_book(talk, groups, venture) for venture in found)
        return {**first, **({"then": rest} if rest else {})}

    def shows(self, text: str) -> Text | None:
        """What is over and stands in no book is nothing to be written, least of all in place of what is open here."""
        told = over(text) if self.business else None
        if told is None or self.group is None or named_in(told, running(self.talk, self.group)):
            return None
        return _("{business} is not in the book, so nothing has to be ended.")(business=begun(told))

    def old(self) -> Business | None:
        """The business as it stands in the book, where one is put right."""
        kept = self.talk.store.businesses.of(self.group.id) if self.of and self.group else []
        return next((one for one in kept if one.id == self.of), None)

    def check(self) -> None:
        super().check()
        if self.of_one:
            raise Denied(_("What somebody earns alone I do not write down; only the group's businesses."))
        if self.of and self.group and self.old() is None:
            raise Denied(_("That business is not in the book any more."))
        if self.since and self.since > self.talk.local.date():
            raise Refusal("since", _("That day is still to come."))
        if self.business and len(self.business) > LONGEST:
            raise Refusal("business", _("That is long. Please write it in at most {longest} letters.")(longest=LONGEST))
        same = self._same()
        if same is not None:
            told = _("{business} stands in the book already: {told}.")
            change = opens("change_business", _("Correct it"), group=same.group, business=same.id)
            raise Denied(told(business=begun(same.what), told=described(same)), (change,))

    def _same(self) -> Business | None:
        """A business that runs and is called the same, other than the one that is put right."""
        others = [one for one in running(self.talk, self.group) if one.id != self.of]
        return next((one for one in others if self.business and fold(one.what) == fold(self.business)), None)

    def _told(self) -> Business:
        """The business as it is to be written."""
        old = self.old()
        since = self.since or (old.since if old else self.talk.local.date())
        return Business(
            id=old.id if old else 0,
            group=self.group.id,
            what=self.business,
            since=since,
            fields=frozenset(Field(one) for one in self.fields),
            collective=self.kind is Working.COLLECTIVE,
            local=self.local,
        )

    def summary(self) -> Text:
        business = self._told()
        since = _("Since {day}.")(day=PlainDate(business.since)) if business.since < self.talk.local.date() else None
        told = _("Business of {group}: {business}; {told}.")
        said = told(group=group_name(self.group), business=business.what, told=described(business))
        return sentence(said, since, _joined(business), _("Is that right?"))

    def act(self, group: Group) -> Reply:
        business, store = self._told(), self.talk.store.businesses
        if business.id:
            store.replace(business)
        else:
            store.add([business])
        if self.then:
            following, *rest = self.then
            self.talk.open(self.intent, **{**following, "group": group.id, "then": rest})
        return Reply(_("✓ Saved."), (opens("list_businesses", _("All businesses"), group=group.id),))


def _as_in_the_book(talk: Talk[Store], groups: Sequence[Group], told: Venture) -> dict[str, Json]:
    """A business as answers; one that runs and is called so is put right."""
    said: dict[str, Json] = {"business": told.what, "kind": told.kind, "fields": list(told.fields)}
    if told.local is not None:
        said["local"] = told.local
    kept = [one for group in groups for one in running(talk, group) if fold(one.what) == fold(told.what)]
    worked = Working.COLLECTIVE if kept and kept[0].collective else Working.INDIVIDUAL
    if len(kept) != 1 or (kept[0].collective is not None and worked.value == told.kind):
        return said
    local = {} if kept[0].local is None else {"local": kept[0].local}
    return {**local, **said, "fields": sorted(kept[0].fields), "of": kept[0].id, "group": kept[0].group}


def _joined(business: Business) -> Text | None:
    """That fields, trees and livestock go together, which is much recommended."""
    if business.fields >= AGRO_SILVO_PASTORAL:
        return _("Fields, trees and livestock in one: that is what is recommended most.")
    if joined_fields(business) >= SEVERAL:
        joined = (label for field, label in IN.items() if field in business.fields & AGRO_SILVO_PASTORAL)
        return _("Joined: {fields}.")(fields=together(joined))
    return None
