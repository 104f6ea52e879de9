"""A phone is lost: whoever writes from it is nobody from that turn on, and a one-time code gives the person another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.forms import Denied, ask, on
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.expressions import expression
from bot.understanding.lost_phones import THIS, lost_phone
from bot.understanding.lost_phones import WORDS as LOST_WORDS
from bot.understanding.needed import only_with
from handlers.access import GroupForm, groups_for, told_of
from handlers.channels import WhichChannel, channel_name, channels_of, named_in
from handlers.hands import Hand, TheHand, cares_for_all, hands_of, keepers, meant, tell_the_others, which_hand
from handlers.invitations import last_day, new_invitation, to_pass_on
from handlers.mourning import drop_unsent
from handlers.ports import Code, Store
from handlers.words import group_name, listing
from jamaah.accounts import Cut
from jamaah.groups import Group
from jamaah.roles import Deed, Role

KEEPER = expression(r"(?:(?:bu|pak|mbak|mas|si) )?(?:sekretaris|carik)(?:nya|e|ne|ipun)?", re.IGNORECASE)
HERE = (Role.SECRETARY, Role.MEMBER)
"""Whose phones a group cares for. A facilitator has those of other groups in hand too."""


def _whose(form: Any) -> Text:
    if form.candidates():
        return _("Which {name} do you mean?")(name=form.whom.said)
    if form.whom is not None and form.group is not None:
        told = _("I find no phone of {name} in {group}. Whose phone is it?")
        return told(name=form.whom.said, group=group_name(form.group))
    return _("Whose phone is it?")


ALL = "all"
_EVERY = expression(
    r"(?:semua|semuanya|kabeh|sedaya|sedoyo|keduanya|dua-duanya|loro-lorone|kalihipun|hp|hpne|hape)[.! ]*",
    re.IGNORECASE,
)


class LostOn(WhichChannel):
    """One of somebody's channels, or all of them: the phone itself is lost."""

    def find(self, text: str, form: Any) -> str | None:
        named = super().find(text, form)
        return ALL if _EVERY.fullmatch(text.strip()) else named if named in form.channels() else None

    def tap(self, token: str, form: Any) -> str | None:
        return token if token in (ALL, *form.channels()) else None

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        return [(_("All of it"), ALL), *super().choices(form)]


class PhoneForm(GroupForm):
    """A conversation about the phone of somebody of a group."""

    ends_at_no = True
    whom: Hand = which_hand(_whose, lambda form: form.whom.person is not None)

    @classmethod
    def heard_of(cls, talk: Talk[Store], text: str, *, found: bool) -> Mapping[str, Json] | None:
        """The answers of a message that says whose phone is lost, or `found`, and perhaps in which group; None for
        whoever may not care for it. Where no group is named, all of theirs are searched: time counts."""
        rest, of = told_of(talk, Deed.CARE_FOR_PHONES, text, LOST_WORDS, alone=True)
        said = lost_phone(rest) or lost_phone(text)
        if said is None or said.found != found or said.whose == THIS:
            return None
        allowed = groups_for(talk, Deed.CARE_FOR_PHONES)
        groups = [group for group in allowed if not of or group.id == of["group"]]
        if not allowed:
            return None
        known = [(group, hand) for group in groups for hand in cls._called(talk, group, said.whose)]
        if len(known) != 1:
            return {**of, "whom": TheHand().dump(Hand(said=said.whose))}
        return {"group": known[0][0].id, "whom": TheHand().dump(known[0][1])}

    @classmethod
    def _called(cls, talk: Talk[Store], group: Group, name: str) -> list[Hand]:
        """Those of a group who may be meant, by their name or as the one who keeps its books."""
        form = cls(talk, {"group": group.id})
        if KEEPER.fullmatch(name.strip()):
            kept = keepers(talk, group.id)
            return [hand for hand in form.hands() if hand.person in kept]
        return meant(talk, group, name, form.hands())

    def hands(self) -> list[Hand]:
        """Those whose phone it may be."""
        return [] if self.group is None else hands_of(self.talk, self.group, HERE)

    def candidates(self) -> list[Hand]:
        """Those who may be meant as long as it is not clear who."""
        if self.group is None or self.whom is None or self.whom.is_clear:
            return []
        return self._called(self.talk, self.group, self.whom.said)

    def _settle(self) -> None:
        """Who is meant is clear where the group that was named since has one of that name."""
        found = self._called(self.talk, self.group, self.whom.said) if self._is_unclear() else []
        if len(found) == 1:
            self.answers["whom"] = TheHand().dump(found[0])

    def _is_unclear(self) -> bool:
        return self.group is not None and self.whom is not None and not self.whom.is_clear

    def cut_of(self) -> Cut | None:
        """Since when the person has no account, if so."""
        return (
            None if self.whom is None or self.whom.person is None else self.talk.store.accounts.lost(self.whom.person)
        )

    def check(self) -> None:
        super().check()
        self._settle()
        if self.group is not None and self.whom is not None and self.whom.person is not None:
            here = {hand.person for hand in self.hands()}
            if self.whom.person not in here:
                raise Denied(
                    _("{name} is not connected with {group}.")(name=self.whom.name, group=group_name(self.group))
                )


