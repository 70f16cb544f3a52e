"""The next meeting, to somebody who has been away and has a role in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.context import Context
from bot.feature import News
from bot.i18n import md
from bot.roles import lineups
from bot.roles.own import say
from bot.roles.views.naming import meeting_text
from storage.meetings import MeetingStore


def news(ctx: Context, _since: datetime) -> Iterable[News]:
    meeting = next(iter(ctx.store(MeetingStore).upcoming(ctx.here.id)), None)
    lineup = lineups.load(ctx, meeting) if meeting else None
    mine = lineup.roles_of(ctx.me.id) if lineup else []
    if meeting and mine:
        text = md(
            ctx.locale.gettext("Næste møde: %(meeting)s. Du er %(roles)s."),
            meeting=meeting_text(ctx.locale, meeting),
            roles=say(ctx).roles(list(mine)),
        )
        yield News(30, text)
