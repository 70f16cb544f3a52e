"""Who reads the cards that stand in a team's places."""

from __future__ import annotations

from bot.context import Context
from storage.teams import Role, TeamStore


def has_guests(ctx: Context) -> bool:
    """Whether people read them for whom what is internal is not: partners and guests."""
    return bool(ctx.store(TeamStore).members(ctx.here.id, Role.partner, Role.guest))
