"""Writing down that somebody is a member no longer: moved, left, died. What was recorded stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.forms import Denied, Form, Refusal, ask, on, opens
from bot.kinds import Choice, Day
from bot.messages import Reply
from bot.texts import PlainDate, Text, _, sentence
from bot.understanding.dates import find_date
from handlers.the_member import MemberForm
from handlers.words import counted
from jamaah import refusals
from jamaah.groups import Group
from jamaah.members import Departure, Member, depart, figures
from jamaah.roles import Deed, Role

REASON = Choice(
    Departure,
    {Departure.MOVED: _("Moved away"), Departure.LEFT: _("Stops"), Departure.DIED: _("Died")},
    dict.fromkeys(("pindah", "boyong", "merantau", "pindahan"), Departure.MOVED)
    | dict.fromkeys(("keluar", "mundur", "leren", "medal", "tidak ikut lagi"), Departure.LEFT)
    | dict.fromkeys(("seda", "sedo", "wafat", "tilar donya", "kapundhut", "almarhum", "almarhumah"), Departure.DIED),
)
TOLD = {
    Departure.MOVED: _("{name} has moved away and is not a member any more from {day}."),
    Departure.LEFT: _("{name} stops and is not a member any more from {day}."),
    Departure.DIED: _("I write down that {name} has died."),
}
DIED_ON = _("I write down that {name} died on {day}.")


class LeavingDay(Day):
    """The first day as a member no longer, where the words tell one."""

    def find(self, text: str, form: Form[Any]) -> date | None:
        return find_date(text, form.talk.local, past=True)


@on("remove_member", deed=Deed.REGISTER_MEMBERS, command="pindah")
class RemoveMember(MemberForm):
    """Write down that somebody is not a member any more."""

    title = _("Let a member go")
    question = _("Who is not a member any more?")
    reason: Departure = ask(REASON, lambda form: _("What happened to {name}?")(name=form.name), label=_("the reason"))
    day: date | None = ask(LeavingDay(past=True), optional=True, label=_("day"))

    def check(self) -> None:
        super().check()
        if self.member is None:
            return
        self._check_secretary(self.member)
        if self.reason is not None:
            self._departed(self.member)

    def _check_secretary(self, member: Member) -> None:
        """Nobody leaves the books without a keeper, nor writes this of themselves: it could not be taken back."""
        keepers = self.talk.store.people.holding(self.group.id, Role.SECRETARY)
        if member.person not in keepers:
            return
        if len(keepers) == 1:
            raise Denied(
                _("{name} keeps the group's books alone. Please invite another secretary first.")(name=self.name),
                (opens("invite", _("Invite a secretary"), group=self.group.id, role=Role.SECRETARY.value),),
            )
        if member.person == self.talk.person:
            raise Denied(_("That is for the other secretary to write down, when it is about yourself."))

    def _departed(self, member: Member) -> Member:
        today = self.talk.local.date()
        try:
            return depart(member, self.reason, self.day or today, today)
        except refusals.Refusal as refusal:
            if refusal.reason == "in_future":
                raise Denied(_("That day is still to come. Please tell me again when it is so far.")) from refusal
            joined = PlainDate(refusal.facts["joined"])
            raise Refusal("day", _("{name} joined only on {day}.")(name=self.name, day=joined)) from refusal

    def summary(self) -> Text:
        member = self._certain()
        told = DIED_ON if self.reason is Departure.DIED and self.day else TOLD[self.reason]
        day = PlainDate(self.day) if self.day else _("today")
        return sentence(
            _("My condolences.") if self.reason is Departure.DIED else None,
            told(name=self.name, day=day),
            _("What was recorded before stays."),
            self._no_more_words(member),
            _("Is that right?"),
        )

    def _no_more_words(self, member: Member) -> Text | None:
        """What the end of the membership means for somebody with a phone."""
        if member.person is None or self.reason is Departure.DIED:
            return None
        keeps_books = member.person in self.talk.store.people.holding(member.group, Role.SECRETARY)
        return _("No messages and no secretary's work any more.") if keeps_books else _("No messages any more.")

    def act_on(self, member: Member, group: Group) -> Reply:
        self.check()
        name, store = self.name, self.talk.store
        store.members.replace(self._kept_today(self._departed(member)))
        for role in (Role.MEMBER, Role.SECRETARY):
            if member.person is not None:
                store.people.revoke(member.person, role, group.id)
        if self.reason is Departure.DIED:
            return Reply(_("✓ Written down."))
        roll, today = self.roll(), self.talk.local.date()
        return Reply(
            _("✓ Saved. {name} is not a member any more. Members now {total}: {counted}.")(
                name=name, total=len(roll), counted=counted(figures(roll, today))
            )
        )

    def _kept_today(self, departed: Member) -> Member:
        """Whoever was at a meeting of that very day belongs to it still."""
        day = departed.left or self.talk.local.date()
        held = self.talk.store.meetings.on(departed.group, day)
        there = any(departed.id in meeting.attendance for meeting in held)
        return replace(departed, left=day + timedelta(days=1)) if there else departed
