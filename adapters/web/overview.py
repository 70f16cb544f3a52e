"""A facilitator's teams on one page, `/overblik`, and each team's own, `/overblik/<team>`: what its members read there is
what the facilitator does. Both are read in the thread that holds up nobody."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from aiohttp import web

from adapters.web.pages import room_of
from adapters.web.reading import NoSuchPage, Reader
from adapters.web.site import SITE, Visit
from bot.feature import TEAM
from bot.i18n import Locale
from bot.overview import gathering, rules, views
from bot.overview.rules import Facts
from bot.overview.views import Cell, WeekRow
from storage.database import Database, Transaction
from storage.overview import OverviewStore
from storage.teams import Course, Team

Courses = list[tuple[Course, tuple[Facts, ...]]]


@dataclass(frozen=True, slots=True)
class Row:
    """A team as the table shows it."""

    team_id: int
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CourseTable:
    name: str
    weeks: str
    rows: tuple[Row, ...]


# ---- all of a facilitator's


async def page(request: web.Request) -> web.StreamResponse:
    visit, found = await _facilitated(request)
    visit.page = "overview"
    return visit.response("overview.html", **shown(visit.locale, found))


def shown(locale: Locale, found: Courses) -> dict[str, Any]:
    """What the page is drawn of."""
    tables = [_table(locale, course, teams) for course, teams in found]
    return {
        "title": locale.gettext("Overblik"),
        "tables": tables,
        "headings": views.headings(locale),
        "count": sum(len(one.rows) for one in tables),
    }


async def as_csv(request: web.Request) -> web.StreamResponse:
    """As Danish Excel opens it: semicolons, and a mark that says UTF-8."""
    visit, found = await _facilitated(request)
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


async def _facilitated(request: web.Request) -> tuple[Visit, Courses]:
    """Raises NoSuchPage for who facilitates no team."""
    visit = await request.app[SITE].visit(request)
    teams = visit.reader.facilitated
    if not teams:
        raise NoSuchPage
    found = await visit.site.database.read(read, visit.site.database, visit.reader, teams, visit.locale.now)
    return visit, found


def read(database: Database, who: Reader, teams: Sequence[Team], now: datetime) -> Courses:
    """Course by course, by their names."""
    by_course = sorted(teams, key=lambda team: (rules.in_order(team.course.name), team.course.id))
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
    [found] = await visit.site.database.read(_one, visit.site.database, visit.reader, team, visit.locale.now)
    visit.page, visit.room = "room", team.id
    rows: tuple[WeekRow, ...] = views.week_rows(visit.locale, found)
    return visit.response(
        "team.html",
        title=team.name,
        course=team.course.name,
        cells=views.cells(visit.locale, found),
        weeks=views.week_names(visit.locale, found),
        rows=rows,
    )


def _theirs(who: Reader, team_id: int) -> Team:
    """A team they are in or facilitate. Who leads its course sees its status elsewhere, not its weeks."""
    for belonging in who.belongings:
        if belonging.team.id == team_id and belonging.role in TEAM:
            return belonging.team
    raise NoSuchPage


def _one(database: Database, who: Reader, team: Team, now: datetime) -> tuple[Facts, ...]:
    with database.transaction() as tx:
        return facts(tx, who, [team], now)
