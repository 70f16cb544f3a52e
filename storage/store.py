"""What every store is: bound to one transaction and one tenant; neither can be left out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Table

from storage.database import Transaction


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

    def insert(self, table: Table, /, **values: Any) -> int:
        """Insert a row of this tenant; returns its id."""
        statement = self.tx.insert(table).values(tenant_id=self.tenant_id, **values)
        row_id: int = self.execute(statement.returning(table.c.id)).scalar_one()
        return row_id

    def insert_once(self, table: Table, /, **values: Any) -> int | None:
        """Insert unless a natural key is taken; None when it was."""
        statement = self.tx.insert(table).values(tenant_id=self.tenant_id, **values)
        row_id: int | None = self.execute(
            statement.on_conflict_do_nothing().returning(table.c.id)
        ).scalar_one_or_none()
        return row_id

    def put(self, table: Table, natural: tuple[str, ...], /, **values: Any) -> int:
        """Insert, or update the row with the same natural key (tenant and `natural`); returns its id."""
        statement = self.tx.insert(table).values(tenant_id=self.tenant_id, **values)
        changed = {name: value for name, value in values.items() if name not in natural}
        changed = changed or {natural[0]: values[natural[0]]}  # RETURNING needs something set
        statement = statement.on_conflict_do_update(index_elements=["tenant_id", *natural], set_=changed)
        row_id: int = self.execute(statement.returning(table.c.id)).scalar_one()
        return row_id

    def update(self, table: Table, row_id: int, /, **values: Any) -> bool:
        statement = table.update().where(*self.within(table, table.c.id == row_id)).values(**values)
        return self.execute(statement).rowcount == 1

    def delete(self, table: Table, *where: ColumnElement[bool]) -> int:
        return self.execute(table.delete().where(*self.within(table, *where))).rowcount

    def lock(self, table: Table, row_id: int) -> Any:
        """Read one row and hold it until the end of the transaction (SQLite holds all anyway);
        None when it is not this tenant's."""
        statement = table.select().where(*self.within(table, table.c.id == row_id))
        if not self.tx.is_sqlite:
            statement = statement.with_for_update()
        return self.execute(statement).one_or_none()
