"""The rulebook: one rule of each kind on every day, each with its source, and mistakes named."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamaah.rulebook import Measure, Period, Rulebook, RulebookInvalid, Track, load, read

GOOD_OWN = """
recorded = 2026-11-23
[[rule]]
id = "members_min"
item = 5
measure = "members"
at_least = 20
source = "butir 5"
why = "a note"
in_force = [{}]
"""
GOOD_LAW = """
recorded = 2026-11-23
[[rule]]
id = "founders"
measure = "adults"
at_least = 9
source = "UU"
why = "a note"
in_force = [{ from = 2020-11-02 }]
"""


def book(own: str = GOOD_OWN, law: str = GOOD_LAW) -> Rulebook:
    texts: dict[Track, str] = {"own": own, "law": law}
    return read(texts)


@pytest.mark.parametrize(
    ("on", "threshold", "source"),
    [
        (date(1992, 10, 21), 20, "UU 25/1992 Pasal 6"),
        (date(2012, 10, 29), 20, "UU 25/1992 Pasal 6"),
        (date(2012, 10, 30), 20, "UU 17/2012 Pasal 7"),
        (date(2014, 5, 27), 20, "UU 17/2012 Pasal 7"),
        (date(2014, 5, 28), 20, "UU 25/1992 Pasal 6"),
        (date(2020, 11, 1), 20, "UU 25/1992 Pasal 6"),
        (date(2020, 11, 2), 9, "UU 6/2023 Pasal 86"),
        (date(2026, 11, 23), 9, "UU 6/2023 Pasal 86"),
    ],
)
def test_the_law_wants_as_many_founders_as_it_did_on_that_day(on: date, threshold: int, source: str) -> None:
    rule = load().in_force(on)["founders"]
    assert rule.threshold == threshold
    assert rule.source.startswith(source)


@given(st.dates(date(1992, 10, 21), date(2100, 1, 1)))
def test_on_every_day_since_1992_one_rule_on_founders_is_in_force(on: date) -> None:
    holding = [r for r in load().rules if r.id == "founders" and any(period.holds(on) for period in r.in_force)]
    assert len(holding) == 1


def test_the_own_rules_are_those_of_the_article() -> None:
    own = {rule.id: rule for rule in load().in_force(date(2026, 11, 23)).values() if rule.track == "own"}
    assert {name: (rule.item, rule.measure, rule.at_least, rule.threshold) for name, rule in own.items()} == {
        "members_min": (5, Measure.MEMBERS, True, 20),
        "women": (4, Measure.WOMEN_PERCENT, True, 50),
        "meetings": (3, Measure.GAP_DAYS, False, 45),
        "in_person": (10, Measure.IN_PERSON_PERCENT, True, 100),
        "members_max": (8, Measure.MEMBERS, False, 40),
    }
    assert [name for name, rule in own.items() if rule.advice] == ["members_max"]


def test_every_rule_names_its_source() -> None:
    for rule in load().rules:
        assert rule.source.startswith("SPPQT" if rule.track == "own" else "UU ")


periods = st.builds(
    Period,
    st.none() | st.dates(date(2000, 1, 1), date(2000, 1, 9)),
    st.none() | st.dates(date(2000, 1, 10), date(2000, 1, 20)),
) | st.builds(
    Period, st.dates(date(2000, 1, 8), date(2000, 1, 12)), st.none() | st.dates(date(2000, 1, 13), date(2000, 1, 20))
)


@given(periods, periods)
def test_periods_overlap_if_they_share_a_day(one: Period, other: Period) -> None:
    days = [date(1999, 12, 31), *(date(2000, 1, number) for number in range(1, 31))]
    assert one.overlaps(other) == any(one.holds(day) and other.holds(day) for day in days)


def test_a_small_rulebook_is_read() -> None:
    assert list(book().in_force(date(2020, 11, 1))) == ["members_min"]
    assert list(book().in_force(date(2020, 11, 2))) == ["members_min", "founders"]


@pytest.mark.parametrize(
    ("own", "key"),
    [
        ("recorded = ", "(file)"),
        (GOOD_OWN.replace("recorded = 2026-11-23", ""), "recorded"),
        (GOOD_OWN.replace("2026-11-23", "2026-11-23T10:00:00"), "recorded"),
        ("recorded = 2026-11-23", "rule"),
        ("recorded = 2026-11-23\nrule = [1]", "rule[0]."),
        (GOOD_OWN.replace("at_least", "atleast"), "rule[0].atleast"),
        (GOOD_OWN.replace("at_least = 20", ""), "rule[0].at_least"),
        (GOOD_OWN.replace("at_least = 20", "at_least = 20\nat_most = 40"), "rule[0].at_least"),
        (GOOD_OWN.replace("20\n", '"20"\n', 1), "rule[0].at_least"),
        (GOOD_OWN.replace("at_least = 20", "at_least = true"), "rule[0].at_least"),
        (GOOD_OWN.replace("at_least = 20", "at_most = 0"), "rule[0].at_most"),
        (GOOD_OWN.replace('"members"', '"men"'), "rule[0].measure"),
        (GOOD_OWN.replace('"members"', '"women_percent"').replace("least = 20", "least = 100"), "rule[0].at_least"),
        (GOOD_OWN.replace('"members"', '"gap_days"'), "rule[0].over"),
        (GOOD_OWN + "over = 3", "rule[0].over"),
        (GOOD_OWN.replace("item = 5", "item = 11"), "rule[0].item"),
        (GOOD_OWN.replace("item = 5", ""), "rule[0].item"),
        (GOOD_OWN.replace('"butir 5"', '" "'), "rule[0].source"),
        (GOOD_OWN.replace("[{}]", "[]"), "rule[0].in_force"),
        (GOOD_OWN.replace("[{}]", "[{ since = 2020-01-01 }]"), "rule[0].in_force[0].since"),
        (GOOD_OWN.replace("[{}]", "[{ from = 2020-01-02, until = 2020-01-02 }]"), "rule[0].in_force[0].until"),
        (GOOD_OWN + GOOD_OWN.replace("recorded = 2026-11-23", ""), "members_min"),
        (GOOD_OWN.replace("members_min", "founders"), "founders"),
    ],
)
def test_a_mistake_in_the_rulebook_is_named_with_file_and_key(own: str, key: str) -> None:
    with pytest.raises(RulebookInvalid) as invalid:
        book(own=own)
    assert invalid.value.key == key
    assert invalid.value.file == ("law.toml" if key == "founders" else "own.toml")
    assert invalid.value.reason


def test_the_law_has_no_items() -> None:
    with pytest.raises(RulebookInvalid, match=r"law\.toml: rule\[0\]\.item"):
        book(law=GOOD_LAW + "item = 5")
