"""Who comes to a meeting, as far as members have said: in words, and the buttons by which they say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.forms import opens
from bot.messages import Button
from bot.talk import Talk
from bot.texts import Text, _, sentence
from handlers.access import can
from handlers.ports import Store
from handlers.words import group_name, listing, people
from jamaah.groups import Group
from jamaah.members import Member
from jamaah.roles import Deed
from jamaah.rsvps import Answer, Expected, Rsvp, expected, undecided
from jamaah.timetable import Occurrence

LABELS = {Answer.YES: _("I come"), Answer.NO: _("Excuse me"), Answer.MAYBE: _("Not sure yet")}
"""What the buttons say."""
SAYS = {Answer.YES: _("coming"), Answer.NO: _("excused"), Answer.MAYBE: _("not sure yet")}
"""What is said of somebody who has answered so."""


def answer_buttons(group: int, day: date) -> tuple[Button, ...]:
    """One for each answer to whether one comes to the meeting of a day; good at any later time."""
    return tuple(
        opens("rsvp", label, group=group, day=day.isoformat(), answer=answer.value) for answer, label in LABELS.items()
    )


def unanswered(store: Store, group: int, day: date, persons: Iterable[int]) -> list[int]:
    """Those of these persons who have not yet said, of themselves, whether they come to the meeting of a day; who said
    "perhaps" has not either."""
    waited_for = undecided(store.rsvps.of(group, day), store.members.of(group))
    return [person for person in persons if person in waited_for]


def is_excused(store: Store, group: int, day: date, person: int) -> bool:
    """Whether all that are this person's members do not come."""
    mine = {member.id for member in store.members.of(group) if member.person == person}
    said = {rsvp.member: rsvp.answer for rsvp in store.rsvps.of(group, day)}
    return bool(mine) and all(said.get(member) is Answer.NO for member in mine)


def answers_told(store: Store, group: Group, occurrence: Occurrence) -> Text:
    """Who comes to a meeting and who does not, for a secretary: by number, and by name those who do not come."""
    roll = store.members.of(group.id)
    answers = store.rsvps.of(group.id, occurrence.day)
    if not answers:
        return _("{group}, {day}. Nobody has answered yet.")(group=group_name(group), day=occurrence.day)
    told = named(expected(answers, roll), roll, occurrence.day, reasons=answers)
    return _("{group}, {day}. {told}.")(group=group_name(group), day=occurrence.day, told=told)


def so_far(talk: Talk[Store], group: Group, coming: Occurrence) -> Text | None:
    """What has been said of a meeting, as far as the speaker may know it: the names for who may see the attendance, for
    others the numbers and what is theirs. None where nobody has answered."""
    answers = talk.store.rsvps.of(group.id, coming.day)
    roll = talk.store.members.of(group.id) if answers else []
    told = expected(answers, roll)
    if not told.is_told:
        return None
    if can(talk, group.id, Deed.SEE_ATTENDANCE):
        why = answers if can(talk, group.id, Deed.RECORD_MEETING) else ()
        return _("{told}.")(told=named(told, roll, coming.day, why))
    own = [_own(member, roll, coming.day, answers) for member in roll if member.person == talk.person]
    return sentence(_("{told}.")(told=numbers(told)), *own)


def _own(member: Member, roll: Sequence[Member], day: date, answers: Iterable[Rsvp]) -> Text:
    answer = next((SAYS[rsvp.answer] for rsvp in answers if rsvp.member == member.id), _("not answered yet"))
    return _("{name}: {answer}.")(name=people([member], roll, day), answer=answer)


def named(told: Expected, roll: Sequence[Member], day: date, reasons: Iterable[Rsvp] = ()) -> Text:
    """The numbers, and by name who does not come, does not know it yet or comes late, with `reasons`."""
    why = {rsvp.member: rsvp.reason for rsvp in reasons if rsvp.reason}
    late = [_with_reason(people([one], roll, day), why[one.id]) for one in told.yes if one.id in why]
    coming = _("Coming {count} ({names})")(names=", ".join(late), count=len(told.yes))
    return listing(
        [
            coming if late else _("Coming {count}")(count=len(told.yes)),
            *_some(_("excused {count} ({names})"), told.no, roll, day, why),
            *_some(_("not sure {count} ({names})"), told.maybe, roll, day, why),
            *_silent(told),
        ]
    )


def _some(text: Text, some: Sequence[Member], roll: Sequence[Member], day: date, why: dict[int, str]) -> list[Text]:
    names = [_with_reason(people([one], roll, day), why.get(one.id)) for one in some]
    return [text(count=len(some), names=", ".join(names))] if some else []


def _with_reason(name: str, reason: str | None) -> str:
    return f"{name}: {reason}" if reason else name


def _silent(told: Expected) -> list[Text]:
    return [_("not answered {count}")(count=len(told.silent))] if told.silent else []


def numbers(told: Expected) -> Text:
    """The numbers without any name."""
    some = ((_("excused {count}"), told.no), (_("not sure {count}"), told.maybe))
    return listing(
        [
            _("Coming {count}")(count=len(told.yes)),
            *(text(count=len(members)) for text, members in some if members),
            *_silent(told),
        ]
    )
