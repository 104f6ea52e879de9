"""Whoever kept the books has died: the facilitator writes it down, and finds a new keeper when it is time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.forms import on, opens
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, sentence
from bot.understanding.deaths import who_died
from bot.understanding.needed import only_with
from handlers.access import GroupForm, can, groups_for
from handlers.hands import Hand, TheHand, hands_of, keepers, meant, which_hand
from handlers.mourning import drop_unsent, fall_silent
from handlers.ports import Store
from handlers.watching import MOURNING, keeper_lost
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.members import Departure, depart
from jamaah.officers import serving
from jamaah.roles import Deed, Role


@on("keeper_died", deed=Deed.HAND_OVER)
class KeeperDied(GroupForm):
    """Write down that the secretary of a group you accompany has died."""

    ends_at_no = True
    whom: Hand = which_hand(_("Which secretary is it?"))

    @classmethod
    @only_with(who_died)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """Only where the speaker keeps no books there: who does writes it down as of any other member."""
        died = who_died(text) if talk.store.people.grants(talk.person) else None
        groups = groups_for(talk, Deed.HAND_OVER) if died else []
        found = [
            (group, hand)
            for group in groups
            if not can(talk, group.id, Deed.REGISTER_MEMBERS)
            for hand in meant(talk, group, died.name if died else "", hands_of(talk, group, [Role.SECRETARY]))
        ]
        return {"group": found[0][0].id, "whom": TheHand().dump(found[0][1])} if len(found) == 1 else None

    def hands(self) -> list[Hand]:
        """Who keeps the group's books."""
        return [] if self.group is None else hands_of(self.talk, self.group, [Role.SECRETARY])

    def candidates(self) -> list[Hand]:
        """Those who may be meant as long as it is not clear who."""
        return [] if self.whom is not None and self.whom.is_clear else self.hands()

    def summary(self) -> Text:
        told = _("I write down that {name}, who kept the books of {group}, has died.")
        facts = {"name": self.whom.name, "group": group_name(self.group)}
        return sentence(_("My condolences."), told(**facts), _("What was recorded before stays."), _("Is that right?"))

    def act(self, group: Group) -> Reply:
        person, store = self.whom.account, self.talk.store
        store.people.revoke(person, Role.SECRETARY, group.id)
        keeper_lost(store, group, self.talk.now, after=MOURNING)
        store.codes.void_given_by(person, self.talk.now)
        self._out_of_the_book(group, person)
        if keepers(self.talk, group.id):
            return Reply(_("✓ Written down."))
        words = _("The books of {group} wait for new hands. When it is time, tell me who is to keep them.")
        choose = opens("hand_over", _("Who keeps the books"), group=group.id)
        return Reply(sentence(_("✓ Written down."), words(group=group_name(group))), (choose,))

    def _out_of_the_book(self, group: Group, person: int) -> None:
        """As a member they are one no longer either, and nothing is sent to their phone any more."""
        store, today = self.talk.store, self.talk.local.date()
        member = store.members.as_person(group.id, person)
        if member is None:
            drop_unsent(self.talk, person)
            return
        left = depart(member, Departure.DIED, today, today)
        store.members.replace(left)
        store.people.revoke(person, Role.MEMBER, group.id)
        for post in serving(store.officers.of(group.id), today):
            if post.member == member.id:
                store.officers.replace(replace(post, until=left.left))
        fall_silent(self.talk, left, person)
