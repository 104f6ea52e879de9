"""Who may do what, at every door: each form for each role, forged buttons, stale buttons, a role taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.forms import Denied, Form
from bot.texts import Text
from handlers import ALL, guard
from jamaah.roles import ANYBODY, KEEPERS, TABLE, Deed, Role
from tests.desk import OPERATOR, Desk, Told
from tests.share import chosen
from tests.walks import ASKING, MAKMUR, MEETING, PASTED, SCHEDULE, SITI, WALKS, YES, Walk, answer, asked_of, questions
from tests.world import (
    FACILITATOR,
    KNOWN,
    MANDIRI,
    MEMBER,
    MEMBERS,
    NEW_FACILITATOR,
    OTHER_SECRETARY,
    PEOPLE,
    PHONES,
    RAHAYU,
    SECRETARY,
    SECRETARY_OF_BOTH,
    STEWARD,
    STRANGER,
    WAITING,
    private,
)

pytest_plugins = ("tests.desk_fixtures",)

ROLES: dict[str, set[Role]] = {
    STRANGER: set(),
    MEMBER: {Role.MEMBER},
    FACILITATOR: {Role.FACILITATOR},
    NEW_FACILITATOR: set(),
    WAITING: set(),
    SECRETARY: {Role.SECRETARY},
    OTHER_SECRETARY: {Role.SECRETARY},
    SECRETARY_OF_BOTH: {Role.SECRETARY},
    STEWARD: {Role.FACILITATOR, Role.STEWARD},
    OPERATOR: {Role.OPERATOR},
}
"""The roles each holds in some group, or by the configuration; a facilitator without groups holds none in any."""
GROUPS: dict[str, set[int]] = {
    STRANGER: set(),
    NEW_FACILITATOR: set(),
    WAITING: set(),
    OPERATOR: set(),
    OTHER_SECRETARY: {RAHAYU},
    SECRETARY_OF_BOTH: {MANDIRI, RAHAYU},
    STEWARD: {MANDIRI, RAHAYU},
    **{who: {MANDIRI} for who in (MEMBER, FACILITATOR, SECRETARY)},
}
REFUSALS = [
    Text(said).render("id").partition("{")[0]
    for said in (
        "That is for the group's secretary to do.",
        "That is for a facilitator to ask.",
        "That is for whoever runs Carik.",
        "No group is connected to you yet. Ask its secretary for a code.",
        "I do not know yet which group you belong to. Do you want to start a group, or do you have an invitation?",
        "That group is not in your hands any more.",
        "That comes once you are connected.",
        "That is for {secretaries} to do now.",
    )
]
ANSWERS = (
    MAKMUR
    | SITI
    | PASTED
    | MEETING
    | SCHEDULE
    | {
        "called": "Siti Lor",
        "whom": "Siti Munawaroh",
        "field": "RT",
        "value": "7",
        "reason": "Pindah",
        "ages": "Siti Munawaroh 45",
        "who": "hadir semua",
        "decision": "iuran",
        "code": "ZZZZ-9999",
        "to": "Bu Tini",
        "agreed": "ya",
        "mine": "ya",
        "channel": "WhatsApp",
    }
)
"""An answer to any question, in which nobody's name stands."""

everybody = pytest.mark.parametrize("who", PEOPLE)
forms = pytest.mark.parametrize("form", ALL, ids=lambda form: form.intent)


def allowed(who: str, form: type[Form[Any]]) -> bool:
    """What the table says, without asking the guard."""
    return form.deed in ANYBODY or any(form.deed in TABLE[role] for role in ROLES[who])


def foreign(who: str) -> set[str]:
    """Words that somebody may not read."""
    groups = {MANDIRI, RAHAYU} - GROUPS[who]
    words = {word for group in groups for word in private(group)}
    if ROLES[who].isdisjoint(KEEPERS):
        words |= set(PHONES.values())
    return words


