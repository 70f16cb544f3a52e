"""Who reads the cards that stand in a team's places."""

from __future__ import annotations

from bot.context import Context
from storage.meetings import Meeting, MeetingType
from storage.teams import Role, TeamStore


def has_guests(ctx: Context, *roles: Role) -> bool:
    """Whether people read them for whom what is internal is not: partners and guests in the team's chat, or those of
    them with one of these roles. Who has a page of their own and nothing else enters no room of the team's."""
    store = ctx.store(TeamStore)
    guests = {one.person_id for one in store.members(ctx.here.id, *(roles or (Role.partner, Role.guest)))}
    return bool(guests) and any(
        account.person_id in guests and account.platform != "web"
        for account in store.accounts_in(ctx.here.id)
    )


def concealed(ctx: Context, meeting: Meeting) -> bool:
    """Whether a meeting's card stands where people read it who may not know what it is about."""
    return meeting.type is MeetingType.internal and has_guests(ctx)
