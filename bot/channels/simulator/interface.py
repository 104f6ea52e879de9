"""The simulator's JSON interface and its page, as routes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast, get_args

from bot.channels.simulator.clock import LATEST, instant_of, seconds_of, written
from bot.channels.simulator.saying import chat_of, message_of
from bot.channels.simulator.stage import Scenario, Stage
from bot.channels.simulator.story import StoryBroken
from bot.channels.web import Act, Answer, Call, Content, Problem, Route
from bot.ports import Unavailable

PAGE = Path(__file__).parent / "page"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


def routes(stage: Stage, *, live: bool) -> list[Route]:
    """All routes. `live`: real people are served beside, so the records and the clock may not be touched."""
    calls = _Calls(stage)
    movable = _refuse if live else _as_is
    return [
        Route("GET", "/health", calls.health),
        Route("POST", "/simulator/reset", movable(calls.reset)),
        Route("POST", "/simulator/say", calls.say),
        Route("GET", "/simulator/messages", calls.messages),
        Route("GET", "/simulator/said", calls.said),
        Route("GET", "/simulator/people", calls.people),
        Route("GET", "/simulator/files/{id}", calls.file),
        Route("GET", "/simulator/clock", calls.clock),
        Route("GET", "/simulator/due", calls.due),
        Route("POST", "/simulator/clock", movable(calls.move)),
        *page(),
    ]


def page() -> list[Route]:
    """The page at "/" and the files it asks for."""
    files = {file.name: Content(file.read_bytes(), TYPES[file.suffix]) for file in PAGE.iterdir()}
    files[""] = files["index.html"]
    return [Route("GET", f"/{name}", partial(_show, content)) for name, content in files.items()]


class _Calls:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def health(self, call: Call) -> Answer:
        return {"status": "ok", "now": self._now()}

    async def reset(self, call: Call) -> Answer:
        scenario = call.body.get("scenario")
        if scenario not in get_args(Scenario):
            raise Problem(400, "scenario has to be empty or demo")
        now = None if call.body.get("now") is None else _read(instant_of, call.body, "now")
        try:
            return await self._stage.reset(cast(Scenario, scenario), now)
        except StoryBroken as broken:
            raise Problem(500, f"the demo could not be played: {broken}") from None

    async def say(self, call: Call) -> Answer:
        message = message_of(call.body, self._stage.clock.now(), self._stage.phones.writing)
        try:
            replies = await self._stage.say(message)
        except TimeoutError:
            raise Problem(504, "no answer yet; the turn goes on") from None
        except Unavailable:
            raise Problem(503, "the message could not be kept now; say it again") from None
        return {"replies": [reply.shown() for reply in replies]}

    async def messages(self, call: Call) -> Answer:
        phone = self._stage.phones.received(_person(call), _after(call))
        return {"messages": [message.shown() for message in phone]}

    async def said(self, call: Call) -> Answer:
        """For the page: what was said on a phone, so that it can show both sides; `era` changes with a reset."""
        phones = self._stage.phones
        said = phones.said(_person(call), _after(call))
        return {"said": [words.shown() for words in said], "era": phones.era, "scenario": phones.scenario}

    async def people(self, call: Call) -> Answer:
        return {"people": self._stage.phones.people()}

    async def file(self, call: Call) -> Answer:
        """What was sent: a picture to be shown, anything else to be saved under its name and never run here."""
        found = self._stage.phones.file(call.path["id"])
        if found is None:
            raise Problem(404, "there is no such file")
        file, content = found
        return Content(content, file.type, "" if file.type in PICTURES else file.name)

    async def clock(self, call: Call) -> Answer:
        return {"now": self._now()}

    async def due(self, call: Call) -> Answer:
        """For the page: when the next thing falls due, null if nothing is planned."""
        due = await self._stage.next_due()
        return {"due": None if due is None else written(due)}

    async def move(self, call: Call) -> Answer:
        match sorted(call.body.keys() & {"now", "forward"}):
            case ["now"]:
                await self._stage.move(_read(instant_of, call.body, "now"))
            case ["forward"]:
                seconds = _read(seconds_of, call.body, "forward")
                if self._stage.clock.now() + seconds > LATEST:
                    raise Problem(400, "the clock ends with this century")
                await self._stage.forward(seconds)
            case _:
                raise Problem(400, "either now or forward has to be given")
        return {"now": self._now()}

    def _now(self) -> str:
        return written(self._stage.clock.now())


async def _show(content: Content, call: Call) -> Answer:
    return content


def _as_is(act: Act) -> Act:
    return act


def _refuse(act: Act) -> Act:
    async def refuse(call: Call) -> Answer:
        raise Problem(409, "this serves real people: records and clock stay as they are")

    return refuse


def _person(call: Call) -> str:
    return chat_of(call.query.get("person", ""))


def _after(call: Call) -> int:
    after = call.query.get("after", "0")
    if not after.isdecimal() or len(after) > 9:
        raise Problem(400, "after has to be the number of a message")
    return int(after)


def _read(reader: Callable[[str], int], body: Mapping[str, Any], key: str) -> int:
    try:
        return reader(body[key])
    except (TypeError, ValueError, OverflowError):
        raise Problem(400, f"{key} has to be ISO 8601, like 2026-11-26T19:00:00+07:00 or PT2H") from None
