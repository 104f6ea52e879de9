"""Who answers: what goes before what, and what becomes of a form while something else is said."""

from __future__ import annotations

import pytest

from tests.desk import Desk
from tests.world import MANDIRI, MEMBER_CODE, SECRETARY, STRANGER

pytest_plugins = ("tests.desk_fixtures",)
SAVE = "Simpan"


def form_of(desk: Desk, who: str = SECRETARY) -> str | None:
    """The intent of the open form."""
    opened = desk.state(who).open
    return opened.form if opened else None


def parked(desk: Desk, who: str = SECRETARY) -> str | None:
    """The intent of the form that was put aside."""
    aside = desk.state(who).parked
    return aside.form if aside else None


def answers(desk: Desk, who: str = SECRETARY) -> dict[str, object]:
    """The answers of the open form."""
    opened = desk.state(who).open
    return dict(opened.answers) if opened else {}


def names(desk: Desk) -> list[str]:
    return [member.name for member in desk.records.members.of(MANDIRI)]


# -- what goes before what


def test_a_tap_goes_before_what_its_words_might_mean(desk: Desk) -> None:
    desk.say(SECRETARY, "/daftar")
    desk.do(SECRETARY, kind="tap", tap="!next_meeting", text="Siti Aminah")
    assert form_of(desk) == "register_member"
    assert answers(desk) == {}


def test_a_command_goes_before_the_open_question(desk: Desk) -> None:
    desk.say(SECRETARY, "/daftar")
    desk.say(SECRETARY, "/catat")
    assert (form_of(desk), parked(desk)) == ("record_meeting", "register_member")


def test_a_command_is_known_in_any_capitals_and_with_the_name_of_the_bot(desk: Desk) -> None:
    for command in ("/KUMPULAN", "/kumpulan@CarikBot"):
        assert "Kumpulan JP Mandiri berikutnya" in desk.say(SECRETARY, command).text


def test_words_behind_a_command_are_its_answers(desk: Desk) -> None:
    desk.say(SECRETARY, "/daftar bu siti aminah 45 th")
    assert desk.asked(SECRETARY) == "_"
    assert {"name", "born"} <= answers(desk).keys()


def test_an_unknown_command_is_answered_with_what_can_be_said(desk: Desk) -> None:
    told = desk.say(SECRETARY, "/tidakada")
    assert "!help" in [payload for _label, payload in told.buttons]


@pytest.mark.parametrize("words", ["batal", "/batal", "wurung wae"])
def test_cancel_goes_before_an_answer_in_free_words(desk: Desk, words: str) -> None:
    desk.say(SECRETARY, "/daftar")
    told = desk.say(SECRETARY, words)
    assert form_of(desk) is None
    assert "Baik, tidak disimpan" in told.text


@pytest.mark.parametrize("words", ["kembali", "/kembali"])
def test_back_goes_before_an_answer_in_free_words(desk: Desk, words: str) -> None:
    desk.say(SECRETARY, "/kelompok")
    desk.say(SECRETARY, "JP Makmur")
    desk.say(SECRETARY, words)
    assert desk.asked(SECRETARY) == "name"


def test_cancel_and_back_where_nothing_is_open_change_nothing(desk: Desk) -> None:
    before = desk.books()
    for words in ("batal", "/batal", "kembali"):
        assert desk.say(SECRETARY, words).messages
        assert form_of(desk) is None
    assert desk.books() == before


def test_a_certain_answer_goes_before_another_meaning(desk: Desk) -> None:
    """Alone, "semua perempuan" would ask who the women are."""
    desk.say(SECRETARY, "/daftarbanyak")
    desk.say(SECRETARY, "Sarinah\nSarjono")
    assert desk.asked(SECRETARY) == "women"
    desk.say(SECRETARY, "semua perempuan")
    assert answers(desk)["women"] == [1, 2]


def test_a_certain_question_goes_before_an_answer_in_free_words(desk: Desk) -> None:
    desk.say(SECRETARY, "/daftar")
    told = desk.say(SECRETARY, "berapa anggota kita")
    assert told.messages[0].text.startswith("6 anggota")
    assert told.messages[-1].text == "Nama lengkap anggotanya siapa?"
    assert desk.asked(SECRETARY) == "name"
    assert answers(desk) == {}


def test_free_words_are_an_answer_where_they_hardly_mean_anything_else(desk: Desk) -> None:
    desk.say(SECRETARY, "/daftar")
    desk.say(SECRETARY, "Kasminah")
    assert answers(desk)["name"] == "Kasminah"


def test_words_that_are_no_answer_and_mean_nothing_are_answered_with_how_to_answer(desk: Desk) -> None:
    desk.say(SECRETARY, "/jadwal")
    told = desk.say(SECRETARY, "yang biasanya itu lho")
    assert told.text.startswith("Maaf, saya belum paham. Misalnya: tiap Kamis")
    assert desk.asked(SECRETARY) == "rhythm"


