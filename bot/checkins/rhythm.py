"""When a team's check-in opens and closes: its settings over the course's over the defaults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.calendar import DaysOff
from bot.recurrence import Weekly, local_to_utc, next_after
from bot.team_parts import Part, team_uses
from storage.teams import Team

WEEKDAYS = 7
LAST_HOUR = time(16)  # where a round closes on its opening day because the closing day is off


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Weekdays from Monday = 0; times are the course's local ones. `short`: two questions instead of four.
    `since`: when the team last chose; silence before that is forgotten."""

    on: bool = True
    weekday: int = 3
    opens: time = time(9)
    close_weekday: int = 4
    closes: time = time(12)
    short: bool = False
    since: date | None = None

    @property
    def weekly(self) -> Weekly:
        return Weekly(self.weekday, self.opens)


@dataclass(frozen=True, slots=True)
class Window:
    """A round: the local day it belongs to, and its moments in UTC."""

    day: date
    opens_at: datetime
    closes_at: datetime


def rhythm_of(team: Team) -> Rhythm:
    chosen: dict[str, Any] = {**team.course.settings.get("checkin", {}), **team.settings.get("checkin", {})}
    usual = Rhythm()
    return Rhythm(
        on=bool(chosen.get("on", usual.on)) and team_uses(team, Part.checkins),
        weekday=int(chosen.get("weekday", usual.weekday)),
        opens=time.fromisoformat(chosen["opens"]) if "opens" in chosen else usual.opens,
        close_weekday=int(chosen.get("close_weekday", usual.close_weekday)),
        closes=time.fromisoformat(chosen["closes"]) if "closes" in chosen else usual.closes,
        short=bool(chosen.get("short", usual.short)),
        since=date.fromisoformat(chosen["since"]) if "since" in chosen else None,
    )


def next_window(team: Team, rhythm: Rhythm, after: datetime, days_off: DaysOff) -> Window | None:
    """The first round that opens after `after` (UTC), days off skipped; None past the course's end."""
    zone = ZoneInfo(team.course.zone)
    first_day = max(team.starts_on, team.course.starts_on)
    start = local_to_utc(first_day, time(0), zone)
    opens_at = next_after(rhythm.weekly, max(after, start - timedelta(seconds=1)), zone, days_off)
    day = opens_at.astimezone(zone).date()
    if day > team.course.ends_on:
        return None
    return Window(day, opens_at, _closes(day, rhythm, zone, days_off))


def _closes(day: date, rhythm: Rhythm, zone: ZoneInfo, days_off: DaysOff) -> datetime:
    closing_day = day + timedelta(days=(rhythm.close_weekday - day.weekday()) % WEEKDAYS)
    if days_off.is_off(closing_day):
        closing_day = day
    closes = rhythm.closes
    if closing_day == day and closes <= rhythm.opens:
        closes = max(LAST_HOUR, (datetime.combine(day, rhythm.opens) + timedelta(hours=3)).time())
    return local_to_utc(closing_day, closes, zone)
