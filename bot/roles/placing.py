"""Anybody in the team may say who has which role, without explaining: the proposal is only a proposal."""

from __future__ import annotations

from typing import assert_never

from bot.context import Context
from bot.interactions import Replace, Reply, Response
from bot.roles import lineup as ends
from bot.roles import lineups, rules
from bot.roles.lineup import Lineup
from bot.roles.meetings import names
from bot.roles.own import say
from bot.roles.standing import hold, read_role
from bot.roles.views import cards as views
from bot.ui import Card
from storage.meetings import Meeting
from storage.teams import TeamStore


def show(ctx: Context, meeting_id: int) -> Response:
    """*Sæt rollerne*: each role with those who come."""
    meeting, lineup = hold(ctx, meeting_id)
    return Reply(_card(ctx, meeting, lineup))


def _card(ctx: Context, meeting: Meeting, lineup: Lineup) -> Card:
    known = names(ctx)
    people = [(person, known[person]) for person in lineup.present]
    choices = [
        (seat.role, ctx.team_action("roles/place", meeting.id, seat.role), people, seat.person)
        for seat in lineup.seats
    ]
    return views.places(say(ctx), meeting, choices, ())


def place(ctx: Context, meeting_id: int, role: str, person_id: int) -> Response:
    """This person has the role; 0: nobody. Who loses one that they had said yes to hears of it."""
    meeting, lineup = hold(ctx, meeting_id)
    if read_role(ctx, role) not in lineup.roles:
        return Replace(_card(ctx, meeting, lineup))
    match rules.place(lineup, role, person_id or None, ctx.me.id):
        case ends.Placed(after, what, before):
            lineups.save(ctx, meeting, lineup, after, for_week=True)
            _tell_before(ctx, meeting, lineup, what, before if before != (person_id or None) else None)
            return Replace(_card(ctx, meeting, after))
        case ends.NotComing():
            return Replace(_card(ctx, meeting, lineup))
        case never:
            assert_never(never)


def _tell_before(ctx: Context, meeting: Meeting, lineup: Lineup, role: str, person_id: int | None) -> None:
    had_said_yes = any(seat.role == role and seat.accepted for seat in lineup.seats)
    person = ctx.store(TeamStore).person(person_id) if person_id and had_said_yes else None
    if person and person.id != ctx.me.id:
        ctx.post(person, lineups.given_key(meeting.id, role, person.id), expires=meeting.starts_at)
