"""Simulated weeks: nothing twice, nothing lost, nothing early, whatever goes wrong.

`-k small` is the quick look: it catches most of what can go wrong in delivery.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.simulation import runs
from tests.simulation.runs import play

QUARTERS = range(8)
CRASHES = 250  # in each of the eight quarters: 2,000 at least


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of crashes are told of by the simulation itself."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("seed", [1, 2, 4])
def test_small(seed: int) -> None:
    assert play(seed, "small").crashes > 20


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", QUARTERS)
def test_quarter(seed: int) -> None:
    """Thirteen weeks of five schools; the eight together see every change of the clocks."""
    outcome = play(seed, "quarter")
    assert outcome.crashes >= CRASHES
    assert outcome.counts["posts"] > 100
    assert outcome.counts["rounds on time"] > 15
    assert outcome.counts["guests' pages"] > 5
    assert outcome.counts["meetings begun"] > 0


@pytest.mark.timeout(900)
def test_many_tenants() -> None:
    """Thirteen weeks of fifty schools."""
    assert play(50, "many").counts["posts"] > 500


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_workers(seed: int, postgres_url: str) -> None:
    """They share a PostgreSQL database, and are held up for longer than their leases."""
    assert play(seed, "pair", url=postgres_url).counts["posts"] > 10


def test_the_same_seed_is_the_same_run() -> None:
    """Here twice, and in a Python that has other hashes."""
    here = play(7, "tiny").trace
    assert play(7, "tiny").trace == here
    assert play(8, "tiny").trace != here
    again = [sys.executable, "-m", "tests.simulation", "--seed", "7", "--size", "tiny"]
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    told = subprocess.run(again, env=environment, capture_output=True, text=True, check=True).stdout
    assert f"trace {here}" in told


def test_a_failing_seed_says_how_to_see_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.attempt._look", _finds_nothing)
    with pytest.raises(runs.Failed, match=r"(?s)twice.*--seed \d+ --size small"):
        for seed in range(20):
            play(seed, "small")


async def _finds_nothing(*_: object) -> None:
    return None
