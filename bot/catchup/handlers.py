"""*Hvor kom vi til?*: for whoever asks, and once for who comes back after some days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot import noise
from bot.calendar import local_to_utc
from bot.catchup import rules, views
from bot.context import Context
from bot.events import CameBack
from bot.interactions import Reply, Response
from bot.ui import Action, Card, Text
from storage.meetings import MeetingStore
from storage.schedules import Due
from storage.teams import Role, TeamStore

NAMES = ("hvorkomvitil", "whereweare")
USEFUL = timedelta(hours=24)  # after that they have found out by themselves


def command(ctx: Context, _text: str) -> Response:
    """Any time: since they were last here, or the last week."""
    return Reply(_card(ctx, rules.looks_back_to(ctx.last_here, ctx.locale.today)))


def _card(ctx: Context, since: date) -> Card:
    more = Action.to("core/run", ctx.here.id, "hjaelp")
    return views.card(ctx.locale, ctx.here.name, since, _lines(ctx, since), more)


def _lines(ctx: Context, since: date) -> Sequence[Text]:
    moment = local_to_utc(since, time(), ctx.zone)
    found = [one.text for one in ctx.features.news(ctx, moment)]
    return rules.fitting(found, lambda text: len(text.plain))


# ---- who comes back


def key(last: date, person_id: int) -> str:
    return f"catchup/back/{last}/{person_id}"


def on_back(ctx: Context, event: CameBack) -> None:
    """Tell them in a moment, by the clock: it waits for working hours and a week with room, and what they have
    just pressed does not wait for it. Who asks for it has it already."""
    asks = ctx.wanted is not None and ctx.wanted.args[1:2] and ctx.wanted.args[1] in NAMES
    if asks or ctx.role is not Role.member or not _away(ctx, event.last):
        return
    last = _last_met(ctx, event.person_id, event.last)
    if _away(ctx, last):
        ctx.schedule("catchup/tell", ctx.now, last.isoformat(), event.person_id)


def _away(ctx: Context, last: date) -> bool:
    return rules.days_away(last, ctx.locale.today, ctx.days_off.is_off) >= rules.AWAY


def _last_met(ctx: Context, person_id: int, last: date) -> date:
    """The day of the latest meeting since then that they had said they came to: who sat there was not away."""
    store = ctx.store(MeetingStore)
    for meeting in reversed(store.from_on(ctx.here.id, local_to_utc(last, time(), ctx.zone))):
        if meeting.ends_at and meeting.ends_at <= ctx.now and store.attendance(meeting.id).get(person_id):
            return max(last, meeting.ends_at.astimezone(ctx.zone).date())
    return last


def tell(ctx: Context, due: Due) -> datetime | None:
    last, person_id = date.fromisoformat(str(due.args[0])), int(due.args[1])
    person = ctx.store(TeamStore).person(person_id)
    here = any(member.person_id == person_id for member in ctx.members)
    if person and here and not noise.full(ctx, person):
        ctx.post(person, key(last, person_id), expires=due.at + USEFUL)
    return None


def back_card(ctx: Context, last: date, person_id: int) -> Card | None:
    """Nothing to tell: no card."""
    person = ctx.store(TeamStore).person(person_id)
    reader = replace(ctx.for_person(person), role=Role.member) if person else None
    return _card(reader, last) if reader and _lines(reader, last) else None
