"""What the clock does at the end of a course."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot import ending, keeping
from bot.calendar import into_working_hours, local_to_utc
from bot.context import Context
from bot.events import TeamReady
from storage.schedules import Due
from storage.teams import TeamStore

OFFER_AT = time(10)


def things_key(team_id: int) -> str:
    return f"closing/things/{team_id}"


def on_ready(ctx: Context, _event: TeamReady) -> None:
    """The course's dates say when a team is offered its things, and when the course closes."""
    course = ctx.here.course
    if course.closed_at is not None:
        return
    ending.plan(ctx, course)
    at = offered_at(ctx)
    ctx.schedule(
        "closing/offer", max(at, ctx.now), ctx.here.id
    )  # at once where the end was moved; posted once
    ctx.refresh(things_key(ctx.here.id))


def offered_at(ctx: Context) -> datetime:
    """When the team's things are offered to it: on a working day of the course, since it may close before the next one
    comes. UTC."""
    course, days_off = ctx.here.course, ctx.days_off
    day = days_off.working_day_from(course.ends_on - timedelta(days=keeping.of(course).offer))
    last = days_off.previous_working_day(course.ends_on + timedelta(days=1))
    return local_to_utc(min(day, last), OFFER_AT, ctx.zone)


def offer(ctx: Context, _due: Due) -> None:
    """*Hent jeres ting*, once; it says when what goes, so the budget does not keep it back. In working hours, however
    late the clock is; at once where the course closes before the next of them."""
    expires = keeping.closes_at(ctx.here.course)
    at = into_working_hours(ctx.now, ctx.zone, ctx.days_off)
    ctx.post(
        ctx.here, things_key(ctx.here.id), at=at if at < expires else ctx.now, free=True, expires=expires
    )


def close(ctx: Context, due: Due) -> datetime | None:
    """Its dates may have been changed meanwhile: then later."""
    course = ctx.store(TeamStore).course(int(due.args[0]))
    if course is None or course.closed_at is not None:
        return None
    at = keeping.closes_at(course)
    if at > ctx.now:
        return at
    ending.close(ctx, course.id)
    return None


def empty(ctx: Context, due: Due) -> None:
    ending.empty(ctx, int(due.args[0]))


def forget(ctx: Context, due: Due) -> None:
    ending.forget(ctx, int(due.args[0]))
