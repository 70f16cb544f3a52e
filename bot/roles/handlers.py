"""Roles: accept, decline, take what nobody has; `/roller`."""

from __future__ import annotations

from typing import assert_never

from bot.context import Context
from bot.interactions import Replace, Reply, Response
from bot.roles import lineup as ends
from bot.roles import lineups, rules, views
from bot.roles.history import Role
from bot.roles.lineup import Lineup
from bot.roles.meetings import blocks, names
from bot.roles.standing import accepted, hold, read_role, without_role
from bot.ui import Button, Card, Form, Style, Values
from storage.meetings import Meeting, MeetingStore
from storage.roles import RoleStore
from storage.teams import TeamStore

SHOWN = 10  # meetings in the matrix


# ---- yes


def fine(ctx: Context, meeting_id: int) -> Response:
    """*Fint med mig*."""
    meeting, lineup = hold(ctx, meeting_id)
    match rules.accept(lineup, ctx.me.id):
        case ends.Accepted(after):
            lineups.save(ctx, meeting, lineup, after)
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
    found = rules.decline(lineup, read_role(role), ctx.me.id, lineups.history_of(ctx, but=meeting_id))
    match found:
        case ends.Passed(after, what, to):
            ctx.store(RoleStore).decline(meeting_id, what.value, ctx.me.id)
            _keep(ctx, meeting, lineup, after)
            text = _("Helt fint. Jeg har spurgt %(name)s i stedet.") % {"name": names(ctx)[to]}
            return Replace(views.noted(text))
        case ends.LeftVacant(after, what):
            ctx.store(RoleStore).decline(meeting_id, what.value, ctx.me.id)
            _keep(ctx, meeting, lineup, after)
            return Replace(views.noted(_("Helt fint. Rollen er fri, og den, der har lyst, kan tage den.")))
        case ends.NotTheirs():
            return Replace(views.noted(_("Den rolle har du ikke længere.")))
        case never:
            assert_never(never)


def _keep(ctx: Context, meeting: Meeting, before: Lineup, after: Lineup) -> None:
    lineups.save(ctx, meeting, before, after)
    lineups.plan_silence(ctx, meeting)


def take(ctx: Context, meeting_id: int, role: str) -> Response:
    """Somebody would like a role that nobody has."""
    meeting, lineup = hold(ctx, meeting_id)
    _ = ctx.locale.gettext
    match rules.take(lineup, read_role(role), ctx.me.id):
        case ends.Taken(after):
            lineups.save(ctx, meeting, lineup, after)
            return Reply(accepted(ctx, meeting, after))
        case ends.NotTheirs():
            return Reply(views.noted(_("Den rolle er netop taget.")))
        case ends.NotComing():
            return Reply(views.noted(_("Rollen er for en, der kommer til mødet.")))
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
    return views.proposed(ctx.locale, person.first_name, seat.role, meeting, buttons)


# ---- /roller


def command(ctx: Context, _text: str) -> Response:
    return Reply(_overview(ctx))


def _overview(ctx: Context) -> Card:
    upcoming = next(iter(ctx.store(MeetingStore).upcoming(ctx.here.id)), None)
    shown = blocks(ctx, upcoming.id) if upcoming else []
    history = lineups.history_of(ctx)
    held = [turn for meeting in history.held(ctx.now) for turn in meeting.turns]
    known = names(ctx)
    turns = [
        views.Turns(known[member.person_id], {role: held.count((role, member.person_id)) for role in Role})
        for member in ctx.members
    ]
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Møde for møde"), ctx.team_action("roles/matrix")),
        Button(_("Vælg jeres roller"), ctx.team_action("roles/settings")),
    )
    return views.overview(ctx.locale, (upcoming, shown) if upcoming and shown else None, turns, buttons)


def matrix(ctx: Context) -> Response:
    known = names(ctx)
    meetings = sorted(lineups.history_of(ctx).meetings, key=lambda meeting: meeting.at, reverse=True)
    rows = [
        (meeting.at, [(role, known.get(person, "–")) for role, person in meeting.turns])
        for meeting in meetings[:SHOWN]
        if meeting.turns
    ]
    back = Button(ctx.locale.gettext("Tilbage"), ctx.team_action("roles/overview"))
    return Replace(views.meeting_by_meeting(ctx.locale, rows, (back,)))


def overview(ctx: Context) -> Response:
    return Replace(_overview(ctx))


def settings_form(ctx: Context) -> Form:
    chosen = lineups.chosen_roles(ctx)
    roles = rules.default_roles(len(ctx.members)) if chosen is None else chosen
    return views.settings_form(ctx.locale, ctx.team_action("roles/settings"), roles)


def save_settings(ctx: Context, values: Values) -> Response:
    """Any of the team may choose; none at all means that no roles are proposed."""
    chosen = [role.value for role in Role if role.value in values.get("roles", ())]
    ctx.store(TeamStore).set_team_settings(ctx.here, roles=chosen)
    _ = ctx.locale.gettext
    if not chosen:
        return Reply(views.noted(_("Gemt. Jeg foreslår ikke roller mere.")))
    named = views.role_names(ctx.locale, [Role(one) for one in chosen])
    return Reply(views.noted(_("Gemt. Fra næste møde foreslår jeg: %(roles)s.") % {"roles": named}))
