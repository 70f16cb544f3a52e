"""Hours in the field against what the team planned. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS_RUNNING = 2  # domain.md §7
LOOK_BACK = 6  # weeks: a holiday is passed over, a whole term is not
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Spent:
    """A visit, whatever the number of those who took part: its local day and its length."""

    day: date
    minutes: int


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def minutes_in_week(spent: Iterable[Spent], day: date) -> int:
    """In the ISO week of `day`."""
    monday = monday_of(day)
    return sum(one.minutes for one in spent if monday <= one.day < monday + _WEEK)


def full_weeks(today: date, started: date, is_off: Callable[[date], bool]) -> list[date]:
    """The Mondays of the latest whole weeks, newest first: the team was there from the first day to the last, and
    not every working day of it was off."""
    found: list[date] = []
    monday = monday_of(today) - _WEEK
    for _ in range(LOOK_BACK):
        if monday < started or len(found) == WEEKS_RUNNING:
            break
        if not all(is_off(monday + timedelta(days=day)) for day in range(5)):
            found.append(monday)
        monday -= _WEEK
    return found


def under_plan(spent: Sequence[Spent], planned: int, mondays: Sequence[date]) -> bool:
    """The signal: fewer minutes than planned in each of two whole weeks running. `planned` 0: there is no plan."""
    return (
        planned > 0
        and len(mondays) >= WEEKS_RUNNING
        and all(minutes_in_week(spent, monday) < planned for monday in mondays[:WEEKS_RUNNING])
    )
