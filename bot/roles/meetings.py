"""Roles follow the meeting: proposed when it is settled, passed on when somebody cannot come."""

from __future__ import annotations

from dataclasses import replace

from bot.context import Context
from bot.events import AttendanceChanged, MeetingCancelled, MeetingSettled, MemberLeft
from bot.names import short_names
from bot.roles import lineups, moving, rules
from bot.roles.history import History, Role, RoleKey
from bot.roles.lineup import Lineup, Seat
from bot.roles.own import say
from bot.roles.views import cards as views
from bot.ui import Block, Button, Buttons, Style
from storage.meetings import Meeting, MeetingStore
from storage.roles import RoleStore, SwapState
from storage.schedules import Due
from storage.teams import Role as Place
from storage.teams import TeamStore


def on_settled(ctx: Context, event: MeetingSettled) -> None:
    """Propose roles; when the meeting was moved or changed, only those who can no longer come pass theirs on, and
    what people have of them in private says so."""
    meeting = ctx.store(MeetingStore).held(ctx.here.id, event.meeting_id)
    if meeting is None or meeting.starts_at is None:
        return
    before = lineups.load(ctx, meeting)
    if before is None:
        after = lineups.propose(ctx, meeting)
        if not after.seats:
            return
    else:
        history = lineups.history_of(ctx, but=meeting.id)
        after = _with_interviewer(ctx, meeting, before, history)
        for seat in before.seats:
            if seat.person is not None and seat.person not in before.present:
                after = rules.cannot_come(after, seat.person, history)
    lineups.save(ctx, meeting, before, after)
    lineups.plan_silence(ctx, meeting)
    if before is not None:
        moving.follow(ctx, meeting, after)


def _with_interviewer(ctx: Context, meeting: Meeting, lineup: Lineup, history: History) -> Lineup:
    """The same with one, where it has become a meeting with a partner or citizen."""
    if Role.INTERVIEWER in lineup.roles or Role.INTERVIEWER not in lineups.roles_of_team(ctx, meeting):
        return lineup
    held = {seat.role: seat.person for seat in lineup.seats if seat.person is not None}
    roles = (*lineup.roles, Role.INTERVIEWER)
    found = rules.propose(lineup.present, roles, history, held, lineups.wishes(ctx))
    return replace(lineup, seats=(*lineup.seats, Seat(Role.INTERVIEWER, found.holder(Role.INTERVIEWER))))


def on_cancelled(ctx: Context, event: MeetingCancelled) -> None:
    ctx.unschedule("roles/silence", event.meeting_id)
    store = ctx.store(RoleStore)
    for swap in store.open_swaps(event.meeting_id):
        store.end_swap(swap.id, SwapState.outdated)
        ctx.withdraw(lineups.request_key(swap))
    meeting = ctx.store(MeetingStore).held(ctx.here.id, event.meeting_id)
    lineup = lineups.load(ctx, meeting) if meeting else None
    if meeting is not None and lineup is not None:
        moving.called_off(ctx, meeting, lineup)


def on_attendance(ctx: Context, event: AttendanceChanged) -> None:
    meeting = ctx.store(MeetingStore).held(ctx.here.id, event.meeting_id)
    if meeting is not None and event.person_id in {member.person_id for member in ctx.members}:
        _attends(ctx, meeting, event.person_id, coming=event.coming)


def _attends(ctx: Context, meeting: Meeting, person_id: int, *, coming: bool) -> None:
    before = lineups.load(ctx, meeting)
    if before is None:
        return
    history = lineups.history_of(ctx, but=meeting.id)
    change = rules.can_come if coming else rules.cannot_come
    after = change(before, person_id, history)
    if after.seats != before.seats:
        lineups.save(ctx, meeting, before, after)
        lineups.plan_silence(ctx, meeting)
    else:
        lineups.end_impossible_swaps(ctx, meeting, after)


def on_left(ctx: Context, event: MemberLeft) -> None:
    ctx.store(RoleStore).forget_wishes(ctx.here.id, event.person_id)
    store = ctx.store(MeetingStore)
    for one in store.upcoming(ctx.here.id):
        meeting = store.held(ctx.here.id, one.id)
        if meeting is not None:
            _attends(ctx, meeting, event.person_id, coming=False)


def silence(ctx: Context, due: Due) -> None:
    """The working day before: who has said nothing has said yes, and everybody with a role gets its run-sheet."""
    meeting = ctx.store(MeetingStore).held(ctx.here.id, due.args[0])
    before = lineups.load(ctx, meeting) if meeting and meeting.ahead(ctx.now) else None
    if meeting is not None and before is not None:
        lineups.save(ctx, meeting, before, rules.silence(before))
        for person_id in sorted({seat.person for seat in before.seats if seat.person is not None}):
            lineups.hand_out(ctx, meeting, person_id)


# ---- on the meeting's card


def blocks(ctx: Context, meeting_id: int) -> list[Block]:
    """The roles and what can be done about them; nothing to press once it has begun."""
    meeting = ctx.store(MeetingStore).meeting(ctx.here.id, meeting_id)
    lineup = lineups.load(ctx, meeting) if meeting else None
    if meeting is None or lineup is None:
        return []
    found = views.lineup_text(say(ctx), lineup, names(ctx))
    if not meeting.ahead(ctx.now):
        return found
    _ = ctx.locale.gettext
    buttons = []
    if any(seat.person is not None and not seat.accepted for seat in lineup.seats):
        buttons.append(Button(_("Fint med mig"), ctx.team_action("roles/fine", meeting_id), Style.primary))
    buttons.append(Button(_("Byt rolle"), ctx.team_action("roles/swap", meeting_id)))
    buttons += [take_button(ctx, meeting_id, role) for role in lineup.vacant]
    return [*found, Buttons(tuple(buttons))]


def take_button(ctx: Context, meeting_id: int, role: RoleKey) -> Button:
    label = ctx.locale.gettext("Jeg vil gerne være %(role)s") % {"role": say(ctx).role(role)}
    return Button(label, ctx.team_action("roles/take", meeting_id, role))


def names(ctx: Context) -> dict[int, str]:
    """What the team's members are called, those who left as well."""
    return short_names(ctx.store(TeamStore).members(ctx.here.id, Place.member, left=True))
