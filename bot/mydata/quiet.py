"""*Skriv ikke til mig, før jeg selv kommer*: chosen, seen and undone by the person alone."""

from __future__ import annotations

from collections.abc import Iterable

from bot import quiet
from bot.context import Context
from bot.feature import Step
from bot.interactions import Replace, Response
from bot.mydata import views
from bot.mydata.handlers import as_there
from bot.ui import Button
from bot.wording import noted
from storage.outbox import OutboxStore
from storage.teams import Role, TeamStore


def choose(ctx: Context, tenant_id: int, wanted: str) -> Response:
    """`yes`: also what the clock has ready is not sent. Anything else: as usual again."""
    mine = as_there(ctx, tenant_id)
    stays_out = wanted == "yes"
    mine.store(TeamStore).set_person_settings(mine.me, **{quiet.SETTING: True if stays_out else None})
    if stays_out:
        mine.store(OutboxStore).drop_from_clock(mine.me.id)
    text = views.left_alone(ctx.locale) if stays_out else views.as_usual(ctx.locale)
    return Replace(noted(text, views.quiet_button(ctx.locale, tenant_id, stays_out=stays_out)))


def button(ctx: Context) -> Button:
    """The other choice than the one they have made."""
    return views.quiet_button(ctx.locale, ctx.me.tenant_id, stays_out=quiet.stays_out(ctx.me))


def steps(ctx: Context) -> Iterable[Step]:
    """What they have chosen, where they come."""
    if ctx.role is Role.member and quiet.stays_out(ctx.me):
        yield Step(15, views.is_left_alone(ctx.locale), button(ctx))
