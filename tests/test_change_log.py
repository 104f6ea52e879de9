"""The change log is whole: what it says leads from the books before a turn to those after it, for every form; and only
who may sees from it, or from anything else, who was not at a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select

from handlers import ALL
from storage import schema
from storage.changes import RECORDS, STATEMENTS
from storage.locked import as_logged
from tests.desk import Desk
from tests.walks import WALKS, Walk, questions
from tests.world import FACILITATOR, MANDIRI, MEMBER, SECRETARY

pytest_plugins = ("tests.desk_fixtures",)

Books = dict[str, dict[Any, Mapping[str, Any]]]


def books(desk: Desk) -> Books:
    """Every row of every table that is a record, by its key."""
    rows = {table.name: map(dict, desk.connection.execute(select(table)).mappings()) for table in RECORDS}
    return {name: STATEMENTS[name].keyed(as_logged(name, [*of], ())[0]) for name, of in rows.items()}


def replayed(before: Books, log: list[Any]) -> Books:
    """The books as the log alone says that they became."""
    after = {name: dict(rows) for name, rows in before.items()}
    for change in log:
        of, rows = STATEMENTS[change.record], after[change.record]
        for key, row in of.keyed([of.complete(row) for row in change.before]).items():
            assert rows.pop(key) == row, "what was before stood there"
        rows.update(of.keyed([of.complete(row) for row in change.after]))
    return after


def known(found: Books, before: Books) -> Books:
    """The books without who wrote for the first time: that is no change of a record."""
    return {**found, "people": {key: row for key, row in found["people"].items() if key in before["people"]}}


# An erasure takes a name out of the log too, so that what was before does not stand there any more.
LOGGED = [walk for walk in WALKS if not walk.intent.startswith("erase")]


@pytest.mark.part(3)
@pytest.mark.parametrize("walk", LOGGED, ids=str)
def test_nothing_is_written_to_a_record_without_a_change_that_says_all_of_it(desk: Desk, walk: Walk) -> None:
    first = desk.person(walk.who)  # a new phone may become who somebody is already
    before, last = books(desk), desk.connection.execute(select(schema.changes.c.id)).scalars().all()[-1]
    for _asked, _told in questions(desk, walk):
        pass
    log = desk.connection.execute(select(schema.changes).where(schema.changes.c.id > last).order_by("id")).all()
    after = books(desk)
    others = {desk.person(said[0].partition("@")[0]) for said in walk.before if isinstance(said, tuple)}
    others |= {row["person"] for key, row in after["links"].items()}  # who writes by another account is who they are
    assert known(replayed(before, list(log)), before) == known(after, before)
    for change in log:
        assert change.person in (first, desk.person(walk.who), *others)
        assert change.at == desk.now
        assert desk.records.changes.message(change.turn) is not None, "it leads to a message"


def test_a_write_beside_the_log_would_be_noticed(desk: Desk) -> None:
    before = books(desk)
    desk.connection.execute(schema.members.update().where(schema.members.c.id == 1).values(rt="9"))
    assert replayed(before, []) != books(desk)


# -- only secretary and facilitator see who was not there

ABSENT, EXCUSED = "Sulaiman", "Wagiman"
SAID = (
    "siapa yang tidak hadir kemarin",
    "siapa yang izin",
    "hasil kumpulan terakhir",
    "notulen",
    "riwayat",
    "riwayat rapat terakhir",
    "riwayat perubahan kumpulan terakhir",
    "siapa yang mengubah data pak sulaiman",
    "apa saja yang berubah hari ini",
    "teks untuk grup wa",
    "berapa kali pak sulaiman hadir",
    "riwayat kumpulan",
    "sudah siap jadi koperasi?",
    "data saya",
)


@pytest.fixture
def held(desk: Desk) -> Desk:
    """A meeting of yesterday at which one was absent and one excused, corrected since."""
    for text in ("kumpulan kemarin di balai, hadir semua kecuali Sulaiman, Wagiman izin", "ya", "lewati"):
        desk.say(SECRETARY, text)
    return desk


def test_what_members_are_told_by_itself_names_nobody_who_was_not_there(held: Desk) -> None:
    last = held.connection.execute(select(schema.outbox.c.id)).scalars().all()[-1]
    held.now += 7_200
    held.work()
    rows = held.connection.execute(select(schema.outbox).where(schema.outbox.c.id > last)).all()
    to_member = [row.body["text"] for row in rows if row.chat == MEMBER]
    assert any("Notulen" in text for text in to_member)
    assert not any(name in text for text in to_member for name in (ABSENT, EXCUSED))


@pytest.mark.parametrize("text", SAID)
def test_no_question_of_a_member_is_answered_with_who_was_not_there(held: Desk, text: str) -> None:
    told = held.say(MEMBER, text).all
    assert not any(name in told for name in (ABSENT, EXCUSED) if name.casefold() not in text), told


@pytest.mark.part(3)
@pytest.mark.parametrize("form", [form for form in ALL if form.title or form.command], ids=lambda form: form.intent)
def test_no_form_that_a_member_opens_shows_who_was_not_there(held: Desk, form: Any) -> None:
    meeting = held.records.meetings.latest(MANDIRI, 1)[0].id
    for tokens in ("", f"&group={MANDIRI}", f"&group={MANDIRI}&meeting={meeting}"):
        told = held.tap(MEMBER, f"!{form.intent}{tokens}").all
        assert not any(name in told for name in (ABSENT, EXCUSED)), told


@pytest.mark.parametrize("who", [SECRETARY, FACILITATOR])
def test_the_secretary_and_the_facilitator_see_it(held: Desk, who: str) -> None:
    assert ABSENT in held.say(who, "hasil kumpulan terakhir").text
    assert ABSENT in held.say(who, "siapa yang tidak hadir kemarin").text


@pytest.mark.part(3)
@pytest.mark.parametrize("walk", WALKS, ids=str)
def test_whatever_was_written_has_words_of_its_own(desk: Desk, walk: Walk) -> None:
    """Neither who takes something back nor who looks it up hears of "a small change" alone."""
    for _asked, _told in questions(desk, walk):
        pass
    desk.say(walk.who, "batal")
    assert "perubahan kecil" not in desk.say(walk.who, "urungkan").all
    desk.say(walk.who, "batal")
    assert "erubahan kecil" not in desk.say(SECRETARY, "riwayat").all
