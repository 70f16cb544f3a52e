"""What somebody writes for themselves, outside any round: sealed, and opened for nobody else, ever."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Field

from storage.store import Store
from storage.tables import TenantRow, moment, table, tenant_rules


class OwnReflectionRow(TenantRow, table=True):
    """`prompt`: of the library, "" when the question is the writer's own. `sealed` holds that question, the
    text and which learning goal the writer has said it is about; `bound` is what it is bound to besides its writer. `team_id`: the team they wrote it in."""

    __tablename__ = "own_reflection"
    __table_args__ = tenant_rules(("team_id", "team"), ("person_id", "person"), leaf=True)
    team_id: int = Field(index=True)
    person_id: int = Field(index=True)
    prompt: str
    written_at: datetime = moment()
    bound: str
    sealed: str


own_reflections = table(OwnReflectionRow)


@dataclass(frozen=True, slots=True)
class OwnReflection:
    """`question`: the writer's own, "" when it is the library's `prompt`. `goal`: the learning goal (1–6) they have said
    their own question is about, 0 for none."""

    id: int
    prompt: str
    question: str
    text: str
    written_at: datetime
    goal: int = 0


class OwnReflectionStore(Store):
    """Every method is about one person's own: an id of somebody else's reads like one that does not exist."""

    def write(
        self, team_id: int, person_id: int, prompt: str, question: str, text: str, goal: int = 0
    ) -> int:
        bound = secrets.token_hex(8)
        return self.insert(
            own_reflections,
            team_id=team_id,
            person_id=person_id,
            prompt=prompt,
            written_at=self.now,
            bound=bound,
            sealed=self._seal(person_id, bound, question, text, goal),
        )

    def rewrite(self, person_id: int, own_id: int, question: str, text: str, goal: int = 0) -> None:
        row = self._row(person_id, own_id)
        if row is not None:
            sealed = self._seal(person_id, row.bound, question, text, goal)
            self.update(own_reflections, own_id, sealed=sealed)

    def one(self, person_id: int, own_id: int, since: datetime | None = None) -> OwnReflection | None:
        """None also when it was written before `since`."""
        row = self._row(person_id, own_id)
        return self._opened(row) if row and (since is None or row.written_at >= since) else None

    def own(self, person_id: int, since: datetime | None = None) -> tuple[OwnReflection, ...]:
        """The newest first; with `since`, what was written later."""
        mine = self.within(own_reflections, own_reflections.c.person_id == person_id)
        if since is not None:
            mine.append(own_reflections.c.written_at >= since)
        query = select(own_reflections).where(*mine).order_by(own_reflections.c.id.desc())
        return tuple(self._opened(row) for row in self.execute(query))

    def prompts(self, person_id: int) -> tuple[str, ...]:
        """Which of the library's prompts they have written on, the oldest first."""
        mine = self.within(own_reflections, own_reflections.c.person_id == person_id)
        query = select(own_reflections.c.prompt).where(*mine).order_by(own_reflections.c.id)
        return tuple(row.prompt for row in self.execute(query) if row.prompt)

    def erase_one(self, person_id: int, own_id: int) -> int | None:
        """The team it was written in; None when there is no such text of theirs."""
        row = self._row(person_id, own_id)
        if row is None:
            return None
        self.delete(own_reflections, own_reflections.c.id == own_id)
        team_id: int = row.team_id
        return team_id

    def end(self, team_id: int) -> None:
        """Everything that was written alone in the team."""
        self.delete(own_reflections, own_reflections.c.team_id == team_id)

    def erase(self, person_id: int) -> None:
        self.delete(own_reflections, own_reflections.c.person_id == person_id)

    def _row(self, person_id: int, own_id: int) -> Any:
        where = self.within(
            own_reflections, own_reflections.c.id == own_id, own_reflections.c.person_id == person_id
        )
        return self.execute(select(own_reflections).where(*where)).one_or_none()

    def _opened(self, row: Any) -> OwnReflection:
        sealed = json.loads(self.tx.vault.open(row.sealed, *self._bound(row.person_id, row.bound)))
        question, text, *goal = sealed
        return OwnReflection(row.id, row.prompt, question, text, row.written_at, *goal)

    def _seal(self, person_id: int, bound: str, question: str, text: str, goal: int) -> str:
        return self.tx.vault.seal(json.dumps([question, text, goal]), *self._bound(person_id, bound))

    def _bound(self, person_id: int, bound: str) -> tuple[str | int, ...]:
        return ("own_reflection", self.tenant_id, person_id, bound)
