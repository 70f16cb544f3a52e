"""A meeting's line-up and the team's history, between the rows and the rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from bot import noise
from bot.calendar import week_of, working_day_before
from bot.context import Context
from bot.events import RolesChanged
from bot.roles import rules
from bot.roles.history import History, Role, RoleKey, by_week
from bot.roles.history import Meeting as Turns
from bot.roles.history import Member as Time
from bot.roles.lineup import Lineup, Seat
from bot.roles.own import own_roles
from storage.meetings import Meeting, MeetingStore, MeetingType
from storage.roles import RoleStore, SwapAsked, SwapState
from storage.teams import Role as Place
from storage.teams import TeamStore

DAY_BEFORE_AT = time(9)  # before the meeting's own post of that morning is read
WEEK = "week"
NO_SHEETS = "no_run_sheets"  # a person's setting
LAST_CALL = timedelta(hours=1)  # where a meeting is too near for a day before


def history_of(ctx: Context, *, but: int = 0) -> History:
    """The team's members, also those who left, and who had which role at every meeting but one; where roles
    go from week to week, in every week but that meeting's."""
    settled = ctx.store(MeetingStore).settled(ctx.here.id)
    left_out = {but} | {one.id for one in _same_week(ctx, settled, but)}
    meetings = [one for one in settled if one.id not in left_out]
    turns: dict[int, list[tuple[RoleKey, int]]] = {one.id: [] for one in meetings}
    for seat in ctx.store(RoleStore).seats(turns):
        if seat.person_id is not None:
            turns[seat.meeting_id].append((seat.role, seat.person_id))
    members = ctx.store(TeamStore).members(ctx.here.id, Place.member, left=True)
    history = History(
        tuple(Time(one.person_id, one.joined_at, one.left_at, one.profession) for one in members),
        tuple(Turns(one.starts_at, tuple(turns[one.id])) for one in meetings if one.starts_at),
    )
    return by_week(history, ctx.zone) if goes_by_week(ctx) else history


def goes_by_week(ctx: Context) -> bool:
    """Whether the team's roles are for a week at a time."""
    return ctx.here.settings.get("role_rhythm") == WEEK


def _same_week(ctx: Context, meetings: Iterable[Meeting], meeting_id: int) -> list[Meeting]:
    """The other meetings of that one's week, where roles are for the week; in order of id."""
    starts = {one.id: week_of(one.starts_at.astimezone(ctx.zone).date()) for one in meetings if one.starts_at}
    if not goes_by_week(ctx) or meeting_id not in starts:
        return []
    there = [one for one in meetings if one.id != meeting_id and starts.get(one.id) == starts[meeting_id]]
    return sorted(there, key=lambda one: one.id)


def roles_of_team(ctx: Context, meeting: Meeting) -> tuple[RoleKey, ...]:
    """What the team has chosen, else the usual: with an interviewer when the meeting is one with a partner or citizen,
    or one of them comes."""
    chosen = chosen_roles(ctx)
    if chosen is not None:
        return chosen
    return rules.default_roles(len(ctx.members), guest=_with_others(ctx, meeting))


def _with_others(ctx: Context, meeting: Meeting) -> bool:
    if meeting.type in (MeetingType.partner, MeetingType.internal):
        return meeting.type is MeetingType.partner
    others = ctx.store(TeamStore).members(ctx.here.id, Place.partner, Place.guest)
    said = ctx.store(MeetingStore).attendance(meeting.id)
    return any(said.get(one.person_id) for one in others)


def chosen_roles(ctx: Context) -> tuple[RoleKey, ...] | None:
    """The team's choice, its own roles last; none at all is a choice as well. None: it has not chosen."""
    chosen = ctx.here.settings.get("roles")
    return None if chosen is None else tuple(role for role in all_roles(ctx) if role in chosen)


def usable_roles(ctx: Context) -> tuple[RoleKey, ...]:
    """Those the team has chosen, or the usual for one of its size."""
    chosen = chosen_roles(ctx)
    return rules.default_roles(len(ctx.members)) if chosen is None else chosen


def all_roles(ctx: Context) -> tuple[RoleKey, ...]:
    """The usual ones, and those the team has made."""
    return (*Role, *own_roles(ctx.here))


