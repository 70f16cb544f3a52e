"""What the presses on roles have in common: the meeting's roles, held, and where a person stands."""

from __future__ import annotations

from bot.context import Context
from bot.errors import N_, BotError, NotFound, Outdated
from bot.roles import lineups
from bot.roles.history import RoleKey
from bot.roles.lineup import Lineup
from bot.roles.meetings import take_button
from bot.roles.own import is_role, say
from bot.roles.views import cards as views
from bot.ui import Button, Card
from bot.wording import noted
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


def read_role(ctx: Context, text: str) -> RoleKey:
    """Raises Outdated for one that is neither usual nor the team's own."""
    if not is_role(ctx, text):
        raise Outdated
    return text


def accepted(ctx: Context, meeting: Meeting, lineup: Lineup) -> Card:
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Se drejebogen"), ctx.team_action("roles/sheet", meeting.id)),
        Button(_("Byt rolle"), ctx.team_action("roles/swap", meeting.id)),
    )
    return views.accepted(say(ctx), lineup.roles_of(ctx.me.id), meeting, *buttons)


def without_role(ctx: Context, meeting: Meeting, lineup: Lineup) -> Card:
    """For who has none: nothing to do, unless they would like one."""
    _ = ctx.locale.gettext
    text = _("Du har ingen rolle denne gang, så du skal ikke gøre noget.")
    buttons = [take_button(ctx, meeting.id, role) for role in lineup.vacant]
    return noted(text, *buttons, *more_buttons(ctx, meeting))


def more_buttons(ctx: Context, meeting: Meeting) -> tuple[Button, Button]:
    """What else one may do about a meeting's roles."""
    _ = ctx.locale.gettext
    return (
        Button(_("Ikke mig denne gang"), ctx.team_action("roles/excuse", meeting.id)),
        Button(_("Sæt rollerne"), ctx.team_action("roles/set", meeting.id)),
    )
