"""What every table shares: names of constraints, moments in UTC, JSON, and the tie to a tenant.

Tables are SQLModel classes; statements are SQLAlchemy Core on `table(Row)`, whose compiled form
SQLAlchemy caches. Stores return frozen dataclasses, never rows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import DateTime, Dialect, ForeignKeyConstraint, Table, UniqueConstraint
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = SQLModel.metadata
OFFSET = len("+00:00")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in, an aware UTC moment out; SQLite keeps it as text without its offset.

    Straight to and from that text: a click reads fifty moments, and SQLAlchemy's way takes thrice as long.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        return _to_text if dialect.name == "sqlite" else _in_utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        return _from_text if dialect.name == "sqlite" else _in_utc


def _in_utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("a stored moment has a zone")
    return value.astimezone(UTC)


def _to_text(value: datetime | None) -> str | None:
    moment = value if value is None or value.tzinfo is UTC else _in_utc(value)
    return _text_of(moment) if moment else None


@lru_cache(maxsize=256)  # a press writes the same moment six times
def _text_of(moment: datetime) -> str:
    return moment.isoformat(" ", "microseconds")[:-OFFSET]


def _from_text(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value + "+00:00") if value else None


def moment(**options: Any) -> Any:
    """A column holding a moment in UTC."""
    return Field(sa_type=UtcDateTime, **options)


def table(row: type[SQLModel]) -> Table:
    return cast(Table, row.__table__)  # type: ignore[attr-defined]


def tenant_rules(
    *parents: tuple[str, str], unique: tuple[tuple[str, ...], ...] = (), leaf: bool = False
) -> tuple[Any, ...]:
    """`__table_args__` of a tenant's table: its rows can only point at rows of the same tenant.

    `parents` are (column, parent table) pairs; `unique` are natural keys, each within the tenant.
    Ids are never used again (a button may outlive what it pointed at). No table points at a `leaf`: it does
    without the index that others need for that.
    """
    keys = [
        ForeignKeyConstraint(
            ["tenant_id", column], [f"{parent}.tenant_id", f"{parent}.id"], ondelete="CASCADE"
        )
        for column, parent in parents
    ]
    uniques = [UniqueConstraint("tenant_id", *columns) for columns in unique]
    pointed_at = () if leaf else (UniqueConstraint("tenant_id", "id"),)
    return (*keys, *uniques, *pointed_at, {"sqlite_autoincrement": True})


class TenantRow(SQLModel):
    """The columns every tenant-bound table begins with."""

    id: int | None = Field(default=None, primary_key=True)
    tenant_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE")
