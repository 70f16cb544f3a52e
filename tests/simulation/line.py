"""One request from a worker to a platform: when it lands, and what the worker hears of it.

What has left the worker lands by the platform's own time, also when the worker is dead by then: a request whose
caller has gone may still be on its way for most of a minute.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import aiohttp

from tests.simulation.weather import Fate, Weather
from tests.simulation.worker import Killed, Life

STILL_UNDER_WAY = 58.0  # seconds at most from when the caller gave up, or died
FOREVER = 10_000.0  # seconds: whoever waits for the answer gives up before


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back; as aiohttp's response to those who read it."""

    status: int
    text_: str
    headers: dict[str, str] = field(default_factory=dict)

    async def read(self) -> bytes:
        return self.text_.encode()

    async def text(self, encoding: str = "utf-8") -> str:
        return self.text_

    @property
    def reason(self) -> str:
        return str(self.status)


Effect = Callable[[], Answer]


class Request:
    """Used as aiohttp's: `async with session.post(…) as answer`."""

    def __init__(self, line: Line, effect: Effect, timeout: float, where: str, ordered: bool) -> None:
        self._line, self._effect, self._timeout, self._where = line, effect, timeout, where
        self._ordered = ordered
        self._landing: asyncio.TimerHandle | None = None
        self._answer: Answer | None = None

    async def __aenter__(self) -> Answer:
        life = self._line.life
        life.point(f"before {self._where}")
        life.under_way.append(self)
        try:
            answer = await self._sent()
        except asyncio.CancelledError:
            self.abandoned()
            raise
        finally:
            if self in life.under_way:
                life.under_way.remove(self)
        if not life.alive:
            raise Killed
        life.point(f"after {self._where}")
        return answer

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    async def _sent(self) -> Answer:
        line, chance = self._line, self._line.chance
        fate = line.weather.fate(asyncio.get_running_loop().time())
        line.note(f"{self._where}: {fate.name}")
        match fate:
            case Fate.rate_limited:
                await asyncio.sleep(chance.uniform(0.01, 0.2))
                return line.rate_limited(chance.choice((1, 3, 10, 30, 90)))
            case Fate.error:
                await asyncio.sleep(chance.uniform(0.01, 2))
                return Answer(chance.choice((500, 502, 503)), "upstream error")
            case Fate.reset:
                await asyncio.sleep(chance.uniform(0.01, 2))
                raise aiohttp.ServerDisconnectedError
            case Fate.vanished:
                return await self._no_answer()
            case Fate.held_up:
                self._land_in(FOREVER)
                return await self._no_answer()
            case Fate.lost_reply:
                self._land_in(chance.uniform(0.01, 1))
                if chance.random() < 0.5:
                    return await self._no_answer()
                await asyncio.sleep(chance.uniform(1, 2))
                raise aiohttp.ServerDisconnectedError
            case Fate.error_done:
                self._land_in(chance.uniform(0.01, 1))
                await asyncio.sleep(chance.uniform(1, 2))
                return Answer(503, "upstream error")
            case Fate.slow:
                self._land_in(chance.uniform(1, 6))
                await asyncio.sleep(chance.uniform(6, 9))
            case Fate.fine:
                self._land_in(chance.uniform(0.01, 0.1))
                await asyncio.sleep(chance.uniform(0.1, 0.2))
        assert self._answer is not None
        return self._answer

    async def _no_answer(self) -> Answer:
        await asyncio.sleep(self._timeout)
        self.abandoned()
        raise TimeoutError

    # ---- landing

    def _land_in(self, seconds: float) -> None:
        self._landing = asyncio.get_running_loop().call_later(seconds, self._land)

    def _land(self) -> None:
        self._landing = None
        self._answer = self._effect()

    def abandoned(self) -> None:
        """Nobody waits for the answer any more; what is under way is so for a while yet."""
        if self._landing is not None:
            late = self._landing.when() - asyncio.get_running_loop().time() > 10
            if late or self._line.chance.random() < 0.3:
                self._landing.cancel()
                self._land_in(0.0 if self._ordered else self._line.chance.uniform(0, STILL_UNDER_WAY))


class Line:
    """From one life of a worker to one platform. `rate_limited` gives the platform's 429."""

    def __init__(
        self,
        life: Life,
        weather: Weather,
        chance: random.Random,
        rate_limited: Callable[[int], Answer],
        note: Callable[[str], None],
    ) -> None:
        self.life, self.weather, self.chance, self.rate_limited = life, weather, chance, rate_limited
        self.note = note

    def request(self, effect: Effect, *, timeout: float, where: str, ordered: bool = False) -> Request:
        """`ordered`: it does not land after requests that were made later."""
        return Request(self, effect, timeout, where, ordered)


class Session:
    """What aiohttp's ClientSession is to a door."""

    closed = False

    async def close(self) -> None:
        pass

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: Any) -> None:
        pass