def load(ctx: Context, meeting: Meeting) -> Lineup | None:
    """The roles as they stand; None when none are proposed."""
    store = ctx.store(RoleStore)
    seats = tuple(Seat(one.role, one.person_id, one.accepted) for one in store.seats([meeting.id]))
    if not seats:
        return None
    declined = store.declines(meeting.id)
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
    """Fair roles; where they are for a week, those of the week's other meetings as far as people come."""
    roles = roles_of_team(ctx, meeting)
    coming = present(ctx, meeting, len(roles), frozenset())
    of_week = _of_week(ctx, meeting)
    locked = {seat.role: seat.person for seat in of_week if seat.person in coming and seat.person is not None}
    found = rules.propose(coming, roles, history_of(ctx, but=meeting.id), locked, wishes(ctx))
    for seat in of_week:
        if locked.get(seat.role) == seat.person and seat.role in roles:
            found = found.give(seat.role, seat.person, accepted=seat.accepted)
    return found


def _of_week(ctx: Context, meeting: Meeting) -> tuple[Seat, ...]:
    """The roles as they are in the week already."""
    settled = ctx.store(MeetingStore).settled(ctx.here.id) if goes_by_week(ctx) else ()
    for other in _same_week(ctx, settled, meeting.id):
        if lineup := load(ctx, other):
            return lineup.seats
    return ()


def wishes(ctx: Context) -> frozenset[rules.Wish]:
    """Roles that people have asked to try, and have not had or been proposed for since."""
    found = ctx.store(RoleStore).wishes(ctx.here.id)
    if not found:
        return frozenset()
    meetings = history_of(ctx).meetings
    return frozenset(
        (one.role, one.person_id)
        for one in found
        if not any(meeting.at > one.at and (one.role, one.person_id) in meeting.turns for meeting in meetings)
    )


def save(
    ctx: Context, meeting: Meeting, before: Lineup | None, after: Lineup, *, for_week: bool = False
) -> None:
    """Keep the line-up, and tell the meeting's cards and those whom a role has come to. The meeting is held.
    `for_week`: somebody has chosen so, and where roles are for a week the week's other meetings follow."""
    _keep(ctx, meeting, after)
    if before is None:
        return
    _announce(ctx, meeting, before, after)
    for role, person in changed_hands(before, after):
        if person is not None and not _accepted(after, role):
            _tell(ctx, meeting, role, person)
    _hand_out_sheets(ctx, meeting, before, after)
    if for_week and goes_by_week(ctx):
        for one in _same_week(ctx, ctx.store(MeetingStore).upcoming(ctx.here.id), meeting.id):
            _follow(ctx, one.id, before, after)


def _keep(ctx: Context, meeting: Meeting, after: Lineup) -> None:
    store = ctx.store(RoleStore)
    store.save(meeting.id, [(seat.role, seat.person, seat.accepted) for seat in after.seats])
    end_impossible_swaps(ctx, meeting, after)


def _announce(ctx: Context, meeting: Meeting, before: Lineup, after: Lineup) -> None:
    ctx.announce(RolesChanged(ctx.here.id, meeting.id))
    for role, person in changed_hands(before, after):
        ctx.refresh(proposed_key(meeting.id, role, before.holder(role) or 0))
        ctx.refresh(given_key(meeting.id, role, person or 0))
    for seat in after.seats:
        if seat.person is not None and seat.accepted:
            ctx.refresh(proposed_key(meeting.id, seat.role, seat.person))


def _follow(ctx: Context, meeting_id: int, before: Lineup, after: Lineup) -> None:
    """Another meeting of the same week: what was the same there is the same again, if the person comes. They
    have heard of it already."""
    meeting = ctx.store(MeetingStore).held(ctx.here.id, meeting_id)
    there = load(ctx, meeting) if meeting else None
    if meeting is None or there is None:
        return
    new = there
    for seat in after.seats:
        same = seat.role in there.roles and there.holder(seat.role) == before.holder(seat.role)
        if same and (seat.person is None or seat.person in there.present):
            new = new.give(seat.role, seat.person, accepted=seat.accepted)
    if new.seats != there.seats:
        _keep(ctx, meeting, new)
        _announce(ctx, meeting, there, new)
        _hand_out_sheets(ctx, meeting, there, new)


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
        if asker and swap.asker_id in lineup.present and lineup.holder(swap.role) == swap.asker_id:
            ctx.post(asker, answered_key(swap), expires=meeting.starts_at)


