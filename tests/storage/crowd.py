"""The rows there are, many times over: databases plan by how much there is."""

from __future__ import annotations

from sqlalchemy import Column, Connection, ForeignKeyConstraint, Table, UniqueConstraint, text
from sqlmodel.sql.sqltypes import AutoString

from storage.schema import complete

STEP = 100_000  # between the ids of one copy and the next
SAID = frozenset(
    {"kind", "platform", "role", "state", "choice", "door"}
)  # words from a list: copied as they are


def multiply(connection: Connection, times: int) -> frozenset[str]:
    """Copies of everything, in the same tenant; every id is another's, and so is what points at it. Which
    tables there was nothing in."""
    empty = set()
    on_sqlite = connection.dialect.name == "sqlite"
    late = "PRAGMA defer_foreign_keys = ON" if on_sqlite else "SET session_replication_role = replica"
    connection.exec_driver_sql(late)  # parents come in any order
    for table in complete().sorted_tables:
        if ("tenant_id" in table.c or table.name == "inbox") and not connection.execute(
            text(_copy(table)), {"times": times}
        ).rowcount:
            empty.add(table.name)
    if not on_sqlite:
        connection.exec_driver_sql("SET session_replication_role = DEFAULT")
    connection.exec_driver_sql("ANALYZE")
    return frozenset(empty)


def _copy(table: Table) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.c)
    values = ", ".join(_value(table, column) for column in table.c)
    numbers = (
        "WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < :times) SELECT k FROM n"
    )
    return f'INSERT INTO "{table.name}" ({columns}) SELECT {values} FROM "{table.name}", ({numbers}) numbers'


def _value(table: Table, column: Column[object]) -> str:
    name = f'"{table.name}"."{column.name}"'
    if column.name != "tenant_id" and (column.name == "id" or _points(table, column)):
        return f"{name} + k * {STEP}"
    if isinstance(column.type, AutoString) and column.name not in SAID and _is_unique(table, column):
        return f"{name} || '-' || k"
    return name


def _points(table: Table, column: Column[object]) -> bool:
    keys = [one for one in table.constraints if isinstance(one, ForeignKeyConstraint)]
    return any(column.name in key.columns for key in keys)


def _is_unique(table: Table, column: Column[object]) -> bool:
    """Also of an address: there are as many as teams and people."""
    uniques = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
    found = [*uniques, *(one.columns for one in table.indexes), table.primary_key.columns]
    return any(column.name in columns for columns in found) or column.name == "value"
