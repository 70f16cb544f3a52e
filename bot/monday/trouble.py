"""A door that is down, or posts that are late, as one sentence for a facilitator."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import dates
from bot.context import Context
from bot.monday import views
from storage import health

DOWN_TOO_LONG = timedelta(minutes=10)
OVERDUE_TOO_LONG = timedelta(minutes=15)


def sentence(ctx: Context) -> str:
    """What is wrong now, in one sentence; empty when nothing has been for long."""
    doors = health.doors(ctx.tx, ctx.now)
    for door in doors:
        if not door.ready and ctx.now - door.since > DOWN_TOO_LONG:
            return views.door_down(ctx.locale, door.door.capitalize(), _when(ctx, door.since))
    waiting = health.backlog(ctx.tx, ctx.now, tuple(door.door for door in doors))
    if waiting.oldest_post and ctx.now - waiting.oldest_post > OVERDUE_TOO_LONG:
        return views.posts_late(ctx.locale, _when(ctx, waiting.oldest_post))
    return ""


def _when(ctx: Context, moment: datetime) -> str:
    return dates.short(ctx.locale.local(moment), ctx.locale.local(ctx.now), ctx.locale.language)
