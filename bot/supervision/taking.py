"""A team takes a time, asks its question, gives the time back."""

from __future__ import annotations

from datetime import time as clock

from bot.calendar import working_day_before
from bot.context import Context
from bot.errors import N_, BotError, NotFound
from bot.interactions import Replace, Reply, Response
from bot.supervision import views
from bot.supervision.offers import (
    ask_key,
    day_key,
    facilitator_name,
    find,
    find_time,
    free,
    refresh,
)
from bot.ui import Button, Buttons, Card, Form, Style, Values
from storage.supervision import GivenUp, Offer, SupervisionStore, Time

ASKED_AT, TOLD_AT = clock(9), clock(15)


class Taken(BotError):
    message = N_("Den tid er lige blevet taget. Se, hvad der er tilbage.")


class Over(BotError):
    message = N_("Den tid er ikke jeres, eller også er den begyndt.")


# ---- the card


def offer_card(ctx: Context, offer_id: int, team_id: int) -> Card | None:
    """As the team sees it: its own time, or those that are left."""
    store = ctx.store(SupervisionStore)
    offer = store.find(offer_id)
    if offer is None or ctx.here.id != team_id or team_id not in store.teams(offer_id):
        return None
    times = store.times(offer_id)
    own = next((one for one in times if one.team_id == ctx.here.id), None)
    left = free(ctx, offer)
    name = facilitator_name(ctx, offer)
    if own:
        return views.own_time_card(ctx.locale, name, offer, own, _own_buttons(ctx, own, left))
    back = [one.time for one in _taken_back(ctx, offer)]
    offered = sum(not one.withdrawn for one in times)
    return views.offer_card(ctx.locale, name, offer, left, offered, back, _take_buttons(ctx, left))


def _taken_back(ctx: Context, offer: Offer) -> list[GivenUp]:
    """The times ahead that the team had and the facilitator could not keep, the latest last."""
    had = ctx.store(SupervisionStore).given_up(ctx.here.id, ctx.now)
    found = [one for one in had if one.offer.id == offer.id and one.withdrawn]
    return sorted(found, key=lambda one: one.at)


def _take_buttons(ctx: Context, left: list[Time], route: str = "supervision/take") -> list[Button]:
    return [Button(views.short(ctx.locale, one.starts_at), ctx.team_action(route, one.id)) for one in left]


def _own_buttons(ctx: Context, own: Time, left: list[Time]) -> tuple[Button, ...]:
    if own.starts_at <= ctx.now:
        return ()
    _ = ctx.locale.gettext
    label = _("Ret spørgsmålet") if own.question else _("Skriv spørgsmålet")
    others = Button(_("Flyt til en anden tid"), ctx.team_action("supervision/others", own.id))
    return (
        Button(label, ctx.team_action("supervision/question", own.id), Style.primary),
        *((others,) if left else ()),
        Button(_("Giv tiden fri"), ctx.team_action("supervision/release", own.id)),
    )


def see(ctx: Context, offer_id: int) -> Response:
    find(ctx, offer_id)
    card = offer_card(ctx, offer_id, ctx.here.id)
    if card is None:
        raise NotFound
    return Reply(card)


def overview(ctx: Context) -> Response:
    """Everything offered to the team, the newest offer first; what to do when there is nothing."""
    for offer in ctx.store(SupervisionStore).offered_to(ctx.here.id):
        card = offer_card(ctx, offer.id, ctx.here.id)
        if card and any(isinstance(block, Buttons) for block in card.blocks):
            return Reply(card)
    return Reply(views.nothing(ctx.locale))


# ---- what members do


def take(ctx: Context, time_id: int) -> Response:
    """Who presses first has it: the offer is held, so two teams cannot."""
    find_time(ctx, time_id)
    store = ctx.store(SupervisionStore)
    offer, time = held(ctx, time_id)
    if time.team_id != ctx.here.id:
        mine = any(one.team_id == ctx.here.id for one in store.times(offer.id))
        if mine or time not in free(ctx, offer):
            raise Taken
        asked = [one.question for one in _taken_back(ctx, offer)]
        store.take(time, ctx.here.id, ctx.me.id, asked[-1] if asked else "")
        _plan(ctx, time)
        changed(ctx, offer, time)
    return Reply(offer_card(ctx, offer.id, ctx.here.id) or views.nothing(ctx.locale))