def leaks(told: Told, words: set[str]) -> list[str]:
    """Which of these words a message or a button shows."""
    shown = told.all.casefold()
    return [word for word in words if word.casefold() in shown]


def is_refused(told: Told) -> bool:
    return any(refusal in told.text for refusal in REFUSALS)


def openings(form: type[Form[Any]], who: str) -> Iterator[tuple[str, bool]]:
    """The ways in, and whether the group is one's own: a button without and with ids of either group, the command."""
    yield f"!{form.intent}", True
    for group in (MANDIRI, RAHAYU):
        mine = group in GROUPS[who] or "group" not in form.slots
        yield f"!{form.intent}&group={group}&meeting={group}&dispute={group}", mine
    if form.command:
        yield f"/{form.command}", True


def enter(desk: Desk, who: str, opening: str) -> Told:
    return desk.tap(who, opening) if opening.startswith("!") else desk.say(who, opening)


# -- a button of another group


@pytest.mark.parametrize("intent", ["list_members", "readiness", "group_status", "next_meeting", "show_meeting"])
def test_a_button_of_a_foreign_group_is_refused_and_not_answered_of_ones_own(desk: Desk, intent: str) -> None:
    told = desk.tap(SECRETARY, f"!{intent}&group={RAHAYU}")
    assert told.text == Text("That group is not in your hands any more.").render("id")


# -- the table at the door


@pytest.mark.part(5)
@forms
@everybody
def test_the_guard_lets_in_whom_the_table_allows(desk: Desk, who: str, form: type[Form[Any]]) -> None:
    talk = desk.talk(who)
    if allowed(who, form):
        guard(talk, form)
    else:
        with pytest.raises(Denied):
            guard(talk, form)


@pytest.mark.part(8)
@forms
@everybody
def test_who_is_not_allowed_is_refused_sees_nothing_and_writes_nothing(
    desk: Desk, who: str, form: type[Form[Any]]
) -> None:
    before = desk.books()
    for opening, mine in openings(form, who):
        with desk.branch():
            told, may = enter(desk, who, opening), mine and allowed(who, form)
            assert is_refused(told) is not may, opening
            assert leaks(told, foreign(who)) == [], opening
            if not may:
                assert desk.state(who).open is None
                assert desk.books() == before
                assert not [word for word in ("6 anggota", "7 anggota", "5 dari 6", "6 dari 7") if word in told.text]


@pytest.mark.parametrize("who", [who for who in PEOPLE if who != SECRETARY_OF_BOTH])
def test_what_is_shown_on_the_whole_way_through_is_ones_own(desk: Desk, who: str) -> None:
    """Every question of every form answered, every button tapped: nothing of a group one has no role in."""
    for form in (form for form in ALL if allowed(who, form) and chosen(f"{form.intent} {who}", 3)):
        for group in {MANDIRI, RAHAYU} - GROUPS[who]:
            with desk.branch():
                told = desk.tap(who, f"!{form.intent}&group={group}&meeting={group}")
                for _turn in range(12):
                    assert leaks(told, foreign(who)) == [], (form.intent, told.text)
                    asked = desk.asked(who)
                    if asked is None:
                        break
                    told = desk.say(who, YES if asked == "_" else ANSWERS.get(asked, "Mandiri"))
                for _label, payload in told.buttons:
                    with desk.branch():
                        assert leaks(desk.tap(who, payload), foreign(who)) == [], (form.intent, payload)


@everybody
def test_what_is_written_is_written_in_ones_own_group(desk: Desk, who: str) -> None:
    """Through every form, also when its buttons name the other group."""
    for group in {MANDIRI, RAHAYU} - GROUPS[who]:
        mine = (
            desk.records.members.of(group),
            desk.records.meetings.latest(group, 9),
            desk.records.schedules.current(group),
        )
        for form in (form for form in ALL if chosen(f"{form.intent} {who}", 3)):
            with desk.branch():
                enter(desk, who, f"!{form.intent}&group={group}&meeting={group}")
                while (asked := desk.asked(who)) is not None:
                    told = desk.say(who, YES if asked == "_" else ANSWERS.get(asked, "Mandiri"))
                    if desk.asked(who) == asked and asked != "_":
                        break
                    assert told.messages
                now = desk.records
                found = now.members.of(group), now.meetings.latest(group, 9), now.schedules.current(group)
                assert found == mine, form.intent


