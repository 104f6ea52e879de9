"""Samples: messages, drafts and books as the storage tests write them."""

from __future__ import annotations

from datetime import date, time

from bot.messages import Incoming, OutKind
from bot.ports import Draft
from jamaah.groups import Group, Zone
from jamaah.meetings import Meeting, Presence
from jamaah.members import Consent, Member
from jamaah.people import Born, Gender
from storage.records import Records

NOW = 1_795_400_000


def message(update: str, chat: str = "c1", user: str = "u1", **rest: object) -> Incoming:
    given: dict[str, object] = {"channel": "telegram", "at": NOW, "text": f"pesan {update}", **rest}
    return Incoming.load({"update": update, "chat": chat, "user": user, **given})


def draft(text: str, chat: str = "c1", kind: OutKind = "answer", **rest: object) -> Draft:
    turn, key, expires = rest.get("turn"), rest.get("key"), rest.get("expires")
    assert turn is None or isinstance(turn, int)
    assert key is None or isinstance(key, str)
    assert expires is None or isinstance(expires, int)
    return Draft("telegram", chat, text, (("Simpan", "save"),), kind, turn, key, expires=expires)


def person(records: Records, user: str = "u1") -> int:
    """Somebody who writes for the first time."""
    return records.talks.load(message("-", chat=user, user=user))[0].person


def group(records: Records, name: str = "JP Mandiri") -> Group:
    founded = date(2024, 1, 31)
    return records.groups.add(Group(id=0, name=name, village="Sukamaju", rt="3", zone=Zone.WIB, founded=founded))


def member(group: int, name: str, **rest: object) -> Member:
    given: dict[str, object] = {"joined": date(2024, 2, 1), **rest}
    return Member(group=group, name=name, **given)  # type: ignore[arg-type]


def full_member(group: int) -> Member:
    return Member(
        group=group,
        name="Siti Aminah",
        called="Bu Siti",
        gender=Gender.FEMALE,
        born=Born(1981, 5, None, True),
        rt="3",
        phone="081234567890",
        occupation="petani",
        household="7",
        joined=date(2026, 11, 23),
        left=date(2027, 1, 1),
        consented=date(2026, 11, 23),
        behalf=3,
        consent=Consent.TOLD,
        parent="Bu Yem",
        parent_agreed=date(2026, 11, 24),
        erased=date(2027, 1, 2),
    )


def full_meeting(group: int, members: list[Member], day: date = date(2026, 11, 20)) -> Meeting:
    presence = [Presence.PRESENT, Presence.EXCUSED, Presence.REPRESENTED]
    return Meeting(
        group=group,
        day=day,
        at=time(19, 30),
        place="rumah Bu Sri",
        agenda="iuran",
        decisions=("iuran naik jadi Rp5.000", "membeli terpal"),
        attendance={each.id: presence[number % 3] for number, each in enumerate(members)},
        present_count=9,
        late_count=2,
        behalf=3,
    )