def changed_hands(before: Lineup, after: Lineup) -> list[tuple[RoleKey, int | None]]:
    return [(seat.role, seat.person) for seat in after.seats if before.holder(seat.role) != seat.person]


def _accepted(lineup: Lineup, role: RoleKey) -> bool:
    return any(seat.role == role and seat.accepted for seat in lineup.seats)


def _tell(ctx: Context, meeting: Meeting, role: RoleKey, person_id: int) -> None:
    """A role has come to somebody after the card was posted: they hear of it in private."""
    person = ctx.store(TeamStore).person(person_id)
    if person and (ctx.person is None or person_id != ctx.me.id):
        ctx.post(person, proposed_key(meeting.id, role, person_id), expires=meeting.starts_at)


def _still_possible(lineup: Lineup, swap: SwapAsked) -> bool:
    theirs = next(iter(lineup.roles_of(swap.other_id)), "")
    there = swap.other_id in lineup.present
    return lineup.holder(swap.role) == swap.asker_id and theirs == swap.in_return and there


def day_before(ctx: Context, meeting: Meeting) -> datetime:
    assert meeting.starts_at is not None
    return working_day_before(meeting.starts_at, DAY_BEFORE_AT, ctx.zone, ctx.days_off)


def plan_silence(ctx: Context, meeting: Meeting) -> None:
    """When saying nothing becomes yes: 9.00 the working day before, or the last hour where that is past."""
    assert meeting.starts_at is not None
    at = day_before(ctx, meeting)
    if at <= ctx.now:
        at = meeting.starts_at - LAST_CALL
    if at > ctx.now:
        ctx.schedule("roles/silence", at, meeting.id)


def _hand_out_sheets(ctx: Context, meeting: Meeting, before: Lineup, after: Lineup) -> None:
    """Who has got other roles gets another run-sheet: once they are handed out, and a role is theirs."""
    people = {seat.person for seat in (*before.seats, *after.seats)} - {None}
    for person_id in sorted(one for one in people if one is not None):
        if before.roles_of(person_id) != after.roles_of(person_id):
            ctx.refresh(sheet_key(meeting.id, person_id, meeting.timed))
            if ctx.now > day_before(ctx, meeting) and any(
                seat.person == person_id and seat.accepted for seat in after.seats
            ):
                hand_out(ctx, meeting, person_id)


def hand_out(ctx: Context, meeting: Meeting, person_id: int) -> None:
    """Give somebody the run-sheet of their roles, in private, unless they want none. It can be read with
    `/roller` at any time, so it leaves the week's last private post to what they are asked (an agreement's day)."""
    person = ctx.store(TeamStore).person(person_id)
    if not person or person.settings.get(NO_SHEETS):
        return
    if noise.room(ctx, person) > 1 and not noise.full(ctx, person):
        ctx.post(person, sheet_key(meeting.id, person_id, meeting.timed), expires=meeting.starts_at)


def request_key(swap: SwapAsked) -> str:
    return f"roles/request/{swap.meeting_id}/{swap.id}/{swap.other_id}"


def answered_key(swap: SwapAsked) -> str:
    return f"roles/answered/{swap.meeting_id}/{swap.id}/{swap.asker_id}"


def proposed_key(meeting_id: int, role: RoleKey, person_id: int) -> str:
    return f"roles/proposed/{meeting_id}/{role}/{person_id}"


def given_key(meeting_id: int, role: RoleKey, person_id: int) -> str:
    return f"roles/given/{meeting_id}/{role}/{person_id}"


def sheet_key(meeting_id: int, person_id: int, timed: int) -> str:
    """One for each day before that the meeting has had; the first is called as it was before there were others."""
    key = f"roles/sheet/{meeting_id}/{person_id}"
    return f"{key}/{timed}" if timed else key
