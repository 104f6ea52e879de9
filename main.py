"""Carik's one program, the only file that knows all others: serve | understand | check | invite | backup | restore."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import json
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

# What is imported stays. To look through it for garbage again and again takes a tenth of the start, and afterwards each
# time 70 ms of somebody's turn.
gc.disable()

from bot.channels.simulator.clock import OffsetClock
from bot.channels.telegram import Telegram
from bot.channels.telegram_polling import TelegramByPolling
from bot.clock import RealClock
from bot.host import Host, first
from bot.keys import KEYS
from bot.maker import Maker
from bot.ports import Called, Channel, Clock, Database, HearsOfTrouble, Pace, PortTaken, TokenRefused, Unavailable
from bot.router import Router
from bot.sealing import Seal, new_key
from bot.settings import Settings, SettingsInvalid, read_document, read_settings
from bot.talk import HOME_ZONE
from bot.turn import Turns
from bot.understanding import Reader
from bot.understanding.command import answer_lines
from bot.workshop import Workshop
from handlers import ALL, COMMANDS, PUBLIC, WORKS, facilitator_code, group_of, guard
from jamaah.rulebook import RulebookInvalid, load
from jamaah.service import Charge
from storage.database import AsyncDatabase, open_database
from storage.errors import BackupRefused, BrokenStatement
from storage.preparing import NewerSchema, prepare
from storage.presence import Occupied, present
from storage.records import Records

gc.freeze()
gc.enable()

if TYPE_CHECKING:
    from bot.channels.simulator.channel import Simulator
    from bot.channels.whatsapp import WhatsApp

CONFIGURATION = Path("config.toml")
WELL, WRONG = 0, 1
DAY = 86_400
MOST_CHARGES = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if all is well, 1 if something is wrong, which is then said in a line each."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except SettingsInvalid as invalid:
        return _wrong(*invalid.problems)
    except RulebookInvalid as invalid:
        return _wrong(str(invalid))
    except (KeyboardInterrupt, BrokenPipeError):
        # Whoever reads what is printed may stop reading.
        return WELL


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description=__doc__)
    parser.add_argument("--config", type=Path, default=CONFIGURATION, help="the configuration file (config.toml)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser(
        "serve", help="serve Telegram and WhatsApp, or the simulator where there is no token"
    ).set_defaults(run=_serve)
    understand = commands.add_parser("understand", help="read a message a line, print what it means as JSON")
    understand.add_argument("--now", type=datetime.fromisoformat, help="the moment at which it is said, ISO 8601")
    understand.set_defaults(run=_understand)
    commands.add_parser(
        "check", help="say what is wrong with configuration, database and token, a line each"
    ).set_defaults(run=_check)
    invite = commands.add_parser("invite", help="print a one-time code with which a facilitator joins")
    invite.add_argument("--group", default="", metavar="NAME", help="the facilitator of this group from then on")
    invite.set_defaults(run=_invite)
    commands.add_parser("key", help="print a new key with which the NIK of founders are locked").set_defaults(run=_key)
    commands.add_parser("templates", help="print WhatsApp's templates as they are submitted to Meta").set_defaults(
        run=_templates
    )
    backup = commands.add_parser("backup", help="write all records into a new file, also while they are served")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="put the records of a backup in the place of those there are")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--overwrite", action="store_true", help="where there are records already: keep them aside")
    restore.set_defaults(run=_restore)
    return parser


def _settings(chosen: argparse.Namespace) -> Settings:
    there = chosen.config.exists() or chosen.config != CONFIGURATION
    return read_settings(read_document(chosen.config) if there else {}, os.environ)


def _wrong(*problems: str) -> int:
    for problem in problems:
        print(problem, file=sys.stderr)
    return WRONG


# -- serve


def _serve(chosen: argparse.Namespace) -> int:
    settings = _settings(chosen)
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
        async with _database(settings) as database, present(database):
            return await _host_until(stop, settings, database)
    except (Unavailable, Occupied) as wrong:
        return _wrong(f"storage.url: {wrong}")


def _stopped_by_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


@contextlib.asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[AsyncDatabase]:
    """The database, prepared; SettingsInvalid says why it cannot be."""
    async with _opened(settings) as database:
        try:
            await prepare(database)
        except (NewerSchema, Unavailable, BrokenStatement) as wrong:
            raise SettingsInvalid([f"storage.url: {wrong}"]) from None
        yield database


@contextlib.asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[AsyncDatabase]:
    """The database as it is; SettingsInvalid says why it cannot be."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        database = open_database(settings.storage.url)
    except OSError as error:
        raise SettingsInvalid([f"data (CARIK_DATA): expected a folder: {error.strerror}"]) from None
    except ValueError:
        # What is wrong with an address may be told by a part of it, and that may be the password.
        raise SettingsInvalid([f"storage.url (CARIK_DATABASE_URL): expected {KEYS['storage.url'].expected}"]) from None
    try:
        yield database
    finally:
        await database.close()


