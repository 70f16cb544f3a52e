"""The reflections that are in the team's plan."""

from __future__ import annotations

from collections.abc import Iterable

from bot.context import Context
from bot.feature import Planned, Reach
from bot.reflections.views import ahead as views
from storage.planned_reflections import PlannedReflectionStore


def planned(ctx: Context) -> Iterable[Planned]:
    """When, not on what: that is the team's."""
    for one in ctx.store(PlannedReflectionStore).waiting(ctx.here.id):
        yield Planned(one.opens_at, Reach.team, views.planned(ctx.locale))
    yield Planned(None, Reach.team, views.opened(ctx.locale))
