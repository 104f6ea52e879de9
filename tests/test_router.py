"""Who answers: what goes before what, and what becomes of a form while something else is said."""

from __future__ import annotations

import pytest

from bot.session import LONG
from bot.state import Open
from tests.desk import Desk, reader
from tests.world import MANDIRI, MEMBER, MEMBER_CODE, SECRETARY, STRANGER

pytest_plugins = ("tests.desk_fixtures",)
SAVE = "Simpan"


def form_of(desk: Desk, who: str = SECRETARY) -> str | None:
    """The intent of the open form."""
    opened = desk.state(who).open
    return opened.form if opened else None


def parked(desk: Desk, who: str = SECRETARY) -> str | None:
    """The intent of the form that was put aside last."""
    aside = desk.state(who).parked
    return aside[0].form if aside else None


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
    assert answers(desk)["women"] == {"1": "female", "2": "female"}


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


@pytest.mark.parametrize("kind", ["photo", "voice", "other"])
def test_words_written_with_a_picture_are_read_as_if_they_had_come_alone(desk: Desk, kind: str) -> None:
    told = desk.do(SECRETARY, kind=kind, text="daftar bu siti aminah 45 th")
    assert told.messages[0].text.startswith("Gambar dan suara belum bisa saya baca")
    assert desk.asked(SECRETARY) == "_"


