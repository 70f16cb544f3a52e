"""What the proposer is asked, and decides, when a poll does not settle itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import assert_never

from bot.context import Context
from bot.errors import N_, BotError, NotAllowed
from bot.interactions import Replace, Response
from bot.meetings import cards, finding, reading, rules, unclear, views
from bot.meetings.deciding import add_slots, end_poll, open_poll, settle
from bot.meetings.polls import chooser, people_of, poll_of
from bot.meetings.reading import Unclear
from bot.meetings.showing import ask_key, find, hold, poll_key
from bot.meetings.views.asking import Asked
from bot.ui import Button, Card, Form, Style, Values
from storage.meetings import Meeting, MeetingStore, State
from storage.teams import Role


class CannotChoose(BotError):
    message = N_("Den tid kan ikke vælges mere. En, der skal være med, kan ikke, eller også er tiden gået.")


def ask_card(ctx: Context, meeting_id: int, poll: int, person_id: int) -> Card | None:
    """The question of one poll. None when a later one asks, or it was let go."""
    meeting = find(ctx, meeting_id)
    if meeting.poll == poll:
        return choosing(ctx, meeting)
    return _retried(ctx, meeting) if meeting.state is State.polling else None


def choosing(ctx: Context, meeting: Meeting) -> Card | None:
    """The card for the one who chooses, as things stand."""
    if meeting.state is State.settled:
        return views.decided(ctx.locale, meeting)
    people = people_of(ctx)
    poll = poll_of(ctx, meeting, people)
    asked = _asked(poll, ctx.now)
    if meeting.state is not State.asking or asked is None:
        return None
    tallies = rules.tally(poll)
    choices = _choices(poll, asked, ctx.now)
    looked_at = choices or (asked.closest if isinstance(asked, rules.NoPossibleSlot) else ())
    shown = [one for slot in looked_at for one in tallies if one.slot == slot]
    silent = people.named(asked.people) if isinstance(asked, rules.RequiredSilent) else []
    buttons = _ask_buttons(ctx, meeting, asked, choices)
    return views.asking_card(ctx.locale, meeting, asked, shown, silent, buttons)


def _asked(poll: rules.Poll, now: datetime) -> Asked | None:
    """Why the proposer is asked; a slot that has meanwhile become the only good one is still theirs to take."""
    outcome = rules.outcome(replace(poll, deadline=min(poll.deadline, now)), now)
    match outcome:
        case rules.Settled(slot):
            return rules.Tie((slot,))
        case rules.StillOpen():
            return None
        case _:
            return outcome


def _choices(poll: rules.Poll, asked: Asked, now: datetime) -> tuple[rules.Slot, ...]:
    """The times the proposer may take: never one that a required person cannot make."""
    match asked:
        case rules.Tie(slots) | rules.RequiredSilent(slots):
            found: Sequence[rules.Slot] = slots
        case rules.NoPossibleSlot(rules.Why.TOO_FEW, closest):
            found = closest
        case rules.NoPossibleSlot() | rules.NoVotes():
            found = ()
        case _:
            assert_never(asked)
    blocked = {one.slot for one in rules.tally(poll) if one.no & poll.required}
    return tuple(slot for slot in found if slot.start > now and slot not in blocked)


def _ask_buttons(ctx: Context, meeting: Meeting, asked: Asked, choices: Sequence[rules.Slot]) -> list[Button]:
    _ = ctx.locale.gettext
    buttons = []
    if isinstance(asked, rules.RequiredSilent):
        until = reading.closing(ctx, [slot.start for slot in asked.slots], None)
        label = _("Vent til %(deadline)s") % {"deadline": views.deadline(ctx.locale, until)}
        buttons.append(Button(label, ctx.team_action("meetings/wait", meeting.id), Style.primary))
    for slot in choices:
        action = ctx.team_action("meetings/choose", meeting.id, slot.id)
        buttons.append(Button(views.short(ctx.locale, slot.start), action))
    if not choices or isinstance(asked, rules.NoPossibleSlot):
        buttons += _retry_buttons(ctx, meeting, meeting.poll)
    buttons.append(Button(_("Foreslå nye tider"), ctx.team_action("meetings/times", meeting.id)))
    buttons.append(Button(_("Drop mødet"), ctx.team_action("meetings/cancel", meeting.id)))
    return buttons


def _retry_buttons(ctx: Context, meeting: Meeting, poll: int) -> list[Button]:
    """New times as buttons, after a poll that came to nothing: about the same time next week, and another
    half of the day. Those that are voted on already are left out."""
    store = ctx.store(MeetingStore)
    old = [one.starts_at for one in store.slots_of(meeting.id, poll)]
    times = finding.again(ctx, meeting, old)
    taken = {one.starts_at for one in store.slots(meeting)}
    return [
        Button(
            views.short(ctx.locale, at),
            ctx.team_action("meetings/retry", meeting.id, int(at.timestamp()) // 60),
        )
        for at in times
        if at not in taken
    ]


# ---- what the proposer does


def _to_choose(ctx: Context, meeting_id: int) -> Meeting:
    """The held meeting, if it is this person's to choose: the proposer's, or a facilitator's."""
    meeting = hold(ctx, meeting_id)
    if not may_choose(ctx, meeting):
        raise NotAllowed
    return meeting


