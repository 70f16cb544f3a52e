"""Working days, days off and working hours, and what a local date and time is in UTC.

Days are local dates of the course's zone; moments are aware datetimes, given back in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bot.public_holidays import easter, is_known, public_holidays

# No message on the bot's own initiative outside these hours (domain.md §0). The last one begins at 16.
WORK_BEGINS = time(8)
WORK_ENDS = time(17)
LAST_HOUR = time(16)

_WORKDAYS = frozenset(range(5))  # Monday = 0
_HORIZON = 3 * 366  # days looked through for a working day; a course that is off for longer is over


class NoWorkingDay(ValueError):
    """Three years without a working day: the days off are wrong."""


class SchoolDay(StrEnum):
    """Days off at Danish schools and colleges that are not public holidays, each a course's own choice."""

    june_5 = "june-5"  # grundlovsdag
    december_24 = "december-24"
    december_31 = "december-31"
    week_42 = "week-42"  # efterårsferie
    week_7 = "week-7"  # vinterferie, in most municipalities
    week_8 = "week-8"  # vinterferie, in the others
    after_ascension = "after-ascension"  # the Friday after Kristi himmelfartsdag


_DATES = {SchoolDay.june_5: (6, 5), SchoolDay.december_24: (12, 24), SchoolDay.december_31: (12, 31)}
_WEEKS = {SchoolDay.week_42: 42, SchoolDay.week_7: 7, SchoolDay.week_8: 8}


