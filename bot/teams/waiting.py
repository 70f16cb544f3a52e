"""What has waited for facilitators: their course's lead is told of which team and which kind, one message a day at most.

It is said on the day it has waited for three working days, and again on a week's first working day as long as it waits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import waiting
from bot.calendar import DaysOff, local_to_utc
from bot.context import Context
from bot.events import CameBack, TeamReady, WaitedLong
from bot.feature import Awaited, Waiting
from bot.noise import days_off
from bot.teams import rules
from bot.teams.views import staff as view
from bot.ui import Action, Button, Card, Style
from storage.course_status import CourseStatusStore
from storage.schedules import Due, ScheduleStore
from storage.teams import Role, Team, TeamStore
from storage.teams.claims import ClaimState, ClaimStore
from storage.teams.staff import StaffStore

AT = time(8, 30)
USEFUL = timedelta(hours=8, minutes=30)
SHOWN = 8  # teams on the card
LONG_AGO = timedelta(days=365)


# ---- what waits of our own


def waits(ctx: Context) -> Iterable[Waiting]:
    """Accounts that nobody has said anything of; and a team whose facilitator has gone waits for another."""
    for claim in ctx.store(ClaimStore).in_teams((ctx.here.id,), ctx.now - LONG_AGO):
        if claim.state is ClaimState.waiting:
            yield Waiting(Awaited.account, claim.claimed_at)
    everybody = ctx.store(TeamStore).members(ctx.here.id, Role.facilitator, left=True)
    gone = [one.left_at for one in everybody if one.left_at is not None]
    if gone and len(gone) == len(everybody):
        yield Waiting(Awaited.facilitator, max(gone))


# ---- the clock


def on_ready(ctx: Context, _event: TeamReady | CameBack) -> None:
    """Everybody who leads the course has a morning. Also when somebody comes by: a course may be older than this."""
    for person in ctx.store(StaffStore).leads(ctx.here.course.id):
        plan(ctx, person.id)


def plan(ctx: Context, person_id: int) -> None:
    """Unless there is one sooner: a morning that has come, and not been seen to yet, is not put off."""
    at = _next_morning(ctx.here, ctx.now)
    planned = ctx.store(ScheduleStore).at(f"teams/waiting/{person_id}")
    if planned is None or at < planned:
        replace(ctx, team=None).schedule("teams/waiting", at, person_id)


def _next_morning(team: Team, after: datetime) -> datetime:
    """8.30 where the course is, on a working day."""
    zone, off = ZoneInfo(team.course.zone), days_off(team.course)
    today = after.astimezone(zone).date()
    at = local_to_utc(today, AT, zone)
    if at <= after or off.is_off(today):
        at = local_to_utc(off.next_working_day(today), AT, zone)
    return at


def look(ctx: Context, due: Due) -> datetime | None:
    """One lead's morning; then the next."""
    person = ctx.store(TeamStore).person(int(due.args[0]))
    teams = _teams(ctx, person.id) if person else ()
    if person is None or not teams:
        return None
    found = [(team, long) for team in teams if (long := _long(ctx.for_team(team)))]
    for team, _waits in found:
        ctx.for_team(team).announce(WaitedLong(team.id))
    ages = [waiting.days(ctx.for_team(team), one.since) for team, ones in found for one in ones]
    first, off = ctx.for_team(teams[0]), days_off(teams[0].course)
    today = first.locale.today
    late = off.working_days_since(due.at.astimezone(first.zone).date(), today)
    if rules.worth_saying(ages, waiting.LONG, late, begins_week=_begins_week(off, today)):
        first.post(person, f"teams/waiting/{person.id}/{today.isoformat()}", expires=ctx.now + USEFUL)
    return _next_morning(teams[0], ctx.now)


def _begins_week(off: DaysOff, today: date) -> bool:
    return off.previous_working_day(today).isocalendar()[:2] != today.isocalendar()[:2]


def _teams(ctx: Context, person_id: int) -> tuple[Team, ...]:
    """Of the courses they lead that are not over."""
    store = ctx.store(CourseStatusStore)
    found = [team for course in store.led_by(person_id) for team in store.teams(course.id)]
    return tuple(team for team in found if team.course.ends_on >= ctx.for_team(team).locale.today)


def _long(ctx: Context) -> list[Waiting]:
    return [one for one in ctx.features.waits(ctx) if waiting.long(ctx, one.since)]


# ---- the card


def card(ctx: Context, person_id: int, _day: date) -> Card:
    _ = ctx.locale.gettext
    found: list[view.Team] = []
    courses: dict[int, None] = {}
    for team in _teams(ctx, person_id):
        kinds = tuple(dict.fromkeys(one.kind for one in _long(replace(ctx, team=team))))
        if kinds:
            action = Action.to("teams/substitute", team.id)
            found.append(view.Team(team.name, kinds, Button(_("Udpeg en vikar"), action, Style.primary)))
            courses[team.course.id] = None
    more = max(len(found) - SHOWN, 0)
    see_all = [Button(_("Facilitatorer og vikarer"), Action.to("teams/staff", one, 0)) for one in courses]
    return view.waiting(ctx.locale, found[:SHOWN], more, tuple(see_all[:3]))
