"""What would be if: nothing is written, and of somebody's leaving the figures are told."""

from __future__ import annotations

from bot.forms import Form, ask, on
from bot.kinds import Words
from bot.messages import Reply
from bot.texts import Text, _, sentence
from handlers.access import groups_for
from handlers.kinds import FullName
from handlers.ports import Store
from handlers.the_member import meant_by
from jamaah.groups import Group
from jamaah.members import Member, addressed, figures
from jamaah.readiness import Evidence, Shortest, assess, percent
from jamaah.roles import Deed
from jamaah.rulebook import load

LEAVING = "remove_member"


@on("what_if", deed=Deed.ASK_HELP)
class WhatIf(Form[Store]):
    """Ask what would be if: "kalau Bu Tini keluar?"."""

    writes = False
    about: str | None = ask(Words(60), optional=True)
    words: str | None = ask(Words(300), optional=True)
    name: str | None = ask(FullName(), optional=True, takes=("name", "spoken"))

    def done(self) -> Reply:
        found = self._leaving() if self.about == LEAVING and self.name else []
        if len(found) == 1:
            return Reply(self._without(*found[0]))
        nothing = _("That is only supposed; I change nothing.")
        really = _("If it is really so, write: {words}")(words=self.words) if self.words else None
        return Reply(sentence(nothing, really))

    def _leaving(self) -> list[tuple[Group, Member]]:
        """Who may be meant, of the groups whose members the speaker may see."""
        groups = groups_for(self.talk, Deed.SEE_MEMBERS)
        said, members = self.name or "", self.talk.store.members
        found = ((group, meant_by(self.talk, group, said, members.of(group.id))) for group in groups)
        return [(group, member) for group, meant in found for member in meant]

    def _without(self, group: Group, member: Member) -> Text:
        today, roll = self.talk.local.date(), self.talk.store.members.of(group.id)
        rest = [other for other in roll if other.id != member.id]
        have, name = figures(rest, today), addressed(member, today, roll)
        share = percent(have.women, have.total) if have.total else 0
        told = _("Without {name}: {total} members, {women} women ({share} %).")
        report = assess(Evidence(group=group, on=today, members=rest, meetings=(), timetable=None), load())
        return sentence(
            told(name=name, total=have.total, women=have.women, share=share),
            _enough(report.shortest),
            _("I have changed nothing."),
        )


def _enough(way: Shortest) -> Text:
    count = way.add_women + way.add_others
    if not count:
        return _("That is still enough.")
    if way.add_women:
        return _("Then {count} more are needed, {women} of them women.")(count=count, women=way.add_women)
    return _("Then {count} more are needed.")(count=count)
