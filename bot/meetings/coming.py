"""Who comes to a meeting, and the meeting in people's own calendars. No reason for staying away is ever asked."""

from __future__ import annotations

from bot import calendar_feed
from bot.context import Context
from bot.events import AttendanceChanged
from bot.feature import GUESTS, TEAM
from bot.interactions import Replace, Reply, Response
from bot.meetings import replanning, views
from bot.meetings.polls import chooser, people_of
from bot.meetings.showing import NotPlanned, find, hold, missing_key, refresh
from bot.ui import Button, Card
from bot.wording import noted
from storage.calendars import CalendarStore
from storage.meetings import Meeting, MeetingStore
from storage.teams import TeamStore


def cannot(ctx: Context, meeting_id: int) -> Response:
    return _attend(ctx, meeting_id, coming=False)


def can(ctx: Context, meeting_id: int) -> Response:
    return _attend(ctx, meeting_id, coming=True)


def _attend(ctx: Context, meeting_id: int, *, coming: bool) -> Response:
    meeting = hold(ctx, meeting_id)
    if not meeting.ahead(ctx.now):
        raise NotPlanned
    store = ctx.store(MeetingStore)
    if store.attendance(meeting_id).get(ctx.me.id) is not coming:
        store.attend(meeting_id, {ctx.me.id: coming})
        ctx.announce(AttendanceChanged(ctx.here.id, meeting_id, ctx.me.id, coming))
        refresh(ctx, meeting)
        _tell_proposer(ctx, meeting, coming=coming)
    _ = ctx.locale.gettext
    label, route = (
        (_("Jeg kan ikke komme"), "meetings/cannot") if coming else (_("Jeg kan alligevel"), "meetings/can")
    )
    back = Button(label, ctx.team_action(route, meeting_id))
    if not coming and ctx.role in TEAM and chooser(meeting, people_of(ctx)) == ctx.me.id:
        return Reply(_own_absent(ctx, meeting, back))
    return Reply(views.attending(ctx.locale, meeting, back, coming=coming))


def _own_absent(ctx: Context, meeting: Meeting, back: Button) -> Card:
    """To whose it is to move it: nobody else is told to when they cannot come themselves."""
    better = replanning.other_times(ctx, meeting)
    buttons = (
        *replanning.buttons(ctx, meeting, better),
        Button(ctx.locale.gettext("Flyt mødet"), ctx.team_action("meetings/move", meeting.id)),
    )
    return views.proposer_absent(ctx.locale, meeting, better, back, buttons)


def _tell_proposer(ctx: Context, meeting: Meeting, *, coming: bool) -> None:
    """The meeting was to be with somebody who now cannot: its proposer decides whether to move it."""
    if ctx.me.id not in ctx.store(MeetingStore).required(meeting.id):
        return
    person_id = chooser(meeting, people_of(ctx))
    person = ctx.store(TeamStore).person(person_id) if person_id else None
    if person is None or person.id == ctx.me.id:
        return
    key = missing_key(meeting, ctx.me.id, person.id)
    if coming:
        ctx.withdraw(key)
    else:
        ctx.post(person, key, expires=meeting.starts_at)


# ---- the calendar, and peace and quiet


def calendar_card(ctx: Context, meeting_id: int = 0) -> Response:
    """*Hent til kalenderen*: the file, and the addresses to subscribe to."""
    meeting = find(ctx, meeting_id) if meeting_id else None
    return Reply(_calendar(ctx, meeting))


def _calendar(ctx: Context, meeting: Meeting | None) -> Card:
    _ = ctx.locale.gettext
    buttons = [Button(_("Giv mig en ny adresse"), ctx.team_action("meetings/renew", "person"))]
    if ctx.role in TEAM:
        buttons.append(Button(_("Giv teamet en ny adresse"), ctx.team_action("meetings/renew", "team")))
    own = calendar_feed.person_url(ctx)
    team = "" if ctx.role in GUESTS else calendar_feed.team_url(ctx)
    return views.calendar_card(ctx.locale, meeting, own, team, tuple(buttons))


def renew(ctx: Context, whose: str) -> Response:
    """The old address stops working: it may have come into the wrong hands, or somebody left the team."""
    calendars = ctx.store(CalendarStore)
    if whose == "team" and ctx.role in TEAM:
        calendars.revoke_team(ctx.here.id)
    elif whose == "person":
        calendars.revoke_person(ctx.me.id)
    return Replace(_calendar(ctx, None))


def mute_polls(ctx: Context) -> Response:
    return _mute(ctx, "no_poll_reminders")


def mute_meetings(ctx: Context) -> Response:
    return _mute(ctx, "no_meeting_reminders")


def _mute(ctx: Context, setting: str) -> Response:
    ctx.store(TeamStore).set_person_settings(ctx.me, **{setting: True})
    _ = ctx.locale.gettext
    again = Button(_("Slå dem til igen"), ctx.team_action("meetings/unmute"))
    return Reply(noted(_("Du får ikke flere af den slags påmindelser."), again))


def unmute(ctx: Context) -> Response:
    settings = {"no_poll_reminders": None, "no_meeting_reminders": None}
    ctx.store(TeamStore).set_person_settings(ctx.me, **settings)
    return Replace(noted(ctx.locale.gettext("Du får igen påmindelser om afstemninger og møder.")))
