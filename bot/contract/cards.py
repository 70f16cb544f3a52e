"""The contract's cards by their keys: to the team, to one person, to a facilitator."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.clauses import ordered
from bot.context import Context
from bot.contract import standing, timing, views
from bot.contract.rules import Stage, State
from bot.contract.showing import return_button, sign_button, status, still_button
from bot.contract.standing import Standing, load
from bot.ui import Action, Block, Button, Card, Style
from storage.contract import Version
from storage.teams import Role, Team, TeamStore

IN_CHANNEL = 3  # changes that the channel's card shows; the others are a press away


def card(ctx: Context, team_id: int, number: int) -> Card | None:
    """The team's one card; an earlier one is gone."""
    now = load(ctx)
    if team_id != ctx.here.id or now.contract is None or now.contract.card != number:
        return None
    return views.team_card(ctx.locale, status(ctx, now), _changes(ctx, now), _team_buttons(ctx, now))


def _changes(ctx: Context, now: Standing) -> list[Block]:
    """What a new version changes, where there is something to say yes to."""
    version = now.version
    if version is None or version.state != State.signing:
        return []
    order = ordered(version.clauses)
    return views.changes(
        ctx.locale,
        now.changes(version),
        {clause: place for place, clause in enumerate(order, start=1)},
        standing.titles(ctx),
        IN_CHANNEL,
    )


def _team_buttons(ctx: Context, now: Standing) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    draft = Button(_("Ret et punkt"), ctx.team_action("contract/draft", 0))
    version = now.version
    if version is None or version.state in (State.replaced, State.withdrawn):
        return (Button(_("Læs og skriv med"), ctx.team_action("contract/draft", 0), Style.primary),)
    read_it = ctx.team_action("contract/read", version.number, 0)
    match now.stage:
        case Stage.signing if now.changes(version):
            return (sign_button(ctx, now, version), Button(_("Læs det hele"), read_it), draft)
        case Stage.signing:
            return (Button(_("Læs og skriv under"), read_it, Style.primary), draft)
        case Stage.returned:
            return (Button(_("Ret et punkt"), ctx.team_action("contract/draft", 0), Style.primary),)
        case Stage.waiting | Stage.active if version.clauses:
            return (Button(_("Læs den"), read_it),)
    return (Button(_("Se kontrakten"), ctx.team_action("contract/show")),)


def review_card(ctx: Context, team_id: int) -> Card | None:
    now = load(ctx)
    contract, active = now.contract, now.active
    if team_id != ctx.here.id or contract is None or contract.review_at is None or active is None:
        return None
    _ = ctx.locale.gettext
    titles = [standing.title_of(ctx, clause) for clause in ordered(active.clauses)]
    done = contract.reviewed_at is not None
    buttons: tuple[Button, ...] = ()
    if not done and now.stage is Stage.active:
        buttons = (
            still_button(ctx, active),
            Button(_("Ret et punkt"), ctx.team_action("contract/draft", 0)),
        )
    if active.clauses:
        action = ctx.team_action("contract/read", active.number, 0)
        buttons = (*buttons, Button(_("Læs den"), action))
    return views.review_card(ctx.locale, titles, standing.still_ok(ctx, active), buttons, done=done)


def remind_card(ctx: Context, team_id: int, person_id: int, version: int, _number: int) -> Card | None:
    now = load(ctx)
    person = ctx.store(TeamStore).person(person_id)
    if team_id != ctx.here.id or person is None or now.latest != version or not timing.awaits(now, person_id):
        return None
    _ = ctx.locale.gettext
    if now.stage is Stage.signing:
        read_it = ctx.team_action("contract/read", version, 0)
        first = Button(_("Læs og skriv under"), read_it, Style.primary)
    else:
        first = Button(_("Læs og skriv med"), ctx.team_action("contract/draft", 0), Style.primary)
    mute = Button(_("Ingen påmindelser om kontrakten"), ctx.team_action("contract/mute"))
    return views.reminder(ctx.locale, person.first_name, status(ctx, now), (first, mute))


def approvals_card(ctx: Context, facilitator_id: int, day: date) -> Card:
    """What one facilitator is asked to approve, from all their teams; what is handled since is thanked for."""
    rows: list[views.Approval] = []
    for team in ctx.store(TeamStore).teams_of(facilitator_id, Role.facilitator):
        inside = replace(ctx, team=team)
        now = load(inside)
        version = now.version
        if version is not None and version.pending and version.listed_on == day:
            rows.append(_approval(inside, team, now, version))
    return views.approvals(ctx.locale, rows)


def _approval(ctx: Context, team: Team, now: Standing, version: Version) -> views.Approval:
    changed = now.changes(version)
    order = ordered(version.clauses)
    _ = ctx.locale.gettext
    if version.on_paper:
        label, route = _("Godkend kontrakten"), Action.to("contract/approve", team.id, version.number)
    else:
        label, route = _("Læs og godkend"), Action.to("contract/read", team.id, version.number, 0)
    return views.Approval(
        team.name,
        version.number,
        version.on_paper,
        standing.signed(ctx, version),
        tuple(
            (order.index(one.clause) + 1 if one.clause in order else 0, standing.title_of(ctx, one.clause))
            for one in changed
        ),
        (Button(label, route, Style.primary), return_button(ctx, team, version)),
    )
