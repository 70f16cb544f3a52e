"""A meeting's line-up and the team's history, between the rows and the rules."""

from __future__ import annotations

from datetime import time, timedelta

from bot.calendar import working_day_before
from bot.context import Context
from bot.events import RolesChanged
from bot.roles import rules
from bot.roles.history import History, Role
from bot.roles.history import Meeting as Turns
from bot.roles.history import Member as Time
from bot.roles.lineup import Lineup, Seat
from storage.meetings import Meeting, MeetingStore
from storage.roles import RoleStore, SwapAsked, SwapState
from storage.teams import Role as Place
from storage.teams import TeamStore

DAY_BEFORE_AT = time(9)  # before the meeting's own post of that morning is read
LAST_CALL = timedelta(hours=1)  # where a meeting is too near for a day before


def history_of(ctx: Context, *, but: int = 0) -> History:
    """The team's members, also those who left, and who had which role at every meeting but one."""
    meetings = [one for one in ctx.store(MeetingStore).settled(ctx.here.id) if one.id != but]
    turns: dict[int, list[tuple[Role, int]]] = {one.id: [] for one in meetings}
    for seat in ctx.store(RoleStore).seats(turns):
        if seat.person_id is not None:
            turns[seat.meeting_id].append((Role(seat.role), seat.person_id))
    members = ctx.store(TeamStore).members(ctx.here.id, Place.member, left=True)
    return History(
        tuple(Time(one.person_id, one.joined_at, one.left_at) for one in members),
        tuple(Turns(one.starts_at, tuple(turns[one.id])) for one in meetings if one.starts_at),
    )


def roles_of_team(ctx: Context, meeting: Meeting) -> tuple[Role, ...]:
    """What the team has chosen, else the usual: with an interviewer when a partner or guest comes."""
    chosen = chosen_roles(ctx)
    if chosen is not None:
        return chosen
    others = ctx.store(TeamStore).members(ctx.here.id, Place.partner, Place.guest)
    said = ctx.store(MeetingStore).attendance(meeting.id)
    return rules.default_roles(len(ctx.members), guest=any(said.get(one.person_id) for one in others))


def chosen_roles(ctx: Context) -> tuple[Role, ...] | None:
    """The team's own roles; none at all is a choice as well. None: it has not chosen."""
    chosen = ctx.here.settings.get("roles")
    return None if chosen is None else tuple(role for role in Role if role.value in chosen)


def load(ctx: Context, meeting: Meeting) -> Lineup | None:
    """The roles as they stand; None when none are proposed."""
    store = ctx.store(RoleStore)
    seats = tuple(Seat(Role(one.role), one.person_id, one.accepted) for one in store.seats([meeting.id]))
    if not seats:
        return None
    declined = frozenset((Role(role), person) for role, person in store.declines(meeting.id))
    holders = {seat.person for seat in seats if seat.person is not None}
    return Lineup(seats, present(ctx, meeting, len(seats), holders), declined)


def present(
    ctx: Context, meeting: Meeting, roles: int, holders: set[int] | frozenset[int]
) -> tuple[int, ...]:
    """The members to share the roles among: who can come, and, if they are fewer than the roles, who has not
    said. Who has a role is among them until they say that they cannot come."""
    said = ctx.store(MeetingStore).attendance(meeting.id)
    members = [member.person_id for member in ctx.members]
    coming = {person for person in members if said.get(person)}
    if len(coming) < roles:
        coming = {person for person in members if said.get(person) is not False}
    held = {person for person in holders if person in members and said.get(person) is not False}
    return tuple(sorted(coming | held))


def propose(ctx: Context, meeting: Meeting) -> Lineup:
    roles = roles_of_team(ctx, meeting)
    coming = present(ctx, meeting, len(roles), frozenset())
    return rules.propose(coming, roles, history_of(ctx, but=meeting.id))


def save(ctx: Context, meeting: Meeting, before: Lineup | None, after: Lineup) -> None:
    """Keep the line-up, and tell the meeting's cards and those whom a role has come to. The meeting is held."""
    store = ctx.store(RoleStore)
    store.save(meeting.id, [(seat.role.value, seat.person, seat.accepted) for seat in after.seats])
    end_impossible_swaps(ctx, meeting, after)
    if before is None:
        return
    ctx.announce(RolesChanged(ctx.here.id, meeting.id))
    for role, person in _changed_hands(before, after):
        ctx.refresh(proposed_key(meeting.id, role, before.holder(role) or 0))
        if person is not None and not _accepted(after, role):
            _tell(ctx, meeting, role, person)
    for seat in after.seats:
        if seat.person is not None and seat.accepted:
            ctx.refresh(proposed_key(meeting.id, seat.role, seat.person))


def end_impossible_swaps(ctx: Context, meeting: Meeting, lineup: Lineup) -> None:
    """Who was asked has left, cannot come or has another role now: the question goes, and whoever still waits
    for an answer hears that none will come."""
    store = ctx.store(RoleStore)
    for swap in store.open_swaps(meeting.id):
        if _still_possible(lineup, swap):
            continue
        store.end_swap(swap.id, SwapState.outdated)
        ctx.refresh(request_key(swap))
        asker = ctx.store(TeamStore).person(swap.asker_id)
        if asker and swap.asker_id in lineup.present and lineup.holder(Role(swap.role)) == swap.asker_id:
            ctx.post(asker, answered_key(swap), expires=meeting.starts_at)


def _changed_hands(before: Lineup, after: Lineup) -> list[tuple[Role, int | None]]:
    return [(seat.role, seat.person) for seat in after.seats if before.holder(seat.role) != seat.person]


def _accepted(lineup: Lineup, role: Role) -> bool:
    return any(seat.role == role and seat.accepted for seat in lineup.seats)


def _tell(ctx: Context, meeting: Meeting, role: Role, person_id: int) -> None:
    """A role has come to somebody after the card was posted: they hear of it in private."""
    person = ctx.store(TeamStore).person(person_id)
    if person and (ctx.person is None or person_id != ctx.me.id):
        ctx.post(person, proposed_key(meeting.id, role, person_id), expires=meeting.starts_at)


def _still_possible(lineup: Lineup, swap: SwapAsked) -> bool:
    theirs = next(iter(lineup.roles_of(swap.other_id)), "")
    there = swap.other_id in lineup.present
    return lineup.holder(Role(swap.role)) == swap.asker_id and theirs == swap.in_return and there


def plan_silence(ctx: Context, meeting: Meeting) -> None:
    """When saying nothing becomes yes: 9.00 the working day before, or the last hour where that is past."""
    assert meeting.starts_at is not None
    at = working_day_before(meeting.starts_at, DAY_BEFORE_AT, ctx.zone, ctx.days_off)
    if at <= ctx.now:
        at = meeting.starts_at - LAST_CALL
    if at > ctx.now:
        ctx.schedule("roles/silence", at, meeting.id)


def request_key(swap: SwapAsked) -> str:
    return f"roles/request/{swap.meeting_id}/{swap.id}/{swap.other_id}"


def answered_key(swap: SwapAsked) -> str:
    return f"roles/answered/{swap.meeting_id}/{swap.id}/{swap.asker_id}"


def proposed_key(meeting_id: int, role: Role, person_id: int) -> str:
    return f"roles/proposed/{meeting_id}/{role.value}/{person_id}"
