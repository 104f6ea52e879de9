"""Guessing: an id or a name of another group's is answered in the very words of one that does not exist, and random
people who try everything on each other never read a name or a number that they may not see."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.forms import Form
from bot.messages import Outgoing
from handlers import ALL
from jamaah.disputes import Dispute
from jamaah.roles import KEEPERS
from tests.desk import Desk, Told
from tests.walks import YES
from tests.world import (
    FACILITATOR,
    FACILITATOR_CODE,
    IDEAS,
    MANDIRI,
    MEMBER,
    MEMBER_CODE,
    MEMBERS,
    OTHER_SECRETARY,
    PEOPLE,
    PHONES,
    RAHAYU,
    SECRETARY,
    SECRETARY_CODE,
    SECRETARY_OF_BOTH,
    STRANGER,
    private,
)

pytest_plugins = ("tests.desk_fixtures",)

NOBODYS = 987_654
THEIRS = {"group": RAHAYU, "meeting": 2, "whom": 7, "joining": 2, "idea": 3, "dispute": 2, "member": 7, "person": 6}
"""Ids of the other group's in the small world."""
OUTSIDERS = (STRANGER, MEMBER, FACILITATOR, SECRETARY)
FULL = bool(os.environ.get("CARIK_FULL"))


def forged(form: type[Form[Any]]) -> list[tuple[str, str]]:
    """Payloads with an id of the other group's, each with the same of an id that nobody has."""
    found = []
    for slot, theirs in THEIRS.items():
        for own in ("", f"&group={MANDIRI}") if slot != "group" else ("",):
            if slot in form.slots:
                pair = (f"!{form.intent}{own}&{slot}={which}" for which in (theirs, NOBODYS))
                found.append((next(pair), next(pair)))
    return found


def answered(desk: Desk, who: str, payload: str) -> tuple[str, str | None]:
    """What is said to a tap, whatever number was on it, and what is asked then."""
    with desk.branch():
        told = desk.tap(who, payload)
        return told.all.replace(str(NOBODYS), "#"), desk.asked(who)


@pytest.fixture
def with_their_dispute(desk: Desk) -> Desk:
    records = desk.records
    records.author(1, desk.person(OTHER_SECRETARY), desk.now)
    added = records.disputes.add(Dispute(group=RAHAYU, meeting=2, member=7, said=desk.now))
    assert added.id == THEIRS["dispute"]
    assert records.members.of(RAHAYU)[0].id == THEIRS["whom"]
    assert records.ideas.of(RAHAYU)[0].id == THEIRS["idea"]
    assert records.joins.waiting(RAHAYU)[0].id == THEIRS["joining"]
    return desk


@pytest.mark.parametrize("form", [form for form in ALL if forged(form)], ids=lambda form: form.intent)
def test_an_id_of_another_group_is_answered_as_one_that_nobody_has(
    with_their_dispute: Desk, form: type[Form[Any]]
) -> None:
    for who in OUTSIDERS:
        for theirs, nobodys in forged(form):
            assert answered(with_their_dispute, who, theirs) == answered(with_their_dispute, who, nobodys), (
                who,
                theirs,
            )


@pytest.mark.parametrize(
    "text",
    [
        "berapa anggota kelompok {}",
        "kelompok {} siap belum",
        "notulen kelompok {}",
        "daftar anggota jp {}",
        "kapan kumpulan kelompok {}",
        "minta semua data kelompok {}",
        "hapus data bu {}",
        "lihat bu {}",
        "nik bu {} 3322014305810001",
    ],
)
def test_a_name_of_another_group_is_answered_as_if_that_group_were_not_there(desk: Desk, text: str) -> None:
    """In the very words that are said where nobody bears the name."""
    for who in OUTSIDERS:
        for name in ("Rahayu", "Kasiyem", "kasiyem"):
            with desk.branch():
                there = desk.say(who, text.format(name)).all
            with desk.branch():
                desk.connection.exec_driver_sql(f"UPDATE groups SET name = 'Zzz' WHERE id = {RAHAYU}")
                desk.connection.exec_driver_sql(f"UPDATE members SET name = 'Zzz ' || id WHERE group_id = {RAHAYU}")
                assert desk.say(who, text.format(name)).all == there, (who, name)


def test_who_is_no_secretary_any_more_sees_nothing_from_that_very_turn_on(desk: Desk) -> None:
    """Be a form open, or a button there from before."""
    desk.say(SECRETARY_OF_BOTH, "rahayu: daftar bu siti munawaroh 45 th")
    shown = [payload for _label, payload in desk.tap(SECRETARY_OF_BOTH, f"!list_members&group={RAHAYU}").buttons]
    desk.dismiss(SECRETARY_OF_BOTH, RAHAYU)
    for payload in [*shown, f"!list_members&group={RAHAYU}", f"!export_all&group={RAHAYU}&purpose=keep", "r1._=yes"]:
        with desk.branch():
            told = desk.tap(SECRETARY_OF_BOTH, payload)
            assert not any(message.files for message in told.messages)
            assert not seen(told.messages, private(RAHAYU)), payload
    assert "Siti Munawaroh" not in [member.name for member in desk.records.members.of(RAHAYU)]


