"""Erasure: nothing of somebody is left in any table, be it a column nobody thought of; the counts are as they were."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from sqlalchemy import select, update

from bot.messages import File
from bot.papers.paper import Column, Format, Paper, Table, paper_file
from bot.papers.typesetting import picture_file
from bot.ports import Draft
from jamaah.ideas import Idea
from jamaah.meetings import tally
from jamaah.members import Member, figures
from jamaah.rsvps import Answer, Rsvp
from storage.schema import outbox, talks
from tests.desk import CHANNEL, NOW, Desk
from tests.share import FULL
from tests.world import FACILITATOR, MANDIRI, MEMBER, OTHER_SECRETARY, PHONES, RAHAYU, SECRETARY, STRANGER

pytest_plugins = ("tests.desk_fixtures",)

NAMES = ("kartini", "lestari", "bu tini", "tini kulon")
NIK = "3322014305810001"
NUMBERS = (
    NIK,
    PHONES[MANDIRI],
    PHONES[MANDIRI].removeprefix("+62"),
    f"0{PHONES[MANDIRI].removeprefix('+62')}",
    "0812-3456-7801",
)
SAID = (
    (SECRETARY, "kumpulan kemarin di rumah bu kartini, hadir semua kecuali bu kartini izin"),
    (SECRETARY, "Simpan"),
    (SECRETARY, "keputusan: Kartini Lestari yang beli pakan, hubungi 0812-3456-7801"),
    (SECRETARY, "ya"),
    (SECRETARY, "bu kartini kerjanya bakul jamu"),
    (SECRETARY, "ya"),
    (SECRETARY, "bendahara kartini"),
    (SECRETARY, "ya"),
    (SECRETARY, "akta belum ada"),
    (SECRETARY, "ya"),
    (SECRETARY, "nik bu kartini 3322014305810001"),
    (SECRETARY, "ya"),
    (SECRETARY, "umumkan: besok kerja bakti di rumah Bu Kartini"),
    (MEMBER, "aku sesuk ora iso teka, anakku lara"),
    (MEMBER, "ya"),
    (MEMBER, "usul: beli terpal"),
    (MEMBER, "ya"),
    (FACILITATOR, "mandiri: Bu Kartini umur berapa?"),
    (SECRETARY, "anggota baru:\nWartinah P 56\nKartini P 41\nSulastri P 38"),
    (SECRETARY, "batal"),
    (SECRETARY, "daftar kartini lestari kidul"),
)


def a_life(desk: Desk) -> Member:
    """What happens in a year of somebody, in a few turns; the member as the book has them then."""
    kartini = desk.records.members.of(MANDIRI)[0]
    for who, text in SAID:
        desk.now += 60
        desk.say(who, text)
    records = desk.records
    records.author(1, desk.person(SECRETARY), desk.now)
    records.ideas.add([Idea(group=MANDIRI, day=date(2026, 11, 20), what="arisan", outside="Bu Kartini Lestari")])
    records.members.link(records.members.of(MANDIRI)[1].id, desk.person(SECRETARY))
    other = records.members.of(MANDIRI)[3]
    records.members.replace(replace(other, household="Kartini Lestari"))
    said = Rsvp(
        group=MANDIRI, day=date(2026, 11, 26), member=kartini.id, answer=Answer.NO, by=desk.person(MEMBER), said=NOW
    )
    records.rsvps.say(replace(said, reason="ke rumah Bu Tini Kulon"))
    waiting = Draft(CHANNEL, SECRETARY, "Bu Kartini izin", (("Kartini", "x"),), "alert", None, None)
    packed = (File("data.zip", "application/zip", "bundle", "UEsDBA=="),)
    records.outbox.add([waiting, Draft(CHANNEL, SECRETARY, "Semua data", (), "answer", None, None, packed)], desk.now)
    records.outbox.add(files_that_wait(), desk.now)
    return records.members.of(MANDIRI)[0]


def files_that_wait() -> list[Draft]:
    """Papers and pictures on their way: in the group's own talks, and in one that is no business of the group's."""
    listed = Table((Column("Nama"),), (("Pak Darsono",), ("Kartini Lestari",)))
    book = (paper_file("buku", [Paper(title="Buku anggota", parts=(listed,))], Format.PDF),)
    map_of_all = (picture_file("hadir", "rules", {"title": "Hadir\nBu Kartini Lestari"}),)
    return [
        Draft(CHANNEL, who, "Ini", (), "answer", None, None, files)
        for who in (SECRETARY, STRANGER)
        for files in (book, map_of_all)
    ]


def counts(desk: Desk) -> list[object]:
    """What is counted of the group on every day that was, and of its meetings."""
    members = [*desk.records.members.of(MANDIRI), *desk.records.members.departed(MANDIRI)]
    days = [date(2026, month, 20) for month in range(1, 12)]
    held = desk.records.meetings.latest(MANDIRI, 9)
    return [*(figures(members, day) for day in days), *(tally(meeting, members) for meeting in held)]


def test_nothing_is_left_in_any_table_of_whoever_wants_to_go(desk: Desk) -> None:
    kartini = a_life(desk)
    before, looked = counts(desk), desk.records.looks.of(kartini.id)
    assert len(desk.found(NAMES)) >= 12, "there has to be something to be taken out"
    assert len(desk.found(NUMBERS)) >= 4
    desk.say(MEMBER, "hapus data saya")
    told = desk.press(MEMBER, "Hapus")
    assert "Sudah dihapus" in told.text
    assert desk.found((*NAMES, *NUMBERS)) == set()
    assert counts(desk) == before
    assert looked and not desk.records.looks.of(kartini.id)
    assert desk.say(MEMBER, "lihat data saya").text.startswith("Di buku kelompok mana pun belum ada data")


def test_by_which_number_somebody_was_known_once_goes_with_them(desk: Desk) -> None:
    mine = update(talks).where(talks.c.chat == MEMBER)
    desk.connection.execute(mine.values(formerly="6281234567801"))
    desk.say(MEMBER, "hapus data saya")
    desk.press(MEMBER, "Hapus")
    assert list(desk.connection.execute(select(talks.c.formerly).where(talks.c.chat == MEMBER)).scalars()) == [None]


def test_nothing_is_left_where_the_secretary_does_it(desk: Desk) -> None:
    member = a_life(desk)
    before = counts(desk)
    desk.say(SECRETARY, "batal")
    desk.say(SECRETARY, "hapus data bu kartini")
    desk.press(SECRETARY, "Hapus")
    assert desk.found((*NAMES, *NUMBERS)) == set()
    assert counts(desk) == before
    assert desk.records.members.get(member.id) is not None
    told = [message.text for message in desk.to_others if message.chat == MEMBER]
    assert any("sudah menghapus data panjenengan" in text for text in told)


def test_nothing_of_it_can_be_taken_back(desk: Desk) -> None:
    a_life(desk)
    desk.say(MEMBER, "hapus data saya")
    desk.press(MEMBER, "Hapus")
    for _again in range(12):
        desk.say(SECRETARY, "batal")
        desk.say(SECRETARY, "urungkan")
        desk.say(SECRETARY, "ya")
    assert desk.found((*NAMES, *NUMBERS)) == set()
    assert all(member.erased is None for member in desk.records.members.of(MANDIRI))


VICTIM = ("kartini", "lestari", "bu tini")
EDITS = (
    "umur bu kartini {n}",
    "bu kartini kerjanya bakul jamu",
    "bu kartini rt 9",
    "hp bu kartini 0812 9999 88{n}",
    "bu kartini satu KK dengan pak darsono",
    "bendahara bu kartini",
    "betulkan kumpulan terakhir: bu kartini izin",
    "betulkan kumpulan terakhir: bu kartini sakit, pak darsono izin",
    "usul bu kartini: beli terpal {n}",
    "umur pak darsono {n}",
    "betulkan kumpulan terakhir: pak darsono telat",
    "anggota baru: Sulastri P 3{d}, Wartinah P 5{d}",
    "bu kartini pindah",
    "bu kartini izin kumpulan besok kamis",
)
ASKED = (
    *("riwayat", "riwayat rapat terakhir", "riwayat bu kartini", "riwayat pak darsono"),
    "apa saja yang berubah hari ini",
)


def whole_history(desk: Desk, who: str) -> list[str]:
    """All that somebody is shown of the log, page for page."""
    desk.say(who, "batal")
    found = []
    for asked in ASKED:
        told = desk.say(who, asked)
        found += told.all.splitlines()
        while "Yang lebih lama" in told.labels:
            told = desk.press(who, "Yang lebih lama")
            found += told.all.splitlines()
    return found


@pytest.mark.parametrize("seed", range(12 if FULL else 3))
def test_no_line_of_the_log_lets_anybody_guess_who_it_was(desk: Desk, seed: int) -> None:
    chance = Random(seed)
    for _turn in range(9):
        desk.now += 7 * 60
        desk.say(SECRETARY, chance.choice(EDITS).format(n=chance.randint(20, 70), d=chance.randint(0, 9)))
        desk.say(SECRETARY, "ya")
        desk.say(SECRETARY, "batal")
    before = {line for who in (SECRETARY, FACILITATOR) for line in whole_history(desk, who)}
    desk.now += 7 * 60
    told = desk.say(SECRETARY, "hapus data bu kartini")
    assert "Hapus" in told.labels, told.all
    desk.press(SECRETARY, "Hapus")
    assert not desk.found(VICTIM)
    after = [line for who in (SECRETARY, FACILITATOR) for line in whole_history(desk, who)]
    said = [line for line in after if "kartini" not in line.casefold()]  # what was asked is said back
    assert any("Data seorang anggota dihapus." in line for line in said)
    assert not [line for line in said if "nggota yang dihapus" in line], said
    told_of_her = {line for line in before if any(name in line.casefold() for name in VICTIM)}
    assert told_of_her
    assert not told_of_her & set(said)


def test_a_paper_on_its_way_is_not_sent_and_a_picture_without_the_name(desk: Desk) -> None:
    a_life(desk)
    waiting = desk.records.outbox.claim(CHANNEL, 99, desk.now, desk.now + 1)
    assert waiting
    desk.say(MEMBER, "hapus data saya")
    desk.press(MEMBER, "Hapus")
    kept = [one for one in map(desk.records.outbox.kept, range(1, 500)) if one is not None and one.files]
    assert {file.recipe for one in kept for file in one.files} == {"picture"}
    titles = [json.loads(file.of)["data"]["title"] for one in kept for file in one.files]
    assert titles == ["Hadir\nanggota yang dihapus"] * 2


def test_what_is_kept_until_somebody_writes_goes_without_the_name_and_to_whoever_is_gone_not_at_all(desk: Desk) -> None:
    a_life(desk)
    records = desk.records
    drafts = [
        Draft(CHANNEL, who, "Bu Kartini izin besok", (), "alert", None, key)
        for who, key in ((SECRETARY, "a"), (MEMBER, "b"))
    ]
    records.outbox.add(drafts, desk.now)
    for row in desk.connection.execute(select(outbox.c.id).where(outbox.c.key.in_(("a", "b")))).scalars().all():
        records.window.keep(row, desk.now, f"k{row}", desk.now)
    desk.say(MEMBER, "hapus data saya")
    desk.press(MEMBER, "Hapus")
    assert records.window.let(CHANNEL, SECRETARY, desk.now)
    assert not records.window.let(CHANNEL, MEMBER, desk.now)
    [body] = desk.connection.execute(select(outbox.c.body).where(outbox.c.key == "a")).scalars()
    assert body["text"] == "Anggota yang dihapus izin besok"


def test_others_keep_their_names_and_what_they_had_open(desk: Desk) -> None:
    a_life(desk)
    desk.say(OTHER_SECRETARY, "daftar bu kartini sari")
    wagiman = len(desk.found(("wagiman",)))
    desk.say(MEMBER, "hapus data saya")
    desk.press(MEMBER, "Hapus")
    assert len(desk.found(("wagiman",))) == wagiman
    opened = desk.state(OTHER_SECRETARY).open
    assert opened is not None
    assert "Kartini Sari" in str(opened.answers) or "kartini sari" in str(opened.answers)
    assert desk.records.members.of(RAHAYU)[0].name == "Kasiyem"


def test_who_keeps_the_books_alone_is_asked_for_another_first(desk: Desk) -> None:
    desk.say(STRANGER, "halo")
    desk.dismiss("dwi", MANDIRI)
    told = desk.say(SECRETARY, "hapus data saya")
    assert "Undang sekretaris lain dulu" in told.text
    assert desk.asked(SECRETARY) is None


def test_a_secretary_takes_no_other_secretary_out(desk: Desk) -> None:
    records = desk.records
    records.author(1, desk.person(SECRETARY), desk.now)
    records.members.link(records.members.of(MANDIRI)[0].id, desk.person("dwi"))
    before = desk.books()
    assert "ikut memegang buku" in desk.say(SECRETARY, "hapus data bu kartini").text
    assert desk.books() == before


def test_of_two_on_one_phone_only_the_one_who_is_meant_goes(desk: Desk) -> None:
    records = desk.records
    records.author(1, desk.person(SECRETARY), desk.now)
    records.members.link(records.members.of(MANDIRI)[5].id, desk.person(MEMBER))
    told = desk.say(MEMBER, "hapus data saya")
    assert "dipakai beberapa anggota" in told.text
    assert desk.asked(MEMBER) is None
    desk.say(SECRETARY, "hapus data bu kartini")
    desk.press(SECRETARY, "Hapus")
    assert desk.found(("kartini", "lestari", "bu tini")) == set()
    assert [member.name for member in desk.records.members.of(MANDIRI) if member.person == desk.person(MEMBER)] == [
        "Wagiman"
    ]
    assert "Kamis" in desk.say(MEMBER, "kapan kumpulan").text
