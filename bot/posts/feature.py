"""Posts that did not arrive, or of which no platform could tell: never guessed, but a facilitator's to decide."""

from __future__ import annotations

from collections.abc import Iterable

from bot.context import Context
from bot.feature import FACILITATORS, Feature, PressRoute, Step
from bot.posts import handlers, views
from storage.outbox import OutboxStore
from storage.teams import Role


def steps(ctx: Context) -> Iterable[Step]:
    """What may not have arrived: to them in private, and for the team's facilitator to the team."""
    for posted in ctx.store(OutboxStore).unsure_of(ctx.me.id, ctx.private_since):
        if posted.team_id == ctx.here.id:
            yield views.unsure_to_you(ctx, posted)
    if ctx.role is Role.facilitator:
        for posted in ctx.store(OutboxStore).undelivered(ctx.here.id):
            if posted.state == "unknown":
                yield views.unsure(ctx, posted)


feature = Feature(
    name="posts",
    presses={
        "posts/again": PressRoute(handlers.again, FACILITATORS),
        "posts/mine": PressRoute(handlers.mine, frozenset(Role)),
    },
    cards={"posts/trouble": handlers.trouble_card},
    jobs={"posts/trouble": handlers.tell},
    steps=steps,
)
