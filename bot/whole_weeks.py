"""Which weeks a team has had whole: what is counted by the week is counted in those."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

LOOK_BACK = 4  # weeks more than are wanted: a holiday is passed over, a whole term is not
_WEEK = timedelta(weeks=1)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def full_weeks(today: date, started: date, is_off: Callable[[date], bool], wanted: int = 2) -> list[date]:
    """The Mondays of the latest whole weeks, newest first: the team was there from the first day to the last, and
    not every working day of it was off."""
    found: list[date] = []
    monday = monday_of(today) - _WEEK
    for _ in range(wanted + LOOK_BACK):
        if monday < started or len(found) == wanted:
            break
        if not all(is_off(monday + timedelta(days=day)) for day in range(5)):
            found.append(monday)
        monday -= _WEEK
    return found
