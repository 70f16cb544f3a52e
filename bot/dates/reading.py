"""From clues to one reading: which number is the day, which the hour, and what is left open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from bot.dates.clues import (
    AtClock,
    Clue,
    Dash,
    Figures,
    HalfOfDay,
    InDays,
    InWeek,
    Number,
    OnDate,
    OnDayOfMonth,
    OnWeekday,
    Pair,
    Unclear,
    WeeksAhead,
)
from bot.dates.results import Reason
from bot.dates.scan import clock_in_figures

_YEARS_AHEAD = 2  # how far ahead four figures beside a date are a year and not a time: `2028`, but 20.30


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says about the day, and about the time of day. A part nobody named is None."""

    date: OnDate | None = None
    day_of_month: int | None = None
    in_days: int | None = None
    weekday: OnWeekday | None = None
    week: int | None = None
    weeks_ahead: int | None = None
    year: int | None = None
    clock: AtClock | None = None
    until: AtClock | None = None
    after_noon: bool | None = None

    @property
    def names_a_day(self) -> bool:
        return any(part is not None for part in (self.date, self.day_of_month, self.in_days, self.weekday))

    @property
    def names_a_week(self) -> bool:
        return self.week is not None or self.weeks_ahead is not None


def readings(clues: tuple[Clue, ...], this_year: int) -> tuple[Reading, ...]:
    """Return the reading of `clues`; two when a lone `12.11` is as good a date as a time (the date first).

    Raises Unclear when the clues contradict each other or something is left over.
    """
    reading, rest = _certain(clues)
    reading, rest = _ranges(reading, rest)
    reading, rest = _figures(reading, rest, this_year)
    match rest:
        case [Pair(as_date, as_clock)] if not reading.names_a_day and not reading.clock:
            return replace(reading, date=as_date), replace(reading, clock=as_clock)
    for clue in rest:
        if isinstance(clue, Pair):
            is_time = reading.clock is None and reading.names_a_day
            reading = _put(reading, clue.clock if is_time else clue.date)
    numbers = [clue for clue in rest if isinstance(clue, Number)]
    for number in numbers:
        may_be_day = number.ordinal or _stands_before_clock(number, clues)
        reading = _number(reading, number, may_be_day=may_be_day)
    return (reading,)


def reading_of_day(clues: tuple[Clue, ...]) -> Reading:
    """Return the reading of `clues` where a day is asked for and nothing else.

    Raises Unclear when they hold a time of day, or contradict each other.
    """
    reading = Reading()
    for clue in clues:
        match clue:
            case Pair(as_date, _):
                reading = _put(reading, as_date)
            case Figures(digits) if len(digits) == 4:
                reading = _set(reading, year=int(digits))
            case Number(number, ordinal=True):
                reading = _put(reading, OnDayOfMonth(number))
            case AtClock() | HalfOfDay() | Figures() | Number() | Dash():
                raise Unclear(Reason.not_a_date)
            case _:
                reading = _put(reading, clue)
    return reading


def _stands_before_clock(number: Number, clues: tuple[Clue, ...]) -> bool:
    """Whether an expression that is surely a time follows: `torsdag 12 kl 9`, but not `tors 9, 13`."""
    return any(isinstance(clue, (AtClock, Figures, Pair)) for clue in clues[clues.index(number) :])


def _certain(clues: tuple[Clue, ...]) -> tuple[Reading, list[Clue]]:
    """Put what can mean one thing only in its place, and hand back the rest, times beside a dash included."""
    reading = Reading()
    rest: list[Clue] = []
    for index, clue in enumerate(clues):
        beside_dash = any(isinstance(near, Dash) for near in clues[max(0, index - 1) : index + 2])
        if isinstance(clue, (Pair, Figures, Number, Dash)) or (isinstance(clue, AtClock) and beside_dash):
            rest.append(clue)
        else:
            reading = _put(reading, clue)
    return reading, rest


def _put(reading: Reading, clue: Clue) -> Reading:
    match clue:
        case InDays(days):
            return _set(reading, in_days=days)
        case OnWeekday():
            return _set(reading, weekday=clue)
        case InWeek(number):
            return _set(reading, week=number)
        case WeeksAhead(weeks):
            return _set(reading, weeks_ahead=weeks)
        case OnDate():
            return _set(reading, date=clue)
        case OnDayOfMonth(day):
            return _set(reading, day_of_month=day)
        case AtClock():
            return _set(reading, clock=clue)
        case HalfOfDay(after_noon):
            return _set(reading, after_noon=after_noon)
        case Dash():
            return reading
        case Pair() | Figures() | Number():
            raise Unclear(Reason.contradiction)
        case _:
            assert_never(clue)


def _set(reading: Reading, **part: object) -> Reading:
    ((name, value),) = part.items()
    if getattr(reading, name) not in (None, value):
        raise Unclear(Reason.contradiction)
    return replace(reading, **part)  # type: ignore[arg-type]


def _ranges(reading: Reading, clues: list[Clue]) -> tuple[Reading, list[Clue]]:
    """Take `13.15-14`: two times with a dash between, where the day is known or the first is surely a time."""
    match clues:
        case [Number(day), Dash(), Number(month)] if not reading.names_a_day and 1 <= month <= 12:
            return _put(reading, OnDate(day, month)), []
    for index in range(1, len(clues) - 1):
        before, dash, after = clues[index - 1 : index + 2]
        if isinstance(dash, Dash) and (isinstance(before, AtClock) or reading.names_a_day):
            start, end = as_clock(before), as_clock(after)
            if start and end:
                reading = replace(_put(reading, start), until=end)
                clues = clues[: index - 1] + clues[index + 2 :]
                break
    for clue in clues:
        if isinstance(clue, AtClock):
            reading = _put(reading, clue)
    return reading, [clue for clue in clues if not isinstance(clue, (AtClock, Dash))]


def as_clock(clue: Clue) -> AtClock | None:
    """The time of day a clue can be read as. Raises Unclear when its numbers are no time."""
    match clue:
        case AtClock():
            return clue
        case Pair(_, clock):
            return clock
        case Figures(digits):
            return clock_in_figures(digits[:-2], digits[-2:])
        case Number(number, ordinal=False):
            return clock_in_figures(str(number), None)
        case _:
            return None


def _figures(reading: Reading, clues: list[Clue], this_year: int) -> tuple[Reading, list[Clue]]:
    """Decide whether four figures are a year or a time."""
    rest: list[Clue] = []
    for clue in clues:
        if not isinstance(clue, Figures):
            rest.append(clue)
            continue
        wants_year = (reading.date is not None and reading.date.year is None) or reading.week is not None
        near = len(clue.digits) == 4 and this_year <= int(clue.digits) <= this_year + _YEARS_AHEAD
        if wants_year and reading.year is None and (near or (reading.clock and len(clue.digits) == 4)):
            reading = replace(reading, year=int(clue.digits))
        else:
            reading = _put(reading, clock_in_figures(clue.digits[:-2], clue.digits[-2:]))
    return reading, rest


def _number(reading: Reading, number: Number, *, may_be_day: bool) -> Reading:
    """A bare number is the hour of a day that is known, or the day of a time that is."""
    if not number.ordinal and reading.clock is None and reading.names_a_day:
        return _put(reading, clock_in_figures(str(number.number), None))
    if may_be_day and reading.date is None:
        return _put(reading, OnDayOfMonth(number.number))
    raise Unclear(Reason.contradiction if reading.names_a_day else Reason.no_day, str(number.number))