def test_a_facilitator_sees_figures_minutes_and_names_and_never_a_phone(desk: Desk) -> None:
    seen = []
    for walk in WALKS:
        with desk.branch():
            told = desk.tap(FACILITATOR, walk.opening)
            seen.append(told.all)
    shown = "\n".join(seen)
    assert PHONES[MANDIRI] not in shown
    assert PHONES[MANDIRI].removeprefix("+62") not in shown
    for expected in ("Kartini Lestari", "tuku pakan lele", "6 anggota", "Izin 1"):
        assert expected in shown


def test_a_member_reads_the_minutes_without_the_names_of_those_who_were_not_there(desk: Desk) -> None:
    told = desk.tap(MEMBER, "!show_meeting")
    assert "tuku pakan lele" in told.text
    assert "Wagiman" not in told.text


def test_nothing_that_opens_without_an_answer_shows_a_phone(desk: Desk) -> None:
    for who in KNOWN:
        for walk in (walk for walk in WALKS if chosen(f"{walk} {who}", 3)):
            with desk.branch():
                assert not leaks(desk.tap(who, walk.opening), set(PHONES.values())), (who, walk.intent)


# -- forged buttons


@pytest.mark.parametrize(
    "payload",
    [
        "!readiness&group=1",
        "!list_members&group=1",
        "!list_members&group=1&only=unlinked",
        "!show_meeting&group=1",
        "!share_meeting&group=1&meeting=1",
        "!share_meeting&group=2&meeting=1",
        "!share_meeting&meeting=1",
        "!next_meeting&group=1",
        "!invite&group=1",
        "!invite&group=1&role=secretary",
        "!record_decision&group=1&meeting=1",
        "!record_decision&group=2&meeting=1",
        "!record_meeting&group=1",
        "!register_member&group=1",
        "!set_schedule&group=1",
        "!show_member&group=1&whom=1",
        "!show_member&whom=1",
        "!update_member&group=1&whom=1&field=phone&value=-",
        "!update_member&group=2&whom=1",
        "!remove_member&group=1&whom=1&reason=died",
        "!update_ages&group=1",
        "!undo&group=1",
        "!move_meeting&group=1&day=2026-11-28",
        "!cancel_meeting&group=1",
        "!extra_meeting&group=1&day=2026-11-28&hour=16:00",
        "!dispute_attendance&group=1&day=2026-11-19",
        "!settle_dispute&group=1&dispute=1&answer=correct",
        "!settle_dispute&group=2&dispute=1&answer=correct",
        "!settle_dispute&dispute=1&answer=check",
        "!group_status&group=1",
        "!groups_overdue&group=1&area=Getasan",
    ],
)
def test_a_forged_button_shows_and_changes_nothing_of_another_group(desk: Desk, payload: str) -> None:
    for who in (STRANGER, OTHER_SECRETARY, NEW_FACILITATOR):
        with desk.branch():
            told = desk.tap(who, payload)
            assert leaks(told, private(MANDIRI)) == [], who
            assert "Mandiri" not in told.all, who


def test_a_decision_is_not_added_to_a_meeting_of_another_group(desk: Desk) -> None:
    before = desk.books()
    desk.tap(OTHER_SECRETARY, "!record_decision&group=2&meeting=1")
    desk.say(OTHER_SECRETARY, "uang kas dibagi")
    desk.say(OTHER_SECRETARY, YES)
    assert desk.books() == before


