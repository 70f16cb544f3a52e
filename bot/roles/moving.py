"""What people have in private of their roles, when the meeting is moved, changed or called off."""

from __future__ import annotations

from collections.abc import Iterator

from bot.context import Context
from bot.roles.lineup import Lineup
from bot.roles.lineups import given_key, proposed_key, request_key, sheet_key
from storage.meetings import Meeting
from storage.roles import RoleStore


def follow(ctx: Context, meeting: Meeting, lineup: Lineup) -> None:
    """It all says when and where it is now. A run-sheet that was handed out for another day before goes: it comes
    again."""
    for swap in ctx.store(RoleStore).open_swaps(meeting.id):
        ctx.refresh(request_key(swap))
    for key in _of_roles(ctx, meeting, lineup):
        ctx.refresh(key)
    for person_id in _people(ctx, lineup):
        for timed in range(meeting.timed):
            ctx.withdraw(sheet_key(meeting.id, person_id, timed))
        ctx.refresh(sheet_key(meeting.id, person_id, meeting.timed))


def called_off(ctx: Context, meeting: Meeting, lineup: Lineup) -> None:
    """There are no roles at it any more; who was to come hears so from the meeting."""
    for key in _of_roles(ctx, meeting, lineup):
        ctx.withdraw(key)
    for person_id in _people(ctx, lineup):
        ctx.withdraw(sheet_key(meeting.id, person_id, meeting.timed))


def _of_roles(ctx: Context, meeting: Meeting, lineup: Lineup) -> Iterator[str]:
    """Any of them may have been asked, or have had it before."""
    for person_id in _people(ctx, lineup):
        for role in lineup.roles:
            yield proposed_key(meeting.id, role, person_id)
            yield given_key(meeting.id, role, person_id)


def _people(ctx: Context, lineup: Lineup) -> list[int]:
    there = {member.person_id for member in ctx.members}
    return sorted(there | {seat.person for seat in lineup.seats if seat.person is not None})
