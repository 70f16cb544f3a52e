"""*Stem*: a private card with one list per time, each answer saved at once."""

from __future__ import annotations

from collections.abc import Mapping

from bot.context import Context
from bot.errors import N_, BotError, Outdated
from bot.interactions import Replace, Reply, Response
from bot.meetings import cards, colliding, deciding, rules, views
from bot.meetings.polls import people_of, poll_of
from bot.meetings.showing import PollClosed, find, hold, reminder_key
from bot.ui import Card
from storage.meetings import Meeting, MeetingStore, State


class NotAsked(BotError):
    message = N_(
        "Du er ikke blandt dem, der stemmer her. Teamet kan sætte dig på som en, der skal kunne være med."
    )


def ballot(ctx: Context, meeting_id: int) -> Response:
    meeting = find(ctx, meeting_id)
    _check_open(ctx, meeting)
    poll = poll_of(ctx, meeting, people_of(ctx))
    if ctx.me.id not in poll.voters:
        raise NotAsked
    return Reply(cards.ballot(ctx, meeting, poll))


def _check_open(ctx: Context, meeting: Meeting) -> None:
    if meeting.state is not State.polling or ctx.now >= meeting.deadline:
        raise PollClosed


def vote(ctx: Context, meeting_id: int, slot_id: int, choice: str) -> Response:
    return _vote(ctx, meeting_id, slot_id, choice)


def vote_all(ctx: Context, meeting_id: int, choice: str) -> Response:
    return _vote(ctx, meeting_id, None, choice)


def vote_free(ctx: Context, meeting_id: int) -> Response:
    """No to what collides with one's own calendar, yes to the rest, in one press."""
    meeting = hold(ctx, meeting_id)
    _check_open(ctx, meeting)
    ahead = [one for one in ctx.store(MeetingStore).slots(meeting) if one.starts_at > ctx.now]
    clashes = colliding.clashes(ctx, meeting, [one.starts_at for one in ahead])
    said = {
        one.id: (rules.Choice.NO if one.starts_at in clashes else rules.Choice.YES).value for one in ahead
    }
    return _save(ctx, meeting, said)


def _vote(ctx: Context, meeting_id: int, slot_id: int | None, choice: str) -> Response:
    """Save one answer, or the same for every time ahead (`slot_id` None), and see what the poll comes to."""
    if choice not in set(rules.Choice):
        raise Outdated
    meeting = hold(ctx, meeting_id)
    _check_open(ctx, meeting)
    slots = ctx.store(MeetingStore).slots(meeting)
    wanted = [one.id for one in slots] if slot_id is None else [slot_id]
    return _save(ctx, meeting, dict.fromkeys(wanted, choice))


def _save(ctx: Context, meeting: Meeting, said: Mapping[int, str]) -> Response:
    poll = poll_of(ctx, meeting, people_of(ctx))
    if ctx.me.id not in poll.voters:
        raise NotAsked
    store = ctx.store(MeetingStore)
    ahead = {slot.id for slot in poll.slots if slot.start > ctx.now}
    for slot_id, choice in said.items():
        if (
            slot_id in ahead
        ):  # an older card's list may hold a time that is gone: the new one shows what there is
            store.vote(slot_id, ctx.me.id, choice)
    deciding.conclude(ctx, meeting)
    ctx.refresh(reminder_key(meeting, ctx.me.id))
    return Replace(_after(ctx, meeting.id))


def _after(ctx: Context, meeting_id: int) -> Card:
    """The same private card with the answer in it; what came of it when that was the last one."""
    meeting = find(ctx, meeting_id)
    if meeting.state is State.polling:
        return cards.ballot(ctx, meeting, poll_of(ctx, meeting, people_of(ctx)))
    if meeting.state is State.settled:
        return views.decided(ctx.locale, meeting)
    return cards.poll_card(ctx, meeting_id)
