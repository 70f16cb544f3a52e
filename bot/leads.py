"""Who leads a course, asked of the database at the moment they act. To anybody else it is not there."""

from __future__ import annotations

import hashlib

from bot.context import Context
from bot.errors import NotAllowed, NotFound
from storage.course_status import CourseStatusStore
from storage.teams import Course, Team

CLUSTER = "cluster"  # in a team's settings
LONGEST_MARK = 24  # bytes, each at most three signs of an action


def courses(ctx: Context) -> tuple[Course, ...]:
    """The open courses of whoever acts. Raises NotAllowed for who leads none."""
    found = ctx.store(CourseStatusStore).led_by(ctx.me.id)
    if not found:
        raise NotAllowed
    return found


def course(ctx: Context, course_id: int) -> Course:
    """Raises NotFound where they do not lead it."""
    led = ctx.store(CourseStatusStore).led_by(ctx.me.id)
    found = next((one for one in led if one.id == course_id), None)
    if found is None:
        raise NotFound
    return found


def led(ctx: Context) -> frozenset[int]:
    """The open courses whoever acts leads, by id."""
    return frozenset(one.id for one in ctx.store(CourseStatusStore).led_by(ctx.me.id))


def teams(ctx: Context, course_id: int, cluster: str = "") -> tuple[Team, ...]:
    """The teams of a course they lead, or of one of its clusters (or its mark). Raises NotFound, also for a cluster without teams."""
    found = ctx.store(CourseStatusStore).teams(course(ctx, course_id).id)
    if cluster:
        found = tuple(team for team in found if cluster in (cluster_of(team), cluster_mark(cluster_of(team))))
        if not found:
            raise NotFound
    return found


def cluster_of(team: Team) -> str:
    return str(team.settings.get(CLUSTER) or "")


def cluster_mark(cluster: str) -> str:
    """A cluster as an action names it, which has no room for a long one with æ, ø and å."""
    if len(cluster.encode()) <= LONGEST_MARK:
        return cluster
    return hashlib.sha256(cluster.encode()).hexdigest()[:LONGEST_MARK]