def held(ctx: Context, time_id: int) -> tuple[Offer, Time]:
    """The offer and its time as they are now that nobody else can change them."""
    store = ctx.store(SupervisionStore)
    time = store.time(time_id)
    offer = store.hold(time.offer_id) if time else None
    time = store.time(time_id) if offer else None
    if offer is None or time is None:
        raise NotFound
    return offer, time


def _plan(ctx: Context, time: Time) -> None:
    for kind, at in (("supervision/ask", ASKED_AT), ("supervision/day", TOLD_AT)):
        due = working_day_before(time.starts_at, at, ctx.zone, ctx.days_off)
        if due > ctx.now:
            ctx.schedule(kind, due, time.id)


def changed(ctx: Context, offer: Offer, time: Time) -> None:
    """Every team's card, and the facilitator's of that day."""
    refresh(ctx, offer.id)
    if offer.facilitator_id:
        ctx.refresh(day_key(offer.facilitator_id, time.starts_at.astimezone(ctx.zone).date()))


def given_back(ctx: Context, offer: Offer, time: Time, *, withdrawn: bool = False) -> None:
    """Nobody is asked about it or reminded of it any more. The offer is held."""
    ctx.store(SupervisionStore).give_back(time, withdrawn=withdrawn)
    for kind in ("supervision/ask", "supervision/day"):
        ctx.unschedule(kind, time.id)
    for one in ctx.members:
        ctx.withdraw(ask_key(time.id, one.person_id))
    changed(ctx, offer, time)


def release(ctx: Context, time_id: int) -> Response:
    """Free for the other teams again; the question goes with it."""
    find_time(ctx, time_id)
    offer, time = held(ctx, time_id)
    _check_own(ctx, time)
    given_back(ctx, offer, time)
    return Replace(offer_card(ctx, offer.id, ctx.here.id) or views.nothing(ctx.locale))


# ---- another instead


def others(ctx: Context, time_id: int) -> Response:
    """The times the team could have instead of its own."""
    offer, time = find_time(ctx, time_id)
    _check_own(ctx, time)
    left = _take_buttons(ctx, free(ctx, offer), "supervision/move")
    return Reply(views.others(ctx.locale, time, left))


def move(ctx: Context, time_id: int) -> Response:
    """This one instead of the team's own of the same offer, in one press: nobody can take either in between. What they
    want to talk about goes along."""
    find_time(ctx, time_id)
    store = ctx.store(SupervisionStore)
    offer, time = held(ctx, time_id)
    if time.team_id != ctx.here.id:
        own = next((one for one in store.times(offer.id) if one.team_id == ctx.here.id), None)
        if own is None or own.starts_at <= ctx.now:
            raise Over
        if time not in free(ctx, offer):
            raise Taken
        given_back(ctx, offer, own)
        store.take(time, ctx.here.id, ctx.me.id, own.question)
        _plan(ctx, time)
        changed(ctx, offer, time)
    return Replace(offer_card(ctx, offer.id, ctx.here.id) or views.nothing(ctx.locale))


def _check_own(ctx: Context, time: Time) -> None:
    if time.team_id != ctx.here.id or time.starts_at <= ctx.now:
        raise Over


# ---- the question


def question_form(ctx: Context, time_id: int) -> Form:
    offer, time = find_time(ctx, time_id)
    _check_own(ctx, time)
    action = ctx.team_action("supervision/question", time_id)
    return views.question_form(ctx.locale, action, facilitator_name(ctx, offer), time)


def question(ctx: Context, values: Values, time_id: int) -> Response:
    find_time(ctx, time_id)
    offer, time = held(ctx, time_id)
    _check_own(ctx, time)
    ctx.store(SupervisionStore).ask(time, str(values["question"]))
    if time.taken_by:
        ctx.refresh(ask_key(time_id, time.taken_by))
    changed(ctx, offer, time)
    return Reply(views.asked(ctx.locale, facilitator_name(ctx, offer), time.starts_at))