def may_choose(ctx: Context, meeting: Meeting) -> bool:
    return ctx.role is Role.facilitator or chooser(meeting, people_of(ctx)) == ctx.me.id


def choose(ctx: Context, meeting_id: int, slot_id: int) -> Response:
    meeting = _to_choose(ctx, meeting_id)
    if meeting.state is State.asking:
        poll = poll_of(ctx, meeting, people_of(ctx))
        asked = _asked(poll, ctx.now)
        allowed = {slot.id: slot for slot in _choices(poll, asked, ctx.now)} if asked else {}
        if slot_id not in allowed:
            raise CannotChoose
        meeting = settle(ctx, meeting, allowed[slot_id].start)
    return _as_it_stands(ctx, meeting)


def _as_it_stands(ctx: Context, meeting: Meeting) -> Response:
    return Replace(choosing(ctx, meeting) or cards.poll_card(ctx, meeting.id))


def wait(ctx: Context, meeting_id: int) -> Response:
    """Some days more for the required people who have not answered."""
    meeting = _to_choose(ctx, meeting_id)
    if meeting.state is State.asking:
        store = ctx.store(MeetingStore)
        ahead = [one.starts_at for one in store.slots(meeting) if one.starts_at > ctx.now]
        if not ahead:
            raise CannotChoose
        store.carry_slots(meeting, meeting.poll + 1)
        meeting = _begin_again(ctx, meeting, reading.closing(ctx, ahead, None))
    return _as_it_stands(ctx, meeting)


def _begin_again(ctx: Context, meeting: Meeting, deadline: datetime) -> Meeting:
    """Another poll of the same meeting, on the same card; its times are there."""
    end_poll(ctx, meeting)
    again = replace(meeting, state=State.polling, poll=meeting.poll + 1, opened_at=ctx.now, deadline=deadline)
    ctx.store(MeetingStore).change(
        again.id, state=again.state.value, poll=again.poll, opened_at=again.opened_at, deadline=deadline
    )
    open_poll(ctx, again)
    ctx.refresh(poll_key(again.id))
    for member in people_of(ctx).present:
        ctx.refresh(ask_key(meeting, member.person_id))
    return again


def new_poll(ctx: Context, meeting: Meeting, starts: Sequence[datetime], deadline: datetime) -> Meeting:
    """A poll with other times; the old votes do not count in it."""
    add_slots(ctx, meeting, meeting.poll + 1, starts)
    return _begin_again(ctx, meeting, deadline)


def retry(ctx: Context, meeting_id: int, minute: int) -> Response:
    """A suggested time was pressed: vote on that one; pressing another adds it."""
    meeting = _to_choose(ctx, meeting_id)
    at = datetime.fromtimestamp(minute * 60, UTC) if 0 < minute < rules.LATEST else ctx.now
    days = rules.Course(ctx.here.course.starts_on, ctx.here.course.ends_on, ctx.zone)
    if rules.problems([at], meeting.minutes, days, ctx.now):
        raise CannotChoose
    store = ctx.store(MeetingStore)
    if meeting.state in (State.asking, State.lapsed):
        meeting = new_poll(ctx, meeting, [at], reading.closing(ctx, [at], None))
    elif meeting.state is State.polling and len(store.slots(meeting)) < rules.MAX_SLOTS:
        if at > meeting.deadline:
            add_slots(ctx, meeting, meeting.poll, [at])
            ctx.refresh(poll_key(meeting_id))
    else:
        return _as_it_stands(ctx, meeting)
    return Replace(_retried(ctx, meeting))


def _retried(ctx: Context, meeting: Meeting) -> Card:
    """What is voted on now, and what else could be."""
    _ = ctx.locale.gettext
    times = [one.starts_at for one in ctx.store(MeetingStore).slots(meeting)]
    named = [views.short(ctx.locale, at) for at in times]
    more = Button(_("Foreslå et andet tidspunkt"), ctx.team_action("meetings/add", meeting.id))
    closes = views.deadline(ctx.locale, meeting.deadline)
    buttons = [*_retry_buttons(ctx, meeting, meeting.poll - 1), more]
    return views.retried(ctx.locale, meeting, named, closes, buttons)


def times_form(ctx: Context, meeting_id: int) -> Form:
    meeting = find(ctx, meeting_id)
    if meeting.state not in (State.asking, State.lapsed):
        raise CannotChoose(N_("Den afstemning er i gang igen, eller mødet er på plads."))
    return views.times_form(ctx.locale, ctx.team_action("meetings/times", meeting_id), meeting.purpose)


def new_times(ctx: Context, values: Values, meeting_id: int) -> Response:
    meeting = hold(ctx, meeting_id)
    if meeting.state not in (State.asking, State.lapsed):
        raise CannotChoose(N_("Den afstemning er i gang igen, eller mødet er på plads."))
    try:
        times = reading.read_slots(ctx.locale, values)
        chosen = reading.read_deadline(ctx.locale, values)
    except Unclear as found:
        return unclear.ask(ctx, found, values, "meetings/times", meeting_id)
    minutes = times.minutes or meeting.minutes
    reading.check(ctx, times.starts, minutes, chosen)
    ctx.store(MeetingStore).change(meeting_id, minutes=minutes)
    meeting = replace(meeting, minutes=minutes)
    meeting = new_poll(ctx, meeting, times.starts, reading.closing(ctx, times.starts, chosen))
    return Replace(_retried(ctx, meeting))
