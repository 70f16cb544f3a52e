"""What the parts of loading a course file share: the file, the stores, the report's notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.context import Context
from bot.events import Event
from bot.teams.course_file import CourseFile
from bot.teams.report import Notebook
from storage.teams import Team, TeamStore
from storage.teams.erasing import ErasingStore
from storage.teams.loading import LoadingStore


@dataclass
class Desk:
    """One load, in one transaction. `course_id` and `by_key` are known once course and teams are written;
    `afterwards` is what is said when all rows are there. `is_list`: it is a course lead's list of people, which decides
    less than the operator's file."""

    ctx: Context
    file: CourseFile
    notes: Notebook = field(default_factory=Notebook)
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    course_id: int = 0
    by_key: dict[str, Team] = field(default_factory=dict)
    is_list: bool = False

    @property
    def store(self) -> LoadingStore:
        return self.ctx.store(LoadingStore)

    @property
    def teams(self) -> TeamStore:
        return self.ctx.store(TeamStore)

    @property
    def erasing(self) -> ErasingStore:
        return self.ctx.store(ErasingStore)

    def announce_later(self, team: Team, event: Event) -> None:
        self.afterwards.append(lambda: self.ctx.for_team(team).announce(event))
