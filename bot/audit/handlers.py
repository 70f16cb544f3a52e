"""The log of a course, a page at a time."""

from __future__ import annotations

from bot import keeping
from bot.audit import views
from bot.context import Context
from bot.interactions import Replace, Reply, Response
from bot.ui import Button, Card
from storage.audit import AuditStore, Entry
from storage.teams import TeamStore

PER_PAGE = 15


def command(ctx: Context, _text: str) -> Response:
    return Reply(_card(ctx, 0))


def show(ctx: Context, page: int) -> Response:
    return Replace(_card(ctx, page))


def _card(ctx: Context, page: int) -> Card:
    course, store = ctx.here.course, ctx.store(AuditStore)
    found = store.of_course(course.id, PER_PAGE + 1, max(page, 0) * PER_PAGE)
    _ = ctx.locale.gettext
    buttons = []
    if page > 0:
        buttons.append(Button(_("Forrige"), ctx.team_action("audit/show", page - 1)))
    if len(found) > PER_PAGE:
        buttons.append(Button(_("Næste"), ctx.team_action("audit/show", page + 1)))
    lines = [_line(ctx, one) for one in found[:PER_PAGE]]
    return views.log(ctx.locale, course.name, lines, keeping.of(course).log, tuple(buttons))


def _line(ctx: Context, entry: Entry) -> str:
    teams = ctx.store(TeamStore)
    team = teams.team(entry.team_id) if entry.team_id is not None else None
    return views.line(
        ctx.locale, entry, _name(ctx, entry.actor_id), _name(ctx, entry.person_id), team.name if team else ""
    )


def _name(ctx: Context, person_id: int | None) -> str:
    """ "" for nobody: the operator, the clock, or somebody who is gone."""
    person = ctx.store(TeamStore).person(person_id) if person_id is not None else None
    return person.name if person else ""


# ---- personal data


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    label = ctx.locale.gettext("Hændelse")
    return [(label, _line(ctx, one)) for one in ctx.store(AuditStore).about(person_id)]


def erase(ctx: Context, person_id: int) -> None:
    ctx.store(AuditStore).erase(person_id)
