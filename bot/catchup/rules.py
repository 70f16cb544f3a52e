"""When somebody has been away long enough to be told how far the team has come. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TypeVar

L = TypeVar("L")

AWAY = 5  # days
MOST_LINES = 4
ROOM = 2500  # letters
A_WEEK = timedelta(days=7)
_WEEKEND = 5
_LONGEST = 60  # days that are looked at one by one


def days_away(last: date, today: date, is_off: Callable[[date], bool]) -> int:
    """The days since somebody was last here. Weekends count, holidays do not: then the team was away too."""
    days = max((today - last).days, 0)
    passed = (last + timedelta(days=one) for one in range(1, min(days, _LONGEST) + 1))
    return days - sum(day.weekday() < _WEEKEND and is_off(day) for day in passed)


def fitting(lines: Iterable[L], length: Callable[[L], int]) -> list[L]:
    """The first lines, four at most, as long as they fit one card together; the first of all is always there."""
    found: list[L] = []
    room = ROOM
    for line in lines:
        room -= length(line)
        if len(found) == MOST_LINES or (found and room < 0):
            break
        found.append(line)
    return found


def looks_back_to(last: date | None, today: date) -> date:
    """How far back somebody who asks is told: to when they were last here, a week at least."""
    week = today - A_WEEK
    return min(last, week) if last else week
