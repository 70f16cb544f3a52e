"""The end of the course, as its dates have it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.closing import timing, views
from bot.context import Context
from bot.feature import Planned, Reach


def planned(ctx: Context) -> Iterable[Planned]:
    yield Planned(timing.offered_at(ctx), Reach.team, views.planned(ctx.locale))
