"""What counts of teams at this moment: what their features have evidence of, without what is muted or too early."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.context import Context
from bot.feature import Signal
from bot.monday import rules
from storage.monday import MondayStore
from storage.teams import Team


def signals(reader: Context, teams: Sequence[Team]) -> list[Signal]:
    found: list[Signal] = []
    for team in teams:
        ctx = replace(reader, team=team)
        for feature in ctx.features.all:
            if feature.signals is not None:
                found += feature.signals(ctx)
    return found


def started(teams: Sequence[Team]) -> list[rules.Team]:
    return [rules.Team(team.id, max(team.starts_on, team.course.starts_on)) for team in teams]


def muted(ctx: Context, teams: Sequence[Team], today: date) -> list[rules.Muted]:
    lines = ctx.store(MondayStore).muted_since([team.id for team in teams], today - rules.MUTED_FOR)
    return [rules.Muted(line.team_id, line.kind, line.handled_on or line.said_on) for line in lines]


def now(ctx: Context, teams: Sequence[Team]) -> list[Signal]:
    """As it is today, what needs attention first, the most urgent first of that."""
    today = ctx.locale.today
    counted = rules.counting(signals(ctx, teams), started(teams), date.min, today, muted(ctx, teams, today))
    return sorted(counted, key=lambda one: (one.strength, one.order))


def for_the_team(ctx: Context) -> list[str]:
    """The same of the context's team, for itself: what its facilitator may read at any time is not kept from it, but
    for what one person has said to the facilitator alone."""
    return [one.text(ctx.locale).plain for one in now(ctx, [ctx.here]) if not one.personal]
