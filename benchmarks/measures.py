"""What `make bench` measures, by name."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Coroutine
from functools import partial

from benchmarks import (
    burst,
    claims,
    discord,
    due,
    history,
    load,
    minutes,
    monday,
    outbox,
    overview,
    pictures,
    running,
    slack,
    slots,
)
from benchmarks.measure import Figure

SOAK_RATE, SOAK_LOAD, SOAK_OVERLOAD, SOAK_TEAMS = 300, 3600, 600, 5000  # /s, s, s, teams

Measure = Callable[[], Coroutine[None, None, Figure | list[Figure]]]


async def _press_on_slack() -> list[Figure]:
    return [await slack.press("http"), await slack.press("socket")]


MEASURES: dict[str, Measure] = {
    "slack": _press_on_slack,
    "discord": discord.press,
    "due": due.post,
    "loop": due.pulse,
    "outbox": outbox.drain,
    "claims": claims.claims,
    "burst": burst.burst,
    "load": load.load,
    "overload": load.overload,
    "history": history.history,
    "minutes": minutes.minutes,
    "pictures": pictures.pictures,
    "overview": overview.overview,
    "monday": monday.monday,
    "run": running.run,
    "slots": slots.search,
}
# The long ones of docs/reliability.md: an hour, ten minutes, and ten times as many teams.
SOAK: dict[str, Measure] = {
    "load": partial(load.load, SOAK_RATE, SOAK_LOAD, postgresql=True),
    "overload": partial(load.overload, seconds=SOAK_OVERLOAD),
    "burst": partial(burst.burst, SOAK_TEAMS),
}


def measure(name: str, *, soak: bool) -> list[Figure]:
    """What is loaded is out of the collector's sight, as in `samspil run`."""
    gc.collect()
    gc.freeze()
    figures = asyncio.run((SOAK if soak else MEASURES)[name]())
    return figures if isinstance(figures, list) else [figures]
