"""Closing a course by hand."""

from __future__ import annotations

from bot import ending, keeping
from bot.closing import rules, views
from bot.context import Context
from bot.errors import N_, BotError, NotAllowed
from bot.interactions import Reply, Response
from bot.ui import Button, Style
from storage.audit import Deed
from storage.teams import Role, TeamStore


class TooEarly(BotError):
    message = N_(
        "Et forløb kan afsluttes fra en uge før sin sidste dag. Ret datoen i forløbsfilen, hvis det er slut før."
    )


def runs_it(ctx: Context) -> bool:
    """Whether it is theirs to close: the course lead's, or the facilitators' where the course has no lead."""
    if ctx.person is None or ctx.role not in (Role.course_lead, Role.facilitator):
        return False
    return any(person.id == ctx.me.id for person, _ in ctx.store(TeamStore).who_run(ctx.here.course.id))


def sure(ctx: Context) -> Response:
    """What goes when, before anything does."""
    _check(ctx)
    course = ctx.here.course
    yes = Button(ctx.locale.gettext("Ja, afslut forløbet"), ctx.team_action("closing/closed"), Style.danger)
    return Reply(views.sure(ctx.locale, course, keeping.of(course), (yes,)))


def closed(ctx: Context) -> Response:
    _check(ctx)
    course = ctx.here.course
    ctx.audit(Deed.closed)
    ending.close(ctx, course.id)
    after = ctx.store(TeamStore).course(course.id) or course
    return Reply(views.closed(ctx.locale, course.name, keeping.last_day(after)))


def _check(ctx: Context) -> None:
    if not runs_it(ctx):
        raise NotAllowed
    if not rules.may_close(ctx.locale.today, ctx.here.course.ends_on):
        raise TooEarly
