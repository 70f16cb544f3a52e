"""What the challenge tells the facilitator's Monday."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot import thresholds
from bot.challenge import rules, views
from bot.context import Context
from bot.feature import Signal
from bot.team_parts import essentials_only
from bot.ui import Action, Button
from storage.challenges import ChallengeStore
from storage.teams import Role, TeamStore


def signals(ctx: Context) -> Iterable[Signal]:
    """The challenge has waited for the yes of the local organisation, which has somebody who can give it."""
    partners = ctx.store(TeamStore).members(ctx.here.id, Role.partner)
    if essentials_only(ctx.here) or not partners:
        return
    versions = ctx.store(ChallengeStore).versions(ctx.here.id)
    since = rules.unconfirmed_since([(one.written_at, one.confirmed_at) for one in versions])
    days = thresholds.of(ctx.here.course).challenge_unconfirmed_days
    asked = max(since, min(one.joined_at for one in partners)) if since else None
    if rules.waits_too_long(asked, ctx.now, days) and asked:
        yield _unconfirmed(ctx.here.id, ctx.locale.local(asked).date())


def _unconfirmed(team_id: int, since: date) -> Signal:
    return Signal(
        kind="challenge.unconfirmed",
        team_id=team_id,
        order=42,
        text=lambda locale: views.unconfirmed(locale, since),
        action=lambda locale: Button(locale.gettext("Foreslå møde"), Action.to("meetings/propose", team_id)),
        shared_text=views.unconfirmed_in_many,
    )
