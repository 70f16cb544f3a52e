"""The end of a course, stage by stage: what is private goes when it closes, what its teams share some weeks later, the
log and the course itself last (domain.md §5.5). Each stage in one transaction; twice is once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot import keeping
from bot.context import Context
from bot.events import CourseClosed
from bot.i18n import Locale
from storage.audit import AuditStore
from storage.endings import EndingStore, open_courses
from storage.erasures import CLOSED, open_again
from storage.teams import Course, TeamStore

if TYPE_CHECKING:
    from bot.app import Bot

CLOSE, EMPTY, LOG = "closing/close", "closing/empty", "closing/log"  # kinds of work, run by that feature


def plan(ctx: Context, course: Course) -> None:
    """Have the course close by itself when its time has come."""
    replace(ctx, team=None).schedule(CLOSE, keeping.closes_at(course), course.id)


def close(ctx: Context, course_id: int, at: datetime | None = None) -> bool:
    """Close the course: private texts and calendar links go, its teams' places are free, and what its teams share has
    a date. `at` (UTC): when it really closed, of a restored backup. False when it was closed already."""
    store, closed_at = ctx.store(EndingStore), at or ctx.now
    if not store.close(course_id, closed_at):
        return False
    teams, leaving = store.teams(course_id), store.leaving(course_id)
    for team in teams:
        here = ctx.for_team(team)
        for feature in ctx.features.all:
            if feature.retention and feature.retention.end:
                feature.retention.end(here, leaving)
    store.let_go([team.id for team in teams])
    course = ctx.store(TeamStore).course(course_id)
    assert course is not None
    nowhere = replace(ctx, team=None)
    nowhere.unschedule(CLOSE, course_id)
    nowhere.schedule(EMPTY, keeping.emptied_at(course), course_id)
    nowhere.schedule(LOG, keeping.log_ends_at(course), course_id)
    nowhere.announce(CourseClosed(course_id))
    ctx.tx.erased = True
    return True


def empty(ctx: Context, course_id: int) -> None:
    """What the course's teams share goes, and people who are in nothing else."""
    store = ctx.store(EndingStore)
    store.empty(course_id)
    for feature in ctx.features.all:
        if feature.retention and feature.retention.sweep:
            feature.retention.sweep(ctx)
    store.forget_files()
    ctx.tx.erased = True


def forget(ctx: Context, course_id: int) -> None:
    """The log goes, and the course itself."""
    ctx.store(AuditStore).forget(course_id)
    ctx.store(EndingStore).forget_course(course_id)
    ctx.tx.erased = True


# ---- at the start of the process


def catch_up(bot: Bot) -> int:
    """Courses that have ended and that a restored backup brought back end again; every open one has its end planned.
    How many stages it was."""
    now = bot.clock()
    locale = Locale(bot.settings.language, bot.settings.zone, now)
    with bot.database.transaction() as tx:
        again = open_again(tx)
        for one in again:
            ctx = Context(tx, bot.features, bot.settings, now, locale, tenant_id=one.tenant_id, by_clock=True)
            if one.what == CLOSED:
                close(ctx, one.person_id, one.at)
            else:
                empty(ctx, one.person_id)
        for tenant_id, course_id in open_courses(tx):
            ctx = Context(tx, bot.features, bot.settings, now, locale, tenant_id=tenant_id, by_clock=True)
            course = ctx.store(TeamStore).course(course_id)
            if course is not None:
                plan(ctx, course)
    return len(again)
