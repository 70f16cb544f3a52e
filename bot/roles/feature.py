"""Roles: what they register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot import thresholds
from bot.context import Context
from bot.errors import N_
from bot.events import AttendanceChanged, MeetingCancelled, MeetingSettled, MemberLeft, RolesChanged
from bot.feature import (
    MEMBERS,
    TEAM,
    Command,
    Feature,
    FormRoute,
    PersonalData,
    PressRoute,
    Retention,
    Signal,
    Step,
)
from bot.i18n import md
from bot.roles import choosing, handlers, lineups, meetings, news, overview, placing, sheets, swapping
from bot.roles.history import Role, locked_to_one, rotation_complete
from bot.roles.own import say
from bot.roles.views.naming import Say, meeting_text
from bot.team_parts import essentials_only
from bot.ui import Action, Button, Style
from bot.wording import count_word
from storage.meetings import MeetingStore
from storage.roles import RoleStore
from storage.teams import TeamStore

FRESH = timedelta(days=7)  # a rotation that was completed longer ago has been praised


def steps(ctx: Context) -> Iterable[Step]:
    """Say yes to a role."""
    if ctx.person is None:
        return
    _ = ctx.locale.gettext
    for meeting in ctx.store(MeetingStore).upcoming(ctx.here.id):
        lineup = lineups.load(ctx, meeting)
        mine = (
            [seat.role for seat in lineup.seats if seat.person == ctx.me.id and not seat.accepted]
            if lineup
            else []
        )
        if mine:
            text = md(_("Du er foreslået som %(roles)s: "), roles=say(ctx).roles(mine))
            text += meeting_text(ctx.locale, meeting)
            fine = Button(_("Fint med mig"), ctx.team_action("roles/fine", meeting.id), Style.primary)
            yield Step(30, text, fine)


def signals(ctx: Context) -> Iterable[Signal]:
    """Chair and note-taker are often the same person's; or everybody has tried chairing. Never who."""
    history, least = lineups.history_of(ctx), thresholds.of(ctx.here.course)
    locked = locked_to_one(history, ctx.now, least.role_percent, least.role_meetings)
    if locked and not essentials_only(ctx.here):
        yield Signal(
            kind="roles.locked",
            team_id=ctx.here.id,
            order=60,
            text=lambda locale: md(
                locale.gettext(
                    "ved de seneste %(meetings)s møder har den samme haft %(turns)s af %(of)s roller som mødeleder og skribent. Foreslå, at de går på skift."
                ),
                meetings=count_word(locale, locked.meetings),
                turns=locked.turns,
                of=locked.of,
            ),
            action=lambda locale: Button(
                locale.gettext("Skriv til teamet"), Action.to("monday/write", ctx.here.id, "roles.locked")
            ),
            shared_text=lambda locale: md(
                locale.gettext("rollerne ligger tit hos den samme. Foreslå, at de går på skift.")
            ),
        )
    completed = rotation_complete(history, ctx.now, Role.CHAIR)
    if completed and completed > ctx.now - FRESH:
        yield Signal(
            kind="roles.rotation",
            team_id=ctx.here.id,
            order=20,
            text=lambda locale: md(locale.gettext("alle har nu prøvet at være mødeleder.")),
            action=lambda locale: Button(
                locale.gettext("Ros teamet"), Action.to("monday/praise", ctx.here.id, "roles.rotation")
            ),
            strength=True,
        )


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    _ = ctx.locale.gettext
    found = [
        (_("Din rolle"), f"{purpose}, {ctx.locale.long(at) if at else ''}: {_named(ctx, team_id).role(role)}")
        for team_id, purpose, at, role in ctx.store(RoleStore).of_person(person_id)
    ]
    for team_id, role in ctx.store(RoleStore).wishes_of(person_id):
        found.append((_("En rolle, du gerne vil prøve"), _named(ctx, team_id).role(role)))
    return found


def _named(ctx: Context, team_id: int) -> Say:
    """Roles by their names in that team."""
    team = ctx.store(TeamStore).team(team_id)
    return say(replace(ctx, team=team)) if team else Say(ctx.locale, {})


def erase(ctx: Context, person_id: int) -> None:
    for team_id, meeting_id in ctx.store(RoleStore).erase(person_id):
        ctx.announce(RolesChanged(team_id, meeting_id))


feature = Feature(
    name="roles",
    commands=(
        Command(
            name="roller",
            handler=overview.command,
            about=N_("Se, hvem der har hvilke roller, og hvem der har haft dem"),
            english="roles",
            native="roller",
            daily=True,
        ),
    ),
    presses={
        "roles/fine": PressRoute(handlers.fine, MEMBERS),
        "roles/swap": PressRoute(swapping.swap, MEMBERS),
        "roles/ask": PressRoute(swapping.ask, MEMBERS),
        "roles/answer": PressRoute(swapping.answer, MEMBERS),
        "roles/decline": PressRoute(handlers.decline, MEMBERS),
        "roles/take": PressRoute(handlers.take, MEMBERS),
        "roles/excuse": PressRoute(handlers.excuse, MEMBERS),
        "roles/set": PressRoute(placing.show, MEMBERS),
        "roles/place": PressRoute(placing.place, MEMBERS),
        "roles/sheet": PressRoute(sheets.show, MEMBERS),
        "roles/mute": PressRoute(sheets.mute, MEMBERS),
        "roles/unmute": PressRoute(sheets.unmute, MEMBERS),
        "roles/wishes": PressRoute(overview.wishes, MEMBERS),
        "roles/wish": PressRoute(overview.wish, MEMBERS),
        "roles/matrix": PressRoute(overview.matrix, TEAM),
        "roles/overview": PressRoute(overview.overview, TEAM),
    },
    forms={
        "roles/settings": FormRoute(choosing.settings_form, choosing.save_settings, TEAM),
        "roles/own": FormRoute(choosing.own_form, choosing.save_own, TEAM),
    },
    cards={
        "roles/request": swapping.request_card,
        "roles/answered": swapping.answered_card,
        "roles/proposed": handlers.proposed_card,
        "roles/given": handlers.given_card,
        "roles/sheet": sheets.card,
    },
    jobs={"roles/silence": meetings.silence},
    on={
        MeetingSettled: meetings.on_settled,
        MeetingCancelled: meetings.on_cancelled,
        AttendanceChanged: meetings.on_attendance,
        MemberLeft: meetings.on_left,
    },
    steps=steps,
    signals=signals,
    personal_data=PersonalData(("meeting_role", "role_decline", "role_swap", "role_wish"), export, erase),
    meeting_blocks=meetings.blocks,
    news=news.news,
    retention=Retention(team=("meeting_role", "role_decline", "role_swap", "role_wish")),
)
