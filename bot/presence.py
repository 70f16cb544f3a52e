"""The day somebody last did something in a team: kept so that who has been away can be told what they missed,
and for nothing else. Nobody sees it, and it is no signal (domain.md §5.11)."""

from __future__ import annotations

from bot.context import Context
from bot.events import CameBack
from storage.teams import Role, TeamStore


def note(ctx: Context) -> None:
    """Whoever acts is here today. The day is read with the person, and written once a day at most."""
    if ctx.person is None or ctx.team is None or ctx.role in (None, Role.course_lead):
        return
    today, last = ctx.locale.today, ctx.last_here
    if last is not None and last >= today:
        return
    ctx.store(TeamStore).set_last_here(ctx.team.id, ctx.person.id, today)
    if last is not None:
        ctx.announce(CameBack(ctx.team.id, ctx.person.id, last))
