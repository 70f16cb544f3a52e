"""Roles that a team has made itself: a name, and what it does. They are in the team's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.context import Context
from bot.roles.history import Role, RoleKey
from bot.roles.views.naming import Say
from storage.teams import Team, TeamStore

MOST = 3  # at a time, beside the usual ones: a meeting has people to fill no more
MOST_EVER = 20  # those given up keep their name: somebody had them
SETTING = "own_roles"


@dataclass(frozen=True, slots=True)
class OwnRole:
    key: RoleKey
    name: str
    does: str


def own_roles(team: Team) -> Mapping[RoleKey, OwnRole]:
    """All that the team has made, the oldest first."""
    kept = team.settings.get(SETTING) or ()
    return {one["key"]: OwnRole(one["key"], one["name"], one["does"]) for one in kept}


def keep(ctx: Context, role: OwnRole) -> None:
    """Add it, or put it in the place of the one with its key. The team is held."""
    roles = {**own_roles(ctx.here), role.key: role}
    kept = [{"key": one.key, "name": one.name, "does": one.does} for one in roles.values()]
    ctx.store(TeamStore).set_team_settings(ctx.here, **{SETTING: kept})


def say(ctx: Context) -> Say:
    """Roles by their names, in the context's language."""
    return Say(ctx.locale, {key: one.name for key, one in own_roles(ctx.here).items()})


def is_role(ctx: Context, text: str) -> bool:
    return text in own_roles(ctx.here) or text in set(Role)
