"""Taking the books over that somebody offers: only who was asked can agree, and then all changes in one turn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.forms import Denied, Form, ask, on
from bot.kinds import YesNo
from bot.messages import Reply
from bot.texts import Text, _, sentence
from handlers.access import remember
from handlers.hands import NOW_KEPT, OVER, given_over, keepers
from handlers.kinds import Id
from handlers.ports import Store
from handlers.welcome import first_steps
from handlers.words import group_name
from jamaah.accounts import Handover
from jamaah.groups import Group
from jamaah.officers import Post, serving
from jamaah.roles import MOST_SECRETARIES, Deed, Role


def _will_you(form: Any) -> Text:
    offer = form.offered()
    words = _("{by} asks you to keep the books of {group}. Will you?")
    return words(
        by=form.talk.store.people.get(offer.by).address, group=group_name(form.talk.store.groups.get(offer.group))
    )


@on("take_over", deed=Deed.JOIN)
class TakeOver(Form[Store]):
    """Say whether you will keep the books that somebody hands over to you."""

    of: int | None = ask(Id(), optional=True)
    offer: int | None = ask(Id(), optional=True)
    agreed: bool = ask(YesNo(_("Yes, I will")), _will_you)

    def offered(self) -> Handover:
        """What is offered to the speaker. Raises Denied once it is not any more, and to everybody else."""
        found = next((one for one in self._of_group() if one.id == self.offer), None)
        if found is None or found.receiver != self.talk.person or not found.is_open(self.talk.now):
            raise Denied(OVER)
        if found.giver is not None and found.giver not in keepers(self.talk, found.group):
            raise Denied(OVER)
        return found

    def _of_group(self) -> list[Handover]:
        return [] if self.of is None else self.talk.store.handovers.of(self.of)

    def check(self) -> None:
        self.offered()

    def done(self) -> Reply:
        self.talk.store.groups.lock(self.offered().group)
        offer = self.offered()
        group = self.talk.store.groups.get(offer.group)
        self.talk.store.handovers.replace(replace(offer, decided=self.talk.now, taken=self.agreed))
        return self._taken(offer, group) if self.agreed else self._not_taken(offer, group)

    def _taken(self, offer: Handover, group: Group) -> Reply:
        people, mine = self.talk.store.people, self.talk.person
        after = {*keepers(self.talk, group.id), mine} - {offer.giver}
        if len(after) > MOST_SECRETARIES:
            raise Denied(
                _("{group} has {count} secretaries, which is the most.")(
                    group=group_name(group), count=MOST_SECRETARIES
                )
            )
        name, facts = people.get(mine).address, {"group": group_name(group)}
        given_over(self.talk, group, offer.giver)
        people.grant(mine, self._role(offer), group.id)
        remember(self.talk, group)
        self._ask_of_post(group, offer.giver)
        stays = _("What was written before keeps the name of who wrote it.")
        said = sentence(_("✓ {told}")(told=NOW_KEPT(name=name, **facts)), stays)
        return Reply(said, first_steps(Role.SECRETARY))

    def _ask_of_post(self, group: Group, giver: int | None) -> None:
        """Ask once whether the post of secretary goes along, where who gave the books away holds it."""
        store, today = self.talk.store, self.talk.local.date()
        mine = store.members.as_person(group.id, self.talk.person)
        theirs = store.members.as_person(group.id, giver) if giver is not None else None
        posts = [one for one in serving(store.officers.of(group.id), today) if one.post is Post.SECRETARY]
        if mine is not None and theirs is not None and any(one.member == theirs.id for one in posts):
            self.talk.open("set_officers", group=group.id, posts=[[Post.SECRETARY.value, "aku"]])

    def _role(self, offer: Handover) -> Role:
        """A facilitator who keeps the books themselves for now does so until there is a secretary."""
        grants = self.talk.store.people.grants(offer.receiver)
        helps = any(grant.role is Role.FACILITATOR and grant.group == offer.group for grant in grants)
        return Role.STEWARD if helps and offer.by == offer.receiver else Role.SECRETARY

    def _not_taken(self, offer: Handover, group: Group) -> Reply:
        people = self.talk.store.people
        name, by = people.get(self.talk.person).address, people.get(offer.by).address
        told = _("{name} cannot keep the books of {group}. Nothing has changed.")
        self.talk.tell(offer.by, Reply(told(name=name, group=group_name(group)), kind="alert"))
        return Reply(_("All right. I tell {by}; nothing has changed.")(by=by))
