"""One person on two channels: joined by a code, heard of once, on the channel they prefer, and on none they refused."""

from __future__ import annotations

import re
from datetime import time

import pytest
from sqlalchemy import select

from bot.messages import OutKind, Reply
from bot.ports import Draft, Due
from bot.talk import Occasion
from bot.texts import verbatim
from bot.turn import told
from handlers.ports import Code, Joining
from jamaah.accounts import ChannelConsent
from jamaah.roles import Role
from storage.merging import merge
from storage.schema import consents, due, links, metadata, outbox, people, talks
from tests.desk import CHANNEL, Desk, first_message
from tests.world import (
    MANDIRI,
    MEMBER,
    MEMBER_CODE,
    OTHER_SECRETARY,
    RAHAYU,
    SECRETARY,
    SECRETARY_OF_BOTH,
    STRANGER,
    WAITING,
)

pytest_plugins = ("tests.desk_fixtures",)

CODE = re.compile(r"/start ([A-Z0-9]{4}-[A-Z0-9]{4})")
WHATSAPP = "whatsapp"
TINI_THERE = "tini@whatsapp"


@pytest.fixture(autouse=True)
def both(desk: Desk) -> None:
    """Two channels are served."""
    desk.channels = (CHANNEL, WHATSAPP)


def code_of(desk: Desk, who: str, words: str = "hubungkan WA saya") -> str:
    """The code somebody gets for another channel."""
    [code] = CODE.findall(desk.say(who, words).text)
    return str(code)


def link(desk: Desk, who: str, there: str, words: str = "hubungkan WA saya") -> str:
    """Make both accounts one person's; what is said at the end."""
    desk.say(there, f"/start {code_of(desk, who, words)}")
    return desk.say(there, "ya").text


def heard(desk: Desk, who: str) -> list[str]:
    """In which chats somebody hears what they did not ask for."""
    [person] = desk.connection.execute(select(talks.c.person).where(talks.c.chat == who)).scalars()
    occasion = Occasion(desk.records, desk.now)
    occasion.tell(person, Reply(verbatim("kabar"), kind="alert"))
    return [draft.chat for draft in told(desk.records, occasion)]


# -- one person


def test_who_says_the_code_on_another_channel_is_the_same_person_there(desk: Desk) -> None:
    desk.say(MEMBER, "pakai bahasa jawa")
    code = code_of(desk, MEMBER)
    asked = desk.say(TINI_THERE, code)
    assert "Bu Tini" in asked.text and "Mandiri" in asked.text and "WhatsApp" in asked.text
    assert desk.person(TINI_THERE) != desk.person(MEMBER)
    done = desk.say(TINI_THERE, "ya")
    assert desk.person(TINI_THERE) == desk.person(MEMBER)
    assert "Panjenengan" not in done.text and "Bu Tini" in done.text
    assert "kumpulan" in desk.say(TINI_THERE, "kapan kumpulan lagi?").text.casefold()
    assert [message.chat for message in desk.to_others] == []
    assert desk.records.people.get(desk.person(TINI_THERE)).language == "jv"


def test_the_other_account_hears_of_it_there_and_the_log_tells_it(desk: Desk) -> None:
    link(desk, MEMBER, TINI_THERE)
    told_there = [message.text for message in desk.to_others if message.chat == MEMBER]
    assert len(told_there) == 1 and "WhatsApp sudah tersambung" in told_there[0] and "Bu Nurul" in told_there[0]
    assert "Bu Kartini menulis juga di WhatsApp." in desk.say(SECRETARY, "riwayat").text


def test_who_is_known_does_not_become_one_with_a_stranger_by_the_strangers_code(desk: Desk) -> None:
    """A link with a code in it, sent to the secretary by whoever wants her books, and she says yes to all."""
    desk.channels = ("telegram", WHATSAPP)
    code = code_of(desk, "maling@whatsapp", "sambungkan ke telegram")
    refused = desk.say(SECRETARY, f"/start {code}").text
    assert "minta kodenya di sini" in refused and "jangan diapa-apakan" in refused
    desk.say(SECRETARY, "ya")
    assert desk.person("maling@whatsapp") != desk.person(SECRETARY)
    assert "Mandiri" not in desk.say("maling@whatsapp", "daftar anggota").text
    right = code_of(desk, SECRETARY)
    desk.say("sri@whatsapp", right)
    desk.say("sri@whatsapp", "ya")
    assert desk.person("sri@whatsapp") == desk.person(SECRETARY)


