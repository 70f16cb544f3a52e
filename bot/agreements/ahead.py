"""What a team's own agreements will have said."""

from __future__ import annotations

from collections.abc import Iterable

from bot.agreements.views import ahead as views
from bot.context import Context
from bot.feature import Planned, Reach


def planned(ctx: Context) -> Iterable[Planned]:
    yield Planned(None, Reach.members, views.due(ctx.locale))
    yield Planned(None, Reach.team, views.listing(ctx.locale))
