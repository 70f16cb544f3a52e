"""The noise budget (domain.md §0), enforced where posts are made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot import elsewhere, team_parts
from bot.calendar import DaysOff, into_working_hours, week_of
from storage.outbox import BudgetStore
from storage.teams import Course, Person, Team

if TYPE_CHECKING:
    from bot.context import Context

TEAM_POSTS = 8  # new bot posts per team and week
TEAM_POSTS_BUSY = 10  # … in the course's first week and the one in its middle
PERSON_POSTS = 3  # private posts per person and week
FULL = 10  # new posts in somebody's week, their team's and whatever is not counted among them: enough
# New posts in somebody's week, whatever made them: the clock adds none, and three are left for presses.
MOST = 12
LOOK_AHEAD_WEEKS = 4
_key = json.JSONEncoder(
    sort_keys=True
).encode  # json.dumps makes a new encoder each time when it is told anything


def week_number(moment: datetime, zone: ZoneInfo) -> int:
    """ISO year × 100 + week, where the team is."""
    year, week = week_of(moment.astimezone(zone).date())
    return year * 100 + week


def days_off(course: Course) -> DaysOff:
    return _days_off(_key(dict(course.days_off)))


def days_off_of(team: Team) -> DaysOff:
    """The course's, and the days the team itself does not work: its pauses, and what it calls a weekend."""
    own = team.settings
    if not own.get(team_parts.PAUSES) and team_parts.WORKDAYS not in own:
        return days_off(team.course)
    days = dict(team.course.days_off)
    days["extra"] = [*days.get("extra", ()), *own.get(team_parts.PAUSES, ())]
    days["workdays"] = list(team_parts.workdays(team))
    return _days_off(_key(days))


@lru_cache(maxsize=256)
def _days_off(settings: str) -> DaysOff:
    body: Mapping[str, Any] = json.loads(settings)
    return DaysOff.from_settings(body)


def team_limit(course: Course, moment: datetime) -> int:
    day = moment.astimezone(ZoneInfo(course.zone)).date()
    middle = course.starts_on + (course.ends_on - course.starts_on) / 2
    busy = {week_of(course.starts_on), week_of(middle)}
    return TEAM_POSTS_BUSY if week_of(day) in busy else TEAM_POSTS


def full(ctx: Context, person: Person) -> bool:
    """Whether so much has come to somebody of the team this week that what they can do without is left out."""
    week = week_number(ctx.now, ctx.zone)
    return ctx.store(BudgetStore).new_in_week(week, ctx.here.id, person.id) >= FULL


def full_for_team(ctx: Context) -> bool:
    """The same for the one of the team whom most has come to."""
    week = week_number(ctx.now, ctx.zone)
    return ctx.store(BudgetStore).most_in_week(week, ctx.here.id) >= FULL


def room(ctx: Context, person: Person) -> int:
    """How many more private posts the clock may send somebody this week."""
    week = week_number(ctx.now, ctx.zone)
    return max(PERSON_POSTS - ctx.store(BudgetStore).posts_in_week(week, person.id), 0)


def when(ctx: Context, to: Team | Person, team: Team, due: datetime, expires: datetime | None) -> datetime:
    """When the clock may say it: in working hours, never before now, in the first week with room. A moment
    after `expires` means never: the outbox lets it expire unsent."""
    zone = ZoneInfo(team.course.zone)
    off = days_off_of(team)
    if isinstance(to, Person):
        zone = elsewhere.of(to) or zone
    due = into_working_hours(max(due, ctx.now), zone, off, not_after=expires, not_before=ctx.now)
    budget = ctx.store(BudgetStore)
    for _ in range(LOOK_AHEAD_WEEKS):
        week = week_number(due, zone)
        if _has_room(budget, week, to, team, team_limit(team.course, due)):
            return due
        local = due.astimezone(zone)
        monday = local.date() + timedelta(days=7 - local.weekday())
        due = into_working_hours(datetime.combine(monday, time(8), zone), zone, off)
    return due


def _has_room(budget: BudgetStore, week: int, to: Team | Person, team: Team, limit: int) -> bool:
    if isinstance(to, Team):
        counted, rows = budget.budget_of_team(week, to.id)
        return counted < limit and (rows < MOST or budget.most_in_week(week, to.id) < MOST)
    counted = budget.posts_in_week(week, to.id)
    return counted < PERSON_POSTS and budget.new_in_week(week, team.id, to.id) < MOST
