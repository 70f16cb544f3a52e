"""`make bench`: every figure, as a table and as rows in `latest.json`. Exit 1 when a floor is missed.

`make bench ARGS="slack load"` measures only those; their rows take the place of the old ones in `latest.json`,
and the others stay as they were.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

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
from benchmarks.measure import Figure, line, table

LATEST = Path(__file__).parent / "latest.json"
SOAK_RATE, SOAK_LOAD, SOAK_OVERLOAD, SOAK_TEAMS = 300, 3600, 600, 5000  # /s, s, s, teams

Measure = Callable[[], Awaitable[Figure | list[Figure]]]


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


async def _measured(names: Sequence[str], measures: dict[str, Measure]) -> list[Figure]:
    found: list[Figure] = []
    for name in names:
        figures = await measures[name]()
        for one in figures if isinstance(figures, list) else [figures]:
            sys.stderr.write(f"{line(one)}\n")
            found.append(one)
    return found


def _keep(figures: Sequence[Figure]) -> None:
    """Into `latest.json`: in the place of older rows with the same id, after them when they are new."""
    rows = {row["id"]: row for row in json.loads(LATEST.read_text())} if LATEST.exists() else {}
    rows |= {one.id: asdict(one) for one in figures}
    LATEST.write_text(json.dumps(list(rows.values()), indent=2, ensure_ascii=False) + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(MEASURES)}; none: all")
    parser.add_argument("--soak", action="store_true", help=f"the long {', '.join(SOAK)}; not kept")
    given = parser.parse_args()
    measures = SOAK if given.soak else MEASURES
    if unknown := set(given.names) - set(measures):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    figures = asyncio.run(_measured(given.names or list(measures), measures))
    if not given.soak:
        _keep(figures)
    sys.stdout.write(table(figures) + "\n")
    return int(any(one.missed for one in figures))


if __name__ == "__main__":
    sys.exit(main())
