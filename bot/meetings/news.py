"""What a meeting is to somebody who has been away: the next one, and those they need not wait for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot import dates
from bot.context import Context
from bot.feature import News
from bot.i18n import md
from bot.ui import Text
from storage.meetings import Meeting, MeetingStore, State
from storage.roles import RoleStore


def news(ctx: Context, since: datetime) -> Iterable[News]:
    """Cancelled ones that were still to come; the next one, unless the person has a role in it: the roles tell
    of both then."""
    _ = ctx.locale.gettext
    store = ctx.store(MeetingStore)
    for meeting in store.in_calendar(ctx.here.id, ctx.now):
        if meeting.state is State.cancelled and meeting.changed_at > since:
            yield News(15, _text(ctx, _("Aflyst: *%(purpose)s*, %(when)s."), meeting))
    following = next(iter(store.upcoming(ctx.here.id)), None)
    if following and not any(
        seat.person_id == ctx.me.id for seat in ctx.store(RoleStore).seats([following.id])
    ):
        yield News(30, _text(ctx, _("Næste møde: *%(purpose)s*, %(when)s."), following))


def _text(ctx: Context, template: str, meeting: Meeting) -> Text:
    assert meeting.starts_at is not None
    when = dates.appointment(meeting.starts_at, ctx.locale.local(ctx.now), ctx.locale.language)
    return md(template, purpose=meeting.purpose, when=when)