def test_an_id_of_another_groups_member_is_no_answer(desk: Desk) -> None:
    strangers = [member.id for member in desk.records.members.of(RAHAYU)]
    desk.tap(SECRETARY, "!record_meeting")
    desk.say(SECRETARY, "kemarin")
    desk.say(SECRETARY, "hadir semua kecuali Bambang")
    assert desk.asked(SECRETARY) == "which"
    for member in strangers:
        told = desk.tap(SECRETARY, f"r1.which={member}")
        assert desk.asked(SECRETARY) == "which"
        assert leaks(told, private(RAHAYU)) == []


@pytest.mark.parametrize("intent", ["show_member", "update_member", "remove_member"])
def test_a_member_of_another_group_is_nobody(desk: Desk, intent: str) -> None:
    """By an id on a button and by the name, they are as unknown as somebody who is in no book."""
    stranger = desk.records.members.of(RAHAYU)[0]
    told = desk.tap(SECRETARY, f"!{intent}&group=1&whom={stranger.id}")
    assert desk.asked(SECRETARY) == "whom"
    assert leaks(told, private(RAHAYU)) == []
    with desk.branch():
        told = desk.say(SECRETARY, stranger.name)
        assert desk.asked(SECRETARY) == "whom"
    assert told.text.replace(stranger.name, "Nobody") == desk.say(SECRETARY, "Nobody").text


def test_a_facilitator_sees_one_member_without_the_phone_and_may_change_nothing(desk: Desk) -> None:
    told = desk.tap(FACILITATOR, "!show_member&group=1&whom=1")
    assert "Kartini Lestari" in told.text
    assert leaks(told, {PHONES[MANDIRI]}) == []
    assert told.buttons == []
    assert leaks(desk.tap(SECRETARY, "!show_member&group=1&whom=1"), {PHONES[MANDIRI]})


def test_a_choice_of_a_group_that_is_not_ones_own_is_no_answer(desk: Desk) -> None:
    desk.tap(SECRETARY_OF_BOTH, "!readiness")
    desk.dismiss(SECRETARY_OF_BOTH, RAHAYU)
    told = desk.tap(SECRETARY_OF_BOTH, "r1.group=2")
    assert leaks(told, private(RAHAYU)) == []
    assert "Rahayu" not in told.all


def test_buttons_of_somebody_else_lead_into_ones_own_talk(desk: Desk) -> None:
    """Payloads are not secret: what a secretary's buttons do on a stranger's phone is what the stranger may do."""
    payloads: list[str] = []
    for walk in (walk for walk in WALKS if chosen(f"{walk} payloads", 3)):
        with desk.branch():
            for _asked, told in questions(desk, walk):
                payloads += [payload for _label, payload in told.buttons]
    before = desk.books()
    for payload in dict.fromkeys(payloads):
        for who in (STRANGER, NEW_FACILITATOR):
            with desk.branch():
                told = desk.tap(who, payload)
                assert leaks(told, foreign(who)) == [], payload
                assert desk.books() == before, payload


def test_a_code_is_not_guessed_by_trying(desk: Desk) -> None:
    """Ten wrong codes in an hour, and even the right one is not looked up any more."""
    desk.say(STRANGER, "/gabung")
    for letter in "ABCDEFGHJK":
        desk.say(STRANGER, f"AAAA-222{letter}")
    before = desk.books()
    desk.say(STRANGER, "/gabung AAAA-2222")
    assert "Mandiri" not in desk.say(STRANGER, "AAAA-2222").all
    desk.now += 3_601
    assert "Mandiri" in desk.say(STRANGER, "AAAA-2222").all
    assert desk.books() == before


def test_a_name_that_is_not_in_the_book_and_one_that_is_taken_sound_the_same(desk: Desk) -> None:
    told = []
    for name in ("Kartini Lestari", "Sumarni Lasmini"):
        with desk.branch():
            desk.say(STRANGER, "AAAA-2222")
            told.append(desk.say(STRANGER, name).text)
    assert told[0] == told[1]


