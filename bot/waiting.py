"""What has waited for a facilitator, and for how long; who was told of it, and who to turn to when nobody answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot import dates
from bot.context import Context
from bot.feature import Step
from bot.i18n import md
from bot.names import facilitators
from bot.ui import Button
from storage.outbox import OutboxStore
from storage.teams import Role, TeamStore
from storage.teams.staff import StaffStore

LONG = 3  # working days
ASKED = 18  # a step's urgency


def days(ctx: Context, since: datetime) -> int:
    """Working days since that moment, where the context's team is."""
    return ctx.days_off.working_days_since(
        since.astimezone(ctx.zone).date(), ctx.now.astimezone(ctx.zone).date()
    )


def long(ctx: Context, since: datetime) -> bool:
    return days(ctx, since) >= LONG


def was_told(ctx: Context, asked_at: datetime, key: str = "") -> bool:
    """Whether it was said to the context's person: they facilitated the team when it was asked for, or the card with
    this key was sent to them. What somebody has told one facilitator is not handed on to the next."""
    me = ctx.person.id if ctx.person else 0
    mine = [one for one in ctx.store(TeamStore).members(ctx.here.id, Role.facilitator) if one.person_id == me]
    if any(one.joined_at <= asked_at for one in mine):
        return True
    return bool(mine and key) and any(one.person_id == me for one in ctx.store(OutboxStore).with_key(key))


def turn_to(ctx: Context) -> str:
    """Who to turn to, as a sentence: a substitute, else the course's leads; "" where there is nobody."""
    here = ctx.store(TeamStore).members(ctx.here.id, Role.facilitator)
    standing_in = [one for one in here if one.until is not None]
    if standing_in:
        text = ctx.locale.ngettext(
            "%(name)s er vikar. Skriv til %(name)s.",
            "%(name)s er vikarer. Skriv til dem.",
            len(standing_in),
        )
        return text % {"name": facilitators(ctx.locale, standing_in)}
    leads = ctx.store(StaffStore).leads(ctx.here.course.id)
    if not leads:
        return ""
    text = ctx.locale.ngettext(
        "Skriv til %(name)s, som er forløbsansvarlig.",
        "Skriv til %(name)s, som er forløbsansvarlige.",
        len(leads),
    )
    return text % {"name": ctx.locale.names([one.name for one in leads])}


def step(ctx: Context, since: datetime, again: Button) -> Iterable[Step]:
    """For who has asked for help and heard nothing: who else there is, and to ask again (`again` asks them anew what may
    be said, so that a substitute hears of it only with a yes). Nothing where there is nobody else."""
    whom = turn_to(ctx)
    if whom:
        _ = ctx.locale.gettext
        text = _("Du bad om hjælp %(day)s, og der er ikke svaret endnu. %(whom)s Kun du ser det her.")
        day = dates.day(ctx.locale.local(since).date(), ctx.locale.local(ctx.now), ctx.locale.language)
        yield Step(ASKED, md(text, day=day, whom=whom), again)
