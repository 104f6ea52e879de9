"""Who changed what, and when: the group's change log in plain words, of a member their own alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, time, timedelta
from typing import Any

from bot.forms import Denied, ask, on, opens
from bot.kinds import Words, YesNo
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines
from bot.understanding.history import OWN, Asked, asked_history
from bot.understanding.needed import only_with
from handlers.access import can, groups_for, told_of
from handlers.entry_words import UNSHOWN, EntryWords
from handlers.kinds import Id
from handlers.meeting_days import DayGone
from handlers.member_changes import is_of_field
from handlers.names import FullName
from handlers.ports import Entry, Store
from handlers.seen_by import CHANGES, looked
from handlers.the_member import Meant, MemberForm, TheMember
from handlers.words import spoken_to
from jamaah.calendar import instant
from jamaah.groups import Group
from jamaah.meant import known_as
from jamaah.meetings import Meeting
from jamaah.members import Member
from jamaah.people import fold
from jamaah.roles import Deed

A_PAGE, LONG, MIDNIGHT = 5, 50, time()
NAMES = ("riwayat", "ubah", "owah", "ganti", "catat", "log")


def _answers(asked: Asked) -> Mapping[str, Json]:
    """What is asked, as the answers of the form; days by their ordinals, as buttons have them."""
    return {
        **({"whom": asdict(Meant(asked.who))} if asked.who else {}),
        **({"field": asked.field} if asked.field else {}),
        **({"author": asked.by} if asked.by else {}),
        **({"minutes": True} if asked.meeting else {}),
        **({"day": asked.day.isoformat()} if asked.day else {}),
        **({"first": asked.first.toordinal()} if asked.first else {}),
        **({"last": asked.last.toordinal()} if asked.last else {}),
    }


class Whose(TheMember):
    """Whose changes, where somebody was named: found among who is or was a member, if the speaker may see these."""

    def tap(self, token: str, form: Any) -> Meant | None:
        return super().tap(token, form) or (None if token.isdigit() else Meant(token))

    def find(self, text: str, form: Any) -> Meant | None:
        return None


def _which(form: History) -> Text:
    return _("Which {name} do you mean?")(name=form.whom.said if form.whom else "")


@on("history", deed=Deed.SEE_OWN_CHANGES, command="riwayat")
class History(MemberForm):
    """See who changed what in the books, the newest first; a member what concerns themselves."""

    title = _("What was changed")
    writes = False
    whom: Meant = ask(
        Whose(), _which, when=lambda form: "whom" in form.answers, until=lambda form: form.is_clear(), takes=("whom",)
    )
    field: str | None = ask(Words(20), optional=True)
    author: str | None = ask(FullName(), optional=True, takes=("author",))
    by: int | None = ask(Id(), optional=True)
    day: date | None = ask(DayGone(), optional=True)
    meeting: int | None = ask(Id(), optional=True)
    minutes: bool | None = ask(YesNo(), optional=True)
    first: int | None = ask(Id(), optional=True)
    last: int | None = ask(Id(), optional=True)
    to: int | None = ask(Id(), optional=True)

    @classmethod
    @only_with(asked_history)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "riwayat", "siapa yang mengubah umur Bu Siti?", "riwayat rapat tanggal 10"."""
        rest, of = told_of(talk, Deed.SEE_OWN_CHANGES, text, NAMES)
        asked = asked_history(rest, talk.local)
        if asked is None or not groups_for(talk, Deed.SEE_OWN_CHANGES):
            return None
        return {**of, **_answers(asked)}

    # -- of whom, and of what

    def roll(self) -> list[Member]:
        """Who is or was a member: what was written of who has left can be asked for too. Of who sees their own alone
        only they."""
        store, own = self.talk.store, self._own() if self.group else None
        if self.group is None or not self.sees_all():
            return [own] if own else []
        return [*store.members.of(self.group.id), *store.members.departed(self.group.id)]

    def is_clear(self) -> bool:
        """Whether it is known whose changes are meant, or that nobody of that name is in the book."""
        return self.whom is None or self.member is not None or not self.candidates()

    def meant_by(self, said: str) -> list[Member]:
        if said == OWN:
            own = self._own()
            return [own] if own else []
        return super().meant_by(said) or known_as(said, self.roll())

    def sees_all(self) -> bool:
        """Whether the speaker may see what concerns others."""
        return can(self.talk, self.group.id, Deed.SEE_CHANGES)

    def _own(self) -> Member | None:
        return self.talk.store.members.as_person(self.group.id, self.talk.person)

    def _member(self) -> Member | None:
        """Whose changes are shown; None where it is the whole group's. Raises Denied."""
        if self.whom is None:
            return None if self.sees_all() else self._myself()
        member = self.member
        if member is None:
            if self.whom.said == OWN:
                return self._myself()
            if not self.sees_all():
                raise Denied(_("That is for the person themselves to see, and for the secretary."))
            raise Denied(_("I do not find {name} in the book.")(name=self.whom.said))
        return member

    def _myself(self) -> Member:
        own = self._own()
        if own is None:
            you = spoken_to(self.talk.store.people.get(self.talk.person).address)
            raise Denied(_("{you} are not connected with a name in the members' book yet.")(you=you))
        return own

    def _of_meeting(self) -> Meeting | None:
        """The meeting whose changes are asked for; None where it is none. Raises Denied where it is not recorded."""
        store, group = self.talk.store, self.group
        if self.meeting is not None:
            found = store.meetings.get(self.meeting)
            return found if found is not None and found.group == group.id else None
        if not self.minutes:
            return None
        there = store.meetings.on(group.id, self.day) if self.day else store.meetings.latest(group.id, 1)
        latest = store.meetings.latest(group.id, 1)
        if there:
            return there[-1]
        if not latest or self.day is None:
            raise Denied(_("No meeting is recorded yet."))
        raise Denied(_("No meeting is recorded on {day}. The latest is {latest}.")(day=self.day, latest=latest[0].day))

    # -- the end

    def act(self, group: Group) -> Reply:
        member, meeting = self._member(), self._of_meeting()
        found = self._entries(group, member, meeting)
        if not found:
            return Reply(self._nothing(), self._past())
        if member is not None:
            looked(self.talk, member, CHANGES)
        phones = can(self.talk, group.id, Deed.SEE_PHONES)
        words = EntryWords(self.talk.store, group, self.talk.local.date(), phones)
        shown = found[:A_PAGE]
        more = (self._older(group, member, meeting, shown[-1]),) if len(found) > A_PAGE and not self.field else ()
        return Reply(lines(*words.lines(shown)), (*more, *self._past()))

    def _entries(self, group: Group, member: Member | None, meeting: Meeting | None) -> list[Entry]:
        if self.field and member:
            return [entry for entry in self._read(group, LONG, member) if is_of_field(entry, self.field)]
        return self._read(group, A_PAGE + 1, member, meeting)

    def _read(self, group: Group, count: int, member: Member | None, meeting: Meeting | None = None) -> list[Entry]:
        first, last = (date.fromordinal(one) if one else None for one in (self.first, self.last))
        return self.talk.store.changes.of(
            group.id,
            count=count,
            before=self.to,
            since=instant(first, MIDNIGHT, group.zone) if first else 0,
            until=instant(last + timedelta(days=1), MIDNIGHT, group.zone) if last else None,
            by=self._author(group),
            meeting=meeting.id if meeting else None,
            member=member.id if member else None,
            without=() if member or meeting else UNSHOWN,
            put_right=meeting is None,
        )

    def _author(self, group: Group) -> int | None:
        """Whose writing is asked for. Raises Denied where nobody of the group is called so."""
        if self.by is not None or self.author is None:
            return self.by
        people = self.talk.store.people
        named = set(fold(self.author).split())
        found = [one for one, _role in people.of_group(group.id) if named <= set(fold(people.get(one).address).split())]
        if not found:
            raise Denied(_("I do not find {name} in the book.")(name=self.author))
        return found[0]

    def _older(self, group: Group, member: Member | None, meeting: Meeting | None, last: Entry) -> Button:
        tokens = {
            "to": last.id,
            **({"whom": member.id} if member and self.sees_all() else {}),
            **({"meeting": meeting.id} if meeting else {}),
            **({"first": self.first} if self.first else {}),
            **({"by": by} if (by := self._author(group)) else {}),
        }
        return opens("history", _("Earlier ones"), group=group.id, **tokens)

    def _past(self) -> tuple[Button, ...]:
        """Who asked by the bare word may have meant the meetings."""
        bare = not self.answers.keys() & {"whom", "author", "by", "minutes", "meeting", "first", "to"}
        return (opens("list_meetings", _("Past meetings"), group=self.group.id),) if bare else ()

    def _nothing(self) -> Text:
        return _("Nothing more was changed.") if self.to else _("Nothing was changed.")
