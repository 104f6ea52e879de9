"""How things are when a story begins: written into the records as a secretary would have done it, by somebody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.messages import Incoming
from handlers.invitations import facilitator_code
from handlers.reminders import replan
from jamaah.businesses import Business, Field
from jamaah.calendar import MonthlyDay, MonthlyWeekday, Recurrence, Weekly
from jamaah.groups import Group, Zone
from jamaah.ideas import Idea
from jamaah.meant import resolve
from jamaah.meetings import Meeting, Presence
from jamaah.members import Member, tidy_called
from jamaah.people import Born, Gender, born_from_age, phone, split_honorific
from jamaah.roles import Role
from jamaah.timetable import Schedule
from storage.records import Records
from tests.player.names import neighbours
from tests.player.phones import WIB

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
GENDERS = {"P": Gender.FEMALE, "L": Gender.MALE}
PRESENCES = {presence.value: presence for presence in Presence}
SCRIBE = "who gave it"
NEXT_GIVEN = r",\s*(?=secretary |facilitator |\d+ members|members: |member |meeting |schedule |idea |business )"
A_WEEK = 7 * 86_400


class NotGiven(Exception):
    """Words after "given" that say nothing known."""


@dataclass
class Setting:
    """What a story has been given so far: the group spoken of last, codes by their names, accounts of who runs it."""

    first: Callable[[str], Incoming]
    codes: dict[str, str] = field(default_factory=dict)
    operators: set[tuple[str, str]] = field(default_factory=set)
    group: int = 0


def give(records: Records, setting: Setting, words: str, now: int) -> None:
    """Make it so. Raises NotGiven."""
    scribe = _person(records, setting, SCRIBE)
    records.author(0, scribe, now)
    for pattern, act in GIVENS.items():
        if found := re.fullmatch(pattern, words):
            return act(_Giving(records, setting, now), **found.groupdict())
    raise NotGiven(f"nothing known is given by: {words}")


@dataclass(frozen=True)
class _Giving:
    records: Records
    setting: Setting
    now: int

    @property
    def today(self) -> date:
        return datetime.fromtimestamp(self.now, WIB).date()

    @property
    def group(self) -> Group:
        return self.records.groups.get(self.setting.group)

    def roll(self) -> list[Member]:
        return self.records.members.of(self.setting.group)

    def named(self, name: str) -> Member:
        found = resolve(name.strip(), self.roll(), self.today)
        if len(found) != 1:
            raise NotGiven(f"{name}: {len(found)} members may be meant")
        return found[0]


def _person(records: Records, setting: Setting, name: str) -> int:
    account, _version, _state = records.talks.load(setting.first(name))
    return account.person


def _nobody(giving: _Giving) -> None:
    """Nothing but the clock."""


def _group(giving: _Giving, name: str, rt: str, village: str | None, zone: str | None, rest: str) -> None:
    founded = date(giving.today.year, 1, 1)
    group = Group(id=0, name=name, village=village or "Getasan", rt=rt, zone=Zone[zone or "WIB"], founded=founded)
    giving.setting.group = giving.records.groups.add(group).id
    for item in re.split(NEXT_GIVEN, rest):
        give(giving.records, giving.setting, item, giving.now)


def _holds_role(giving: _Giving, role: str, name: str) -> None:
    honorific, bare, _gender = split_honorific(name)
    person = _person(giving.records, giving.setting, bare)
    giving.records.people.grant(person, Role(role), giving.setting.group)
    giving.records.people.address(person, f"{honorific or 'Bu'} {bare}")


def _speaks(giving: _Giving, name: str, language: str) -> None:
    giving.records.people.speak(_person(giving.records, giving.setting, name), language)


def _some_members(giving: _Giving, count: str) -> None:
    called = {Gender.FEMALE: "Bu", Gender.MALE: "Pak"}
    rows = neighbours(int(count))
    _enter(giving, [(n, g, Born(year), {"called": f"{called[g]} {n.split()[0]}"}) for n, g, year in rows])


def _members(giving: _Giving, rest: str) -> None:
    for item in rest.split(","):
        found = re.fullmatch(MEMBER, item.strip())
        if found is None:
            raise NotGiven(f"no member: {item}")
        _one_member(giving, **found.groupdict())


MEMBER = (
    r"(?P<name>.+?)(?: (?P<gender>[PL]))?(?: (?P<age>\d+))?(?: RT (?P<rt>\d+))?(?: phone (?P<number>\+?\d+))?"
    r"(?: household (?P<household>.+?))?(?: called (?P<called>.+))?"
)


def _one_member(
    giving: _Giving,
    name: str,
    gender: str | None,
    age: str | None,
    rt: str | None,
    number: str | None,
    household: str | None,
    called: str | None,
) -> None:
    honorific, bare, told = split_honorific(name)
    of = GENDERS[gender] if gender else told
    born = born_from_age(int(age), giving.today) if age else None
    more = {"called": tidy_called(called or (name if honorific else "")), "household": household}
    more |= {"rt": rt or giving.group.rt, "phone": phone(number) if number else None}
    _enter(giving, [(bare, of, born, more)])


def _enter(giving: _Giving, rows: list[tuple[str, Gender | None, Born | None, dict[str, str | None]]]) -> None:
    group = giving.group
    members = []
    for name, gender, born, more in rows:
        facts = {"rt": group.rt, "called": "", **more}
        member = Member(group=group.id, name=name, gender=gender, born=born, joined=group.founded, **facts)  # type: ignore[arg-type]
        members.append(member)
    giving.records.members.add(members)


def _on_the_phone(giving: _Giving, name: str) -> None:
    member = giving.named(name)
    person = _person(giving.records, giving.setting, split_honorific(name)[1])
    giving.records.members.link(member.id, person)
    giving.records.people.grant(person, Role.MEMBER, giving.setting.group)
    giving.records.people.address(
        person, member.called or f"{'Bu' if member.gender is Gender.FEMALE else 'Pak'} {name}"
    )


def _on_one_phone(giving: _Giving, name: str, phone: str) -> None:
    """Two members of a family on the phone of one of them."""
    giving.records.members.link(giving.named(name).id, _person(giving.records, giving.setting, phone))


def _meeting(giving: _Giving, day: str, at: str | None, place: str | None, rest: str) -> None:
    parts = [part.strip() for part in rest.split(";")]
    attendance: dict[int, Presence] = {}
    told: dict[str, str] = {}
    for part in parts:
        verb, _space, words = part.partition(" ")
        if verb == "all":
            attendance = dict.fromkeys((member.id for member in giving.roll()), Presence.PRESENT)
        elif verb in PRESENCES:
            attendance |= {giving.named(name).id: PRESENCES[verb] for name in words.split(",")}
        else:
            told[verb] = words
    giving.records.meetings.add(
        Meeting(
            group=giving.setting.group,
            day=date.fromisoformat(day),
            at=time.fromisoformat(at) if at else None,
            place=place,
            agenda=told.get("agenda"),
            decisions=(told["decided"],) if "decided" in told else (),
            attendance=attendance,
            present_count=int(told["count"]) if "count" in told else None,
        )
    )


def _schedule(giving: _Giving, rhythm: str, at: str, place: str | None) -> None:
    group = giving.group
    schedule = Schedule(
        group=group.id, recurrence=_recurrence(rhythm), at=time.fromisoformat(at), place=place, since=giving.today
    )
    giving.records.schedules.set(schedule)
    replan(giving.records, group.id, giving.now)


def _recurrence(words: str) -> Recurrence:
    match words.split():
        case ["weekly", day]:
            return Weekly(DAYS.index(day))
        case ["monthly", nth, day]:
            return MonthlyWeekday(DAYS.index(day), NTH[nth])
        case ["monthly", day]:
            return MonthlyDay(int(day))
    raise NotGiven(f"no rhythm: {words}")


def _idea(giving: _Giving, what: str, who: str | None, day: str | None, fate: str | None, decided: str | None) -> None:
    """An idea; who is no member is from outside."""
    member = next(iter(resolve(who, giving.roll(), giving.today)), None) if who else None
    told = date.fromisoformat(decided) if decided else None
    giving.records.ideas.add(
        [
            Idea(
                group=giving.group.id,
                day=date.fromisoformat(day) if day else giving.today,
                what=what,
                by=member.id if member else None,
                outside=None if member else who,
                discussed=told,
                adopted={"adopted": True, "not adopted": False}.get(fate or ""),
                decided=told if fate != "discussed" else None,
            )
        ]
    )


def _business(giving: _Giving, what: str, since: str | None, rest: str | None) -> None:
    facts = [fact.strip() for fact in (rest or "").split(",") if fact.strip()]
    business = Business(
        group=giving.group.id,
        what=what,
        since=date.fromisoformat(since) if since else giving.today,
        fields=frozenset(Field(fact) for fact in facts if fact in set(Field)),
        collective={"together": True, "apart": False}.get(next(iter({"together", "apart"} & set(facts)), "")),
        local={"local": True, "brought": False}.get(next(iter({"local", "brought"} & set(facts)), "")),
    )
    giving.records.businesses.add([business])


def _operates(giving: _Giving, name: str) -> None:
    first = giving.setting.first(name)
    giving.setting.operators.add((first.channel, first.user))


def _code(giving: _Giving, name: str, group: str | None) -> None:
    giving.setting.codes[name] = facilitator_code(giving.records, giving.now, group or "")


GIVENS: dict[str, Callable[..., None]] = {
    r"nobody": _nobody,
    r"JP (?P<name>[^:,]+) of RT (?P<rt>\d+)(?:, (?P<village>[^:,]+))?(?:, (?P<zone>WI\w+))?: (?P<rest>.+)": _group,
    r"(?P<role>secretary|facilitator) (?P<name>[^{]+)": _holds_role,
    r"operator (?P<name>\w+)": _operates,
    r"(?P<name>\w+) speaks (?P<language>id|jv|en)": _speaks,
    r"(?P<count>\d+) members": _some_members,
    r"members: (?P<rest>.+)": _members,
    r"member (?P<name>.+) is on the phone of (?P<phone>\w+)": _on_one_phone,
    r"member (?P<name>.+) is on the phone": _on_the_phone,
    r"meeting (?P<day>\S+)(?: (?P<at>\d\d:\d\d))?(?: at (?P<place>[^:]+))?: (?P<rest>.+)": _meeting,
    r"schedule (?P<rhythm>.+?) (?P<at>\d\d:\d\d)(?: at (?P<place>.+))?": _schedule,
    r"idea (?P<what>.+?)(?: by (?P<who>[^,:]+?))?(?: on (?P<day>\d{4}-\d\d-\d\d))?"
    r"(?:, (?P<fate>discussed|adopted|not adopted) (?P<decided>\d{4}-\d\d-\d\d))?": _idea,
    r"business (?P<what>[^:]+?)(?: since (?P<since>\d{4}-\d\d-\d\d))?(?:: (?P<rest>.+))?": _business,
    r"facilitator code \{(?P<name>\w+)\}(?: of (?P<group>.+))?": _code,
}
