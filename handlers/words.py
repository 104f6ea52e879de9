"""How facts of a group are put into words; shared by the conversations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta

from bot.texts import WEEKDAYS, PlainDate, Text, _, ngettext, verbatim
from jamaah.calendar import PASARAN, EveryFewWeeks, MonthlyDay, MonthlyWeekday, OneByOne, Recurrence, Selapanan, Weekly
from jamaah.groups import Group, Zone
from jamaah.members import Figures, Member, addressed, told_joining
from jamaah.people import Born, Gender, fold, split_honorific
from jamaah.timetable import Occurrence, Schedule

EVENING = time(17)
GENDERS = {Gender.FEMALE: _("a woman"), Gender.MALE: _("a man")}
ZONES = {
    Zone.WIB: _("WIB (Java, Sumatra, West and Central Kalimantan)"),
    Zone.WITA: _("WITA (Bali, Nusa Tenggara, Sulawesi, South and East Kalimantan)"),
    Zone.WIT: _("WIT (Maluku, Papua)"),
}
SHORTEST_MONTH, FULL_WEEKS = 28, 4
NTH = {
    1: _("the first {weekday} of the month"),
    2: _("the second {weekday} of the month"),
    3: _("the third {weekday} of the month"),
    4: _("the fourth {weekday} of the month"),
    5: _("the fifth {weekday} of the month"),
    -1: _("the last {weekday} of the month"),
}


def listing(parts: Iterable[Text | str]) -> Text:
    """Parts with commas between them."""
    items = [part if isinstance(part, Text) else verbatim(part) for part in parts]
    names = {f"p{number}": item for number, item in enumerate(items)}
    return Text(", ".join(f"{{{name}}}" for name in names), names)


def together(parts: Iterable[Text | str]) -> Text:
    """Parts with commas between them, and "and" before the last."""
    *most, last = list(parts) or [""]
    return _("{most} and {last}")(most=listing(most), last=last) if most else listing([last])


def begun(words: str) -> str:
    """Words as a sentence begins with them."""
    return words[:1].upper() + words[1:]


def distinct(group: Group, among: Iterable[Group]) -> str:
    """A group's bare name; with its village where another of these has the same."""
    shared = any(other.id != group.id and fold(other.name) == fold(group.name) for other in among)
    return f"{group.name} ({group.village})" if shared else group.name


def with_village(group: Group) -> str:
    """A group's bare name and its village, which is said once where the name holds it."""
    return group.name if is_in(group.village, group.name) else f"{group.name} ({group.village})"


def place_parts(group: Group) -> list[Text | str]:
    """Where a group is beyond its village, as far as it was told: RT, RW, district and regency."""
    rt = _("RT {rt}")(rt=group.rt) if group.rt else None
    rw = _("RW {rw}")(rw=group.rw) if group.rw else None
    return [part for part in (rt, rw, group.region) if part]


def is_in(place: str, words: str) -> bool:
    """Whether the words of a place stand in others, one after the other."""
    plain = " ".join(re.findall(r"[^\W_]+", fold(words)))
    return f" {fold(place)} " in f" {plain} "


def group_name(group: Group, among: Iterable[Group] = ()) -> str:
    """A group as it is called, told apart from others of its name `among` these."""
    return f"JP {distinct(group, among)}"


def spoken_to(address: str) -> str:
    """How somebody is spoken to within a sentence: "Ibu", "Bapak", "Mbak", else the name they go by."""
    honorific = split_honorific(address)[0]
    return {"Bu": "Ibu", "Hj.": "Ibu", "Pak": "Bapak"}.get(honorific, honorific) or address


def not_in_the_book(address: str) -> Text:
    """That the speaker, who goes by this, is no member as far as the book tells."""
    return _("{you} are not connected with a name in the members' book yet.")(you=spoken_to(address))


def people(members: Iterable[Member], roll: Sequence[Member], on: date) -> str:
    """Members as they are spoken of among a roll, with commas."""
    return ", ".join(addressed(member, on, roll) for member in members)


def born_words(born: Born) -> Text:
    """When somebody was born, as exactly as is known."""
    if born.about:
        return _("born about {year}")(year=born.year)
    if born.month is None or born.day is None:
        return _("born in {year}")(year=born.year)
    return _("born on {day}")(day=PlainDate(date(born.year, born.month, born.day)))


def described(member: Member) -> Text:
    """A member as read back before saving: "Siti Aminah, a woman, born about 1981, RT 3"."""
    told: list[Text | str] = [member.name]
    if member.called not in ("", member.name, f"Bu {member.name}", f"Pak {member.name}"):
        told.append(_("called {name}")(name=member.called))
    if member.gender:
        told.append(GENDERS[member.gender])
    if member.born:
        told.append(born_words(member.born))
    if member.rt:
        told.append(_("RT {rt}")(rt=member.rt))
    told += [word for word in (member.phone, member.occupation) if word]
    if member.household:
        told.append(_("household of {name}")(name=member.household))
    return listing(told)


