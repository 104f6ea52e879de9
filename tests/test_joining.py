"""Joining: what a code, a name and a number prove, what nobody learns by trying, and what is decided once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Connection, select

from bot.messages import File
from bot.router import Router
from bot.turn import Attempt, Turns
from handlers import ALL, WORKS, guard
from handlers.ports import Code, Joining
from jamaah.members import Member
from jamaah.roles import Grant, Role
from storage import schema
from storage.database import AsyncDatabase, open_database
from storage.records import Records
from tests.desk import CHANNEL, NOW, Desk, first_message, reader
from tests.world import (
    BARE_CODE,
    FACILITATOR,
    FACILITATOR_CODE,
    MANDIRI,
    MEMBER,
    MEMBER_CODE,
    OTHER_SECRETARY,
    PHONES,
    RAHAYU,
    SECRETARY,
    SECRETARY_CODE,
    SECRETARY_OF_BOTH,
    STRANGER,
    WAITING,
    settle,
)

pytest_plugins = ("tests.desk_fixtures",)

OWN = "+6281234500077"
OFTEN = "Kodenya sudah sering keliru."
HOUR = 3_600
WAGIMANS = "!confirm_join&joining=1&who=member:6"
"""The tap by which a secretary says that who waits is Wagiman."""


def with_number(desk: Desk, name: str, number: str) -> Member:
    """A member of JP Mandiri whose number stands in the book."""
    records = desk.records
    records.author(0, desk.person(SECRETARY), NOW)
    member = next(member for member in records.members.of(MANDIRI) if member.name == name)
    records.members.replace(replace(member, phone=number))
    return replace(member, phone=number)


def linked(desk: Desk, group: int = MANDIRI) -> dict[str, int]:
    """Who of the book is connected with whom."""
    return {member.name: member.person for member in desk.records.members.of(group) if member.person}


# -- codes


def wrong_codes(count: int) -> Iterator[str]:
    """Codes that nobody gave out, said in every way there is."""
    ways = ("{}", "/start {}", "/gabung {}", "Undangan JP Mandiri. Buka Carik, lalu tulis: /start {}", "kode saya {}")
    for number in range(count):
        yield ways[number % len(ways)].format(f"ZZ{number // 10 % 8 + 2}{number % 8 + 2}-{number // 8 % 8 + 2}ZZZ")


def test_a_code_is_not_found_by_a_hundred_tries_in_whatever_words(desk: Desk) -> None:
    """Ten an hour are looked up, over all forms; then not even the right one is, and that is said once."""
    before = desk.books()
    told = [desk.say(STRANGER, words).text for words in wrong_codes(100)]
    assert [OFTEN in text for text in told] == [False] * 10 + [True] + [False] * 89
    assert told[11:] == [""] * 89
    for words in (MEMBER_CODE, f"/start {MEMBER_CODE}", f"/gabung {MEMBER_CODE}"):
        assert "Mandiri" not in desk.say(STRANGER, words).all
    desk.say(STRANGER, "batal")
    assert desk.say(STRANGER, f"/start {FACILITATOR_CODE}").text == ""
    assert desk.books() == before
    desk.now += HOUR + 1
    assert "Selamat datang di JP Mandiri." in desk.say(STRANGER, f"/start {MEMBER_CODE}").text


def test_the_tries_of_one_are_not_those_of_another(desk: Desk) -> None:
    for words in wrong_codes(12):
        desk.say(STRANGER, words)
    assert "Selamat datang di JP Mandiri." in desk.say("wahyu", f"/start {MEMBER_CODE}").text


@pytest.mark.parametrize(
    ("code", "whom"), [(BARE_CODE, "pengelola Carik"), (FACILITATOR_CODE, "sekretaris"), ("ZZZZ-9999", "yang memberi")]
)
def test_a_code_that_is_over_says_whom_to_ask_for_another(desk: Desk, code: str, whom: str) -> None:
    desk.now += 86_401
    told = desk.say(STRANGER, f"/start {code}")
    assert f"ke {whom}" in told.text
    assert "Mandiri" not in told.all


def test_a_role_that_is_held_already_uses_no_code_up(desk: Desk) -> None:
    for who, code in ((MEMBER, MEMBER_CODE), (FACILITATOR, FACILITATOR_CODE), (SECRETARY, SECRETARY_CODE)):
        told = desk.say(who, f"/start {code}")
        assert "sudah terhubung dengan JP Mandiri" in told.text
        assert desk.state(who).open is None
        assert desk.records.codes.peek(code, NOW) is not None


def test_of_somebody_who_waits_no_second_code_is_used_up(desk: Desk) -> None:
    assert "Tinggal menunggu Bu Sri" in desk.say(WAITING, f"/start {MEMBER_CODE}").text
    assert desk.records.codes.peek(MEMBER_CODE, NOW) is not None
    assert len(desk.records.joins.waiting(MANDIRI)) == 1


def test_an_invitation_is_a_link_where_there_is_one_and_always_the_code_and_a_picture_of_it(desk: Desk) -> None:
    code_only = desk.say(SECRETARY, "undang anggota").messages[-1]
    code = code_only.text.partition("/start ")[2]
    assert code_only.files == (File("mandiri-undangan-anggota-2026-11-23.png", "image/png", "qr", f"/start {code}"),)
    links = {"desk": "https://desk.example/?start="}
    desk.turns = replace(
        desk.turns, link=lambda channel, code, chat=False: links.get(channel, "") and links[channel] + code
    )
    both = desk.say(SECRETARY, "undang sekretaris").messages[-1]
    code = both.text.partition("/start ")[2]
    assert f"https://desk.example/?start={code}" in both.text
    assert [file.of for file in both.files] == [f"https://desk.example/?start={code}"]
    opened = desk.records.codes.peek(code, NOW + 7 * 86_400 - 1)
    assert opened == Code(Role.SECRETARY, MANDIRI, None, desk.person(SECRETARY))
    assert desk.records.codes.peek(code, NOW + 7 * 86_400) is None


@pytest.mark.parametrize("role", ["stranger", "operator", ""])
def test_there_is_no_code_for_a_role_that_is_none(desk: Desk, role: str) -> None:
    before = desk.books()["codes"]
    desk.tap(SECRETARY, f"!invite&role={role}")
    assert {code.role for code in desk.books()["codes"] if code not in before} <= {Role.MEMBER}


# -- names and numbers


def asked_to_join(desk: Desk, name: str) -> list[str]:
    """All that somebody hears who joins by this name."""
    desk.say(STRANGER, f"/start {MEMBER_CODE}")
    return [desk.say(STRANGER, words).all for words in (name, "ya", "halo", "siapa saja anggota kita")]


def test_nobody_learns_by_joining_which_names_are_in_the_book(desk: Desk) -> None:
    heard = []
    for name in ("Darsono", "Bambang", "Kartini Lestari", "Sumarni Lasmini"):
        with desk.branch():
            heard.append(asked_to_join(desk, name))
            assert len(desk.records.joins.waiting(MANDIRI)) == 2
    assert all(each == heard[0] for each in heard)


def test_the_name_is_asked_with_a_button_that_shares_ones_number(desk: Desk) -> None:
    asked = desk.say(STRANGER, f"/start {MEMBER_CODE}").messages[-1]
    assert (asked.share, asked.buttons) == ("Kirim nomor HP saya", ())
    again = desk.do(STRANGER, kind="contact", contact=OWN, own=True).messages[-1]
    assert again.share == ""


def test_ones_own_number_connects_once_the_person_agrees(desk: Desk) -> None:
    member = with_number(desk, "Darsono", OWN)
    desk.say(STRANGER, f"/start {MEMBER_CODE}")
    desk.do(STRANGER, kind="contact", contact=OWN.removeprefix("+"), own=True)
    assert desk.asked(STRANGER) == "agreed"
    assert "Darsono" not in linked(desk)
    assert "Pak Darsono" in desk.say(STRANGER, "nggih").text
    assert linked(desk)["Darsono"] == desk.person(STRANGER)
    [joining] = desk.records.joins.of_person(desk.person(STRANGER))
    assert (joining.agreed, joining.decided, joining.member, joining.phone) == (NOW, NOW, member.id, OWN)
    assert {message.chat for message in desk.to_others} == {SECRETARY, SECRETARY_OF_BOTH}


def test_somebody_elses_number_proves_nothing(desk: Desk) -> None:
    with_number(desk, "Darsono", OWN)
    desk.say(STRANGER, f"/start {MEMBER_CODE}")
    told = desk.do(STRANGER, kind="contact", contact=OWN, own=False)
    assert desk.asked(STRANGER) == "name"
    assert "Darsono" not in told.all
    assert linked(desk).keys() == {"Kartini Lestari"}


def test_a_number_of_somebody_who_is_connected_or_of_two_is_not_enough(desk: Desk) -> None:
    with_number(desk, "Darsono", OWN)
    with_number(desk, "Sulaiman Riyadi", OWN)
    for number in (PHONES[MANDIRI], OWN, "+6281200000000", "+1 555 0100"):
        with desk.branch():
            desk.say(STRANGER, f"/start {MEMBER_CODE}")
            desk.do(STRANGER, kind="contact", contact=number, own=True)
            assert desk.asked(STRANGER) == "name", number
            assert linked(desk).keys() == {"Kartini Lestari"}


def test_ones_number_shared_without_being_asked_is_a_number_like_any_other(desk: Desk) -> None:
    for who in (STRANGER, SECRETARY):
        before = desk.books()
        assert desk.do(who, kind="contact", contact=OWN, own=True).messages
        assert desk.books() == before


def test_without_a_yes_to_the_record_nothing_is_kept(desk: Desk) -> None:
    before = desk.books()
    desk.say(STRANGER, f"/start {MEMBER_CODE}")
    desk.say(STRANGER, "Wagiman")
    assert "tidak ada yang saya simpan" in desk.say(STRANGER, "tidak").text
    desk.say(STRANGER, "batal")
    assert desk.books() == before


# -- the secretary's word


def test_what_the_secretary_confirms_is_recorded_with_the_day_of_consent(desk: Desk) -> None:
    desk.now += 3 * 86_400
    assert "Pak Wagiman" in desk.tap(SECRETARY, WAGIMANS).text
    member = desk.records.members.get(6)
    assert member is not None
    assert (member.person, str(member.consented)) == (desk.person(WAITING), "2026-11-23")
    assert desk.records.people.grants(desk.person(WAITING)) == [Grant(Role.MEMBER, MANDIRI)]


def test_only_a_secretary_of_the_group_decides(desk: Desk) -> None:
    before = desk.books()
    for who in (STRANGER, WAITING, MEMBER, FACILITATOR, OTHER_SECRETARY):
        for payload in (WAGIMANS, "!confirm_join&joining=1", "!confirm_join&joining=1&who=nobody:"):
            with desk.branch():
                told = desk.tap(who, payload)
                assert "Wagiman" not in told.all, who
                desk.say(who, "ya")
                desk.say(who, "Wagiman")
                assert desk.books() == before, (who, payload)


@pytest.mark.parametrize("who", ["member:7", "member:999", "instead:999", "member:x", "name:Wagiman", "", "new"])
def test_a_forged_answer_connects_nobody(desk: Desk, who: str) -> None:
    """Member 7 is of the other group."""
    before = desk.books()
    desk.tap(SECRETARY, f"!confirm_join&joining=1&who={who}")
    assert desk.books() == before


def test_an_old_button_does_not_take_a_members_place_from_who_has_it_by_now(desk: Desk) -> None:
    records = desk.records
    records.author(0, desk.person(SECRETARY), NOW)
    records.members.link(6, desk.person(STRANGER))
    told = desk.tap(SECRETARY, WAGIMANS)
    assert "[Ya, HP baru]" in "".join(f"[{label}]" for label in told.labels)
    assert linked(desk)["Wagiman"] == desk.person(STRANGER)


def test_an_answer_is_never_taken_for_another_one_who_waits(desk: Desk) -> None:
    """Two wait; while the secretary reads about the first, the other secretary decides on them."""
    records = desk.records
    records.author(0, desk.person(SECRETARY), NOW)
    other = records.joins.add(Joining(group=MANDIRI, person=desk.person(STRANGER), name="Sulaiman", agreed=NOW))
    desk.tap(SECRETARY, "!confirm_join")
    desk.tap(SECRETARY_OF_BOTH, WAGIMANS)
    assert "sudah terhubung" in desk.say(SECRETARY, "ya").text
    assert desk.records.joins.get(other.id) == other
    assert linked(desk).keys() == {"Kartini Lestari", "Wagiman"}


def test_who_was_connected_in_another_way_waits_no_longer(desk: Desk) -> None:
    records = desk.records
    records.author(0, desk.person(SECRETARY), NOW)
    records.members.link(2, desk.person(WAITING))
    told = desk.tap(SECRETARY, WAGIMANS)
    assert "Darsono sudah terhubung" in told.text
    assert desk.records.joins.waiting(MANDIRI) == []
    assert "Wagiman" not in linked(desk)


# -- at once


async def at_once(database: list[AsyncDatabase], **taps: str) -> list[str]:
    """What several hear who tap or write at the same moment, each served by a process of their own."""
    turns = Turns[Records](Router(ALL, guard), reader(), WORKS)

    async def done(one: AsyncDatabase, who: str, words: str) -> str:
        what = {"kind": "tap", "tap": words} if words.startswith("!") else {"text": words}
        await one.run(lambda records: records.inbox.add([first_message(who, f"{who} {words}", **what)], NOW))
        await one.run(lambda records: turns.take(records, Attempt(), (CHANNEL, who), NOW))
        return await one.run_raw(lambda connection: last_to(connection, who))

    return await asyncio.gather(*(done(one, *tap) for one, tap in zip(database, taps.items(), strict=True)))


def last_to(connection: Connection, who: str) -> str:
    """The last text in somebody's chat."""
    newest = select(schema.outbox).where(schema.outbox.c.chat == who).order_by(schema.outbox.c.id.desc()).limit(1)
    return str(connection.execute(newest).one().body["text"])


