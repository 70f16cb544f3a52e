"""A facilitator takes back a time that a team has: the team is told, and may take another."""

from __future__ import annotations

from bot.context import Context
from bot.errors import NotFound
from bot.interactions import Replace, Reply, Response
from bot.supervision import offering, own_views, views
from bot.supervision.offers import facilitates, facilitator_name, free, who_is_asked, withdrawn_key
from bot.supervision.taking import Over, given_back, held
from bot.ui import Action, Button, Card, Style
from storage.supervision import Offer, SupervisionStore, Time
from storage.teams import Team, TeamStore


def choose(ctx: Context, offer_id: int) -> Response:
    """Which of those that teams have taken."""
    offer = ctx.store(SupervisionStore).find(offer_id)
    if offer is None or offer.facilitator_id != ctx.me.id:
        raise NotFound
    taken = offering.to_take_back(ctx, offer)
    if not taken:
        return Replace(offering.own_card(ctx, 0))
    buttons = [
        Button(views.short(ctx.locale, one.starts_at), Action.to("supervision/withdraw", one.id))
        for one in taken
    ]
    return Reply(own_views.which(ctx.locale, buttons))


def withdraw(ctx: Context, time_id: int) -> Response:
    """Asked once more first."""
    _offer, time, team = _theirs(ctx, time_id)
    _ = ctx.locale.gettext
    yes = Button(_("Ja, tag den tilbage"), Action.to("supervision/withdrawn", time_id), Style.danger)
    no = Button(_("Nej, behold"), Action.to("supervision/mine", 0))
    return Replace(own_views.sure(ctx.locale, team.name, time, (yes, no)))


def withdrawn(ctx: Context, time_id: int) -> Response:
    """Nobody has it, and nobody can take it. The team's card says so; who took it is told in private."""
    offer, time, team = _theirs(ctx, time_id)
    there = ctx.for_team(team)
    asked = who_is_asked(there, time)
    given_back(there, offer, time, withdrawn=True)
    if asked is not None:
        there.post(asked, withdrawn_key(time_id), expires=time.starts_at)
    return Replace(offering.own_card(ctx, 0))


def _theirs(ctx: Context, time_id: int) -> tuple[Offer, Time, Team]:
    """Held. Raises NotFound when it is not the person's to take back, Over when no team has it or it has begun."""
    offer, time = held(ctx, time_id)
    if offer.facilitator_id != ctx.me.id:
        raise NotFound
    team = ctx.store(TeamStore).team(time.team_id) if time.team_id else None
    if team is None or time.starts_at <= ctx.now:
        raise Over
    if not facilitates(ctx.for_team(team), offer):
        raise NotFound
    return offer, time, team


def withdrawn_card(ctx: Context, time_id: int) -> Card | None:
    """To who took it: what is left of the same offer."""
    store = ctx.store(SupervisionStore)
    time = store.time(time_id)
    offer = store.find(time.offer_id) if time else None
    if time is None or offer is None or not time.withdrawn:
        return None
    name = facilitator_name(ctx, offer)
    if any(one.team_id == ctx.here.id for one in store.times(offer.id)):
        return views.withdrawn_card(ctx.locale, name, time)
    see = Button(
        ctx.locale.gettext("Se tiderne"), ctx.team_action("supervision/see", offer.id), Style.primary
    )
    left = (see,) if free(ctx, offer) else ()
    return views.withdrawn_card(ctx.locale, name, time, views.another(ctx.locale, left))
