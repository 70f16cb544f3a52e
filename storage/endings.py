"""The end of a course: who and what goes with it, and when. What is the team's is deleted row by row of the team;
features take away what is private before that (`bot.ending`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, or_, select

from storage.database import Transaction
from storage.erasures import CLOSED, EMPTIED, note
from storage.files import stored_files
from storage.inbox import drafts
from storage.meetings.tables import meetings
from storage.outbox.tables import outbox
from storage.pictures import pictures
from storage.schedules import due_work
from storage.store import Store
from storage.teams import Team
from storage.teams.directory import team_of, teams_query
from storage.teams.tables import course_leads, courses, memberships, people, places, teams

OURS = "closing/"  # begins the kinds of work that go on after the end


class EndingStore(Store):
    def close(self, course_id: int, at: datetime) -> bool:
        """Note that the course is closed since `at`. False when it was closed already, or is gone."""
        row = self.lock(courses, course_id)
        if row is None or row.closed_at is not None:
            return False
        self.update(courses, course_id, closed_at=at)
        note(self.tx, self.tenant_id, course_id, at, CLOSED)
        return True

    def teams(self, course_id: int) -> tuple[Team, ...]:
        query = teams_query().where(*self.within(teams, teams.c.course_id == course_id)).order_by(teams.c.id)
        return tuple(team_of(row) for row in self.execute(query))

    def closed_teams_of(self, person_id: int) -> tuple[Team, ...]:
        """Teams of closed courses that the person was in to the end, and whose things are still kept; by name."""
        query = (
            teams_query()
            .join(memberships, memberships.c.team_id == teams.c.id)
            .where(*self.within(memberships, memberships.c.person_id == person_id))
            .where(memberships.c.left_at.is_(None), courses.c.closed_at.is_not(None))
            .order_by(teams.c.name)
        )
        return tuple(team_of(row) for row in self.execute(query))

    # ---- who goes

    def leaving(self, course_id: int) -> tuple[int, ...]:
        """People of the course who have nothing to do in any other open one."""
        elsewhere = (
            exists()
            .where(memberships.c.person_id == people.c.id, memberships.c.team_id == teams.c.id)
            .where(memberships.c.left_at.is_(None), teams.c.course_id == courses.c.id)
            .where(courses.c.id != course_id, courses.c.closed_at.is_(None))
        )
        leads = (
            exists()
            .where(course_leads.c.person_id == people.c.id, course_leads.c.course_id == courses.c.id)
            .where(courses.c.id != course_id, courses.c.closed_at.is_(None))
        )
        return self._people(course_id, ~or_(elsewhere, leads))

    def _known_nowhere_else(self, course_id: int) -> tuple[int, ...]:
        """People of the course who were never in another that is still kept."""
        in_another = (
            exists()
            .where(memberships.c.person_id == people.c.id, memberships.c.team_id == teams.c.id)
            .where(teams.c.course_id != course_id)
        )
        leads = exists().where(course_leads.c.person_id == people.c.id, course_leads.c.course_id != course_id)
        return self._people(course_id, ~or_(in_another, leads))

    def _people(self, course_id: int, *where: object) -> tuple[int, ...]:
        in_team = (
            select(memberships.c.person_id)
            .join(teams, memberships.c.team_id == teams.c.id)
            .where(teams.c.course_id == course_id)
        )
        lead = select(course_leads.c.person_id).where(course_leads.c.course_id == course_id)
        of_course = or_(people.c.id.in_(in_team), people.c.id.in_(lead))
        query = select(people.c.id).where(*self.within(people, of_course), *where)  # type: ignore[arg-type]
        return tuple(self.execute(query.order_by(people.c.id)).scalars())

    # ---- what goes

    def let_go(self, team_ids: Sequence[int]) -> None:
        """The teams' addresses are free for others, their planned work is off, and what they were told in private
        goes from our own rows."""
        here = list(team_ids)
        self.execute(
            places.update()
            .where(*self.within(places, places.c.team_id.in_(here), places.c.active))
            .values(active=False)
        )
        self.delete(due_work, due_work.c.team_id.in_(here), ~due_work.c.kind.startswith(OURS))
        self.delete(outbox, outbox.c.team_id.in_(here), outbox.c.person_id.is_not(None))

    def forget_drafts(self, person_ids: Sequence[int]) -> None:
        self.delete(drafts, drafts.c.person_id.in_(list(person_ids)))

    def empty(self, course_id: int) -> None:
        """The course's teams with everything of theirs, and people who are known by nothing else."""
        nobodys = self._known_nowhere_else(course_id)
        self.delete(teams, teams.c.course_id == course_id)
        self.delete(
            course_leads, course_leads.c.course_id == course_id, course_leads.c.person_id.in_(nobodys)
        )
        self.delete(people, people.c.id.in_(nobodys))
        note(self.tx, self.tenant_id, course_id, self.now, EMPTIED)

    def forget_files(self) -> None:
        """Files that nothing shows any more."""
        shown = or_(
            exists().where(meetings.c.tenant_id == self.tenant_id, meetings.c.file == stored_files.c.sha256),
            exists().where(
                pictures.c.tenant_id == self.tenant_id, pictures.c.sha256 == stored_files.c.sha256
            ),
        )
        self.delete(stored_files, ~shown)

    def forget_course(self, course_id: int) -> None:
        """Its name and dates, and that it was."""
        self.delete(courses, courses.c.id == course_id)


def open_courses(tx: Transaction) -> tuple[tuple[int, int], ...]:
    """(tenant, course) of every course that is not closed."""
    query = (
        select(courses.c.tenant_id, courses.c.id).where(courses.c.closed_at.is_(None)).order_by(courses.c.id)
    )
    return tuple((row.tenant_id, row.id) for row in tx.connection.execute(query))
