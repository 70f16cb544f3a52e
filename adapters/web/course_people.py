"""The course lead's list of people: picked, looked through, loaded; and the lists that go the other way."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar
from urllib.parse import quote

from aiohttp import web

from adapters.web import parse, posts
from adapters.web.course import course_of
from adapters.web.parse import Unreadable
from adapters.web.reading import NoSuchPage
from adapters.web.site import SITE, Visit
from bot.context import Context
from bot.course import weeks as planned_weeks
from bot.errors import BotError, NotFound
from bot.teams import course_template, newcomers, people_csv, people_loading
from bot.teams.course_template import CprFound
from bot.teams.people_loading import Undone
from bot.teams.problems import CourseFileError
from bot.teams.report import Report
from bot.teams.views.report import sections
from storage.database import BACKGROUND, Transaction
from storage.teams import Course

T = TypeVar("T")


async def page(request: web.Request) -> web.StreamResponse:
    visit = await request.app[SITE].visit(request)
    return await _draw(visit, course_of(visit, request))


async def preview(request: web.Request) -> web.StreamResponse:
    """What the list would change. Nothing is stored; the list goes along in the form that loads it."""
    visit, posted = await posts.signed_post(request)
    course = course_of(visit, request)
    filename, content = parse.upload(posted, "list")
    if not content:
        return await _draw(visit, course, status=422, nothing_picked=True)
    try:
        await _as_lead(visit, people_loading.preview, course.id, content, filename)
    except Undone as undone:
        kept = base64.b64encode(content).decode()
        return await _draw(visit, course, report=undone.report, kept=kept, filename=filename)
    except CourseFileError as wrong:
        return await _draw(visit, course, status=422, wrong=wrong)
    raise AssertionError("a preview is always undone")


async def load(request: web.Request) -> web.StreamResponse:
    visit, posted = await posts.signed_post(request)
    course = course_of(visit, request)
    try:
        content = base64.b64decode(parse.field(posted, "kept"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unreadable("not a list that was looked through") from error
    filename = parse.field(posted, "filename")[:200]
    try:
        report = await _as_lead(visit, people_loading.load, course.id, content, filename)
    except CourseFileError as wrong:  # what it is about has changed since
        return await _draw(visit, course, status=422, wrong=wrong)
    return await _draw(visit, course, report=report)


async def template(request: web.Request) -> web.StreamResponse:
    """Who is there now, under the headings: a list to go on with."""
    visit = await request.app[SITE].visit(request)
    course = course_of(visit, request)
    rows = await _look(visit, people_loading.as_list, course.id)
    return _csv(rows, visit.locale.gettext("personer"))


async def weeks(request: web.Request) -> web.StreamResponse:
    """What each team will get, before it gets it."""
    visit = await request.app[SITE].visit(request)
    course = course_of(visit, request)
    plans = await _look(visit, planned_weeks.of_course, course.id)
    visit.page = "course"
    title = visit.locale.gettext("Ugerne")
    return visit.response("course_weeks.html", title=title, course=course, plans=plans)


async def copy_page(request: web.Request) -> web.StreamResponse:
    visit = await request.app[SITE].visit(request)
    course = course_of(visit, request)
    return _draw_copy(visit, course, course.name, _proposed(course, visit.locale.today).isoformat())


def _proposed(course: Course, today: date) -> date:
    """The Monday half a year after it began, or the next one."""
    wanted = max(course.starts_on + timedelta(weeks=26), today + timedelta(weeks=1))
    return wanted - timedelta(days=wanted.weekday())


async def copy(request: web.Request) -> web.StreamResponse:
    """The file of the next course; the operator loads it."""
    visit, posted = await posts.signed_post(request)
    course = course_of(visit, request)
    name, starts = parse.field(posted, "name"), parse.field(posted, "starts")
    try:
        wanted = course_template.wanted(name, starts)
        filename, text = await _as_lead(visit, course_template.of_course, course.id, wanted)
    except BotError as error:
        problem = visit.locale.gettext(error.message) % error.values
        shown = "" if isinstance(error, CprFound) else name
        return _draw_copy(visit, course, shown, starts[:10], problem)
    return _file(text.encode(), filename, "application/toml")


def _draw_copy(visit: Visit, course: Course, name: str, starts: str, problem: str = "") -> web.Response:
    visit.page = "course"
    title, status = visit.locale.gettext("Kopiér som skabelon"), 422 if problem else 200
    values = {"course": course, "name": name, "starts": starts, "problem": problem}
    return visit.response("course_copy.html", status=status, title=title, **values)


async def links(request: web.Request) -> web.StreamResponse:
    visit, _posted = await posts.signed_post(request)
    course = course_of(visit, request)
    rows = await _as_lead(visit, newcomers.ways_in, course.id)
    return _csv(rows, visit.locale.gettext("links"))


async def _draw(
    visit: Visit,
    course: Course,
    *,
    status: int = 200,
    report: Report | None = None,
    wrong: CourseFileError | None = None,
    **more: Any,
) -> web.StreamResponse:
    visit.page, visit.room = "course", None
    waiting = await _look(visit, newcomers.count, course.id)
    problems = [one.text(visit.locale, wrong.filename) for one in wrong.problems] if wrong else []
    return visit.response(
        "course_people.html",
        status=status,
        title=visit.locale.gettext("Læs personer ind"),
        course=course,
        report=report,
        changes=bool(report and (report.added or report.changed)),
        sections=sections(report, visit.locale) if report else [],
        problems=problems,
        waiting=waiting,
        most=people_csv.MOST_ROWS,
        **{"kept": "", "filename": "", "nothing_picked": False, **more},
    )


async def _as_lead(visit: Visit, work: Callable[..., T], *args: Any) -> T:
    """`work(ctx, *args)` in one transaction, as who is signed in; what it posts waits for working hours, and people
    who press a button go before it."""
    return await visit.site.transact(_run, visit, work, args, priority=BACKGROUND)


async def _look(visit: Visit, work: Callable[..., T], *args: Any) -> T:
    """The same for what only reads, however long it takes."""
    return await visit.site.read(_run, visit, work, args)


def _run(tx: Transaction, visit: Visit, work: Callable[..., T], args: tuple[Any, ...]) -> T:
    bot, locale, person = visit.site.bot, visit.locale, visit.reader.person
    ctx = Context(
        tx, bot.features, bot.settings, locale.now, locale, tenant_id=person.tenant_id, person=person,
        sender=visit.reader.sender, by_clock=True,
    )  # fmt: skip
    try:
        return work(ctx, *args)
    except NotFound as error:  # they lead it no longer
        raise NoSuchPage from error


def _csv(rows: list[list[str]], name: str) -> web.Response:
    return _file(people_csv.written(rows), f"{name}.csv", "text/csv")


def _file(content: bytes, name: str, kind: str) -> web.Response:
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Cache-Control": "private, no-store",
    }
    return web.Response(body=content, content_type=kind, charset="utf-8", headers=headers)
