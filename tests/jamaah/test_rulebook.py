"""The rulebook: one rule of each kind on every day, each with its source, and mistakes named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamaah.rulebook import Counted, Measure, Period, Rulebook, RulebookInvalid, load, read

GOOD_OWN = """
recorded = 2026-11-23
[[rule]]
id = "members_min"
item = 5
measure = "members"
at_least = 20
counted = "persons"
source = "butir 5"
says = "20 orang"
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


NEW_LAW = GOOD_LAW.replace("2026-11-23", "2027-02-01").replace("9", "20").replace("2020-11-02", "2027-01-01")


def book(own: str = GOOD_OWN, law: str = GOOD_LAW, **laws: str) -> Rulebook:
    return read({"own.toml": own, "law/uu.toml": law, **{f"law/{name}.toml": text for name, text in laws.items()}})


@pytest.mark.parametrize(
    ("on", "threshold", "source"),
    [
        (date(1992, 10, 21), 20, "UU 25/1992 Pasal 6"),
        (date(2012, 10, 29), 20, "UU 25/1992 Pasal 6"),
        (date(2012, 10, 30), 20, "UU 17/2012 Pasal 7"),
        (date(2014, 5, 27), 20, "UU 17/2012 Pasal 7"),
        (date(2014, 5, 28), 20, "UU 25/1992 Pasal 6"),
        (date(2020, 11, 1), 20, "UU 25/1992 Pasal 6"),
        (date(2015, 1, 1), 20, "UU 25/1992 Pasal 6"),
        (date(2013, 1, 1), 20, "UU 17/2012 Pasal 7"),
        (date(2020, 11, 2), 9, "UU 11/2020 Pasal 86"),
        (date(2022, 12, 29), 9, "UU 11/2020 Pasal 86"),
        (date(2022, 12, 30), 9, "Perppu 2/2022 Pasal 86"),
        (date(2023, 3, 31), 9, "UU 6/2023 Pasal 86"),
        (date(2026, 11, 23), 9, "UU 6/2023 Pasal 86"),
    ],
)
def test_the_law_wants_as_many_founders_as_it_did_on_that_day(on: date, threshold: int, source: str) -> None:
    rule = load().in_force(on)["founders"]
    assert rule.threshold == threshold
    assert rule.source.startswith(source)


@given(st.dates(date(1992, 10, 21), date(2100, 1, 1)))
def test_on_every_day_since_1992_a_rule_on_founders_is_in_force_and_says_since_when(on: date) -> None:
    version = load().version("founders", on)
    assert version is not None
    assert load().in_force(on)["founders"] is version.rule
    assert Period(version.since, version.until).holds(on)


def test_before_the_first_law_none_is_known() -> None:
    assert "founders" not in load().in_force(date(1992, 10, 20))
    assert load().version("founders", date(1992, 10, 20)) is None


@pytest.mark.parametrize(
    ("on", "since", "until", "replaced"),
    [
        (date(2000, 1, 1), date(1992, 10, 21), date(2012, 10, 30), None),
        (date(2013, 1, 1), date(2012, 10, 30), date(2014, 5, 28), "UU 25/1992 Pasal 6"),
        (date(2015, 1, 1), date(2014, 5, 28), date(2020, 11, 2), "UU 17/2012 Pasal 7"),
        (date(2026, 11, 23), date(2023, 3, 31), None, "Perppu 2/2022 Pasal 86; PP 7/2021"),
    ],
)
def test_a_law_says_since_when_and_what_it_replaced(
    on: date, since: date, until: date | None, replaced: str | None
) -> None:
    version = load().version("founders", on)
    assert version is not None
    before = load().replaced(version)
    assert (version.since, version.until, before and before.rule.source) == (since, until, replaced)


def test_a_new_law_is_a_new_file() -> None:
    found = book(new=NEW_LAW)
    assert [found.in_force(on)["founders"].threshold for on in (date(2026, 12, 31), date(2027, 1, 1))] == [9, 20]
    assert found.recorded == {"own": date(2026, 11, 23), "law": date(2027, 2, 1)}


