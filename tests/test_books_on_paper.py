"""Books on paper, as what they say: who is in them, what is left to the pen, what nobody may read who may not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pypdfium2
import pytest

from bot.files import made
from bot.papers.paper import Fields, Paper, Prose, Table
from handlers.on_paper import Document
from handlers.shelf import BOOKS
from jamaah.erasure import ERASED
from jamaah.exports import Purpose
from jamaah.meetings import Meeting, Presence
from jamaah.members import Departure, Member
from jamaah.officers import Officer, Post
from jamaah.people import Born, Gender
from storage.records import Records
from tests.desk import NOW, Desk, Told
from tests.walks import YES
from tests.world import (
    FACILITATOR,
    MANDIRI,
    MEMBER,
    MEMBERS,
    PHONES,
    RAHAYU,
    SECRETARY,
    SECRETARY_OF_BOTH,
    STRANGER,
    private,
)

pytest_plugins = ("tests.desk_fixtures",)

LONG = "Raden Mas Haryo Suryodiningrat Kusumobroto Wicaksono Adiningrat Notonegoro Panji"
FORMULA = '=HYPERLINK("http://x","y")'


def papers(told: Told) -> list[Paper]:
    """The papers that came with what was said."""
    [file] = told.messages[-1].files
    return [Paper.load(one) for one in json.loads(file.of)["papers"]]


def table(paper: Paper) -> Table:
    """The paper's first table."""
    return next(part for part in paper.parts if isinstance(part, Table))


def told_by(paper: Paper) -> str:
    """All that a paper says."""
    return json.dumps(paper.dump(), ensure_ascii=False)


def by_name(paper: Paper, name: str) -> dict[str, object]:
    """The row of somebody, by the headings."""
    found = next(row for row in table(paper).rows if name in row)
    return dict(zip((column.title for column in table(paper).columns), found, strict=True))


def written(desk: Desk) -> Records:
    """The records, to be written in."""
    records = desk.records
    records.author(0, desk.person(SECRETARY), NOW)
    return records


def the(desk: Desk, number: int) -> Member:
    return desk.records.members.of(MANDIRI)[number]


# -- what stands in them


def test_the_members_book_has_who_left_too_and_the_day_of_birth_as_a_day(desk: Desk) -> None:
    first, second, third = (the(desk, number) for number in range(3))
    written(desk).members.replace(replace(first, born=Born(1981, 3, 4), occupation=FORMULA))
    written(desk).members.replace(replace(second, born=Born(1975, about=True)))
    written(desk).members.replace(replace(third, left=date(2026, 11, 2), departure=Departure.MOVED))
    [paper] = papers(desk.say(SECRETARY, "cetak buku anggota"))
    assert [row[1] for row in table(paper).rows] == list(MEMBERS[MANDIRI])
    row = by_name(paper, first.name)
    assert (row["Tempat, tanggal lahir"], row["Pekerjaan"], row["L/P"]) == (date(1981, 3, 4), FORMULA, "P")
    assert (row["Tanggal masuk"], row["Tanda tangan"], row["Tanggal berhenti"]) == (None, None, None)
    assert by_name(paper, second.name)["Tempat, tanggal lahir"] == "sekitar 1975"
    gone = by_name(paper, third.name)
    assert (gone["Tanggal berhenti"], gone["Sebab"]) == (date(2026, 11, 2), "pindah")
    assert ("Kelompok", "JP Mandiri") in paper.about
    assert paper.printed == "Dicetak Senin, 23 November 2026"
    assert paper.page == "Halaman {page} dari {pages}"
    assert PHONES[MANDIRI] not in told_by(paper)


def test_a_day_of_joining_stands_there_only_of_who_came_to_a_book_that_was_begun(desk: Desk) -> None:
    records = written(desk)
    first = records.members.of(MANDIRI)[0]
    records.members.replace(replace(first, joined=date(2025, 11, 15)))  # An older meeting, which they were at.
    records.members.add([replace(first, id=0, name="Warsini", person=None, joined=date(2026, 11, 20))])
    [paper] = papers(desk.say(SECRETARY, "cetak buku anggota"))
    assert {by_name(paper, name)["Tanggal masuk"] for name in MEMBERS[MANDIRI]} == {None}
    assert by_name(paper, "Warsini")["Tanggal masuk"] == date(2026, 11, 20)


