"""A settled meeting that has to move: somebody required cannot come. Other times, and the press that takes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.context import Context
from bot.interactions import Replace, Response
from bot.meetings import finding, planned, rules, views
from bot.meetings.showing import NotPlanned, hold
from bot.ui import Button
from bot.wording import noted
from storage.meetings import Meeting, Why


def _wanted(ctx: Context, meeting: Meeting) -> finding.Wanted:
    assert meeting.starts_at is not None
    return finding.wanted_of(ctx, meeting, since=finding.for_a_move(ctx), taken=(meeting.starts_at,))


def other_times(ctx: Context, meeting: Meeting) -> list[tuple[datetime, Why]]:
    """The best other times for the meeting, and why."""
    return [(one.start, finding.why(one)) for one in finding.best(ctx, _wanted(ctx, meeting))]


def buttons(ctx: Context, meeting: Meeting, times: Sequence[tuple[datetime, Why]]) -> list[Button]:
    return [
        Button(
            views.short(ctx.locale, at),
            ctx.team_action("meetings/replan", meeting.id, int(at.timestamp()) // 60),
        )
        for at, _why in times
    ]


def replan(ctx: Context, meeting_id: int, minute: int) -> Response:
    """Move it there, if the time is still as good as it was said to be."""
    meeting = hold(ctx, meeting_id)
    if not meeting.ahead(ctx.now):
        raise NotPlanned
    at = datetime.fromtimestamp(minute * 60, UTC) if 0 < minute < rules.LATEST else ctx.now
    course = rules.Course(ctx.here.course.starts_on, ctx.here.course.ends_on, ctx.zone)
    will_do = not rules.problems([at], meeting.minutes, course, ctx.now)
    if not will_do or finding.judged(ctx, _wanted(ctx, meeting), at) is None:
        return Replace(noted(ctx.locale.gettext("Den tid passer ikke mere. Prøv en anden."), *buttons(ctx, meeting, other_times(ctx, meeting))))  # fmt: skip
    return Replace(views.moved(ctx.locale, planned.move_to(ctx, meeting, replace(meeting, starts_at=at))))