def test_neither_does_who_is_known_in_more_groups(desk: Desk) -> None:
    desk.channels = ("telegram", WHATSAPP)
    records, there = desk.records, desk.person("maling@whatsapp")
    records.author(1, there, desk.now)
    records.people.address(there, "Bu Sri")
    records.people.grant(there, Role.SECRETARY, RAHAYU)
    refused = desk.say(SECRETARY, code_of(desk, "maling@whatsapp", "sambungkan ke telegram")).text
    assert "minta kodenya di sini" in refused
    assert desk.person("maling@whatsapp") == there != desk.person(SECRETARY)


def test_a_no_connects_nothing_and_the_code_stays_good_for_who_it_is_for(desk: Desk) -> None:
    code = code_of(desk, MEMBER)
    desk.say("asing@whatsapp", code)
    assert "tidak ada yang disambungkan" in desk.say("asing@whatsapp", "bukan").text
    desk.say(TINI_THERE, code)
    desk.say(TINI_THERE, "ya")
    assert desk.person(TINI_THERE) == desk.person(MEMBER) != desk.person("asing@whatsapp")


def test_a_code_is_good_once_and_for_an_hour_and_a_new_one_ends_it(desk: Desk) -> None:
    old, late = code_of(desk, MEMBER), code_of(desk, SECRETARY)
    new = code_of(desk, MEMBER)
    assert "sudah dipakai, atau sudah lewat" in desk.say(TINI_THERE, old).text
    desk.now += 3_601
    assert "sudah dipakai, atau sudah lewat" in desk.say("sri@whatsapp", late).text
    assert "sudah dipakai, atau sudah lewat" in desk.say(TINI_THERE, new).text
    newest = code_of(desk, MEMBER)
    desk.say(TINI_THERE, newest)
    desk.say(TINI_THERE, "ya")
    assert "sudah tersambung" in desk.say(TINI_THERE, newest).text
    assert "sudah dipakai, atau sudah lewat" in desk.say(STRANGER, newest).text


def test_who_guesses_is_not_let_in_by_a_code_for_another_channel(desk: Desk) -> None:
    code = code_of(desk, MEMBER)
    for letter in "ABCDEFGHJK":
        desk.say(TINI_THERE, f"AAAA-222{letter}")
    assert "Bu Tini" not in desk.say(TINI_THERE, code).text
    assert desk.records.tallies.within("code_wrong", desk.now) == 10
    assert "Bu Tini" not in desk.tap(TINI_THERE, f"!link_here&code={code}&mine=y").all
    assert desk.person(TINI_THERE) != desk.person(MEMBER)


def test_codes_are_given_out_a_few_times_an_hour_only(desk: Desk) -> None:
    for _again in range(5):
        code_of(desk, MEMBER)
    assert "Kodenya sudah banyak" in desk.say(MEMBER, "hubungkan WA saya").text
    desk.now += 3_600
    assert CODE.search(desk.say(MEMBER, "hubungkan WA saya").text)


def test_who_says_their_own_code_where_they_got_it_is_told_where_to(desk: Desk) -> None:
    code = code_of(desk, MEMBER)
    assert "tempat yang satunya" in desk.say(MEMBER, code).text
    assert desk.records.tallies.within("code_wrong", desk.now) == 0


SAID = (
    *(
        "hubungkan WA saya",
        "sambungkan ke whatsapp",
        "tolong sambungke wa ku",
        "saya mau pakai WA juga",
        "bisa lewat wa?",
    ),
    *("iso lewat WA ra?", "aku duwe wa, iso disambungke ora?", "konek ke WA dong", "pindah ke WA", "minta kode wa"),
    *("wa saya belum terhubung", "daftarkan wa saya juga"),
)


