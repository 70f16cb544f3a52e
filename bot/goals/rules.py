"""How far a team is with a goal, and how far it has come since last time. Pure.

A number is given on a follow-up. Several on one local day are one follow-up: the last of them counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MOST_OPEN = 4  # what a team can keep an eye on, and what one page of a form has room for
LOWEST, HIGHEST = 0, 10


@dataclass(frozen=True, slots=True)
class Point:
    """The number a goal had at the end of a local day."""

    day: date
    value: int


@dataclass(frozen=True, slots=True)
class Progress:
    """`points` in order of days. Where none has been given all the rest is None."""

    points: tuple[Point, ...]

    @property
    def now(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def change(self) -> int | None:
        """Since the follow-up before the latest; None when there was none."""
        return self.points[-1].value - self.points[-2].value if len(self.points) > 1 else None


def progress(marks: Iterable[tuple[datetime, int]], zone: ZoneInfo) -> Progress:
    """From every (moment, number) in order of time."""
    by_day: dict[date, int] = {}
    for at, value in marks:
        by_day[at.astimezone(zone).date()] = value
    return Progress(tuple(Point(day, by_day[day]) for day in sorted(by_day)))


def without_sign(goals: Iterable[tuple[datetime, bool]], now: datetime, days: int) -> int:
    """How many open goals, of (made at, has a sign of success), have had none for more than so many days."""
    return sum(not has_sign and now - made_at > timedelta(days=days) for made_at, has_sign in goals)
