"""The course lead writes to all teams of a course, or to one cluster: posted as a facilitator's note is."""

from __future__ import annotations

from bot import leads
from bot.context import Context
from bot.errors import NotFound
from bot.interactions import Response
from bot.monday import views
from bot.monday.handlers import send_to_each
from bot.ui import Action, Form, Values
from storage.audit import Deed
from storage.teams import Team


def _teams(ctx: Context, course_id: int, cluster: str) -> tuple[Team, ...]:
    found = leads.teams(ctx, course_id, cluster)
    if not found:
        raise NotFound
    return found


def form(ctx: Context, course_id: int, cluster: str = "") -> Form:
    names = [team.name for team in _teams(ctx, course_id, cluster)]
    action = Action.to("monday/course", course_id, *((cluster,) if cluster else ()))
    return views.several_form(ctx.locale, action, names)


def send(ctx: Context, values: Values, course_id: int, cluster: str = "") -> Response:
    """As a facilitator does to their own; noted, since the lead is in none of the teams."""
    teams = _teams(ctx, course_id, cluster)
    for team in teams:
        ctx.for_team(team).audit(Deed.wrote)
    return send_to_each(ctx, values, teams)