@pytest.mark.parametrize("words", SAID)
def test_many_words_ask_for_it(desk: Desk, words: str) -> None:
    assert CODE.search(desk.say(MEMBER, words).text)


PREFERRED = (
    *("kabari lewat wa", "lewat WA saja", "kirim pengingat lewat wa wae", "ojo lewat desk, lewat wa wae"),
    *("mulai sekarang lewat WA saja ya", "pesannya lewat wa saja", "nek ono kabar lewat wa wae"),
    "jangan kabari lewat telegram lagi, lewat wa saja",
)


@pytest.mark.parametrize("words", PREFERRED)
def test_many_words_say_where(desk: Desk, words: str) -> None:
    link(desk, MEMBER, TINI_THERE)
    desk.say(MEMBER, words)
    assert desk.records.people.get(desk.person(MEMBER)).prefers == ("whatsapp" if "desk" not in words else None)


NEITHER = (
    "kirim undangan lewat wa",
    "kirim notulen lewat wa",
    "hubungkan wa bu tini",
    "umumkan lewat wa: besok kerja bakti",
)


@pytest.mark.parametrize("words", NEITHER)
def test_other_words_do_neither(desk: Desk, words: str) -> None:
    assert not CODE.search(desk.say(SECRETARY, words).text)
    assert desk.records.people.get(desk.person(SECRETARY)).prefers is None


def test_another_account_on_the_same_channel_is_no_other_channel(desk: Desk) -> None:
    """Whoever has the account would not hear of it: they are reached by the one that was used last."""
    code = code_of(desk, MEMBER)
    assert "tempat yang satunya" in desk.say(STRANGER, code).text
    assert desk.person(STRANGER) != desk.person(MEMBER)
    link(desk, MEMBER, TINI_THERE)
    link(desk, MEMBER, "tini.baru@whatsapp")
    assert [message.chat for message in desk.to_others] == [MEMBER], "a new number is told on the other channel"
    assert desk.person("tini.baru@whatsapp") == desk.person(MEMBER)


def test_who_keeps_books_with_somebody_hears_where_they_write_now(desk: Desk) -> None:
    link(desk, SECRETARY, "sri@whatsapp")
    told_of = {each.chat for each in desk.to_others if each.text == "Bu Sri sekarang menulis juga di WhatsApp."}
    assert SECRETARY_OF_BOTH in told_of and not told_of & {SECRETARY, OTHER_SECRETARY, MEMBER}
    link(desk, MEMBER, TINI_THERE)
    assert [each.chat for each in desk.to_others] == [MEMBER], "of a member nobody hears"


def test_who_wants_no_messages_hears_all_the_same_that_an_account_was_joined(desk: Desk) -> None:
    desk.say(MEMBER, "stop")
    link(desk, MEMBER, TINI_THERE)
    assert "WhatsApp sudah tersambung" in next(each.text for each in desk.to_others if each.chat == MEMBER)
    assert heard(desk, MEMBER) == [TINI_THERE]


def test_where_nobody_would_hear_of_it_no_account_is_joined(desk: Desk) -> None:
    code = code_of(desk, MEMBER)
    desk.records.talks.unreachable(CHANNEL, MEMBER, desk.now)
    assert "tempat yang satunya" in desk.say(TINI_THERE, code).text
    assert desk.person(TINI_THERE) != desk.person(MEMBER)


def test_who_waits_to_be_connected_is_asked_by_the_name_they_gave(desk: Desk) -> None:
    assert "Legiyem" in (said := desk.say("calon@whatsapp", code_of(desk, WAITING)).text) or "Calon" in said, said
    desk.connection.execute(people.update().where(people.c.id == desk.person(WAITING)).values(address=""))
    assert "Legiyem" in desk.say("calon@whatsapp", code_of(desk, WAITING)).text


def test_where_the_other_channel_is_not_served_it_is_said(desk: Desk) -> None:
    desk.channels = (CHANNEL,)
    assert "baru bisa dihubungi lewat Desk" in desk.say(MEMBER, "hubungkan WA saya").text
    desk.channels = (CHANNEL, WHATSAPP)
    assert "Carik belum ada di Telegram" in desk.say(MEMBER, "hubungkan telegram saya").text
    assert "memang sudah WhatsApp" in desk.say(TINI_THERE, "hubungkan WA saya").text


