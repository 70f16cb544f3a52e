"""The sizes in which the simulation is played, and a failing seed said with the command that plays it again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TextIO

from tests.simulation.simulation import Outcome, Simulation, Size

SIZES = {
    "tiny": Size(weeks=1, tenants=2, teams=1, members=3, crash_every=40, faults=12),
    "small": Size(weeks=2, tenants=4, teams=1, members=3, often=0.8, crash_every=40, faults=25),
    "quarter": Size(weeks=13, tenants=5, teams=1, members=3, often=0.5, crash_every=90),
    "many": Size(weeks=13, tenants=50, teams=1, members=2, often=0.1, crash_every=100),
    "year": Size(weeks=52, tenants=5, teams=1, crash_every=40),
    "pair": Size(weeks=2, tenants=4, teams=1, members=3, crash_every=60, faults=10, workers=2),
}
FIRST = date(2026, 2, 16)  # six weeks before the clocks change
STEP = timedelta(weeks=7)  # so eight quarters hold every change of 2026 and of the spring of 2027


class Failed(AssertionError):
    """An invariant broke; how, and how to see it again."""


def begins(seed: int) -> date:
    """The Monday on which a seed's weeks begin."""
    return FIRST + STEP * (seed % 8)


def play(seed: int, size: str, *, url: str = "sqlite://", trace: TextIO | None = None) -> Outcome:
    """Raises Failed."""
    simulation = Simulation(seed, SIZES[size], begins(seed), url)
    simulation.book.trace_to = trace
    try:
        return simulation.run()
    except BaseException as error:
        again = f"python -m tests.simulation --seed {seed} --size {size}"
        raise Failed(f"{error}\nThe same again: {again}") from error
