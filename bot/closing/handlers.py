"""Closing a course by hand."""

from __future__ import annotations

from datetime import date

from bot import ending, keeping
from bot.closing import rules, views
from bot.closing.timing import things_key
from bot.context import Context
from bot.errors import N_, BotError, NotAllowed
from bot.interactions import Reply, Response
from bot.ui import Button, Style
from storage.audit import Deed
from storage.endings import EndingStore
from storage.outbox import OutboxStore
from storage.teams import Role, TeamStore


class TooEarly(BotError):
    message = N_(
        "Et forløb kan afsluttes, når alle dets teams har haft tilbuddet om at hente deres ting i en dag. Er det slut "
        "før, så ret datoen i forløbsfilen."
    )


def runs_it(ctx: Context) -> bool:
    """Whether it is theirs to close: the course lead's, or the facilitators' where the course has no lead."""
    if ctx.person is None or ctx.role not in (Role.course_lead, Role.facilitator):
        return False
    return any(person.id == ctx.me.id for person, _ in ctx.store(TeamStore).who_run(ctx.here.course.id))


def sure(ctx: Context) -> Response:
    """What goes when and whose, before anything does."""
    _check(ctx)
    course, store = ctx.here.course, ctx.store(TeamStore)
    teams = [
        (
            team.name,
            [one.name for one in store.members(team.id, Role.facilitator) if one.person_id != ctx.me.id],
        )
        for team in ctx.store(EndingStore).teams(course.id)
    ]
    yes = Button(ctx.locale.gettext("Ja, afslut forløbet"), ctx.team_action("closing/closed"), Style.danger)
    return Reply(views.sure(ctx.locale, course, teams, keeping.of(course), (yes,)))


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
    course = ctx.here.course
    offered = [_offered(ctx, team.id) for team in ctx.store(EndingStore).teams(course.id)]
    if not rules.may_close(offered, ctx.locale.today, course.ends_on):
        raise TooEarly


def _offered(ctx: Context, team_id: int) -> date | None:
    """The day on which the team could first read the offer in one of its places."""
    sent = [one.sent_at for one in ctx.store(OutboxStore).with_key(things_key(team_id)) if one.sent_at]
    return ctx.locale.local(min(sent)).date() if sent else None