async def _host_until(stop: asyncio.Event, settings: Settings, database: AsyncDatabase) -> int:
    live, pretended = settings.live, _pretended_clock(settings)
    host = build(database, RealClock() if live else pretended, settings)
    channels = _platforms(settings)
    for channel in channels:
        host.add(channel)
    simulator = None
    if settings.simulator.enabled:
        from bot.channels.simulator.channel import Simulator  # noqa: PLC0415  a web server that Telegram does not need

        simulator = Simulator(settings.data / "simulator", pretended, host, port=settings.simulator.port, live=live)
        host.add(simulator)
    try:
        _let_call(channels, settings, host)
        if channels:
            print(f"Carik serves {' and '.join(each.name for each in channels)}; Ctrl-C stops.", flush=True)
        return await _run(stop, host, simulator, live=live)
    except PortTaken as taken:
        return _wrong(f"simulator.port (CARIK_PORT): {taken}")
    except TokenRefused as refused:
        return _wrong(f"{refused.setting}: {refused}")
    finally:
        await host.close()


def _pretended_clock(settings: Settings) -> OffsetClock:
    """The simulator's clock, where there is nothing but the simulator; else one that tells the real time."""
    return OffsetClock(None if settings.live else settings.data / "simulator" / "clock")


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


def _platforms(settings: Settings) -> list[Telegram | WhatsApp]:
    """The channels on which real people are served."""
    of: list[Telegram | WhatsApp] = [_telegram(settings)] if settings.telegram.token else []
    return [*of, _whatsapp(settings)] if settings.whatsapp.token else of


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


def _whatsapp(settings: Settings) -> WhatsApp:
    from bot.channels.whatsapp import PACE, WhatsApp  # noqa: PLC0415  a third of a second that others need not wait

    of = settings.whatsapp
    limits = replace(PACE, per_second=of.per_second, opened=of.people_per_day or None)
    pace = limits if of.per_second else None
    return WhatsApp(of.phone_id, of.token, of.app_secret, of.verify_token, of.base_url, of.path, pace)


def _telegram(settings: Settings) -> Telegram:
    commands = [(name, told.render("id")) for name, told in COMMANDS]
    of = settings.telegram
    pace = Pace(of.per_second, of.per_chat, of.per_group_minute) if of.per_second else None
    if not of.webhook:
        return TelegramByPolling(of.token, of.base_url, commands, polling=of.poll_seconds, pace=pace)
    from bot.channels.telegram_webhook import TelegramByWebhook  # noqa: PLC0415  a web server that polling does not need

    return TelegramByWebhook(of.token, settings.server.public, of.base_url, commands, pace=pace)


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


# -- understand, check, invite


def _understand(chosen: argparse.Namespace) -> int:
    now = chosen.now or datetime.now(ZoneInfo(HOME_ZONE))
    for line in answer_lines(Reader.load(), sys.stdin, now if now.tzinfo else now.replace(tzinfo=ZoneInfo(HOME_ZONE))):
        print(line)
    return WELL


def _check(chosen: argparse.Namespace) -> int:
    load()
    problems = asyncio.run(_problems(_settings(chosen)))
    if not problems:
        print("All is well.")
    return _wrong(*problems) if problems else WELL


async def _problems(settings: Settings) -> list[str]:
    problems: list[str] = []
    try:
        async with _database(settings) as database:
            problems += await _undelivered(settings, database)
            await _tell_charges(settings, database)
    except SettingsInvalid as invalid:
        problems += invalid.problems
    for platform in _platforms(settings):
        problems += await _platform_problems(platform)
    return [*problems, *(_address_problems(settings) if settings.whatsapp.token else [])]


def _address_problems(settings: Settings) -> list[str]:
    """Say where Meta calls, which has to be told to it word for word."""
    public, path = settings.server.public, settings.whatsapp.path
    print(f"The callback URL of WhatsApp is {public}{path}")
    if not public.startswith("https://"):
        return ["server.public: expected an address that begins with https://, because Meta calls no other"]
    if public.endswith(path):
        return [f"server.public: expected the address without {path}, which comes behind it"]
    return []


