"""When a poll closes, and which times to suggest when nobody voted. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendar import WORK_BEGINS, WORK_ENDS, DaysOff, in_working_hours, local_to_utc

CLOSES_AT = time(16)  # late enough for those with classes, early enough to be read the same day
OPEN_DAYS = 3  # working days: longer gives no more votes, only a later answer
LEAD_DAYS = 2  # working days from the close to the earliest start: one of them carries the agenda
LEAD = timedelta(hours=2)  # at the very least, when the meeting is the same day
CALM, BRIEF, SHORTEST = timedelta(hours=24), timedelta(hours=3), timedelta(hours=1)
HORIZON = timedelta(days=60)  # how far ahead a new time is looked for
FORENOON, AFTERNOON = time(9), time(13)


def default_deadline(
    starts: Iterable[datetime], now: datetime, zone: ZoneInfo, days_off: DaysOff
) -> datetime:
    """When a poll closes if its proposer says nothing: after `now`, before the earliest start still ahead,
    in working hours wherever that start leaves room for it. UTC.

    Raises ValueError when no start is ahead.
    """
    ahead = [start for start in starts if start > now]
    if not ahead:
        raise ValueError("no start is ahead")
    earliest = min(ahead)
    for deadline, at_least in _deadlines(earliest, now, zone, days_off):
        if now + at_least <= deadline < earliest:
            return deadline
    return (now + (earliest - now) / 2).astimezone(UTC)


def _deadlines(
    earliest: datetime, now: datetime, zone: ZoneInfo, days_off: DaysOff
) -> Iterator[tuple[datetime, timedelta]]:
    """What to try, best first, each with how long people must at least have to vote."""
    today, first = now.astimezone(zone).date(), earliest.astimezone(zone).date()
    day_before = working_days(first, -1, days_off)
    calm = min(working_days(today, OPEN_DAYS, days_off), working_days(first, -LEAD_DAYS, days_off))
    yield local_to_utc(calm, CLOSES_AT, zone), CALM
    yield local_to_utc(day_before, CLOSES_AT, zone), BRIEF
    same_day = (earliest - LEAD).astimezone(zone).replace(minute=0, second=0, microsecond=0)
    if in_working_hours(same_day, zone, days_off):
        yield same_day.astimezone(UTC), SHORTEST
    yield local_to_utc(day_before, WORK_ENDS, zone), SHORTEST


def working_days(day: date, count: int, days_off: DaysOff) -> date:
    """That many working days after `day`, or before it when negative."""
    for _ in range(abs(count)):
        day = days_off.next_working_day(day) if count > 0 else days_off.previous_working_day(day)
    return day


def suggest_times(
    existing: Sequence[datetime],
    minutes: int,
    now: datetime,
    zone: ZoneInfo,
    days_off: DaysOff,
    last_day: date,
    n: int = 2,
    hours: tuple[time, time] = (WORK_BEGINS, WORK_ENDS),
) -> tuple[datetime, ...]:
    """Up to `n` new times for a proposer whose poll nobody answered. UTC, earliest first.

    The first is the earliest of the old ones a week on; the next on another day and in the other half of
    the day, since the old time may be what did not suit. All on working days in the team's hours, not later
    than `last_day`, far enough ahead for a new poll, and clear of the old times. Fewer, or none, when the
    course leaves no room.
    """
    if not existing:
        return ()
    earliest = min(start.astimezone(zone) for start in existing)
    # A new poll's days, and one to tell the result.
    allowed = working_days(now.astimezone(zone).date(), OPEN_DAYS + 1, days_off)
    target = earliest.date() + timedelta(days=7)
    while target < allowed:
        target += timedelta(days=7)
    days = _days(allowed, min(last_day, target + HORIZON), days_off)
    free = [
        moment.astimezone(zone)
        for moment in _free_times(days, earliest.time(), timedelta(minutes=minutes), zone, hours)
        if all(abs(moment - start) >= timedelta(minutes=minutes) for start in existing)
    ]
    chosen: list[datetime] = []
    while free and len(chosen) < n:
        previous = chosen[-1] if chosen else None
        best = min(free, key=lambda moment: _distance(moment, earliest, target, previous))
        chosen.append(best)
        free = [moment for moment in free if moment.date() != best.date()]
    return tuple(sorted(moment.astimezone(UTC) for moment in chosen))


def _days(first: date, last: date, days_off: DaysOff) -> Iterator[date]:
    """The working days from `first` to `last`."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return (day for day in days if not days_off.is_off(day))


def _free_times(
    days: Iterable[date], usual: time, length: timedelta, zone: ZoneInfo, hours: tuple[time, time]
) -> Iterator[datetime]:
    """The old time of day and one in the other half, each day, moved inside the team's hours."""
    other = AFTERNOON if usual < time(12) else FORENOON
    for day in days:
        opens, closes = local_to_utc(day, hours[0], zone), local_to_utc(day, hours[1], zone)
        if opens + length <= closes:
            for clock in (usual, other):
                yield max(opens, min(local_to_utc(day, clock, zone), closes - length))


def _distance(
    moment: datetime, earliest: datetime, target: date, previous: datetime | None
) -> tuple[bool, int, bool, datetime]:
    """What makes a time worse: the half of the day already suggested, days from a week on, another half
    than the old time's."""
    forenoon = moment.hour < 12
    repeats = previous is not None and forenoon == (previous.hour < 12)
    return repeats, abs((moment.date() - target).days), forenoon != (earliest.hour < 12), moment