def test_the_head_tells_all_that_is_known_of_where_the_group_is(desk: Desk) -> None:
    group = desk.records.groups.get(MANDIRI)
    written(desk).groups.replace(replace(group, rw="2", region="Kec. Getasan, Kab. Semarang"))
    [paper] = papers(desk.say(SECRETARY, "cetak buku anggota"))
    assert dict(paper.about)["Desa"] == f"{group.village}, RT {group.rt}, RW 2, Kec. Getasan, Kab. Semarang"


def test_namesakes_are_told_apart_on_every_list(desk: Desk) -> None:
    records = written(desk)
    for member, called in zip(records.members.of(MANDIRI)[:2], ("Budi Lor", "Budi Kidul"), strict=True):
        records.members.replace(replace(member, name="Budi Santoso", called=called))
    for asked in ("cetak buku anggota", "minta daftar hadir kosong", "daftar hadir tgl 19 pdf", "rekap kehadiran pdf"):
        [paper] = papers(desk.say(SECRETARY, asked))
        assert [row[1] for row in table(paper).rows][:2] == ["Budi Santoso (Lor)", "Budi Santoso (Kidul)"], asked


def test_a_nik_stands_there_only_when_it_is_asked_for_and_only_its_end(desk: Desk) -> None:
    for text in ("akta belum ada", YES, "nik wagiman 3322011505800001", YES):
        desk.say(SECRETARY, text)
    assert "0001" not in told_by(papers(desk.say(SECRETARY, "cetak buku anggota"))[0])
    [paper] = papers(desk.say(SECRETARY, "cetak buku anggota dengan nik"))
    assert by_name(paper, "Wagiman")["NIK"] == "…0001"
    assert "NIK" not in told_by(papers(desk.say(FACILITATOR, "cetak buku anggota dengan nik"))[0])


def test_a_list_to_sign_is_of_the_next_meeting_and_of_who_is_a_member_then(desk: Desk) -> None:
    written(desk).members.replace(replace(the(desk, 0), left=date(2026, 11, 20), departure=Departure.DIED))
    [paper] = papers(desk.say(SECRETARY, "minta daftar hadir kosong"))
    fields = next(part for part in paper.parts if isinstance(part, Fields))
    assert fields.rows[:2] == (("Hari, tanggal", "Kamis, 26 November 2026"), ("Jam", "19.30"))
    assert [row[1] for row in table(paper).rows] == [*MEMBERS[MANDIRI][1:], None, None]
    [other] = papers(desk.say(SECRETARY, "minta daftar hadir buat rapat tanggal 12 desember"))
    assert next(part for part in other.parts if isinstance(part, Fields)).rows[:2] == (
        ("Hari, tanggal", "Sabtu, 12 Desember 2026"),
        ("Jam", None),
    )


def test_the_list_of_a_meeting_says_how_each_took_part(desk: Desk) -> None:
    [paper] = papers(desk.say(SECRETARY, "daftar hadir tgl 19 pdf"))
    assert [row[4] for row in table(paper).rows] == ["H", "H", "H", "H", "H", "I"]
    assert "5 dari 6 anggota hadir" in dict(paper.about)["Kumpulan"]


def test_minutes_name_nobody_who_was_not_there_and_leave_to_the_pen_what_is_not_known(desk: Desk) -> None:
    for who in (SECRETARY, FACILITATOR, MEMBER):
        [paper] = papers(desk.say(who, "minta file notulen"))
        rows = dict(next(part for part in paper.parts if isinstance(part, Fields)).rows)
        assert (rows["Jumlah anggota"], rows["Jumlah hadir"], rows["Jenis rapat"]) == ("6", "5", None)
        assert (rows["Pimpinan rapat"], rows["Rincian"]) == (None, "izin 1")
        assert next(part for part in paper.parts if isinstance(part, Prose)).paragraphs == ("tuku pakan lele",)
        assert not [name for name in MEMBERS[MANDIRI] if name in told_by(paper)]


