"""A meeting in a calendar: one event, with the same UID for as long as it lives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot import ics
from bot.context import Context
from bot.feature import CalendarEntry
from bot.meetings import views
from bot.meetings.polls import people_of
from bot.meetings.showing import is_for
from storage.files import FileStore
from storage.meetings import Meeting, MeetingStore, MeetingType, State
from storage.teams import Role

KEPT = timedelta(days=60)  # how far back a subscribed calendar remembers
DEADLINE = timedelta(minutes=15)  # how long a limit is drawn


def entry(ctx: Context, meeting: Meeting) -> CalendarEntry:
    """The event, in the context's language. The meeting has, or had, a time."""
    assert meeting.starts_at is not None
    return CalendarEntry(
        uid=meeting.uid,
        start=meeting.starts_at,
        end=meeting.starts_at + meeting.length,
        title=meeting.purpose,
        changed_at=meeting.changed_at,
        sequence=meeting.sequence,
        place=views.place(ctx.locale, meeting),
        about=views.event_text(ctx.locale, meeting, ctx.here.name),
        cancelled=meeting.state is State.cancelled,
    )


def with_file(ctx: Context, meeting: Meeting) -> Meeting:
    """Keep the meeting's event as a file, in the team's language, for its card to refer to."""
    content = ics.event_file(entry(ctx.for_team(ctx.here), meeting))
    file = ctx.store(FileStore).keep(ics.KIND, content)
    ctx.store(MeetingStore).change(meeting.id, file=file)
    return replace(meeting, file=file)


def entries(ctx: Context) -> Iterable[CalendarEntry]:
    """The team's meetings; in a person's own calendar not those they have said they cannot come to, and in a
    facilitator's only those that need them. Polls are shown where they close."""
    store = ctx.store(MeetingStore)
    for meeting in store.in_calendar(ctx.here.id, ctx.now - KEPT):
        if not is_for(ctx, meeting) or (ctx.person is None and meeting.type is MeetingType.internal):
            continue  # the team's own calendar is for sharing with those it meets
        if meeting.state is State.polling:
            if ctx.role in (Role.member, Role.partner, Role.guest):
                yield _closing(ctx, meeting)
        elif ctx.person is None or _is_for(ctx, meeting):
            yield entry(ctx, meeting)


def _is_for(ctx: Context, meeting: Meeting) -> bool:
    store = ctx.store(MeetingStore)
    coming = store.attendance(meeting.id).get(ctx.me.id)
    if ctx.role is Role.facilitator and coming is None:
        return ctx.me.id in store.required(meeting.id)
    return coming is not False


def _closing(ctx: Context, meeting: Meeting) -> CalendarEntry:
    names = people_of(ctx).names
    return CalendarEntry(
        uid=f"poll-{meeting.poll}-{meeting.uid}",
        start=meeting.deadline - DEADLINE,
        end=meeting.deadline,
        title=views.closing_title(ctx.locale, meeting),
        about=views.closing_text(ctx.locale, meeting, names.get(meeting.proposer_id or 0, "")),
        changed_at=meeting.opened_at,
        busy=False,
    )
