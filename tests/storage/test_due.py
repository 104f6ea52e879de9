"""Due work: each key once, the earliest first; and leases."""

from __future__ import annotations

from bot.ports import Due
from storage.database import AsyncDatabase
from tests.storage.samples import NOW


def work(key: str, at: int = NOW) -> Due:
    return Due(at, "remind", key, {"group": 3})


async def test_the_earliest_due_work_comes_first_and_is_done_once(database: AsyncDatabase) -> None:
    assert await database.run(lambda r: r.due.plan([work("b", NOW + 5), work("a", NOW), work("c", NOW + 90)])) == 3
    assert await database.run(lambda r: r.due.next_at()) == NOW
    seen = []
    while (found := await database.run(lambda r: r.due.first(NOW + 10))) is not None:
        seen.append((found.key, found.what, found.body))
        await database.run(lambda r: r.due.done(found.id, NOW))
    assert seen == [("a", "remind", {"group": 3}), ("b", "remind", {"group": 3})]
    assert await database.run(lambda r: r.due.next_at()) == NOW + 90


async def test_a_key_is_planned_once_for_ever(database: AsyncDatabase) -> None:
    assert await database.run(lambda r: r.due.plan([work("a"), work("a", NOW + 5)])) == 1
    found = await database.run(lambda r: r.due.first(NOW))
    assert found is not None
    await database.run(lambda r: r.due.done(found.id, NOW))
    assert await database.run(lambda r: r.due.plan([work("a", NOW + 99)])) == 0
    assert await database.run(lambda r: r.due.next_at()) is None


async def test_cancelled_work_may_be_planned_again_and_done_work_not(database: AsyncDatabase) -> None:
    keys = ["group/1/", "group/1/a", "group/1/é", "group/10/a", "group/2/a", "Group/1/a", "group/1"]
    await database.run(lambda r: r.due.plan([work("group/1/done"), *(work(key, NOW + 5) for key in keys)]))
    found = await database.run(lambda r: r.due.first(NOW))
    assert found is not None
    await database.run(lambda r: r.due.done(found.id, NOW))
    assert await database.run(lambda r: r.due.cancel("group/1/", NOW)) == 3
    assert await database.run(lambda r: r.due.plan([work("group/1/done"), *(work(key) for key in keys)])) == 3


async def test_a_lease_has_one_holder_until_it_expires(database: AsyncDatabase) -> None:
    assert await database.run(lambda r: r.leases.hold("poll", "one", NOW, NOW + 30))
    assert not await database.run(lambda r: r.leases.hold("poll", "two", NOW + 29, NOW + 60))
    assert await database.run(lambda r: r.leases.hold("poll", "one", NOW + 29, NOW + 50)), "prolonged"
    assert not await database.run(lambda r: r.leases.hold("poll", "two", NOW + 49, NOW + 60))
    assert await database.run(lambda r: r.leases.hold("poll", "two", NOW + 50, NOW + 60))
    assert await database.run(lambda r: r.leases.hold("send", "one", NOW, NOW + 1)), "another lease"


async def test_only_the_holder_gives_a_lease_back(database: AsyncDatabase) -> None:
    await database.run(lambda r: r.leases.hold("poll", "one", NOW, NOW + 30))
    await database.run(lambda r: r.leases.release("poll", "two"))
    assert not await database.run(lambda r: r.leases.hold("poll", "two", NOW, NOW + 30))
    await database.run(lambda r: r.leases.release("poll", "one"))
    assert await database.run(lambda r: r.leases.hold("poll", "two", NOW, NOW + 30))
