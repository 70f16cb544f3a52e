"""Ways in for those of a course who have never come, as a list that the course lead can send on, each to their own.

Whoever has come once gets a new link from their facilitator: a link is good for all that is theirs. So nobody is here
who is in a course that somebody else leads.
"""

from __future__ import annotations

from bot import leads
from bot.context import Context
from bot.teams.views.people import newcomer_headings
from bot.teams.ways_in import codes_for, issue_link
from storage.audit import Deed
from storage.course_status import CourseStatusStore
from storage.teams import Role, TeamStore


def ways_in(ctx: Context, course_id: int) -> list[list[str]]:
    """Rows with headings: who, their teams, e-mail, a new link, and for facilitators a code for the chat. Earlier
    links of theirs end."""
    course = leads.course(ctx, course_id)
    status, teams = ctx.store(CourseStatusStore), ctx.store(TeamStore)
    names = {team.id: team.name for team in status.teams(course.id)}
    seats = status.seats(course.id)
    rows = [newcomer_headings(ctx.locale)]
    for person_id in status.newcomers(course.id, leads.led(ctx)):
        person = teams.person(person_id)
        if person is None:
            continue
        theirs = [one for one in seats if one.person_id == person_id]
        runs_it = any(one.role is Role.facilitator for one in theirs)
        codes = codes_for(ctx, [person]) if runs_it else ()
        link = issue_link(ctx, person.id, by=ctx.me.id)
        ctx.audit(Deed.link, person.id, course=course)
        where = ", ".join(names[one.team_id] for one in theirs)
        rows.append([person.name, person.email, where, link, codes[0].code if codes else ""])
    return rows


def count(ctx: Context, course_id: int) -> int:
    course = leads.course(ctx, course_id)
    return len(ctx.store(CourseStatusStore).newcomers(course.id, leads.led(ctx)))