@on("lost_phone", deed=Deed.CARE_FOR_PHONES)
class LostPhone(PhoneForm):
    """Cut off the phone that somebody has lost, and get a code for their new one."""

    title = _("A phone is lost")
    save = _("Yes")
    channel: str | None = ask(
        LostOn(), lambda form: form.which(), label=_("what is lost"), when=lambda form: len(form.channels()) > 1
    )

    @classmethod
    @only_with(lost_phone)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        heard = cls.heard_of(talk, text, found=False)
        named = named_in(text)
        return {**heard, "channel": named[0]} if heard is not None and len(named) == 1 else heard

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """Whoever writes has a phone."""
        mine = self.whom is not None and self.whom.person == self.talk.person
        return ("new_number", {}) if mine else None

    def channels(self) -> list[str]:
        """The channels on which whoever is meant writes."""
        known = self.whom is not None and self.whom.person is not None
        return channels_of(self.talk.store, self.whom.account) if known else []

    def which(self) -> Text:
        """What is asked of somebody who writes on several channels."""
        names = listing([channel_name(channel) for channel in self.channels()])
        asked = _("{name} writes on {channels}. Is all of it lost, or one of them?")
        return asked(name=self.whom.name, channels=names)

    @property
    def only(self) -> str | None:
        """The one channel that is lost; None where the phone is, with all that is on it."""
        return self.channel if self.channel in self.channels() and len(self.channels()) > 1 else None

    def summary(self) -> Text:
        name = self.whom.name
        if self.only is not None:
            told = _("From this moment nobody reads or writes as {name} on {channel}; elsewhere all goes on as before.")
            return lines(told(name=name, channel=channel_name(self.only)), _("Is that right?"))
        if self.cut_of() is not None:
            return _("The old phone of {name} is cut off already. Shall I make a new code for {name}?")(name=name)
        told = _(
            "From this moment nobody reads or writes as {name} from the old phone, "
            "and what was on its way to it is dropped."
        )
        return lines(told(name=name), _("Is that right?"))

    def act(self, group: Group) -> Reply | list[Reply]:
        self.check()
        person, name, store = self.whom.account, self.whom.name, self.talk.store
        if self.only is not None:
            return self._cut_there(person, group, self.only)
        if store.accounts.lost(person) is None:
            store.codes.void_given_by(person, self.talk.now)
            drop_unsent(self.talk, person)
            store.accounts.cut(person, group.id, self.talk.now)
            by = store.people.get(self.talk.person).address
            told = _("The phone of {name} is lost, says {by}; I have cut it off.")(name=name, by=by)
            self._tell_everywhere(person, told)
        found = _("If the phone is found, write: the phone of {name} is found.")(name=name)
        if not cares_for_all(self.talk, person):
            return Reply(lines(_("✓ The old phone of {name} is cut off.")(name=name), self._elsewhere(), found))
        store.codes.void_account_of(person, self.talk.now)
        code = new_invitation(self.talk, Code(Role.MEMBER, group.id, None, self.talk.person, account_of=person))
        pass_on = _("For the new phone of {name}, to be used once, until {day}. Give it to {name} alone:")
        cut = _("✓ The old phone of {name} is cut off.")(name=name)
        words = _("The new phone of {name}, {group}.")(name=name, group=group_name(group))
        return [
            Reply(lines(sentence(cut, found), pass_on(name=name, day=last_day(self.talk, group)))),
            to_pass_on(self.talk, words, code, "hp-baru"),
        ]

    def _cut_there(self, person: int, group: Group, channel: str) -> Reply:
        """Cut off the account of one channel; the person hears of it on another one."""
        store, name, there = self.talk.store, self.whom.name, channel_name(channel)
        store.codes.void_account_of(person, self.talk.now)
        drop_unsent(self.talk, person, channel)
        store.accounts.cut(person, group.id, self.talk.now, channel)
        by = store.people.get(self.talk.person).address
        told = _("{channel} of {name} is lost, says {by}; I have cut it off.")
        self._tell_everywhere(person, told(channel=there, name=name, by=by))
        own = _("{by} says that you have lost {channel}; whoever writes there is not you any more.")
        anew = _("For a new one write: connect {channel}")(channel=there)
        self.talk.tell(person, Reply(lines(own(by=by, channel=there), anew), kind="alert"))
        done = _("✓ {channel} of {name} is cut off; elsewhere {name} goes on as before.")(channel=there, name=name)
        return Reply(lines(done, _("If the phone is found, write: the phone of {name} is found.")(name=name)))

    def _elsewhere(self) -> Text:
        """What is to be done for somebody with a role in groups that the speaker has nothing to do with."""
        told = _(
            "{name} is in another group too, so a code that gives everything back I give only to who cares for all of "
            "them. An ordinary invitation connects {name} with this group."
        )
        return told(name=self.whom.name)

    def _tell_everywhere(self, person: int, told: Text) -> None:
        """In every group of theirs whoever keeps or accompanies it hears that the phone is cut off."""
        store, told_to = self.talk.store, set[int]()
        for group in dict.fromkeys(grant.group for grant in store.people.grants(person) if grant.group is not None):
            tell_the_others(self.talk, store.groups.get(group), told, but=[person, *told_to])
            told_to |= {one for one, _role in store.people.of_group(group)}


