"""What becomes of *Det er mig*: the person and the facilitator see it, confirm it, refuse it, undo it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bot import noise
from bot.calendar import IsoWeek, into_working_hours, local_to_utc
from bot.context import Context
from bot.errors import N_, BotError, NotFound
from bot.interactions import Replace, Reply, Response
from bot.teams import accounts, welcome
from bot.teams.views import strangers as view
from bot.teams.ways_in import not_who_runs_a_course
from bot.ui import Action, Button, Card, Style
from storage.audit import Deed
from storage.outbox import OutboxStore
from storage.teams import Role, Team, TeamStore
from storage.teams.claims import Claim, ClaimState, ClaimStore
from storage.web import WebStore

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class NameTaken(BotError):
    message = N_(
        "%(name)s har allerede en anden konto her. Er det en fejl, så sig det til teamets facilitator."
    )


class AlreadyDecided(BotError):
    message = N_("Det er der allerede svaret på.")


# ---- the person and the facilitator see it


def told_key(claim_id: int, person_id: int) -> str:
    return f"teams/told/{claim_id}/{person_id}"


def told_card(ctx: Context, claim_id: int, person_id: int) -> Card | None:
    """To the person, where they are known: somebody says they are you."""
    found = ctx.store(ClaimStore).claim(ctx.here.id, claim_id)
    if found is None or found.person_id != person_id:
        return None
    _ = ctx.locale.gettext
    if found.state is ClaimState.waiting:
        buttons = (
            Button(_("Ja, det er mig"), ctx.team_action("teams/confirm", claim_id), Style.primary),
            Button(_("Nej"), ctx.team_action("teams/refuse", claim_id)),
        )
        return view.confirm(ctx.locale, found, buttons)
    return view.confirmed(ctx.locale, found)


def show(ctx: Context) -> None:
    """The facilitators' one card of this week, in working hours; and the welcome, where a name less is free."""
    week = noise.week_number(ctx.now, ctx.zone)
    at = into_working_hours(ctx.now, ctx.zone, ctx.days_off)
    teams = ctx.store(TeamStore)
    for member in teams.members(ctx.here.id, Role.facilitator):
        facilitator = teams.person(member.person_id)
        if facilitator is not None:
            key = f"teams/claims/{facilitator.id}/{week}"
            ctx.post(facilitator, key, at=at)
            ctx.refresh(key)
    ctx.refresh(welcome.key(ctx.here.id))


