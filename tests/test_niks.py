"""The NIK: no table holds its digits, not for a moment after the turn; without a key none is kept."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files import QR, made, qr
from bot.hiding import behind, hide
from bot.messages import File, Incoming
from bot.sealing import UNSEALED, Seal, new_key, within
from jamaah.members import Member
from jamaah.nik import Hint, differs, hint
from jamaah.people import Born, Gender
from tests.desk import SEAL, Desk, first_message
from tests.world import FACILITATOR, MANDIRI, SECRETARY

pytest_plugins = ("tests.desk_fixtures",)

NIK = "3322014305810001"
TODAY = date(2026, 11, 23)
WRITTEN = (NIK, "3322 0143 0581 0001", "332201-430581-0001", "33.22.01.430581.0001")


def prepared(desk: Desk) -> None:
    desk.say(SECRETARY, "akta belum ada")
    desk.say(SECRETARY, "ya")


@pytest.mark.parametrize("written", WRITTEN)
def test_the_digits_stand_in_no_table_and_can_be_read_with_the_key(desk: Desk, written: str) -> None:
    prepared(desk)
    told = desk.say(SECRETARY, f"nik bu kartini {written}")
    assert "…0001" in told.text
    assert desk.found([NIK, written, "0143058", "43058100"]) == set()
    assert "tersimpan dan terkunci" in desk.say(SECRETARY, "ya").text.casefold()
    assert desk.found([NIK, written, "0143058", "43058100"]) == set()
    [kept] = desk.records.founders.of(MANDIRI)
    assert kept.nik is not None
    assert SEAL.open(kept.nik) == NIK


@pytest.mark.parametrize(
    "text",
    [
        f"keputusan: nik bu kartini {NIK}",
        f"daftar bu yanti 45 th nik {NIK}",
        f"Siti Munawaroh {NIK}\nSarjono {NIK}\nBudi Waluyo",
        f"usul: {NIK}",
        NIK,
        f"{NIK} {NIK}",
        f"umumkan: nik bu kartini {NIK} mohon dicek",
        f"bu kartini kerjanya {NIK}",
        f"/daftar Yanti {NIK}",
    ],
)
def test_whatever_is_said_and_saved_the_digits_are_not_kept(desk: Desk, text: str) -> None:
    for who in (SECRETARY, FACILITATOR):
        desk.say(who, text)
        for _answer in range(3):
            desk.say(who, "ya")
            desk.say(who, NIK)
    assert desk.found([NIK]) == set()


def kept(desk: Desk, nik: str = NIK) -> str:
    """The sealed number, once it was told of Bu Kartini."""
    desk.say(SECRETARY, f"nik bu kartini {nik}")
    desk.say(SECRETARY, "ya")
    [known] = desk.records.founders.of(MANDIRI)
    assert known.nik is not None
    return known.nik


def test_an_undone_nik_is_gone_also_from_the_log(desk: Desk) -> None:
    prepared(desk)
    sealed = kept(desk)
    desk.say(SECRETARY, "urungkan")
    desk.say(SECRETARY, "ya")
    assert desk.records.founders.of(MANDIRI) == []
    assert desk.found([NIK, sealed]) == set()


def test_a_nik_that_is_taken_out_or_put_right_is_nowhere_any_more(desk: Desk) -> None:
    prepared(desk)
    first = kept(desk)
    second = kept(desk, "3322014305810002")
    assert desk.found([first]) == set()
    desk.say(SECRETARY, "hapus nik bu kartini")
    desk.say(SECRETARY, "ya")
    assert desk.found([first, second]) == set()
    assert "NIK" not in desk.say(SECRETARY, "urungkan").text, "what is gone cannot be taken back"


def test_what_is_changed_beside_a_nik_is_taken_back_without_it(desk: Desk) -> None:
    prepared(desk)
    sealed = kept(desk)
    desk.say(SECRETARY, "bu kartini belum punya ktp")
    desk.say(SECRETARY, "ya")
    assert desk.records.founders.of(MANDIRI)[0].ktp is False
    desk.say(SECRETARY, "urungkan")
    desk.say(SECRETARY, "ya")
    [known] = desk.records.founders.of(MANDIRI)
    assert (known.ktp, known.nik) == (True, sealed)


def test_without_a_key_none_is_kept(desk: Desk) -> None:
    prepared(desk)
    desk.turns = replace(desk.turns, seal=UNSEALED)
    told = desk.say(SECRETARY, f"nik bu kartini {NIK}")
    assert "belum memasang kuncinya" in told.text
    assert desk.asked(SECRETARY) is None
    assert desk.found([NIK]) == set()


def test_a_turn_that_fails_keeps_no_digits_either(desk: Desk) -> None:
    records = desk.records
    [row] = records.inbox.add([first_message(SECRETARY, "x", text=f"nik {NIK}")], desk.now)
    desk.turns.apologise(records, row, ("desk", SECRETARY), desk.now)
    assert desk.found([NIK]) == set()


# -- hiding


def said(text: str) -> Incoming:
    return first_message("x", text=text)


@given(st.text(alphabet="0123456789 .-abc\n", max_size=80))
def test_what_is_hidden_is_long_and_the_rest_stays(text: str) -> None:
    message, numbers = hide(said(text))
    assert all(15 <= len(number) <= 19 for number in numbers)
    assert hide(message)[0] == message, "what stands for a number is hidden again as the same"
    if not numbers:
        assert message.text == text


@pytest.mark.parametrize(
    "text", ["081234567890", "+62 812 3456 7890", "0812-3456-7890 0813-3456-7891", "2026-11-23 19.30"]
)
def test_a_phone_or_a_date_is_not_hidden(text: str) -> None:
    assert hide(said(text)) == (said(text), ())


def test_the_digits_are_behind_what_stands_for_them() -> None:
    message, numbers = hide(said(f"bu tini {NIK}, pak darmo 3322011505800002"))
    assert NIK not in message.text
    assert behind(message.text, numbers) == (NIK, "bu tini  , pak darmo 0000000000000002")
    assert behind("0000000000000003", numbers) is None
    assert behind("tanpa angka", numbers) is None


# -- sealing


def test_only_the_key_opens_what_it_sealed() -> None:
    old, new = new_key(), new_key()
    sealed = Seal((old,)).close(NIK)
    assert NIK not in sealed
    assert sealed != Seal((old,)).close(NIK), "the same number is not seen to be the same"
    assert Seal((new, old)).open(sealed) == NIK
    assert Seal((new,)).open(sealed) is None
    assert UNSEALED.open(sealed) is None
    assert old not in repr(Seal((old,)))
    with pytest.raises(LookupError):
        UNSEALED.close(NIK)


def test_what_stands_sealed_in_a_recipe_is_opened_when_the_file_is_made() -> None:
    seal, other = Seal((new_key(),)), Seal((new_key(),))
    recipe = f"pendiri {within(seal.close(NIK))}, {within(other.close(NIK))}, ⟦bukan⟧ ⟦gAAAA⟧"
    assert NIK not in recipe
    assert seal.opened(recipe) == f"pendiri {NIK}, , ⟦bukan⟧ ⟦gAAAA⟧"
    assert asyncio.run(made(File("a", "x", QR, recipe), seal)).content == qr(seal.opened(recipe))


# -- what the digits hint at


def test_the_middle_of_a_nik_hints_at_a_birth() -> None:
    assert hint(NIK, TODAY) == Hint(date(1981, 5, 3), Gender.FEMALE)
    assert hint("3322010305080001", TODAY) == Hint(date(2008, 5, 3), Gender.MALE)
    assert hint("3322019999990001", TODAY) is None


@given(st.text(alphabet="0123456789", min_size=16, max_size=16))
def test_any_sixteen_digits_are_a_nik(nik: str) -> None:
    told = hint(nik, TODAY)
    assert told is None or told.born < TODAY


def test_the_book_may_say_otherwise() -> None:
    told = Hint(date(1981, 5, 3), Gender.FEMALE)
    member = Member(group=1, name="Kartini", gender=Gender.FEMALE, born=Born(1982, about=True), joined=TODAY)
    assert not differs(told, member)
    assert differs(told, replace(member, gender=Gender.MALE))
    assert differs(told, replace(member, born=Born(1981, 5, 4)))
    assert not differs(told, replace(member, born=None, gender=None))
