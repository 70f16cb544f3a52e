"""Discord on a bad day, by script: each fault says which requests it meets, how often, and what happens to
them.

fake.faults.add("POST", "/channels/*/messages", LostReply())          # it happened, and nobody was told
fake.faults.add("POST", "/channels/*/messages", TooMany(0.2), times=2)
"""

from __future__ import annotations

import asyncio
import contextlib
import fnmatch
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from tests.fakes.discord.answers import reply

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class TooMany:
    """429 from Discord itself (with `Via`): wait `retry_after` seconds; `everywhere` is the bot's global
    limit.
    """

    retry_after: float = 0.05
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Cloudflare:
    """429 from in front of Discord: no `Via`, no JSON. Who tries again at once is banned by address."""


@dataclass(frozen=True, slots=True)
class LostReply:
    """The request is carried out, then the connection breaks; `reset`: by a TCP reset, not a close."""

    reset: bool = True


@dataclass(frozen=True, slots=True)
class NeverArrived:
    """The connection breaks before anything happened."""


@dataclass(frozen=True, slots=True)
class Slow:
    """The answer comes `seconds` later than it should; `before` holds the effect back too."""

    seconds: float
    before: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """The request waits before its effect until `gate` opens: the same as slow, without a clock."""

    gate: asyncio.Event


@dataclass(frozen=True, slots=True)
class Broken:
    """A 5xx; with `effect` the request was carried out all the same."""

    status: int = 500
    effect: bool = False


@dataclass(frozen=True, slots=True)
class Says:
    """Discord refuses with this status and JSON code, whatever its state."""

    status: int
    code: int
    message: str = "Refused"


Fault = TooMany | Cloudflare | LostReply | NeverArrived | Slow | Held | Broken | Says


@dataclass(slots=True)
class _Planned:
    method: str
    path: str
    fault: Fault
    times: int
    skip: int


class Faults:
    """The script: faults are met in the order they were added, each as often as it says."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []
        self.met: list[Fault] = []

    def add(self, method: str, path: str, fault: Fault, *, times: int = 1, skip: int = 0) -> None:
        """Plan a fault for requests like `POST /channels/*/messages` (path below /api/v10), after `skip` good
        ones.
        """
        self._planned.append(_Planned(method, path, fault, times, skip))

    def clear(self) -> None:
        """A good day again."""
        self._planned.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """The fault this request meets, if any."""
        for planned in self._planned:
            if (
                planned.times < 1
                or planned.method not in ("*", method)
                or not fnmatch.fnmatch(path, planned.path)
            ):
                continue
            if planned.skip:
                planned.skip -= 1
                return None
            planned.times -= 1
            self.met.append(planned.fault)
            return planned.fault
        return None


async def suffer(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    """Carry a request through its fault."""
    match fault:
        case TooMany(seconds, everywhere):
            headers = {"Via": "1.1 google", "Retry-After": str(seconds), "X-RateLimit-Scope": "user"}
            body = {"message": "You are being rate limited.", "retry_after": seconds, "global": everywhere}
            return reply(body, status=429, headers=headers)
        case Cloudflare():
            return web.Response(
                status=429, text="error code: 1015", headers={"Server": "cloudflare", "Retry-After": "600"}
            )
        case LostReply(reset):
            await handler(request)
            return cut(request, reset=reset)
        case NeverArrived():
            return cut(request, reset=True)
        case Held(gate):
            await gate.wait()
            return await handler(request)
        case Slow(seconds, before):
            if before:
                await asyncio.sleep(seconds)
            response = await handler(request)
            if not before:
                await asyncio.sleep(seconds)
            return response
        case Broken(status, effect):
            if effect:
                await handler(request)
            return reply({"message": f"{status}: Server Error", "code": 0}, status=status)
        case Says(status, code, message):
            return reply({"message": message, "code": code}, status=status)


def cut(request: web.Request, *, reset: bool) -> web.Response:
    """Break the connection under a request; the response returned is never sent."""
    transport = request.transport
    if transport is not None:
        raw = transport.get_extra_info("socket")
        if reset and raw is not None:
            with contextlib.suppress(OSError):
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response(status=500)