def test_minutes_without_a_decision_have_lines_to_write_on_and_tell_all_who_came_or_not_in_numbers(desk: Desk) -> None:
    ids = [member.id for member in desk.records.members.of(MANDIRI)]
    took = (Presence.PRESENT, Presence.LATE, Presence.EXCUSED, Presence.SICK, Presence.REPRESENTED)
    attendance = dict(zip(ids, took, strict=False))
    written(desk).meetings.add(Meeting(group=MANDIRI, day=date(2026, 11, 22), attendance=attendance))
    [paper] = papers(desk.say(SECRETARY, "minta file notulen"))
    rows = dict(next(part for part in paper.parts if isinstance(part, Fields)).rows)
    assert rows["Rincian"] == "telat 1, izin 1, sakit 1, diwakili 1, belum tercatat 1"
    assert rows["Jumlah hadir"] == "2"
    assert next(part for part in paper.parts if isinstance(part, Prose)).paragraphs == (None,) * 7


def test_minutes_of_a_span_are_a_row_each_in_a_spreadsheet(desk: Desk) -> None:
    written(desk).meetings.add(Meeting(group=MANDIRI, day=date(2026, 11, 12), decisions=("a", "b")))
    [paper] = papers(desk.say(SECRETARY, "notulen tahun ini excel"))
    assert [row[1] for row in table(paper).rows] == [date(2026, 11, 12), date(2026, 11, 19)]
    assert table(paper).rows[0][-2] == "a; b"
    [printed] = papers(desk.say(SECRETARY, "notulen tahun ini pdf"))
    titles = [part.title for part in printed.parts if isinstance(part, Fields)]
    assert titles == ["1. Kamis, 12 November 2026", "2. Kamis, 19 November 2026"]
    labels = [[label for label, _told in part.rows] for part in printed.parts if isinstance(part, Fields)]
    assert [of_one[:2] for of_one in labels] == [["Jam", "Tempat"]] * 2


def test_a_recap_is_counted_across_and_down_and_a_member_sees_their_own_row(desk: Desk) -> None:
    ids = [member.id for member in desk.records.members.of(MANDIRI)]
    sick = {ids[0]: Presence.SICK, ids[1]: Presence.LATE, ids[2]: Presence.REPRESENTED, ids[3]: Presence.ABSENT}
    written(desk).meetings.add(Meeting(group=MANDIRI, day=date(2026, 11, 12), attendance=sick))
    [paper] = papers(desk.say(SECRETARY, "rekap kehadiran pdf"))
    assert [column.title for column in table(paper).columns][3:5] == ["12/11", "19/11"]
    assert table(paper).rows[0][3:] == ("S", "H", 1, 0, 1, 0, 0)
    assert [row[3] for row in table(paper).rows] == ["S", "H", "W", "A", None, None]
    assert tuple(table(paper).total) == (None, "Jumlah hadir", None, "1", "5", 6, 1, 1, 1, 1)
    [own] = papers(desk.say(MEMBER, "rekap kehadiran pdf"))
    assert [row[1] for row in table(own).rows] == ["Kartini Lestari"]
    assert not [name for name in MEMBERS[MANDIRI][1:] if name in told_by(own)]


def test_a_number_without_names_is_in_no_sum_of_a_recap_and_told_below(desk: Desk) -> None:
    ids = [member.id for member in desk.records.members.of(MANDIRI)]
    counted = Meeting(group=MANDIRI, day=date(2026, 11, 5), present_count=4)
    partly = Meeting(group=MANDIRI, day=date(2026, 11, 12), present_count=3, attendance={ids[0]: Presence.PRESENT})
    written(desk).meetings.add(counted)
    written(desk).meetings.add(partly)
    [paper] = papers(desk.say(SECRETARY, "rekap kehadiran pdf"))
    assert tuple(table(paper).total)[3:7] == (None, "1", "5", 6)
    [notes] = [part.paragraphs for part in paper.parts if isinstance(part, Prose)]
    assert notes[1:] == (
        "5 November 2026: hadir 4 orang, tidak tercatat namanya.",
        "12 November 2026: hadir 3 orang, tercatat namanya 1.",
    )


