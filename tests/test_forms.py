"""Every form, whatever it is about: what must be declared, what fits a phone, and what no answer may break."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from bot.channels.whatsapp_screen import LIMITS as SHOWN
from bot.channels.whatsapp_screen import parts
from bot.forms import Form, Slot
from bot.messages import Outgoing
from bot.prompts import CHANGE, CONFIRM
from bot.state import State
from bot.understanding.examples import INTENTS
from handlers import ALL, COMMANDS
from jamaah.groups import Group, Zone
from jamaah.members import Member
from jamaah.roles import Deed, Role
from tests.desk import NOW, Desk, Told
from tests.share import of_many
from tests.walks import ASKING, WALKS, Walk, answer, asked_of, questions
from tests.whatsapp.cloud_api import refusals
from tests.world import SECRETARY, SECRETARY_OF_BOTH, STRANGER

pytest_plugins = ("tests.desk_fixtures",)


@dataclass(frozen=True)
class Limits:
    """What one screen of a channel holds, in characters; a payload in bytes."""

    text: int
    label: int
    payload: int


# WhatsApp has others, and several ways to show buttons: there it is seen how a message is rendered.
LIMITS = {
    "telegram": Limits(text=4096, label=64, payload=64),
    "simulator": Limits(text=4096, label=64, payload=64),
}
MOST_LINES = 5
# Typed by who knows them, in no menu: /start comes from Telegram, the others have a button and a sentence, or are for
# who runs the service.
UNLISTED = {"start", "gabung", "daftarbanyak", "layanan", "pendamping"}

walks = pytest.mark.parametrize("walk", WALKS, ids=str)
asking = pytest.mark.parametrize("walk", ASKING, ids=str)
forms = pytest.mark.parametrize("form", ALL, ids=lambda form: form.intent)


def asked_slots(form: type[Form[Any]]) -> list[Slot[Any]]:
    return [slot for slot in form.slots.values() if not slot.optional]


# -- what is declared


@forms
def test_a_form_says_what_the_person_gets_and_which_deed_it_is(form: type[Form[Any]]) -> None:
    assert re.fullmatch(r"[a-z_]+", form.intent)
    assert isinstance(form.deed, Deed)
    assert form.__doc__ and len(form.__doc__.splitlines()[0]) <= 120
    assert form.__doc__ != Form.__doc__


def test_everything_that_can_be_meant_has_a_form() -> None:
    assert sorted(INTENTS - {form.intent for form in ALL}) == []


@forms
def test_every_slot_that_is_asked_has_a_question(form: type[Form[Any]]) -> None:
    assert [slot.name for slot in asked_slots(form) if slot.question is None] == []


@forms
def test_every_slot_of_free_words_says_how_an_answer_is_mended(form: type[Form[Any]]) -> None:
    assert [slot.name for slot in asked_slots(form) if slot.kind.hint is None] == []


def test_no_two_forms_share_an_intent_or_a_command() -> None:
    intents = [form.intent for form in ALL]
    commands = [form.command for form in ALL if form.command]
    assert len(set(intents)) == len(intents)
    assert len(set(commands)) == len(commands)


def test_commands_are_as_telegram_allows_them() -> None:
    for form in ALL:
        assert form.command is None or re.fullmatch(r"[a-z]{1,32}", form.command), form.command
    for _name, told in COMMANDS:
        assert 1 <= len(told.render("id")) <= 256


def test_the_menu_lists_every_command_or_leaves_it_out_on_purpose() -> None:
    listed = [name for name, _told in COMMANDS]
    assert len(set(listed)) == len(listed)
    assert {form.command for form in ALL if form.command} == {*listed, *UNLISTED}
    assert not UNLISTED & set(listed)


def test_every_form_is_walked_and_every_question_is_come_by(desk: Desk) -> None:
    come_by: dict[str, set[str]] = {form.intent: set() for form in ALL}
    for walk in WALKS:
        with desk.branch():
            come_by[walk.intent] |= {asked for asked, _told in questions(desk, walk)}
    for form in ALL:
        assert {slot.name for slot in asked_slots(form)} <= come_by[form.intent], form.intent
    assert {walk.intent for walk in WALKS} == {form.intent for form in ALL}


# -- what is shown


def problems(told: Told) -> list[str]:
    """What of a turn's messages does not fit the channels."""
    found = []
    for limits in LIMITS.values():
        found += [f"long: {label}" for label in told.labels if not 1 <= len(label) <= limits.label]
        found += [f"bytes: {load}" for _label, load in told.buttons if not 1 <= len(load.encode()) <= limits.payload]
        found += [f"long: {each.text[:50]}" for each in told.messages if not 1 <= len(each.text) <= limits.text]
    found += [problem for each in told.messages for problem in over_whatsapp(each)]
    found += [f"nothing to read: {label!r}" for label in told.labels if not label.strip()]
    found += [f"not filled: {each.text[:50]}" for each in told.messages if re.search(r"\{\w+\}", each.text)]
    return found