async def _undelivered(settings: Settings, database: AsyncDatabase) -> list[str]:
    """A line for each message that was given up lately, and for each channel that takes nothing."""
    since = _pretended_clock(settings).now() - settings.retention.messages * DAY
    from storage.undelivered import undelivered  # noqa: PLC0415  what serves need not wait for

    found = await database.run_raw(lambda connection: undelivered(connection, since))
    if found.expired or found.dropped:
        late = f"{found.expired} messages and {found.dropped} pieces of due work"
        print(f"In the last {settings.retention.messages} days {late} were too late to be of use and were dropped.")
    more = found.dead - len(found.letters)
    letters = (*found.letters, *([f"and {more} more"] if more else []))
    return [f"outbox: {each}" for each in (*found.waiting, *letters)]


def _charges(month: str, records: Records) -> list[Charge]:
    return records.charges.of(month)


async def _tell_charges(settings: Settings, database: AsyncDatabase) -> None:
    """For how many messages a platform charged this month and the last, a line for each group that has most of them."""
    today = datetime.fromtimestamp(_pretended_clock(settings).now(), UTC)
    for day in (today.replace(day=1) - timedelta(days=1), today):
        found = await database.run(partial(_charges, f"{day:%Y-%m}"))
        for one in found[:MOST_CHARGES]:
            of = f"group {one.group} ({one.name}, {one.village})" if one.name else "nobody's group"
            print(f"Charged for in {day:%Y-%m}, {one.category}: {one.count} messages of {of}.")
        if more := found[MOST_CHARGES:]:
            print(f"Charged for in {day:%Y-%m}: {sum(one.count for one in more)} messages of others.")


async def _platform_problems(platform: Telegram | WhatsApp) -> list[str]:
    try:
        await platform.me()
        return list(await platform.troubles()) if isinstance(platform, HearsOfTrouble) else []
    except TokenRefused as refused:
        return [f"{refused.setting}: {refused}"]
    except Unavailable as unavailable:
        return [f"{platform.name}.base_url: {unavailable}"]
    finally:
        await platform.close()


def _invite(chosen: argparse.Namespace) -> int:
    try:
        print(f"/start {asyncio.run(_invited(_settings(chosen), chosen.group))}")
    except LookupError as refused:
        return _wrong(f"invite: {refused}")
    return WELL


async def _invited(settings: Settings, group: str) -> str:
    now = _pretended_clock(settings).now()
    async with _database(settings) as database:
        return await database.run(lambda records: facilitator_code(records, now, group))


def _key(_chosen: argparse.Namespace) -> int:
    print(new_key())
    return WELL


def _templates(_chosen: argparse.Namespace) -> int:
    from bot.channels.whatsapp_templates import submission, templates  # noqa: PLC0415  only this command prints them

    found = templates()
    for template in (found.knock, *found.all):
        print(json.dumps(submission(template), ensure_ascii=False))
    return WELL


# -- backup, restore

REFUSALS = (BackupRefused, Occupied, NewerSchema, Unavailable, BrokenStatement)


def _backup(chosen: argparse.Namespace) -> int:
    try:
        rows = asyncio.run(_backed_up(_settings(chosen), chosen.file))
    except REFUSALS as refused:
        return _wrong(f"backup: {refused}")
    print(f"{chosen.file}: {rows} rows. Whoever has this file has the books; keep it as safe as they are.")
    return WELL


async def _backed_up(settings: Settings, file: Path) -> int:
    from storage.backup import back_up  # noqa: PLC0415  what serves need not wait for

    async with _opened(settings) as database:
        return await back_up(database, file)


def _restore(chosen: argparse.Namespace) -> int:
    settings = _settings(chosen)
    aside = settings.data / f"before-restore-{datetime.now():%Y%m%d-%H%M%S}.backup" if chosen.overwrite else None
    try:
        rows = asyncio.run(_restored(settings, chosen.file, aside))
    except REFUSALS as refused:
        return _wrong(f"restore: {refused}")
    kept = f" What was there before is in {aside}." if aside and aside.exists() else ""
    print(f"{rows} rows restored.{kept}")
    return WELL


async def _restored(settings: Settings, file: Path, aside: Path | None) -> int:
    from storage.backup import restore  # noqa: PLC0415  what serves need not wait for

    async with _opened(settings) as database:
        return await restore(database, file, aside)


def _ended(code: int) -> None:
    """Leave without taking Python apart: in one end of 25 a thread of pyreqwest still lets go of something, and Python
    aborts, whatever the code was."""
    logging.shutdown()
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _ended(main())