def test_a_contact_is_read_as_its_number(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar bu siti aminah 45 th")
    desk.do(SECRETARY, kind="contact", contact="+6281234567890")
    assert desk.asked(SECRETARY) == "_"


def test_a_contact_tells_whose_number_it_is(desk: Desk) -> None:
    told = desk.do(SECRETARY, kind="contact", contact="+6281298765432", text="Wagiman")
    assert "Pak Wagiman: HP +6281298765432" in told.text
    assert desk.asked(SECRETARY) == "_"


def test_a_contact_where_a_name_is_asked_tells_the_name_too(desk: Desk) -> None:
    desk.say(SECRETARY, "daftarkan anggota")
    desk.do(SECRETARY, kind="contact", contact="+6281298765432", text="Pak Joko Susilo")
    told = desk.say(SECRETARY, "lewati")
    assert "Joko Susilo" in told.text
    assert "+6281298765432" in told.text


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


def test_of_the_forms_in_which_nothing_was_answered_one_is_put_aside(desk: Desk) -> None:
    for command in ("/daftar", "/jadwal", "/catat"):
        desk.say(SECRETARY, command)
    assert (form_of(desk), parked(desk)) == ("record_meeting", "set_schedule")
    desk.say(SECRETARY, "batal")
    desk.say(SECRETARY, "batal")
    assert (form_of(desk), parked(desk)) == (None, None)


def test_a_form_without_an_answer_is_not_put_aside_for_the_same_form(desk: Desk) -> None:
    for _time in range(3):
        desk.say(SECRETARY, "/daftar")
    assert (form_of(desk), parked(desk)) == ("register_member", None)


def test_what_was_answered_is_kept_however_many_forms_come(desk: Desk) -> None:
    for words in ("daftar siti aminah", "kumpulan tiap jumat jam 4 sore", "/catat", "/undang", "/kelompok"):
        desk.say(SECRETARY, words)
    for intent in ("set_schedule", "register_member"):
        for _turn in range(3):
            if form_of(desk) != intent:
                desk.say(SECRETARY, "batal")
        assert form_of(desk) == intent
        assert answers(desk)


def test_when_much_waits_the_next_is_not_begun_and_nothing_is_lost(desk: Desk) -> None:
    women = ["Siti", "Sarinah", "Painem", "Lasmi", "Warni", "Ginah", "Sarti", "Yatmi", "Rubi", "Parsi", "Wagi", "Tumi"]
    told = [desk.say(SECRETARY, f"daftar bu {name} 45 th") for name in women]
    assert told[-1].messages[0].text.startswith("Sudah banyak yang menunggu")
    assert told[-1].messages[-1].text.startswith("Siti, perempuan")
    for name in women[1:10]:
        assert name in desk.press(SECRETARY, SAVE).messages[-1].text


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


def test_buttons_of_a_form_that_is_gone_since_are_answered_and_the_talk_goes_on(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar siti aminah")
    open_a_form_of_an_earlier_release(desk)
    for payload in ("!gone", "!gone&name=x", "?gone", "r7.name=x", "r7._=yes", "r7._=cancel"):
        with desk.branch():
            told = desk.tap(SECRETARY, payload)
            assert told.messages, payload
            assert form_of(desk) in (None, "gone"), payload
    for words in ("siti", "ya", "batal", "/daftar", "berapa anggota kita?", "kembali"):
        with desk.branch():
            assert desk.say(SECRETARY, words).messages, words


def test_what_was_put_aside_comes_back_though_a_form_beside_it_is_gone_since(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar siti aminah")
    desk.say(SECRETARY, "/jadwal")
    open_a_form_of_an_earlier_release(desk, aside=True)
    desk.say(SECRETARY, "batal")
    assert form_of(desk) == "register_member"


def open_a_form_of_an_earlier_release(desk: Desk, *, aside: bool = False) -> None:
    """As if a form that no release knows any more had been opened before."""
    state, account = desk.state(SECRETARY), desk.talk(SECRETARY).account
    gone = Open("gone", {"name": "x"}, 7)
    state.parked = [*([gone] if aside else []), *state.parked]
    state.open = state.open if aside else gone
    found = desk.records.talks.resume(account.id)
    assert found is not None and desk.records.talks.save(account, found[1], state.dump())


@pytest.mark.parametrize("hours", [1, 20, 24 * 40])
def test_a_button_of_an_open_form_still_answers_it_after_any_time(desk: Desk, hours: int) -> None:
    desk.say(SECRETARY, "daftar siti aminah")
    desk.now += hours * 3_600
    desk.press(SECRETARY, "Perempuan")
    assert answers(desk)["gender"] == "female"


def test_a_button_that_opens_a_form_works_at_any_later_time(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar bu siti aminah 45 th")
    told = desk.press(SECRETARY, SAVE)
    again = dict(told.buttons)["Tambah lagi"]
    desk.say(SECRETARY, "/kumpulan")
    desk.tap(SECRETARY, again)
    desk.say(SECRETARY, "batal")
    desk.tap(SECRETARY, again)
    assert form_of(desk) == "register_member"


# -- long after the question


def test_words_long_after_a_question_are_its_answer_only_if_that_is_said(desk: Desk) -> None:
    desk.say(SECRETARY, "/daftar")
    desk.now += LONG
    told = desk.say(SECRETARY, "Kasminah")
    assert told.labels == ["Ya", "Tidak"]
    assert answers(desk) == {}
    for yes in ("ya", "nggih", None):
        with desk.branch():
            assert desk.press(SECRETARY, "Ya") if yes is None else desk.say(SECRETARY, yes)
            assert answers(desk)["name"] == "Kasminah"
    for no in ("bukan", None):
        with desk.branch():
            told = desk.press(SECRETARY, "Tidak") if no is None else desk.say(SECRETARY, no)
            assert told.text == "Nama lengkap anggotanya siapa?"
            assert answers(desk) == {}
    desk.say(SECRETARY, "Sarinah")
    assert answers(desk)["name"] == "Sarinah", "the question is in mind again"
    told = desk.press(SECRETARY, "Ya")
    assert answers(desk)["name"] == "Sarinah", "the button of before answers nothing more"


def test_a_certain_answer_is_taken_however_late_it_comes(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar bu kasminah")
    desk.now += 10 * LONG
    desk.say(SECRETARY, "45")
    assert desk.asked(SECRETARY) == "_"


def test_long_after_a_question_a_possible_other_meaning_goes_before_it(desk: Desk) -> None:
    half_sure = ("rapat di rumah bu tini", "rapat di rumah bu tini sepi", "rapat di rumah bu tini beli pakan")
    heard = {words: reader().understand(words, desk.talk(SECRETARY).local) for words in half_sure}
    possible = (words for words, one in heard.items() if 0.5 <= one.confidence < 0.8 and one.intent == "record_meeting")
    words = next(possible)
    desk.say(SECRETARY, "/daftar")
    with desk.branch():
        desk.say(SECRETARY, words)
        assert form_of(desk) == "register_member"
    desk.now += LONG
    desk.say(SECRETARY, words)
    assert (form_of(desk), parked(desk)) == ("record_meeting", "register_member")


# -- edited

FIRST = {"text": "daftar bu siti aminah 45 th", "message": "m1"}
SECOND = {"kind": "edited", "text": "daftar bu siti aminah 54 th", "message": "m1"}


def test_an_edit_of_the_last_message_is_heard_as_if_the_first_had_not_been_said(desk: Desk) -> None:
    desk.say(SECRETARY, "/jadwal")
    desk.do(SECRETARY, **FIRST)
    for _time in range(2):
        told = desk.do(SECRETARY, **SECOND)
        assert len(told.messages) == 1
        assert "1972" in told.text
        assert [each.form for each in desk.state(SECRETARY).parked] == ["set_schedule"]


def test_an_edit_of_what_was_saved_changes_nothing_and_says_how_to_change_it(desk: Desk) -> None:
    desk.do(SECRETARY, **FIRST)
    desk.do(SECRETARY, text="ya", message="m2")
    before = desk.books()
    told = desk.do(SECRETARY, kind="edited", text="tidak", message="m2")
    assert "urungkan" in told.text
    assert desk.books() == before


@pytest.mark.parametrize("edited", ["m1", "", "m99"])
def test_an_edit_of_an_earlier_message_changes_nothing(desk: Desk, edited: str) -> None:
    desk.do(SECRETARY, **FIRST)
    desk.do(SECRETARY, text="umurnya 50", message="m2")
    before = answers(desk)
    told = desk.do(SECRETARY, **{**SECOND, "message": edited})
    assert told.text.startswith("Saya pegang tulisan yang pertama")
    assert "Siti Aminah" in told.text
    assert answers(desk) == before


def test_after_a_tap_the_message_before_it_cannot_be_edited_any_more(desk: Desk) -> None:
    desk.do(SECRETARY, text="/daftar", message="m1")
    desk.do(SECRETARY, text="Kasminah", message="m2")
    desk.press(SECRETARY, "Perempuan")
    desk.do(SECRETARY, kind="edited", text="Sarinah", message="m2")
    assert answers(desk)["name"] == "Kasminah"


def test_an_edit_without_words_is_not_answered(desk: Desk) -> None:
    """Somebody's position on a map is edited all the time."""
    desk.do(SECRETARY, **FIRST)
    assert not desk.do(SECRETARY, kind="edited", message="m0").messages


def test_a_wrong_guess_stays_one_when_it_is_edited(desk: Desk) -> None:
    desk.do(STRANGER, text="ABCD-2345", message="m1")
    guesses = len(desk.state(STRANGER).memory["guesses"])
    desk.do(STRANGER, kind="edited", text="ABCD-2346", message="m1")
    assert len(desk.state(STRANGER).memory["guesses"]) == guesses + 1


# -- not understood

UNCLEAR = "siti aminah mlebu"


def test_who_was_not_understood_is_offered_what_is_likely_and_theirs_to_do(desk: Desk) -> None:
    told = desk.say(SECRETARY, UNCLEAR)
    assert 2 <= len(told.labels) <= 4
    assert "Daftarkan anggota" in told.labels
    for who in (MEMBER, STRANGER):
        with desk.branch():
            assert "?register_member" not in [payload for _label, payload in desk.say(who, UNCLEAR).buttons]


def test_what_was_not_understood_is_taken_along_by_the_tap(desk: Desk) -> None:
    desk.say(SECRETARY, UNCLEAR)
    desk.press(SECRETARY, "Daftarkan anggota")
    assert answers(desk)["name"] == "Siti Aminah"
    desk.say(SECRETARY, "batal")
    desk.press(SECRETARY, "Daftarkan anggota")
    assert answers(desk) == {}, "the words of long ago are not"


def test_what_is_likely_is_offered_to_nobody_who_may_not_do_it_by_a_forged_button(desk: Desk) -> None:
    for payload in ("?register_member", "?", "?out_of_scope", "?x&y=z"):
        with desk.branch():
            before = desk.books()
            assert desk.tap(STRANGER, payload).messages
            assert form_of(desk, STRANGER) is None
            assert desk.books() == before


# -- denied


def test_what_is_denied_leaves_the_open_form_as_it_is(desk: Desk) -> None:
    """Somebody who is joining asks for what only members may: the open question comes again, no welcome."""
    desk.say(STRANGER, MEMBER_CODE)
    told = desk.say(STRANGER, "daftar bu siti aminah 45 th")
    assert form_of(desk, STRANGER) == "join"
    assert answers(desk, STRANGER) == {"code": MEMBER_CODE}
    assert [message.text.splitlines()[-1] for message in told.messages] == [
        "Selamat datang di JP Mandiri. Nama lengkapnya siapa?"
    ]


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
