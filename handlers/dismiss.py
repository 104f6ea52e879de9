"""Another secretary keeps the books no longer: read back, both are told, and the access is gone in the same turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.forms import Denied, on, opens
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.needed import only_with
from bot.understanding.no_longer import no_longer_keeper
from handlers.access import GroupForm, groups_for
from handlers.hands import (
    OVER,
    Hand,
    TheHand,
    hands_of,
    keepers,
    meant,
    tell_the_others,
    thanks,
    unconnected_of,
    which_hand,
)
from handlers.ports import Store
from handlers.staying import offer_to_stay
from handlers.watching import keeper_lost
from handlers.welcome import secretaries_of
from handlers.words import group_name, listing
from jamaah.accounts import Handover
from jamaah.groups import Group
from jamaah.officers import Post, serving
from jamaah.roles import Deed, Role


def _keepers_called(talk: Talk[Store], group: Group, name: str) -> list[Hand]:
    return meant(talk, group, name, hands_of(talk, group, [Role.SECRETARY]))


def _of_no_keeper(talk: Talk[Store], groups: Sequence[Group], name: str) -> Mapping[str, Json] | None:
    """The one of the speaker's groups who bears a name and keeps no books, and is in no post of that name either."""
    found = [(group, hand) for group in groups for hand in meant(talk, group, name, _anybody(talk, group))]
    if len(found) != 1:
        return None
    [(group, hand)] = found
    posts = serving(talk.store.officers.of(group.id), talk.local.date())
    if any(one.member == hand.member and one.post is Post.SECRETARY for one in posts):
        return None
    return {"group": group.id, "whom": TheHand().dump(hand)}


def _anybody(talk: Talk[Store], group: Group) -> list[Hand]:
    return [*hands_of(talk, group, [Role.MEMBER, Role.FACILITATOR]), *unconnected_of(talk, group)]


@on("dismiss_secretary", deed=Deed.INVITE_SECRETARY)
class DismissSecretary(GroupForm):
    """Say that another secretary keeps the books no longer."""

    save = _("Yes")
    ends_at_no = True
    whom: Hand = which_hand(_("Who keeps the books no longer?"))

    @classmethod
    @only_with(no_longer_keeper)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """A name that no other secretary has may be an officer's; of anybody else of the group it is said that they
        keep no books, or were only asked to."""
        name = no_longer_keeper(text)
        if name is None:
            return None
        usual = cls(talk).group
        groups = [usual] if usual is not None else groups_for(talk, Deed.INVITE_SECRETARY)
        found = [(group, hand) for group in groups for hand in _keepers_called(talk, group, name)]
        if len(found) == 1:
            return {"group": found[0][0].id, "whom": TheHand().dump(found[0][1])}
        return {"whom": TheHand().dump(Hand(said=name))} if found else _of_no_keeper(talk, groups, name)

    def hands(self) -> list[Hand]:
        """All who keep the group's books."""
        return [] if self.group is None else hands_of(self.talk, self.group, [Role.SECRETARY])

    def candidates(self) -> list[Hand]:
        """Those who may be meant; all others who keep the books, where the name is nobody's of them."""
        if self.group is None:
            return []
        found = TheHand().those(self.whom.said, self) if self.whom and self.whom.said else []
        return found or [hand for hand in self.hands() if hand.person != self.talk.person]

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """Who gives it up themselves hands the books over."""
        if self.group is None or self.whom is None or self.whom.person != self.talk.person:
            return None
        return "hand_over", {"group": self.group.id}

    def check(self) -> None:
        super().check()
        if self.group is None:
            return
        kept = keepers(self.talk, self.group.id)
        if self.whom is not None and self.whom.is_clear and self.whom.person not in kept:
            self._check_asked()
        elif len(kept) < 2:
            raise Denied(_("Nobody else keeps the books of {group}.")(group=group_name(self.group)))

    def _check_asked(self) -> None:
        """Of who keeps no books only the question whether they will can be taken back."""
        if self.offer() is None:
            told = _("{name} does not keep the books of {group}.")
            raise Denied(told(name=self.whom.name, group=group_name(self.group)))

    def offer(self) -> Handover | None:
        """The offer of the books that waits for the answer of who is meant."""
        found = self.talk.store.handovers.of(self.group.id) if self.whom.person is not None else []
        return next((one for one in found if one.receiver == self.whom.person and one.is_open(self.talk.now)), None)

    def summary(self) -> Text:
        if self.whom.person not in keepers(self.talk, self.group.id):
            told = _("{name} was asked to keep the books of {group}; I take that back.")
            return lines(told(name=self.whom.name, group=group_name(self.group)), _("Is that right?"))
        rest = [hand.name for hand in self.hands() if hand.person != self.whom.person]
        told = _("{name} keeps the books of {group} no longer, from now on. They are kept by {rest}.")
        return lines(told(name=self.whom.name, group=group_name(self.group), rest=listing(rest)), _("Is that right?"))

    def act(self, group: Group) -> Reply:
        self.check()
        person = self.whom.account
        if person not in keepers(self.talk, group.id):
            return self._not_asked_any_more(group)
        self.talk.store.people.revoke(person, Role.SECRETARY, group.id)
        keeper_lost(self.talk.store, group, self.talk.now)
        self.talk.store.codes.void_given_by(person, self.talk.now)
        by = self.talk.store.people.get(self.talk.person).address
        wrong = _("{by} wrote that down. If it is not right, please talk with {by}.")(by=by)
        kept = sentence(thanks(self.talk.store, person, secretaries_of(self.talk, group.id), group), wrong)
        self.talk.tell(person, Reply(kept, offer_to_stay(self.talk, group, person), kind="alert"))
        told = _("{name} keeps the books of {group} no longer.")(name=self.whom.name, group=group_name(group))
        tell_the_others(self.talk, group, told, but=[person])
        return Reply(_("✓ {told}")(told=told), self._another(group))

    def _not_asked_any_more(self, group: Group) -> Reply:
        offer = self.offer()
        if offer is None:
            raise Denied(OVER)
        self.talk.store.handovers.replace(replace(offer, decided=self.talk.now, taken=False))
        by = self.talk.store.people.get(self.talk.person).address
        told = _("{by} takes it back; you need not keep the books of {group}. Nothing has changed.")
        self.talk.tell(self.whom.account, Reply(told(by=by, group=group_name(group)), kind="alert"))
        return Reply(_("✓ {name} is asked no longer. Nothing has changed.")(name=self.whom.name))

    def _another(self, group: Group) -> tuple[Any, ...]:
        alone = len(keepers(self.talk, group.id)) == 1
        return (opens("invite", _("Invite a secretary"), role=Role.SECRETARY.value, group=group.id),) if alone else ()
