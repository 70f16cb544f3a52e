"""What a team says at the end: conclusions, recommendations and to whom, and its thanks to the partner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules


class ClosingRow(TenantRow, table=True):
    """One for each team that has begun. `sent_at`: when the partner was shown it."""

    __tablename__ = "closing"
    __table_args__ = tenant_rules(
        ("team_id", "team"),
        ("written_by", "person"),
        ("sent_by", "person"),
        unique=(("team_id",),),
        leaf=True,
    )
    team_id: int
    thanks: str = ""
    written_by: int | None = Field(default=None, index=True)
    written_at: datetime = moment()
    sent_at: datetime | None = moment(default=None)
    sent_by: int | None = Field(default=None, index=True)


class ClosingLineRow(TenantRow, table=True):
    """A conclusion or a recommendation, in order."""

    __tablename__ = "closing_line"
    __table_args__ = (
        CheckConstraint("kind IN ('conclusion', 'recommendation')", name="kind"),
        *tenant_rules(
            ("team_id", "team"),
            ("written_by", "person"),
            unique=(("team_id", "kind", "position"),),
            leaf=True,
        ),
    )
    team_id: int
    kind: str
    position: int
    text: str
    whom: str = ""
    written_by: int | None = Field(default=None, index=True)


closings = table(ClosingRow)
lines = table(ClosingLineRow)

_CLOSING = Prepared(select(closings).where(mine(closings), given(closings.c.team_id)))
_LINES = Prepared(select(lines).where(mine(lines), given(lines.c.team_id)))


@dataclass(frozen=True, slots=True)
class Line:
    """`whom`: to whom a recommendation is."""

    text: str
    whom: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    conclusions: tuple[Line, ...] = ()
    recommendations: tuple[Line, ...] = ()
    thanks: str = ""
    sent_at: datetime | None = None

    @property
    def begun(self) -> bool:
        return bool(self.conclusions or self.recommendations or self.thanks)


class ClosingStore(Store):
    def of_team(self, team_id: int) -> Closing:
        """Empty where the team has written nothing."""
        row = self.row(_CLOSING, team_id=team_id)
        found = sorted(self.rows(_LINES, team_id=team_id), key=lambda one: one.position)
        by_kind = {kind: tuple(Line(one.text, one.whom) for one in found if one.kind == kind)
                   for kind in ("conclusion", "recommendation")}  # fmt: skip
        return Closing(
            by_kind["conclusion"],
            by_kind["recommendation"],
            row.thanks if row else "",
            row.sent_at if row else None,
        )

    def write(self, team_id: int, kind: str, person_id: int, said: Sequence[Line]) -> None:
        """In place of what was there of the kind."""
        self.delete(lines, lines.c.team_id == team_id, lines.c.kind == kind)
        for position, one in enumerate(said, start=1):
            self.insert(
                lines, team_id=team_id, kind=kind, position=position, text=one.text, whom=one.whom,
                written_by=person_id,
            )  # fmt: skip

    def thank(self, team_id: int, person_id: int, thanks: str) -> None:
        values: Mapping[str, Any] = {"thanks": thanks, "written_by": person_id, "written_at": self.now}
        self.put(closings, ("team_id",), team_id=team_id, **values)

    def send(self, team_id: int, person_id: int | None) -> None:
        """The partner may see it; with None they no longer do."""
        at = self.now if person_id is not None else None
        self.put(closings, ("team_id",), team_id=team_id, written_at=self.now, sent_by=person_id, sent_at=at)

    # ---- personal data

    def of_person(self, person_id: int) -> tuple[str, ...]:
        query = select(lines.c.text).where(*self.within(lines, lines.c.written_by == person_id))
        thanks = select(closings.c.thanks).where(
            *self.within(closings, closings.c.written_by == person_id, closings.c.thanks != "")
        )
        return (*self.execute(query.order_by(lines.c.id)).scalars(), *self.execute(thanks).scalars())

    def erase(self, person_id: int) -> None:
        """It stays the team's, nobody's by name."""
        for column in (lines.c.written_by, closings.c.written_by, closings.c.sent_by):
            where = self.within(column.table, column == person_id)
            self.execute(column.table.update().where(*where).values({column.name: None}))
