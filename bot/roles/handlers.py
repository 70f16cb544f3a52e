"""Roles: accept, decline, not this time, take what nobody has."""

from __future__ import annotations

from typing import assert_never

from bot.context import Context
from bot.interactions import Replace, Reply, Response
from bot.roles import lineup as ends
from bot.roles import lineups, rules
from bot.roles.lineup import Lineup
from bot.roles.meetings import names
from bot.roles.own import say
from bot.roles.standing import accepted, hold, read_role, without_role
from bot.roles.views import cards as views
from bot.ui import Button, Card, Style
from bot.wording import noted
from storage.meetings import Meeting, MeetingStore
from storage.roles import RoleStore
from storage.teams import TeamStore

# ---- yes


def fine(ctx: Context, meeting_id: int) -> Response:
    """*Fint med mig*."""
    meeting, lineup = hold(ctx, meeting_id)
    match rules.accept(lineup, ctx.me.id):
        case ends.Accepted(after):
            lineups.save(ctx, meeting, lineup, after, for_week=True)
            return Reply(accepted(ctx, meeting, after))
        case ends.NoRole():
            return Reply(without_role(ctx, meeting, lineup))
        case never:
            assert_never(never)


# ---- no, and yes to what nobody has


def decline(ctx: Context, meeting_id: int, role: str) -> Response:
    """*Nej tak*: the role is proposed to somebody without one, and the person is not asked again."""
    meeting, lineup = hold(ctx, meeting_id)
    _ = ctx.locale.gettext
    found = rules.decline(lineup, read_role(ctx, role), ctx.me.id, lineups.history_of(ctx, but=meeting_id))
    match found:
        case ends.Passed(after, what, to):
            ctx.store(RoleStore).decline(meeting_id, what, ctx.me.id)
            _keep(ctx, meeting, lineup, after)
            text = _("Helt fint. Jeg har spurgt %(name)s i stedet.") % {"name": names(ctx)[to]}
            return Replace(noted(text))
        case ends.LeftVacant(after, what):
            ctx.store(RoleStore).decline(meeting_id, what, ctx.me.id)
            _keep(ctx, meeting, lineup, after)
            return Replace(noted(_("Helt fint. Rollen er fri, og den, der har lyst, kan tage den.")))
        case ends.NotTheirs():
            return Replace(noted(_("Den rolle har du ikke længere.")))
        case never:
            assert_never(never)


def excuse(ctx: Context, meeting_id: int) -> Response:
    """*Ikke mig denne gang*: no role at this meeting, neither the proposed one nor another's. No reason."""
    meeting, lineup = hold(ctx, meeting_id)
    found = rules.excuse(lineup, ctx.me.id, lineups.history_of(ctx, but=meeting_id))
    for role in lineup.roles:
        ctx.store(RoleStore).decline(meeting_id, role, ctx.me.id)
    _ = ctx.locale.gettext
    if not found.to:
        return Replace(noted(_("Helt fint. Jeg spørger dig ikke til det her møde.")))
    _keep(ctx, meeting, lineup, found.lineup)
    asked = [names(ctx)[person] for _role, person in found.to if person is not None]
    if not asked:
        return Replace(noted(_("Helt fint. Rollen er fri, og den, der har lyst, kan tage den.")))
    text = _("Helt fint. Jeg har spurgt %(name)s i stedet.")
    return Replace(noted(text % {"name": ctx.locale.names(list(dict.fromkeys(asked)))}))


def _keep(ctx: Context, meeting: Meeting, before: Lineup, after: Lineup) -> None:
    lineups.save(ctx, meeting, before, after, for_week=True)
    lineups.plan_silence(ctx, meeting)


def take(ctx: Context, meeting_id: int, role: str) -> Response:
    """Somebody would like a role that nobody has."""
    meeting, lineup = hold(ctx, meeting_id)
    _ = ctx.locale.gettext
    match rules.take(lineup, read_role(ctx, role), ctx.me.id):
        case ends.Taken(after):
            lineups.save(ctx, meeting, lineup, after, for_week=True)
            return Reply(accepted(ctx, meeting, after))
        case ends.NotTheirs():
            return Reply(noted(_("Den rolle er netop taget.")))
        case ends.NotComing():
            return Reply(noted(_("Rollen er for en, der kommer til mødet.")))
        case never:
            assert_never(never)


def proposed_card(ctx: Context, meeting_id: int, role: str, person_id: int) -> Card | None:
    """A role that came to somebody late; gone when it is accepted or somebody else's."""
    meeting = ctx.store(MeetingStore).meeting(ctx.here.id, meeting_id)
    lineup = lineups.load(ctx, meeting) if meeting else None
    person = ctx.store(TeamStore).person(person_id)
    if meeting is None or lineup is None or person is None or not meeting.ahead(ctx.now):
        return None
    seat = next((one for one in lineup.seats if one.role == role), None)
    if seat is None or seat.person != person_id or seat.accepted:
        return None
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Fint med mig"), ctx.team_action("roles/fine", meeting_id), Style.primary),
        Button(_("Byt rolle"), ctx.team_action("roles/swap", meeting_id)),
        Button(_("Nej tak"), ctx.team_action("roles/decline", meeting_id, role)),
    )
    return views.proposed(say(ctx), person.first_name, seat.role, meeting, buttons)


def given_card(ctx: Context, meeting_id: int, role: str, person_id: int) -> Card | None:
    """The team has given somebody's role to another; gone when it is theirs again, or over."""
    meeting = ctx.store(MeetingStore).meeting(ctx.here.id, meeting_id)
    lineup = lineups.load(ctx, meeting) if meeting else None
    if meeting is None or lineup is None or not meeting.ahead(ctx.now) or role not in lineup.roles:
        return None
    return None if lineup.holder(role) == person_id else views.given_on(say(ctx), role, meeting)