def test_where_a_law_is_annulled_the_one_before_it_holds_again() -> None:
    annulled = NEW_LAW.replace("{ from = 2027-01-01 }", "{ from = 2027-01-01, until = 2028-01-01 }")
    found = book(new=annulled)
    assert found.in_force(date(2028, 1, 1))["founders"].threshold == 9
    assert [(one.since, one.until) for one in found.history("founders")] == [
        (date(2020, 11, 2), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2028, 1, 1)),
        (date(2028, 1, 1), None),
    ]


spans = st.tuples(st.none() | st.integers(1, 8), st.none() | st.integers(9, 16))


def span_of(since: int | None, until: int | None) -> str:
    days = {"from": since, "until": until}
    return "{ " + ", ".join(f"{key} = 2000-01-{day:02}" for key, day in days.items() if day) + " }"


@given(st.lists(spans, min_size=1, max_size=5, unique_by=lambda span: span[0]))
def test_a_history_tells_the_same_as_each_of_its_days(periods: list[tuple[int | None, int | None]]) -> None:
    laws = {f"law_{n}": GOOD_LAW.replace("{ from = 2020-11-02 }", span_of(*one)) for n, one in enumerate(periods)}
    first = laws.pop("law_0")
    found = book(law=first, **laws)
    for on in (date(1999, 12, 31), *(date(2000, 1, day) for day in range(1, 20))):
        begun = [one for one in periods if (one[0] or 0) <= (on - date(1999, 12, 31)).days < (one[1] or 99)]
        expected = max(begun, key=lambda one: one[0] or 0) if begun else None
        version = found.version("founders", on)
        assert (version is None) == (expected is None) == ("founders" not in found.in_force(on))
        if version and expected:
            assert version.rule is found.in_force(on)["founders"]
            assert version.rule.file.endswith(f"law_{periods.index(expected)}.toml") or expected is periods[0]
    for version in found.history("founders"):
        before = found.replaced(version)
        assert before is None or (before.until == version.since and before.rule is not version.rule)


def test_the_own_rules_are_those_of_the_article() -> None:
    own = {rule.id: rule for rule in load().in_force(date(2026, 11, 23)).values() if rule.track == "own"}
    assert {name: (rule.item, rule.measure, rule.at_least, rule.threshold) for name, rule in own.items()} == {
        "members_min": (5, Measure.MEMBERS, True, 20),
        "women": (4, Measure.WOMEN_PERCENT, True, 50),
        "meetings": (3, Measure.GAP_DAYS, False, 45),
        "in_person": (10, Measure.IN_PERSON_PERCENT, True, 100),
        "members_max": (8, Measure.MEMBERS, False, 40),
        "business_form": (1, Measure.COLLECTIVE_PERCENT, True, 100),
        "own_ideas": (2, Measure.OWN_IDEAS_PERCENT, True, 100),
        "rt": (2, Measure.RT_PERCENT, True, 100),
        "civil_society": (6, Measure.AIDS, True, 0),
        "youth": (7, Measure.YOUTH, True, 1),
        "local_resources": (9, Measure.LOCAL, True, 1),
    }
    assert {rule.item for rule in own.values()} == set(range(1, 11))
    advice = [name for name, rule in own.items() if rule.advice]
    assert advice == ["members_max", "rt", "civil_society", "youth", "local_resources"]
    readings = {name: rule.counted for name, rule in own.items() if rule.counted}
    assert readings == {
        "members_min": Counted.PERSONS,
        "members_max": Counted.PERSONS,
        "women": Counted.MEMBERS,
    }


def test_the_own_rules_carry_the_words_of_the_article() -> None:
    assert all(rule.says for rule in load().rules if rule.track == "own")
    assert all(rule.says is None or len(rule.says) > 20 for rule in load().rules)


