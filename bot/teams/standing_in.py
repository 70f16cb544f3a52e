"""A substitute's time: what both are told when it begins and when it is over, and the clock that ends it.

Whether somebody is a substitute still is read from the database at the moment they act (`storage.teams.tables.present`);
the clock only notes it afterwards, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import weblinks
from bot.calendar import into_working_hours
from bot.context import Context
from bot.events import MemberLeft
from bot.names import facilitators
from bot.noise import days_off
from bot.teams.views import staff as view
from bot.ui import Action, Button, Card, Style
from storage.outbox import OutboxStore
from storage.schedules import Due
from storage.teams import Member, Person, Role, TeamStore
from storage.teams.staff import StaffStore


def stands_in_key(team_id: int, person_id: int, until: datetime) -> str:
    return f"teams/stands_in/{team_id}/{person_id}/{int(until.timestamp())}"


def stood_in_key(team_id: int, person_id: int, until: datetime) -> str:
    return f"teams/stood_in/{team_id}/{person_id}/{int(until.timestamp())}"


def begin(ctx: Context, person: Person, until: datetime, others: Sequence[Member]) -> None:
    """Say it to the substitute and to who facilitates already, and have the clock end it."""
    _tell(ctx, [person.id, *(one.person_id for one in others)], stands_in_key(ctx.here.id, person.id, until))
    ctx.schedule("teams/over", until, ctx.here.id, person.id)


def end(ctx: Context, person_id: int, until: datetime) -> None:
    """Say that it is over, to both."""
    ctx.unschedule("teams/over", ctx.here.id, person_id)
    left = [one.person_id for one in ctx.store(TeamStore).members(ctx.here.id, Role.facilitator)]
    _tell(ctx, [person_id, *left], stood_in_key(ctx.here.id, person_id, until))


def tell_stopped(ctx: Context, person_id: int) -> None:
    _tell(ctx, [person_id], f"teams/ended/{ctx.here.id}/{person_id}/{ctx.me.id}/{int(ctx.now.timestamp())}")


def _tell(ctx: Context, people: Sequence[int], key: str) -> None:
    """In working hours, and whatever else they are told this week: they are to know it."""
    teams = ctx.store(TeamStore)
    at = into_working_hours(ctx.now, ctx.zone, days_off(ctx.here.course)) if ctx.by_clock else None
    for one in dict.fromkeys(people):
        if person := teams.person(one):
            ctx.post(person, key, at=at, free=True)


def over(ctx: Context, due: Due) -> datetime | None:
    """The clock: their time is over. One that was made longer meanwhile is looked at again then."""
    person_id = int(due.args[1])
    until = ctx.store(StaffStore).ends(ctx.here.id, person_id)
    if until is None:
        return None
    if until > ctx.now:
        return until
    ctx.store(TeamStore).leave(ctx.here.id, person_id, "time")
    end(ctx, person_id, until)
    ctx.announce(MemberLeft(ctx.here.id, person_id))
    return None


def erase(ctx: Context, person_id: int) -> None:
    """What was said of them as a substitute, as who was stood in for, or as the lead who noted that somebody went, is
    drawn without their name."""
    theirs = ctx.store(StaffStore).ever_in(person_id)
    for key in ctx.store(OutboxStore).keys_under("teams/stands_in", "teams/stood_in", "teams/ended"):
        team_id, *ids = (int(one) for one in Action.decode(key).args)
        if team_id in theirs or person_id in ids:
            ctx.refresh(key)


# ---- cards


def stands_in_card(ctx: Context, _team_id: int, person_id: int, until: int) -> Card:
    last = view.last_day(ctx.locale, datetime.fromtimestamp(until, ctx.zone))
    if ctx.person is None or ctx.person.id != person_id:
        person = ctx.store(TeamStore).person(person_id)
        return view.stood_in_for(ctx.locale, ctx.here.name, person.name if person else "", last)
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Se teamet"), Action.to("core/run", ctx.here.id, "team"), Style.primary),
        Button(_("Åbn overblikket"), url=weblinks.overview(ctx.settings)),
    )
    return view.stands_in(ctx.locale, ctx.here.name, last, _others(ctx, person_id), buttons)


def stood_in_card(ctx: Context, _team_id: int, person_id: int, _until: int) -> Card:
    if ctx.person is None or ctx.person.id != person_id:
        left = len(ctx.store(TeamStore).members(ctx.here.id, Role.facilitator))
        return view.over_for(ctx.locale, ctx.here.name, left)
    return view.over(ctx.locale, ctx.here.name, _others(ctx, person_id))


def _others(ctx: Context, person_id: int) -> str:
    people = ctx.store(TeamStore).members(ctx.here.id, Role.facilitator)
    return facilitators(ctx.locale, [one for one in people if one.person_id != person_id])


def stopped_card(ctx: Context, _team_id: int, _person_id: int, by: int, _at: int) -> Card:
    lead = ctx.store(TeamStore).person(by)
    return view.stopped(ctx.locale, ctx.here.name, lead.name if lead else "")
