"""A facilitator's teams on one page, `/overblik`, and each team's own, `/overblik/<team>`: what its members read there is
what the facilitator does. Both are read in the thread that holds up nobody."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from aiohttp import web
from markupsafe import Markup

from adapters.door import handled
from adapters.web import answers, parse, posts
from adapters.web.pages import room_of
from adapters.web.reading import NoSuchPage, Reader
from adapters.web.site import SITE, Site, Visit
from bot import chosen, dates
from bot.context import Context
from bot.feature import TEAM
from bot.i18n import Locale
from bot.interactions import Press
from bot.monday import evidence
from bot.overview import colleague_views, gathering, views
from bot.overview.rules import Facts
from bot.overview.views import Cell, WeekRow
from bot.sorting import in_order
from bot.ui import Action
from storage.audit import AuditStore, Deed
from storage.colleagues import ColleagueStore
from storage.database import Database, Transaction
from storage.monday import MondayStore
from storage.overview import OverviewStore
from storage.teams import Course, Team, TeamStore

SAID_LATELY = timedelta(weeks=4)
Courses = list[tuple[Course, tuple[Facts, ...]]]


@dataclass(frozen=True, slots=True)
class Row:
    """A team as the table shows it."""

    team_id: int
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Doing:
    """Something to do with several teams: the form's route, with what stands before the teams in it."""

    value: str
    action: tuple[str, ...]


DOINGS = (
    Doing("write", ("monday/several",)),
    Doing("reflection", ("reflections/several", "any")),
    Doing("times", ("supervision/new",)),
)


@dataclass(frozen=True, slots=True)
class CourseTable:
    name: str
    weeks: str
    rows: tuple[Row, ...]


# ---- all of a facilitator's


async def page(request: web.Request) -> web.StreamResponse:
    return await draw(await request.app[SITE].visit(request))


async def draw(
    visit: Visit, replies: Sequence[Markup] = (), *, nothing_picked: bool = False
) -> web.StreamResponse:
    found = await _facilitated(visit)
    visit.page, visit.room = "overview", None
    status = 422 if nothing_picked else 200
    more = {"answers": replies, "nothing_picked": nothing_picked}
    return visit.response("overview.html", status=status, **shown(visit.locale, found), **more)


def shown(locale: Locale, found: Courses) -> dict[str, Any]:
    """What the page is drawn of."""
    tables = [_table(locale, course, teams) for course, teams in found]
    return {
        "title": locale.gettext("Overblik"),
        "tables": tables,
        "headings": views.headings(locale),
        "count": sum(len(one.rows) for one in tables),
    }


async def several(request: web.Request) -> web.StreamResponse:
    """The form for what is to be done with the teams whose boxes are ticked; the core decides who may."""
    visit, posted = await posts.signed_post(request)
    mine = {str(team.id): team.id for team in visit.reader.facilitated}
    picked = [mine[one] for one in parse.every(posted, "team") if one in mine]
    doing = next((one for one in DOINGS if one.value == parse.field(posted, "do")), None)
    if not mine or doing is None:
        raise NoSuchPage
    visit.page = "overview"
    if not picked:
        return await draw(visit, nothing_picked=True)
    route, *first = doing.action
    action = Action.to(route, *first, chosen.encode(picked, mine.values()))
    sender = visit.reader.sender
    press = Press(sender=sender, place=None, action=action, delivery_id=parse.delivery_id(posted, sender))
    return await answers.answer(visit, await handled(visit.site.bot, press))


async def as_csv(request: web.Request) -> web.StreamResponse:
    """As Danish Excel opens it: semicolons, and a mark that says UTF-8."""
    visit = await request.app[SITE].visit(request)
    found = await _facilitated(visit)
    courses = [course for course, _ in found]
    await visit.site.database.run(_taken_out, visit.site.database, visit.reader, courses, visit.locale.now)
    text = io.StringIO()
    lines = views.table(visit.locale, [one for _, teams in found for one in teams])
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(lines)
    return web.Response(
        body=b"\xef\xbb\xbf" + text.getvalue().encode(),
        content_type="text/csv",
        charset="utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{visit.locale.gettext("overblik")}.csv"',
            "Cache-Control": "private, no-store",
        },
    )