def test_the_address_of_the_other_channel_is_given_where_there_is_one(desk: Desk) -> None:
    object.__setattr__(desk.turns, "link", lambda channel, code, chat=False: f"https://{channel}.example/{code}")
    said = desk.say(MEMBER, "hubungkan WA saya").text
    assert "https://whatsapp.example/" in said and "/start " in said


# -- two who may be two people


def test_two_members_of_one_book_are_not_made_one(desk: Desk) -> None:
    desk.say(TINI_THERE, MEMBER_CODE)
    desk.say(TINI_THERE, "Darsono")
    desk.say(TINI_THERE, "ya")
    records = desk.records
    records.author(1, desk.person(SECRETARY), desk.now)
    records.members.link(records.members.of(MANDIRI)[1].id, desk.person(TINI_THERE))
    before = desk.books()
    refused = desk.say(TINI_THERE, code := code_of(desk, MEMBER)).text
    assert "dua anggota" in refused and "Pak Darsono" in refused and "Bu Sri" in refused
    assert desk.person(TINI_THERE) != desk.person(MEMBER)
    assert {name: rows for name, rows in desk.books().items() if name != "codes"} == {
        name: rows for name, rows in before.items() if name != "codes"
    }
    assert code


def test_two_who_are_called_otherwise_are_not_made_one(desk: Desk) -> None:
    link(desk, OTHER_SECRETARY, "wati@whatsapp")
    refused = desk.say("wati@whatsapp", code_of(desk, SECRETARY)).text
    assert "Mbah Wati" in refused and "Bu Sri" in refused and "dua orang" in refused
    assert desk.person("wati@whatsapp") != desk.person(SECRETARY)


def test_roles_and_what_was_written_by_both_are_one_persons_then(desk: Desk) -> None:
    """The second account had a role in another group, had written in its book, and can still take that back."""
    there = "dwi@whatsapp"
    records, person = desk.records, desk.person(there)
    records.author(1, desk.person(SECRETARY), desk.now)
    records.people.grant(person, Role.SECRETARY, RAHAYU)
    records.people.grant(person, Role.FACILITATOR, MANDIRI)
    records.people.address(person, "Mbak Dwi")
    desk.say(there, "daftar bu siti munawaroh 45 th rt 3 di rahayu")
    desk.say(there, "ya")
    count = len(desk.records.members.of(RAHAYU))
    asked = desk.say(there, code_of(desk, SECRETARY_OF_BOTH)).text
    assert "ikut disatukan" in asked and "Rahayu" in asked
    desk.say(there, "ya")
    mine = desk.person(SECRETARY_OF_BOTH)
    assert desk.person(there) == mine
    held = [(grant.role, grant.group) for grant in desk.records.people.grants(mine)]
    assert sorted(held) == sorted(set(held))
    assert (Role.FACILITATOR, MANDIRI) in held and (Role.SECRETARY, RAHAYU) in held
    assert desk.records.people.get(person).address == ""
    desk.say(SECRETARY_OF_BOTH, "urungkan")
    desk.say(SECRETARY_OF_BOTH, "ya")
    assert len(desk.records.members.of(RAHAYU)) == count - 1
    assert not desk.found([f'"person": {person},', f'"person": {person}}}'])


PERSONS = {"person", "by_person", "behalf", "giver", "receiver", "used_by", "account_of", "in_place_of", "stray"}