@pytest.fixture
async def processes(url: str) -> AsyncIterator[list[AsyncDatabase]]:
    """The small world as two processes have it."""
    opened = [open_database(url), open_database(url)]
    await opened[0].run(settle)
    yield opened
    for each in opened:
        await each.close()


async def test_two_secretaries_who_decide_at_once_decide_once(processes: list[AsyncDatabase]) -> None:
    said = {SECRETARY: WAGIMANS, SECRETARY_OF_BOTH: "!confirm_join&joining=1&who=nobody:"}
    heard = await at_once(processes, **said)
    changes = await processes[0].run_raw(
        lambda c: c.execute(select(schema.changes.c.record, schema.changes.c.before)).all()
    )
    joining = await processes[0].run(lambda records: records.joins.get(1))
    assert sum(text.startswith("Itu sudah") for text in heard) == 1, heard
    assert [row.record for row in changes if row.record == "joins" and row.before] == ["joins"]
    assert joining is not None and joining.decided == NOW


async def test_two_who_use_one_code_at_once_use_it_once(processes: list[AsyncDatabase]) -> None:
    code = {"asing": f"/start {FACILITATOR_CODE}", "wahyu": f"/start {FACILITATOR_CODE}"}
    await at_once(processes, **code)
    heard = await at_once(processes, asing="Pak Guno", wahyu="Bu Wahyu")
    held = await processes[0].run(lambda records: records.people.holding(MANDIRI, Role.FACILITATOR))
    assert len(held) == 3, "the two facilitators of the small world and one of the two"
    assert sum(text.startswith("✓") for text in heard) == 1, heard


async def test_two_who_take_the_last_secretarys_place_at_once_do_not_both_get_it(
    processes: list[AsyncDatabase],
) -> None:
    opens = Code(Role.SECRETARY, MANDIRI, None, None)
    await processes[0].run(lambda records: records.codes.add("EEEE-6666", opens, NOW + HOUR, NOW))
    await at_once(processes, asing=f"/start {SECRETARY_CODE}", wahyu="/start EEEE-6666")
    heard = await at_once(processes, asing="Pak Guno", wahyu="Bu Wahyu")
    held = await processes[0].run(lambda records: records.people.holding(MANDIRI, Role.SECRETARY))
    assert len(held) == 3
    assert sum("itu paling banyak" in text for text in heard) == 1, heard


def test_the_small_world_is_what_these_tests_think(desk: Desk) -> None:
    members = {member.id: member.name for member in desk.records.members.of(MANDIRI)}
    assert (members[2], members[6]) == ("Darsono", "Wagiman")
    assert {member.id for member in desk.records.members.of(RAHAYU)} >= {7}
