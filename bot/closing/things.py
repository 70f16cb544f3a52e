"""What a team takes with it: everything it shares, while the course lasts and for some weeks after."""

from __future__ import annotations

from dataclasses import replace

from bot import keeping, weblinks
from bot.closing import rules, views
from bot.closing.timing import things_key
from bot.context import Context
from bot.errors import NotFound
from bot.feature import TEAM
from bot.interactions import Replace, Reply, Response
from bot.ui import Action, Button, Card, Style
from bot.whereabouts import everywhere
from storage.audit import Deed
from storage.endings import EndingStore
from storage.teams import Team, TeamStore

FETCH, ALL = "closing/fetch", "closing/all"


def card(ctx: Context, team_id: int) -> Card | None:
    """In the team's place, a week before the end."""
    course = ctx.here.course
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Hent teamets ting"), Action.to(FETCH, team_id), Style.primary),
        Button(_("Hent dit eget"), Action.to("mydata/export", ctx.tenant_id)),
        Button(_("Skriv afslutningen"), ctx.team_action("closing/package")),
    )
    return views.things(ctx.locale, course, keeping.of(course), keeping.last_day(course), buttons)


def fetch(ctx: Context, team_id: int) -> Response:
    """Ways to have it: to read, as text, as a file to print."""
    mine = _mine(ctx, team_id)
    mine.audit(Deed.exported)
    everything = Action.to(ALL, team_id, 0)
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Læs det her"), everything, Style.primary),
        Button(_("Hent som tekst"), url=weblinks.text(ctx.settings, everything)),
        Button(_("Hent som PDF"), url=weblinks.pdf(ctx.settings, everything)),
    )
    rows = len(ctx.features.keepsakes(mine))
    return Reply(views.fetch(ctx.locale, mine.here.name, rows, keeping.last_day(mine.here.course), buttons))


def everything(ctx: Context, team_id: int, page: int) -> Response:
    """All of it, in pages; also a paper."""
    mine = _mine(ctx, team_id)
    pages = rules.pages(ctx.features.keepsakes(mine))
    page = min(max(page, 0), len(pages) - 1)
    more = Button(ctx.locale.gettext("Næste"), Action.to(ALL, team_id, page + 1))
    buttons = (more,) if page + 1 < len(pages) else ()
    card = views.everything(ctx.locale, mine.here.name, pages[page], buttons)
    return Replace(card) if page else Reply(card)


def _mine(ctx: Context, team_id: int) -> Context:
    """As who the person is in that team, open or closed. Raises NotFound for everybody else."""
    for one in everywhere(ctx):
        if one.here.id == team_id and one.role in TEAM:
            return one
    for one in closed(ctx):
        if one.here.id == team_id:
            return one
    raise NotFound


def closed(ctx: Context) -> list[Context]:
    """The context as it was in each closed team of whoever acts whose things are still there."""
    found: list[Context] = []
    if ctx.sender is None:
        return found
    for identity in ctx.directory.identities(ctx.sender.account.platform, ctx.sender.account.value):
        there = replace(ctx, tenant_id=identity.tenant_id, person=identity.person)
        for team in there.store(EndingStore).closed_teams_of(identity.person.id):
            role = there.store(TeamStore).role_in(team.id, identity.person.id)
            if role in TEAM:
                found.append(replace(there, team=team, role=role))
    return found


def front_page(ctx: Context) -> Reply | None:
    """For somebody whose courses are all over: what is still there, and for how long."""
    if ctx.person is None or everywhere(ctx):
        return None
    over = closed(ctx)
    if not over:
        return None
    return Reply(views.over(ctx.locale, [(one.here.name, keeping.last_day(one.here.course)) for one in over],
                            tuple(_fetch(ctx, one.here, several=len(over) > 1) for one in over[:4])))  # fmt: skip


def _fetch(ctx: Context, team: Team, *, several: bool) -> Button:
    _ = ctx.locale.gettext
    label = _("Hent %(team)s") % {"team": team.name[:50]} if several else _("Hent teamets ting")
    return Button(label, Action.to(FETCH, team.id), Style.primary)


__all__ = ["card", "closed", "everything", "fetch", "front_page", "things_key"]
