"""What every table shares: names of constraints, moments in UTC, JSON, and the tie to a tenant.

Tables are SQLModel classes; statements are SQLAlchemy Core on `table(Row)`, whose compiled form
SQLAlchemy caches. Stores return frozen dataclasses, never rows.
"""

from __future__ import annotations

from datetime import UTC, datetime
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


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in, an aware UTC moment out; SQLite keeps it without its offset."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment has a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def moment(**options: Any) -> Any:
    """A column holding a moment in UTC."""
    return Field(sa_type=UtcDateTime, **options)


def table(row: type[SQLModel]) -> Table:
    return cast(Table, row.__table__)  # type: ignore[attr-defined]


def tenant_rules(*parents: tuple[str, str], unique: tuple[tuple[str, ...], ...] = ()) -> tuple[Any, ...]:
    """`__table_args__` of a tenant's table: its rows can only point at rows of the same tenant.

    `parents` are (column, parent table) pairs; `unique` are natural keys, each within the tenant.
    Ids are never used again (a button may outlive what it pointed at).
    """
    keys = [
        ForeignKeyConstraint(
            ["tenant_id", column], [f"{parent}.tenant_id", f"{parent}.id"], ondelete="CASCADE"
        )
        for column, parent in parents
    ]
    uniques = [UniqueConstraint("tenant_id", *columns) for columns in unique]
    return (*keys, *uniques, UniqueConstraint("tenant_id", "id"), {"sqlite_autoincrement": True})


class TenantRow(SQLModel):
    """The columns every tenant-bound table begins with."""

    id: int | None = Field(default=None, primary_key=True)
    tenant_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE")
