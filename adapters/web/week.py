"""A usual week to paint: `/mig/uge/<team>`. What is painted is sent to the core as its form would be."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from adapters.door import handled
from adapters.web import answers, parse, posts
from adapters.web.pages import room_of
from adapters.web.parse import Posted
from adapters.web.reading import Reader
from adapters.web.site import SITE, Visit
from bot import dates
from bot.availability import rules
from bot.availability.rules import HOURS, Can, Part, Week
from bot.availability.views import week_in_words
from bot.interactions import Submit
from bot.team_parts import workdays
from bot.ui import Action
from storage.database import Transaction
from storage.weeks import WeekStore


async def page(request: web.Request) -> web.StreamResponse:
    visit = await request.app[SITE].visit(request)
    team = visit.reader.team(room_of(request))
    week = await visit.site.transact(_week, visit.reader)
    visit.page = "me"
    return _draw(visit, team.id, week, rules.days_asked(workdays(team)))


async def save(request: web.Request) -> web.StreamResponse:
    visit, posted = await posts.signed_post(request)
    team = visit.reader.team(room_of(request))
    before = await visit.site.transact(_week, visit.reader)
    days = rules.days_asked(workdays(team))
    week = rules.painted_over(before, _cells(posted, days), days)
    sender = visit.reader.sender
    submit = Submit(
        sender=sender,
        place=None,
        action=Action.to("availability/week", team.id),
        values={"cannot": (), "rather_not": (), "more": week_in_words(visit.locale, week)},
        delivery_id=parse.delivery_id(posted, sender),
    )
    return await answers.answer(visit, await handled(visit.site.bot, submit))


def _week(tx: Transaction, who: Reader) -> Week:
    """What this session may see of the person's week."""
    store = WeekStore(tx, who.person.tenant_id, who.locale.now)
    said = store.weeks_of([who.person.id], who.session.private_since).get(who.person.id, ())
    return tuple(Part(one.weekday, one.since, one.until, one.soft) for one in said)


def _cells(posted: Posted, days: Sequence[int]) -> dict[tuple[int, int], Can]:
    """Those that were sent and make sense; others stay as they are."""
    known = {one.value for one in Can}
    sent = {(day, hour): parse.field(posted, f"c.{day}.{hour}") for day in days for hour in HOURS}
    return {place: Can(value) for place, value in sent.items() if value in known}


def _draw(visit: Visit, team_id: int, week: Week, weekdays: Sequence[int]) -> web.Response:
    locale = visit.locale
    _ = locale.gettext
    cells = rules.painted(week, weekdays)
    days = {day: dates.weekday_name(day, locale.language) for day in weekdays}
    return visit.response(
        "week.html",
        title=_("Din uge"),
        action=f"/mig/uge/{team_id}",
        brushes=[(Can.no.value, _("Kan ikke")), (Can.rather_not.value, _("Helst ikke")), (Can.yes.value, _("Kan"))],
        days=[(day[:1].upper() + day[1:], day[:1].upper() + day[1:3]) for day in days.values()],
        rows=[
            (f"{hour}-{hour + 1}", [(f"c.{day}.{hour}", days[day], cells[day, hour].value) for day in weekdays])
            for hour in HOURS
        ],
    )  # fmt: skip
