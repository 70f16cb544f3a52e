"""The questionnaires that come by themselves in their weeks."""

from __future__ import annotations

from collections.abc import Iterable

from bot.calendar import local_to_utc
from bot.context import Context
from bot.feature import Planned, Reach
from bot.surveys import library, rules
from bot.surveys.following import OPENS, followed
from bot.surveys.views.ahead import opens
from bot.team_parts import Part, team_uses


def planned(ctx: Context) -> Iterable[Planned]:
    if not team_uses(ctx.here, Part.surveys):
        return
    course = ctx.here.course
    for survey in library.known(ctx.settings.surveys).values():
        if not survey.weeks or not followed(ctx, survey.id):
            continue
        for week in rules.mondays(survey.weeks, max(course.starts_on, ctx.here.starts_on), course.ends_on):
            day = ctx.days_off.working_day_from(week)
            if day <= course.ends_on:
                text = opens(ctx.locale, survey)
                yield Planned(local_to_utc(day, OPENS, ctx.zone), Reach.team, text)
