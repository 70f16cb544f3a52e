from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from tests.simulation.loop import VirtualLoop


def test_time_goes_on_after_half_a_year() -> None:
    """Where floats are coarser than asyncio's nanosecond."""
    loop = VirtualLoop(datetime(2026, 7, 13, tzinfo=UTC))
    loop.freeze(2**24 + 0.471271962)

    async def naps() -> None:
        for number in range(1, 2000):
            await asyncio.sleep(1 / number)

    loop.run(naps())
    assert loop.time() > 2**24 + 8
