"""serve: the engine with all conversations, on the channels that are set, until the process is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.clock import RealClock
from bot.host import Host, first
from bot.maker import Maker
from bot.ports import Called, Channel, Clock, Database, PortTaken, TokenRefused, Unavailable
from bot.router import Router
from bot.sealing import Seal
from bot.settings import Settings, SettingsInvalid, read_settings
from bot.turn import Turns
from bot.understanding import Reader
from bot.workshop import Workshop
from commands import WELL, configured, pretended_clock, wrong
from commands.database import prepared
from commands.platforms import platforms
from handlers import ALL, PUBLIC, WORKS, facilitator_code, group_of, guard
from jamaah.rulebook import load
from storage.database import AsyncDatabase
from storage.presence import Occupied, present
from storage.records import Records

if TYPE_CHECKING:
    from bot.channels.simulator.channel import Simulator


def run(chosen: Namespace) -> int:
    """Serve Telegram and WhatsApp, or the simulator, until SIGINT or SIGTERM."""
    settings = configured(chosen)
    load()
    logging.basicConfig(level=settings.logging_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    keep_words_out_of_logs()
    return asyncio.run(_serving(settings))


def keep_words_out_of_logs() -> None:
    """Silence the loggers of others that tell at length what they do, and with which values."""
    for talkative in ("apscheduler", "alembic", "aiosqlite"):
        logging.getLogger(talkative).setLevel(logging.WARNING)


async def _serving(settings: Settings) -> int:
    stop = _stopped_by_signals()
    try:
        async with prepared(settings) as database, present(database):
            return await _host_until(stop, settings, database)
    except (Unavailable, Occupied) as refused:
        return wrong(f"storage.url: {refused}")


def _stopped_by_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _host_until(stop: asyncio.Event, settings: Settings, database: AsyncDatabase) -> int:
    live, pretended = settings.live, pretended_clock(settings) if settings.simulator.enabled else None
    host = build(database, RealClock() if live or pretended is None else pretended, settings)
    channels = platforms(settings)
    for channel in channels:
        host.add(channel)
    simulator = None
    if pretended is not None:
        from bot.channels.simulator.channel import Simulator  # noqa: PLC0415  a web server that Telegram does not need

        simulator = Simulator(settings.data / "simulator", pretended, host, port=settings.simulator.port, live=live)
        host.add(simulator)
    try:
        _let_call(channels, settings, host)
        if channels:
            print(f"Carik serves {' and '.join(each.name for each in channels)}; Ctrl-C stops.", flush=True)
        return await _run(stop, host, simulator, live=live)
    except PortTaken as taken:
        return wrong(f"simulator.port (CARIK_PORT): {taken}")
    except TokenRefused as refused:
        return wrong(f"{refused.setting}: {refused}")
    finally:
        await host.close()


def build(database: AsyncDatabase, clock: Clock, settings: Settings | None = None) -> Host[Records]:
    """The engine with all conversations, on a database that has been prepared; channels are still to be added."""
    chosen = settings or read_settings({}, {})
    router, seal = Router[Records](ALL, guard, PUBLIC), Seal(chosen.nik_keys)
    turns = Turns(
        router,
        Reader.load(),
        WORKS,
        seal=seal,
        operators=chosen.operators,
        limits=chosen.limits,
        group_of=group_of,
    )

    def emptied(records: Records) -> Mapping[str, str]:
        records.reset()
        return {"facilitator_code": facilitator_code(records, clock.now())}

    maker = Maker()
    workshop = Workshop(seal, maker.made, maker.close)
    return Host(database, turns, clock, retention=chosen.retention, emptied=emptied, workshop=workshop)


def _let_call(channels: Sequence[Channel], settings: Settings, host: Host[Records]) -> None:
    """Listen for those platforms that call us, if any. Raises SettingsInvalid."""
    if not any(isinstance(channel, Called) for channel in channels):
        return
    from bot.channels.server import server  # noqa: PLC0415  a web server that polling does not need

    of = settings.server
    called = server(of.host, of.port, of.public, channels, host.is_ready)
    try:
        where = called.listen()
    except PortTaken as taken:
        raise SettingsInvalid([f"server.port (CARIK_SERVER_PORT): {taken}"]) from None
    host.called_at(called)
    print(f"Carik is called at {of.public}, and listens at {where}.", flush=True)


async def _run(stop: asyncio.Event, host: Host[Records], simulator: Simulator | None, *, live: bool) -> int:
    if simulator is not None:
        print(f"Carik: open {simulator.listen()} in a browser; Ctrl-C stops.", flush=True)
    new = not live and await host.database.run(Records.is_empty)
    if live:
        await host.database.run(lambda records: records.demo(begun=False))  # what is there is real from now on
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(host.run(stop))
            if simulator is not None and new:
                await _tell_the_demo(host.database, simulator)
    except BaseExceptionGroup as failures:
        raise first(failures) from None
    return WELL


async def _tell_the_demo(database: Database[Records], simulator: Simulator) -> None:
    """A process that ends in the middle leaves half a demo, and the next one begins it anew."""
    await database.run(lambda records: records.demo(begun=True))
    await simulator.reset("demo")
    await database.run(lambda records: records.demo(begun=False))
