"""The agenda follows the meeting: it is on its cards, ready two working days before, and over when it is."""

from __future__ import annotations

from datetime import datetime, time

from bot import wordbook
from bot.agenda import under_way
from bot.agenda.coming import lines, names, next_meeting, run_of, tell, written
from bot.agenda.views import meeting as views
from bot.audience import has_guests
from bot.calendar import working_day_before
from bot.context import Context
from bot.events import AgendaChanged, MeetingCancelled, MeetingSettled
from bot.ui import Block, Button, Buttons, Style
from storage.agenda import AgendaStore, ItemState
from storage.meetings import Meeting, MeetingStore, State
from storage.schedules import Due

READY_AT = time(9)  # two working days before
JOBS = ("ready", "doors", "over")


def on_settled(ctx: Context, event: MeetingSettled) -> None:
    """Set the clock: two working days before, a quarter before, and when it is over."""
    meeting = ctx.store(MeetingStore).meeting(ctx.here.id, event.meeting_id)
    if meeting is None or meeting.starts_at is None or meeting.ends_at is None:
        return
    before = working_day_before(meeting.starts_at, READY_AT, ctx.zone, ctx.days_off)
    ready = working_day_before(before, READY_AT, ctx.zone, ctx.days_off)
    doors = meeting.starts_at - under_way.EARLY
    for kind, at in (("ready", ready), ("doors", doors), ("over", meeting.ends_at)):
        if at > ctx.now:
            ctx.schedule(f"agenda/{kind}", at, meeting.id)
        else:
            ctx.unschedule(f"agenda/{kind}", meeting.id)
    _others_too(ctx, meeting.id)


def on_cancelled(ctx: Context, event: MeetingCancelled) -> None:
    """What waited waits for the next one."""
    for kind in JOBS:
        ctx.unschedule(f"agenda/{kind}", event.meeting_id)
    _others_too(ctx, event.meeting_id)


def _others_too(ctx: Context, meeting_id: int) -> None:
    """Another meeting may be the next one now: the agenda stands on its cards."""
    for meeting in ctx.store(MeetingStore).upcoming(ctx.here.id):
        if meeting.id != meeting_id:
            tell(ctx, meeting.id)


def ready(ctx: Context, due: Due) -> None:
    """Two working days before: everything that belongs on it is on it, in rows."""
    meeting = next_meeting(ctx)
    if meeting is not None and meeting.id == due.args[0] and run_of(ctx, meeting) is None:
        written(ctx, meeting)
        ctx.announce(AgendaChanged(ctx.here.id, meeting.id))


def told(ctx: Context, due: Due) -> None:
    """A quarter before the card gets its *Begynd mødet*; and what came too deep in other news is told."""
    ctx.announce(AgendaChanged(ctx.here.id, due.args[0]))


def over(ctx: Context, due: Due) -> datetime | None:
    """The meeting's time has passed."""
    meeting = ctx.store(MeetingStore).held(ctx.here.id, due.args[0])
    if meeting is None or meeting.state is not State.settled or meeting.ends_at is None:
        return None
    run = ctx.store(AgendaStore).run_of(meeting.id)
    if run is None or run.ended_at is None:
        under_way.held(ctx, meeting, run)
        _others_too(ctx, meeting.id)
    return None


def blocks(ctx: Context, meeting_id: int) -> list[Block]:
    """The agenda on the meeting's own card; nothing on the card of one that is not the next."""
    meeting = ctx.store(MeetingStore).meeting(ctx.here.id, meeting_id)
    if meeting is None or meeting.state is not State.settled:
        return []
    run = run_of(ctx, meeting)
    if run is not None and run.ended_at is not None:
        return _ended(ctx, meeting) if run.began_at is not None else []
    guests = has_guests(ctx)
    if run is not None and run.began_at is not None:
        now = under_way.now_of(ctx, meeting, run)
        said = views.under_way(ctx.locale, now, names(ctx), guests=guests) if now else []
        if now is not None and not (guests and now.line.internal):
            said += wordbook.beside(ctx, now.line.title)
        return [*said, Buttons(under_way.buttons(ctx, meeting, now))]
    coming = next_meeting(ctx)
    if coming is None or coming.id != meeting.id:
        return []
    shown = views.waiting(ctx.locale, meeting, lines(ctx, meeting), names(ctx), guests=guests)
    titles = [line.title for line in lines(ctx, meeting) if not (guests and line.internal)]
    return [*shown, *wordbook.beside(ctx, "\n".join(titles)), Buttons(_buttons(ctx, meeting))]


def _buttons(ctx: Context, meeting: Meeting) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    found = [
        Button(_("Sæt et punkt på"), ctx.team_action("agenda/add")),
        Button(_("Se dagsordenen"), ctx.team_action("agenda/show")),
    ]
    if under_way.may_begin(ctx, meeting):
        found.insert(0, begin_button(ctx, meeting))
    return tuple(found)


def begin_button(ctx: Context, meeting: Meeting) -> Button:
    return Button(
        ctx.locale.gettext("Begynd mødet"), ctx.team_action("agenda/begin", meeting.id), Style.primary
    )


def _ended(ctx: Context, meeting: Meeting) -> list[Block]:
    own = ctx.store(AgendaStore).of_meeting(ctx.here.id, meeting.id)
    carried = sum(item.state is ItemState.carried for item in own)
    return views.over(ctx.locale, carried)
