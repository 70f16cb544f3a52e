"""`make bench`: every figure, as a table and as rows in `latest.json`. Exit 1 when a floor is missed.

`make bench ARGS="slack load"` measures only those; their rows take the place of the old ones in `latest.json`,
and the others stay as they were.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from benchmarks.measure import Figure, line, table
from benchmarks.measures import MEASURES, SOAK, measure

LATEST = Path(__file__).parent / "latest.json"


def _measured(names: Sequence[str], *, soak: bool) -> list[Figure]:
    """Each in a process of its own: what one has left behind is nothing for the next to carry along."""
    found: list[Figure] = []
    alone = ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1)
    with alone:
        for figures in alone.map(partial(measure, soak=soak), names):
            for one in figures:
                sys.stderr.write(f"{line(one)}\n")
            found += figures
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
    figures = _measured(given.names or list(measures), soak=given.soak)
    if not given.soak:
        _keep(figures)
    sys.stdout.write(table(figures) + "\n")
    return int(any(one.missed for one in figures))


if __name__ == "__main__":
    sys.exit(main())
