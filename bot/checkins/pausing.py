"""The team's pause (exams, holidays, a placement) and the days it works: for everything that is said by the clock."""

from __future__ import annotations

from datetime import date, time, timedelta

from bot import dates, team_parts
from bot.calendar import DayRange
from bot.checkins import plan
from bot.checkins.views import settings as views
from bot.context import Context
from bot.errors import Outdated, Rejected
from bot.interactions import Replace, Reply, Response
from bot.ui import Button, Card, Form, Values
from bot.wording import noted
from storage.teams import TeamStore

LONGEST = timedelta(days=120)


def pause_form(ctx: Context) -> Form:
    """Filled in with the pause that is, or comes next."""
    there = team_parts.pause_from(ctx.here, ctx.locale.today)
    first, last = there or (None, None)
    return views.pause_form(ctx.locale, ctx.team_action("checkins/pause"), first, last)


def set_pause(ctx: Context, values: Values) -> Response:
    days, errors = {}, {}
    now = ctx.locale.local(ctx.now)
    for field in ("first", "last"):
        parsed = dates.parse_date(str(values[field]), now, ctx.locale.language)
        if isinstance(parsed, date):
            days[field] = parsed
        else:
            errors[field] = dates.explain(parsed, ctx.locale.gettext)
    if errors:
        raise Rejected(errors)
    _ = ctx.locale.gettext
    if days["last"] < max(days["first"], ctx.locale.today):
        raise Rejected({"last": _("Vælg en dag, der ikke er før den første, og som ikke er gået.")})
    if days["last"] - days["first"] > LONGEST:
        raise Rejected({"last": _("Det er en lang pause. Vælg højst fire måneder ad gangen.")})
    _keep(ctx, DayRange(days["first"], days["last"]))
    return Reply(_paused(ctx, days["first"], days["last"]))


def _paused(ctx: Context, first: date, last: date) -> Card:
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Ret pausen"), ctx.team_action("checkins/pause")),
        Button(_("Slut pausen"), ctx.team_action("checkins/resume", first.isoformat())),
    )
    return views.paused(ctx.locale, first, last, buttons)


def resume(ctx: Context, first: date) -> Response:
    """No pause from today on, where it was the one that begins on that day."""
    there = team_parts.pause_from(ctx.here, ctx.locale.today)
    if there is None or there.first != first:
        raise Outdated
    yesterday = ctx.locale.today - timedelta(days=1)
    _keep(ctx, DayRange(first, yesterday) if first <= yesterday else None)
    return Replace(noted(ctx.locale.gettext("Pausen er slut. Jeg skriver igen, når der er noget.")))


def _keep(ctx: Context, pause: DayRange | None) -> None:
    ctx.store(TeamStore).set_team_settings(
        ctx.here, pauses=team_parts.with_pause(ctx.here, pause, ctx.locale.today)
    )
    _plan_again(ctx)


def _plan_again(ctx: Context) -> None:
    """With the team's days as they are now."""
    team = ctx.store(TeamStore).team(ctx.here.id)
    assert team is not None
    now_here = ctx.for_team(team)
    for one in plan.all_of(now_here):
        plan.schedule(now_here, one)


def week_form(ctx: Context) -> Form:
    days, hours = team_parts.workdays(ctx.here), team_parts.meeting_hours(ctx.here)
    return views.week_form(ctx.locale, ctx.team_action("checkins/week"), days, hours)


def set_week(ctx: Context, values: Values) -> Response:
    days = sorted(int(day) for day in values["days"])
    opens, closes = _hours(ctx, values)
    chosen = {
        team_parts.WORKDAYS: None if days == list(team_parts.USUAL_WEEK) else days,
        team_parts.MEETS: None if (opens, closes) == team_parts.USUAL_HOURS else [opens, closes],
    }
    ctx.store(TeamStore).set_team_settings(ctx.here, **chosen)
    _plan_again(ctx)
    names = ctx.locale.names([dates.weekday_name(day, ctx.locale.language) for day in days])
    hours = dates.clock_range(time(opens), time(closes), ctx.locale.language)
    text = ctx.locale.gettext("Gemt. Jeg skriver til teamet %(days)s og foreslår møder kl. %(hours)s.")
    return Reply(noted(text % {"days": names, "hours": hours}))


def _hours(ctx: Context, values: Values) -> tuple[int, int]:
    """Between which hours the team meets. Raises Rejected where the last is not after the first."""
    there = [str(one.hour) for one in team_parts.meeting_hours(ctx.here)]
    found = [int(str(values.get(name) or was)) for name, was in zip(("opens", "closes"), there, strict=True)]
    opens, closes = found
    if closes <= opens:
        raise Rejected({"closes": ctx.locale.gettext("Vælg et tidspunkt, der er senere end det første.")})
    return opens, closes
