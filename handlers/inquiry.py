"""What a secretary is asked about somebody who waits: which member it is, and by which buttons that is answered."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.forms import on_yes, opens
from bot.kinds import one_line
from bot.messages import Reply
from bot.talk import Occasion
from bot.texts import Text, _, verbatim
from handlers.ports import Joining, Store
from jamaah.groups import Group
from jamaah.meant import resolve
from jamaah.members import Member, addressed
from lean import dataclass

MOST_SHOWN = 8
LONGEST_NAME = 40


class Said(StrEnum):
    """What a secretary may say of who waits."""

    MEMBER = "member"
    INSTEAD = "instead"
    NEW = "new"
    NOBODY = "nobody"
    ANOTHER = "another"
    NAME = "name"


UNDECIDED = (Said.ANOTHER, Said.NAME)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A secretary's answer: this member (also instead of the phone they had), somebody new, nobody of the group,
    another than was offered, or a name to look for. `of` is the member's id or the name."""

    said: Said
    of: str = ""

    @property
    def token(self) -> str:
        """The verdict as a button carries it; `read_token` reads it back."""
        return f"{self.said}:{self.of}"


def read_token(token: str) -> Verdict | None:
    """The verdict of a button; None if it is none."""
    said, _colon, of = token.partition(":")
    if said in (Said.MEMBER, Said.INSTEAD):
        return Verdict(Said(said), of) if of.isascii() and of.isdigit() and len(of) < 18 else None
    return Verdict(Said(said)) if said in (Said.NEW, Said.NOBODY, Said.ANOTHER) else None


@dataclass(frozen=True)
class Inquiry:
    """Who the one may be that waits, by the name they wrote or by what a secretary said since.

    The book is the secretary's; nothing of it is for the eyes of who waits.
    """

    on: Occasion[Store]
    joining: Joining
    last: Verdict | None = None

    @cached_property
    def group(self) -> Group:
        return self.on.store.groups.get(self.joining.group)

    @cached_property
    def today(self) -> date:
        return datetime.fromtimestamp(self.on.now, ZoneInfo(self.group.zone.value)).date()

    @cached_property
    def roll(self) -> list[Member]:
        return self.on.store.members.of(self.group.id)

    @cached_property
    def fits(self) -> list[Member]:
        """The members who may be meant, those not connected yet before all others."""
        if self.last is not None and self.last.said is Said.ANOTHER:
            return []
        found = resolve(self._name, self.roll, self.today)
        free = [member for member in found if member.person is None]
        return (free or [member for member in found if member.person != self.joining.person])[:MOST_SHOWN]

    @property
    def _name(self) -> str:
        return self.last.of if self.last is not None and self.last.said is Said.NAME else self.joining.name

    def question(self) -> Text:
        """Which member it is, asked so that a button or a name answers it."""
        who, wrote = self._who(), self.joining.name
        if len(self.fits) > 1:
            return _("{who}, who wrote the name “{wrote}”, would like to be connected. Which one is it?")(
                who=who, wrote=wrote
            )
        if not self.fits:
            return self._who_else()(who=who, wrote=wrote)
        words = (
            _("{who}, who wrote the name “{wrote}”, would like to be connected as {member}. Is that right?")
            if self.fits[0].person is None
            else _(
                "{who}, who wrote the name “{wrote}”, would like to be connected. "
                "{member} is connected already by another phone. Is this {member} with a new phone?"
            )
        )
        return words(who=who, wrote=wrote, member=self._spoken(self.fits[0]))

    def _who_else(self) -> Text:
        if self.last is None:
            return _(
                "{who}, who wrote the name “{wrote}”, would like to be connected. That name is not in the book yet."
            )
        if self.last.said is Said.NAME:
            words = _(
                "I do not find “{name}” in the book. Please write the name of “{wrote}” as it stands in the book."
            )
            return words(name=self.last.of)
        return _("Who is “{wrote}” then? Please write the name as it stands in the book.")

    def choices(self) -> list[tuple[Text, Verdict]]:
        """What can be tapped: labels and verdicts."""
        if not self.fits:
            return [(_("Register first"), Verdict(Said.NEW)), (_("Not a member"), Verdict(Said.NOBODY))]
        offered = [(verbatim(self._spoken(member)), self.verdict(member)) for member in self.fits]
        if len(self.fits) > 1:
            return [*offered, (_("Not a member"), Verdict(Said.NOBODY))]
        yes = _("Yes, connect") if self.fits[0].person is None else _("Yes, the new phone")
        return [(yes, offered[0][1]), (_("No, not this one"), Verdict(Said.ANOTHER))]

    def verdict(self, member: Member) -> Verdict:
        """That it is this member."""
        return Verdict(Said.MEMBER if member.person is None else Said.INSTEAD, str(member.id))

    def alert(self) -> Reply:
        """The question as it comes to a secretary by itself, answered by one tap at any time."""
        joining = self.joining.id
        buttons = [opens("confirm_join", label, joining=joining, who=said.token) for label, said in self.choices()]
        if not self.fits:
            buttons.insert(1, opens("confirm_join", _("Look in the book"), joining=joining, who=f"{Said.ANOTHER}:"))
        if len(self.fits) == 1:
            buttons[0] = on_yes(buttons[0])
        return Reply(self.question(), tuple(buttons), kind="alert")

    def _spoken(self, member: Member) -> str:
        return addressed(member, self.today, self.roll)

    def _who(self) -> Text:
        account = self.on.store.talks.reachable(self.joining.person)
        name = one_line(account.name)[:LONGEST_NAME] if account else ""
        who = verbatim(name) if name else _("Somebody")
        return who if self.joining.phone is None else _("{who} ({phone})")(who=who, phone=self.joining.phone)
