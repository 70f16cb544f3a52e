"""Calendars to subscribe to: `<base url>/kalender/<secret>.ics`, a person's own or a team's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import ics
from bot.app import Bot
from bot.context import Context
from bot.feature import CalendarEntry
from bot.i18n import Locale
from bot.settings import Settings
from storage.calendars import CalendarFeed, CalendarStore, find_calendar
from storage.database import Transaction
from storage.teams import Role, TeamStore

ROLES = (Role.member, Role.partner, Role.guest, Role.facilitator)


def url(settings: Settings, secret: str) -> str:
    """The address a calendar program subscribes to."""
    return f"{settings.base_url.rstrip('/')}/kalender/{secret}.ics"


def person_url(ctx: Context) -> str:
    """The address of the acting person's own calendar."""
    return url(ctx.settings, ctx.store(CalendarStore).of_person(ctx.me.id))


def team_url(ctx: Context) -> str:
    return url(ctx.settings, ctx.store(CalendarStore).of_team(ctx.here.id))


def feed(bot: Bot, secret: str) -> bytes | None:
    """The calendar a secret opens (text/calendar), None when it opens none. Call it in a database thread."""
    now = bot.clock()
    with bot.database.transaction() as tx:
        found = find_calendar(tx, secret, now)
        return _calendar(_context(bot, tx, found.tenant_id, now), found) if found else None


def _context(bot: Bot, tx: Transaction, tenant_id: int, now: datetime) -> Context:
    locale = Locale(bot.settings.language, bot.settings.zone, now)
    return Context(tx, bot.features, bot.settings, now, locale, tenant_id=tenant_id)


def _calendar(ctx: Context, feed: CalendarFeed) -> bytes | None:
    if feed.team_id is not None:
        team = ctx.store(TeamStore).team(feed.team_id)
        if team is None or team.course.closed_at is not None:
            return None
        entries = ctx.features.calendar(ctx.for_team(team))
        return ics.feed(team.name, [entry for entry in entries if entry.busy])
    assert feed.person_id is not None
    return _of_person(ctx, feed.person_id)


def _of_person(ctx: Context, person_id: int) -> bytes | None:
    """Everything in every team the person is in now. Windows and limits only for who is told of them
    nowhere else."""
    teams = ctx.store(TeamStore)
    person = teams.person(person_id)
    if person is None:
        return None
    without_chat = all(account.platform == "web" for account in teams.accounts(person_id))
    entries: list[CalendarEntry] = []
    for role in ROLES:
        for team in teams.teams_of(person_id, role):
            here = replace(ctx.for_person(person, team), role=role)
            entries += [one for one in ctx.features.calendar(here) if one.busy or without_chat]
    return ics.feed("Samspil", sorted(entries, key=lambda one: (one.start, one.uid)))