def claims_card(ctx: Context, facilitator_id: int, week: int) -> Card:
    monday = IsoWeek(week // 100, week % 100).day(0)
    since = local_to_utc(monday, time(0), ctx.zone)
    items = [
        one
        for one in _claims(ctx, facilitator_id, since)
        if noise.week_number(one[0].claimed_at, ctx.zone) == week
    ]
    more = len(items) - view.SHOWN
    _ = ctx.locale.gettext
    everything = Button(_("Se alle"), Action.to("teams/all_claims", 0)) if more > 0 else None
    return view.claims(ctx.locale, _with_buttons(ctx, items[: view.SHOWN]), max(more, 0), everything)


def all_claims(ctx: Context, page: int) -> Response:
    """Everything that can be undone, the newest first."""
    items = _claims(ctx, ctx.me.id, LONG_AGO)[::-1]
    start = max(page, 0) * view.SHOWN
    more = len(items) - start - view.SHOWN
    onwards = (
        Button(ctx.locale.gettext("Vis flere"), Action.to("teams/all_claims", page + 1)) if more > 0 else None
    )
    shown = _with_buttons(ctx, items[start : start + view.SHOWN])
    card = view.claims(ctx.locale, shown, max(more, 0), onwards)
    return Replace(card) if page else Reply(card)


def _claims(ctx: Context, facilitator_id: int, since: datetime) -> list[tuple[Claim, Team]]:
    teams = {team.id: team for team in ctx.store(TeamStore).teams_of(facilitator_id, Role.facilitator)}
    found = ctx.store(ClaimStore).in_teams(tuple(teams), since)
    return [(one, teams[one.team_id]) for one in found]


def _with_buttons(
    ctx: Context, items: list[tuple[Claim, Team]]
) -> list[tuple[Claim, str, tuple[Button, ...]]]:
    _ = ctx.locale.gettext
    shown: list[tuple[Claim, str, tuple[Button, ...]]] = []
    for one, team in items:
        if one.state is ClaimState.waiting:
            buttons: tuple[Button, ...] = (
                Button(_("Det passer"), Action.to("teams/confirm", team.id, one.id)),
                Button(_("Nej"), Action.to("teams/refuse", team.id, one.id)),
            )
        else:
            buttons = (Button(_("Fortryd"), Action.to("teams/undo", team.id, one.id)),)
        shown.append((one, team.name, buttons))
    return shown


# ---- yes, no, undo


def confirm(ctx: Context, claim_id: int) -> Response:
    """By the person themself, from where they are known, or by a facilitator: then the account is shown
    nothing private from before, as with a link that somebody else made."""
    found = _decide(ctx, claim_id, ClaimState.waiting, ClaimState.done)
    if found.person_id != ctx.me.id:
        not_who_runs_a_course(ctx, found.person_id)
    teams = ctx.store(TeamStore)
    platforms = [account.platform for account in teams.accounts(found.person_id)]
    since = None if found.person_id == ctx.me.id else ctx.now
    if found.platform in platforms or not teams.add_account(
        found.person_id, found.platform, found.value, claimed=True, private_since=since
    ):
        raise NameTaken(name=found.name)
    accounts.added(ctx, found.person_id)
    return _decided(ctx, found, ClaimState.done)


def refuse(ctx: Context, claim_id: int) -> Response:
    found = _decide(ctx, claim_id, ClaimState.waiting, ClaimState.refused)
    return _decided(ctx, found, ClaimState.refused)


def undo(ctx: Context, claim_id: int) -> Response:
    """A facilitator: the account is that person no longer, and the name is free again."""
    found = _decide(ctx, claim_id, ClaimState.done, ClaimState.undone)
    ctx.store(TeamStore).remove_account(found.person_id, found.platform, found.value)
    ctx.store(OutboxStore).forget_private(found.person_id, found.platform, found.value)
    ctx.store(WebStore).end_sessions(found.person_id)  # a link may have been made from the account
    if not found.asked:  # nobody had used the name before: the next who says it is theirs need not ask either
        ctx.store(TeamStore).set_person(found.person_id, notice_version=0)
    show_again(ctx, found)
    return Reply(view.undone(ctx.locale, found, found.claimed_at))


def _decide(ctx: Context, claim_id: int, before: ClaimState, after: ClaimState) -> Claim:
    found = ctx.store(ClaimStore).claim(ctx.here.id, claim_id)
    if found is None or (ctx.role is not Role.facilitator and found.person_id != ctx.me.id):
        raise NotFound
    if found.state is not before:
        raise AlreadyDecided
    ctx.store(TeamStore).hold_person(found.person_id)
    if not ctx.store(ClaimStore).decide(found, after):
        raise AlreadyDecided
    if found.person_id != ctx.me.id:
        ctx.audit(Deed.vouched, found.person_id)
    return found


def _decided(ctx: Context, found: Claim, state: ClaimState) -> Response:
    show_again(ctx, found)
    said = view.confirmed if found.person_id == ctx.me.id else view.vouched
    return Reply(said(ctx.locale, replace(found, state=state)))


def show_again(ctx: Context, found: Claim) -> None:
    """Draw the cards again that tell of this claim."""
    week = noise.week_number(found.claimed_at, ZoneInfo(ctx.here.course.zone))
    for member in ctx.store(TeamStore).members(ctx.here.id, Role.facilitator):
        ctx.refresh(f"teams/claims/{member.person_id}/{week}")
    ctx.refresh(told_key(found.id, found.person_id))
    ctx.refresh(welcome.key(ctx.here.id))
