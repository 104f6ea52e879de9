"""The founding papers: made of the records alone, blank where nothing is known, a NIK only where it was asked for."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pypdfium2
import pytest

from bot.files import made
from bot.messages import File
from bot.papers.paper import Fields, Paper, Prose, Signatures, Table
from handlers.founding_gaps import Pack, gaps
from handlers.founding_papers import founding_papers
from handlers.founding_words import who_signs
from handlers.held_of import by_whom
from handlers.on_paper import Wish
from jamaah.capital import Capital
from jamaah.erasure import erased
from jamaah.founders import Founder
from jamaah.foundings import Founding
from jamaah.meetings import Presence
from jamaah.members import Member
from jamaah.officers import Officer, Post
from jamaah.people import Born, Gender
from tests.desk import SEAL, Desk
from tests.walks import A_NIK_OF_ONE, ALL_OF_IT, YES
from tests.world import FACILITATOR, MANDIRI, MEMBER, MEMBERS, SECRETARY, STRANGER, TODAY

pytest_plugins = ("tests.desk_fixtures",)

NIK = "3322011505800001"
HOLDER = "Kartini Lestari"


def handed_out(desk: Desk, *words: str) -> tuple[File, ...]:
    """The files that the secretary gets, with the NIK of one founder written out if that is the answer."""
    for said in (*A_NIK_OF_ONE, "minta berkas pendirian", "notaris Bu Rina", *words):
        desk.say(SECRETARY, said)
    return tuple(file for message in desk.say(SECRETARY, YES).messages for file in message.files)


def pack_of(desk: Desk, people: int = 0, **told: Any) -> Pack:
    """A pack of the meeting in the book, to which so many more people came."""
    records, talk = desk.records, desk.talk(SECRETARY)
    records.author(1, talk.person, desk.now)
    more = [
        Member(group=MANDIRI, name=f"Warga {n}", gender=Gender.FEMALE, born=Born(1980), joined=date(2026, 1, 5))
        for n in range(people)
    ]
    added = records.members.add(more) if more else []
    held = records.meetings.latest(MANDIRI, 1)[0]
    attendance = {**held.attendance, **{one.id: Presence.PRESENT for one in added}}
    records.meetings.replace(replace(held, attendance=attendance))
    records.foundings.add([Founding(group=MANDIRI, meeting=held.id, **told)])
    talk = desk.talk(SECRETARY)
    return anew(talk, receiver="notaris Bu Rina")


def anew(talk: Any, receiver: str = "") -> Pack:
    """The pack as the records are now."""
    group = talk.store.groups.get(MANDIRI)
    founding = talk.store.foundings.of(MANDIRI)[0]
    meeting = talk.store.meetings.get(founding.meeting)
    return Pack(
        wish=Wish(talk=talk, group=group),
        founding=founding,
        meeting=meeting,
        signing=who_signs(talk, group, meeting),
        receiver=receiver,
    )


def fields(paper: Paper) -> dict[str, str | None]:
    return {label: value for part in paper.parts if isinstance(part, Fields) for label, value in part.rows}


def tables(paper: Paper) -> list[Table]:
    return [part for part in paper.parts if isinstance(part, Table)]


def prose(paper: Paper) -> str:
    return "\n".join(words or "" for part in paper.parts if isinstance(part, Prose) for words in part.paragraphs)


def say(pack: Pack) -> list[str]:
    return [pack.wish.say(gap) for gap in gaps(pack)]


# -- what is on them


def test_what_nobody_told_is_blank_and_listed_as_missing(desk: Desk) -> None:
    pack = pack_of(desk)
    minutes, attendance, founders, board, capital, checklist = founding_papers(pack)
    known = {label for label, value in fields(minutes).items() if value is not None}
    assert known == {"Hari, tanggal", "Jam", "Tempat", "Hadir sendiri", "Di antaranya pendiri"}
    assert fields(minutes)["Hadir sendiri"] == "5 (lima) orang"
    assert [part.who for part in minutes.parts if isinstance(part, Signatures)] == [
        (("Pimpinan rapat", None), ("Notulis", None))
    ]
    assert [row[1] for row in tables(board)[0].rows] == [None] * 3
    assert [row[0] for row in tables(board)[1].rows] == ["Pengawas"] * 3, "so many are asked for"
    assert [column.title for column in tables(founders)[0].columns][4:6] == ["Tempat, tanggal lahir", "Pekerjaan"]
    assert {part.place for paper in founding_papers(pack) for part in paper.parts if isinstance(part, Signatures)} == {
        pack.wish.group.village
    }
    assert [row[2] for row in tables(attendance)[0].rows] == [None] * 5, "no NIK that was not asked for"
    assert fields(capital)["Simpanan pokok seluruh pendiri"] is None
    assert "pimpinan rapat" in prose(checklist)
    assert all(gap in prose(checklist) for gap in say(pack))


def test_what_was_told_stands_there_in_figures_and_words(desk: Desk) -> None:
    pack = pack_of(desk, people=18, chair="Kartini Lestari", term=5, dues=10_000)
    group = replace(pack.wish.group, cooperative="Koperasi Produsen Ngudi Makmur Jaya")
    group = replace(group, capital=Capital(share=100_000, paid=1_250_000, day=TODAY))
    pack = replace(pack, wish=replace(pack.wish, group=group))
    minutes, *_others, capital, _checklist = founding_papers(pack)
    told = fields(minutes)
    assert told["Hadir sendiri"] == "23 (dua puluh tiga) orang"
    assert told["Hari, tanggal"] == "Kamis, 19 (sembilan belas) November 2026 (dua ribu dua puluh enam)"
    assert told["Sudah disetor semuanya"] == "Rp1.250.000 (satu juta dua ratus lima puluh ribu rupiah)"
    assert told["Masa jabatan pengurus dan pengawas"] == "5 (lima) tahun"
    assert told["Jenis"] == "produsen", "the name tells it"
    assert fields(capital)["Masih harus disetor"] == "Rp1.050.000 (satu juta lima puluh ribu rupiah)"
    assert "KONSEP" not in prose(minutes)
    assert {paper.notice for paper in founding_papers(pack)} == {
        "Untuk: notaris Bu Rina. Keperluan: pendirian koperasi. Diserahkan oleh Bu Sri, 23 November 2026."
    }


def test_eight_founders_make_a_draft_and_nine_do_not(desk: Desk) -> None:
    pack = pack_of(desk, people=3)
    assert len(pack.founders) == 8
    minutes = founding_papers(pack)[0]
    assert prose(minutes).startswith("KONSEP. Pendiri yang tercatat: 8 (delapan) orang; menurut UU 6/2023")
    assert any("paling sedikit 9" in gap for gap in say(pack))
    nine = replace(pack, signing=[*pack.signing, replace(pack.signing[0], ktp=True)])
    assert "KONSEP" not in prose(founding_papers(nine)[0])
    unsure = "KTP tercatat 1, cukup umur 9; yang pasti bisa jadi pendiri 1. Perlu paling sedikit 9 pendiri"
    assert any(gap.startswith(unsure) for gap in say(nine)), "not certain yet, and said why"


def test_who_does_not_count_stands_apart_with_the_reason(desk: Desk) -> None:
    pack = pack_of(desk, people=2)
    young, foreign = (one.member for one in pack.signing[-2:])
    records = pack.wish.talk.store
    records.author(2, pack.wish.talk.person, desk.now)
    records.members.replace(replace(young, born=Born(2009, 1, 1)))
    records.founders.add([Founder(group=MANDIRI, member=foreign.id, citizen=False, day=TODAY)])
    pack = anew(pack.wish.talk)
    listed, apart = tables(founding_papers(pack)[2])
    assert len(listed.rows) == 5
    assert [row[1] for row in apart.rows] == [
        "belum cukup umur; kalau sudah menikah boleh, tanya notaris",
        "belum punya KTP, atau bukan warga Indonesia",
    ]
    minutes, attendance, *_rest = founding_papers(pack)
    assert fields(minutes)["Hadir sendiri"] == "7 (tujuh) orang", "they were there all the same"
    assert fields(minutes)["Di antaranya pendiri"] == "5 (lima) orang"
    assert len(tables(attendance)[0].rows) == 5
    nine = replace(pack, signing=[*pack.signing, *pack.signing[:2]])
    assert prose(founding_papers(nine)[0]).startswith("KONSEP"), "nine were there, seven of them founders"


def test_who_was_erased_since_leaves_an_empty_row(desk: Desk) -> None:
    pack = pack_of(desk, chair=HOLDER)
    records, gone = pack.wish.talk.store, pack.signing[0].member
    records.author(2, pack.wish.talk.person, desk.now)
    records.officers.add([Officer(group=MANDIRI, member=gone.id, post=Post.CHAIR)])
    records.erasures.erase([(gone, erased(gone, TODAY, TODAY))], None)
    pack = anew(pack.wish.talk)
    papers = founding_papers(pack)
    assert [row[1] for row in tables(papers[1])[0].rows] == [None, *MEMBERS[MANDIRI][1:5]]
    assert not [paper for paper in papers if "Kartini" in str(paper.dump())]
    assert not [paper for paper in papers[:-1] if "dihapus" in str(paper.dump()).casefold()], "a blank, not a word"
    assert any("sudah dihapus" in gap for gap in say(pack))


def test_sixty_founders_are_all_listed(desk: Desk) -> None:
    pack = pack_of(desk, people=55)
    names = [one.member.name for one in pack.signing]
    assert len(names) == 60
    assert [row[1] for row in tables(founding_papers(pack)[1])[0].rows] == names
    assert [row[1] for row in tables(founding_papers(pack)[2])[0].rows] == names


def test_every_founder_is_in_both_files_be_the_name_of_eighty_letters(desk: Desk) -> None:
    """The one test that sets the whole pack."""
    records, long = desk.records, f"Raden {'mangkunegaran' * 5} surya"
    records.author(1, desk.person(SECRETARY), desk.now)
    records.members.replace(replace(records.members.of(MANDIRI)[1], name=long))
    files = handed_out(desk, YES)
    assert [file.name for file in files] == [
        "mandiri-berkas-pendirian-notaris-bu-rina-2026-11-23.pdf",
        "mandiri-berkas-pendirian-notaris-bu-rina-2026-11-23.docx",
    ]
    for words in map(words_of, files):
        assert [name for name in (long, *MEMBERS[MANDIRI][2:5], HOLDER) if name not in words] == []
        assert NIK in words
        assert MEMBERS[MANDIRI][5] not in words, "who was excused is no founder"


def words_of(file: File) -> str:
    content = asyncio.run(made(file, SEAL)).content
    if file.name.endswith("pdf"):
        document: Any = pypdfium2.PdfDocument(content)
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    else:
        body = docx.Document(BytesIO(content))
        cells = [cell.text for table in body.tables for row in table.rows for cell in row.cells]
        text = " ".join([*(one.text for one in body.paragraphs), *cells])
    return re.sub(r"\s+", " ", text.replace("\u200b\r\n", "").replace("\u200b", ""))


# -- which meeting it is


def test_another_meeting_takes_its_place_and_what_was_saved_is_taken_back(desk: Desk) -> None:
    def founded() -> list[int]:
        return [one.meeting for one in desk.records.foundings.of(MANDIRI)]

    records = desk.records
    records.author(0, desk.person(MEMBER), desk.now)
    held = records.meetings.latest(MANDIRI, 1)[0]
    first, second = held.id, records.meetings.add(replace(held, id=0, day=date(2026, 11, 22))).id
    desk.tap(SECRETARY, f"!set_founding&group={MANDIRI}&meeting={first}")
    desk.say(SECRETARY, YES)
    assert founded() == [first]
    assert (
        "Menggantikan rapat Kamis, 19 November 2026" in desk.say(SECRETARY, "kumpulan kemarin itu rapat pendirian").text
    )
    desk.say(SECRETARY, YES)
    assert founded() == [second]
    for left in ([first], []):
        assert "rapat pendirian" in desk.say(SECRETARY, "urungkan").text
        desk.say(SECRETARY, YES)
        assert founded() == left


# -- the NIK, and who gets it


def test_the_digits_stand_in_no_table_though_the_file_tells_them(desk: Desk) -> None:
    files = handed_out(desk, YES)
    assert desk.found([NIK, "1505800001"]) == set()
    assert all(NIK not in file.of and "⟦gAAAA" in file.of for file in files)


def test_a_nik_is_left_blank_where_that_is_said(desk: Desk) -> None:
    files = handed_out(desk, "tidak")
    assert all("⟦" not in file.of for file in files)
    [export] = desk.records.exports.of(MANDIRI)
    assert (export.document, export.receiver, export.niks) == ("registration_pack", "Notaris Bu Rina", 0)


def test_it_is_written_down_for_whom_they_are_and_with_how_many_nik(desk: Desk) -> None:
    handed_out(desk, YES)
    [export] = desk.records.exports.of(MANDIRI)
    assert (export.purpose, export.receiver, export.niks) == ("office", "Notaris Bu Rina", 1)
    assert "berkas pendirian untuk Notaris Bu Rina, dengan 1 NIK" in desk.say(SECRETARY, "riwayat").text


def test_who_may_keep_no_nik_gets_none(desk: Desk) -> None:
    """A facilitator helps with the founding, and reads no NIK, whatever a forged button says."""
    for said in A_NIK_OF_ONE:
        desk.say(SECRETARY, said)
    desk.tap(FACILITATOR, f"!founding_pack&group={MANDIRI}&nik=y")
    desk.say(FACILITATOR, "notaris")
    files = [file for message in desk.say(FACILITATOR, YES).messages for file in message.files]
    assert files
    assert all("⟦" not in file.of for file in files)


@pytest.mark.parametrize("who", [STRANGER, MEMBER])
def test_nobody_else_gets_them(desk: Desk, who: str) -> None:
    for said in A_NIK_OF_ONE:
        desk.say(SECRETARY, said)
    told = desk.tap(who, f"!founding_pack&group={MANDIRI}&receiver=notaris")
    assert not any(message.files for message in told.messages)
    assert desk.asked(who) is None


def test_the_parts_that_were_told_at_once_are_all_on_the_minutes(desk: Desk) -> None:
    for said in (*A_NIK_OF_ONE, "isi berita acara pendirian", ALL_OF_IT, "Bambang Hartono", YES):
        desk.say(SECRETARY, said)
    minutes = founding_papers(anew(desk.talk(SECRETARY)))[0]
    blank = [label for label, value in fields(minutes).items() if value is None]
    assert blank == ["Acara", "Sudah disetor semuanya"]


def test_everyday_decisions_of_that_meeting_are_none_of_the_founding(desk: Desk) -> None:
    pack = pack_of(desk)
    decided = ("beli pakan kambing bareng", "Pengurus koperasi dipilih lima tahun")
    pack = replace(pack, meeting=replace(pack.meeting, decisions=decided))
    minutes = founding_papers(pack)[0]
    assert decided[1] in prose(minutes)
    assert decided[0] not in prose(minutes)
    assert any(gap.startswith("Keputusan rapat itu tentang hal lain") for gap in say(pack))


def test_who_is_no_founder_is_said_before_the_papers_are_sent(desk: Desk) -> None:
    pack = pack_of(desk, people=1)
    records, foreign = pack.wish.talk.store, pack.signing[-1].member
    records.author(2, pack.wish.talk.person, desk.now)
    records.founders.add([Founder(group=MANDIRI, member=foreign.id, citizen=False, day=TODAY)])
    desk.say(SECRETARY, "berkas pendirian mandiri")
    assert "tidak ikut jadi pendiri: belum punya KTP" in desk.say(SECRETARY, "notaris Bu Rina").text


def test_every_paper_of_a_draft_says_so_and_is_signed(desk: Desk) -> None:
    papers = founding_papers(pack_of(desk))
    assert all("KONSEP" in prose(paper) for paper in papers)
    assert all(any(isinstance(part, Signatures) for part in paper.parts) for paper in papers[:-1])


def test_nobody_is_told_that_the_nik_of_somebody_else_went_out(desk: Desk) -> None:
    handed_out(desk, YES)
    group, records = desk.records.groups.get(MANDIRI), desk.records
    told = [
        " ".join(line.render("id") for line in by_whom(records, group, member))
        for member in records.members.of(MANDIRI)[:2]
    ]
    assert all("berkas pendirian untuk Notaris Bu Rina" in one for one in told)
    assert ["1 NIK" in one for one in told] == [True, False]
