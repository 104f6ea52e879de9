"""The phones and the clock of the simulator's JSON interface."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx

from tests.story.product import Product

SERVES_WITHIN = 60
Message = dict[str, Any]


class Simulation:
    """What a script can do with a product that serves the simulator."""

    def __init__(self, product: Product) -> None:
        self.product = product
        # The product, when killed, takes its connections with it: each call has its own.
        limits = httpx.Limits(max_keepalive_connections=0)
        url = f"http://127.0.0.1:{product.port}"
        self._client = httpx.AsyncClient(base_url=url, timeout=SERVES_WITHIN, trust_env=False, limits=limits)

    async def serves(self) -> None:
        """Wait until messages can be taken."""
        deadline = time.monotonic() + SERVES_WITHIN
        while time.monotonic() < deadline:
            assert self.product.runs, self.product.logged()
            try:
                if (await self.get("/health"))["status"] == "ok":
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.05)
        raise TimeoutError(self.product.logged())

    async def killed_and_started_again(self) -> None:
        """SIGKILL, and a new process on what it left."""
        self.product.kill()
        self.product.start()
        await self.serves()

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def get(self, path: str, **query: str | int) -> dict[str, Any]:
        """A question to the interface."""
        return _content(await self._client.get(path, params=query))

    async def post(self, path: str, **body: object) -> dict[str, Any]:
        """A call of the interface."""
        return _content(await self._client.post(path, json=body))

    async def reset(self, scenario: str = "empty", now: str = "2026-11-23T09:00:00+07:00") -> dict[str, Any]:
        """Begin anew, on a Monday morning in western Indonesia."""
        return await self.post("/simulator/reset", scenario=scenario, now=now)

    async def now(self) -> str:
        """The simulator's time, to the minute."""
        return str((await self.get("/simulator/clock"))["now"])[:16]

    async def until(self, now: str) -> None:
        """Move the clock to this time of western Indonesia."""
        await self.post("/simulator/clock", now=f"{now}:00+07:00")

    def phone(self, person: str) -> SimulatedPhone:
        """Somebody's phone."""
        return SimulatedPhone(self, person)


class SimulatedPhone:
    """A tests.story.telling.Phone."""

    def __init__(self, simulation: Simulation, person: str) -> None:
        self._simulation, self.person = simulation, person

    async def says(self, words: str, answer: str) -> str:
        return self._found(words, answer, await self.say(text=words))

    async def taps(self, label: str, answer: str) -> str:
        buttons = [button for message in await self.received() for button in message["buttons"]]
        found = [button["id"] for button in buttons if button["label"] == label]
        assert found, f"{self.person} has no button {label}"
        return self._found(f"[{label}]", answer, await self.say(tap=found[-1]))

    def _found(self, words: str, answer: str, replies: list[str]) -> str:
        found = [reply for reply in replies if answer in reply]
        assert found, f"{self.person} > {words}\nexpected: {answer}\n     got: {replies}"
        return found[0]

    async def say(self, **what: str) -> list[str]:
        """Say or do something; the texts of the replies."""
        answer = await self._simulation.post("/simulator/say", person=self.person, **what)
        return [reply["text"] for reply in answer["replies"]]

    async def received(self, after: int = 0) -> list[Message]:
        """The messages on this phone."""
        messages: list[Message] = (await self._simulation.get("/simulator/messages", person=self.person, after=after))[
            "messages"
        ]
        return messages

    async def reminders(self) -> list[str]:
        """When reminders came, and what they say."""
        kept = [message for message in await self.received() if message["kind"] == "reminder"]
        return [f"{message['at'][:16]} {message['text']}" for message in kept]


def _content(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.json()
    return content
