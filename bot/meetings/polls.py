"""A meeting's poll as the rules see it, and the people it concerns.

Who is asked: the team's members, partners and guests who have a way to answer, and whoever is required.
A facilitator may propose, but is asked and counted only when required: the time is the team's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.context import Context
from bot.feature import GUESTS
from bot.meetings import rules
from bot.names import short_names
from bot.ui import Button
from storage.meetings import Meeting, MeetingStore, MeetingType
from storage.teams import Member, Role, TeamStore

EVERYBODY = (Role.member, Role.partner, Role.guest, Role.facilitator)


@dataclass(frozen=True, slots=True)
class People:
    """`names` also has those who left. `present`: who is in the team now, in the order they joined.
    `asked`: whose answer a poll waits for, whoever else is required."""

    names: Mapping[int, str]
    present: tuple[Member, ...]
    asked: frozenset[int]

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(member.person_id for member in self.present)

    @property
    def members(self) -> tuple[int, ...]:
        return tuple(one.person_id for one in self.present if one.role is Role.member)

    @property
    def guests(self) -> frozenset[int]:
        return frozenset(one.person_id for one in self.present if one.role in GUESTS)

    def named(self, people: frozenset[int]) -> list[str]:
        """Their names, in the order they joined."""
        return [self.names[one.person_id] for one in self.present if one.person_id in people]


def people_of(ctx: Context) -> People:
    teams = ctx.store(TeamStore)
    everybody = teams.members(ctx.here.id, *EVERYBODY, left=True)
    present = tuple(one for one in everybody if one.left_at is None)
    others = {one.person_id for one in present if one.role in (Role.partner, Role.guest)}
    if others:
        others &= {account.person_id for account in teams.accounts_in(ctx.here.id)}
    members = {one.person_id for one in present if one.role is Role.member}
    return People(short_names(everybody), present, frozenset(members | others))


def invited(ctx: Context, meeting: Meeting, people: People) -> frozenset[int]:
    """Whose answer is waited for and who is to come. An internal meeting is nothing of the guests'."""
    found = people.asked | (ctx.store(MeetingStore).required(meeting.id) & people.ids)
    return found - people.guests if meeting.type is MeetingType.internal else found


def poll_of(ctx: Context, meeting: Meeting, people: People) -> rules.Poll:
    store = ctx.store(MeetingStore)
    voters = invited(ctx, meeting, people)
    required = store.required(meeting.id) & voters
    majority = len(voters) // 2 + 1
    return rules.Poll(
        slots=tuple(rules.Slot(one.id, one.starts_at) for one in store.slots(meeting)),
        votes=tuple(
            rules.Vote(one.person_id, one.slot_id, rules.Choice(one.choice)) for one in store.votes(meeting)
        ),
        voters=voters,
        proposer=meeting.proposer_id or 0,
        deadline=meeting.deadline,
        required=required,
        quorum=majority if meeting.quorum is None else meeting.quorum,
    )


def poll_zone(ctx: Context, meeting: Meeting) -> ZoneInfo:
    """The zone the meeting's times were given in: the course's, unless another was chosen."""
    return ZoneInfo(meeting.zone) if meeting.zone else ctx.zone


def own_votes(ctx: Context, meeting: Meeting) -> tuple[Button, ...]:
    """*Ret mine svar*, for who is asked."""
    if ctx.me.id not in poll_of(ctx, meeting, people_of(ctx)).voters:
        return ()
    _ = ctx.locale.gettext
    return (Button(_("Ret mine svar"), ctx.team_action("meetings/ballot", meeting.id)),)


def chooser(meeting: Meeting, people: People) -> int | None:
    """Who is asked when a poll does not settle itself: the proposer, or when they are gone the facilitator,
    or else who has been in the team for longest."""
    if meeting.proposer_id in people.ids:
        return meeting.proposer_id
    facilitators = [one.person_id for one in people.present if one.role is Role.facilitator]
    return next(iter((*facilitators, *people.members)), None)