@on("found_phone", deed=Deed.CARE_FOR_PHONES)
class FoundPhone(PhoneForm):
    """Say that a phone which was cut off is found again."""

    save = _("Yes")

    @classmethod
    @only_with(lost_phone)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        return cls.heard_of(talk, text, found=True)

    def hands(self) -> list[Hand]:
        return [
            hand
            for hand in super().hands()
            if hand.person is not None and self.talk.store.accounts.cut_off(hand.person)
        ]

    def cut_of(self) -> Cut | None:
        """The last of what was cut off of the person, be it one channel alone."""
        whom = self.whom.person if self.whom is not None else None
        return None if whom is None else self.talk.store.accounts.cut_off(whom)

    def check(self) -> None:
        if self.group is not None and not self.hands():
            raise Denied(_("No phone of {group} is cut off.")(group=group_name(self.group)))
        super().check()
        cut = self.cut_of()
        if cut is not None and cut.by != self.talk.person and not cares_for_all(self.talk, cut.person):
            by = self.talk.store.people.get(cut.by).address
            raise Denied(_("{by} cut that phone off; please tell {by}.")(by=by))

    def summary(self) -> Text:
        told = _("Then whoever writes from the old phone of {name} is {name} again. Is it in {name}'s own hands?")
        return told(name=self.whom.name)

    def act(self, group: Group) -> Reply:
        self.check()
        cut = self.cut_of()
        if cut is None:
            raise Denied(_("{name} has a phone again already.")(name=self.whom.name))
        self.talk.store.accounts.find(cut, self.talk.now)
        self.talk.store.codes.void_account_of(cut.person, self.talk.now)
        told = _("The phone of {name} is found, and works as before.")(name=self.whom.name)
        tell_the_others(self.talk, group, told)
        return Reply(_("✓ {told}")(told=told))
