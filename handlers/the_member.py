"""One member by the name that was said: found in the group's book, asked back when several may be meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, Refusal, ask, opens
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence, verbatim
from bot.understanding.expressions import expression
from bot.understanding.particulars import find_rt
from bot.understanding.people import find_household
from handlers.access import GroupForm, can
from handlers.group_names import without_name
from handlers.names import FullName
from handlers.ports import Store
from jamaah.groups import Group
from jamaah.meant import known_as, resolve
from jamaah.members import Member, addressed
from jamaah.people import fold, tidy_name
from jamaah.roles import Deed
from lean import dataclass

PATIENCE = 2
"""After so many names that are nobody's no other is asked for."""
MOST_BUTTONS, MOST_REMEMBERED = 8, 40
ABOUT, JUST_NOW = "about", 900
"""In a talk's memory: who was talked of last; and for how many seconds words without a name are about them."""
ME = expression(
    r"(?:(?:aku|saya|kula|kulo|ku|dalem)(?:\s+(?:dewe|dhewe|sendiri|piyambak))?|dewe|dhewe)[.! ]*", re.IGNORECASE
)
MINE = expression(r"\b(?:aku|saya|kula|kulo|ku|dalem|(?:umur|nama|jeneng|nomor|hp|kerja)(?:an)?ku)\b", re.IGNORECASE)
THAT = expression(r"\s+(?:sing|yang|yg)\s+", re.IGNORECASE)
MEANT = "meant"
"""In a talk's memory: whom a name meant when it was asked back."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody of the book: the name as it was said as long as it is not clear who that is, and the member's id;
    `unknown` is how many names in a row are nobody's."""

    said: str = ""
    member: int | None = None
    unknown: int = 0


def meant_by(talk: Talk[Store], group: Group, said: str, among: Sequence[Member]) -> list[Member]:
    """The members who may be meant by a name; one, where the speaker was asked about this name before."""
    found = resolve(said, among, talk.local.date())
    known = talk.memory.get(MEANT, {}).get(_key(group, said))
    return [member for member in found if member.id == known] or found


def keep_meant(talk: Talk[Store], group: Group, said: str, member: Member) -> None:
    """Remember whom this name means, so that it is asked once."""
    kept = {**talk.memory.get(MEANT, {}), _key(group, said): member.id}
    talk.memory[MEANT] = dict(list(kept.items())[-MOST_REMEMBERED:])


def keep_about(talk: Talk[Store], member: Member) -> None:
    """Remember of whom was talked last."""
    talk.memory[ABOUT] = {"member": member.id, "at": talk.now}


def spoken_of(talk: Talk[Store], who: str, roll: Sequence[Member]) -> list[Member]:
    """Those of the roll whom words certainly name: by a name, by "budi santoso sing lor", the speaker by "aku", and by
    no words at all whoever was talked of just before."""
    if not who:
        about = talk.memory.get(ABOUT, {})
        return [member for member in roll if member.id == about.get("member") and talk.now - about["at"] <= JUST_NOW]
    if ME.fullmatch(who.strip()):
        return the_speaker(talk, roll)
    name, _that, told = re.split(r"\s+(sing|yang|yg)\s+", who, maxsplit=1) if THAT.search(who) else (who, "", "")
    found = known_as(name, roll)
    apart = [member for member in found if told and fold(told) in fold(member.called).split()]
    return apart or found


def the_speaker(talk: Talk[Store], roll: Sequence[Member]) -> list[Member]:
    """The speaker as a member: who is connected, else the one who is called as the speaker is."""
    linked = [member for member in roll if member.person == talk.person]
    address = talk.store.people.get(talk.person).address
    called = known_as(address, roll) if address else []
    return linked or [member for member in called if member.person is None and len(called) == 1]


def _key(group: Group, said: str) -> str:
    return f"{group.id} {' '.join(said.casefold().split())}"


def narrowed(text: str, among: Sequence[Member]) -> list[Member]:
    """The one among several whom words tell apart without a name: by the RT, or by whose wife or family it is."""
    rt, head = find_rt(text), find_household(text)
    found = [member for member in among if rt and member.rt == rt]
    found = found or [member for member in among if head and fold(head.name) in fold(member.household or "").split()]
    return found if len(found) == 1 else []


def told_apart(members: Sequence[Member], talk: Talk[Store]) -> list[str]:
    """Members as they are told apart: the way they are spoken of, the name and RT where that is not enough."""
    today = talk.local.date()
    spoken = [addressed(member, today) for member in members]
    full = [
        f"{name} ({member.name})" if member.name not in name else name
        for name, member in zip(spoken, members, strict=True)
    ]
    often = Counter(full)
    return [
        f"{name}, RT {member.rt}" if often[name] > 1 and member.rt else name
        for name, member in zip(full, members, strict=True)
    ]