def _taken_out(database: Database, reader: Reader, courses: Sequence[Course], now: datetime) -> None:
    """Noted for each course, in the writer's thread."""
    with database.transaction() as tx:
        for course in courses:
            log = AuditStore(tx, course.tenant_id, now)
            log.note(
                Deed.exported, actor_id=reader.person.id, person_id=None, team_id=None, course_id=course.id
            )


async def _facilitated(visit: Visit) -> Courses:
    """Raises NoSuchPage for who facilitates no team."""
    teams = visit.reader.facilitated
    if not teams:
        raise NoSuchPage
    return await visit.site.database.read(read, visit.site.database, visit.reader, teams, visit.locale.now)


def read(database: Database, who: Reader, teams: Sequence[Team], now: datetime) -> Courses:
    """Course by course, by their names."""
    by_course = sorted(teams, key=lambda team: (in_order(team.course.name), team.course.id))
    with database.transaction() as tx:
        return [
            (course, facts(tx, who, list(them), now))
            for course, them in groupby(by_course, key=lambda team: team.course)
        ]


def facts(tx: Transaction, who: Reader, teams: Sequence[Team], now: datetime) -> tuple[Facts, ...]:
    return gathering.facts_of(OverviewStore(tx, who.person.tenant_id, now), teams, now)


def _table(locale: Locale, course: Course, teams: Sequence[Facts]) -> CourseTable:
    names = views.week_names(locale, teams[0])
    return CourseTable(
        course.name,
        f"{names[0]} – {names[-1]}",
        tuple(Row(one.team_id, one.name, views.cells(locale, one)) for one in teams),
    )


# ---- one team's


async def team(request: web.Request) -> web.StreamResponse:
    visit = await request.app[SITE].visit(request)
    team = _theirs(visit.reader, room_of(request))
    site = visit.site
    found, now, said, asked = await site.database.read(_one, site, visit.reader, team, visit.locale)
    visit.page, visit.room = "room", team.id
    rows: tuple[WeekRow, ...] = views.week_rows(visit.locale, found)
    return visit.response(
        "team.html",
        title=team.name,
        course=team.course.name,
        cells=views.cells(visit.locale, found),
        weeks=views.week_names(visit.locale, found),
        rows=rows,
        now=now,
        said=said,
        asked=asked,
        ask=Action.to("overview/ask", team.id).encode() if team in visit.reader.facilitated else "",
    )


def _theirs(who: Reader, team_id: int) -> Team:
    """A team they are in or facilitate. Who leads its course sees its status elsewhere, not its weeks."""
    for belonging in who.belongings:
        if belonging.team.id == team_id and belonging.role in TEAM:
            return belonging.team
    raise NoSuchPage


def _one(
    site: Site, who: Reader, team: Team, locale: Locale
) -> tuple[Facts, list[str], list[tuple[str, str]], list[str]]:
    """Its facts, what is said of it now and was on Mondays lately, and that its facilitator has asked another."""
    with site.database.transaction() as tx:
        [found] = facts(tx, who, [team], locale.now)
        lines = MondayStore(tx, team.tenant_id, locale.now).lines_about([team.id], locale.today - SAID_LATELY)
        said = [
            (dates.week_label(line.said_on, locale.language), line.texts.get(locale.language, ""))
            for line in lines
            if not line.personal
        ]
        teams, asked = TeamStore(tx, team.tenant_id, locale.now), []
        for one in ColleagueStore(tx, team.tenant_id, locale.now).of_team(team.id):
            if asker := teams.person(one.asker_id):
                day = locale.local(one.asked_at).date()
                asked.append(colleague_views.for_the_team(locale, asker.first_name, day))
        return found, evidence.for_the_team(_as_reader(site, tx, who, team, locale)), said, asked


def _as_reader(site: Site, tx: Transaction, who: Reader, team: Team, locale: Locale) -> Context:
    """To read only."""
    features, settings = site.bot.features, site.settings
    return Context(tx, features, settings, locale.now, locale, team.tenant_id, person=who.person, team=team)
