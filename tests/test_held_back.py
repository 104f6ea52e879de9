"""What there is no room for today: the secretaries hear of it once a day, and find who is to be told in their list."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.channels.whatsapp_templates import templates
from bot.messages import Outgoing
from bot.ports import Draft, Due
from bot.turn import Attempt
from bot.window import HELD
from handlers import group_of
from jamaah.calendar import instant
from jamaah.groups import Zone
from storage.schema import groups, members, outbox
from tests.desk import CHANNEL, NOW, Desk
from tests.world import MANDIRI, MEMBER, OTHER_SECRETARY, RAHAYU, SECRETARY, SECRETARY_OF_BOTH

pytest_plugins = ("tests.desk_fixtures",)
DAY = 86_400
MEETING = instant(date(2026, 11, 26), time(19, 30), Zone.WIB)
WORDS = "Hari ini 1 anggota JP Mandiri belum bisa saya kirimi kabar. Tolong disampaikan langsung."


KUMPULAN = "JP Mandiri kumpulan besok: ..."


def hold(
    desk: Desk, key: str, who: str = MEMBER, *, expires: int | None = None, at: int = NOW, text: str = KUMPULAN
) -> None:
    """There is no room for a message to somebody, and that is to be heard of."""
    records = desk.records
    said = Draft(CHANNEL, who, text, (), "reminder", key=key, expires=expires)
    records.outbox.add([said], at)
    [row] = desk.connection.execute(select(outbox.c.id).where(outbox.c.key == key)).scalars()
    records.window.hold([row], at)
    records.due.plan([Due(at, HELD, f"{HELD}:{key}", {"channel": CHANNEL, "until": at + DAY})])


def remind(desk: Desk, who: str = MEMBER, lead: int = 259_200) -> None:
    hold(desk, f"remind:{MANDIRI}:{MEETING}:{lead}:{desk.person(who)}", who, expires=MEETING)


def told(desk: Desk, at: int = NOW) -> list[Any]:
    """What is said to whom by what is due."""
    last = desk.connection.execute(select(outbox.c.id).order_by(outbox.c.id.desc()).limit(1)).scalar() or 0
    while desk.turns.work(desk.records, Attempt(), at):
        continue
    rows = desk.connection.execute(select(outbox).where(outbox.c.id > last, outbox.c.key.startswith(HELD))).all()
    return sorted(rows, key=lambda row: row.chat)


def test_each_secretary_of_the_group_is_told_once_a_day(desk: Desk) -> None:
    remind(desk)
    said = told(desk)
    assert [(row.chat, row.body["text"]) for row in said] == [(SECRETARY_OF_BOTH, WORDS), (SECRETARY, WORDS)]
    remind(desk, lead=7_200)
    assert told(desk) == []
    hold(desk, f"announce:{MANDIRI}:77:3", at=NOW + DAY)
    assert len(told(desk, NOW + DAY)) == 2


def test_it_has_a_template(desk: Desk) -> None:
    remind(desk)
    row = told(desk)[0]
    buttons = tuple((label, payload) for label, payload in row.body["buttons"])
    filled = templates().fitting(Outgoing(id=1, channel="whatsapp", chat="1", text=row.body["text"], buttons=buttons))
    assert filled is not None
    assert filled.template.name == "penuh_hari_ini"


def test_the_list_has_who_is_held_and_the_text_and_a_day_later_no_more(desk: Desk) -> None:
    without = desk.say(SECRETARY, "siapa yang belum terhubung").text
    assert "Bu Kartini" not in without
    remind(desk)
    _both, row = told(desk)
    [(label, payload)] = row.body["buttons"]
    assert label == "Lihat daftarnya"
    shown = desk.do(SECRETARY, kind="tap", tap=payload).text
    assert "Bu Kartini: https://wa.me/" in shown
    assert "kumpulan" in shown
    ticked = desk.say(SECRETARY, "bu kartini sudah").text
    assert "Bu Kartini" in ticked


def test_an_announcement_is_in_the_list_of_who_did_not_write_it(desk: Desk) -> None:
    hold(desk, f"announce:{MANDIRI}:77:{desk.person(MEMBER)}", text="JP Mandiri, dari Bu Dwi: bawa tikar")
    _both, row = told(desk)
    shown = desk.do(SECRETARY, kind="tap", tap=row.body["buttons"][0][1]).text
    assert "Bu Kartini: https://wa.me/6281234567801?text=JP%20Mandiri%2C%20dari%20Bu%20Dwi%3A%20bawa%20tikar" in shown


def test_what_the_secretaries_pass_on_goes_no_more_by_itself_and_still_if_it_is_asked_for(desk: Desk) -> None:
    remind(desk)
    told(desk)
    desk.records.window.let_all(CHANNEL, NOW + 1)
    assert desk.records.outbox.next_due(CHANNEL) is not None, "what the secretaries are told"
    assert not unsent(desk, MEMBER)
    assert desk.records.window.let(CHANNEL, MEMBER, NOW + 2)
    assert unsent(desk, MEMBER)


def unsent(desk: Desk, who: str) -> list[int]:
    rows = select(outbox.c.id).where(outbox.c.chat == who, outbox.c.ended.is_(None))
    return list(desk.connection.execute(rows).scalars())


def test_what_is_for_one_alone_waits_for_room_and_nobody_is_told(desk: Desk) -> None:
    hold(desk, f"held:{MANDIRI}:{MEETING}:1:{desk.person(SECRETARY)}", SECRETARY)
    assert told(desk) == []
    desk.records.window.let_all(CHANNEL, NOW + 1)
    assert unsent(desk, SECRETARY)


def test_another_group_hears_nothing_of_it(desk: Desk) -> None:
    remind(desk)
    assert OTHER_SECRETARY not in [row.chat for row in told(desk)]
    hold(desk, f"news:{RAHAYU}:2026-11-26:5:{desk.person(MEMBER)}")
    assert told(desk) == [], "who is no member there is told by nobody there"


def test_at_night_it_waits_for_the_morning(desk: Desk) -> None:
    night = NOW + 14 * 3_600
    hold(desk, f"remind:{MANDIRI}:{MEETING}:86400:{desk.person(MEMBER)}", at=night)
    assert told(desk, night) == []
    assert len(told(desk, night + 7 * 3_600)) == 2


def test_who_sleeps_already_hears_of_it_in_the_morning_and_keeps_nobody_waiting(desk: Desk) -> None:
    desk.connection.execute(update(groups).where(groups.c.id == RAHAYU).values(zone=Zone.WIT))
    person, evening = desk.person(OTHER_SECRETARY), instant(date(2026, 11, 25), time(20, 30), Zone.WIB)
    [book] = desk.connection.execute(select(members.c.id).where(members.c.name == "Kasiyem")).scalars()
    desk.connection.execute(update(members).where(members.c.id == book).values(person=person))
    hold(desk, f"announce:{MANDIRI}:77:{desk.person(MEMBER)}", at=evening)
    hold(desk, f"announce:{RAHAYU}:78:{person}", OTHER_SECRETARY, at=evening)
    assert {row.body["text"] for row in told(desk, evening)} == {WORDS}
    assert told(desk, evening + 60) == []
    [first, *_more] = told(desk, instant(date(2026, 11, 26), time(7, 30), Zone.WIT))
    assert "Rahayu" in first.body["text"]


def test_what_is_of_no_use_any_more_is_counted_no_more(desk: Desk) -> None:
    night = instant(date(2026, 11, 25), time(23), Zone.WIB)
    hold(desk, f"announce:{MANDIRI}:77:{desk.person(MEMBER)}", at=night, expires=night + 3_600)
    assert told(desk, night + 10 * 3_600) == []


@pytest.mark.parametrize(
    ("key", "group"),
    [
        ("remind:7:1795696200:86400:3", 7),
        ("news:7:pause:1:3:3", 7),
        ("held_back:7:2026-11-26:2", 7),
        ("own_data:7:turn:13:3", 7),
        ("digest:7:1796601600", None),
        ("unreachable:7:20780:2", None),
        ("", None),
    ],
)
def test_a_key_tells_of_which_group_it_is(key: str, group: int | None) -> None:
    assert group_of(key) == group
