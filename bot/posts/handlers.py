"""Telling a team's facilitators what did not arrive, and sending again what may not have."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.context import Context
from bot.interactions import Replace, Response
from bot.posts import views
from bot.ui import Card
from storage.outbox import UNSURE_FOR, OutboxStore, Posted
from storage.schedules import Due
from storage.teams import Place, Role, TeamStore


def tell(ctx: Context, _due: Due) -> datetime | None:
    """Delivery left word: one private card a day to each facilitator, for as long as there is something."""
    _refresh(ctx)
    if _lost_places(ctx) or _undelivered(ctx):
        for member in ctx.store(TeamStore).members(ctx.here.id, Role.facilitator):
            person = ctx.store(TeamStore).person(member.person_id)
            assert person is not None
            ctx.post(person, _key(ctx, ctx.locale.today, person.id))
    return None


def trouble_card(ctx: Context, _team_id: int, _day: date, _person_id: int) -> Card:
    """As things are now; when all is well again it says so."""
    return views.trouble(ctx, _lost_places(ctx), _undelivered(ctx))


def again(ctx: Context, post_id: int) -> Response:
    """*Send igen*. Pressed twice, or after somebody else, it is sent once."""
    outbox = ctx.store(OutboxStore)
    unsure = (one for one in _undelivered(ctx) if one.id == post_id and one.state == "unknown")
    posted = next(unsure, None)
    sending = posted is not None and outbox.again(posted.id)
    _refresh(ctx)
    return Replace(views.sending(ctx.locale) if sending else views.decided(ctx.locale))


def mine(ctx: Context, post_id: int) -> Response:
    """*Send igen* of what was to come to them alone."""
    outbox = ctx.store(OutboxStore)
    unsure = (one for one in outbox.unsure_of(ctx.me.id, ctx.private_since) if one.id == post_id)
    posted = next(unsure, None)
    sending = posted is not None and outbox.again(posted.id)
    return Replace(views.sending(ctx.locale) if sending else views.decided(ctx.locale))


def _refresh(ctx: Context) -> None:
    for person in ctx.store(TeamStore).members(ctx.here.id, Role.facilitator):
        for days in range(UNSURE_FOR.days + 1):
            ctx.refresh(_key(ctx, ctx.locale.today - timedelta(days=days), person.person_id))


def _key(ctx: Context, day: date, person_id: int) -> str:
    return f"posts/trouble/{ctx.here.id}/{day}/{person_id}"


def _lost_places(ctx: Context) -> tuple[Place, ...]:
    return tuple(place for place in ctx.store(TeamStore).places(ctx.here.id) if not place.reachable)


def _undelivered(ctx: Context) -> tuple[Posted, ...]:
    return ctx.store(OutboxStore).undelivered(ctx.here.id)
