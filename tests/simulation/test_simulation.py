"""Simulated weeks: nothing twice, nothing lost, nothing early, whatever goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date

import pytest

from tests.simulation.simulation import Simulation, Size


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of crashes are told of by the simulation itself."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("seed", [1, 2])
def test_small(seed: int) -> None:
    size = Size(weeks=2, tenants=4, teams=1, crash_every=50)
    outcome = Simulation(seed, size, date(2026, 8, 31)).run()
    assert outcome.crashes > 20


def test_the_same_seed_is_the_same_run() -> None:
    size = Size(weeks=1, tenants=2, teams=1, crash_every=50)
    runs = [Simulation(7, size, date(2026, 8, 31)).run() for _ in range(2)]
    assert runs[0].trace == runs[1].trace
    assert Simulation(8, size, date(2026, 8, 31)).run().trace != runs[0].trace
