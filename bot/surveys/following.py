"""Questionnaires that come by themselves in their weeks of the course: the course's choice, or the team's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from bot.calendar import local_to_utc
from bot.context import Context
from bot.events import TeamReady
from bot.surveys import library, rules
from bot.surveys.questionnaire import Questionnaire
from bot.team_parts import Part, team_uses
from storage.teams import TeamStore

SETTING = "surveys"  # of a course: ids that are followed; of a team: {id: true or false}
OPENS = time(9)


def followed(ctx: Context, survey: str) -> bool:
    """Whether it comes by itself in this team."""
    own: Mapping[str, bool] = ctx.here.settings.get(SETTING, {})
    return bool(own.get(survey, survey in ctx.here.course.settings.get(SETTING, ())))


def next_at(ctx: Context, survey: Questionnaire, *, after: date) -> datetime | None:
    """When it comes next by itself, later than that day's week; None when it does not."""
    course = ctx.here.course
    if not followed(ctx, survey.id) or not team_uses(ctx.here, Part.surveys):
        return None
    monday = after - timedelta(days=after.weekday())
    for week in rules.mondays(survey.weeks, max(course.starts_on, ctx.here.starts_on), course.ends_on):
        day = ctx.days_off.working_day_from(week)
        if week > monday and day <= course.ends_on:
            return local_to_utc(day, OPENS, ctx.zone)
    return None


def plan(ctx: Context, survey: Questionnaire) -> datetime | None:
    """Set the clock as the team has chosen; when it comes next."""
    at = next_at(ctx, survey, after=ctx.locale.today)
    if at is None:
        ctx.unschedule("surveys/open", ctx.here.id, survey.id)
    else:
        ctx.schedule("surveys/open", at, ctx.here.id, survey.id)
    return at


def choose(ctx: Context, survey: Questionnaire, *, on: bool) -> datetime | None:
    own: Mapping[str, bool] = ctx.here.settings.get(SETTING, {})
    ctx.store(TeamStore).set_team_settings(ctx.here, **{SETTING: {**own, survey.id: on}})
    team = ctx.store(TeamStore).team(ctx.here.id)
    assert team is not None
    return plan(ctx.for_team(team), survey)


def on_ready(ctx: Context, _event: TeamReady) -> None:
    for survey in library.known(ctx.settings.surveys).values():
        if survey.weeks and followed(ctx, survey.id):
            plan(ctx, survey)