class DayRange(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The days a course (or a team) does not work: weekends, a country's public holidays, school days off, its own."""

    country: str = "DK"
    school: frozenset[SchoolDay] = frozenset()
    extra: tuple[DayRange, ...] = ()
    workdays: frozenset[int] = _WORKDAYS

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> DaysOff:
        """Read `{"country": "DK", "school": ["june-5", …], "extra": ["2026-11-20", "2026-12-21/2027-01-02"]}`.

        A team adds `"workdays": [0, 1, 2, 3, 4]` (Monday = 0). Every key may be left out. An empty country has no public holidays. Raises ValueError naming the key
        and the value that will not do.
        """
        unknown = set(settings) - {"country", "school", "extra", "workdays"}
        if unknown:
            raise ValueError(f"days off: unknown key {min(unknown)!r}")
        country = str(settings.get("country", "DK"))
        if country and not is_known(country):
            raise ValueError(f"country: no public holidays are known for {country!r}")
        known = {option.value for option in SchoolDay}
        for option in settings.get("school", ()):
            if option not in known:
                raise ValueError(f"school: {option!r} is not one of {', '.join(sorted(known))}")
        school = frozenset(SchoolDay(option) for option in settings.get("school", ()))
        workdays = frozenset(settings.get("workdays", _WORKDAYS))
        return cls(country, school, _ranges(settings.get("extra", ())), workdays)

    def is_off(self, day: date) -> bool:
        return (
            day.weekday() not in self.workdays
            or day in _days_off(self.country, self.school, day.year)
            or any(first <= day <= last for first, last in self.extra)
        )

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self._first_working(day, 1)

    def previous_working_day(self, day: date) -> date:
        """The last working day before `day`."""
        return self._first_working(day, -1)

    def working_day_from(self, day: date) -> date:
        """`day` itself, or the next working day when it is off."""
        return self.next_working_day(day) if self.is_off(day) else day

    def working_days_since(self, day: date, today: date) -> int:
        """How many working days there have been after `day`, today among them."""
        return sum(not self.is_off(day + timedelta(days=n)) for n in range(1, (today - day).days + 1))

    def _first_working(self, day: date, step: int) -> date:
        for days in range(1, _HORIZON):
            other = day + timedelta(days=step * days)
            if not self.is_off(other):
                return other
        raise NoWorkingDay(f"no working day within three years of {day}")


def _ranges(texts: Sequence[str]) -> tuple[DayRange, ...]:
    ranges = []
    for text in texts:
        first, _, last = str(text).partition("/")
        try:
            days = DayRange(date.fromisoformat(first), date.fromisoformat(last or first))
        except ValueError:
            raise ValueError(f"extra: {text!r} is not a date or two dates with a slash between") from None
        if days.last < days.first:
            raise ValueError(f"extra: {text!r} ends before it begins")
        ranges.append(days)
    return tuple(ranges)


@lru_cache(maxsize=64)
def _days_off(country: str, school: frozenset[SchoolDay], year: int) -> frozenset[date]:
    """Public holidays and school days off of one year; weekends are not in it."""
    days = set(public_holidays(country, year)) if country else set()
    days |= {date(year, *_DATES[option]) for option in school if option in _DATES}
    for option in school & _WEEKS.keys():
        days |= {date.fromisocalendar(year, _WEEKS[option], weekday) for weekday in range(1, 6)}
    if SchoolDay.after_ascension in school:
        days.add(easter(year) + timedelta(days=40))
    return frozenset(days)


# ---- weeks


class IsoWeek(NamedTuple):
    """An ISO week: the year it belongs to (not always the date's own) and its number, 1 to 53."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"

    def day(self, weekday: int) -> date:
        """The date of a weekday, Monday = 0. Raises ValueError when the year has no such week."""
        return date.fromisocalendar(self.year, self.number, weekday + 1)


def week_of(day: date) -> IsoWeek:
    year, number, _ = day.isocalendar()
    return IsoWeek(year, number)


# ---- moments


def local_to_utc(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return that local time in UTC, once and only once for every date and time.

    A time in the gap of spring gets the offset before it (2026-03-29 02.30 in Copenhagen is 01:30Z); a time that
    comes twice in autumn is its first pass (2026-10-25 02.30 is 00:30Z). PEP 495's fold = 0 is that rule.
    """
    return datetime.combine(day, clock.replace(tzinfo=None, fold=0), zone).astimezone(UTC)


def local_exists(day: date, clock: time, zone: ZoneInfo) -> bool:
    """Whether clocks in the zone ever show that date and time: in the gap of spring they do not."""
    shown = local_to_utc(day, clock, zone).astimezone(zone)
    return (shown.date(), shown.time()) == (day, clock.replace(tzinfo=None, fold=0))


def working_day_before(moment: datetime, clock: time, zone: ZoneInfo, days_off: DaysOff) -> datetime:
    """That local time on the last working day before the day of `moment`. UTC."""
    return local_to_utc(days_off.previous_working_day(moment.astimezone(zone).date()), clock, zone)


def in_working_hours(moment: datetime, zone: ZoneInfo, days_off: DaysOff) -> bool:
    local = moment.astimezone(zone)
    return WORK_BEGINS <= local.time() < WORK_ENDS and not days_off.is_off(local.date())


def into_working_hours(
    moment: datetime,
    zone: ZoneInfo,
    days_off: DaysOff,
    *,
    not_after: datetime | None = None,
    not_before: datetime | None = None,
) -> datetime:
    """Move `moment` to where the bot may speak: to 8.00 the next working morning, else back to a last hour. UTC.

    A moment in working hours stays. When the next morning is not before `not_after` (a deadline), the answer
    is the nearest last working hour, 16.00, before the moment, unless that is earlier than `not_before` (usually
    now). When neither will do the next morning is the answer: an answer that is not before `not_after` says
    that no hour fits.
    """
    if in_working_hours(moment, zone, days_off):
        return moment.astimezone(UTC)
    local = moment.astimezone(zone)
    today_works = not days_off.is_off(local.date())
    morning = (
        local.date()
        if today_works and local.time() < WORK_BEGINS
        else days_off.next_working_day(local.date())
    )
    later = local_to_utc(morning, WORK_BEGINS, zone)
    if not_after is None or later < not_after:
        return later
    evening = (
        local.date()
        if today_works and local.time() >= WORK_ENDS
        else days_off.previous_working_day(local.date())
    )
    earlier = local_to_utc(evening, LAST_HOUR, zone)
    fits = earlier < not_after and (not_before is None or earlier >= not_before)
    return earlier if fits else later