def test_many_meetings_go_onto_several_tables_but_for_a_spreadsheet(desk: Desk) -> None:
    for day in range(1, 19):
        written(desk).meetings.add(Meeting(group=MANDIRI, day=date(2026, 10, day), present_count=4))
    [paper] = papers(desk.say(SECRETARY, "rekap kehadiran pdf"))
    tables = [part for part in paper.parts if isinstance(part, Table)]
    assert [len(one.columns) for one in tables] == [18, 12]
    [sheet] = papers(desk.say(SECRETARY, "rekap kehadiran excel"))
    assert [len(part.columns) for part in sheet.parts if isinstance(part, Table)] == [27]


def test_the_officers_the_ideas_and_the_changes_are_books_too(desk: Desk) -> None:
    post = Officer(group=MANDIRI, member=the(desk, 1).id, post=Post.CHAIR, since=date(2024, 1, 1))
    written(desk).officers.add([post])
    [officers] = papers(desk.say(SECRETARY, "cetak daftar pengurus"))
    assert by_name(officers, "Darsono")["Tanggal diangkat"] == date(2024, 1, 1)
    [ideas] = papers(desk.say(MEMBER, "buku usulan pdf"))
    assert [(row[0], row[1], row[3]) for row in table(ideas).rows] == [
        (1, date(2026, 11, 19), "mesin obras"),
        (2, date(2026, 11, 19), "kolam gurami"),
    ]
    desk.say(SECRETARY, "umur wagiman 50")
    desk.say(SECRETARY, YES)
    [changes] = papers(desk.say(SECRETARY, "cetak riwayat perubahan"))
    assert table(changes).rows[-1][3] == "Bu Sri"
    assert "Wagiman" in str(table(changes).rows[-1][4])
    assert all(str(row[4])[:1].isupper() for row in table(changes).rows)


# -- bad input


def test_of_an_empty_book_it_is_said_so(desk: Desk) -> None:
    for member in desk.records.members.of(RAHAYU):
        written(desk).members.replace(replace(member, left=date(2026, 11, 20)))
    told = desk.say(SECRETARY_OF_BOTH, "daftar hadir kosong kelompok rahayu")
    assert not told.messages[-1].files
    assert "Belum ada anggota" in told.text


def test_where_no_meeting_is_recorded_it_is_said_so(desk: Desk) -> None:
    for text in ("rekap kehadiran bulan oktober pdf", "notulen bulan oktober pdf"):
        told = desk.say(SECRETARY, text)
        assert not told.messages[-1].files
        assert "Belum ada kumpulan" in told.text


def test_a_file_is_called_by_group_book_and_day_whatever_the_group_is_called(desk: Desk) -> None:
    group = desk.records.groups.get(MANDIRI)
    for name, file in (
        ("Mandiri", "mandiri-buku-anggota-2026-11-23.pdf"),
        ('Maju/Jaya "Baru" ..\\x', "maju-jaya-baru-x-buku-anggota-2026-11-23.pdf"),
        ("A" * 60, f"{'a' * 20}-buku-anggota-2026-11-23.pdf"),
        ("Sido Makmur Rejeki Barokah", "sido-makmur-rejeki-buku-anggota-2026-11-23.pdf"),
        ("ꦩꦗꦸ", "carik-buku-anggota-2026-11-23.pdf"),
    ):
        written(desk).groups.replace(replace(group, name=name))
        [made_file] = desk.tap(SECRETARY, "!export&book=members").messages[-1].files
        assert made_file.name == file


def test_a_file_has_the_day_of_what_it_is_of(desk: Desk) -> None:
    for text, name in (
        ("notulen tgl 19 pdf", "mandiri-notulen-2026-11-19.pdf"),
        ("daftar hadir kosong", "mandiri-daftar-hadir-kosong-2026-11-26.pdf"),
        ("rekap kehadiran bulan ini excel", "mandiri-rekap-kehadiran-2026-11-01-2026-11-23.xlsx"),
    ):
        assert desk.say(SECRETARY, text).messages[-1].files[0].name == name