def test_nothing_names_the_one_of_whom_nothing_is_left(desk: Desk) -> None:
    """Of two persons who were one no row of any table, and no line of the log, is left that names the one."""
    there, records = "dwi@whatsapp", desk.records
    gone = desk.person(there)
    records.author(1, gone, desk.now)
    for role, group in ((Role.SECRETARY, RAHAYU), (Role.SECRETARY, MANDIRI), (Role.FACILITATOR, RAHAYU)):
        records.people.grant(gone, role, group)
    records.people.address(gone, "Bu Dwi")
    records.people.mute(gone, RAHAYU, muted=True)
    records.codes.add("WXYZ-2345", Code(Role.MEMBER, RAHAYU, None, gone), desk.now + 60, desk.now)
    for words in ("daftar bu siti munawaroh 45 th di rahayu", "ya", "umur kasiyem piro?", "stop"):
        desk.say(there, words)
    assert named(desk, gone) >= {"grants", "mutes", "codes", "changes", "consents", "talks"}
    desk.say(there, code_of(desk, SECRETARY_OF_BOTH))
    desk.say(there, "ya")
    assert desk.person(there) == desk.person(SECRETARY_OF_BOTH) != gone
    assert named(desk, gone) == set()


def named(desk: Desk, person: int) -> set[str]:
    """The tables in which a person is named, be it in what stood in a row once."""
    found = set()
    for table in metadata.sorted_tables:
        for row in desk.connection.execute(select(table)).mappings():
            kept = [row, *row["before"], *row["after"]] if table.name == "changes" else [row]
            if any(one.get(name) == person for one in kept for name in PERSONS):
                found.add(table.name)
    return found


def test_the_hour_of_the_digest_is_that_of_the_day_that_was_said_with_it(desk: Desk) -> None:
    monday, friday = (0, time(7)), (4, time(6))
    kept, gone, records = desk.person(MEMBER), desk.person(TINI_THERE), desk.records
    records.author(1, kept, desk.now)
    records.people.digest(kept, monday)
    records.people.digest(gone, friday)
    link(desk, MEMBER, TINI_THERE)
    assert desk.records.people.get(desk.person(MEMBER)).digest == monday


def test_work_that_is_due_names_who_is_left(desk: Desk) -> None:
    gone, other = desk.person(TINI_THERE), desk.person(SECRETARY)
    at = desk.now + 9_000
    desk.records.due.plan([Due(at, "announce", "a1", {"by": gone, "but": [other, gone], "told": [gone], "turn": gone})])
    link(desk, MEMBER, TINI_THERE)
    [body] = desk.connection.execute(select(due.c.body).where(due.c.key == "a1")).scalars()
    mine = desk.person(MEMBER)
    assert body == {"by": mine, "but": [other, mine], "told": [mine], "turn": gone}


# -- where one hears


def test_news_comes_once_where_one_wrote_last_or_where_one_wants_it(desk: Desk) -> None:
    link(desk, MEMBER, TINI_THERE)
    assert heard(desk, MEMBER) == [TINI_THERE]
    desk.now += 60
    assert "kabar datang lewat" in desk.say(MEMBER, "kabari lewat WA saja").text.casefold()
    assert heard(desk, MEMBER) == [TINI_THERE]
    assert "lewat WhatsApp" in desk.say(MEMBER, "data saya").text
    desk.say(MEMBER, "urungkan")
    assert "kabar lewat mana" in desk.say(MEMBER, "ya").text
    assert heard(desk, MEMBER) == [MEMBER]


def test_where_the_preferred_channel_cannot_be_reached_the_other_is_used(desk: Desk) -> None:
    link(desk, MEMBER, TINI_THERE)
    desk.say(MEMBER, "lewat wa")
    desk.records.talks.unreachable(WHATSAPP, TINI_THERE, desk.now)
    assert heard(desk, MEMBER) == [MEMBER]
    desk.say(TINI_THERE, "kapan kumpulan?")
    assert heard(desk, MEMBER) == [TINI_THERE]


def test_a_channel_on_which_one_does_not_write_is_no_preference(desk: Desk) -> None:
    told_so = desk.say(MEMBER, "kabari lewat WA saja")
    assert "belum pernah menulis" in told_so.text and "Sambungkan WhatsApp" in told_so.labels
    assert CODE.search(desk.press(MEMBER, "Sambungkan WhatsApp").text)


# -- nothing unasked


