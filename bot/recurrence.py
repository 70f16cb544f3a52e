"""What comes back every week, or every so many weeks, at a local time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.calendar import DaysOff, NoWorkingDay
from bot.calendar import local_to_utc as local_to_utc  # the one rule for clocks that change, offered here too

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_HORIZON = 3 * 366  # days


@dataclass(frozen=True, slots=True)
class Weekly:
    """A local time on one weekday (Monday = 0) of every week, or of every `every` weeks.

    Weeks are counted from the one that holds `anchor`, never by their numbers: week 53 and week 1 are both odd.
    """

    weekday: int
    time: time
    every: int = 1
    anchor: date | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError(f"a weekday is 0 to 6, not {self.weekday}")
        if self.every < 1:
            raise ValueError("every how many weeks: at least 1")
        if self.every > 1 and self.anchor is None:
            raise ValueError("more than a week between needs a date to count from")

    def falls_on(self, day: date) -> bool:
        if day.weekday() != self.weekday:
            return False
        if self.anchor is None:
            return True
        return (_monday(day) - _monday(self.anchor)) // _WEEK % self.every == 0


class OnDayOff(StrEnum):
    """What becomes of an occurrence on a day off."""

    skip = "skip"
    next_working_day = "next-working-day"


def next_after(
    recurrence: Weekly,
    after: datetime,
    zone: ZoneInfo,
    days_off: DaysOff,
    on_day_off: OnDayOff = OnDayOff.skip,
) -> datetime:
    """Return the first moment (UTC) strictly after `after` (UTC), at most one for every local date.

    Two occurrences moved to the same working day are one. Raises NoWorkingDay when nothing comes in three years:
    a weekday that is always off and never moved, or days off that never end.
    """
    day = after.astimezone(zone).date()
    for _ in range(_HORIZON):
        if _happens_on(day, recurrence, days_off, on_day_off):
            moment = local_to_utc(day, recurrence.time, zone)
            if moment > after:
                return moment
        day += _DAY
    raise NoWorkingDay(f"nothing within three years after {after:%Y-%m-%d}")


def _happens_on(day: date, recurrence: Weekly, days_off: DaysOff, on_day_off: OnDayOff) -> bool:
    falls = recurrence.falls_on(day)
    if on_day_off is OnDayOff.skip or falls:
        return falls and not days_off.is_off(day)
    if days_off.is_off(day):
        return False
    before = day - _DAY
    while days_off.is_off(before):
        if recurrence.falls_on(before):
            return True
        before -= _DAY
    return False


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
