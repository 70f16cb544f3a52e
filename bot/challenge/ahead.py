"""The start package follows what the team does."""

from __future__ import annotations

from collections.abc import Iterable

from bot.challenge import views_ahead as views
from bot.context import Context
from bot.feature import Planned, Reach


def planned(ctx: Context) -> Iterable[Planned]:
    yield Planned(None, Reach.team, views.contract_offer(ctx.locale))
    yield Planned(None, Reach.team, views.challenge_offer(ctx.locale))
