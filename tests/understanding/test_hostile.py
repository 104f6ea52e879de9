"""Whatever is typed, the reader answers, and soon."""

from __future__ import annotations

import json
from datetime import datetime
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.understanding import Reader
from bot.understanding.answers import after_yes, is_skip, yes_no
from bot.understanding.examples import INTENTS
from bot.understanding.numbers import find_number, numbers_in
from tests.share import FULL
from tests.understanding.conftest import WIB
from tests.understanding.fuzz import READINGS, run, texts
from tests.understanding.hostile import KINDS

NOW = datetime(2026, 11, 23, 10, tzinfo=WIB)
READER = Reader.load()
SPOKEN = (
    "kumpulan kemarin bu Tini pak darmo izin hadir semua kecuali 31 februari tgl jam setengah 8 malam jumat kliwon "
    "rt 3 umur 45 th 081234567890 , . : ; | - ( ) 1. 2. keputusan bahas di rumah tiap minggu legi bukan tapi usul "
    "kelompok usaha P L L/P nama hp 999999999999 12/13 99.99 istri KK lahir 1970 👍 besok jadi sabtu umumkan H: I: "
    "satu puluh sugeng sabar berapa siapa hasil daftar anggota diwakili"
)
WORDS = st.sampled_from([*SPOKEN.split(), "\n"])
SENTENCES = st.lists(WORDS, max_size=40).map(" ".join)
LONG = [
    "a" * 4096,
    "9" * 100,
    "9" * 4096,
    "\n" * 4096,
    "-" * 4096,
    "(" * 4096,
    "bukan " * 680,
    "jam setengah " * 300,
    "1 eh " * 800,
    "I " * 2048,
    "ya, " * 1024,
    "minggu, " * 500,
    "kumpulan 14 eh 15 ding " * 170,
    "1. a " * 800,
    "dua puluh " * 400,
    "ﷺ" * 4096,
]
SLOWEST = 0.05
SLICE = 4_000 if FULL else 300


@pytest.mark.parametrize("intent", sorted(INTENTS))
@pytest.mark.parametrize(
    "text",
    [
        "",
        "ga, " * 1024,
        "I " * 2048,
        "tgl 31 Februari jam 99.99",
        "umur 999 rt 00000 lahir 99/99/9999",
        "\x00\ud7ff\u202e",
    ],
)
def test_odd_texts_break_no_parser(intent: str, text: str) -> None:
    assert isinstance(READER.slots(intent, text, NOW), dict)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=300), SENTENCES), st.sampled_from(sorted(INTENTS)))
def test_any_text_is_answered_in_the_vocabulary(text: str, intent: str) -> None:
    understood = READER.understand(text, NOW)
    assert understood.intent in INTENTS
    assert 0 <= understood.confidence <= 1
    assert json.loads(json.dumps(understood.slots)) == understood.slots
    READER.slots(intent, text, NOW)
    assert yes_no(text) in (True, False, None)
    assert is_skip(text) in (True, False)
    assert all(number >= 0 for number in numbers_in(text))
    find_number(text)


@pytest.mark.parametrize("text", LONG, ids=lambda text: f"{text[:8]!r}x{len(text)}")
def test_long_texts_are_answered_within_fifty_milliseconds(text: str) -> None:
    taken = []
    for attempt in range(3):
        begun = process_time()
        READER.understand(text[:4000] + str(attempt), NOW)
        taken.append(process_time() - begun)
    assert min(taken) < SLOWEST


def test_more_words_than_anybody_says_are_beyond_the_vocabulary_and_a_list_of_sixty_is_not() -> None:
    told = "hp 081234567890, umur 45 th, rt 3 rw 2, lahir 3-12-1981"
    listed = "\n".join(f"{number}. Bu Siti Aminah L {told}" for number in range(1, 61))[:4096]
    assert READER.understand(listed, NOW).intent == "register_members"
    assert READER.understand("H 1 " * 1_000, NOW).intent == "out_of_scope"


@pytest.mark.parametrize("gap", [" ,", " -", " dan", " &", " , dan"])
@pytest.mark.parametrize("begun", ["per 17", "rt 3", "hadir 3 7", "umur 45"])
def test_what_joins_numbers_may_stand_there_for_ever(begun: str, gap: str) -> None:
    """An expression that can take what joins them in two ways takes it in two to the power of so many."""
    figures = run([("torn", f"{begun}{gap * 45} agustus")], seed=1)
    assert figures.raised == []
    assert [taken for taken in figures.slowest.values() if taken.seconds > 4 * SLOWEST] == []


@pytest.mark.parametrize("again", ["pak Tini hendak ORANG usul.", "1bener semua, ", "1bu, ", "pak izin, "])
def test_a_part_that_comes_hundreds_of_times_is_looked_at_once_each(again: str) -> None:
    figures = run([("one word", (again * 4096)[:4096])], seed=1)
    assert figures.raised == []
    assert [taken for taken in figures.slowest.values() if taken.seconds > 4 * SLOWEST] == []


def test_a_slice_of_the_fuzz_run_raises_nothing_and_is_read_soon() -> None:
    figures = run(texts(SLICE, seed=4), seed=4)
    assert figures.texts == SLICE
    assert figures.raised == []
    # Other tests run beside it; the run by itself holds every text to 50 ms.
    assert [taken for taken in figures.slowest.values() if taken.seconds > 4 * SLOWEST] == []


def test_the_fuzz_run_notices_what_is_raised_and_what_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(READINGS, "division", lambda text, random: 1 // 0)
    monkeypatch.setitem(READINGS, "counting", lambda text, random: sum(range(5_000_000)))
    figures = run([("markup", "bu Tini")], seed=1)
    assert [line.split(",")[0] for line in figures.raised] == ["division"]
    assert [taken.reading for taken in figures.too_slow()] == ["counting"]


def test_every_kind_of_hostile_text_is_in_a_run() -> None:
    assert {kind for kind, _text in texts(len(KINDS), seed=1)} == set(KINDS)


def test_a_thousand_yeses_are_one() -> None:
    assert after_yes("ya, " * 1024) == ""
    assert after_yes("ya, " * 200 + "panggilane bu darmo") == "panggilane bu darmo"
