"""What must hold whatever happens: looked at as it happens, once a day, and at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.simulation import course
from tests.simulation.guest_checks import GuestChecks
from tests.simulation.post_checks import PostChecks
from tests.simulation.survey_checks import SurveyChecks
from tests.simulation.team_checks import TeamChecks

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation


class Checks:
    def __init__(self, sim: Simulation) -> None:
        self.sim = sim
        self.failure: BaseException | None = None
        self.posts, self.teams = PostChecks(sim), TeamChecks(sim)
        self.guests, self.surveys = GuestChecks(sim.book), SurveyChecks(sim.book)
        sim.book.landed_checks.append(self.posts.landed)

    def add_team(self, id: int, school: course.School, team: course.TeamPlan) -> None:
        self.teams.add(id, school, team)

    def fail(self, error: BaseException | None) -> None:
        """Something broke where nobody waits for it: the run ends at its next look."""
        self.failure = self.failure or error

    def _stop_if_broken(self) -> None:
        if failure := self.sim.book.failure or self.failure:
            raise failure

    def daily(self) -> None:
        self._stop_if_broken()
        self.sim.promises.check()
        self.teams.counts()
        self.guests.daily()
        self.surveys.daily()
        self.sim.meeting_days.daily()

    def after_step(self) -> None:
        """After every press, and everything that the clock did."""
        self.teams.roles()

    def at_end(self) -> None:
        self.daily()
        for row in self.sim.book.rows("SELECT state, COUNT(*) AS n FROM outbox GROUP BY state"):
            self.sim.book.counts[f"state {row.state}"] = row.n
        self.posts.at_end()
        self.teams.rounds()
        self.teams.agreements()
        self.teams.noise()
        self.teams.contracts()
