"""Two members on one phone: a member asks for it, a secretary confirms who they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, ask, on, opens
from bot.kinds import Words
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.needed import only_with
from bot.understanding.one_phone import THIS, one_phone, without_phone
from handlers.access import GroupForm, can, groups_for
from handlers.attending import NOT_A_MEMBER, Which
from handlers.ports import Store
from handlers.spoken_names import ME
from handlers.welcome import passed_on, secretaries_of
from jamaah.groups import Group
from jamaah.meant import resolve
from jamaah.members import Consent, Member, addressed
from jamaah.roles import Deed
from jamaah.rsvps import of_one_house

Named = list[str | int]
"""Who has no phone of their own, and whose it is that they use: names as they were said, ME, or ids of members."""


class TwoNames(Kind[Named]):
    """The two of whom it is said; a button names them by their ids."""

    hint = _("Please write it like this: Bu Darmo uses the phone of Pak Darmo.")

    def read(self, text: str, form: Form[Any]) -> Reading[Named] | None:
        named = one_phone(text)
        return None if named is None else Reading([ME if name == THIS else name for name in named], certain=True)

    def tap(self, token: str, form: Form[Any]) -> Named | None:
        ids = token.split("-")
        return (
            [int(one) for one in ids] if len(ids) == 2 and all(one.isascii() and one.isdigit() for one in ids) else None
        )


def _which_one(form: OnePhone) -> Text:
    name = form.unclear()[0]
    if form.meant_by(name):
        return _("Which {name} do you mean?")(name=name)
    return _("I do not find {name} among the members. Who is it?")(name=name)


@on("one_phone", deed=Deed.SAY_COMING)
class OnePhone(GroupForm):
    """Say that a member uses the phone of another."""

    save = _("Yes")
    ends_at_no = True
    pair: Named = ask(TwoNames(), _("Who uses whose phone?"))
    which: dict[str, int] | None = ask(
        Which(),
        _which_one,
        when=lambda f: f.keeps_book(),
        until=lambda f: not f.unclear(),
        default=lambda f: {} if not f.unclear() else None,
    )

    @classmethod
    @only_with(one_phone)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        named = TwoNames().read(text, cls(talk))
        return {"pair": named.value} if named and groups_for(talk, Deed.SAY_COMING) else None

    def keeps_book(self) -> bool:
        """Whether the speaker connects members."""
        return self.group is not None and can(self.talk, self.group.id, Deed.REGISTER_MEMBERS)

    def roll(self) -> list[Member]:
        """The members now."""
        return self.talk.store.members.of(self.group.id) if self.group else []

    def meant_by(self, name: str) -> list[Member]:
        """The members who may be meant; of several whose phone it is has one, and who joins has none."""
        roll = self.roll()
        if name == ME:
            return [member for member in roll if member.person == self.talk.person][:1]
        found = resolve(name, roll, self.talk.local.date())
        owner = name == self.pair[1]
        fitting = [member for member in found if (member.person is not None) is owner]
        return fitting or found

    def unclear(self) -> list[str]:
        """Names that mean nobody, or more than one, and have not been asked."""
        asked = self.answers.get("which") or {}
        names = [name for name in self.pair or () if isinstance(name, str) and name not in (ME, *asked)]
        return [name for name in names if len(self.meant_by(name)) != 1]

    def _member(self, name: str | int) -> Member | None:
        asked = self.answers.get("which") or {}
        wanted = asked.get(name, name) if isinstance(name, str) else name
        if isinstance(wanted, str):
            found = self.meant_by(wanted)
            return found[0] if len(found) == 1 else None
        return next((member for member in self.roll() if member.id == wanted), None)

    def _both(self) -> tuple[Member, Member]:
        """Who joins, and whose phone it is. Raises Denied where that is not clear or cannot be."""
        whom, owner = (self._member(name) for name in self.pair)
        if whom is None or owner is None or whom.id == owner.id:
            raise Denied(_("That is not in the members' book. Nothing has changed."))
        if owner.person is None:
            invite = (opens("invite", _("Invite members")),) if self.keeps_book() else ()
            raise Denied(_("{name} is not connected yet.")(name=self._name(owner)), invite)
        if whom.person == owner.person:
            raise Denied(_("{whom} is on that phone already.")(whom=self._name(whom)))
        if whom.person is not None:
            raise Denied(_("{whom} is connected by a phone of their own.")(whom=self._name(whom)))
        return whom, owner

    def _name(self, member: Member) -> str:
        return addressed(member, self.talk.local.date(), self.roll())

    def check(self) -> None:
        super().check()
        if self.group is None or not self.pair:
            return
        asks = self.pair[1] == ME and self.meant_by(ME) and self._member(self.pair[0]) is not None
        if not (self.keeps_book() or asks):
            told = _("That is for {secretaries} to write down.")
            raise Denied(told(secretaries=secretaries_of(self.talk, self.group.id)))
        if NOT_A_MEMBER in (self.answers.get("which") or {}).values() or not self.unclear():
            self._both()

    def summary(self) -> Text:
        whom, owner = self._both()
        facts = {"whom": self._name(whom), "owner": self._name(owner)}
        if not self.keeps_book():
            asked = _("Shall I ask {secretaries} to connect {whom} to this phone too?")
            return asked(secretaries=secretaries_of(self.talk, self.group.id), whom=facts["whom"])
        apart = None if of_one_house(whom, owner) else _("In the book they are of two households.")
        told = _("{whom} uses the phone of {owner}: one reminder for both, and either answers for both.")
        return sentence(told(**facts), apart, _("{whom} has agreed. Is that right?")(**facts))

    def act(self, group: Group) -> Reply:
        self.check()
        whom, owner = self._both()
        if not self.keeps_book():
            return self._passed_on(whom, owner, group)
        agreed, how = whom.consented or self.talk.local.date(), whom.consent or Consent.TOLD
        self.talk.store.members.replace(replace(whom, person=owner.person, consented=agreed, consent=how))
        if owner.person not in (None, self.talk.person):
            here = _("✓ {whom} is on this phone too: one reminder for both, and you answer for both.")
            self.talk.tell(owner.person, Reply(here(whom=self._name(whom)), kind="alert"))
        return Reply(_("✓ {whom} is on the phone of {owner}.")(whom=self._name(whom), owner=self._name(owner)))

    def _passed_on(self, whom: Member, owner: Member, group: Group) -> Reply:
        told = _("{owner} says that {whom} uses the same phone. Connect {whom} to it?")
        connect = opens("one_phone", _("Connect"), group=group.id, pair=f"{whom.id}-{owner.id}")
        asked = Reply(told(owner=self._name(owner), whom=self._name(whom)), (connect,), "alert")
        for secretary in self.talk.store.people.keeping(group.id):
            self.talk.tell(secretary, asked)
        return Reply(passed_on(self.talk, group.id))


@on("without_phone", deed=Deed.SEE_PHONES)
class WithoutPhone(GroupForm):
    """Hear how a member hears what there is to tell who has no phone."""

    writes = False
    name: str = ask(Words(60), _("Who has no phone?"))

    @classmethod
    @only_with(without_phone)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        name, today = without_phone(text), talk.local.date()
        if name is None:
            return None
        groups = groups_for(talk, Deed.SEE_PHONES)
        group = next((one for one in groups if resolve(name, talk.store.members.of(one.id), today)), None)
        return {"group": group.id, "name": name} if group else None

    def act(self, group: Group) -> Reply:
        roll, today = self.talk.store.members.of(group.id), self.talk.local.date()
        found = resolve(self.name, roll, today)
        name = addressed(found[0], today, roll) if len(found) == 1 else self.name
        told = _("All right. {name} is in the list of who is told by you. If a phone is shared, write it like this:")
        return Reply(
            lines(told(name=name), _("{name} uses the phone of Pak Darmo")(name=name)),
            (opens("relay", _("Who is not connected"), group=group.id),),
        )
