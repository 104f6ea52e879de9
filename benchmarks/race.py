"""A bare echo bot and Carik take turns on local servers of one kind; what they answer, as a ratio."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from itertools import product
from typing import Any

from benchmarks.conversations import ECHO, FOUNDING, QUESTION, REGISTRATION, Conversation
from benchmarks.turn import Bot, Contestant, Load, Speed, begun

ROUNDS, TIMES = 2, 6
LOADS = (Load(chats=1, updates=80), Load(chats=64, updates=256))
RIVAL = Contestant("bare echo bot (python-telegram-bot, its defaults)", "benchmarks.echo", (ECHO,))
CONTESTANTS = (
    RIVAL,
    Contestant("Carik's Telegram channel alone", "benchmarks.channel", (ECHO,)),
    Contestant("Carik, main.py serve", "benchmarks.carik", (QUESTION, REGISTRATION), before=FOUNDING),
)

Speeds = dict[tuple[Contestant, Conversation, Load], list[Speed]]


async def race(rounds: int) -> Speeds:
    """The speeds of every contestant: in each round all processes are started anew and take turns, for a second each.

    What disturbs the machine then disturbs all of them. After every time the order is turned round.
    """
    speeds: Speeds = defaultdict(list)
    for _number in range(rounds):
        async with AsyncExitStack() as stack:
            chats = max(load.chats for load in LOADS)
            bots = [await stack.enter_async_context(begun(contestant, chats)) for contestant in CONTESTANTS]
            for time_, load in product(range(TIMES), LOADS):
                await _one_after_another(bots if time_ % 2 else bots[::-1], load, speeds)
    return speeds


async def _one_after_another(bots: Sequence[Bot], load: Load, speeds: Speeds) -> None:
    for bot in bots:
        for talk in bot.contestant.conversations:
            speeds[bot.contestant, talk, load].append(await bot.speed(talk, load))


def summary(speeds: Speeds) -> Iterator[dict[str, Any]]:
    """A row for each contestant, conversation and load: medians, and ratios to the echo bot at the same time."""
    order = [(each, talk, load) for each in CONTESTANTS for talk in each.conversations for load in LOADS]
    for contestant, talk, load in order:
        ours, theirs = speeds[contestant, talk, load], speeds[RIVAL, ECHO, load]
        ratios = [one.per_second / other.per_second for one, other in zip(ours, theirs, strict=True)]
        yield {
            "bot": contestant.name,
            "a person": talk.name,
            "texts": [text for text, _expected in talk.lines],
            "load": load.name,
            "updates_per_second": round(statistics.median(speed.per_second for speed in ours), 1),
            "processor_micros_per_update": _median(ours),
            "ratio": round(statistics.median(ratios), 2),
            "ratios": sorted(round(ratio, 2) for ratio in ratios),
        }


def _median(speeds: Sequence[Speed]) -> int | None:
    known = [speed.bot_micros for speed in speeds if speed.bot_micros is not None]
    return round(statistics.median(known)) if known else None
