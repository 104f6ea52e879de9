"""Handing the books over: asked of whoever is to keep them, and nothing changes until they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask, on, on_yes, opens
from bot.kinds import YesNo
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.needed import only_with
from bot.understanding.no_longer import i_step_down, steps_down
from handlers.access import GroupForm, groups_for
from handlers.hands import Hand, TheHand, hands_of, is_gone, keepers, meant, unconnected_of
from handlers.invitations import invitation, last_day, new_invitation
from handlers.ports import Code, Store
from handlers.staying import connect_oneself, unconnected
from handlers.welcome import secretaries_of
from handlers.words import group_name, spoken_to
from jamaah.accounts import Handover
from jamaah.groups import Group
from jamaah.members import Member
from jamaah.roles import Deed, Grant, Role

RECEIVERS = (Role.SECRETARY, Role.MEMBER, Role.FACILITATOR)


def _to_whom(form: Any) -> Text:
    said = form.to.said if form.to else ""
    if form.candidates():
        return _("Which {name} do you mean?")(name=said)
    return _("Who is to keep the books of {group} then?")(group=group_name(form.group))


def _is_it_you(form: Any) -> Text:
    member, address = form.in_the_book(), form.talk.store.people.get(form.talk.person).address
    asked = _("So that {you} stay connected afterwards: is {member}, in the members' book, you?")
    return asked(you=spoken_to(address), member=member.name)


class Giver(Kind[Hand]):
    """Who keeps the books no longer, where a message begins with that: "bu sri berhenti jadi sekretaris, ..."."""

    def read(self, text: str, form: Form[Any]) -> Reading[Hand] | None:
        return None

    def find(self, text: str, form: Any) -> Hand | None:
        name = steps_down(text) if form.group is not None else None
        found = meant(form.talk, form.group, name, hands_of(form.talk, form.group, [Role.SECRETARY])) if name else []
        return found[0] if len(found) == 1 else None

    def dump(self, value: Hand) -> Json:
        return TheHand().dump(value)

    def load(self, raw: Json, form: Form[Any]) -> Hand:
        return Hand(**raw)


@on("hand_over", deed=Deed.HAND_OVER)
class HandOver(GroupForm):
    """Hand the books over to somebody else, who has to agree."""

    title = _("Another secretary")
    save = _("Yes")
    ends_at_no = True
    keeper: Hand | None = ask(Giver(), optional=True)
    to: Hand = ask(TheHand(), _to_whom, label=_("who"), takes=("name", "spoken"), until=lambda form: form.is_told)
    stays: bool = ask(YesNo(), _is_it_you, when=lambda form: form.in_the_book() is not None)

    @classmethod
    @only_with(i_step_down)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "aku arep leren dadi sekretaris" of who keeps the books: then it is asked who is to."""
        return {} if i_step_down(text) and groups_for(talk, Deed.HAND_OVER) else None

    def hands(self) -> list[Hand]:
        """Whoever may be meant: first those with an account, then the rest of the book."""
        return (
            []
            if self.group is None
            else [*hands_of(self.talk, self.group, RECEIVERS), *unconnected_of(self.talk, self.group)]
        )

    def candidates(self) -> list[Hand]:
        """Those who may be meant as long as it is not clear who."""
        if self.to is None or self.to.is_clear or self.group is None:
            return []
        return TheHand().those(self.to.said, self)

    @property
    def is_told(self) -> bool:
        """Whether it is known who is to keep the books: somebody of the group, or a name of nobody in it."""
        return self.to is not None and (self.to.is_clear or not self.candidates())

    def in_the_book(self) -> Member | None:
        """The member whom the speaker seems to be, who gives the books away and is not connected."""
        gives = self.group is not None and self.is_told and self.giver() == self.talk.person
        return unconnected(self.talk, self.group, self.talk.person) if gives else None

    @property
    def name(self) -> str:
        """How whoever is to keep the books is spoken of."""
        return self.to.name or self.to.said

    def giver(self) -> int | None:
        """Who keeps the books no longer then: who is named, the speaker, or of those who cannot be reached any more the
        first."""
        mine = keepers(self.talk, self.group.id)
        if self.keeper is not None and self.keeper.person in mine:
            return self.keeper.person
        return self.talk.person if self.talk.person in mine else next(iter(mine), None)

    def check(self) -> None:
        super().check()
        if self.group is None:
            return
        mine = keepers(self.talk, self.group.id)
        if self.talk.person not in mine:
            self._check_gone(mine)
        if self.to is not None and self.to.person is not None and self.to.person == self.giver():
            raise Denied(_("The books of {group} are in those hands already.")(group=group_name(self.group)))

    def _check_gone(self, mine: Sequence[int]) -> None:
        """A facilitator finds a new keeper only where nobody who keeps the books can be reached; else the keeper is
        asked to hand them over."""
        there = [person for person in mine if not is_gone(self.talk, person)]
        if not there:
            return
        told = _(
            "The books of {group} are kept by {secretaries}, who can still be reached. They hand them over themselves."
        )
        group = group_name(self.group)
        raise Denied(told(group=group, secretaries=secretaries_of(self.talk, self.group.id)))

    def summary(self) -> Text:
        how = self._how()(name=self.name, group=group_name(self.group))
        return lines(sentence(how, self._afterwards()), _("Is that right?"))

    def _how(self) -> Text:
        if self.to.person is None:
            return _(
                "{name} is not connected yet. I make an invitation for {name} alone; "
                "with it the books of {group} change hands."
            )
        if self.to.person == self.talk.person:
            return _("Until somebody else is found, {name} keeps the books of {group}.")
        return _("I ask {name} to keep the books of {group}. Until {name} agrees, nothing changes.")

    def _afterwards(self) -> Text | None:
        """What becomes of who gives the books away."""
        giver = self.giver()
        if giver is None or is_gone(self.talk, giver):
            return None
        name = self.talk.store.people.get(giver).address
        you = spoken_to(name) if giver == self.talk.person else name
        if self.stays or Grant(Role.MEMBER, self.group.id) in self.talk.store.people.grants(giver):
            return _("After that {you} writes in them no longer, and stays a member.")(you=you)
        return _("After that {you} writes in them no longer.")(you=you)

    def act(self, group: Group) -> Reply | list[Reply]:
        self.check()
        self._take_back(group)
        if self.stays and (member := self.in_the_book()) is not None:
            connect_oneself(self.talk, group, member)
        if self.to.person is None:
            return self._invited(group)
        new = Handover(
            group=group.id,
            giver=self.giver(),
            receiver=self.to.person,
            by=self.talk.person,
            asked=self.talk.now,
        )
        offer = self.talk.store.handovers.add([new])[0]
        if offer.receiver == self.talk.person:
            self.talk.open("take_over", of=group.id, offer=offer.id, agreed=True)
            return []
        self.talk.tell(offer.receiver, self._offered(offer, group))
        told = _("✓ {name} is asked. Until {name} agrees, everything stays as it is.")
        return Reply(told(name=self.name))

    def _take_back(self, group: Group) -> None:
        """Who offers the books anew offers them to nobody else any more."""
        for one in self.talk.store.handovers.of(group.id):
            if one.is_open(self.talk.now) and one.by == self.talk.person:
                self.talk.store.handovers.replace(replace(one, decided=self.talk.now, taken=False))

    def _offered(self, offer: Handover, group: Group) -> Reply:
        people = self.talk.store.people
        asked = _("{name}, {by} asks {you} to keep the books of {group}: members, meetings, decisions. Will you?")
        name, by = people.get(offer.receiver).address, people.get(self.talk.person).address
        words = asked(name=name, by=by, you=spoken_to(name), group=group_name(group))
        return Reply(words, answers(offer), kind="alert")

    def _invited(self, group: Group) -> list[Reply]:
        opened = Code(Role.SECRETARY, group.id, None, self.talk.person, in_place_of=self.giver())
        code = new_invitation(self.talk, opened)
        told = _("An invitation for {name}, to be used once, until {day}. Pass it on to {name} alone:")
        day = last_day(self.talk, group)
        return [Reply(told(name=self.name, day=day)), invitation(self.talk, Role.SECRETARY, group, code)]


def answers(offer: Handover) -> tuple[Button, ...]:
    """The buttons by which an offer is answered, at any later time."""
    return (
        on_yes(opens("take_over", _("Yes, I will"), of=offer.group, offer=offer.id, agreed="y")),
        opens("take_over", _("No"), of=offer.group, offer=offer.id, agreed="n"),
    )
