"""A matrix of ten people and eight meetings: drawn as SVG (in a press), turned into PNG (in a process of its own),
and how long the event loop stands still for it."""

from __future__ import annotations

import asyncio
import time
from statistics import median

from adapters.pictures import Drawn
from benchmarks.measure import Figure
from bot.pictures import Cell, Key, Row, matrix

TIMES = 9
PULSE = 0.001  # seconds between two looks at the clock


def _svg(number: int = 0) -> bytes:
    keys = [
        Key(Cell("MSTPI"[one], one), name) for one, name in enumerate(("mødeleder", "skribent", "tidsholder"))
    ]
    rows = [
        Row(
            f"Søren {person}",
            tuple(Cell("MSTPI"[(person + week) % 5], (person + week) % 5) for week in range(8)),
        )
        for person in range(number, number + 10)
    ]
    return matrix([f"{day}/11" for day in range(8)], rows, keys)


async def pictures() -> list[Figure]:
    svg, png, gaps = [], [], []
    for number in range(TIMES):
        began = time.perf_counter()
        drawn = _svg(number * 100)
        svg.append(time.perf_counter() - began)
        pulse = asyncio.create_task(_longest_gap())
        began = time.perf_counter()
        assert await Drawn().png(drawn)
        png.append(time.perf_counter() - began)
        pulse.cancel()
        gaps.append(await pulse)
    size = f"10 people × 8 meetings, {len(drawn) / 1024:.0f} KB of SVG"
    return [
        Figure("picture.svg", median(svg) * 1000, "ms", 10, 2, size),
        Figure("picture.png", median(png) * 1000, "ms", 1000, 250, "with the start of its process"),
        Figure("picture.loop", median(gaps) * 1000, "ms", 50, 20, "longest gap of the loop meanwhile"),
    ]


async def _longest_gap() -> float:
    longest, last = 0.0, time.perf_counter()
    try:
        while True:
            await asyncio.sleep(PULSE)
            longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    except asyncio.CancelledError:
        return longest
