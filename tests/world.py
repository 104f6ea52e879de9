"""A small world for tests: two groups with their books, and everybody who may or may not see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

from handlers.ports import Code, Joining
from handlers.reminders import replan
from jamaah.accounts import Handover
from jamaah.businesses import Business
from jamaah.calendar import Weekly
from jamaah.disputes import Dispute
from jamaah.groups import Group, Zone
from jamaah.ideas import Idea
from jamaah.meetings import Meeting, Presence
from jamaah.members import Member
from jamaah.people import Born, Gender
from jamaah.roles import Role
from jamaah.timetable import Schedule
from storage.records import Records
from tests.desk import NOW, OPERATOR, first_message

TODAY = date(2026, 11, 23)
STRANGER, MEMBER, FACILITATOR, NEW_FACILITATOR = "asing", "tini", "nurul", "bagus"
WAITING = "calon"
LOST = "surti"
"""A member of the second group whose phone is lost."""
SECRETARY, OTHER_SECRETARY, SECRETARY_OF_BOTH = "sri", "wati", "dwi"
STEWARD = "hadi"
"""A facilitator of both groups, whose books they have not handed over."""
KNOWN = (
    MEMBER,
    FACILITATOR,
    NEW_FACILITATOR,
    SECRETARY,
    OTHER_SECRETARY,
    SECRETARY_OF_BOTH,
    STEWARD,
    WAITING,
    OPERATOR,
)
PEOPLE = (STRANGER, *KNOWN)

MANDIRI, RAHAYU = 1, 2
MEMBERS = {
    MANDIRI: ("Kartini Lestari", "Darsono", "Sulaiman Riyadi", "Bambang Santoso", "Bambang Hartono", "Wagiman"),
    RAHAYU: ("Kasiyem", "Poniran", "Ngatinem", "Tukijan", "Sukinah", "Saminem", "Wartini"),
}
PHONES = {MANDIRI: "+6281234567801", RAHAYU: "+6281234567802"}
MINUTES = {MANDIRI: ("pos ronda kulon", "tuku pakan lele"), RAHAYU: ("balai wetan", "nanam kapulaga")}
IDEAS = {MANDIRI: ("mesin obras", "kolam gurami"), RAHAYU: ("kebon porang",)}
BUSINESSES = {MANDIRI: ("ternak gurami", "cetak genteng"), RAHAYU: ("gula semut",)}
MEMBER_CODE, FACILITATOR_CODE, BARE_CODE, SECRETARY_CODE = "AAAA-2222", "BBBB-3333", "CCCC-4444", "DDDD-5555"
PHONE_CODE, LINK_CODE = "GGGG-7777", "HHHH-8888"
WRITTEN = {MANDIRI: "Wagiman", RAHAYU: "Legiyem"}
"""As whom somebody waits to be connected: a member of the one group, nobody of the other."""


def private(group: int) -> set[str]:
    """Words that only somebody with a role in the group may read: names, the phone, the place, the decision,
    the ideas, the businesses."""
    names = {part for name in (*MEMBERS[group], WRITTEN[group]) for part in name.split()}
    return {*names, PHONES[group], *MINUTES[group], *IDEAS[group], *BUSINESSES[group]}


def settle(records: Records) -> None:
    """Write the world into empty records; the stranger has not written yet."""
    scribe = records.talks.load(first_message("juru"))[0].person
    records.author(0, scribe, NOW - 86_400)
    person = {who: records.talks.load(first_message(who))[0].person for who in KNOWN}
    for who in KNOWN:
        # "Mbah" tells nobody's gender.
        records.people.address(person[who], f"{'Mbah' if who == OTHER_SECRETARY else 'Bu'} {who.capitalize()}")
    groups = [_group(records, "Mandiri", "3"), _group(records, "Rahayu", None)]
    if [group.id for group in groups] != [MANDIRI, RAHAYU]:
        raise ValueError("the records were not empty")
    for who, role, given in (
        (SECRETARY, Role.SECRETARY, MANDIRI),
        (SECRETARY_OF_BOTH, Role.SECRETARY, MANDIRI),
        (SECRETARY_OF_BOTH, Role.SECRETARY, RAHAYU),
        (OTHER_SECRETARY, Role.SECRETARY, RAHAYU),
        (MEMBER, Role.MEMBER, MANDIRI),
        (FACILITATOR, Role.FACILITATOR, MANDIRI),
        (NEW_FACILITATOR, Role.FACILITATOR, None),
        *((STEWARD, role, group) for role in (Role.FACILITATOR, Role.STEWARD) for group in (MANDIRI, RAHAYU)),
    ):
        records.people.grant(person[who], role, given)
    for group in groups:
        _books(records, group)
    records.members.link(records.members.of(MANDIRI)[0].id, person[MEMBER])
    held = records.meetings.latest(MANDIRI, 1)[0]
    last = records.members.of(MANDIRI)[-1]
    records.disputes.add(Dispute(group=MANDIRI, meeting=held.id, member=last.id, said=NOW))
    _codes(records, scribe)
    own = Code(Role.STRANGER, None, None, person[MEMBER], account_of=person[MEMBER])
    records.codes.add(LINK_CODE, own, NOW + 3_600, NOW)
    giver, receiver = person[SECRETARY], person[MEMBER]
    records.handovers.add([Handover(group=MANDIRI, giver=giver, receiver=receiver, by=giver, asked=NOW)])
    _lost(records, scribe)
    for group in groups:
        records.joins.add(Joining(group=group.id, person=person[WAITING], name=WRITTEN[group.id], agreed=NOW))


def _group(records: Records, name: str, rt: str | None) -> Group:
    founded = date(2026, 1, 5)
    return records.groups.add(Group(id=0, name=name, village="Getasan", rt=rt, zone=Zone.WIB, founded=founded))


def _books(records: Records, group: Group) -> None:
    kept = records.members.add([_member(group, number, name) for number, name in enumerate(MEMBERS[group.id])])
    place, decision = MINUTES[group.id]
    presence = {member.id: Presence.PRESENT for member in kept} | {kept[-1].id: Presence.EXCUSED}
    held = Meeting(group=group.id, day=date(2026, 11, 19), at=time(19, 30), place=place, decisions=(decision,))
    records.meetings.add(replace(held, attendance=presence))
    records.ideas.add([Idea(group=group.id, day=held.day, what=what, by=kept[1].id) for what in IDEAS[group.id]])
    earning = BUSINESSES[group.id]
    records.businesses.add([Business(group=group.id, what=what, since=TODAY, collective=True) for what in earning])
    records.schedules.set(Schedule(group=group.id, recurrence=Weekly(3), at=time(19, 30), place=place, since=TODAY))
    replan(records, group.id, NOW)


def _member(group: Group, number: int, name: str) -> Member:
    return Member(
        group=group.id,
        name=name,
        gender=Gender.MALE if number % 2 else Gender.FEMALE,
        born=Born(1980 + number),
        rt="3",
        phone=PHONES[group.id] if number == 0 else None,
        joined=group.founded,
    )


def _lost(records: Records, by: int) -> None:
    """Somebody's phone is lost, and a code waits for the new one."""
    lost = records.talks.load(first_message(LOST))[0].person
    records.people.address(lost, "Bu Surti")
    records.people.grant(lost, Role.MEMBER, RAHAYU)
    records.accounts.cut(lost, RAHAYU, NOW)
    records.codes.add(PHONE_CODE, Code(Role.MEMBER, RAHAYU, None, by, account_of=lost), NOW + 86_400, NOW)


def _codes(records: Records, by: int) -> None:
    kinds: Sequence[tuple[str, Role, int | None]] = (
        (MEMBER_CODE, Role.MEMBER, MANDIRI),
        (FACILITATOR_CODE, Role.FACILITATOR, MANDIRI),
        (SECRETARY_CODE, Role.SECRETARY, MANDIRI),
        (BARE_CODE, Role.FACILITATOR, None),
    )
    for code, role, group in kinds:
        records.codes.add(code, Code(role, group, None, by), NOW + 86_400, NOW)
