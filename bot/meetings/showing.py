"""A meeting's cards by their keys, and the meeting by its id."""

from __future__ import annotations

from bot.context import Context
from bot.errors import N_, BotError, NotFound
from bot.feature import GUESTS
from storage.meetings import Meeting, MeetingStore, MeetingType


class PollClosed(BotError):
    message = N_("Afstemningen er lukket, så der kan ikke stemmes mere.")


class NotPlanned(BotError):
    message = N_("Mødet er ikke længere på kalenderen.")


def find(ctx: Context, meeting_id: int) -> Meeting:
    """To read it. Raises NotFound when it is not this team's, or not for who acts."""
    return _seen(ctx, ctx.store(MeetingStore).meeting(ctx.here.id, meeting_id))


def hold(ctx: Context, meeting_id: int) -> Meeting:
    """To change it: locked until the end of the transaction. Raises NotFound."""
    return _seen(ctx, ctx.store(MeetingStore).held(ctx.here.id, meeting_id))


def _seen(ctx: Context, meeting: Meeting | None) -> Meeting:
    if meeting is None or not is_for(ctx, meeting):
        raise NotFound
    return meeting


def is_for(ctx: Context, meeting: Meeting) -> bool:
    """Whether who reads may know of it: to guests an internal meeting is not there."""
    return ctx.role not in GUESTS or meeting.type is not MeetingType.internal


def poll_key(meeting_id: int) -> str:
    return f"meetings/poll/{meeting_id}"


def settled_key(meeting_id: int) -> str:
    return f"meetings/settled/{meeting_id}"


def before_key(meeting: Meeting) -> str:
    """One for each day before that the meeting has had; the first is called as it was before there were others."""
    key = f"meetings/before/{meeting.id}"
    return f"{key}/{meeting.timed}" if meeting.timed else key


def ask_key(meeting: Meeting, person_id: int) -> str:
    """One for each poll of the meeting and person asked."""
    return f"meetings/ask/{meeting.id}/{meeting.poll}/{person_id}"


def reminder_key(meeting: Meeting, person_id: int) -> str:
    return f"meetings/reminder/{meeting.id}/{meeting.poll}/{person_id}"


def soon_key(meeting: Meeting, person_id: int) -> str:
    """One for each time the meeting has had."""
    return f"meetings/soon/{meeting.id}/{meeting.sequence}/{person_id}"


def changed_key(meeting: Meeting, person_id: int) -> str:
    return f"meetings/changed/{meeting.id}/{meeting.sequence}/{person_id}"


def missing_key(meeting: Meeting, absent_id: int, person_id: int) -> str:
    return f"meetings/missing/{meeting.id}/{absent_id}/{person_id}"


def refresh(ctx: Context, meeting: Meeting) -> None:
    """Draw the team's cards of the meeting again."""
    for key in (poll_key(meeting.id), settled_key(meeting.id), before_key(meeting)):
        ctx.refresh(key)