def test_every_rule_names_its_source() -> None:
    for rule in load().rules:
        assert rule.track == "law" or rule.source == f"SPPQT, tabel jamaah produksi, butir {rule.item}"
        assert rule.source


def test_where_the_law_is_not_certain_somebody_is_named_who_knows() -> None:
    """UU and PP of the text that was read are certain, the rest is to be asked."""
    unsure = {rule.file for rule in load().rules if rule.ask}
    assert {
        "law/uu-6-2023.toml",
        "law/perppu-2-2022.toml",
        "law/permenkum-13-2025.toml",
        "law/model-2025.toml",
    } <= unsure
    assert "law/uu-25-1992.toml" not in unsure


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
        (GOOD_OWN.replace('"members"', '"gap_days"') + "over = 3", "rule[0].fewest"),
        (GOOD_OWN.replace('"members"', '"gap_days"') + "over = 3\nfewest = 3", "rule[0].silent"),
        (GOOD_OWN.replace('"members"', '"gap_days"') + "over = 3\nfewest = 3\nsilent = 4", "rule[0].counted"),
        (GOOD_OWN.replace('"members"', '"aids"'), "rule[0].at_least"),
        (GOOD_OWN.replace("at_least = 20", "").replace('"members"', '"aids"'), "rule[0].counted"),
        (GOOD_OWN.replace('"members"', '"documents"').replace('counted = "persons"', ""), "rule[0].documents"),
        (GOOD_OWN + "over = 3", "rule[0].over"),
        (GOOD_OWN.replace('"persons"', '"officers"'), "rule[0].counted"),
        (GOOD_OWN.replace('counted = "persons"', ""), "rule[0].counted"),
        (GOOD_OWN.replace('says = "20 orang"', ""), "rule[0].says"),
        (GOOD_OWN + 'ask = ""', "rule[0].ask"),
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
    assert invalid.value.file == ("law/uu.toml" if key == "founders" else "own.toml")
    assert invalid.value.reason


DOCUMENTS = GOOD_LAW.replace('"adults"', '"documents"').replace('"founders"', '"papers"')


@pytest.mark.parametrize(
    ("law", "key"),
    [
        (GOOD_LAW + "item = 5", "rule[0].item"),
        (GOOD_LAW.replace('id = "founders"', ""), "rule[0].id"),
        (DOCUMENTS + 'documents = ["deed"]', "rule[0].at_least"),
        (DOCUMENTS + 'documents = ["deed", "deed"]', "rule[0].documents"),
        (DOCUMENTS + "documents = [1]", "rule[0].documents"),
        (DOCUMENTS + "documents = [[]]", "rule[0].documents"),
    ],
)
def test_a_mistake_in_a_law_is_named_with_its_file(law: str, key: str) -> None:
    with pytest.raises(RulebookInvalid) as invalid:
        book(new=law)
    assert (invalid.value.file, invalid.value.key) == ("law/new.toml", key)
    assert str(invalid.value).startswith("jamaah/rulebook/law/new.toml: ")


def test_two_laws_that_begin_on_one_day_are_refused() -> None:
    with pytest.raises(RulebookInvalid, match=r"law/new\.toml: founders: begins twice on one day.*law/uu\.toml"):
        book(new=GOOD_LAW)


def test_a_rulebook_without_law_is_refused() -> None:
    with pytest.raises(RulebookInvalid, match=r"law: .* is missing"):
        read({"own.toml": GOOD_OWN})


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(RulebookInvalid, match=r"own\.toml"):
        load(tmp_path)
    (tmp_path / "own.toml").write_bytes(b"\xff")
    with pytest.raises(RulebookInvalid, match=r"own\.toml"):
        load(tmp_path)
    (tmp_path / "law").mkdir()
    (tmp_path / "own.toml").write_text(GOOD_OWN)
    (tmp_path / "law" / "uu.toml").write_text(GOOD_LAW)
    assert list(load(tmp_path).in_force(date(2026, 11, 23))) == ["members_min", "founders"]
