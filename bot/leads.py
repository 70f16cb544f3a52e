"""Who leads a course, asked of the database at the moment they act. To anybody else it is not there."""

from __future__ import annotations

from bot.context import Context
from bot.errors import NotAllowed, NotFound
from storage.course_status import CourseStatusStore
from storage.teams import Course, Team

CLUSTER = "cluster"  # in a team's settings


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
    """The teams of a course they lead, or of one of its clusters. Raises NotFound, also for a cluster without teams."""
    found = ctx.store(CourseStatusStore).teams(course(ctx, course_id).id)
    if cluster:
        found = tuple(team for team in found if cluster_of(team) == cluster)
        if not found:
            raise NotFound
    return found


def cluster_of(team: Team) -> str:
    return str(team.settings.get(CLUSTER) or "")
