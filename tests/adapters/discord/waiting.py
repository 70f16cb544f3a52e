"""What the tests of the Discord door wait for, and where its answers go."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

CALLBACK = "/interactions/*/*/callback"


async def soon(true: Callable[[], bool]) -> None:
    """Wait until it is so: for what happens outside the fake's world."""
    for _ in range(1000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never was")
