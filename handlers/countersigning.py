"""Members say of the minutes that were sent to them that they are right, or what is wrong in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.forms import Denied, Form, Reading, ask, on, on_yes, opens
from bot.kinds import Words, one_line
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines
from bot.understanding.answers import yes_no
from bot.understanding.expressions import expression
from bot.understanding.faults import finds_fault, finds_right, is_not_so
from bot.understanding.needed import only_with
from bot.understanding.telling import is_question
from handlers.access import GroupForm, can, groups_for
from handlers.kinds import Id
from handlers.minutes import roll_of
from handlers.minutes_in_mind import SENT, in_mind
from handlers.ports import Store
from handlers.welcome import hearers_of, passed_on
from handlers.words import listing, spoken_to
from jamaah.countersigns import Countersign
from jamaah.groups import Group
from jamaah.meetings import Meeting
from jamaah.members import Member, addressed
from jamaah.roles import Deed

LONGEST = 300


class OfMinutes(GroupForm):
    """What a member says of the minutes of a meeting: of the latest, where none is named."""

    meeting: int | None = ask(Id(), optional=True)

    def minutes(self) -> Meeting:
        """The meeting that is meant. Raises Denied."""
        store = self.talk.store
        latest = store.meetings.latest(self.group.id, 1)
        found = store.meetings.get(self.meeting) if self.meeting else next(iter(latest), None)
        if found is None or found.group != self.group.id:
            gone = _("That meeting is not in the book any more.")
            raise Denied(gone if self.meeting else _("No meeting is recorded yet."))
        return found

    def own(self) -> list[Member]:
        """The members who speak from this phone and were members on that day. Raises Denied where there is none."""
        there = {member.id for member in roll_of(self.talk.store, self.group, self.minutes().day)}
        linked = [one for one in self.talk.store.members.of(self.group.id) if one.person == self.talk.person]
        if not linked:
            you = spoken_to(self.talk.store.people.get(self.talk.person).address)
            raise Denied(_("{you} are not connected with a name in the members' book yet.")(you=you))
        own = [member for member in linked if member.id in there]
        if not own:
            name, day = self.called(linked), self.minutes().day
            raise Denied(_("{name} was not a member yet on {day}.")(name=name, day=day))
        return own

    def called(self, members: list[Member]) -> Text:
        """How members are spoken of in their group."""
        today, roll = self.talk.local.date(), self.talk.store.members.of(self.group.id)
        return listing(addressed(member, today, roll) for member in members)

    def check(self) -> None:
        super().check()
        if self.group is not None:
            self.own()

    def say(self, *, agrees: bool, words: str | None = None) -> None:
        """Keep what is said, for each who speaks from this phone."""
        meeting, now = self.minutes(), self.talk.now
        for member in self.own():
            said = Countersign(
                group=meeting.group, meeting=meeting.id, member=member.id, said=now, agrees=agrees, words=words
            )
            self.talk.store.countersigns.say(said)


@on("countersign", deed=Deed.DISPUTE)
class CountersignMinutes(OfMinutes):
    """Say that the minutes are right."""

    @classmethod
    @only_with(finds_right)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "Catatane wis bener", of the minutes that were sent last, be something else said in between."""
        meeting = in_mind(talk, SENT) if not talk.busy and finds_right(text) else None
        return {"group": meeting.group, "meeting": meeting.id} if meeting else None

    def act(self, group: Group) -> Reply:
        self.check()
        self.say(agrees=True)
        return Reply(_("✓ Noted, thank you. {name}.")(name=self.called(self.own())))


_MINUTES = r"(?:notulen|notulensi|catatan|cathetan|hasil|laporan)(?:ne|e|nya|ipun)?"
_OF = r"(?: (?:kumpulan|rapat|pertemuan|kempalan|kemarin|wingi|kala|terakhir|tadi|mau)\w{0,3})*"
_THAT = r"(?: (?:kok|itu|kuwi|ada|ono|wonten|yang|sing))*"
_WRONG = r"(?:keliru|salah|klentu|lepat|kleru|ora bener|tidak benar|ndak bener)"
_SAID = (
    rf"(?:(?:kok|lho|loh|bu|pak|maaf|nuwun sewu),? )*{_MINUTES}{_OF}{_THAT} {_WRONG}"
    r"(?: (?:bu|pak|lho|loh|ki|iki|itu))*[.! ]*"
)
_NOTHING_MORE = expression(_SAID, re.IGNORECASE)


class Fault(Words):
    """What is wrong, in somebody's own words; that something is, tells nothing yet."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        reading = None if yes_no(text) is not None or _NOTHING_MORE.fullmatch(text) else super().read(text, form)
        return None if reading is None else Reading(reading.value, certain=not is_question(text))


@on("find_fault", deed=Deed.DISPUTE, pattern=_SAID, only_with="keliru salah klentu lepat kleru bener benar")
class FindFault(OfMinutes):
    """Say what is wrong in the minutes; the secretary hears it in your own words."""

    title = _("Something is wrong in the minutes")
    save = _("Yes")
    cancelled = _("All right. Nothing is passed on.")

    @classmethod
    @only_with(finds_fault, is_not_so)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """That something is wrong, be it a little later; what is wrong, of minutes that are still in mind."""
        bare = finds_fault(text)
        if talk.busy or not (bare or is_not_so(text)) or groups_for(talk, Deed.RECORD_MEETING):
            return None
        meeting = in_mind(talk)
        if meeting is None or not can(talk, meeting.group, Deed.DISPUTE):
            return {} if bare and groups_for(talk, Deed.DISPUTE) else None
        return {"group": meeting.group, "meeting": meeting.id, **({} if bare else {"words": one_line(text)[:LONGEST]})}

    words: str = ask(Fault(LONGEST), _("What is wrong? Just write it as you would say it."), label=_("what is wrong"))

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """Who keeps the book puts it right; who objects to their own attendance says that."""
        if self.group is None:
            return None
        meeting = self.minutes()
        if can(self.talk, self.group.id, Deed.RECORD_MEETING):
            return "correct_meeting", {"group": self.group.id, "meeting": meeting.id}
        heard = self.talk.reader.understand(self.words, self.talk.local) if self.words else None
        if heard is None or heard.intent != "dispute_attendance":
            return None
        return heard.intent, {"group": self.group.id, "day": meeting.day.isoformat(), "words": self.words}

    def summary(self) -> Text:
        asked = _("Shall I pass it on to {secretaries}?")(secretaries=hearers_of(self.talk, self.group.id))
        return lines(_("“{message}”")(message=self.words), asked)

    def act(self, group: Group) -> Reply:
        self.check()
        meeting = self.minutes()
        self.say(agrees=False, words=self.words)
        facts = {"name": self.called(self.own()), "day": PlainDate(meeting.day)}
        told = lines(
            _("{name} says something is wrong in the minutes of {day}.")(**facts),
            _("“{message}”")(message=self.words),
        )
        put_right = opens("correct_meeting", _("Correct it"), group=group.id, meeting=meeting.id)
        for secretary in self.talk.store.people.keeping(group.id):
            self.talk.tell(secretary, Reply(told, (on_yes(put_right),), kind="alert"))
        return Reply(passed_on(self.talk, group.id))
