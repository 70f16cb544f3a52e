"""Which calendars are due to be read, and what becomes of what was found in them. The fetching itself is a door's.

A calendar is read every four hours, and at once when it is given or asked for. It is read for as long as its
owner is in a course that has not ended; then its address and its times are deleted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import Bot
from bot.calendar import local_to_utc
from bot.context import Context
from bot.feeds import Wanted
from bot.feeds.wanted import WORDS
from bot.i18n import Locale
from bot.ports import NotFetched
from storage.calendar_sources import CalendarSource, CalendarSourceStore, next_due, take_due
from storage.database import Transaction
from storage.taken import Reading
from storage.teams import Course, Person, Role, Team, TeamStore

EVERY = timedelta(hours=4)
SPREAD = 59  # minutes: a school's calendars are not all fetched at once
FIRST_RETRY = timedelta(minutes=30)  # doubling, up to a day
LONGEST_RETRY = timedelta(days=1)
PATIENCE = 3  # readings that may fail before the owner is told of what may pass by itself
ROLES = (Role.member, Role.facilitator, Role.partner, Role.guest)


@dataclass(frozen=True, slots=True)
class Due:
    """A calendar to fetch, and what to read in it."""

    source: CalendarSource
    address: str
    wanted: Wanted


def take(bot: Bot) -> Due | None:
    """The next calendar that is due; None when none is. Call it in a database thread. What nobody needs any more
    is deleted on the way."""
    now = bot.clock()
    with bot.database.transaction() as tx:
        while (source := take_due(tx, now)) is not None:
            ctx = _context(bot, tx, source.tenant_id, now)
            wanted = _wanted(ctx, source)
            if wanted is None:
                ctx.store(CalendarSourceStore).remove(source.id)
                tx.erased = True
            elif source.address:
                return Due(source, source.address, wanted)
            else:
                _failed(ctx, source, NotFetched("key", lasting=True))
    return None


def next_at(bot: Bot) -> datetime | None:
    with bot.database.transaction() as tx:
        return next_due(tx)


def keep(bot: Bot, due: Due, found: Reading) -> None:
    """It was read. Its owner is told, once, when some of it could not be."""
    now, source = bot.clock(), due.source
    with bot.database.transaction() as tx:
        ctx = _context(bot, tx, source.tenant_id, now)
        at = now + EVERY + timedelta(minutes=source.id % SPREAD)
        if ctx.store(CalendarSourceStore).answered(source.id, source.round, found, at):
            unread = found.unread if found.times is not None else source.unread
            _tell(ctx, source, "unread" if unread else "")


def fail(bot: Bot, due: Due, problem: NotFetched) -> None:
    """It could not be read: what was read last time counts until it can."""
    with bot.database.transaction() as tx:
        _failed(_context(bot, tx, due.source.tenant_id, bot.clock()), due.source, problem)


def _failed(ctx: Context, source: CalendarSource, problem: NotFetched) -> None:
    failures = source.failures + 1
    pause = min(FIRST_RETRY * 2 ** min(failures - 1, 10), LONGEST_RETRY)
    store = ctx.store(CalendarSourceStore)
    if store.failed(source.id, source.round, problem.problem, failures, ctx.now + pause):
        told = problem.lasting or failures >= PATIENCE
        _tell(ctx, source, problem.problem if told else told_of(source))


def _context(bot: Bot, tx: Transaction, tenant_id: int, now: datetime) -> Context:
    locale = Locale(bot.settings.language, bot.settings.zone, now)
    return Context(tx, bot.features, bot.settings, now, locale, tenant_id=tenant_id, by_clock=True)


# ---- what is wanted of a calendar


def _wanted(ctx: Context, source: CalendarSource) -> Wanted | None:
    """None when nobody needs it any more."""
    if source.person_id is not None:
        person = ctx.store(TeamStore).person(source.person_id)
        return _wanted_of_person(ctx, person) if person else None
    assert source.course_id is not None
    course = ctx.store(TeamStore).course(source.course_id)
    return wanted_of_course(course) if course and _goes_on(ctx, course) else None


def _wanted_of_person(ctx: Context, person: Person) -> Wanted | None:
    courses = [team.course for team in _teams(ctx, person.id) if _goes_on(ctx, team.course)]
    if not courses:
        return None
    last = max(courses, key=lambda course: course.ends_on)
    zone = ZoneInfo(last.zone)
    owner = frozenset({person.email.casefold()} if person.email else ())
    since = local_to_utc(ctx.now.astimezone(zone).date() - timedelta(days=1), time(), zone)
    return Wanted(since=since, until=_end(last), zone=zone, owner=owner)


def wanted_of_course(course: Course) -> Wanted:
    """All of its timetable, from its first day to its last."""
    since = local_to_utc(course.starts_on, time(), ZoneInfo(course.zone))
    return Wanted(
        since=since, until=_end(course), zone=ZoneInfo(course.zone), words=words_of(course.settings)
    )


def words_of(settings: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """What teaching is called in a course: the usual words, and its own instead where it has any."""
    own = settings.get("timetable", {}).get("words", {})
    return {kind: tuple(own.get(kind) or words) for kind, words in WORDS.items()}


def _teams(ctx: Context, person_id: int) -> list[Team]:
    return [team for role in ROLES for team in ctx.store(TeamStore).teams_of(person_id, role)]


def _goes_on(ctx: Context, course: Course) -> bool:
    return course.closed_at is None and ctx.now < _end(course)


def _end(course: Course) -> datetime:
    """The midnight after its last day, UTC."""
    return local_to_utc(course.ends_on + timedelta(days=1), time(), ZoneInfo(course.zone))


# ---- a word to its owner


def _tell(ctx: Context, source: CalendarSource, what: str) -> None:
    """Once for each thing that is wrong; the card that says so goes when it is right again."""
    if what == told_of(source):
        return
    if source.told:
        ctx.refresh(trouble_key(source))
    told = replace(source, told=f"{what} {source.round}" if what else "")
    ctx.store(CalendarSourceStore).told(source.id, told.told)
    for person, team in _owners(ctx, source) if what else ():
        ctx.for_team(team).post(person, trouble_key(told))


def _owners(ctx: Context, source: CalendarSource) -> list[tuple[Person, Team]]:
    """Who is told of it, each as somebody of a team: a timetable's are those who run its course."""
    store = ctx.store(TeamStore)
    if source.course_id is not None:
        return list(store.who_run(source.course_id))
    assert source.person_id is not None
    person, teams = store.person(source.person_id), _teams(ctx, source.person_id)
    return [(person, teams[0])] if person and teams else []


def told_of(source: CalendarSource) -> str:
    """What its owner knows is wrong with it; "" when nothing is."""
    return source.told.partition(" ")[0]


def trouble_key(source: CalendarSource) -> str:
    """The card that tells of it: a new one each time something else is wrong."""
    return f"availability/trouble/{source.id}/{source.told.partition(' ')[2] or 0}"
