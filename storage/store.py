"""What every store is: bound to one transaction and one tenant; neither can be left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Table, bindparam, literal

from storage.database import Transaction
from storage.prepared import Prepared, given


def mine(table: Table) -> ColumnElement[bool]:
    """In a prepared statement: rows of the tenant that the store is bound to."""
    return given(table.c.tenant_id)


def one_of(column: ColumnElement[Any], *values: Any) -> ColumnElement[bool]:
    """In a prepared statement: the column has one of these values, always the same ones."""
    return column.in_([literal(value, column.type) for value in values])


def between(column: ColumnElement[Any]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """In a prepared statement: the column is later than the `after` and earlier than the `before` that come with it."""
    return column > bindparam("after", type_=column.type), column < bindparam("before", type_=column.type)


def any_of(column: ColumnElement[Any], count: int) -> ColumnElement[bool]:
    """In a statement prepared for so many: the column has one of the values that come with each run, by the
    names that `named` gives them."""
    return column.in_([bindparam(f"any_{number}", type_=column.type) for number in range(count)])


def named(values: Sequence[Any]) -> dict[str, Any]:
    """The values of `any_of`."""
    return {f"any_{number}": value for number, value in enumerate(values)}


class Store:
    """Subclasses read and write their own tables, always `within` the tenant."""

    def __init__(self, tx: Transaction, tenant_id: int, now: datetime) -> None:
        self.tx = tx
        self.tenant_id = tenant_id
        self.now = now

    def within(self, table: Table, *more: ColumnElement[bool]) -> list[ColumnElement[bool]]:
        return [table.c.tenant_id == self.tenant_id, *more]

    def execute(self, statement: Any) -> CursorResult[Any]:
        return self.tx.connection.execute(statement)

    def rows(self, statement: Prepared, /, **values: Any) -> list[Any]:
        """What a prepared statement finds in this tenant."""
        return statement.all(self.tx, tenant_id=self.tenant_id, **values)

    def row(self, statement: Prepared, /, **values: Any) -> Any:
        """The only row a prepared statement can find in this tenant, or None."""
        return statement.one(self.tx, tenant_id=self.tenant_id, **values)

    def run(self, statement: Prepared, /, **values: Any) -> int:
        """How many rows of this tenant a prepared statement touched."""
        return statement.run(self.tx, tenant_id=self.tenant_id, **values)

    def insert(self, table: Table, /, **values: Any) -> int:
        """Insert a row of this tenant; returns its id."""
        row_id: int = self.row(_insert(table, tuple(values)), **values).id
        return row_id

    def insert_once(self, table: Table, /, **values: Any) -> int | None:
        """Insert unless a natural key is taken; None when it was."""
        row = self.row(_insert_once(table, tuple(values)), **values)
        return row.id if row else None

    def put(self, table: Table, natural: tuple[str, ...], /, **values: Any) -> int:
        """Insert, or update the row with the same natural key (tenant and `natural`); returns its id."""
        row_id: int = self.row(_put(table, natural, tuple(values)), **values).id
        return row_id

    def update(self, table: Table, row_id: int, /, **values: Any) -> bool:
        return self.run(_update(table, tuple(values)), row_id=row_id, **values) == 1

    def delete(self, table: Table, *where: ColumnElement[bool]) -> int:
        return self.execute(table.delete().where(*self.within(table, *where))).rowcount

    def lock(self, table: Table, row_id: int) -> Any:
        """Read one row and hold it until the end of the transaction (SQLite holds all anyway);
        None when it is not this tenant's."""
        return self.row(_lock(table), row_id=row_id)


# ---- one prepared statement for each table and set of columns that is written


@cache
def _insert(table: Table, columns: tuple[str, ...]) -> Prepared:
    return Prepared(lambda insert: insert(table).returning(table.c.id), ("tenant_id", *columns))


@cache
def _insert_once(table: Table, columns: tuple[str, ...]) -> Prepared:
    return Prepared(
        lambda insert: insert(table).on_conflict_do_nothing().returning(table.c.id), ("tenant_id", *columns)
    )


@cache
def _put(table: Table, natural: tuple[str, ...], columns: tuple[str, ...]) -> Prepared:
    changed = [name for name in columns if name not in natural] or natural[
        :1
    ]  # RETURNING needs something set

    def build(insert: Any) -> Any:
        row = insert(table)
        new = {name: row.excluded[name] for name in changed}
        there = row.on_conflict_do_update(index_elements=["tenant_id", *natural], set_=new)
        return there.returning(table.c.id)

    return Prepared(build, ("tenant_id", *columns))


@cache
def _update(table: Table, columns: tuple[str, ...]) -> Prepared:
    return Prepared(table.update().where(mine(table), given(table.c.id, "row_id")), columns)


@cache
def _lock(table: Table) -> Prepared:
    return Prepared(table.select().where(mine(table), given(table.c.id, "row_id")).with_for_update())
