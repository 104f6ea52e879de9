"""What is said of the rules: all topics, the rulebook's own figures and sources, and the speaker's group only."""

from __future__ import annotations

import re
import tomllib
from datetime import date

import pytest

from bot.understanding.spelling import DATA
from handlers.rule_words import ITEMS, RULES, Topic
from handlers.the_law import Part
from jamaah.groups import Group, Zone
from jamaah.roles import Role
from jamaah.rulebook import load
from tests.desk import NOW, Desk
from tests.world import FACILITATOR, MEMBER, SECRETARY, SECRETARY_OF_BOTH, STRANGER, TODAY

pytest_plugins = ("tests.desk_fixtures",)

topics = pytest.mark.parametrize("topic", list(Topic))
MOST_LINES = 5


def test_every_topic_that_is_understood_has_an_answer() -> None:
    understood = tomllib.loads((DATA / "choices.toml").read_text("utf-8"))["topic"]
    assert set(understood) == {topic.value for topic in RULES}


@topics
def test_an_answer_has_five_lines_at_most_and_a_button_for_its_source(desk: Desk, topic: Topic) -> None:
    told = desk.tap(SECRETARY, f"!rule_question&topic={topic}")
    assert len(told.text.splitlines()) <= MOST_LINES
    assert f"!rule_source&rule={RULES[topic].rule}" in [payload for _label, payload in told.buttons]


@topics
def test_the_threshold_is_the_rulebooks(desk: Desk, topic: Topic) -> None:
    rule = load().in_force(TODAY)[RULES[topic].rule]
    told = desk.tap(STRANGER, f"!rule_question&topic={topic}").text
    assert str(rule.threshold) in told or "{target}" not in RULES[topic].what.original


@topics
def test_the_source_is_the_rulebooks_in_the_articles_own_words(desk: Desk, topic: Topic) -> None:
    rule = load().in_force(TODAY)[RULES[topic].rule]
    desk.tap(STRANGER, f"!rule_question&topic={topic}")
    told = desk.say(STRANGER, "sumbernya?").text
    assert rule.says is not None
    assert f'{rule.source}: "{rule.says}"' in told


def test_every_topic_stands_in_one_item_and_that_of_its_rule() -> None:
    items = {topic: item for item, topics_of in ITEMS.items() for topic in topics_of}
    rules = load().in_force(TODAY)
    assert {topic: rules[told.rule].item for topic, told in RULES.items()} == items
    assert sorted(ITEMS) == list(range(1, 11))


def test_the_law_on_founders_is_the_one_in_force_and_says_up_to_when_it_is_known(desk: Desk) -> None:
    law = load().in_force(TODAY)["founders"]
    told = desk.tap(SECRETARY, "!rule_question&topic=members_min").text
    assert f"paling sedikit {law.threshold} pendiri" in told
    assert "23 November 2026" in told
    assert law.source in desk.say(SECRETARY, "sumbernya?").text


@pytest.mark.parametrize(
    ("who", "knows"), [(MEMBER, True), (SECRETARY, True), (SECRETARY_OF_BOTH, False), (STRANGER, False)]
)
def test_how_the_group_stands_is_told_to_who_has_one_group(desk: Desk, who: str, knows: bool) -> None:
    assert ("JP Mandiri: 6 anggota" in desk.tap(who, "!rule_question&topic=members_min").text) is knows


def test_many_groups_are_told_ten_to_a_message_each_group_once(desk: Desk) -> None:
    records, person = desk.records, desk.person(FACILITATOR)
    records.author(0, person, NOW)
    for number in range(24):
        added = Group(id=0, name=f"Tani {number:02}", village="Batur", rt=None, zone=Zone.WIB, founded=date(2026, 1, 5))
        records.people.grant(person, Role.FACILITATOR, records.groups.add(added).id)
    pages = [desk.tap(FACILITATOR, "!groups_overview")]
    while more := [payload for label, payload in pages[-1].buttons if "&page=" in payload]:
        pages.append(desk.tap(FACILITATOR, more[-1]))
    assert len(pages) == 3
    assert "25 kelompok, 6 anggota" in pages[0].text
    told = [name for page in pages for name in re.findall(r"Mandiri|Tani \d\d", page.text)]
    assert sorted(told) == ["Mandiri", *(f"Tani {number:02}" for number in range(24))]


@pytest.mark.parametrize("said", ["kok pak bambang ditulis diwakili", "kok 20"])
def test_only_a_question_about_the_rule_opens_it(desk: Desk, said: str) -> None:
    told = desk.say(SECRETARY, said).text
    assert ("Tiap anggota datang sendiri" in told or "Paling sedikit 20" in told) is (said == "kok 20")


PAGES = [
    *(f"!all_rules&item={item}" for item in range(1, 11)),
    *(f"!the_law&part={part}" for part in Part),
    *(f"!the_law&part={part}&by=2013-01-01" for part in Part),
    *(f"!compare_forms&page={page}" for page in (1, 2, 3)),
    "!readiness",
    "!shortest_way",
    "!what_changed",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", [MEMBER, SECRETARY])
def test_every_page_has_five_lines_at_most(desk: Desk, page: str, who: str) -> None:
    [message] = desk.tap(who, page).messages
    assert 1 < len(message.text.splitlines()) <= MOST_LINES or "tidak ada yang tercatat" in message.text


def test_an_item_that_is_none_is_the_first(desk: Desk) -> None:
    assert desk.tap(SECRETARY, "!all_rules&item=11").text.startswith("1 dari 10")