@pytest.mark.parametrize("words", ["STOP", "berhenti", "Stop.", "unsubscribe", "berhenti kirim pesan", "/stop"])
def test_a_word_ends_what_nobody_asked_for_at_once(desk: Desk, words: str) -> None:
    desk.records.outbox.add([], desk.now)
    said = desk.say(MEMBER, words)
    assert len(said.messages) == 1 and "MULAI" in said.text
    assert heard(desk, MEMBER) == []
    [kept] = desk.records.consents.of(desk.person(MEMBER))
    assert kept == ChannelConsent(
        person=desk.person(MEMBER), channel=CHANNEL, wanted=False, words=words.strip("."), at=desk.now
    )
    alerts = [(message.chat, message.text) for message in desk.to_others]
    assert {chat for chat, _text in alerts} == {SECRETARY, SECRETARY_OF_BOTH}
    assert all("Bu Kartini" in text or "Bu Tini" in text for _chat, text in alerts)
    assert "Kartini" in desk.tap(SECRETARY, "!relay").text
    assert "kumpulan" in desk.say(MEMBER, "kapan kumpulan?").text.casefold(), "what is asked is answered"


def test_a_stop_ends_what_waits_and_what_was_kept_but_no_answer(desk: Desk) -> None:
    object.__setattr__(desk.turns, "open_for", lambda channel: 86_400)
    records = desk.records
    told_of: tuple[tuple[OutKind, str], ...] = (
        ("reminder", MEMBER),
        ("alert", MEMBER),
        ("answer", MEMBER),
        ("alert", SECRETARY),
    )
    drafts = [Draft(CHANNEL, who, kind, (), kind, key=f"{kind}:{who}") for kind, who in told_of]
    records.outbox.add([*drafts, Draft(CHANNEL, MEMBER, "kept", (), "reminder", key="kept")], desk.now)
    [kept] = desk.connection.execute(select(outbox.c.id).where(outbox.c.key == "kept")).scalars()
    records.window.keep(kept, desk.now, "k1", desk.now)
    desk.say(MEMBER, "stop")
    ended = select(outbox.c.key).where(outbox.c.ended.is_not(None), outbox.c.key.is_not(None), outbox.c.failed)
    assert set(desk.connection.execute(ended).scalars()) == {f"reminder:{MEMBER}", f"alert:{MEMBER}", "kept"}


def test_who_asked_by_both_accounts_is_asked_about_once_and_a_member_not_at_all(desk: Desk) -> None:
    records, waits, member = desk.records, desk.person(STRANGER), desk.person(MEMBER)
    records.author(0, member, desk.now)
    joins = records.joins
    before = joins.waiting(MANDIRI)
    for group, person in ((MANDIRI, waits), (RAHAYU, waits), (RAHAYU, member)):
        joins.add(Joining(group=group, person=person, name="Tini", agreed=desk.now))
    merge(desk.connection, waits, member)
    assert [one.group for one in joins.of_person(member)] == [RAHAYU]
    assert joins.waiting(MANDIRI) == before


def test_what_knocked_while_somebody_wrote_goes_at_once(desk: Desk) -> None:
    records, drafts = desk.records, [Draft(CHANNEL, MEMBER, key, (), "reminder", key=key) for key in ("before", "then")]
    records.outbox.add(drafts, desk.now)
    desk.say(MEMBER, "kapan kumpulan?")
    waiting = select(outbox.c.key, outbox.c.id).where(outbox.c.key.in_(("before", "then")), outbox.c.ended.is_(None))
    rows = dict(desk.connection.execute(waiting).tuples().all())
    records.window.keep(rows["before"], desk.now, "k1", desk.now)
    records.window.keep(rows["then"], desk.now, "", desk.now - 60)
    assert [row.key for row in desk.connection.execute(waiting)] == ["then"]


def test_a_secretary_who_wants_no_messages_is_none_who_can_be_reached(desk: Desk) -> None:
    who = desk.person(SECRETARY)
    assert desk.records.people.keepers([MANDIRI])[MANDIRI][who]
    desk.say(SECRETARY, "stop")
    assert not desk.records.people.keepers([MANDIRI])[MANDIRI][who]


def test_what_was_over_already_keeps_the_moment_at_which_it_was(desk: Desk) -> None:
    for words in ("stop", "mulai", "stop"):
        desk.say(MEMBER, words)
        desk.now += 60
    desk.records.consents.forget(desk.now - 90)
    said = select(consents.c.words).where(consents.c.person == desk.person(MEMBER)).order_by(consents.c.id)
    assert list(desk.connection.execute(said).scalars()) == ["mulai", "stop"]


