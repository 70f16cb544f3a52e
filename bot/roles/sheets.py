"""The run-sheet of somebody's roles at a meeting: with the day before, and whenever they ask for it."""

from __future__ import annotations

from bot.context import Context
from bot.errors import NotFound
from bot.interactions import Replace, Reply, Response
from bot.roles import lineups
from bot.roles.own import own_roles, say
from bot.roles.standing import hold, without_role
from bot.roles.views import sheets
from bot.ui import Button, Card
from bot.wording import noted
from storage.meetings import Meeting, MeetingStore
from storage.teams import TeamStore


def card(ctx: Context, meeting_id: int, person_id: int, timed: int = 0) -> Card | None:
    """Gone when the person has no role there any more, it is over, or it has been moved to where there is another
    day before."""
    meeting = ctx.store(MeetingStore).meeting(ctx.here.id, meeting_id)
    lineup = lineups.load(ctx, meeting) if meeting else None
    roles = lineup.roles_of(person_id) if lineup else ()
    if meeting is None or not roles or not meeting.ahead(ctx.now) or meeting.timed != timed:
        return None
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Byt rolle"), ctx.team_action("roles/swap", meeting_id)),
        Button(_("Send mig ikke drejebøger"), ctx.team_action("roles/mute")),
    )
    return _drawn(ctx, meeting, roles, buttons)


def _drawn(ctx: Context, meeting: Meeting, roles: tuple[str, ...], buttons: tuple[Button, ...]) -> Card:
    does = {key: one.does for key, one in own_roles(ctx.here).items()}
    return sheets.card(say(ctx), roles, does, meeting, buttons)


def show(ctx: Context, meeting_id: int) -> Response:
    """*Se drejebogen*."""
    meeting = ctx.store(MeetingStore).meeting(ctx.here.id, meeting_id)
    if meeting is None:
        raise NotFound
    meeting, lineup = hold(ctx, meeting_id)
    roles = lineup.roles_of(ctx.me.id)
    if not roles:
        return Reply(without_role(ctx, meeting, lineup))
    return Reply(_drawn(ctx, meeting, roles, ()))


def mute(ctx: Context) -> Response:
    ctx.store(TeamStore).set_person_settings(ctx.me, **{lineups.NO_SHEETS: True})
    _ = ctx.locale.gettext
    again = Button(_("Send dem igen"), ctx.team_action("roles/unmute"))
    text = _("Jeg sender dig ikke flere drejebøger. Du kan altid se dem ved at skrive /roller.")
    return Reply(noted(text, again))


def unmute(ctx: Context) -> Response:
    ctx.store(TeamStore).set_person_settings(ctx.me, **{lineups.NO_SHEETS: None})
    return Replace(noted(ctx.locale.gettext("Du får igen din drejebog dagen før.")))
