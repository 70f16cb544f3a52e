"""The course lead's page, `/forloeb` and `/forloeb/<course>`: how far the teams are, and what to do about it. Status
alone, no content. Read in the thread that holds up nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from markupsafe import Markup

from adapters.web.reading import NoSuchPage
from adapters.web.site import SITE, Visit
from bot import leads
from bot.course import gathering, rules, views
from bot.course.rules import Status
from bot.i18n import Locale
from bot.ui import Action
from storage.database import Transaction
from storage.teams import Course


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str
    about: str
    move: str  # the action of its button


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team as the table shows it; `states` are (heading, words, whether it is as it should be)."""

    name: str
    cluster: str
    cluster_action: str
    states: tuple[tuple[str, str, bool], ...]
    people: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class WriteTo:
    label: str
    action: str


async def page(request: web.Request) -> web.StreamResponse:
    return await draw(await request.app[SITE].visit(request))


async def one(request: web.Request) -> web.StreamResponse:
    visit = await request.app[SITE].visit(request)
    return await draw_course(visit, course_of(visit, request))


async def draw(visit: Visit, replies: Sequence[Markup] = ()) -> web.StreamResponse:
    """The only course they lead, or a list of them."""
    led = visit.reader.led
    if not led:
        raise NoSuchPage
    if len(led) == 1:
        return await draw_course(visit, led[0], replies)
    found = await _read(visit, led)
    visit.page, visit.room = "course", None
    rows = [
        (course, views.when(visit.locale, course), views.of_course(visit.locale, rules.summary(teams)))
        for course, teams in zip(led, found, strict=True)
    ]
    return visit.response(
        "courses.html", title=visit.locale.gettext("Dine forløb"), courses=rows, answers=replies
    )


async def draw_course(visit: Visit, course: Course, replies: Sequence[Markup] = ()) -> web.StreamResponse:
    [teams] = await _read(visit, (course,))
    visit.page, visit.room = "course", None
    return visit.response("course.html", answers=replies, **shown(visit.locale, course, teams))


def course_of(visit: Visit, request: web.Request) -> Course:
    """The one the address names, where they lead it. Raises NoSuchPage."""
    text = request.match_info["course"]
    found = next((one for one in visit.reader.led if str(one.id) == text), None)
    if found is None:
        raise NoSuchPage
    return found


async def _read(visit: Visit, led: Sequence[Course]) -> list[tuple[Status, ...]]:
    return await visit.site.read(_statuses, visit.locale, led)


def _statuses(tx: Transaction, locale: Locale, led: Sequence[Course]) -> list[tuple[Status, ...]]:
    return [gathering.status_of(tx, course, locale.now) for course in led]


def shown(locale: Locale, course: Course, teams: Sequence[Status]) -> dict[str, Any]:
    """What the page is drawn of."""
    return {
        "title": course.name,
        "course": course,
        "when": views.when(locale, course),
        "summary": views.of_course(locale, rules.summary(teams)) if teams else "",
        "rows": [_row(locale, course, team) for team in teams],
        "staff": Action.to("teams/staff", course.id, 0).encode(),
        "writes": _writes(locale, course, teams),
    }


def _row(locale: Locale, course: Course, team: Status) -> TeamRow:
    return TeamRow(
        team.name,
        team.cluster,
        Action.to("course/cluster", course.id, team.id).encode(),
        views.states(locale, team),
        tuple(
            PersonRow(who.name, about, Action.to("course/move", course.id, team.id, who.id).encode())
            for who, about in views.people(locale, team)
        ),
    )


def _writes(locale: Locale, course: Course, teams: Sequence[Status]) -> list[WriteTo]:
    if not teams:
        return []
    everyone = WriteTo(locale.gettext("Skriv til alle teams"), Action.to("monday/course", course.id).encode())
    named = [
        WriteTo(
            views.write_to(locale, cluster),
            Action.to("monday/course", course.id, leads.cluster_mark(cluster)).encode(),
        )
        for cluster in rules.clusters(teams)
    ]
    return [everyone, *named]
