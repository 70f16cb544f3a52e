"""When a poll closes, and which times to suggest when nobody voted. Pure; what a working day is, is the
caller's predicate (the course's days off and weekends)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

CLOSES_AT = time(16)  # late enough for those with classes, early enough to be read the same day
OPEN_DAYS = 3  # working days: longer gives no more votes, only a later answer
LEAD_DAYS = 2  # working days from the close to the earliest slot: one of them carries the agenda
LEAD = timedelta(hours=2)  # at the very least, when the meeting is the same day
CALM, BRIEF, SHORTEST = timedelta(hours=24), timedelta(hours=3), timedelta(hours=1)
HORIZON = timedelta(days=60)  # how far ahead a new time is looked for
FORENOON, AFTERNOON = time(9), time(13)


@dataclass(frozen=True, slots=True)
class WorkTime:
    """Where and when the team works. `workday` says no to weekends, holidays and the course's days off."""

    zone: ZoneInfo
    workday: Callable[[date], bool]
    opens: time = time(8)
    closes: time = time(17)

    def at(self, day: date, clock: time) -> datetime:
        """That local time, in UTC."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def workdays(self, day: date, step: int) -> Iterator[date]:
        """The working days after `day` (step 1) or before it (step −1), the nearest first; at most a year."""
        days = (day + timedelta(days=step * n) for n in range(1, 366))
        return filter(self.workday, days)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)


def default_deadline(starts: Iterable[datetime], now: datetime, work: WorkTime) -> datetime:
    """When a poll closes if its proposer says nothing: after `now`, before the earliest start still ahead,
    in working time wherever the earliest start leaves room for it. UTC.

    Raises ValueError when no start is ahead.
    """
    ahead = [start for start in starts if start > now]
    if not ahead:
        raise ValueError("no start is ahead")
    earliest = min(ahead)
    for deadline, at_least in _deadlines(earliest, now, work):
        if now + at_least <= deadline < earliest:
            return deadline
    return (now + (earliest - now) / 2).astimezone(UTC)


def _deadlines(earliest: datetime, now: datetime, work: WorkTime) -> Iterator[tuple[datetime, timedelta]]:
    """What to try, best first, each with how long people must at least have to vote."""
    today, first = work.local(now).date(), work.local(earliest).date()
    before = list(islice(work.workdays(first, -1), LEAD_DAYS)) or [first]
    day_before, lead = before[0], before[-1]
    open_until = [first, *islice(work.workdays(today, 1), OPEN_DAYS)][-1]
    yield work.at(min(open_until, lead), CLOSES_AT), CALM
    yield work.at(day_before, CLOSES_AT), BRIEF
    same_day = work.local(earliest - LEAD).replace(minute=0, second=0, microsecond=0)
    if work.workday(same_day.date()) and work.opens <= same_day.time() <= work.closes:
        yield same_day.astimezone(UTC), SHORTEST
    yield work.at(day_before, work.closes), SHORTEST


def suggest_times(
    existing: Sequence[datetime],
    minutes: int,
    now: datetime,
    work: WorkTime,
    last_day: date,
    n: int = 2,
) -> tuple[datetime, ...]:
    """Up to `n` new times for a proposer whose poll nobody answered. UTC, earliest first.

    The first is the earliest of the old ones a week on; the next on another day and in the other half of
    the day, since the old time may be what did not suit. All on working days in working time, not later
    than `last_day`, far enough ahead for a new poll, and clear of the old times. Fewer, or none, when the
    course leaves no room.
    """
    if not existing:
        return ()
    earliest = min(work.local(start) for start in existing)
    # A new poll's days, and one to tell the result.
    allowed = [last_day, *islice(work.workdays(work.local(now).date(), 1), OPEN_DAYS + 1)][-1]
    target = earliest.date() + timedelta(days=7)
    while target < allowed:
        target += timedelta(days=7)
    chosen: list[datetime] = []
    free = [
        moment
        for moment in _free_times(earliest.time(), minutes, allowed, min(last_day, target + HORIZON), work)
        if all(abs(moment - start) >= timedelta(minutes=minutes) for start in existing)
    ]
    while free and len(chosen) < n:
        previous = work.local(chosen[-1]) if chosen else None
        best = min(free, key=lambda moment: _distance(work.local(moment), earliest, target, previous))
        chosen.append(best)
        day = work.local(best).date()
        free = [moment for moment in free if work.local(moment).date() != day]
    return tuple(sorted(chosen))


def _free_times(usual: time, minutes: int, first: date, last: date, work: WorkTime) -> Iterator[datetime]:
    """The old time of day and one in the other half, each working day, moved inside working time."""
    other = AFTERNOON if usual < time(12) else FORENOON
    length = timedelta(minutes=minutes)
    for day in work.workdays(first - timedelta(days=1), 1):
        if day > last:
            return
        opens, closes = work.at(day, work.opens), work.at(day, work.closes)
        if opens + length <= closes:
            for clock in (usual, other):
                yield max(opens, min(work.at(day, clock), closes - length))


def _distance(
    moment: datetime, earliest: datetime, target: date, previous: datetime | None
) -> tuple[bool, int, bool, datetime]:
    """What makes a time worse: the half of the day already suggested, days from a week on, another half
    than the old time's."""
    forenoon = moment.hour < 12
    repeats = previous is not None and forenoon == (previous.hour < 12)
    return repeats, abs((moment.date() - target).days), forenoon != (earliest.hour < 12), moment
