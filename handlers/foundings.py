"""The founding meeting: a meeting that is recorded becomes the one that founds the cooperative, and is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from bot.forms import Denied, ask, on, opens
from bot.kinds import Day
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines, sentence
from bot.understanding.dates import find_date
from bot.understanding.founding_meeting import WORDS, asks_of_founding, tells_of_founding, untells_founding
from bot.understanding.needed import only_with
from handlers.access import GroupForm, can, told_of
from handlers.founding_words import (
    FIRST,
    LABELS,
    NOBODY,
    as_spoken_of,
    count_words,
    found_at,
    founding_of,
    instead_of,
    known_parts,
    meeting_of,
    missing_parts,
    names_of,
    offered,
    record_button,
    shown_button,
    told_parts,
    who_signs,
)
from handlers.kinds import Id
from handlers.minutes import heading, just_recorded, moment
from handlers.ports import Store
from handlers.words import group_name, listing
from jamaah.foundings import Founding
from jamaah.groups import Group
from jamaah.meetings import Meeting
from jamaah.roles import Deed


@on("set_founding", deed=Deed.KEEP_FOUNDING)
class SetFounding(GroupForm):
    """Write down which meeting was the founding meeting of the cooperative."""

    title = _("The founding meeting")
    answered_by = "founding"
    meeting: int | None = ask(Id(), optional=True)
    day: date | None = ask(Day(past=True), optional=True)

    @classmethod
    @only_with(tells_of_founding)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.KEEP_FOUNDING, text, WORDS, alone=True)
        if not tells_of_founding(rest):
            return None
        day = find_date(rest, talk.local, past=True)
        if talk.busy and day is None:
            return None  # "itu rapat pendirian" may mean the one that is being told
        return {**group, **({"day": day.isoformat()} if day else {})}

    def states(self, text: str) -> Mapping[str, Json]:
        day = find_date(text, self.talk.local, past=True)
        return {"day": day.isoformat(), "meeting": None} if day else {}

    def of(self) -> Meeting | None:
        """The meeting that is meant: the one of the button, of the day, recorded just now, else the latest."""
        meetings = self.talk.store.meetings
        if self.meeting is not None:
            found = meetings.get(self.meeting)
            return found if found is not None and found.group == self.group.id else None
        if self.day is not None:
            return next(iter(reversed(meetings.on(self.group.id, self.day))), None)
        just, latest = just_recorded(self.talk), meetings.latest(self.group.id, 1)
        return just if just is not None and just.group == self.group.id else next(iter(latest), None)

    def check(self) -> None:
        super().check()
        if self.group is None:
            return
        meeting, known = self.of(), founding_of(self.talk, self.group)
        if meeting is None:
            none = _("The meeting of {day} is not recorded yet.")(day=self.day) if self.day else None
            raise Denied(
                sentence(none or _("No meeting is recorded yet."), FIRST), record_button(self.talk, self.group)
            )
        if known is not None and known.meeting == meeting.id:
            raise Denied(_("That is written down already."), (shown_button(self.group),))

    def summary(self) -> Text | None:
        meeting = self.of()
        if meeting is None:
            return None
        signing = who_signs(self.talk, self.group, meeting)
        told = _("{meeting}: the founding meeting of the cooperative.")(meeting=moment(meeting))
        counted = count_words(self.talk, signing) if signing else iter((NOBODY,))
        return lines(told, *counted, instead_of(self.talk, self.group), _("Is that right?"))

    def act(self, group: Group) -> Reply:
        self.check()
        meeting = self.of()
        if meeting is None:
            raise Denied(_("That meeting is not in the book any more."))
        founding = found_at(self.talk, group, meeting)
        missing = missing_parts(founding, meeting, group)
        more = _("{count} parts of its minutes are still empty; they may follow.")(count=len(missing))
        return Reply(sentence(_("✓ Saved."), more if missing else None), offered(self.talk, group, missing=missing))


@on("unset_founding", deed=Deed.KEEP_FOUNDING)
class UnsetFounding(GroupForm):
    """Take back which meeting was the founding meeting; the meeting itself stays in the book."""

    title = _("Not the founding meeting")
    answered_by = "founding"
    day: date | None = ask(Day(past=True), optional=True)

    @classmethod
    @only_with(untells_founding)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.KEEP_FOUNDING, text, WORDS, alone=True)
        if not untells_founding(rest):
            return None
        day = find_date(rest, talk.local, past=True)
        return {**group, **({"day": day.isoformat()} if day else {})}

    def _held(self) -> Meeting | None:
        known = founding_of(self.talk, self.group) if self.group else None
        return meeting_of(self.talk, known) if known else None

    def check(self) -> None:
        super().check()
        if self.group is None:
            return
        held = self._held()
        if held is None or self.day not in (None, held.day):
            raise Denied(_("It is not written down as the founding meeting."), (shown_button(self.group),))

    def summary(self) -> Text | None:
        held, known = self._held(), founding_of(self.talk, self.group)
        if held is None or known is None:
            return None
        told = _("{meeting}: not the founding meeting; it stays in the book as a meeting.")(meeting=moment(held))
        own = known != Founding(id=known.id, group=known.group, meeting=known.meeting)
        lost = _("What was told of its minutes goes too.") if own else None
        return lines(told, lost, _("Is that right?"))

    def act(self, group: Group) -> Reply:
        self.check()
        known = founding_of(self.talk, group)
        if known is not None:
            self.talk.store.foundings.remove(known)
        return Reply(_("✓ Saved."), (shown_button(group),))


@on("founding", deed=Deed.SEE_MINUTES)
class ShowFounding(GroupForm):
    """Ask which meeting was the founding meeting, and what its minutes still lack."""

    writes = False

    @classmethod
    @only_with(asks_of_founding)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        rest, group = told_of(talk, Deed.SEE_MINUTES, text, WORDS, alone=True)
        return group if asks_of_founding(rest) else None

    def act(self, group: Group) -> Reply:
        founding = founding_of(self.talk, group)
        if founding is None:
            return self._not_yet(group)
        meeting = meeting_of(self.talk, founding)
        missing = missing_parts(founding, meeting, group)
        return Reply(
            lines(*self._told(group, founding, meeting), _missing(missing)),
            offered(self.talk, group, missing=missing),
        )

    def _not_yet(self, group: Group) -> Reply:
        may = can(self.talk, group.id, Deed.KEEP_FOUNDING)
        latest = self.talk.store.meetings.latest(group.id, 1) if may else []
        told = _("The founding meeting of {group} is not written down yet.")(group=group_name(group))
        buttons = tuple(
            opens("set_founding", _("It was that of {day}")(day=PlainDate(one.day)), group=group.id, meeting=one.id)
            for one in latest
        )
        return Reply(sentence(told, FIRST if may else None), (*buttons, *record_button(self.talk, group)))

    def _told(self, group: Group, founding: Founding, meeting: Meeting) -> Iterator[Text]:
        yield sentence(_("Founding meeting of {group}:")(group=group_name(group)), heading(meeting))
        if can(self.talk, group.id, Deed.SEE_MEMBERS):
            yield sentence(*count_words(self.talk, who_signs(self.talk, group, meeting)))
        roll = self.talk.store.members.of(group.id)
        holders = [member for member in roll if member.id in founding.holders]
        known = known_parts(replace(founding, begun=None), replace(meeting, at=None), group)
        spoken = as_spoken_of(known, roll, self.talk.local.date())
        if told := list(told_parts(spoken, names_of(holders, roll, self.talk))):
            yield sentence(*told)


def _missing(missing: list[str]) -> Text | None:
    if not missing:
        return None
    return _("Still empty: {parts}.")(parts=listing(LABELS[name] for name in missing))
