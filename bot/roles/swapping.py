"""Swapping roles, with consent: nothing changes before the other one has said yes."""

from __future__ import annotations

from typing import assert_never

from bot.context import Context
from bot.errors import NotFound
from bot.interactions import Replace, Reply, Response
from bot.roles import lineup as ends
from bot.roles import lineups, rules
from bot.roles.lineup import Lineup
from bot.roles.meetings import names
from bot.roles.own import say
from bot.roles.standing import accepted, hold, more_buttons, read_role, without_role
from bot.roles.views import cards as views
from bot.ui import Button, Card, Style
from bot.wording import noted
from storage.meetings import Meeting, MeetingStore
from storage.roles import RoleStore, SwapAsked, SwapState
from storage.teams import TeamStore


def swap(ctx: Context, meeting_id: int) -> Response:
    """*Byt rolle*: whom to ask, or no thanks."""
    meeting, lineup = hold(ctx, meeting_id)
    return Reply(_swap_card(ctx, meeting, lineup))


def _swap_card(ctx: Context, meeting: Meeting, lineup: Lineup) -> Card:
    mine = lineup.roles_of(ctx.me.id)
    if not mine:
        return without_role(ctx, meeting, lineup)
    _ = ctx.locale.gettext
    reachable = {account.person_id for account in ctx.store(TeamStore).accounts_in(ctx.here.id)}
    known, said = names(ctx), say(ctx)
    others = [
        (person, _called(ctx, lineup, person, known[person]))
        for person in lineup.present
        if person != ctx.me.id and person in reachable
    ]
    choices = [(role, ctx.team_action("roles/ask", meeting.id, role), others) for role in mine]
    buttons = []
    for role in mine if len(mine) > 1 else ():
        label = _("Nej tak til %(role)s") % {"role": said.role(role)}
        buttons.append(Button(label, ctx.team_action("roles/decline", meeting.id, role)))
    return views.swap_card(said, meeting, choices, (*buttons, *more_buttons(ctx, meeting)))


def _called(ctx: Context, lineup: Lineup, person: int, name: str) -> str:
    """`Amira (mødeleder)`."""
    roles = lineup.roles_of(person)
    what = say(ctx).roles(roles) if roles else ctx.locale.gettext("ingen rolle")
    return f"{name} ({what})"


def ask(ctx: Context, meeting_id: int, role: str, other_id: int) -> Response:
    """Ask somebody to swap. If they have asked for the very same, both have said yes."""
    meeting, lineup = hold(ctx, meeting_id)
    match rules.ask_swap(lineup, read_role(ctx, role), ctx.me.id, other_id):
        case ends.Swap() as wanted:
            return Replace(_asked(ctx, meeting, lineup, wanted))
        case ends.NotTheirs() | ends.NotComing():
            return Replace(_swap_card(ctx, meeting, lineup))
        case never:
            assert_never(never)


def _asked(ctx: Context, meeting: Meeting, lineup: Lineup, wanted: ends.Swap) -> Card:
    store = ctx.store(RoleStore)
    for there in store.open_swaps(meeting.id):
        if (there.asker_id, there.other_id) == (
            wanted.other,
            wanted.asker,
        ) and there.in_return == wanted.role:
            return _agree(ctx, meeting, lineup, there)
    other = ctx.store(TeamStore).person(wanted.other)
    if other is None:
        raise NotFound
    asked = store.ask_swap(meeting.id, wanted.role, wanted.asker, wanted.other, wanted.in_return or "")
    ctx.post(other, lineups.request_key(asked), expires=meeting.starts_at)
    return views.asked(ctx.locale, names(ctx)[wanted.other])


def request_card(ctx: Context, meeting_id: int, swap_id: int, person_id: int) -> Card | None:
    """What the other one is asked; gone once it is answered or no longer possible."""
    asked = ctx.store(RoleStore).swap(meeting_id, swap_id)
    meeting = ctx.store(MeetingStore).meeting(ctx.here.id, meeting_id)
    person = ctx.store(TeamStore).person(person_id)
    if asked is None or meeting is None or person is None or asked.state is not SwapState.open:
        return None
    _ = ctx.locale.gettext
    buttons = (
        Button(
            _("Ja, lad os bytte"), ctx.team_action("roles/answer", meeting_id, swap_id, "yes"), Style.primary
        ),
        Button(_("Nej tak"), ctx.team_action("roles/answer", meeting_id, swap_id, "no")),
    )
    in_return = asked.in_return or None
    asker = names(ctx).get(asked.asker_id, "")
    name = person.first_name
    return views.request_card(say(ctx), name, asker, asked.role, in_return, meeting, buttons)


def answer(ctx: Context, meeting_id: int, swap_id: int, said: str) -> Response:
    meeting, lineup = hold(ctx, meeting_id)
    asked = ctx.store(RoleStore).swap(meeting_id, swap_id)
    if asked is None or asked.other_id != ctx.me.id:
        raise NotFound
    _ = ctx.locale.gettext
    if asked.state is not SwapState.open:
        return Replace(noted(_("Det er der allerede svaret på, eller også er rollerne ændret siden.")))
    if said == "yes":
        return Replace(_agree(ctx, meeting, lineup, asked))
    _end(ctx, meeting, asked, SwapState.refused)
    return Replace(noted(_("Det er helt fint. Rollerne er, som de var.")))


def _agree(ctx: Context, meeting: Meeting, lineup: Lineup, asked: SwapAsked) -> Card:
    """Yes to a swap: both have accepted what they end up with."""
    _ = ctx.locale.gettext
    wanted = ends.Swap(asked.role, asked.asker_id, asked.other_id, asked.in_return or None)
    match rules.answer_swap(lineup, wanted, ctx.me.id, yes=True):
        case ends.Swapped(after):
            ctx.store(RoleStore).end_swap(asked.id, SwapState.done)
            lineups.save(ctx, meeting, lineup, after, for_week=True)
            _end(ctx, meeting, asked, SwapState.done)
            return (
                accepted(ctx, meeting, after)
                if after.roles_of(ctx.me.id)
                else without_role(ctx, meeting, after)
            )
        case ends.Outdated():
            _end(ctx, meeting, asked, SwapState.outdated)
            return noted(_("Rollerne er ændret siden, så der er ikke noget at bytte."))
        case ends.Refused() | ends.NotTheirs():
            raise NotFound
        case never:
            assert_never(never)


def _end(ctx: Context, meeting: Meeting, asked: SwapAsked, state: SwapState) -> None:
    """The request is over: its card goes, and the one who asked hears of it."""
    ctx.store(RoleStore).end_swap(asked.id, state)
    ctx.refresh(lineups.request_key(asked))
    asker = ctx.store(TeamStore).person(asked.asker_id)
    if asker and state in (SwapState.done, SwapState.refused):
        ctx.post(asker, lineups.answered_key(asked), expires=meeting.starts_at)


def answered_card(ctx: Context, meeting_id: int, swap_id: int, person_id: int) -> Card | None:
    asked = ctx.store(RoleStore).swap(meeting_id, swap_id)
    if asked is None or asked.state is SwapState.open:
        return None
    name = names(ctx).get(asked.other_id, "")
    if asked.state is SwapState.outdated:
        return views.no_answer(say(ctx), name, asked.role)
    yes = asked.state is SwapState.done
    got = asked.in_return if yes else asked.role
    return views.answered(say(ctx), name, [got] if got else [], yes=yes)