def over_whatsapp(message: Outgoing) -> list[str]:
    """What Meta would refuse of a message, and buttons that could not be tapped or be read whole."""
    found = []
    for part in parts(message):
        fields = {"messaging_product": "whatsapp", "to": "6281200000001", "type": part.type, part.type: dict(part.says)}
        found += [f"whatsapp: {refusal.details}" for refusal in refusals(fields, {}, [])]
    if len(message.buttons) > SHOWN["rows"]:
        found.append(f"whatsapp: {len(message.buttons)} buttons are shown by numbers")
    return found + [f"whatsapp: cut: {label}" for label, _load in message.buttons if len(label) > SHOWN["description"]]


@walks
def test_what_is_asked_fits_the_channels_and_is_five_lines_at_most(desk: Desk, walk: Walk) -> None:
    for asked, told in questions(desk, walk):
        assert problems(told) == []
        assert told.messages, asked
        assert len(told.messages[-1].text.splitlines()) <= MOST_LINES, told.text


@pytest.mark.part(8)
@walks
def test_what_is_said_at_the_end_fits_the_channels(desk: Desk, walk: Walk) -> None:
    for asked, _told in questions(desk, walk):
        with desk.branch():
            last = desk.say(walk.who, answer(walk, asked))
            assert last.messages, asked
            assert problems(last) == []


@pytest.mark.part(8)
@asking
def test_every_answer_that_can_be_changed_has_a_button_that_fits(desk: Desk, walk: Walk) -> None:
    for asked, told in questions(desk, walk):
        change = [payload for _label, payload in told.buttons if payload.endswith(f".{CONFIRM}=change")]
        if asked != "_" or not change:
            continue
        form = desk.form(walk.who)
        assert form is not None
        with desk.branch():
            offered = desk.tap(walk.who, change[0])
            assert problems(offered) == []
            names = [payload.partition(f".{CHANGE}=")[2] for _label, payload in offered.buttons]
            assert names
            assert set(names) <= form.answers.keys()
            for _label, payload in offered.buttons:
                with desk.branch():
                    assert problems(desk.tap(walk.who, payload)) == []
                    assert desk.state(walk.who).open is not None


@pytest.mark.part(8)
@walks
def test_buttons_of_later_lead_somewhere(desk: Desk, walk: Walk) -> None:
    told = Told(())
    for asked, _told in questions(desk, walk):
        with desk.branch():
            told = desk.say(walk.who, answer(walk, asked))
    for _label, payload in told.buttons:
        if payload.startswith("!"):
            with desk.branch():
                opened = desk.tap(walk.who, payload)
                assert opened.messages
                assert problems(opened) == []


def test_the_longest_names_of_groups_and_members_fit_on_buttons(desk: Desk) -> None:
    records, person = desk.records, desk.person(SECRETARY)
    records.author(0, person, NOW)
    long, today = "Kusumaningtyas " * 5, date(2026, 1, 5)
    group = records.groups.add(
        Group(id=0, name=long[:60], village=("Sumogawe " * 7)[:60], rt=None, zone=Zone.WIB, founded=today)
    )
    records.people.grant(person, Role.SECRETARY, group.id)
    namesakes = [Member(group=group.id, name=f"{long}{word}", joined=today) for word in ("Lor", "Kidul")]
    records.members.add(namesakes)
    groups = desk.tap(SECRETARY, "!readiness")
    desk.tap(SECRETARY, f"!record_meeting&group={group.id}")
    desk.say(SECRETARY, "kemarin")
    members = desk.say(SECRETARY, "hadir semua kecuali Kusumaningtyas")
    assert sum(len(label) == LIMITS["telegram"].label for label in [*groups.labels, *members.labels]) == 3, "shortened"
    assert problems(groups) == []
    assert problems(members) == []


# -- what can always be done


