"""Somebody is known by an account more."""

from __future__ import annotations

from bot.context import Context
from bot.events import AccountAdded
from storage.teams import Role, TeamStore


def added(ctx: Context, person_id: int) -> None:
    """Where they are a partner or guest, cards that stand in the team's chat may have a reader they did not have."""
    for role in (Role.partner, Role.guest):
        for team in ctx.store(TeamStore).teams_of(person_id, role):
            ctx.for_team(team).announce(AccountAdded(team.id, person_id))