def since_when(member: Member, group: Group) -> Text:
    """Since when somebody is a member of a group, or that nobody said it."""
    day = told_joining(member, group.founded)
    return _("The day of joining is not recorded.") if day is None else _("Member since {day}.")(day=PlainDate(day))


def counted(figures: Figures) -> Text:
    """How many women and men: "12 women, 10 men"."""
    parts = [
        _("{count} women")(count=figures.women),
        _("{count} men")(count=figures.men),
    ]
    if figures.unknown:
        parts.append(_("{count} not known yet")(count=figures.unknown))
    return listing(parts)


def rhythm(recurrence: Recurrence) -> Text:
    """When a group meets regularly: "every Thursday"."""
    match recurrence:
        case OneByOne():
            return _("on no regular day yet")
        case Weekly(weekday):
            return _("every {weekday}")(weekday=WEEKDAYS[weekday])
        case EveryFewWeeks(weeks, first):
            return _("every {weeks} weeks on {weekday}")(weeks=weeks, weekday=WEEKDAYS[first.weekday()])
        case MonthlyDay(day):
            return _("every month on the {day}")(day=day)
        case MonthlyWeekday(weekday, nth):
            return NTH[nth](weekday=WEEKDAYS[weekday])
        case Selapanan(weekday, pasaran):
            named = PASARAN[pasaran].capitalize()
            return _("every {weekday} {pasaran} (35 days)")(weekday=WEEKDAYS[weekday], pasaran=named)


def scheduled(schedule: Schedule) -> Text:
    """A schedule: rhythm, hour and place."""
    if isinstance(schedule.recurrence, OneByOne):
        return rhythm(schedule.recurrence)
    at = _("at {hour}")(hour=schedule.at)
    return listing([*_rhythm_of(schedule), at, *_places(schedule)])


def _rhythm_of(schedule: Schedule) -> list[Text]:
    """Its rhythm, with what people call the evening of it, or what becomes of it in a shorter month."""
    match schedule.recurrence:
        case Selapanan(weekday, pasaran) if schedule.at >= EVENING:
            of, market = WEEKDAYS[(weekday + 1) % 7], PASARAN[(pasaran + 1) % 5].capitalize()
            return [rhythm(schedule.recurrence), _("the eve of {weekday} {pasaran}")(weekday=of, pasaran=market)]
        case MonthlyDay(day) if day > SHORTEST_MONTH:
            return [rhythm(schedule.recurrence), _("in a shorter month on its last day")]
        case MonthlyWeekday(_weekday, nth) if nth > FULL_WEEKS:
            return [rhythm(schedule.recurrence), _("in a month without a fifth on the last")]
    return [rhythm(schedule.recurrence)]


def _places(schedule: Schedule) -> list[Text | str]:
    if schedule.hosts is None:
        return [schedule.place] if schedule.place else []
    return [_("at the houses in turn")] if schedule.hosts else [_("the place said each time")]


def when(occurrence: Occurrence, zone: Zone, at: Text | None = None) -> Text:
    """One meeting to come: "Thursday, 26 November 2026, 19.30 WIB, at Bu Tini's"; `at` is where, in other words."""
    hour = _("{hour} {zone}")(hour=occurrence.at, zone=zone.name)
    place = at or place_of(occurrence)
    return listing([_("{day}")(day=occurrence.day), hour, *([place] if place else [])])


def beside(occurrence: Occurrence) -> Text | None:
    """That a meeting is one beside the schedule; None of one of it."""
    return _("It is an extra meeting.") if occurrence.extra else None


def place_of(occurrence: Occurrence) -> Text | None:
    """Where a meeting is, as far as it is known."""
    if occurrence.in_turn:
        return _("{place} (their turn)")(place=occurrence.place)
    return verbatim(occurrence.place) if occurrence.place else None


def span(lead: timedelta) -> Text:
    """How long before: "2 days", "3 hours", "45 minutes"."""
    minutes = int(lead.total_seconds()) // 60
    if minutes % 1_440 == 0:
        return ngettext("{count} day", "{count} days", minutes // 1_440)
    if minutes % 60 == 0:
        return ngettext("{count} hour", "{count} hours", minutes // 60)
    return ngettext("{count} minute", "{count} minutes", minutes)


def spans(leads: Sequence[timedelta]) -> Text:
    """Several of them, the longest first: "1 day and 2 hours"."""
    return together(span(lead) for lead in sorted(leads, reverse=True))


def come(leads: Sequence[timedelta]) -> Text:
    """When reminders come, as a sentence."""
    if not leads:
        return _("No reminders come.")
    return _("Reminders come {leads} before each meeting.")(leads=spans(leads))