# -- a role taken away in the middle

HARMLESS = ("._=cancel", "._=change")

DEEDS = {form.intent: form.deed for form in ALL}
written = pytest.mark.parametrize("walk", [walk for walk in ASKING if DEEDS[walk.intent] not in ANYBODY], ids=str)


@pytest.mark.part(6)
@written
@pytest.mark.parametrize("group", [None, MANDIRI, RAHAYU])
def test_a_role_taken_away_ends_the_form_at_its_next_message(desk: Desk, walk: Walk, group: int | None) -> None:
    for asked, told in questions(desk, walk):
        form = desk.form(walk.who)
        assert form is not None
        chosen = form.answers.get("group")
        if group is not None and chosen != group:
            continue
        taps = [payload for _label, payload in told.messages[-1].buttons if not payload.endswith(HARMLESS)]
        for words in (answer(walk, asked), *taps):
            with desk.branch():
                desk.dismiss(walk.who, group)
                before = desk.books()
                last = desk.tap(walk.who, words) if words in taps else desk.say(walk.who, words)
                assert desk.books() == before, (asked, words)
                gone = {MANDIRI, RAHAYU} if group is None else {group}
                assert leaks(last, {word for each in gone for word in private(each)} - said(form)) == [], (asked, words)
                assert is_refused(last), (asked, words, last.text)
                assert asked_of(desk, walk) is None, (asked, words)


def said(form: Form[Any]) -> set[str]:
    """Words the person has written in this form, which are no secret to them."""
    text = repr(form.answers).casefold()
    return {word for group in MEMBERS for word in private(group) if word.casefold() in text}


def test_open_and_put_aside_are_both_over_when_the_role_is_gone(desk: Desk) -> None:
    """Two forms about one group, which is taken away while another group stays: one message ends both."""
    who = SECRETARY_OF_BOTH
    desk.tap(who, "!register_member&group=2")
    for words in ("Siti Munawaroh", "perempuan", "45", "4"):
        desk.say(who, words)
    desk.tap(who, "!set_schedule&group=2")
    state = desk.state(who)
    assert state.open is not None and state.parked
    desk.dismiss(who, RAHAYU)
    before = desk.books()
    told = desk.say(who, "tiap Jumat")
    assert leaks(told, private(RAHAYU)) == []
    assert desk.books() == before
    assert (desk.state(who).open, desk.state(who).parked) == (None, [])
    assert desk.say(who, "berapa anggota kita?").text.startswith("6 anggota")


def test_what_was_saved_cannot_be_taken_back_by_who_has_no_role_in_the_group_any_more(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar bu siti munawaroh 45 th")
    desk.say(SECRETARY, YES)
    desk.dismiss(SECRETARY)
    before = desk.books()
    told = desk.say(SECRETARY, "/urungkan")
    assert "Munawaroh" not in told.all
    desk.say(SECRETARY, YES)
    assert desk.books() == before


def test_nobody_takes_back_what_somebody_else_saved(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar bu siti munawaroh 45 th")
    desk.say(SECRETARY, YES)
    before = desk.books()
    desk.say(SECRETARY_OF_BOTH, "/urungkan")
    desk.say(SECRETARY_OF_BOTH, YES)
    assert desk.books() == before


def test_the_deeds_of_the_table_are_those_of_the_forms_or_asked_within_them() -> None:
    within = {Deed.SEE_PHONES, Deed.SEE_ATTENDANCE, Deed.SEE_CHANGES, Deed.INVITE_FACILITATOR, Deed.INVITE_SECRETARY}
    assert {form.deed for form in ALL} | within == set(Deed)


def test_the_world_has_everybody_the_table_speaks_of() -> None:
    assert set().union(*ROLES.values()) | {Role.STRANGER, Role.CHAT} == set(Role)
    assert set(ROLES) == set(GROUPS) == set(PEOPLE)