@pytest.mark.part(8)
@asking
def test_cancel_works_at_every_question_and_writes_nothing(desk: Desk, walk: Walk) -> None:
    for asked, _told in questions(desk, walk):
        before = desk.books()
        for words in ("batal", "/batal"):
            with desk.branch():
                told = desk.say(walk.who, words)
                assert told.messages, asked
                assert desk.state(walk.who).open is None, asked
                assert desk.books() == before, asked


@asking
def test_nothing_is_written_before_the_last_answer(desk: Desk, walk: Walk) -> None:
    before = None
    for _asked, _told in questions(desk, walk):
        before = before or desk.books()
        assert desk.books() == before


@pytest.mark.part(8)
@asking
def test_back_returns_to_the_question_before(desk: Desk, walk: Walk) -> None:
    said: list[str] = []
    for asked, told in questions(desk, walk):
        before = desk.books()
        with desk.branch():
            back = desk.say(walk.who, "kembali")
            assert back.messages
            assert desk.books() == before
            if said:
                assert back.messages[-1].text == said[-1], f"from {asked}"
            else:
                assert desk.state(walk.who).open is None, "before the first question there is nothing"
        said.append(told.messages[-1].text)


@pytest.mark.part(8)
@asking
def test_from_back_the_form_goes_on_to_its_end(desk: Desk, walk: Walk) -> None:
    for number, (_asked, _told) in enumerate(questions(desk, walk)):
        if number:
            with desk.branch():
                desk.say(walk.who, "kembali")
                for _turn in range(20):
                    if (again := asked_of(desk, walk)) is None:
                        break
                    desk.say(walk.who, answer(walk, again))
                assert asked_of(desk, walk) is None


@pytest.mark.part(8)
@asking
def test_every_button_under_a_question_is_an_answer_to_it(desk: Desk, walk: Walk) -> None:
    for asked, told in questions(desk, walk):
        for _label, payload in told.messages[-1].buttons:
            if payload.partition(".")[2].startswith(f"{asked}="):
                with desk.branch():
                    assert desk.tap(walk.who, payload).text not in ("", told.messages[-1].text), payload


@pytest.mark.part(8)
@asking
def test_a_state_is_what_its_json_says(desk: Desk, walk: Walk) -> None:
    for _asked, _told in questions(desk, walk):
        state = desk.state(walk.who)
        assert State.load(json.loads(json.dumps(state.dump()))) == state
        form = desk.form(walk.who)
        assert form is not None
        for name, raw in form.answers.items():
            slot = form.slots[name]
            if raw is not None:
                assert json.loads(json.dumps(slot.kind.dump(slot.value(form)))) == raw, name


@pytest.mark.part(8)
@asking
def test_a_form_of_a_later_or_earlier_release_with_other_answers_goes_on(desk: Desk, walk: Walk) -> None:
    """Answers a release does not know are passed over, so that it may be rolled back."""
    for asked, _told in questions(desk, walk):
        with desk.branch():
            records, state = desk.records, desk.state(walk.who)
            assert state.open is not None
            state.open.answers["of_another_release"] = "x"
            account, version = desk.talk(walk.who).account, 0
            while not records.talks.save(account, version, state.dump()):
                version += 1
            assert desk.asked(walk.who) == asked
            for words in (answer(walk, asked), "kembali", "batal"):
                with desk.branch():
                    assert desk.say(walk.who, words).messages


# -- what may be answered

HOSTILE = {
    "longest": "panjang " * 512,
    "one long word": "a" * 4096,
    "emoji only": "🐄🌾🥬",
    "control characters": "a\x00b\x1b[2J\x07\x7f",
    "right to left": "\u202eharuT\u202c \u200f\u200e\u2066abc\u2069",
    "sql": "Robert'); DROP TABLE members;--",
    "html": "<b>tebal</b><script>alert(1)</script> &amp;",
    "markdown": "*tebal* _miring_ [x](http://example.org) `kode`",
    "braces": "{name} {p0} {0} {} {{x}} {words.render}",
    "percent": "%s %d %(name)s %n",
    "number": "9" * 400,
    "negative": "-1",
    "other digits": "٣٤ ௫",
    "range": "1-999999999",
    "day that is none": "31-02-2026 jam 25.61",
    "day long ago": "1-1-0001",
    "many lines": "\n".join("abc" for _line in range(1000)),
    "white space": "a\u00a0\u2003\u3000\tb",
    "combining": "Z̷̢̛a̸l̵g̷o̶",
    "half a letter": "a\ud800b",
    "no words": ".",
    "quotes": "\"'`“”‘’",
}

