"""What the presses on roles have in common: the meeting's roles, held, and where a person stands."""

from __future__ import annotations

from bot.context import Context
from bot.errors import N_, BotError, NotFound, Outdated
from bot.roles import lineups, views
from bot.roles.history import Role
from bot.roles.lineup import Lineup
from bot.roles.meetings import take_button
from bot.ui import Button, Card
from storage.meetings import Meeting, MeetingStore


class NoRoles(BotError):
    message = N_("Mødet er i gang eller aflyst, så rollerne ligger fast.")


def hold(ctx: Context, meeting_id: int) -> tuple[Meeting, Lineup]:
    """The meeting, locked, and its roles. Raises NotFound, NoRoles."""
    meeting = ctx.store(MeetingStore).held(ctx.here.id, meeting_id)
    if meeting is None:
        raise NotFound
    lineup = lineups.load(ctx, meeting)
    if lineup is None or not meeting.ahead(ctx.now):
        raise NoRoles
    return meeting, lineup


def read_role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError as error:
        raise Outdated from error


def accepted(ctx: Context, meeting: Meeting, lineup: Lineup) -> Card:
    _ = ctx.locale.gettext
    swap = Button(_("Byt rolle"), ctx.team_action("roles/swap", meeting.id))
    return views.accepted(ctx.locale, lineup.roles_of(ctx.me.id), meeting, swap)


def without_role(ctx: Context, meeting: Meeting, lineup: Lineup) -> Card:
    """For who has none: nothing to do, unless they would like one that nobody has."""
    text = ctx.locale.gettext("Du har ingen rolle denne gang, så du skal ikke gøre noget.")
    return views.noted(text, *(take_button(ctx, meeting.id, role) for role in lineup.vacant))