class TheMember(Kind[Meant]):
    """A member of the form's group by name; never anybody of another group. The form has `candidates`."""

    hint = _("Please write the name as it stands in the book.")

    def read(self, text: str, form: Any) -> Reading[Meant] | None:
        among = form.candidates() if form.group is not None else []
        if apart := narrowed(text, among):
            return Reading(Meant(member=apart[0].id), certain=True)
        name = FullName().read(text, form)
        if name is None or form.group is None:
            return None
        found = meant_by(form.talk, form.group, name.value, among) or form.meant_by(name.value)
        if len(found) == 1:
            return Reading(Meant(member=found[0].id), certain=True)
        return Reading(Meant(name.value, unknown=not found), certain=len(found) > 1)

    def take(self, said: Mapping[str, Json], form: Any) -> Meant | None:
        name = FullName().take(said, form)
        if name is None:
            return None
        found = form.meant_by(name)
        return Meant(member=found[0].id) if len(found) == 1 else Meant(name, unknown=not found)

    def find(self, text: str, form: Any) -> Meant | None:
        """Who is meant where nobody is named: the speaker, by "RT ku 3"."""
        me = MINE.search(text) is not None and form.group is not None
        found = the_speaker(form.talk, form.roll()) if me else []
        return Meant(member=found[0].id) if len(found) == 1 else None

    def tap(self, token: str, form: Any) -> Meant | None:
        member = next((member for member in form.roll() if str(member.id) == token), None)
        return None if member is None else Meant(member=member.id)

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        some = form.candidates()[:MOST_BUTTONS]
        return [(verbatim(name), str(m.id)) for name, m in zip(told_apart(some, form.talk), some, strict=True)]

    def corrects(self, text: str) -> bool:
        """Somebody named in passing is not whom the talk is about."""
        return FullName().corrects(text)

    def merge(self, old: Meant, new: Meant) -> Meant:
        """Who it is, of those whom the name may mean; the name is kept to be remembered."""
        if old.member is None and new.member is not None:
            return Meant(old.said, new.member)
        return replace(new, unknown=old.unknown + 1) if new.unknown else new

    def dump(self, value: Meant) -> Json:
        return asdict(value)

    def load(self, raw: Json, form: Form[Any]) -> Meant:
        return Meant(**raw)


def _which(form: MemberForm) -> Text:
    said = form.whom.said if form.whom else ""
    if not said:
        return form.question
    if found := form.candidates():
        more = len(found) - MOST_BUTTONS
        others = _("{count} more are called so: write the full name.")(count=more) if more > 0 else None
        return sentence(_("Which {name} do you mean?")(name=tidy_name(said)), others)
    said = tidy_name(said)
    new = _("If it is somebody new, write: daftar {name}")(name=said)
    may_write = can(form.talk, form.group.id, Deed.REGISTER_MEMBERS)
    return lines(_("I do not find {name} in the book.")(name=said), new if may_write else None, form.question)


class MemberForm(GroupForm):
    """A conversation about one member of a group. `question` asks who it is."""

    names_people = True
    question: Text = _("Who is it?")
    whom: Meant = ask(
        TheMember(),
        _which,
        label=_("who"),
        takes=("name", "spoken"),
        until=lambda form: form.member is not None,
        key=True,
    )

    def roll(self) -> list[Member]:
        """The members of the group now; nobody as long as it is not known which group it is."""
        return self.talk.store.members.of(self.group.id) if self.group else []

    def meant_by(self, said: str) -> list[Member]:
        """The members of the group who may be meant by a name, or by "aku"."""
        if self.group is None:
            return []
        found = the_speaker(self.talk, self.roll()) if ME.fullmatch(said.strip()) else []
        found = found or meant_by(self.talk, self.group, said, self.roll())
        bare = "" if found else without_name(said, self.group)
        return meant_by(self.talk, self.group, bare, self.roll()) if bare and bare != said else found

    def candidates(self) -> list[Member]:
        """Those who may be meant by the name that was said, as long as it is not clear who."""
        return self.meant_by(self.whom.said) if self.whom and self.whom.said and self.whom.member is None else []

    @property
    def member(self) -> Member | None:
        """The member who is meant; None as long as that is not clear."""
        if self.whom is None:
            return None
        if self.whom.member is None:
            found = self.candidates()
            return found[0] if len(found) == 1 else None
        return next((member for member in self.roll() if member.id == self.whom.member), None)

    @property
    def name(self) -> str:
        """How the member is spoken of."""
        return addressed(self._certain(), self.talk.local.date(), self.roll())

    def check(self) -> None:
        super().check()
        if self.whom and self.whom.unknown >= PATIENCE and not self.candidates():
            never_mind = _("I do not find {name} in the book. Never mind then; nothing has changed.")
            raise Denied(never_mind(name=self.whom.said), (opens("list_members", _("Show the list")),))
        if self.group and self.whom and self.whom.member is not None and self.member is None:
            raise Refusal("whom", _("That one is not in the members' book any more."))

    def act(self, group: Group) -> Any:
        member = self._certain()
        if self.whom.said:
            keep_meant(self.talk, group, self.whom.said, member)
        return self.act_on(member, group)

    def act_on(self, member: Member, group: Group) -> Any:
        """Do what was asked with this member, and say so."""
        raise NotImplementedError

    def _certain(self) -> Member:
        member = self.member
        if member is None:
            raise Refusal("whom", _("That one is not in the members' book any more."))
        return member
