"""Saying before a meeting whether one comes: who stays away has it passed on to the secretaries."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from bot.forms import Form, ask, on, opens
from bot.kinds import Choice, Words, one_line
from bot.messages import Reply
from bot.texts import Text, _
from handlers.access import GroupForm, can
from handlers.kinds import FullName
from handlers.ports import Store
from handlers.welcome import secretaries_of
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.members import resolve
from jamaah.roles import Deed, Role
from jamaah.timetable import next_occurrence

LONGEST = 200


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


COMES = Choice(Answer, {Answer.YES: _("Yes"), Answer.NO: _("No"), Answer.MAYBE: _("Maybe")}, {})


class WhatWasSaid(Words):
    """The whole message, as it was written."""

    def find(self, text: str, form: Form[Any]) -> str | None:
        return one_line(text)[:LONGEST] or None


@on("rsvp", deed=Deed.SAY_COMING)
class Coming(GroupForm):
    """Say whether you come to the next meeting."""

    alone = True
    save = _("Yes")
    cancelled = _("All right, I say nothing.")
    answer: Answer | None = ask(COMES, optional=True)
    words: str | None = ask(WhatWasSaid(LONGEST), optional=True, takes=("words",))
    name: str | None = ask(FullName(), optional=True, takes=("name", "spoken"))

    def _of_another(self) -> bool:
        """Whether somebody else is named; what one says of oneself may name oneself."""
        if not self.name:
            return False
        mine = self.talk.store.members.as_person(self.group.id, self.talk.person)
        roll = self.talk.store.members.of(self.group.id)
        return mine is None or mine.id not in {one.id for one in resolve(self.name, roll, self.talk.local.date())}

    def _keeps_book(self) -> bool:
        return can(self.talk, self.group.id, Deed.RECORD_MEETING)

    def _passes_on(self) -> bool:
        return bool(self.words) and self.answer is not Answer.YES and not (self._keeps_book() or self._of_another())

    def summary(self) -> Text | None:
        if self.group is None or not self._passes_on():
            return None
        return _("All right, {name}. Shall I pass it on to {secretaries}: “{words}”?")(
            name=self._me(), secretaries=secretaries_of(self.talk, self.group.id), words=self.words
        )

    def _me(self) -> str:
        return self.talk.store.people.get(self.talk.person).address

    def act(self, group: Group) -> Reply:
        if self._keeps_book():
            later = _("Who came and who was excused is written down with the meeting, {name}.")
            return Reply(later(name=self._me()), (opens("record_meeting", _("Record a meeting")),))
        if self._of_another():
            return Reply(_("That is for the person themselves to say, or for the secretary."))
        return self._pass_on(group) if self._passes_on() else Reply(self._welcome(group))

    def _welcome(self, group: Group) -> Text:
        timetable = self.talk.store.schedules.current(group.id)
        coming = next_occurrence(timetable, group.zone, self.talk.now) if timetable else None
        if coming is None:
            return _("Good, {name}. See you at the meeting.")(name=self._me())
        return _("Good, {name}. See you on {day}.")(name=self._me(), day=coming.day)

    def _pass_on(self, group: Group) -> Reply:
        told = _("{name} of {group} wrote: “{words}”")(name=self._me(), group=group_name(group), words=self.words)
        for secretary in self.talk.store.people.holding(group.id, Role.SECRETARY):
            self.talk.tell(secretary, Reply(told, kind="alert"))
        return Reply(_("✓ Passed on to {secretaries}.")(secretaries=secretaries_of(self.talk, group.id)))


LEAVING = (
    r"(?:aku|saya|gw|gue|kulo|kula|dalem)(?: (?:arep|mau|ingin|pengen|pingin|badhe|pamit|wis|sudah))*"
    r" (?:metu|keluar|medal|mundur|mandheg|mandeg|berhenti)(?: (?:soko|saka|dari|saking|sebagai|jadi|dadi))*"
    r" (?:kelompok\w*|anggota\w*|jamaah|jp)\b.{0,60}"
)


@on("leave", deed=Deed.ASK_HELP, pattern=LEAVING)
class Leave(Form[Store]):
    """Hear how one leaves a group."""

    writes = False

    def done(self) -> Reply | list[Reply]:
        grants = self.talk.store.people.grants(self.talk.person)
        mine = next((grant.group for grant in grants if grant.role is Role.MEMBER and grant.group is not None), None)
        if any(grant.role is Role.SECRETARY for grant in grants):
            self.talk.open("remove_member", reason="left")
            return []
        if mine is None:
            return Reply(_("You are a member of no group that I know, so there is nothing to leave."))
        told = _("A pity, {name}. {secretaries} writes down who leaves; please tell them.")
        name = self.talk.store.people.get(self.talk.person).address
        return Reply(told(name=name, secretaries=secretaries_of(self.talk, mine)))