NO_WORDS: dict[str, dict[str, str]] = {
    "text": {"kind": "text", "text": "  \n"},
    **{kind: {"kind": kind} for kind in ("sticker", "voice", "photo", "contact", "other")},
}


@pytest.mark.part(8)
@pytest.mark.parametrize("walk", [walk for walk in ASKING if walk.intent != "register_me"], ids=str)
def test_a_hostile_answer_is_taken_or_answered_with_how_to_mend_it(desk: Desk, walk: Walk) -> None:
    """Of registering oneself, which is registering a member, the other tests are enough."""
    for asked, question in questions(desk, walk):
        before = desk.books()
        for kind in of_many(HOSTILE, 3, f"{walk} {asked}"):
            with desk.branch():
                told = desk.say(walk.who, HOSTILE[kind])
                assert told.messages, (asked, kind)
                assert all(each.text.strip() for each in told.messages), (asked, kind)
                if asked_of(desk, walk) == asked:
                    assert told.text != question.messages[-1].text, f"{kind}: {asked} is asked again without a word why"
                handed_out = any(each.files for each in told.messages)  # which is written down, as it has to be
                assert handed_out or desk.books() == before, (asked, kind)


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_message_where_nothing_is_open_writes_nothing(desk: Desk, kind: str) -> None:
    for who in (SECRETARY_OF_BOTH, STRANGER):
        before = desk.books()
        told = desk.say(who, HOSTILE[kind])
        assert told.messages
        assert problems(told) == []
        assert desk.books() == before


@pytest.mark.part(8)
@walks
def test_what_has_no_words_loses_no_question(desk: Desk, walk: Walk) -> None:
    for asked, question in questions(desk, walk):
        for kind in of_many(NO_WORDS, 3, f"{walk} {asked}"):
            with desk.branch():
                told = desk.do(walk.who, **NO_WORDS[kind])
                assert told.messages[-1].text.endswith(question.messages[-1].text), (asked, kind)
                assert told.messages[-1].buttons == question.messages[-1].buttons, (asked, kind)


BRACES = "{name} {words} {} %s"


@pytest.mark.parametrize(
    ("intent", "slot", "words"),
    [
        ("create_group", "name", "{name} %s"),
        ("create_group", "village", BRACES),
        ("register_member", "name", "{name} %s"),
        ("register_me", "name", "{name} %s"),
        ("record_meeting", "place", BRACES),
        ("record_decision", "decision", BRACES),
        ("set_schedule", "place", BRACES),
    ],
)
def test_braces_and_percents_are_read_back_as_they_were_written(desk: Desk, intent: str, slot: str, words: str) -> None:
    way = next(walk for walk in WALKS if walk.intent == intent)
    written = replace(way, answers={**way.answers, slot: words})
    read_back = [told.text for asked, told in questions(desk, written) if asked == "_"]
    assert [words.casefold() in text.casefold() for text in read_back] == [True]


def test_a_name_in_braces_stands_in_the_book_as_it_was_written(desk: Desk) -> None:
    desk.say(SECRETARY_OF_BOTH, "/daftar")
    for words in ("Rahayu", "{name} %s", "perempuan", "45", "4", "ya"):
        desk.say(SECRETARY_OF_BOTH, words)
    assert "{Name} %S" in [member.name for member in desk.records.members.of(2)]
    assert "{Name} %S" in desk.tap(SECRETARY_OF_BOTH, "!list_members&group=2").text


@pytest.mark.parametrize(
    "payload",
    [
        "!",
        "!nothing",
        "!register_member&",
        "!register_member&name",
        "!register_member&name=&=&x=y",
        "!register_members&members=x",
        "!record_decision",
        "!share_meeting",
        "!record_decision&meeting=-1",
        "!record_decision&meeting=99999999999999999",
        "!record_decision&meeting=٣",
        "!readiness&group=x",
        "!set_schedule&rhythm=tiap kamis&hour=99",
        "r",
        "r1",
        "r1.",
        "r1._",
        "r1._=",
        "r1._=yes",
        "r1._change=name",
        "r99._=yes",
        "r1.group=%s",
        ".=",
        "\x00",
        "x" * 64,
    ],
)
def test_a_forged_button_breaks_nothing(desk: Desk, payload: str) -> None:
    for who in (SECRETARY_OF_BOTH, STRANGER):
        for opening in ("", "/daftar", "/kelompok", "/gabung"):
            with desk.branch():
                if opening:
                    desk.say(who, opening)
                before = desk.books()
                assert desk.tap(who, payload).messages
                assert desk.books() == before
