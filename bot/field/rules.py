"""Hours in the field against what the team planned. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.whole_weeks import monday_of

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Spent:
    """A visit, whatever the number of those who took part: its local day and its length."""

    day: date
    minutes: int


def minutes_in_week(spent: Iterable[Spent], day: date) -> int:
    """In the ISO week of `day`."""
    monday = monday_of(day)
    return sum(one.minutes for one in spent if monday <= one.day < monday + _WEEK)


def under_plan(
    spent: Sequence[Spent], planned: int, mondays: Sequence[date], weeks: int = 2
) -> tuple[int, ...]:
    """The signal: fewer minutes than planned in each of so many whole weeks running. Their minutes, the latest first;
    nothing when it is not so. `planned` 0: there is no plan."""
    minutes = tuple(minutes_in_week(spent, monday) for monday in mondays[:weeks])
    return minutes if planned and len(minutes) == weeks and all(one < planned for one in minutes) else ()
