"""The working day before: the question is asked for, and the facilitator sees what the day holds."""

from __future__ import annotations

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendar import local_to_utc
from bot.context import Context
from bot.supervision import views
from bot.supervision.offers import ask_key, day_key, facilitator_name, who_is_asked
from bot.ui import Button, Card, Style
from storage.schedules import Due
from storage.supervision import SupervisionStore, Time
from storage.teams import Role, TeamStore


def ask(ctx: Context, due: Due) -> None:
    """In private, to the one who took the time: or, when they have left, to who has been here longest."""
    time = _own_time(ctx, due.args[0])
    if time is None or time.question:
        return
    person = who_is_asked(ctx, time)
    if person:
        ctx.post(person, ask_key(time.id, person.id), expires=time.starts_at)


def _own_time(ctx: Context, time_id: int) -> Time | None:
    """The time if it is this team's and ahead."""
    time = ctx.store(SupervisionStore).time(time_id)
    mine = time is not None and time.team_id == ctx.here.id and time.starts_at > ctx.now
    return time if mine else None


def ask_card(ctx: Context, time_id: int, _person_id: int) -> Card | None:
    time = _own_time(ctx, time_id)
    offer = ctx.store(SupervisionStore).find(time.offer_id) if time else None
    if time is None or offer is None:
        return None
    _ = ctx.locale.gettext
    label = _("Ret spørgsmålet") if time.question else _("Skriv spørgsmålet")
    buttons = (
        Button(label, ctx.team_action("supervision/question", time.id), Style.primary),
        Button(_("Giv tiden fri"), ctx.team_action("supervision/release", time.id)),
    )
    return views.ask_card(ctx.locale, facilitator_name(ctx, offer), time, buttons)


def day(ctx: Context, due: Due) -> None:
    """One card for all of the facilitator's teams that day."""
    time = _own_time(ctx, due.args[0])
    offer = ctx.store(SupervisionStore).find(time.offer_id) if time else None
    person = ctx.store(TeamStore).person(offer.facilitator_id) if offer and offer.facilitator_id else None
    if time and person:
        local_day = time.starts_at.astimezone(ctx.zone).date()
        ctx.post(person, day_key(person.id, local_day), expires=time.starts_at)


def day_card(ctx: Context, person_id: int, day: date) -> Card | None:
    """None when nothing of it is left."""
    zone = ZoneInfo(ctx.here.course.zone)
    since = local_to_utc(day, time(0), zone)
    until = local_to_utc(day + timedelta(days=1), time(0), zone)
    found = ctx.store(SupervisionStore).of_facilitator(person_id, since, until)
    if not found:
        return None
    names = {team.id: team.name for team in ctx.store(TeamStore).teams_of(person_id, Role.facilitator)}
    rows = [(names[one.team_id or 0], one) for _offer, one in found if one.team_id in names]
    return views.day_card(ctx.locale, day, rows) if rows else None