def test_the_secretary_is_told_once(desk: Desk) -> None:
    desk.say(MEMBER, "stop")
    again = desk.say(MEMBER, "stop")
    assert "memang sudah" in again.text and desk.to_others == []
    desk.say(MEMBER, "mulai")
    assert heard(desk, MEMBER) == [MEMBER]
    desk.say(MEMBER, "stop")
    assert desk.to_others == []


def test_a_stop_gives_up_what_is_open_and_asks_nothing_more(desk: Desk) -> None:
    desk.say(SECRETARY, "daftar bu siti munawaroh")
    said = desk.say(SECRETARY, "STOP")
    assert len(said.messages) == 1 and desk.asked(SECRETARY) is None
    assert [told for told in desk.records.changes.of(MANDIRI, count=9) if told.turn > 1] == []


def test_begin_again(desk: Desk) -> None:
    desk.say(MEMBER, "stop")
    assert "stop" in desk.say(MEMBER, "data saya").text.casefold()
    said = desk.say(MEMBER, "MULAI")
    assert len(said.messages) == 1 and "STOP" in said.text
    [kept] = desk.records.consents.of(desk.person(MEMBER))
    assert kept.wanted and kept.words == "MULAI"
    assert "MULAI" in desk.say(MEMBER, "data saya").text


def test_the_last_word_holds_for_all_accounts_of_a_channel(desk: Desk) -> None:
    """Also for one that is joined only now, and had said another word before."""
    link(desk, MEMBER, TINI_THERE)
    desk.say("tini.lama@whatsapp", "MULAI")
    desk.now += 60
    desk.say(TINI_THERE, "STOP")
    link(desk, MEMBER, "tini.lama@whatsapp")
    assert [(said.channel, said.wanted) for said in desk.records.consents.of(desk.person(MEMBER))] == [
        (WHATSAPP, False)
    ]
    assert desk.records.talks.load(first_message("tini.lama@whatsapp"))[0].refused
    assert heard(desk, MEMBER) == [MEMBER]


def test_stopping_on_one_channel_leaves_the_other(desk: Desk) -> None:
    link(desk, MEMBER, TINI_THERE)
    said = desk.say(TINI_THERE, "STOP").text
    assert "Desk" in said and desk.to_others == []
    assert heard(desk, MEMBER) == [MEMBER]
    assert "lewat WhatsApp" in desk.say(MEMBER, "kabari lewat wa").text
    assert heard(desk, MEMBER) == [TINI_THERE], "who wants to hear there wants to hear there"
    assert "kabari lewat wa" in [said.words for said in desk.records.consents.of(desk.person(MEMBER))]


@pytest.mark.parametrize(
    "words",
    ["Bu Kartini berhenti jadi anggota", "rapat berhenti jam 10", "berhenti dulu", "stop pengingat", "stop dulu"],
)
def test_the_word_in_a_sentence_is_none(desk: Desk, words: str) -> None:
    desk.say(SECRETARY, words)
    assert desk.records.consents.of(desk.person(SECRETARY)) == []
    assert heard(desk, SECRETARY) == [SECRETARY]


def test_who_joins_and_agrees_may_be_written_to(desk: Desk) -> None:
    desk.say(STRANGER, MEMBER_CODE)
    desk.say(STRANGER, "Wagiman")
    assert desk.records.consents.of(desk.person(STRANGER)) == []
    desk.say(STRANGER, "ya")
    [kept] = desk.records.consents.of(desk.person(STRANGER))
    assert kept.wanted and kept.channel == CHANNEL


def test_what_was_said_of_messages_is_in_all_data_and_goes_with_who_goes(desk: Desk) -> None:
    desk.say(MEMBER, "stop")
    who = desk.person(MEMBER)
    assert [row["words"] for row in desk.records.whole.of(MANDIRI)["consents"]] == ["stop"]
    desk.say(MEMBER, "hapus data saya")
    desk.press(MEMBER, "Hapus")
    assert desk.records.consents.of(who) == []
    assert desk.records.talks.load(first_message(MEMBER))[0].refused, "the no itself stays with the account"