def test_one_message_fills_every_slot_it_speaks_of(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar bu siti aminah 45 th rt 5 hp 0812-3456-7890")
    assert desk.asked(SECRETARY) == "_"
    assert answers(desk).keys() >= {"name", "born", "rt", "phone"}


def test_a_correction_at_the_reading_back_changes_that_answer_only(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar bu siti aminah 45 th")
    before = answers(desk)
    told = desk.say(SECRETARY, "umurnya 54")
    assert desk.asked(SECRETARY) == "_"
    assert "1972" in told.text
    assert {**answers(desk), "born": None} == {**before, "born": None}


def test_a_code_alone_opens_joining(desk: Desk) -> None:
    desk.say(STRANGER, MEMBER_CODE)
    assert (form_of(desk, STRANGER), answers(desk, STRANGER)) == ("join", {"code": MEMBER_CODE})


def test_what_cannot_be_read_is_said_so_and_asked_again(desk: Desk) -> None:
    desk.say(SECRETARY, "/daftar")
    for kind in ("sticker", "voice", "photo", "other"):
        told = desk.do(SECRETARY, kind=kind)
        assert "Nama lengkap anggotanya siapa?" in told.text
        assert len(told.text) > len("Nama lengkap anggotanya siapa?")
    assert desk.do(SECRETARY, kind="text", text="   \n").messages
    assert answers(desk) == {}


def test_an_edited_message_changes_nothing(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar bu siti aminah 45 th")
    before = answers(desk)
    told = desk.do(SECRETARY, kind="edited", text="daftar bu siti aminah 54 th")
    assert answers(desk) == before
    assert "Siti Aminah" in told.text


def test_a_contact_is_read_as_its_number(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar bu siti aminah 45 th")
    desk.do(SECRETARY, kind="contact", contact="+6281234567890")
    assert desk.asked(SECRETARY) == "_"


# -- one form after another


def test_a_question_in_the_middle_is_answered_and_the_open_question_comes_back(desk: Desk) -> None:
    asked = desk.say(SECRETARY, "daftar bu siti aminah 45 th").messages[-1]
    told = desk.say(SECRETARY, "kapan kumpulan lagi?")
    assert "26 November 2026" in told.messages[0].text
    assert told.messages[-1].text == asked.text
    assert told.messages[-1].buttons == asked.buttons, "the buttons under the first asking still count"
    assert parked(desk) is None


def test_another_form_puts_the_open_one_aside_and_it_comes_back_afterwards(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar bu siti aminah")
    before = answers(desk)
    desk.say(SECRETARY, "kumpulan tiap jumat jam 4 sore di masjid")
    assert (form_of(desk), parked(desk)) == ("set_schedule", "register_member")
    told = desk.press(SECRETARY, SAVE)
    assert (form_of(desk), parked(desk)) == ("register_member", None)
    assert answers(desk) == before
    assert "Umur berapa" in told.messages[-1].text


def test_a_form_put_aside_comes_back_too_when_the_other_is_cancelled(desk: Desk) -> None:
    desk.say(SECRETARY, "/daftar")
    desk.say(SECRETARY, "/jadwal")
    told = desk.say(SECRETARY, "batal")
    assert form_of(desk) == "register_member"
    assert "Nama lengkap" in told.messages[-1].text


def test_one_form_is_put_aside_and_not_more(desk: Desk) -> None:
    for command in ("/daftar", "/jadwal", "/catat"):
        desk.say(SECRETARY, command)
    assert (form_of(desk), parked(desk)) == ("record_meeting", "set_schedule")
    desk.say(SECRETARY, "batal")
    desk.say(SECRETARY, "batal")
    assert (form_of(desk), parked(desk)) == (None, None)


def test_the_same_for_somebody_else_waits_until_this_one_is_saved(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar bu siti aminah 45 th")
    told = desk.say(SECRETARY, "daftar pak parmin 50 th")
    assert told.messages[0].text.startswith("Satu-satu")
    assert "Siti Aminah" in told.messages[-1].text
    told = desk.press(SECRETARY, SAVE)
    assert "Parmin" in told.messages[-1].text
    desk.press(SECRETARY, SAVE)
    assert names(desk)[-2:] == ["Siti Aminah", "Parmin"]


def test_the_same_said_again_about_the_same_person_is_a_correction(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar bu siti aminah 45 th")
    told = desk.say(SECRETARY, "daftar bu siti aminah 54 th")
    assert parked(desk) is None
    assert "1972" in told.text


def test_saving_opens_what_follows_from_it(desk: Desk) -> None:
    desk.say(SECRETARY, "kumpulan kemarin di balai rt, hadir semua kecuali Pak Darsono")
    desk.press(SECRETARY, SAVE)
    assert form_of(desk) == "record_decision"


# -- buttons of before


def test_a_second_tap_on_save_writes_nothing_more(desk: Desk) -> None:
    told = desk.say(SECRETARY, "daftar bu siti aminah 45 th")
    save = dict(told.buttons)[SAVE]
    desk.tap(SECRETARY, save)
    before = desk.books()
    told = desk.tap(SECRETARY, save)
    assert desk.books() == before
    assert told.messages


def test_save_of_an_earlier_form_does_not_save_the_later_one(desk: Desk) -> None:
    early = dict(desk.say(SECRETARY, "daftar bu siti aminah 45 th").buttons)[SAVE]
    desk.tap(SECRETARY, early)
    desk.say(SECRETARY, "daftar pak parmin 50 th")
    before = desk.books()
    told = desk.tap(SECRETARY, early)
    assert desk.books() == before
    assert told.messages[0].text == "Tombol itu sudah lewat."
    assert "Parmin" in told.messages[-1].text


def test_a_choice_of_an_earlier_form_does_not_answer_the_later_one(desk: Desk) -> None:
    desk.say(SECRETARY, "/daftar")
    early = desk.say(SECRETARY, "Kasminah").buttons
    desk.say(SECRETARY, "batal")
    desk.say(SECRETARY, "/daftar")
    desk.say(SECRETARY, "Sarjono")
    desk.tap(SECRETARY, early[0][1])
    assert "gender" not in answers(desk)


def test_save_does_nothing_while_an_answer_is_missing(desk: Desk) -> None:
    desk.say(SECRETARY, "/daftar")
    before = desk.books()
    desk.tap(SECRETARY, "r1._=yes")
    assert desk.books() == before
    assert desk.asked(SECRETARY) == "name"


def test_skip_is_taken_only_where_a_question_may_be_skipped(desk: Desk) -> None:
    desk.say(SECRETARY, "/daftar")
    desk.tap(SECRETARY, "r1.name=_skip")
    assert desk.asked(SECRETARY) == "name"


def test_a_button_of_a_question_already_answered_changes_the_answer(desk: Desk) -> None:
    desk.say(SECRETARY, "/daftar")
    buttons = dict(desk.say(SECRETARY, "Kasminah").buttons)
    desk.tap(SECRETARY, buttons["Perempuan"])
    desk.tap(SECRETARY, buttons["Laki-laki"])
    assert answers(desk)["gender"] == "male"


def test_a_button_that_opens_a_form_works_at_any_later_time(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar bu siti aminah 45 th")
    told = desk.press(SECRETARY, SAVE)
    again = dict(told.buttons)["Tambah lagi"]
    desk.say(SECRETARY, "/kumpulan")
    desk.tap(SECRETARY, again)
    desk.say(SECRETARY, "batal")
    desk.tap(SECRETARY, again)
    assert form_of(desk) == "register_member"


# -- denied


def test_what_is_denied_leaves_the_open_form_as_it_is(desk: Desk) -> None:
    """Somebody who is joining asks for something else that is not theirs: joining goes on."""
    desk.say(STRANGER, MEMBER_CODE)
    told = desk.say(STRANGER, "daftar bu siti aminah 45 th")
    assert form_of(desk, STRANGER) == "join"
    assert answers(desk, STRANGER) == {"code": MEMBER_CODE}
    assert told.messages[-1].text.startswith("Selamat datang di JP Mandiri")


@pytest.mark.parametrize("opening", ["/daftar", "!register_member", "daftar bu siti aminah 45 th"])
def test_what_is_denied_is_not_open_afterwards(desk: Desk, opening: str) -> None:
    told = desk.tap(STRANGER, opening) if opening.startswith("!") else desk.say(STRANGER, opening)
    assert told.messages
    assert form_of(desk, STRANGER) is None


def test_a_form_that_is_denied_when_it_is_done_is_over(desk: Desk) -> None:
    """Undo is open, and meanwhile somebody else builds on what would be taken back."""
    desk.say(SECRETARY, "daftar bu siti aminah 45 th")
    desk.press(SECRETARY, SAVE)
    desk.say(SECRETARY, "/jadwal")
    desk.say(SECRETARY, "/urungkan")
    records = desk.records
    records.author(99, desk.person("dwi"), desk.now)
    records.members.link(records.members.of(MANDIRI)[-1].id, desk.person("dwi"))
    told = desk.say(SECRETARY, "ya")
    assert "Siti Aminah" in names(desk)
    assert form_of(desk) == "set_schedule", "what was put aside goes on"
    assert "Kumpulannya tiap kapan" in told.messages[-1].text
