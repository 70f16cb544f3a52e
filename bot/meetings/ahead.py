"""What a team's own meetings will have said: how many they are, nobody knows yet."""

from __future__ import annotations

from collections.abc import Iterable

from bot.context import Context
from bot.feature import Planned, Reach
from bot.meetings.views import ahead as views


def planned(ctx: Context) -> Iterable[Planned]:
    yield Planned(None, Reach.team, views.polls(ctx.locale))
    yield Planned(None, Reach.team, views.day_before(ctx.locale))
    yield Planned(None, Reach.members, views.reminders(ctx.locale))