# -- a phone is lost


def test_one_channel_alone_is_cut_off_where_that_is_said(desk: Desk) -> None:
    link(desk, MEMBER, TINI_THERE)
    asked = desk.say(SECRETARY, "hp bu kartini hilang")
    assert "WhatsApp" in asked.labels and "Semuanya" in asked.labels
    desk.press(SECRETARY, "WhatsApp")
    desk.say(SECRETARY, "ya")
    assert any(message.chat == MEMBER and "WhatsApp" in message.text for message in desk.to_others)
    mine = desk.person(MEMBER)
    assert desk.person(TINI_THERE) != mine and desk.records.accounts.lost(mine) is None
    assert "Mandiri" not in desk.say(TINI_THERE, "kapan kumpulan?").text
    assert "Dari HP ini belum bisa" in desk.tap(TINI_THERE, f"!link_channel&channel={CHANNEL}").text
    assert "WhatsApp Bu Kartini hilang dan diputus" in desk.say(SECRETARY, "riwayat").text
    desk.say(SECRETARY, "hp bu kartini sudah ketemu")
    desk.say(SECRETARY, "ya")
    assert desk.person(TINI_THERE) == mine


@pytest.mark.parametrize("words", ["wa bu kartini hilang", "WA bu kartini dibajak orang"])
def test_the_channel_that_is_named_is_cut_off(desk: Desk, words: str) -> None:
    link(desk, MEMBER, TINI_THERE)
    assert "di WhatsApp" in desk.say(SECRETARY, words).text
    desk.say(SECRETARY, "ya")
    assert desk.person(TINI_THERE) != desk.person(MEMBER)


def test_all_is_cut_off_where_the_phone_itself_is_lost(desk: Desk) -> None:
    link(desk, MEMBER, TINI_THERE)
    mine = desk.person(MEMBER)
    desk.say(SECRETARY, "hp bu kartini hilang")
    desk.press(SECRETARY, "Semuanya")
    desk.say(SECRETARY, "ya")
    assert mine not in (desk.person(MEMBER), desk.person(TINI_THERE))
    assert desk.records.accounts.lost(mine) is not None


@pytest.mark.parametrize(("who", "name"), [(MEMBER, "bu kartini"), (SECRETARY_OF_BOTH, "mbak dwi")])
def test_a_code_that_was_got_before_all_was_cut_off_opens_nothing(desk: Desk, who: str, name: str) -> None:
    """Whoever has the phone may have asked for one, and who cuts it off need not be the one who gives the next."""
    link(desk, who, TINI_THERE)
    code, mine = code_of(desk, who), desk.person(who)
    desk.say(SECRETARY, f"hp {name} hilang")
    desk.press(SECRETARY, "Semuanya")
    desk.say(SECRETARY, "ya")
    assert desk.person(who) != mine
    assert "sudah dipakai, atau sudah lewat" in desk.say("maling@whatsapp", code).text
    assert desk.tap("maling@whatsapp", f"!link_here&code={code}&mine=y")
    assert desk.person("maling@whatsapp") != mine


def test_who_was_cut_off_opens_nothing_with_a_code_either(desk: Desk) -> None:
    link(desk, MEMBER, TINI_THERE)
    desk.say(SECRETARY, "wa bu kartini hilang")
    desk.say(SECRETARY, "ya")
    code = code_of(desk, MEMBER)
    desk.tap(TINI_THERE, f"!link_here&code={code}&mine=y")
    assert desk.person(TINI_THERE) != desk.person(MEMBER)


def test_that_somebody_writes_on_two_channels_goes_with_who_goes(desk: Desk) -> None:
    link(desk, MEMBER, TINI_THERE)
    assert list(desk.connection.execute(select(links.c.person)).scalars()) == [desk.person(MEMBER)]
    desk.say(MEMBER, "hapus data saya")
    desk.press(MEMBER, "Hapus")
    assert list(desk.connection.execute(select(links.c.person)).scalars()) == []
