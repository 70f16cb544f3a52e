"""How long things are kept after a course, as its course file says (domain.md §5.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendar import local_to_utc
from storage.teams import Course

SETTING = "keep"  # in a course's settings
CLOSES_AT = time(4)  # local: nobody is at it, and whoever comes in the morning finds it done


@dataclass(frozen=True, slots=True)
class Keeping:
    """Days. `private`: private texts and calendar links, after the last day; `team`: what the teams share, after the
    course was closed; `log`: who did what with authority, likewise; `offer`: how long before the last day a team is
    offered its things."""

    private: int = 0
    team: int = 30
    log: int = 90
    offer: int = 7


def of(course: Course) -> Keeping:
    return Keeping(**{name: int(days) for name, days in course.settings.get(SETTING, {}).items()})


def closing_day(course: Course) -> date:
    """The local day on whose morning a course closes by itself: the one after its last, or as many days later as
    it says."""
    return course.ends_on + timedelta(days=1 + of(course).private)


def closes_at(course: Course) -> datetime:
    """When a course closes by itself. UTC."""
    return _morning(closing_day(course), course)


def emptied_at(course: Course) -> datetime:
    """When what its teams share goes. UTC; for a closed course."""
    return _morning(_closed_on(course) + timedelta(days=of(course).team), course)


def log_ends_at(course: Course) -> datetime:
    """When the log, and the course itself, goes. UTC; for a closed course. Never before its teams do."""
    kept = of(course)
    return _morning(_closed_on(course) + timedelta(days=max(kept.log, kept.team)), course)


def last_day(course: Course) -> date:
    """The last whole day on which a team's things are there to be fetched; local."""
    return emptied_at(course).astimezone(ZoneInfo(course.zone)).date() - timedelta(days=1)


def _closed_on(course: Course) -> date:
    closed = course.closed_at or closes_at(course)
    return closed.astimezone(ZoneInfo(course.zone)).date()


def _morning(day: date, course: Course) -> datetime:
    return local_to_utc(day, CLOSES_AT, ZoneInfo(course.zone))
