"""*Ret tiderne*: the times of an open poll, its length and its zone. Who has voted on a time that stays has voted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import dates, zones
from bot.context import Context
from bot.interactions import Reply, Response
from bot.meetings import deciding, reading, unclear, views
from bot.meetings.polls import own_votes, poll_zone
from bot.meetings.reading import Unclear
from bot.meetings.showing import PollClosed, find, hold, poll_key
from bot.ui import Form, Values
from storage.meetings import Meeting, MeetingStore, Slot, State


def edit_form(ctx: Context, meeting_id: int) -> Form:
    meeting = find(ctx, meeting_id)
    _check_open(ctx, meeting)
    zone = poll_zone(ctx, meeting)
    locale = zones.in_zone(ctx.locale, zone)
    slots = ctx.store(MeetingStore).slots(meeting)
    written = "\n".join(reading.written(locale, dates.Moment(one.starts_at)) for one in slots)
    names = tuple(dict.fromkeys((zone.key, ctx.zone.key, *zones.OFFERED)))
    action = ctx.team_action("meetings/edit", meeting_id)
    return views.edit_form(ctx.locale, action, meeting, written, names)


def _check_open(ctx: Context, meeting: Meeting) -> None:
    if meeting.state is not State.polling or ctx.now >= meeting.deadline:
        raise PollClosed


def edit(ctx: Context, values: Values, meeting_id: int) -> Response:
    """A time that is written as it was keeps its votes, also when it is read in another zone; one that is not there
    any more goes; a new one is asked about, and only that one."""
    meeting = hold(ctx, meeting_id)
    _check_open(ctx, meeting)
    new_zone = ZoneInfo(str(values["zone"]))
    locale = zones.in_zone(ctx.locale, new_zone)
    try:
        times = reading.read_slots(locale, values)
    except Unclear as found:
        return unclear.ask(ctx, found, values, "meetings/edit", meeting_id)
    minutes = times.minutes or int(str(values["minutes"]))
    reading.check(ctx, times.starts, minutes)
    new = _change_slots(ctx, meeting, new_zone, list(times.starts))
    meeting = _save(ctx, meeting, new_zone, minutes, times.starts)
    deciding.add_slots(ctx, meeting, meeting.poll, new)
    deciding.open_poll(ctx, meeting)
    if new:
        deciding.remind_of_more(ctx, meeting)
    deciding.conclude(ctx, meeting)
    ctx.refresh(poll_key(meeting_id))
    meeting = find(ctx, meeting_id)
    if meeting.state is State.settled:
        return Reply(views.decided(ctx.locale, meeting))
    return Reply(
        views.edited(ctx.locale, meeting, times.starts, poll_zone(ctx, meeting), own_votes(ctx, meeting))
    )


def _change_slots(ctx: Context, meeting: Meeting, zone: ZoneInfo, starts: list[datetime]) -> list[datetime]:
    """Keep, move and drop what is there; what is left is new."""
    store = ctx.store(MeetingStore)
    old_zone = poll_zone(ctx, meeting)
    there = {_shown(one.starts_at, old_zone): one for one in store.slots(meeting)}
    wanted = {_shown(start, zone): start for start in starts}
    for shown, slot in there.items():
        if shown not in wanted:
            store.drop_slot(slot.id)
    kept = [(there[shown], start) for shown, start in wanted.items() if shown in there]
    for slot, start in sorted(kept, key=_clear_of_the_others):
        if slot.starts_at != start:
            store.move_slot(slot.id, start)
    return [start for shown, start in wanted.items() if shown not in there]


def _clear_of_the_others(pair: tuple[Slot, datetime]) -> float:
    """All move the same way: the foremost first, so that none lands on one that has still to move."""
    slot, start = pair
    return start.timestamp() if start < slot.starts_at else -start.timestamp()


def _shown(moment: datetime, zone: ZoneInfo) -> datetime:
    """What a clock there shows."""
    return moment.astimezone(zone).replace(tzinfo=None)


def _save(
    ctx: Context, meeting: Meeting, zone: ZoneInfo, minutes: int, starts: tuple[datetime, ...]
) -> Meeting:
    """A deadline that would come after the first of the new times is worked out again."""
    name = "" if zone == ctx.zone else zone.key
    late = meeting.deadline >= min(starts)
    deadline = reading.closing(ctx, starts, None) if late else meeting.deadline
    ctx.store(MeetingStore).change(meeting.id, zone=name, minutes=minutes, deadline=deadline)
    return replace(meeting, zone=name, minutes=minutes, deadline=deadline)
