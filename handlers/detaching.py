"""A facilitator and a group part: the facilitator lets it go, or its secretary ends it; both are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask, on, opens
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, verbatim
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import GroupForm, groups_for, the_named
from handlers.ports import Store
from handlers.words import group_name, spoken_to
from jamaah.groups import Group
from jamaah.people import fold
from jamaah.roles import Deed, Grant, Role

_ACCOMPANY = r"(?:dampingi|mendampingi|damping|ndampingi|pendamping)\w{0,3}"
LETS_GO = expression(
    rf"\b(?:tidak|(?:ber)?henti(?! pendamping)|selesai|stop|mundur) (?:lagi |jadi |sebagai |dari )?(?:{_ACCOMPANY})\b"
    rf"|\b(?:lepas|lepaskan|tinggalkan) (?:kelompok|jp|dampingan)\b"
)
ENDS_IT = expression(
    r"\b(?:lepas|lepaskan|copot|(?:ber)?henti(?:kan)?|keluarkan|putus|hapus|cabut)"
    r" (?:\w+ )?(?:pendamping|fasilitator)\w{0,3}\b"
    r"|\b(?:pendamping|fasilitator)\w{0,3}\b.{0,30}\b(?:dilepas|dicopot|(?:(?:di)?ber)?henti(?:kan)?|tidak mendampingi"
    r"|tidak dampingi|selesai|mundur)\b"
)


@on("let_group_go", deed=Deed.ACCOMPANY)
class LetGo(GroupForm):
    """Accompany a group no longer."""

    title = _("Accompany a group no longer")
    ends_at_no = True

    @classmethod
    @only_with(LETS_GO)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        said = not talk.busy and "?" not in text and LETS_GO.search(read(text).plain)
        return the_named(talk, Deed.ACCOMPANY, text) if said and groups_for(talk, Deed.ACCOMPANY) else None

    def check(self) -> None:
        super().check()
        if self.group is not None and _keeps(self.talk, self.group):
            you = spoken_to(self.talk.store.people.get(self.talk.person).address)
            told = _("The books of {group} are still with {you}. Hand them to a secretary first.")
            invite = opens("invite", _("Invite a secretary"), role=Role.SECRETARY.value, group=self.group.id)
            raise Denied(told(group=group_name(self.group), you=you), (invite,))

    def summary(self) -> Text:
        you = spoken_to(self.talk.store.people.get(self.talk.person).address)
        told = _("{you} accompany {group} no longer, and see its figures and minutes no more.")
        return lines(told(you=you, group=group_name(self.group)), _("Is that right?"))

    def act(self, group: Group) -> Reply:
        self.check()
        _part(self.talk, group, self.talk.person)
        return Reply(_("✓ Saved. Thank you for accompanying {group}.")(group=group_name(group)))


class Helper(Kind[int]):
    """One of the facilitators of the form's group, by how they are called."""

    hint = _("Please tap the facilitator, or write their name.")

    def read(self, text: str, form: Form[Any]) -> Reading[int] | None:
        found = self.find(text, form)
        return None if found is None else Reading(found, certain=True)

    def find(self, text: str, form: Form[Any]) -> int | None:
        said = f" {fold(text)} "
        named = [person for person, name in _helpers(form) if f" {fold(name.split()[-1])} " in said]
        return named[0] if len(named) == 1 else None

    def tap(self, token: str, form: Form[Any]) -> int | None:
        return next((person for person, _name in _helpers(form) if str(person) == token), None)

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> int | None:
        return None

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        return [(verbatim(name), str(person)) for person, name in _helpers(form)]


def _helpers(form: Any) -> list[tuple[int, str]]:
    if form.group is None:
        return []
    people = form.talk.store.people
    return [(one, people.get(one).address) for one in people.holding(form.group.id, Role.FACILITATOR)]


def _only(form: Any) -> int | None:
    found = _helpers(form)
    return found[0][0] if len(found) == 1 else None


@on("dismiss_facilitator", deed=Deed.INVITE_FACILITATOR)
class DismissFacilitator(GroupForm):
    """Let a facilitator see your group no longer."""

    title = _("A facilitator no longer")
    ends_at_no = True
    who: int = ask(Helper(), _("Which facilitator?"), default=_only)

    @classmethod
    @only_with(ENDS_IT)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        said = not talk.busy and "?" not in text and ENDS_IT.search(read(text).plain)
        mine = groups_for(talk, Deed.INVITE_FACILITATOR) if said else []
        if not mine:
            return None
        answers = the_named(talk, Deed.INVITE_FACILITATOR, text) or ({"group": mine[0].id} if len(mine) == 1 else {})
        who = Helper().find(text, cls(talk, answers))
        return answers if who is None else {**answers, "who": who}

    def check(self) -> None:
        super().check()
        if self.group is None:
            return
        found = [person for person, _name in _helpers(self)]
        if not found or (self.who is not None and self.who not in found):
            raise Denied(_("{group} has no facilitator.")(group=group_name(self.group)))

    def summary(self) -> Text:
        told = _("{name} accompanies {group} no longer, and sees its figures and minutes no more.")
        name = self.talk.store.people.get(self.who).address
        return lines(told(name=name, group=group_name(self.group)), _("Is that right?"))

    def act(self, group: Group) -> Reply:
        self.check()
        _part(self.talk, group, self.who)
        return Reply(_("✓ Saved. {name} has been told.")(name=self.talk.store.people.get(self.who).address))


def _keeps(talk: Talk[Store], group: Group) -> bool:
    return Grant(Role.STEWARD, group.id) in talk.store.people.grants(talk.person)


def _part(talk: Talk[Store], group: Group, person: int) -> None:
    """Take the role away, and tell everybody whom it concerns but the speaker."""
    people = talk.store.people
    people.revoke(person, Role.FACILITATOR, group.id)
    people.revoke(person, Role.STEWARD, group.id)
    told = _("{name} accompanies {group} no longer.")(name=people.get(person).address, group=group_name(group))
    for other in dict.fromkeys([person, *people.holding(group.id, Role.SECRETARY)]):
        if other != talk.person:
            talk.tell(other, Reply(told, kind="alert"))
