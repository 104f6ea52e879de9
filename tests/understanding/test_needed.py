"""What needs words is only asked where they stand, and is asked wherever they do."""

from __future__ import annotations

import re

import pytest

from bot.understanding.expressions import expression
from bot.understanding.needed import Needed, needed, only_with

COMES = expression("ana apa|nengdi(?:ka)?")


@only_with("usul", COMES)
def finds(text: str) -> bool:
    return "usul" in text or COMES.search(text) is not None


@only_with(finds, "5")
def finds_more(text: str) -> bool:
    return finds(text) or "5" in text


@only_with(expression(r"\d\d"))
def finds_numbers(text: str) -> bool:
    return text.isdigit()


def test_needs_are_words_those_of_expressions_and_those_of_other_functions() -> None:
    marked = expression("ana apa|nengdi(?:ka)?", only_with="ana nengdi")
    assert needed(only_with("usul", marked)(lambda text: None)) == ("usul", "ana", "nengdi")
    assert needed(only_with("x", "usul", "x")(lambda text: None)) == ("x", "usul")


def test_what_needs_no_known_word_needs_none() -> None:
    assert needed(finds_numbers) == needed(lambda text: None) == ()


@pytest.mark.parametrize(
    ("text", "open_to"),
    [
        ("USUL anyar", "bc"),
        ("apa kabar", "c"),
        ("ana  \n apa", "bc"),
        ("ana, apa", "bc"),
        ("lima", "bc"),
        ("5", "bc"),
        ("", "c"),
        ("x", "c"),
        ("pengusul", "bc"),
    ],
)
def test_a_text_is_shown_to_those_whose_words_stand_in_it(text: str, open_to: str) -> None:
    needs = ("usul", "5", "ana apa")
    assert "".join(Needed([("b", needs), ("c", ()), ("d", ("nothing of it",))]).within(text)) == open_to


@pytest.mark.parametrize("text", ["izin", "IZIN", "İZİN", "ızın"])
def test_every_i_is_one_as_to_expressions_that_heed_no_case(text: str) -> None:
    izin = expression("izin", re.IGNORECASE, only_with="izin")
    assert izin.search(text)
    assert list(Needed([("b", (izin,))]).within(text)) == ["b"]


def test_their_order_stays() -> None:
    things = Needed([(at, ("usul",) if at % 2 else ()) for at in range(130)])
    assert things.within("usul") == list(things) == list(range(130))
    assert things.within("apa") == list(range(0, 130, 2))
