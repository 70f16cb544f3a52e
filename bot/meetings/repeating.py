"""*Gentag mødet*: the same meeting every week or every other, each an own meeting from the moment it is made.

Each has its own roles, agenda, coming and calendar event (its own UID, no RECURRENCE-ID: calendars that are subscribed
to differ in what they make of exceptions, and of a single event they all know what to do). To move or cancel one of
them is therefore what it always is, and the others stay.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.calendar import local_to_utc, working_day_before
from bot.context import Context
from bot.errors import Rejected
from bot.events import MeetingSettled
from bot.interactions import Replace, Reply, Response
from bot.meetings import calendar, planned, views
from bot.meetings.showing import NotPlanned, find, hold, refresh, settled_key
from bot.ui import Form, Values
from bot.wording import noted
from storage.meetings import Meeting, MeetingStore
from storage.schedules import Due

TOLD_DAYS, TOLD_AT = 3, time(9)  # working days before: the agenda is to be ready two days before


def repeat_form(ctx: Context, meeting_id: int) -> Form:
    meeting = find(ctx, meeting_id)
    if not meeting.ahead(ctx.now):
        raise NotPlanned
    return views.repeat_form(ctx.locale, ctx.team_action("meetings/repeat", meeting_id), meeting)


def repeat(ctx: Context, values: Values, meeting_id: int) -> Response:
    """At the same local time. Days off are left out, and nothing comes after the course."""
    meeting = hold(ctx, meeting_id)
    if not meeting.ahead(ctx.now):
        raise NotPlanned
    store = ctx.store(MeetingStore)
    there = {
        one.starts_at for one in store.upcoming(ctx.here.id) if one.series and one.series == meeting.series
    }
    wanted = _starts(ctx, meeting, int(str(values["every"])), int(str(values["times"])))
    starts = [at for at in wanted if at not in there]
    if not starts:
        text = ctx.locale.gettext(
            "Der er ikke plads til flere møder i forløbet. Vælg færre eller en anden afstand."
        )
        raise Rejected({"times": text})
    series = meeting.series or meeting.uid
    store.change(meeting_id, series=series)
    for at in starts:
        again = store.repeat(replace(meeting, series=series), at)
        again = calendar.with_file(ctx, again)
        planned.plan(ctx, again)
        _plan(ctx, again)
        ctx.announce(MeetingSettled(ctx.here.id, again.id))
    refresh(ctx, meeting)
    return Reply(views.repeated(ctx.locale, meeting, starts))


def _starts(ctx: Context, meeting: Meeting, every: int, count: int) -> list[datetime]:
    assert meeting.starts_at is not None
    local = meeting.starts_at.astimezone(ctx.zone)
    days = [local.date() + timedelta(weeks=every * n) for n in range(1, count + 1)]
    within = [day for day in days if day <= ctx.here.course.ends_on and not ctx.days_off.is_off(day)]
    return [local_to_utc(day, local.time(), ctx.zone) for day in within]


def _plan(ctx: Context, meeting: Meeting) -> None:
    """When its card comes: the first of the series told of them all."""
    assert meeting.starts_at is not None
    at = meeting.starts_at
    for _ in range(TOLD_DAYS):
        at = working_day_before(at, TOLD_AT, ctx.zone, ctx.days_off)
    ctx.schedule("meetings/next", max(at, ctx.now), meeting.id)


def tell(ctx: Context, due: Due) -> None:
    """One of a series is near: its card, with roles and agenda."""
    meeting = find(ctx, due.args[0])
    if meeting.ahead(ctx.now):
        ctx.post(ctx.here, settled_key(meeting.id), expires=meeting.starts_at)


# ---- all the rest of them


def cancelled_rest(ctx: Context, meeting_id: int) -> Response:
    """It and all that come after it; those who were to come are told once."""
    meeting = find(ctx, meeting_id)
    rest = planned.later(ctx, meeting)
    response = planned.cancelled(ctx, meeting_id)
    for one in rest:
        planned.call_off(ctx, hold(ctx, one.id), tell=False)
    if not rest:
        return response
    text = ctx.locale.ngettext(
        "Mødet og det næste er aflyst, og de andre har fået besked.",
        "Mødet og de %(count)s næste er aflyst, og de andre har fået besked.",
        len(rest),
    )
    return Replace(noted(text % {"count": len(rest)}))
