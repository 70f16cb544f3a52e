"""`make bench`: every figure, as a table and as rows in `latest.json`. Exit 1 when a floor is missed."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks import discord, due, outbox, running, slack
from benchmarks.measure import Figure

LATEST = Path(__file__).parent / "latest.json"


async def measured() -> list[Figure]:
    return [
        await slack.press("http"),
        await slack.press("socket"),
        await discord.press(),
        await due.post(),
        await outbox.drain(),
        await due.pulse(),
        *await running.run(),
    ]


def table(figures: Sequence[Figure]) -> str:
    """One line a figure, with how it stands beside its floor and goal."""
    lines = [f"{'id':22}{'value':>8}  {'unit':7}{'floor':>6}{'goal':>6}  reference"]
    for one in figures:
        stands = "below the floor" if one.missed else "goal" if one.reached else ""
        numbers = f"{one.value:8.2f}  {one.unit:7}{one.floor:6.2f}{one.goal:6.2f}"
        lines.append(f"{one.id:22}{numbers}  {one.reference}  {stands}".rstrip())
    return "\n".join(lines)


def main() -> int:
    figures = asyncio.run(measured())
    LATEST.write_text(json.dumps([asdict(one) for one in figures], indent=2) + "\n")
    sys.stdout.write(table(figures) + "\n")
    return int(any(one.missed for one in figures))


if __name__ == "__main__":
    sys.exit(main())