# -- random people

NAMES = [name for group in (MANDIRI, RAHAYU) for name in (*MEMBERS[group], *IDEAS[group])]
WORDS = ("Mandiri", "Rahayu", PHONES[MANDIRI], PHONES[RAHAYU], MEMBER_CODE, FACILITATOR_CODE, SECRETARY_CODE)
SAYINGS = (
    "daftar bu {}",
    "lihat {}",
    "hapus data {}",
    "{} pindah",
    "siapa saja anggota {}",
    "notulen {}",
    "{}",
    "gabung {}",
    "aku {}",
    "hadir semua kecuali {}",
    "usul: {}",
    "umumkan: {}",
    "riwayat {}",
    "data saya",
    "hapus data saya",
    "minta semua data kelompok",
    "semua kelompok",
    "buku usulan",
    "kelompok mana yang belum kumpul",
    "urungkan",
    "serahkan buku ke {}",
    "hp {} hilang",
    "nomor baru {} sudah ada",
    "usulan {}",
    "siapa yang memegang buku {}",
    "siapa yang tidak datang di {}",
    "siapa yang izin orang tuanya belum ada di {}",
    "kehadiran semua kelompok per bulan",
    "mandiri karo rahayu apik endi",
    "siapa yang sudah melihat data saya",
    "batal",
    YES,
    "tidak",
)
INTENTS = [form.intent for form in ALL]
TOKENS = ("group", "meeting", "whom", "joining", "idea", "dispute", "member", "person", "role", "purpose", "day")
texts = st.builds(str.format, st.sampled_from(SAYINGS), st.sampled_from([*NAMES, *WORDS]))
taps = st.builds(
    lambda intent, tokens: "!" + "&".join([intent, *(f"{name}={value}" for name, value in tokens.items())]),
    st.sampled_from(INTENTS),
    st.dictionaries(st.sampled_from(TOKENS), st.integers(1, 14), max_size=3),
)
replays = st.integers(0, 99)
deeds = st.one_of(
    texts.map(lambda text: ("says", text)),
    taps.map(lambda payload: ("taps", payload)),
    replays.map(lambda number: ("replays", str(number))),
)
steps = st.tuples(st.sampled_from(PEOPLE), deeds)


def seen(messages: Sequence[Outgoing], words: set[str]) -> list[str]:
    """Which of these words messages, their buttons or their files show."""
    shown = "\n".join(
        part
        for message in messages
        for part in (
            message.text,
            *(label for label, _payload in message.buttons),
            *(f"{file.name} {file.of}" for file in message.files),
        )
    ).casefold()
    return [word for word in words if word.casefold() in shown]


def hidden_from(desk: Desk, who: str) -> set[str]:
    """What somebody may not read by the roles they hold now: all of other groups, and phones unless they keep books."""
    grants = desk.records.people.grants(desk.person(who))
    groups = {grant.group for grant in grants}
    kept = {grant.group for grant in grants if grant.role in KEEPERS}
    words = {word for group in (MANDIRI, RAHAYU) if group not in groups for word in private(group)}
    return words | {PHONES[group] for group in (MANDIRI, RAHAYU) if group not in kept}


def act(desk: Desk, who: str, what: tuple[str, str], shown: list[str]) -> Told:
    kind, value = what
    if kind == "says":
        return desk.say(who, value)
    if kind == "replays" and shown:
        return desk.tap(who, shown[int(value) % len(shown)])
    return desk.tap(who, value if kind == "taps" else "!help")


@settings(
    max_examples=400 if FULL else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(steps, min_size=4, max_size=14))
def test_nobody_reads_what_is_not_theirs_whatever_random_people_try(
    desk: Desk, story: list[tuple[str, tuple[str, str]]]
) -> None:
    """What people typed themselves may come back to them, and to whom they told it: it was theirs to say."""
    with desk.branch():
        said = ""
        shown: list[str] = []
        for who, what in story:
            before = {one: hidden_from(desk, one) for one in PEOPLE}
            said += f" {what[1]} ".casefold()
            told = act(desk, who, what, shown)
            shown += [payload for _label, payload in told.buttons]
            for one in PEOPLE:
                messages = told.messages if one == who else [note for note in desk.to_others if note.chat == one]
                words = {word for word in before[one] & hidden_from(desk, one) if word.casefold() not in said}
                assert not seen(messages, words), (who, what, one)
