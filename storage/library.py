"""The team's library: concepts and methods it has taken from its teaching, and whether they worked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules


class Worked(StrEnum):
    yes = "yes"
    partly = "partly"
    no = "no"


class ConceptRow(TenantRow, table=True):
    """`used`: where and when the team uses it. `lesson_on`: the local day of the teaching it came from."""

    __tablename__ = "concept"
    __table_args__ = (
        CheckConstraint("worked IN ('', 'yes', 'partly', 'no')", name="worked"),
        *tenant_rules(("team_id", "team"), ("made_by", "person"), leaf=True),
    )
    team_id: int = Field(index=True)
    name: str
    source: str = ""
    used: str = ""
    worked: str = ""
    lesson_on: date | None = None
    made_by: int | None = Field(default=None, index=True)
    made_at: datetime = moment()


concepts = table(ConceptRow)

_OF_TEAM = select(concepts).where(mine(concepts), given(concepts.c.team_id))
_ALL = Prepared(_OF_TEAM)
_CONCEPT = Prepared(_OF_TEAM.where(given(concepts.c.id, "concept_id")))


@dataclass(frozen=True, slots=True)
class Concept:
    id: int
    name: str
    source: str
    used: str
    worked: Worked | None
    lesson_on: date | None


def _concept(row: Any) -> Concept:
    worked = Worked(row.worked) if row.worked else None
    return Concept(row.id, row.name, row.source, row.used, worked, row.lesson_on)


class LibraryStore(Store):
    def concepts(self, team_id: int) -> tuple[Concept, ...]:
        """The newest first."""
        found = [_concept(row) for row in self.rows(_ALL, team_id=team_id)]
        return tuple(sorted(found, key=lambda one: one.id, reverse=True))

    def concept(self, team_id: int, concept_id: int) -> Concept | None:
        row = self.row(_CONCEPT, team_id=team_id, concept_id=concept_id)
        return _concept(row) if row else None

    def add(self, team_id: int, made_by: int, lesson_on: date | None, texts: dict[str, str]) -> int:
        """`texts`: name, source, used, worked (an enum's value, or "")."""
        values: dict[str, Any] = {"made_by": made_by, "lesson_on": lesson_on, "made_at": self.now, **texts}
        return self.insert(concepts, team_id=team_id, **values)

    def change(self, concept_id: int, texts: dict[str, str]) -> None:
        self.update(concepts, concept_id, **texts)

    # ---- personal data

    def of_person(self, person_id: int) -> tuple[Concept, ...]:
        query = select(concepts).where(*self.within(concepts, concepts.c.made_by == person_id))
        return tuple(_concept(row) for row in self.execute(query.order_by(concepts.c.id)))

    def erase(self, person_id: int) -> None:
        """The concept stays the team's."""
        where = self.within(concepts, concepts.c.made_by == person_id)
        self.execute(concepts.update().where(*where).values(made_by=None))
