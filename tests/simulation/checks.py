"""What must hold whatever happens: looked at as it happens, once a day, and at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.simulation import course
from tests.simulation.book import Broken

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation


class Checks:
    def __init__(self, sim: Simulation) -> None:
        self.sim = sim
        self.failure: BaseException | None = None

    def add_team(self, id: int, school: course.School, team: course.TeamPlan) -> None:
        pass

    def fail(self, error: BaseException | None) -> None:
        """Something broke where nobody waits for it: the run ends at its next look."""
        self.failure = self.failure or error

    def daily(self) -> None:
        if self.failure is not None:
            raise self.failure

    def at_end(self) -> None:
        self.daily()
        rows = self.sim.book.rows("SELECT state, COUNT(*) AS n FROM outbox GROUP BY state")
        for row in rows:
            self.sim.book.counts[f"state {row.state}"] = row.n
        self._no_duplicates()

    def _no_duplicates(self) -> None:
        for places in (self.sim.slack.places, self.sim.discord.places):
            for place, posts in places.posts.items():
                marks = [post.mark for post in posts]
                if len(marks) != len(set(marks)):
                    raise Broken(f"twice in {place}")
