"""Figures, and how they are taken: by ratio, the two sides in turns, the median of several rounds.

Machines are shared and noisy: a ratio of two things measured in the same seconds says more than a time.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

ROUNDS = 9
PER_ROUND = 100  # repetitions of each side in a round
SLICE = 10  # repetitions of one side before the other has its turn

# "ratio": of the bare thing's time to ours; "×": how many times as long something takes.
Unit = Literal[
    "ratio", "per s", "s", "ms", "MiB", "×", "lost", "share", "turns", "twice", "a week", "weeks", "named"
]
MORE_IS_BETTER: frozenset[Unit] = frozenset({"ratio", "per s", "share"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. `floor` is what a release must reach, `goal` what it strives for; `reference` says
    what was measured beside it, or how much there was of it."""

    id: str
    value: float
    unit: Unit
    floor: float
    goal: float
    reference: str

    @property
    def missed(self) -> bool:
        """Whether the value is on the wrong side of the floor."""
        if self.unit in MORE_IS_BETTER:
            return self.value < self.floor
        return self.value > self.floor

    @property
    def reached(self) -> bool:
        """Whether the goal is reached."""
        if self.unit in MORE_IS_BETTER:
            return self.value >= self.goal
        return self.value <= self.goal


def table(figures: Sequence[Figure]) -> str:
    """One line a figure, with how it stands beside its floor and goal."""
    head = f"{'id':22}{'value':>9}  {'unit':7}{'floor':>8}{'goal':>8}  reference"
    return "\n".join([head, *(line(one) for one in figures)])


def line(one: Figure) -> str:
    """A figure's line of the table."""
    stands = "BELOW THE FLOOR" if one.missed else "goal" if one.reached else ""
    numbers = f"{one.value:9.2f}  {one.unit:7}{one.floor:8g}{one.goal:8g}"
    return f"{one.id:22}{numbers}  {one.reference}  {stands}".rstrip()


@dataclass(frozen=True, slots=True)
class Compared:
    """One repetition of each side in seconds, and the bare side's divided by ours: medians over the rounds.

    `ratio` is by the clock on the wall; `cpu_ratio` by the processor time of all threads, which says what a
    crowded machine hides.
    """

    ratio: float
    cpu_ratio: float
    ours: float
    bare: float

    def reference(self, what: str) -> str:
        """`bare bolt 412 µs, ours 690 µs; by processor time 0.62`."""
        times = f"{what} {self.bare * 1e6:.0f} µs, ours {self.ours * 1e6:.0f} µs"
        return f"{times}; by processor time {self.cpu_ratio:.2f}"


Work = Callable[[], Awaitable[None]]


async def compare(bare: Work, ours: Work, *, rounds: int = ROUNDS, per_round: int = PER_ROUND) -> Compared:
    """Run both in turns, a slice of one and a slice of the other; the first round only warms up."""
    found = [await _round(bare, ours, per_round) for _ in range(rounds + 1)][1:]
    return Compared(
        ratio=median(bare.wall / ours.wall for bare, ours in found),
        cpu_ratio=median(bare.cpu / ours.cpu for bare, ours in found),
        ours=median(ours.wall for _, ours in found),
        bare=median(bare.wall for bare, _ in found),
    )


@dataclass(slots=True)
class _Spent:
    """Seconds for one repetition."""

    wall: float = 0.0
    cpu: float = 0.0


async def _round(bare: Work, ours: Work, per_round: int) -> tuple[_Spent, _Spent]:
    gc.collect()
    sides = (_Spent(), _Spent())
    for _ in range(per_round // SLICE):
        for spent, work in zip(sides, (bare, ours), strict=True):
            wall, cpu = time.perf_counter(), time.process_time()
            for _ in range(SLICE):
                await work()
            spent.wall += (time.perf_counter() - wall) / per_round
            spent.cpu += (time.process_time() - cpu) / per_round
    return sides


def needed(rounds: int = ROUNDS, per_round: int = PER_ROUND) -> int:
    """How often `compare` runs each side."""
    return (rounds + 1) * per_round