def test_who_takes_a_paper_with_names_along_is_told_of_once_a_day_to_those_in_it(desk: Desk) -> None:
    for text in ("cetak buku anggota", "cetak buku anggota excel", "cetak notulen", "rekap kehadiran pdf"):
        desk.say(FACILITATOR, text)
    desk.say(MEMBER, "rekap kehadiran pdf")
    taken = [(one.document, one.purpose) for one in desk.records.exports.of(MANDIRI)]
    assert taken == [("members", Purpose.FACILITATOR), ("recap", Purpose.FACILITATOR)]
    assert "Dibawa sebagai berkas: Bu Nurul, 23 November 2026 (buku anggota)" in desk.say(MEMBER, "data saya").text


def test_who_was_erased_meanwhile_stands_there_without_a_name(desk: Desk) -> None:
    desk.tap(SECRETARY, f"!erase_member&group={MANDIRI}&whom={the(desk, 5).id}")
    desk.say(SECRETARY, YES)
    for text in ("cetak buku anggota", "rekap kehadiran pdf", "daftar hadir tgl 19 pdf"):
        [paper] = papers(desk.say(SECRETARY, text))
        assert "Wagiman" not in told_by(paper)
        assert by_name(paper, ERASED)
        if text == "cetak buku anggota":
            [*told, left, _why] = by_name(paper, ERASED).values()
            assert set(told[2:]) == {None} and left is not None
    assert ERASED not in told_by(papers(desk.say(SECRETARY, "daftar hadir kosong"))[0])


async def text_of(told: Told) -> str:
    """What can be read in the PDF that came with what was said, without its white space."""
    [file] = told.messages[-1].files
    document = pypdfium2.PdfDocument((await made(file)).content)
    pages = [page.get_textpage().get_text_range() for page in document]
    return "".join("".join(pages).split())


@pytest.mark.parametrize("document", [Document.MEMBERS, Document.BLANK, Document.ATTENDANCE, Document.RECAP])
async def test_every_member_can_be_read_in_the_file(desk: Desk, document: Document) -> None:
    names = [f"{LONG[:77]} {number}" for number in range(54)]
    new = [Member(group=MANDIRI, name=name, gender=Gender.FEMALE, joined=date(2026, 1, 5)) for name in names]
    written(desk).members.add(new)
    read = await text_of(desk.tap(SECRETARY, f"!export&book={document}&meeting=1"))
    assert not [name for name in (*names, *MEMBERS[MANDIRI]) if "".join(name.split()) not in read]


@pytest.mark.parametrize("document", [Document.MINUTES, Document.OFFICERS, Document.IDEAS, Document.HISTORY])
async def test_every_other_book_can_be_read_too(desk: Desk, document: Document) -> None:
    read = await text_of(desk.tap(SECRETARY, f"!export&book={document}"))
    assert "JPMandiri" in read


async def test_in_a_spreadsheet_days_are_days_and_a_formula_is_words(desk: Desk) -> None:
    written(desk).members.replace(replace(the(desk, 0), born=Born(1981, 3, 4), occupation=FORMULA))
    [file] = desk.say(SECRETARY, "buku anggota excel").messages[-1].files
    sheet = openpyxl.load_workbook(BytesIO((await made(file)).content)).active
    assert sheet is not None
    row = next(row for row in sheet.iter_rows(values_only=True) if "Kartini Lestari" in row)
    assert datetime(1981, 3, 4) in row
    assert FORMULA in row


@pytest.mark.parametrize("document", BOOKS)
def test_nothing_of_another_group_is_on_any_paper(desk: Desk, document: Document) -> None:
    for who in (SECRETARY, FACILITATOR, MEMBER):
        for opening in (f"!export&book={document}", f"!export&book={document}&meeting=2"):
            with desk.branch():
                told = desk.tap(who, opening)
                for message in told.messages:
                    for file in message.files:
                        assert not [word for word in private(RAHAYU) if word in file.of]
                        assert PHONES[MANDIRI] not in file.of


# -- for somebody outside


