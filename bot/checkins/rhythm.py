"""When a check-in opens and closes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.calendar import DaysOff, NoWorkingDay
from bot.recurrence import Weekly, local_to_utc, next_after
from storage.teams import Team

WEEKDAYS = 7
LAST_HOUR = time(16)  # where a round closes on its opening day because no later day will do
SHORTEST = timedelta(hours=3)  # of such a round
LONGEST_WAIT = 4  # days after the opening: over a weekend, and no further
SAME_DAY, NEXT_DAY = "same", "next"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Weekdays from Monday = 0; times are the course's local ones. It closes on `close_weekday`, or when that is
    None so many working days after it opened. `every`: every so many weeks, counted from that of `anchor`.
    `since`: when the team last chose; silence before that is forgotten."""

    on: bool = True
    days: tuple[int, ...] = (3,)
    opens: time = time(9)
    close_weekday: int | None = 4
    close_after: int = 0
    closes: time = time(12)
    every: int = 1
    anchor: date | None = None
    since: date | None = None

    @property
    def weeklies(self) -> tuple[Weekly, ...]:
        return tuple(Weekly(day, self.opens, self.every, self.anchor) for day in self.days)

    @property
    def close(self) -> str:
        """The closing day as a form's choice."""
        if self.close_weekday is not None:
            return str(self.close_weekday)
        return NEXT_DAY if self.close_after else SAME_DAY

    def closing(self, choice: str) -> Rhythm:
        """With the closing day that was chosen."""
        if choice in (SAME_DAY, NEXT_DAY):
            return replace(self, close_weekday=None, close_after=int(choice == NEXT_DAY))
        return replace(self, close_weekday=int(choice), close_after=0)


@dataclass(frozen=True, slots=True)
class Window:
    """A round: the local day it belongs to, and its moments in UTC."""

    day: date
    opens_at: datetime
    closes_at: datetime


def read(chosen: Mapping[str, Any]) -> Rhythm:
    """As it is kept (`write`); what is left out is as usual. `weekday` alone is what course files say."""
    usual = Rhythm()
    days = chosen.get("days") or [chosen.get("weekday", usual.days[0])]
    rhythm = Rhythm(
        on=bool(chosen.get("on", usual.on)),
        days=tuple(sorted({int(day) for day in days})),
        opens=time.fromisoformat(chosen["opens"]) if "opens" in chosen else usual.opens,
        closes=time.fromisoformat(chosen["closes"]) if "closes" in chosen else usual.closes,
        every=int(chosen.get("every", usual.every)) if chosen.get("anchor") else usual.every,
        anchor=date.fromisoformat(chosen["anchor"]) if chosen.get("anchor") else None,
        since=date.fromisoformat(chosen["since"]) if "since" in chosen else None,
    )
    return rhythm.closing(str(chosen.get("close", chosen.get("close_weekday", usual.close_weekday))))


def write(rhythm: Rhythm) -> dict[str, Any]:
    """With both words for the days, so that what stands in a course file is laid under the same keys."""
    chosen: dict[str, Any] = {
        "on": rhythm.on,
        "weekday": rhythm.days[0],
        "days": list(rhythm.days),
        "opens": rhythm.opens.isoformat("minutes"),
        "close": rhythm.close,
        "closes": rhythm.closes.isoformat("minutes"),
    }
    if rhythm.every > 1 and rhythm.anchor:
        chosen |= {"every": rhythm.every, "anchor": rhythm.anchor.isoformat()}
    if rhythm.since:
        chosen["since"] = rhythm.since.isoformat()
    return chosen


def next_window(team: Team, rhythm: Rhythm, after: datetime, days_off: DaysOff) -> Window | None:
    """The first round that opens after `after` (UTC), days off skipped; None past the course's end."""
    zone = ZoneInfo(team.course.zone)
    first_day = max(team.starts_on, team.course.starts_on)
    start = local_to_utc(first_day, time(0), zone)
    opens_at = _next_opening(rhythm, max(after, start - timedelta(seconds=1)), zone, days_off)
    day = opens_at.astimezone(zone).date() if opens_at else None
    if opens_at is None or day is None or day > team.course.ends_on:
        return None
    closes_at = _closes(day, rhythm, zone, days_off, team.course.ends_on)
    following = _next_opening(rhythm, opens_at, zone, days_off)
    return Window(day, opens_at, min(closes_at, following) if following else closes_at)


def _next_opening(rhythm: Rhythm, after: datetime, zone: ZoneInfo, days_off: DaysOff) -> datetime | None:
    """None when each of its days is always off."""
    found = []
    for weekly in rhythm.weeklies:
        try:
            found.append(next_after(weekly, after, zone, days_off))
        except NoWorkingDay:
            continue
    return min(found, default=None)


def _closes(day: date, rhythm: Rhythm, zone: ZoneInfo, days_off: DaysOff, last_day: date) -> datetime:
    """A closing day that is off gives way to the next working day. When that is far away, or after the course,
    the round closes in the afternoon of the day it opens."""
    if rhythm.close_weekday is None:
        closing = day + timedelta(days=rhythm.close_after)
    else:
        closing = day + timedelta(days=(rhythm.close_weekday - day.weekday()) % WEEKDAYS)
    if closing != day and days_off.is_off(closing):
        closing = days_off.next_working_day(closing)
        if closing > min(day + timedelta(days=LONGEST_WAIT), last_day):
            return _that_afternoon(day, rhythm, zone)
    if closing == day and rhythm.closes <= rhythm.opens:
        return _that_afternoon(day, rhythm, zone)
    return local_to_utc(closing, rhythm.closes, zone)


def _that_afternoon(day: date, rhythm: Rhythm, zone: ZoneInfo) -> datetime:
    return max(local_to_utc(day, LAST_HOUR, zone), local_to_utc(day, rhythm.opens, zone) + SHORTEST)
