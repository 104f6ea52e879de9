"""No regular expression reads one text in more and more ways: a message would wait for ever."""

from __future__ import annotations

import pytest

from tests.share import chosen
from tests.understanding.ambiguity import Automaton
from tests.understanding.ours import expressions

MANY = 500


def test_no_expression_reads_a_text_in_more_and_more_ways() -> None:
    every = expressions()
    assert len(every) > MANY
    looked_at = [one for one in every if chosen(one[0], 4)]
    doubled = [written for written, flags in looked_at if Automaton(written, flags).doubled()]
    assert doubled == []


@pytest.mark.parametrize(
    "written",
    [
        r"(a+)+b",
        r"(?:a|a)*c",
        r"(?:x|[\d./-]+[\s,.]*)+",
        r"(?:[ ,]*\d+)*!",
        r"(?:a(?:x?)?b)*c",
        r"(?:, 0*\d{1,3})*!",
        r"(?:kemarin|kemarin_lusa|_lusa)*",
        r"(?:x[^:]{1,40})*:",
    ],
)
def test_what_doubles_is_found(written: str) -> None:
    assert Automaton(written).doubled()


@pytest.mark.parametrize(
    "written",
    [
        r"(?:a|b)*c",
        r"(?:foo|fob)(?:, (?:foo|fob))*",
        r"(?:, [1-9]\d{0,2})*!",
        r"(?:(?>(?:kemarin|kemarin_lusa)\b) ?)+",
        r"a.*b.*c",
        r"(?:(?:a+)++b)*c",
        r"(?:(?>(?:kuwi|kuwi|ini)\b)[ ,]+)*x",
    ],
)
def test_what_does_not_double_is_let_be(written: str) -> None:
    assert Automaton(written).doubled() is None
