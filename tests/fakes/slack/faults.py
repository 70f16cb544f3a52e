"""What can go wrong on the way: rate limits, errors, lost replies, delays, and calls held back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["rate_limit", "error", "status", "lose_reply", "hold", "slow"]


@dataclass(slots=True)
class Fault:
    """One planned mishap for a method ("*": any), a channel ("": any), `times` times (-1: always)."""

    kind: Kind
    method: str
    channel: str = ""
    times: int = 1
    retry_after: float = 1
    code: str = ""
    status: int = 503
    effect: bool = False
    seconds: float = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let held calls go on."""
        self.times = 0
        self.released.set()


class Faults:
    """The list of planned mishaps; `take` gives the one that strikes a call, if any."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def _plan(self, fault: Fault) -> Fault:
        self.planned.append(fault)
        return fault

    def rate_limit(self, method: str, *, retry_after: float = 1, channel: str = "", times: int = 1) -> Fault:
        """429 with Retry-After, without effect."""
        return self._plan(Fault("rate_limit", method, channel, times, retry_after=retry_after))

    def error(self, method: str, code: str, *, channel: str = "", times: int = 1) -> Fault:
        """`ok: false` with this code, without effect."""
        return self._plan(Fault("error", method, channel, times, code=code))

    def status(
        self, method: str, status: int = 503, *, channel: str = "", times: int = 1, effect: bool = False
    ) -> Fault:
        """A bare HTTP error; `effect`: what was asked for happened all the same."""
        return self._plan(Fault("status", method, channel, times, status=status, effect=effect))

    def lose_reply(self, method: str, *, channel: str = "", times: int = 1, effect: bool = True) -> Fault:
        """The call has its effect (or not) and the connection is reset before the reply."""
        return self._plan(Fault("lose_reply", method, channel, times, effect=effect))

    def hold(self, method: str, *, channel: str = "", times: int = -1) -> Fault:
        """The call waits before its effect: await `fault.arrived.wait()`, then `fault.release()`."""
        return self._plan(Fault("hold", method, channel, times))

    def slow(
        self, method: str, seconds: float, *, effect: bool = False, channel: str = "", times: int = -1
    ) -> Fault:
        """The answer comes so much later; the effect too, unless `effect`: it happened at once."""
        return self._plan(Fault("slow", method, channel, times, seconds=seconds, effect=effect))

    def clear(self) -> None:
        """A good day again."""
        self.planned.clear()

    def take(self, method: str, args: Mapping[str, Any]) -> Fault | None:
        channel = str(args.get("channel") or args.get("channel_id") or "")
        for fault in self.planned:
            if fault.times and fault.method in (method, "*") and fault.channel in ("", channel):
                if fault.times > 0:
                    fault.times -= 1
                return fault
        return None
