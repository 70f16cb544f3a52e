"""The start package: an event makes a step ready, and the next working morning it is offered, one a day."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from bot.calendar import local_to_utc
from bot.challenge import rules, views
from bot.challenge.rules import Ready
from bot.context import Context
from bot.events import GotStarted, MeetingHeld, PartnerContact
from bot.team_parts import essentials_only
from bot.ui import Action, Button, Card, Style
from storage.challenges import ChallengeStore
from storage.contract import ContractStore
from storage.schedules import Due
from storage.teams import TeamStore

SETTING = "start_package"  # in a team's settings: {"started": …, "ready": […], "offered": […]}
NEXT = "challenge/next"
OFFERED_AT = time(9)
ONLY_NEW = timedelta(weeks=3)  # a team that has worked longer needs no start


def on_held(ctx: Context, _event: MeetingHeld) -> None:
    _ready(ctx, Ready.contract)


def on_contact(ctx: Context, _event: PartnerContact) -> None:
    _ready(ctx, Ready.challenge)


def on_started(ctx: Context, _event: GotStarted) -> None:
    """Where nothing is known of a partner, nobody will be heard from: the challenge comes by itself in a week."""
    said = _said(ctx)
    if not said.get("started"):
        ctx.store(TeamStore).set_team_settings(ctx.here, **{SETTING: {**said, "started": True}})
        ctx.schedule("challenge/later", _morning(ctx, 7), ctx.here.id)


def later(ctx: Context, _due: Due) -> None:
    _ready(ctx, Ready.challenge)


def _ready(ctx: Context, what: Ready) -> None:
    started = local_to_utc(ctx.here.starts_on, time(0), ctx.zone)
    known = ctx.here.settings.get(SETTING, {})
    if what.value in known.get("ready", []) or ctx.now > started + ONLY_NEW:
        return  # without locking the team: every press of a guest's comes by here
    said = _said(ctx)
    ready = said.get("ready", [])
    if what.value in ready:
        return
    ctx.store(TeamStore).set_team_settings(ctx.here, **{SETTING: {**said, "ready": [*ready, what.value]}})
    ctx.schedule(NEXT, _morning(ctx, 1), ctx.here.id)


def _said(ctx: Context) -> dict[str, Any]:
    """As it is now: events of one transaction follow each other."""
    team = ctx.store(TeamStore).hold_team(ctx.here.id)
    return dict(team.settings.get(SETTING, {})) if team else {}


def _morning(ctx: Context, days: int) -> datetime:
    day = ctx.days_off.working_day_from(ctx.locale.today + timedelta(days=days))
    return local_to_utc(day, OFFERED_AT, ctx.zone)


def offer(ctx: Context, _due: Due) -> datetime | None:
    """The next step; tomorrow's, when there is one more."""
    said = _said(ctx)
    ready, offered = said.get("ready", []), said.get("offered", [])
    done = _done(ctx)
    step = rules.next_step(ready, offered, done)
    if step is None:
        return None
    ctx.store(TeamStore).set_team_settings(ctx.here, **{SETTING: {**said, "offered": [*offered, step.value]}})
    ctx.post(ctx.here, f"challenge/offer/{ctx.here.id}/{step.value}")
    more = rules.next_step(ready, [*offered, step], done)
    return _morning(ctx, 1) if more else None


def _done(ctx: Context) -> list[str]:
    """What needs no offer: somebody has written on it (that its time has begun says nothing: *Kom i gang* begins it),
    or the team wants only the essentials (to which the contract belongs)."""
    done: list[str] = []
    contract = ctx.store(ContractStore)
    if contract.wordings(ctx.here.id) or contract.versions(ctx.here.id):
        done.append(Ready.contract)
    if essentials_only(ctx.here) or ctx.store(ChallengeStore).versions(ctx.here.id):
        done.append(Ready.challenge)
    return done


def card(ctx: Context, team_id: int, step: str) -> Card | None:
    _ = ctx.locale.gettext
    if step == Ready.contract:
        write = Button(_("Begynd på kontrakten"), Action.to("core/run", team_id, "kontrakt"), Style.primary)
        return views.contract_offer(ctx.locale, (write,))
    write = Button(_("Skriv udfordringen"), Action.to("challenge/write", team_id), Style.primary)
    return views.challenge_offer(ctx.locale, ctx.here.partner, (write,))
