"""Which days a reading can mean, seen from today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.calendar import IsoWeek, week_of
from bot.dates.clues import OnDate, OnWeekday, Unclear
from bot.dates.reading import Reading
from bot.dates.results import Question, Reason

_WEEK = timedelta(days=7)
_JUST_PAST = timedelta(days=60)  # a date without a year this long ago is a slip; longer ago it is next year's


@dataclass(frozen=True, slots=True)
class DayChoice:
    """The possible days, earliest first; more than one comes with the question to ask. `or_next_week` when today's
    weekday was named, so that a time already past means the same day next week."""

    days: tuple[date, ...]
    question: Question | None = None
    or_next_week: bool = False


def choose_days(reading: Reading, today: date) -> DayChoice:
    """Return the days `reading` can mean. Raises Unclear when there is no such day, or none is named."""
    if reading.in_days is not None:
        return _in_days(reading, reading.in_days, today)
    if reading.date is not None or reading.day_of_month is not None:
        return _dated(reading, today)
    if reading.names_a_week:
        if reading.weekday is None:
            raise Unclear(Reason.no_day)
        return DayChoice((_in_week(reading, reading.weekday.weekday, today),))
    if reading.weekday is not None:
        return _on_weekday(reading.weekday, today)
    if reading.clock is not None:
        return DayChoice((today,))
    raise Unclear(Reason.no_day)


def _in_days(reading: Reading, days: int, today: date) -> DayChoice:
    day = today + timedelta(days=days)
    if reading.date or reading.day_of_month or reading.names_a_week:
        raise Unclear(Reason.contradiction)
    if reading.weekday and reading.weekday.weekday != day.weekday():
        if days <= 0 or days % 7:
            raise Unclear(Reason.contradiction)
        # `torsdag om 2 uger`: Thursday of that week.
        day = week_of(day).day(reading.weekday.weekday)
    return DayChoice((day,))


def _dated(reading: Reading, today: date) -> DayChoice:
    if reading.date is not None:
        day = _date(reading, reading.date, today)
    else:
        day = _day_of_month(reading.day_of_month or 0, today)
    if reading.weekday is None or reading.weekday.weekday == day.weekday():
        _check_week(reading, day, today)
        return DayChoice((day,))
    if reading.names_a_week:
        raise Unclear(Reason.contradiction)
    ahead = (reading.weekday.weekday - day.weekday()) % 7
    meant = day + timedelta(days=ahead if ahead <= 3 else ahead - 7)
    return DayChoice(tuple(sorted((day, meant))), Question.weekday_or_date)


def _date(reading: Reading, on: OnDate, today: date) -> date:
    def in_year(year: int) -> date:
        return date(year, on.month, on.day)

    found = _likely(in_year, on.year or reading.year, today.year, today)
    if not found:
        raise Unclear(Reason.no_such_date, f"{on.day}/{on.month}")
    day, *later = found
    if reading.weekday and day < today and day.weekday() != reading.weekday.weekday:
        # Written nearly a year ahead: what just went by on another weekday is next year's.
        day = next((other for other in later if other.weekday() == reading.weekday.weekday), day)
    return day


def _likely(in_year: Callable[[int], date], year: int | None, this_year: int, today: date) -> list[date]:
    """The days a year may make, the likeliest first: without one the next to come, or one just past."""
    found: list[date] = []
    for candidate in (year,) if year else (this_year - 1, this_year, this_year + 1):
        try:
            found.append(in_year(candidate))
        except ValueError:
            continue
    return found if year else [day for day in found if day >= today - _JUST_PAST]


def _day_of_month(number: int, today: date) -> date:
    """The next day with that number, today included."""
    for ahead in range(62):
        day = today + timedelta(days=ahead)
        if day.day == number:
            return day
    raise Unclear(Reason.no_such_date, str(number))


def _check_week(reading: Reading, day: date, today: date) -> None:
    if reading.week is not None and week_of(day).number != reading.week:
        raise Unclear(Reason.contradiction)
    if reading.weeks_ahead is not None and week_of(day) != week_of(today + reading.weeks_ahead * _WEEK):
        raise Unclear(Reason.contradiction)


def _in_week(reading: Reading, weekday: int, today: date) -> date:
    if reading.week is None:
        return week_of(today + (reading.weeks_ahead or 0) * _WEEK).day(weekday)
    number = reading.week

    def in_year(year: int) -> date:
        return IsoWeek(year, number).day(weekday)

    found = _likely(in_year, reading.year, week_of(today).year, today)
    if not found:
        raise Unclear(Reason.no_such_date, str(number))
    day = found[0]
    if reading.weeks_ahead is not None and week_of(day) != week_of(today + reading.weeks_ahead * _WEEK):
        raise Unclear(Reason.contradiction)
    return day


def _on_weekday(on: OnWeekday, today: date) -> DayChoice:
    """`torsdag` is the coming one, today included. `næste torsdag` may be it or the one next week: while Thursday is
    still to come this week, people mean either."""
    ahead = (on.weekday - today.weekday()) % 7
    coming = today + timedelta(days=ahead)
    if not on.next_one:
        return DayChoice((coming,), or_next_week=ahead == 0)
    if ahead == 0:
        return DayChoice((today + _WEEK,))
    if on.weekday > today.weekday():
        return DayChoice((coming, coming + _WEEK), Question.which_week)
    return DayChoice((coming,))