def outside(desk: Desk, text: str, *more: str) -> Told:
    """What comes when a list for somebody outside is asked for, and agreed to."""
    for words in (text, "pendataan", *more):
        desk.say(SECRETARY, words)
    return desk.say(SECRETARY, YES)


def test_a_list_for_outside_has_names_and_rt_alone_with_for_whom_and_what_for(desk: Desk) -> None:
    [paper] = papers(outside(desk, "daftar anggota untuk dinas pertanian"))
    assert [column.title for column in table(paper).columns] == ["No", "Nama", "L/P", "Alamat (RT)"]
    assert [row[1] for row in table(paper).rows] == list(MEMBERS[MANDIRI])
    assert paper.notice.startswith("Untuk: Dinas Pertanian. Keperluan: pendataan. Diserahkan oleh Bu Sri, Senin, 23")
    [export] = desk.records.exports.of(MANDIRI)
    assert (export.document, export.receiver, export.reason) == ("outside", "Dinas Pertanian", "pendataan")
    assert (export.columns, export.person) == ((), desk.person(SECRETARY))


def test_more_stands_there_only_when_it_is_asked_for_and_that_is_logged_too(desk: Desk) -> None:
    [paper] = papers(outside(desk, "daftar anggota buat kelurahan sama nomor hp", "tambah umur", "tanpa umur"))
    assert by_name(paper, "Kartini Lestari")["Nomor HP"] == PHONES[MANDIRI]
    assert [export.columns for export in desk.records.exports.of(MANDIRI)] == [("phone",)]
    assert "nomor HP" in desk.say(SECRETARY, "riwayat").text
    assert "untuk Kelurahan, pendataan, dengan nomor HP" in desk.say(MEMBER, "data saya").text


@pytest.mark.parametrize("who", [STRANGER, MEMBER, FACILITATOR])
def test_nobody_else_gets_a_list_for_outside(desk: Desk, who: str) -> None:
    for opening in ("!export_outside&group=1&receiver=x&reason=y", "!export&group=1&book=outside"):
        assert not [message for message in desk.tap(who, opening).messages if message.files]
        assert desk.asked(who) is None
    assert desk.records.exports.of(MANDIRI) == []


def test_that_it_was_handed_out_is_not_taken_back(desk: Desk) -> None:
    outside(desk, "daftar anggota untuk dinas")
    desk.say(SECRETARY, "urungkan")
    desk.say(SECRETARY, YES)
    assert len(desk.records.exports.of(MANDIRI)) == 1


def test_who_is_erased_is_erased_from_whom_it_was_for_too(desk: Desk) -> None:
    outside(desk, "daftar anggota untuk kantor desa pak wagiman")
    desk.tap(SECRETARY, f"!erase_member&group={MANDIRI}&whom={the(desk, 5).id}")
    desk.say(SECRETARY, YES)
    assert "Wagiman" not in str(desk.records.exports.of(MANDIRI))


@pytest.mark.parametrize("asked", ["minta daftar hadir kosong", "daftar hadir tgl 19 pdf", "rekap kehadiran pdf"])
async def test_a_list_of_twenty_four_is_one_sheet_with_its_signatures(desk: Desk, asked: str) -> None:
    first = the(desk, 0)
    more = [replace(first, id=0, name=f"Warga {number}", person=None, rt="3") for number in range(18)]
    written(desk).members.add(more)
    group = desk.records.groups.get(MANDIRI)
    written(desk).groups.replace(replace(group, rw="2", region="Kec. Getasan, Kab. Semarang"))
    [file] = desk.say(SECRETARY, asked).messages[-1].files
    document = pypdfium2.PdfDocument((await made(file)).content)
    assert len(document) == 1
    said = document[0].get_textpage().get_text_bounded()
    document.close()
    assert all(word in said for word in ("Warga 17", "Jumlah hadir", "Ketua", "Sekretaris"))


def test_a_file_knows_in_which_language_it_would_be_said_that_it_cannot_be_made(desk: Desk) -> None:
    written(desk)
    desk.say(SECRETARY, "english please")
    [file] = [file for message in desk.say(SECRETARY, "cetak buku anggota").messages for file in message.files]
    assert file.language == "en"
