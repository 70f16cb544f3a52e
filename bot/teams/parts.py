"""What a team uses Samspil for, chosen part by part (domain.md §0: it may switch any part off)."""

from __future__ import annotations

from bot import team_parts
from bot.context import Context
from bot.interactions import Reply, Response
from bot.teams.views import parts as view
from bot.teams.welcome import use
from bot.ui import Button, Form, Values


def button(ctx: Context) -> Button:
    return view.choose(ctx.locale, ctx.team_action("teams/parts"))


def form(ctx: Context) -> Form:
    on = [part for part in team_parts.Part if team_parts.team_uses(ctx.here, part)]
    return view.form(ctx.locale, ctx.team_action("teams/parts"), on)


def choose(ctx: Context, values: Values) -> Response:
    chosen = values["parts"]
    team = use(ctx, team_parts.only(chosen if isinstance(chosen, tuple) else (chosen,)))
    on = [part for part in team_parts.Part if team_parts.team_uses(team, part)]
    return Reply(view.chosen(ctx.locale, on, button(ctx)))
