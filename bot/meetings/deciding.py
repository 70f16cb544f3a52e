"""A poll from its beginning to what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import assert_never

from bot.calendar import into_working_hours
from bot.context import Context
from bot.events import MeetingSettled
from bot.meetings import calendar, planned, rules
from bot.meetings.polls import People, chooser, invited, people_of, poll_of
from bot.meetings.showing import ask_key, find, hold, poll_key, reminder_key, settled_key
from storage.meetings import Meeting, MeetingStore, State, Why
from storage.schedules import Due
from storage.teams import TeamStore

REMIND_AT, REMIND_AGAIN_AT = 0.8, 0.3  # of the window; a second poll changes a card nobody looks at any more
LAPSES = timedelta(days=7)  # how long the proposer has to choose, if the times do not pass before


# ---- the poll


def open_poll(ctx: Context, meeting: Meeting) -> None:
    """Set the clock for the poll's end and for its reminder."""
    share = REMIND_AT if meeting.poll == 1 else REMIND_AGAIN_AT
    _plan_reminder(ctx, meeting, meeting.opened_at, share)
    ctx.schedule("meetings/close", meeting.deadline, meeting.id)


def remind_of_more(ctx: Context, meeting: Meeting) -> None:
    """Times were added: who had answered them all hears of it, if the reminder has been."""
    if ctx.now >= meeting.opened_at + (meeting.deadline - meeting.opened_at) * REMIND_AT:
        _plan_reminder(ctx, meeting, ctx.now, REMIND_AGAIN_AT)


def _plan_reminder(ctx: Context, meeting: Meeting, since: datetime, share: float) -> None:
    """In working hours; none when there are none left."""
    at = since + (meeting.deadline - since) * share
    limits = {"not_after": meeting.deadline, "not_before": ctx.now}
    at = into_working_hours(at, ctx.zone, ctx.days_off, **limits)
    if at < meeting.deadline:
        ctx.schedule("meetings/remind", at, meeting.id)


def add_slots(
    ctx: Context,
    meeting: Meeting,
    poll: int,
    starts: Sequence[datetime],
    whys: Sequence[Why] = (),
    by: int | None = None,
) -> None:
    """Times to vote on; who suggests them (`by`, else who acts) can make them, and has said so."""
    store, by = ctx.store(MeetingStore), by or ctx.me.id
    asked = invited(ctx, meeting, people_of(ctx))
    for start, why in zip_longest(starts, whys):
        slot_id = store.add_slot(meeting.id, poll, start, why)
        if slot_id and by in asked:
            store.vote(slot_id, by, rules.Choice.YES.value)


def conclude(ctx: Context, meeting: Meeting) -> None:
    """Do what the poll has come to. The meeting is held."""
    people = people_of(ctx)
    poll = poll_of(ctx, meeting, people)
    outcome = rules.outcome(poll, ctx.now)
    match outcome:
        case rules.StillOpen():
            ctx.refresh(poll_key(meeting.id))
        case rules.Settled(slot):
            settle(ctx, meeting, slot.start)
        case rules.Tie() | rules.RequiredSilent() | rules.NoPossibleSlot() | rules.NoVotes():
            _ask(ctx, meeting, people)
        case _:
            assert_never(outcome)


def conclude_again(ctx: Context, meeting: Meeting) -> None:
    """Somebody left while a choice is waited for: it may settle itself now, or be another's to make."""
    people = people_of(ctx)
    poll = poll_of(ctx, meeting, people)
    outcome = rules.outcome(replace(poll, deadline=min(poll.deadline, ctx.now)), ctx.now)
    if isinstance(outcome, rules.Settled):
        settle(ctx, meeting, outcome.slot.start)
    else:
        _ask(ctx, meeting, people)


def settle(ctx: Context, meeting: Meeting, starts_at: datetime) -> Meeting:
    """The meeting has its time: told once to the team, with what the other features add. It is held."""
    store = ctx.store(MeetingStore)
    poll = poll_of(ctx, meeting, people_of(ctx))
    for one in rules.tally(poll):
        if one.slot.start == starts_at:
            said = dict.fromkeys(one.can, True) | dict.fromkeys(one.no, False)
            store.attend(meeting.id, said)
    store.change(meeting.id, state=State.settled.value, starts_at=starts_at, changed_at=ctx.now)
    meeting = replace(meeting, state=State.settled, starts_at=starts_at, changed_at=ctx.now)
    meeting = calendar.with_file(ctx, meeting)
    end_poll(ctx, meeting)
    planned.plan(ctx, meeting)
    ctx.announce(MeetingSettled(ctx.here.id, meeting.id))
    ctx.post(ctx.here, settled_key(meeting.id), expires=starts_at)
    ctx.refresh(poll_key(meeting.id))
    return meeting


def end_poll(ctx: Context, meeting: Meeting) -> None:
    """Nobody needs to vote, be reminded or choose any more."""
    for kind in ("meetings/close", "meetings/remind", "meetings/lapse"):
        ctx.unschedule(kind, meeting.id)
    for member in people_of(ctx).present:
        ctx.withdraw(reminder_key(meeting, member.person_id))
        ctx.refresh(ask_key(meeting, member.person_id))


def close(ctx: Context, due: Due) -> None:
    """The deadline has come."""
    meeting = hold(ctx, due.args[0])
    if meeting.state is State.polling and ctx.now >= meeting.deadline and ctx.here.course.closed_at is None:
        conclude(ctx, meeting)


def remind(ctx: Context, due: Due) -> None:
    """Private, once for each poll, to those who have a time left to answer and have not switched it off."""
    meeting = find(ctx, due.args[0])
    outcome = rules.outcome(poll_of(ctx, meeting, people_of(ctx)), ctx.now)
    if meeting.state is not State.polling or not isinstance(outcome, rules.StillOpen):
        return
    for person_id in sorted(outcome.waiting):
        person = ctx.store(TeamStore).person(person_id)
        if person and not person.settings.get("no_poll_reminders"):
            ctx.post(person, reminder_key(meeting, person_id), expires=meeting.deadline)


# ---- the question to the proposer


def _ask(ctx: Context, meeting: Meeting, people: People) -> None:
    store = ctx.store(MeetingStore)
    store.change(meeting.id, state=State.asking.value)
    meeting = replace(meeting, state=State.asking)
    end_poll(ctx, meeting)
    latest = max((one.starts_at for one in store.slots(meeting)), default=ctx.now)
    ctx.schedule("meetings/lapse", max(latest, ctx.now + LAPSES), meeting.id)
    ctx.refresh(poll_key(meeting.id))
    person_id = chooser(meeting, people)
    person = ctx.store(TeamStore).person(person_id) if person_id else None
    if person:
        ctx.post(person, ask_key(meeting, person.id))


def lapse(ctx: Context, due: Due) -> None:
    """Nobody has chosen for a week, or the times have passed: it is let go."""
    meeting = hold(ctx, due.args[0])
    if meeting.state is State.asking:
        ctx.store(MeetingStore).change(meeting.id, state=State.lapsed.value)
        end_poll(ctx, replace(meeting, state=State.lapsed))
        ctx.refresh(poll_key(meeting.id))
