"""The search for a time: the largest team, four weeks ahead, every quarter of an hour, with busy calendars."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from benchmarks.measure import ROUNDS, Figure
from bot import slots
from bot.calendar import WORK_BEGINS, WORK_ENDS, DaysOff
from bot.slots import Busy, Person, Teaching, Wish

PEOPLE, REQUIRED, WEEKS = 12, 3, 4
APPOINTMENTS, RATHER_NOT, LESSONS = 60, 20, 40  # in those weeks, for each person and for the team
ZONE = ZoneInfo("Europe/Copenhagen")
BEGINS = datetime(2026, 11, 15, 23, tzinfo=UTC)


def _team(seed: int) -> tuple[Wish, list[Person], list[Teaching]]:
    chance = random.Random(seed)

    def some(number: int) -> tuple[Busy, ...]:
        return tuple(sorted((one() for _ in range(number)), key=lambda found: found.start))

    def one() -> Busy:
        start = BEGINS + timedelta(days=chance.randrange(7 * WEEKS), minutes=15 * chance.randrange(28, 72))
        return Busy(start, start + timedelta(minutes=chance.choice((45, 60, 95, 180))))

    people = [Person(n, n < REQUIRED, busy=some(APPOINTMENTS), soft=some(RATHER_NOT)) for n in range(PEOPLE)]
    wish = Wish(
        minutes=90,
        since=BEGINS,
        until=BEGINS + timedelta(weeks=WEEKS),
        zone=ZONE,
        opens=WORK_BEGINS,
        closes=WORK_ENDS,
        is_off=DaysOff().is_off,
        least=PEOPLE // 2 + 1,
    )
    return wish, people, [Teaching(one.start, one.end, "lecture") for one in some(LESSONS)]


async def search() -> Figure:
    """Milliseconds of one search: the median of many teams, the first round only warming up."""
    spent: list[float] = []
    for seed in range(2 * ROUNDS):
        asked = _team(seed)
        begun = time.perf_counter()
        found = slots.best(*asked)
        spent.append((time.perf_counter() - begun) * 1000)
        if len(found) != asked[0].count:
            raise RuntimeError("a search of the benchmark finds no time")
    about = f"{PEOPLE} people × {WEEKS} weeks × 15 min; slowest {max(spent[1:]):.1f} ms"
    return Figure("slots.search", median(spent[1:]), "ms", 50, 5, about)
