"""The ages of several members in one message, one on each line or with commas; a list pasted before mostly has none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.forms import Form, Kind, Reading, Refusal, ask, on
from bot.messages import Reply
from bot.texts import Text, _, lines, sentence
from handlers.access import GroupForm
from handlers.registering import refused
from handlers.the_member import meant_by
from handlers.words import listing
from jamaah import refusals
from jamaah.groups import Group
from jamaah.members import Member, addressed, amend
from jamaah.people import age, born_from_age
from jamaah.roles import Deed

Said = list[tuple[str, int]]
MOST_ASKED = 40
# A number of the list or a name, then an age: "siti 45", "Pak Darmo: 52 th", "1 45".
WHO = r"(?:\d{1,3}[.)]?|(?:\d{1,3}[.)]\s*)?[^\W\d][^\d,;:=\n]*?)"
ONE = rf"(?:[-•*]\s*)?(?!(?:rt|rw|hp|no)\b){WHO}[\s:=]+\d{{1,3}}\s*(?:th|thn|tahun)?\.?"
LABEL = r"\s*(?:(?:ini|iki)\s+)?(?:umur|usia|umure|umurnya|yuswa)(?:\s+anggota)?\s*[:=]?\s*"
PAIR = re.compile(r"(?:[-•*]\s*)?(\d{1,3}(?=[.)]?\s+\d)|[^\W\d][^\d,;:=\n]*?)[.)]?[\s:=]+(\d{1,3})\b", re.IGNORECASE)
SEVERAL = re.compile(rf"(?:{LABEL})?{ONE}(?:\s*[,;\n]\s*{ONE})*\s*[,;]?\s*", re.IGNORECASE)


class Ages(Kind[Said]):
    """Names, or numbers of the members' list, each with an age."""

    hint = _("Please write each name with the age, for example: Siti 45, Darmo 52.")

    def read(self, text: str, form: Form[Any]) -> Reading[Said] | None:
        if not SEVERAL.fullmatch(text):
            return None
        bare = re.sub(rf"^{LABEL}", "", text, flags=re.IGNORECASE)
        told = [(name.strip(), int(years)) for name, years in PAIR.findall(bare)]
        return Reading(told, certain=True) if told else None

    def load(self, raw: Any, form: Form[Any]) -> Said:
        return [(str(name), int(years)) for name, years in raw]

    def dump(self, value: Said) -> Any:
        return [list(pair) for pair in value]


def _who_is_missing(form: Any) -> Text:
    roll, today = form.roll(), form.talk.local.date()
    missing = [(number, member) for number, member in enumerate(roll, 1) if member.born is None]
    names = listing(f"{number} {addressed(member, today, roll)}" for number, member in missing[:MOST_ASKED])
    asked = _("Which ages? Write each name or number with the age, for example: {example}.")
    example = f"{missing[0][0]} 45" if missing else "1 45"
    return lines(asked(example=example), _("{names}.")(names=names) if missing else None)


@on(
    "update_ages",
    deed=Deed.REGISTER_MEMBERS,
    pattern=rf"(?s){LABEL}{ONE}(?:\s*[,;\n]\s*{ONE})+\s*[,;]?\s*",
)
class CorrectAges(GroupForm):
    """Tell the ages of several members at once."""

    title = _("Fill in ages")
    ages: Said = ask(Ages(), _who_is_missing, label=_("ages"))

    def roll(self) -> list[Member]:
        """The members of the group now."""
        return self.talk.store.members.of(self.group.id) if self.group else []

    def check(self) -> None:
        super().check()
        if self.group and self.ages and not self._amended():
            raise Refusal("ages", _("I do not find {names} in the book.")(names=listing(self._unclear())))

    def _named(self, said: str, roll: Sequence[Member]) -> Member | None:
        if said.isdecimal():
            return roll[int(said) - 1] if 1 <= int(said) <= len(roll) else None
        found = meant_by(self.talk, self.group, said, roll)
        return found[0] if len(found) == 1 else None

    def _unclear(self) -> list[str]:
        roll = self.roll()
        return [said for said, _years in self.ages if self._named(said, roll) is None]

    def _amended(self) -> list[Member]:
        """The members with their ages, as far as it is clear who is meant. Raises Refusal."""
        roll, amended = self.roll(), {}
        for said, years in self.ages:
            member = self._named(said, roll)
            if member is not None:
                amended[member.id] = self._aged(member, years, roll)
        return list(amended.values())

    def _aged(self, member: Member, years: int, roll: Sequence[Member]) -> Member:
        today = self.talk.local.date()
        try:
            return amend(member, roll, today, born=born_from_age(years, today))
        except refusals.Refusal as refusal:
            why = refused(refusals.Refusal("ages", refusal.reason, **refusal.facts), today).text
            name = addressed(member, today, roll)
            raise Refusal("ages", _("{name}: {why}")(name=name, why=why)) from refusal

    def summary(self) -> Text:
        roll, today, unclear = self.roll(), self.talk.local.date(), self._unclear()
        aged = [(addressed(one, today, roll), one.born) for one in self._amended()]
        return lines(
            _("Ages: {told}.")(told=listing(f"{name} {age(born, today)}" for name, born in aged if born)),
            _("Not clear who is meant: {names}. That may follow.")(names=listing(unclear)) if unclear else None,
            sentence(_("Save {count} ages?")(count=len(self._amended()))),
        )

    def act(self, group: Group) -> Reply:
        self.check()
        amended = self._amended()
        for member in amended:
            self.talk.store.members.replace(member)
        left = sum(member.born is None for member in self.roll())
        more = _("Still without an age: {count}.")(count=left) if left else None
        return Reply(sentence(_("✓ {count} ages saved.")(count=len(amended)), more))
