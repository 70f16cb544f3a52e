"""What people add to what was shown of a reflection, for everybody to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.reflections import rounds
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules


class ReflectionLineRow(TenantRow, table=True):
    __tablename__ = "reflection_line"
    __table_args__ = tenant_rules(("reflection_id", "reflection"), ("person_id", "person"), leaf=True)
    reflection_id: int = Field(index=True)
    person_id: int | None = Field(default=None, index=True)
    text: str
    written_at: datetime = moment()


lines = table(ReflectionLineRow)

_OF_REFLECTION = Prepared(select(lines).where(mine(lines), given(lines.c.reflection_id)))


@dataclass(frozen=True, slots=True)
class Line:
    """`person_id` None: of somebody who is gone."""

    id: int
    person_id: int | None
    text: str


class ReflectionLineStore(Store):
    def of_reflection(self, reflection_id: int) -> tuple[Line, ...]:
        """In the order they were written."""
        found = [
            Line(row.id, row.person_id, row.text)
            for row in self.rows(_OF_REFLECTION, reflection_id=reflection_id)
        ]
        return tuple(sorted(found, key=lambda line: line.id))

    def add(self, reflection_id: int, person_id: int, text: str) -> None:
        values = {"person_id": person_id, "text": text, "written_at": self.now}
        self.insert(lines, reflection_id=reflection_id, **values)

    # ---- personal data

    def of_person(self, person_id: int) -> tuple[str, ...]:
        where = self.within(lines, lines.c.person_id == person_id)
        return tuple(
            row.text for row in self.execute(select(lines.c.text).where(*where).order_by(lines.c.id))
        )

    def erase(self, person_id: int) -> list[tuple[int, int]]:
        """The lines stay, nobody's; the (team, reflection) pairs they are in."""
        where = self.within(lines, lines.c.person_id == person_id)
        query = (
            select(rounds.c.team_id, rounds.c.id)
            .join(lines, lines.c.reflection_id == rounds.c.id)
            .where(*where)
        )
        touched = {(row.team_id, row.id) for row in self.execute(query)}
        self.execute(lines.update().where(*where).values(person_id=None))
        return sorted(touched)
