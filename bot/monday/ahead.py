"""The Mondays that the team's facilitator will hear of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from bot.calendar import NoWorkingDay, local_to_utc
from bot.context import Context
from bot.feature import Planned, Reach
from bot.monday import rules, views
from bot.monday.handlers import MONDAY
from bot.noise import days_off
from bot.recurrence import OnDayOff, next_after


def planned(ctx: Context) -> Iterable[Planned]:
    course = ctx.here.course
    first = max(ctx.here.starts_on, course.starts_on) + rules.FIRST_DAYS
    at: datetime = local_to_utc(first, time(0), ctx.zone) - timedelta(seconds=1)
    try:
        while (at := next_after(MONDAY, at, ctx.zone, days_off(course), OnDayOff.next_working_day)) and (
            at.astimezone(ctx.zone).date() <= course.ends_on
        ):
            yield Planned(at, Reach.facilitator, views.planned(ctx.locale))
    except NoWorkingDay:
        return
