"""The rounds that the clock will open through the course, as the team's check-ins are chosen now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from bot.calendar import into_working_hours, local_to_utc
from bot.checkins import plan, rules
from bot.checkins.plan import Plan
from bot.checkins.rhythm import Window, next_window
from bot.checkins.views import ahead as views
from bot.context import Context
from bot.feature import Planned, Reach

MOST = 750  # rounds: two years of working days and more


def planned(ctx: Context) -> Iterable[Planned]:
    for one in plan.all_of(ctx):
        if one.rhythm.on:
            yield from _of(ctx, one)


def _of(ctx: Context, one: Plan) -> Iterable[Planned]:
    name, reminded = one.checkin.name, set()
    for window in _windows(ctx, one):
        yield Planned(window.opens_at, Reach.team, views.opens(ctx.locale, name, window.closes_at))
        week = window.day.isocalendar()[:2]
        if week not in reminded:
            reminded.add(week)
            at = rules.reminder_at(window.opens_at, window.closes_at)
            at = into_working_hours(
                at, ctx.zone, ctx.days_off, not_after=window.closes_at, not_before=window.opens_at
            )
            yield Planned(at, Reach.members, views.reminder(ctx.locale, name))
        yield Planned(window.closes_at, Reach.team, views.closes(ctx.locale, name))


def _windows(ctx: Context, one: Plan) -> Iterable[Window]:
    after: datetime = local_to_utc(ctx.here.starts_on, time(0), ctx.zone) - timedelta(seconds=1)
    for _ in range(MOST):
        window = next_window(ctx.here, one.rhythm, after, ctx.days_off)
        if window is None:
            return
        yield window
        after = window.opens_at
