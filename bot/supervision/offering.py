"""`/samspil vejledning`: a facilitator offers times; a member sees those that are there."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import chosen, dates
from bot.calendar import local_to_utc
from bot.context import Context
from bot.core_views import choose_team
from bot.errors import NotAllowed, NotFound, Rejected
from bot.i18n import Locale
from bot.interactions import Replace, Reply, Response
from bot.supervision import own_views, rules, taking, views
from bot.supervision.offers import offer_key, refresh
from bot.ui import Action, Button, Card, Form, Style, Values
from storage.supervision import Offer, SupervisionStore, Time
from storage.teams import Role, Team, TeamStore


def command(ctx: Context, text: str) -> Response:
    if ctx.team is not None and ctx.role is Role.member:
        return taking.overview(ctx)
    if _facilitated(ctx):
        return _mine(ctx)
    member_of = ctx.store(TeamStore).teams_of(ctx.me.id, Role.member) if ctx.team is None else ()
    if not member_of:
        raise NotAllowed
    return Reply(choose_team(ctx, list(member_of), "vejledning", text))


def _facilitated(ctx: Context) -> tuple[Team, ...]:
    return ctx.store(TeamStore).teams_of(ctx.me.id, Role.facilitator)


def _mine(ctx: Context) -> Response:
    """What is offered and who has taken it; the form when there is nothing."""
    if not ctx.store(SupervisionStore).offered_by(ctx.me.id):
        return ctx.ask("supervision/new")
    return Reply(own_card(ctx, 0))


def mine(ctx: Context, page: int) -> Response:
    if not _facilitated(ctx):
        raise NotAllowed
    return Replace(own_card(ctx, page))


def own_card(ctx: Context, page: int) -> Card:
    """A page of what the facilitator offers, the next times first."""
    _ = ctx.locale.gettext
    names = {team.id: team.name for team in _facilitated(ctx)}
    offers = {one: _ahead(ctx, one) for one in ctx.store(SupervisionStore).offered_by(ctx.me.id)}
    pages = rules.pages(offers)
    page = min(max(page, 0), len(pages) - 1)
    shown = [(one, offers[one], _buttons(ctx, one, offers[one])) for one in pages[page]]
    buttons = [Button(_("Tilbyd flere tider"), Action.to("supervision/new"), Style.primary)]
    if page:
        buttons.append(Button(_("Forrige"), Action.to("supervision/mine", page - 1)))
    if page + 1 < len(pages):
        buttons.append(Button(_("Næste"), Action.to("supervision/mine", page + 1)))
    return own_views.own_card(ctx.locale, shown, names, tuple(buttons))


def _ahead(ctx: Context, offer: Offer) -> list[Time]:
    every = ctx.store(SupervisionStore).times(offer.id)
    return [one for one in every if one.starts_at > ctx.now and not one.withdrawn]


def to_take_back(ctx: Context, offer: Offer) -> list[Time]:
    """Those ahead that a team has which the person still facilitates."""
    mine = {team.id for team in _facilitated(ctx)}
    return [one for one in _ahead(ctx, offer) if one.team_id in mine]


def _buttons(ctx: Context, offer: Offer, times: list[Time]) -> tuple[Button, ...]:
    """What can be done about them."""
    _ = ctx.locale.gettext
    buttons = []
    if any(one.free for one in times) and not offer.closed:
        buttons.append(Button(_("Luk for de ledige"), Action.to("supervision/close", offer.id)))
    if to_take_back(ctx, offer):
        buttons.append(Button(_("Tag en tid tilbage"), Action.to("supervision/choose", offer.id)))
    return tuple(buttons)


# ---- a new offer


def new_form(ctx: Context, teams: str = "") -> Form:
    """To the teams that were chosen (`bot.chosen`), else the form asks which."""
    found = [(team.id, team.name) for team in chosen.of_facilitator(ctx, teams or None)]
    action = Action.to("supervision/new", *((teams,) if teams else ()))
    return views.new_form(ctx.locale, action, found, ask=not teams)


def new(ctx: Context, values: Values, which: str = "") -> Response:
    """A card in each of the teams; who presses first has the time."""
    wanted = None if which else set(values["teams"]) or None
    mine = chosen.of_facilitator(ctx, which or None)
    teams = [team for team in mine if wanted is None or str(team.id) in wanted]
    if not teams:
        raise NotAllowed
    minutes = int(str(values["minutes"]))
    starts = _starts(ctx.for_person(ctx.me, teams[0]).locale, teams[0], str(values["times"]), minutes)
    store = ctx.store(SupervisionStore)
    offer_id = store.offer(ctx.me.id, minutes, str(values["place"]), [team.id for team in teams], starts)
    for team in teams:
        ctx.for_team(team).post(team, offer_key(offer_id, team.id), expires=starts[-1])
    return Reply(views.offered(ctx.locale, len(starts), [team.name for team in teams]))


def _starts(locale: Locale, team: Team, text: str, minutes: int) -> tuple[datetime, ...]:
    """Raises Rejected with what cannot be read, or what is wrong with it."""
    found = dates.parse_slots(text, locale.local(locale.now), locale.zone, locale.language)
    errors = [
        f"{one.text}: {dates.explain(one.parsed, locale.gettext)}"
        for one in found
        if not isinstance(one.parsed, dates.Moment)
    ]
    if errors:
        raise Rejected({"times": " ".join(errors)})
    spans = [(one.parsed.at, one.parsed.until) for one in found if isinstance(one.parsed, dates.Moment)]
    starts = rules.split(spans, minutes)
    zone = ZoneInfo(team.course.zone)
    begins = local_to_utc(team.course.starts_on, time(0), zone)
    ends = local_to_utc(team.course.ends_on + timedelta(days=1), time(0), zone)
    wrong = rules.problem(starts, minutes, locale.now, begins, ends)
    if wrong:
        raise Rejected({"times": views.problem(locale, wrong)})
    return starts


# ---- closing


def close(ctx: Context, offer_id: int) -> Response:
    """Nobody can take more of it; what is taken stands."""
    store = ctx.store(SupervisionStore)
    offer = store.hold(offer_id)
    if offer is None or offer.facilitator_id != ctx.me.id:
        raise NotFound
    store.close(offer_id)
    refresh(ctx, offer_id)
    return Replace(own_card(ctx, 0))
