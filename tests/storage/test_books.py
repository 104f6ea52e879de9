"""The books: what was written is read back, of every field, on every database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import TypeVar

import pytest

from handlers.ports import Code, Store
from jamaah.aid import Aid
from jamaah.businesses import Business, Field
from jamaah.calendar import EveryFewWeeks, MonthlyDay, MonthlyWeekday, Recurrence, Selapanan, Weekly
from jamaah.capital import Capital
from jamaah.chats import GroupChat
from jamaah.disputes import Dispute, Stage
from jamaah.exports import Export, Purpose
from jamaah.founders import Founder
from jamaah.foundings import Founding
from jamaah.groups import LEADS, Group, Zone
from jamaah.ideas import Idea
from jamaah.meetings import Presence
from jamaah.officers import Officer, Post
from jamaah.papers import Having, Paper
from jamaah.roles import Grant, Role
from jamaah.rsvps import Answer, Rsvp
from jamaah.timetable import Deviation, Fate, Pause, Schedule, Timetable
from storage.changes import NoAuthor
from storage.database import AsyncDatabase
from storage.records import Records
from tests.storage.samples import NOW, full_meeting, full_member, group, member, message, person

T = TypeVar("T")
DAY = date(2026, 11, 20)


def holds(records: Records) -> Store:
    """The type checker proves here that the records are what conversations expect."""
    return records


def written(work: Callable[[Records], T]) -> Callable[[Records], T]:
    """Work that somebody answers for."""

    def by_somebody(records: Records) -> T:
        records.author(1, person(records), NOW)
        return work(records)

    return by_somebody


async def test_a_record_needs_an_author(database: AsyncDatabase) -> None:
    with pytest.raises(NoAuthor):
        await database.run(group)
    assert await database.run(lambda r: r.is_empty())


async def test_a_group_is_read_as_it_was_written(database: AsyncDatabase) -> None:
    added = await database.run(written(group))
    assert added.id > 0
    assert await database.run(lambda r: r.groups.get(added.id)) == added
    with pytest.raises(LookupError):
        await database.run(lambda r: r.groups.get(added.id + 1))


async def test_groups_come_by_name(database: AsyncDatabase) -> None:
    def three(records: Records) -> list[Group]:
        added = [group(records, name) for name in ("Tani", "Asri", "Mandiri")]
        return records.groups.some([added[0].id, added[1].id])

    assert [each.name for each in await database.run(written(three))] == ["Asri", "Tani"]
    assert await database.run(lambda r: r.groups.some([])) == []


async def test_a_role_given_twice_is_given_once(database: AsyncDatabase) -> None:
    def grant(records: Records) -> tuple[list[Grant], list[int]]:
        which, sri, ani = group(records).id, person(records, "sri"), person(records, "ani")
        for who in (sri, ani, sri):
            records.people.grant(who, Role.SECRETARY, which)
            records.people.grant(who, Role.FACILITATOR, None)
        return records.people.grants(sri), [
            records.people.holding(which, Role.SECRETARY).index(who) for who in (sri, ani)
        ]

    grants, order = await database.run(written(grant))
    assert [(each.role, each.group is None) for each in grants] == [(Role.SECRETARY, False), (Role.FACILITATOR, True)]
    assert order == [0, 1], "the longest-serving first"


async def test_a_person_is_remembered(database: AsyncDatabase) -> None:
    def introduce(records: Records) -> int:
        who = person(records)
        records.people.address(who, "Bu Sri")
        records.people.speak(who, "jv")
        assert records.people.get(who).digest is None
        records.people.digest(who, (0, time(7)))
        return who

    who = await database.run(written(introduce))
    found = await database.run(lambda r: r.people.get(who))
    assert (found.address, found.language, found.digest) == ("Bu Sri", "jv", (0, time(7)))
    with pytest.raises(LookupError):
        await database.run(lambda r: r.people.get(who + 1))


async def test_a_member_is_read_as_written(database: AsyncDatabase) -> None:
    def add(records: Records) -> None:
        which = group(records).id
        full, bare = full_member(which), member(which, "Darmo")
        added = records.members.add([full, bare])
        assert added == [replace(full, id=added[0].id), replace(bare, id=added[1].id)]
        assert records.members.of(which, date(2026, 12, 1)) == added

    await database.run(written(add))


async def test_the_members_of_a_day_have_joined_and_not_left(database: AsyncDatabase) -> None:
    def names(records: Records) -> tuple[list[str], list[str], list[str]]:
        which, other = group(records).id, group(records, "Lain").id
        records.members.add(
            [
                member(which, "Tini", left=DAY),
                member(which, "Ani", joined=DAY),
                member(other, "Budi"),
                member(which, "Sri"),
            ]
        )
        days = (None, DAY, date(2026, 11, 19))
        one, two, three = ([each.name for each in records.members.of(which, day)] for day in days)
        return one, two, three

    assert await database.run(written(names)) == (["Ani", "Sri"], ["Ani", "Sri"], ["Tini", "Sri"])


async def test_a_member_is_linked_with_a_person(database: AsyncDatabase) -> None:
    def link(records: Records) -> None:
        which, who = group(records).id, person(records)
        darmo, _ = records.members.add([member(which, "Darmo"), member(which, "Sri")])
        assert records.members.as_person(which, who) is None
        records.members.link(darmo.id, who)
        assert records.members.as_person(which, who) == replace(darmo, person=who)
        with pytest.raises(LookupError):
            records.members.link(0, who)

    await database.run(written(link))


async def test_a_meeting_is_read_as_written_and_replaced(database: AsyncDatabase) -> None:
    def meet(records: Records) -> None:
        which = group(records).id
        there = records.members.add([member(which, name) for name in ("Ani", "Budi", "Citra")])
        added = records.meetings.add(full_meeting(which, there))
        written_down = replace(full_meeting(which, there), id=added.id, by=person(records))
        assert records.meetings.get(added.id) == written_down == added
        corrected = replace(added, at=None, decisions=(), attendance={there[1].id: Presence.LATE})
        records.meetings.replace(corrected)
        assert records.meetings.get(added.id) == corrected
        assert records.meetings.get(added.id + 1) is None
        with pytest.raises(LookupError):
            records.meetings.replace(replace(added, id=added.id + 1))

    await database.run(written(meet))


async def test_meetings_are_found_by_day_and_the_newest_first(database: AsyncDatabase) -> None:
    def meet(records: Records) -> None:
        which, other = group(records).id, group(records, "Lain").id
        days = [DAY, date(2026, 9, 11), date(2026, 10, 16)]
        there = records.members.add([member(which, "Ani"), member(which, "Budi")])
        added = [records.meetings.add(full_meeting(which, there, day)) for day in days]
        records.meetings.add(full_meeting(other, []))
        assert records.meetings.on(which, DAY) == [added[0]]
        assert records.meetings.on(which, date(2026, 11, 21)) == []
        assert records.meetings.latest(which, 2) == [added[0], added[2]]

    await database.run(written(meet))


@pytest.mark.parametrize(
    "recurrence",
    [Weekly(4), EveryFewWeeks(2, date(2026, 12, 3)), MonthlyDay(31), MonthlyWeekday(6, -1), Selapanan(4, 4)],
)
async def test_the_schedule_set_last_holds(database: AsyncDatabase, recurrence: Recurrence) -> None:
    def fix(records: Records) -> None:
        which = group(records).id
        assert records.schedules.current(which) is None
        old = Schedule(group=which, recurrence=Weekly(0), at=time(19), place=None, since=date(2024, 1, 1))
        records.schedules.set(old)
        new = replace(old, recurrence=recurrence, at=time(19, 30), place="balai RT")
        added = records.schedules.set(new)
        known = records.schedules.current(which)
        assert known is not None and known.latest == replace(new, id=added.id) == added
        assert known.on(new.since) == added, "it holds on all of its days"

    await database.run(written(fix))


async def test_a_code_opens_once_and_until_it_expires(database: AsyncDatabase) -> None:
    def offer(records: Records) -> tuple[int, Code]:
        who, which = person(records), group(records).id
        [darmo] = records.members.add([member(which, "Darmo")])
        opens = Code(Role.MEMBER, which, darmo.id, who)
        records.codes.add("ABCD2345", opens, NOW + 100, NOW)
        records.codes.add("WXYZ6789", Code(Role.FACILITATOR, None, None, None), NOW + 100, NOW)
        return who, opens

    who, opens = await database.run(written(offer))
    assert await database.run(lambda r: r.codes.peek("ABCD2345", NOW + 99)) == opens
    assert await database.run(lambda r: r.codes.use("ABCD2345", who, NOW + 100)) is None, "expired"
    assert await database.run(lambda r: r.codes.use("ABCD2345", who, NOW + 99)) == opens
    assert await database.run(lambda r: r.codes.use("ABCD2345", who, NOW + 99)) is None, "used"
    assert await database.run(lambda r: r.codes.peek("ABCD2345", NOW + 99)) is None
    assert await database.run(lambda r: r.codes.past("ABCD2345")) == opens
    assert await database.run(lambda r: r.codes.past("WXYZ6789")) is not None, "not past yet, and known"
    assert await database.run(lambda r: r.codes.past("ABCD2346")) is None
    assert await database.run(lambda r: r.codes.use("ABCD2346", who, NOW)) is None, "unknown"
    assert await database.run(lambda r: r.codes.peek("WXYZ6789", NOW)) == Code(Role.FACILITATOR, None, None, None)


async def test_no_code_is_kept_as_it_is(database: AsyncDatabase) -> None:
    await database.run(lambda r: r.codes.add("ABCD2345", Code(Role.FACILITATOR, None, None, None), NOW + 100, NOW))
    rows = await database.run_raw(lambda c: [tuple(row) for row in c.exec_driver_sql("SELECT * FROM codes")])
    assert len(rows) == 1
    assert "ABCD2345" not in str(rows)


async def test_reset_empties_every_table_and_gives_no_id_twice(database: AsyncDatabase) -> None:
    def fill(records: Records) -> int:
        who, which = person(records), group(records).id
        there = records.members.add([member(which, "Ani")])
        records.meetings.add(full_meeting(which, there))
        records.people.grant(who, Role.SECRETARY, which)
        records.codes.add("ABCD2345", Code(Role.MEMBER, which, there[0].id, who), NOW + 100, NOW)
        records.leases.hold("poll", "one", NOW, NOW + 9)
        return records.inbox.add([message("1")], NOW)[0]

    first = await database.run(written(fill))
    assert not await database.run(lambda r: r.is_empty())
    await database.run(lambda r: r.reset())
    assert await database.run(lambda r: r.is_empty())
    assert await database.run(lambda r: r.inbox.add([message("1")], NOW)) == [first + 1]
    await database.run(lambda r: r.reset())
    assert await database.run(written(fill)) == first + 2


async def test_what_departs_from_a_schedule_is_read_with_it_and_replaced(database: AsyncDatabase) -> None:
    def depart(records: Records) -> None:
        which, other = group(records).id, group(records, "Lain").id
        fixed = Schedule(group=which, recurrence=Weekly(3), at=time(19, 30), place=None, since=date(2024, 1, 1))
        old = records.schedules.set(fixed)
        lasting = records.schedules.set(replace(fixed, group=other))
        moved = Deviation(
            fixed=DAY, fate=Fate.MOVED, day=date(2026, 11, 22), at=time(16), place="balai", reason="panen raya"
        )
        off = Deviation(fixed=date(2026, 11, 6), fate=Fate.CANCELLED)
        extra = Deviation(fixed=date(2026, 12, 1), fate=Fate.MOVED, extra=time(10), agenda="koperasi")
        for deviation in (Deviation(fixed=DAY, fate=Fate.POSTPONED), off, extra, moved):
            records.schedules.deviate(Timetable((old,)), deviation)
        departed = replace(old, deviations=(off, moved, extra))
        assert records.schedules.current(which) == Timetable((departed,))
        assert records.schedules.of([which, other]) == {which: Timetable((departed,)), other: Timetable((lasting,))}
        new = records.schedules.set(fixed)
        known = records.schedules.current(which)
        assert known == Timetable((departed, new)) and known.deviations() == [], "a new one departs from nothing yet"

    await database.run(written(depart))


async def test_what_departs_can_be_taken_back_to_what_it_was(database: AsyncDatabase) -> None:
    def postpone(records: Records) -> tuple[int, int]:
        who, which = person(records), group(records).id
        fixed = Schedule(group=which, recurrence=Weekly(3), at=time(19), place=None, since=date(2024, 1, 1))
        records.schedules.deviate(Timetable((records.schedules.set(fixed),)), Deviation(fixed=DAY, fate=Fate.POSTPONED))
        return who, which

    def move_and_undo(records: Records) -> None:
        who, which = found
        current = records.schedules.current(which)
        assert current is not None
        records.author(2, who, NOW)
        records.schedules.deviate(current, Deviation(fixed=DAY, fate=Fate.MOVED, at=time(8)))
        records.author(3, who, NOW)
        saved = records.changes.last_of(who)
        assert saved is not None and records.changes.revert(saved)
        assert records.schedules.current(which) == current

    found = await database.run(written(postpone))
    await database.run(move_and_undo)


async def test_pauses_are_read_with_the_timetable_put_right_and_taken_away(database: AsyncDatabase) -> None:
    def pause(records: Records) -> None:
        which = group(records).id
        fixed = Schedule(group=which, recurrence=Weekly(3), at=time(19), place=None, since=date(2024, 1, 1))
        records.schedules.set(replace(fixed, hosts=("rumah Bu Tini", "balai")))
        ramadan = records.schedules.pause(Pause(group=which, first=DAY, last=None, reason="puasa"))
        harvest = records.schedules.pause(Pause(group=which, first=date(2027, 4, 1), last=date(2027, 4, 20)))
        known = records.schedules.current(which)
        assert known is not None and known.pauses == (ramadan, harvest)
        assert known.latest.hosts == ("rumah Bu Tini", "balai")
        ended = replace(ramadan, last=date(2026, 12, 1))
        records.schedules.change_pause(ramadan, ended)
        records.schedules.change_pause(harvest, None)
        assert records.schedules.of([which])[which].pauses == (ended,)

    await database.run(written(pause))


async def test_a_later_answer_of_a_member_takes_the_place_of_the_earlier(database: AsyncDatabase) -> None:
    def answer(records: Records) -> None:
        who, which = person(records), group(records).id
        ani, budi = records.members.add([member(which, "Ani"), member(which, "Budi")])
        yes = Rsvp(group=which, day=DAY, member=ani.id, answer=Answer.YES, by=who, said=NOW)
        no = replace(yes, answer=Answer.NO, reason="panen", said=NOW + 5)
        for said in (yes, replace(yes, member=budi.id, said=NOW + 1), replace(yes, day=date(2026, 12, 3)), no):
            records.rsvps.say(said)
        told = records.rsvps.of(which, DAY)
        assert [(one.member, one.answer, one.reason) for one in told] == [
            (budi.id, Answer.YES, None),
            (ani.id, Answer.NO, "panen"),
        ]
        assert len(records.rsvps.of(which, date(2026, 12, 3))) == 1

    await database.run(written(answer))


async def test_a_groups_settings_chats_and_what_was_passed_on_are_remembered(database: AsyncDatabase) -> None:
    def settle(records: Records) -> None:
        who, ours = person(records), group(records)
        assert ours.leads == LEADS
        records.groups.replace(replace(ours, zone=Zone.WIT, leads=(timedelta(days=3),), shares=True))
        again = records.groups.get(ours.id)
        assert (again.zone, again.leads, again.shares) == (Zone.WIT, (timedelta(days=3),), True)
        records.people.mute(who, ours.id, muted=True)
        records.people.mute(who, ours.id, muted=True)
        assert records.people.muted(ours.id) == {who}
        records.people.mute(who, ours.id, muted=False)
        assert records.people.muted(ours.id) == set()
        records.chats.put(GroupChat(group=ours.id, channel="telegram", chat="-1"))
        [chat] = records.chats.of(ours.id)
        records.chats.put(replace(chat, gone=NOW))
        assert records.chats.of(ours.id) == [] and records.chats.at("telegram", "-1") == replace(chat, gone=NOW)
        ani, budi = records.members.add([member(ours.id, "Ani"), member(ours.id, "Budi")])
        records.relays.tell(ours.id, "2026-12-03", [ani.id], NOW)
        records.relays.tell(ours.id, "2026-12-03", [ani.id, budi.id], NOW + 1)
        assert records.relays.told(ours.id, "2026-12-03") == {ani.id, budi.id}
        assert records.relays.told(ours.id, "2026-12-10") == set()

    await database.run(written(settle))


async def test_what_a_founding_needs_is_remembered_and_put_right(database: AsyncDatabase) -> None:
    def found(records: Records) -> None:
        ours, others = group(records), group(records, "JP Rahayu").id
        [ani, budi] = records.members.add([member(ours.id, "Ani"), member(ours.id, "Budi")])
        chairs = [
            Officer(group=ours.id, member=one.id, post=Post.CHAIR, since=day) for one, day in ((ani, DAY), (budi, None))
        ]
        first, second = records.officers.add(chairs)
        ended = replace(first, until=date(2027, 1, 1))
        records.officers.replace(ended)
        assert records.officers.of(ours.id) == [ended, second]
        assert records.officers.of(others) == []
        with pytest.raises(LookupError):
            records.officers.replace(replace(first, id=second.id + 1))
        known = records.founders.add([Founder(group=ours.id, member=ani.id, ktp=False, citizen=True, day=DAY)])
        assert records.founders.of(ours.id) == known
        said = records.papers.add([Paper(group=ours.id, document="deed", having=Having.MISSING, day=DAY)])
        assert records.papers.of(ours.id) == said
        given = records.aids.add([Aid(group=ours.id, day=DAY, what="traktor", giver="dinas")])
        assert records.aids.of(ours.id) == given
        records.aids.remove(given[0])
        assert records.aids.of(ours.id) == []
        held = records.meetings.add(full_meeting(ours.id, [ani]))
        [bare] = records.foundings.add([Founding(group=ours.id, meeting=held.id)])
        assert records.foundings.of(ours.id) == [bare]
        full = replace(bare, chair="Ani", begun=time(19, 30), closed=time(21), dues=10_000, term=5, holders=(ani.id,))
        records.foundings.replace(full)
        assert records.foundings.of(ours.id) == [full]
        export = Export(group=ours.id, person=person(records), at=NOW, purpose=Purpose.OFFICE)
        [taken] = records.exports.add([replace(export, document="pack", receiver="notaris", niks=3)])
        assert records.exports.of(ours.id) == [taken]
        records.groups.replace(replace(ours, cooperative="Koperasi Tani Maju Jaya"))
        assert records.groups.get(ours.id).cooperative == "Koperasi Tani Maju Jaya"
        told = Capital(share=100_000, paid=3_000_000_000, day=DAY)
        records.groups.replace(replace(ours, capital=told))
        assert records.groups.get(ours.id).capital == told

    await database.run(written(found))


async def test_a_dispute_is_one_of_each_member_about_each_meeting(database: AsyncDatabase) -> None:
    def say(records: Records) -> None:
        which = group(records).id
        [ani] = records.members.add([member(which, "Ani")])
        meeting = records.meetings.add(full_meeting(which, [ani]))
        assert records.disputes.of(meeting.id, ani.id) is None
        said = records.disputes.add(Dispute(group=which, meeting=meeting.id, member=ani.id, said=NOW))
        assert records.disputes.get(said.id) == said == records.disputes.of(meeting.id, ani.id)
        looked = replace(said, stage=Stage.CHECKING)
        records.disputes.replace(looked)
        assert records.disputes.get(said.id) == looked
        with pytest.raises(LookupError):
            records.disputes.replace(replace(said, id=said.id + 1))

    await database.run(written(say))


async def test_meetings_of_some_groups_are_found_between_two_days(database: AsyncDatabase) -> None:
    def meet(records: Records) -> None:
        one, two, other = (group(records, name).id for name in ("Satu", "Dua", "Lain"))
        first, last = date(2026, 11, 1), date(2026, 11, 30)
        early, late = (records.meetings.add(full_meeting(which, [], day)) for which, day in ((two, first), (one, last)))
        records.meetings.add(full_meeting(one, [], date(2026, 10, 31)))
        records.meetings.add(full_meeting(one, [], date(2026, 12, 1)))
        records.meetings.add(full_meeting(other, [], DAY))
        assert records.meetings.between([one, two], first, last) == [early, late]
        assert records.meetings.between([], first, last) == []

    await database.run(written(meet))


async def test_ideas_are_read_as_they_were_written(database: AsyncDatabase) -> None:
    def put_forward(records: Records) -> None:
        ours, other = group(records), group(records, "JP Rahayu")
        [ani] = records.members.add([member(ours.id, "Ani")])
        meeting = records.meetings.add(full_meeting(ours.id, [ani]))
        told = [
            Idea(group=ours.id, day=DAY, what="beli mesin jahit", by=ani.id),
            Idea(group=ours.id, day=DAY, what="tanam porang", outside="dinas"),
        ]
        sewing, porang = records.ideas.add(told)
        assert [replace(one, id=0, number=0) for one in (sewing, porang)] == told
        assert [sewing.number, porang.number] == [1, 2]
        assert records.ideas.of(ours.id) == [sewing, porang]
        decided = replace(
            sewing, discussed=DAY, adopted=True, decided=DAY, meeting=meeting.id, outcome="sudah dibeli", by=None
        )
        records.ideas.replace(decided)
        assert records.ideas.of(ours.id)[0] == decided
        records.ideas.remove(porang)
        assert records.ideas.of(ours.id) == [decided]
        assert records.ideas.of(other.id) == []
        with pytest.raises(LookupError):
            records.ideas.replace(porang)

    await database.run(written(put_forward))


async def test_an_idea_keeps_its_number_when_another_is_taken_out(database: AsyncDatabase) -> None:
    def take_out_the_first(records: Records) -> None:
        ours = group(records).id
        first, second = records.ideas.add([Idea(group=ours, day=DAY, what=what) for what in ("a", "b")])
        records.ideas.remove(first)
        assert [idea.number for idea in records.ideas.of(ours)] == [second.number] == [2]
        assert [idea.number for idea in records.ideas.add([Idea(group=ours, day=DAY, what="c")])] == [3]

    await database.run(written(take_out_the_first))


async def test_businesses_are_read_as_they_were_written(database: AsyncDatabase) -> None:
    def earn(records: Records) -> None:
        ours, other = group(records), group(records, "JP Rahayu")
        fields = frozenset({Field.LIVESTOCK, Field.CROP})
        told = Business(group=ours.id, what="kambing", since=DAY, fields=fields, collective=True, local=False)
        [goats] = records.businesses.add([told])
        [warung] = records.businesses.add([Business(group=ours.id, what="warung", since=DAY)])
        assert replace(goats, id=0) == told
        ended = replace(warung, until=DAY)
        records.businesses.replace(ended)
        assert records.businesses.of(ours.id) == [goats, ended]
        assert records.businesses.of(ours.id)[1] == ended
        records.businesses.remove(goats)
        assert records.businesses.of(ours.id) == [ended]
        assert records.businesses.of(other.id) == []
        with pytest.raises(LookupError):
            records.businesses.replace(goats)

    await database.run(written(earn))


async def test_what_is_read_of_several_groups_together_is_what_is_read_of_each(database: AsyncDatabase) -> None:
    def settle(records: Records) -> list[int]:
        who, groups = person(records), [group(records, name).id for name in ("Asri", "Tani", "Leer")]
        for number, which in enumerate(groups[:2]):
            there = records.members.add([member(which, "Ani"), member(which, "Budi", left=date(2026, 1, 1))])
            for day in range(1, 5 + number):
                records.meetings.add(full_meeting(which, there, date(2026, 11, day)))
            records.ideas.add([Idea(group=which, day=date(2026, 11, 1), what="kolam", by=there[0].id)])
            records.people.grant(who, Role.SECRETARY, which)
        fixed = Schedule(group=groups[1], recurrence=Weekly(4), at=time(19), place=None, since=date(2026, 1, 1))
        records.schedules.set(fixed)
        return groups

    def each(records: Records, groups: list[int]) -> list[object]:
        return [
            [read(which) for read in (records.members.of, records.members.departed, records.ideas.of)]
            + [records.meetings.latest(which, 3), records.schedules.current(which)]
            for which in groups
        ]

    def together(records: Records, groups: list[int]) -> list[object]:
        records.members.look_ahead(groups)
        records.ideas.look_ahead(groups)
        records.schedules.look_ahead(groups)
        records.meetings.look_ahead(groups, 3)
        return each(records, groups)

    groups = await database.run(written(settle))
    apart = await database.run(lambda records: each(records, groups))
    assert await database.run(lambda records: together(records, groups)) == apart
    keepers = await database.run(lambda records: records.people.keepers(groups))
    assert [list(kept.values()) for kept in keepers.values()] == [[True], [True], []]


async def test_what_was_read_of_several_groups_is_read_anew_once_it_is_written(database: AsyncDatabase) -> None:
    def settle(records: Records) -> None:
        which = group(records).id
        records.members.look_ahead([which])
        assert records.members.of(which) == []
        [ani] = records.members.add([member(which, "Ani")])
        assert records.members.of(which) == [ani]

    await database.run(written(settle))
