"""The meetings on a partner's or guest's own page."""

from __future__ import annotations

from collections.abc import Iterable

from bot.context import Context
from bot.feature import GuestLine, GuestPart
from bot.meetings import views
from bot.meetings.polls import invited, people_of
from bot.meetings.showing import is_for
from bot.ui import Button
from storage.meetings import MeetingStore

SHOWN = 3
AGENDA = "agenda/guests"  # the next meeting's, in plain words


def lines(ctx: Context) -> Iterable[GuestLine]:
    """The next ones they are asked to, each with the press that says whether they come."""
    store, people = ctx.store(MeetingStore), people_of(ctx)
    ahead = [one for one in store.upcoming(ctx.here.id) if is_for(ctx, one)]
    for place, meeting in enumerate([one for one in ahead if ctx.me.id in invited(ctx, one, people)][:SHOWN]):
        _ = ctx.locale.gettext
        coming = store.attendance(meeting.id).get(ctx.me.id) is not False
        label, route = (
            (_("Jeg kan ikke komme"), "meetings/cannot")
            if coming
            else (_("Jeg kan alligevel"), "meetings/can")
        )
        buttons = [Button(label, ctx.team_action(route, meeting.id))]
        if coming:
            buttons.append(Button(_("Hent til kalenderen"), ctx.team_action("meetings/calendar", meeting.id)))
        if place == 0 and AGENDA in ctx.features.presses:
            buttons.append(Button(_("Se dagsordenen"), ctx.team_action(AGENDA)))
        yield GuestLine(
            GuestPart.ahead,
            place,
            views.guest_line(ctx.locale, meeting, coming=coming),
            tuple(buttons),
        )
