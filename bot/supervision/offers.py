"""An offer by its id, its cards by their keys, and who offers."""

from __future__ import annotations

from datetime import date

from bot.context import Context
from bot.errors import NotFound
from bot.names import short_names
from storage.supervision import Offer, SupervisionStore, Time
from storage.teams import Person, Role, TeamStore


def find(ctx: Context, offer_id: int) -> Offer:
    """Raises NotFound when it is not offered to this team."""
    store = ctx.store(SupervisionStore)
    offer = store.find(offer_id)
    if offer is None or ctx.here.id not in store.teams(offer_id):
        raise NotFound
    return offer


def find_time(ctx: Context, time_id: int) -> tuple[Offer, Time]:
    """Raises NotFound when it is not offered to this team."""
    time = ctx.store(SupervisionStore).time(time_id)
    if time is None:
        raise NotFound
    return find(ctx, time.offer_id), time


def free(ctx: Context, offer: Offer) -> list[Time]:
    """The times the team could take now: none when it is closed, or who offers it is with the team no more."""
    if offer.closed or not facilitates(ctx, offer):
        return []
    times = ctx.store(SupervisionStore).times(offer.id)
    return [one for one in times if one.free and one.starts_at > ctx.now]


def facilitates(ctx: Context, offer: Offer) -> bool:
    present = ctx.store(TeamStore).members(ctx.here.id, Role.facilitator)
    return offer.facilitator_id in {one.person_id for one in present}


def facilitator_name(ctx: Context, offer: Offer) -> str:
    """ "" when they are erased."""
    people = ctx.store(TeamStore).members(ctx.here.id, Role.facilitator, left=True)
    return short_names(people).get(offer.facilitator_id or 0, "")


def offer_key(offer_id: int, team_id: int) -> str:
    """A card of its own in each team: what one has taken the others do not see."""
    return f"supervision/offer/{offer_id}/{team_id}"


def ask_key(time_id: int, person_id: int) -> str:
    return f"supervision/ask/{time_id}/{person_id}"


def day_key(person_id: int, day: date) -> str:
    return f"supervision/day/{person_id}/{day.isoformat()}"


def withdrawn_key(time_id: int) -> str:
    return f"supervision/gone/{time_id}"


def who_is_asked(ctx: Context, time: Time) -> Person | None:
    """Who took the time; when they have left, who has been in the team longest."""
    members = [one.person_id for one in ctx.members]
    asked = time.taken_by if time.taken_by in members else next(iter(members), None)
    return ctx.store(TeamStore).person(asked) if asked is not None else None


def refresh(ctx: Context, offer_id: int) -> None:
    """Every team's card of the offer: what one takes the others can no longer. So also with those who were told that
    they can take another."""
    store = ctx.store(SupervisionStore)
    for team_id in store.teams(offer_id):
        ctx.refresh(offer_key(offer_id, team_id))
    for time in store.times(offer_id):
        if time.withdrawn:
            ctx.refresh(withdrawn_key(time.id))
