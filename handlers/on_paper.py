"""What all books on paper share: which there are, what is wished of one, its heading and foot, the name of its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from enum import StrEnum

from bot.forms import Denied
from bot.papers.paper import Column, ColumnKind, Format, Paper, Part
from bot.talk import Talk
from bot.texts import HOME_LANGUAGE, PlainDate, Text, _
from bot.understanding.printing import EVER
from handlers.access import can
from handlers.file_names import file_called
from handlers.ports import Store
from handlers.words import group_name, listing, place_parts
from jamaah.calendar import instant
from jamaah.groups import Group
from jamaah.meetings import Meeting
from jamaah.members import Member
from jamaah.people import Gender
from jamaah.roles import Deed
from lean import dataclass

Span = tuple[date, date]


class Document(StrEnum):
    """What can be asked for as a file."""

    MEMBERS = "members"
    BLANK = "blank"
    """A list on which people sign at a meeting still to come."""
    ATTENDANCE = "attendance"
    MINUTES = "minutes"
    RECAP = "recap"
    OFFICERS = "officers"
    IDEAS = "ideas"
    HISTORY = "history"
    OUTSIDE = "outside"
    """A list of the members for somebody outside of the group."""
    PACK = "registration_pack"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is wished of a book: of which group, as what kind of file, of which meeting recorded, of which day to come,
    of which days, of which member alone; `nik`: their ends too."""

    talk: Talk[Store]
    group: Group
    made_as: Format = Format.PDF
    meeting: Meeting | None = None
    day: date | None = None
    first: date | None = None
    last: date | None = None
    member: Member | None = None
    nik: bool = False

    @property
    def today(self) -> date:
        """The day on which it is printed."""
        return self.talk.local.date()

    @property
    def span(self) -> tuple[date, date]:
        """From which day to which; this year where nothing was said."""
        return self.first or self.today.replace(month=1, day=1), self.last or self.today

    @property
    def days(self) -> tuple[date, ...]:
        """The days that the paper is of: those that were said, that of the meeting, else that of printing."""
        if self.first not in (None, EVER):
            return self.span
        return (self.meeting.day if self.meeting else self.day or self.today,)

    def say(self, text: Text) -> str:
        """A text as it stands on paper, which is for everybody, whichever language is spoken here."""
        return text.render(HOME_LANGUAGE)

    def may(self, deed: Deed) -> bool:
        """Whether who asks may do this in the group."""
        return can(self.talk, self.group.id, deed)


def paper(
    wish: Wish,
    title: Text,
    parts: Sequence[Part],
    about: Sequence[tuple[Text, Text | str]] = (),
    *,
    wide: bool = False,
    notice: Text | None = None,
) -> Paper:
    """A paper of a group's book: who and where it is above, when it was printed and the page below."""
    say, group = wish.say, wish.group
    place = listing([group.village, *place_parts(group)])
    head: list[tuple[Text, Text | str]] = [(_("Group"), group_name(group)), (_("Village"), place), *about]
    return Paper(
        title=say(title),
        about=tuple((say(label), say(value) if isinstance(value, Text) else value) for label, value in head),
        parts=tuple(parts),
        printed=say(_("Printed on {day}")(day=wish.today)),
        page=say(_("Page {page} of {pages}")),
        notice=say(notice) if notice else "",
        wide=wide,
    )


def file_name(wish: Wish, what: Text, whom: str = "") -> str:
    """What a file is called: of which group, what, for whom, of which day or days; the day of printing where the paper
    is of no other."""
    return file_called(wish.group, what, wish.days, whom)


def days_of(days: Sequence[date]) -> Text:
    """From the first to the last of some days, in words."""
    first, last = PlainDate(min(days)), PlainDate(max(days))
    return _("{day}")(day=first) if first == last else _("{first} to {last}")(first=first, last=last)


def none_held(wish: Wish) -> Denied:
    """That no meeting is recorded in the days that were asked for."""
    if wish.first in (None, EVER):
        return Denied(_("No meeting is recorded yet."))
    return Denied(_("No meeting is recorded for {days}.")(days=days_of(wish.span)))


def midnight(wish: Wish, day: date) -> int:
    """The moment at which a day begins for the group (seconds, UTC)."""
    return instant(day, time(), wish.group.zone)


# -- columns that several books have

NUMBER = _("No.")
NAME = _("Name")
MAN_OR_WOMAN = _("F/M")
ADDRESS = _("Address (RT)")
SIGNATURE = _("Signature")
LETTERS = {Gender.FEMALE: _("F"), Gender.MALE: _("M")}


def column(wish: Wish, title: Text, kind: ColumnKind = ColumnKind.TEXT, weight: float = 1.0) -> Column:
    """A column by its heading."""
    return Column(wish.say(title), kind, weight)


def who_columns(wish: Wish) -> tuple[Column, ...]:
    """Number, name, woman or man, RT: what most lists begin with."""
    return (
        column(wish, NUMBER, ColumnKind.NUMBER, 0.5),
        column(wish, NAME, weight=3),
        column(wish, MAN_OR_WOMAN, ColumnKind.MARK, 0.5),
        column(wish, ADDRESS, weight=1.2),
    )


def who_cells(
    wish: Wish, number: int, member: Member, names: Mapping[int, str]
) -> tuple[int, str, str | None, str | None]:
    """What stands there of a member, by `full_names` of all of the list."""
    return number, names[member.id], letter(wish, member), address(wish, member)


def figure(count: int | None) -> str | None:
    """A count as it stands among words; nothing where it is not known."""
    return None if count is None else str(count)


def letter(wish: Wish, member: Member) -> str | None:
    """P or L; nothing where it is not known."""
    return wish.say(LETTERS[member.gender]) if member.gender else None


def address(wish: Wish, member: Member) -> str | None:
    """The RT somebody lives in; of the village the heading tells."""
    return wish.say(_("RT {rt}")(rt=member.rt)) if member.rt else None
