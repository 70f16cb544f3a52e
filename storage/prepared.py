"""Statements of hot paths: built once, compiled once per kind of database, run by the database's own driver.

To SQLite a small SELECT is 4 µs of work. SQLAlchemy adds 200 to build and run it, and still 40 when it was
built before; a click is a dozen of them. What is used of SQLAlchemy here is its compiler and its types, both
by their public interface, so a statement means the same either way and shares the open transaction.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import JSON, Column, ColumnElement, Connection, Dialect, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.base import Executable
from sqlalchemy.types import NullType, TypeEngine

from storage.database import Transaction
from storage.errors import raise_as_sqlalchemy

M = TypeVar("M")
MOST_MADE = 2000  # results a statement keeps
Process = Callable[[Any], Any]
Into = list[
    tuple[str, Process | None]
]  # the values that go in: their names, and what their types make of them
Build = Callable[[Any], Executable]  # from this database's `insert`, which knows ON CONFLICT, to a statement


def given(column: Column[Any] | ColumnElement[Any], name: str = "") -> ColumnElement[bool]:
    """The column has the value that comes with each run, by the column's name or another."""
    return column == bindparam(name or column.key)


@dataclass(frozen=True, slots=True)
class _Compiled:
    """One statement for one kind of database. `values` makes of the given ones what the driver takes (KeyError
    when one is missing), `row` a named tuple of what it gives; `out` is what types make of that, by position."""

    sql: str
    values: Callable[[Mapping[str, Any]], Any]
    row: Callable[[Iterable[Any]], Any]
    out: tuple[tuple[int, Process], ...]

    def read(self, found: Sequence[Any]) -> Any:
        """One row of the driver's, by name and in our types."""
        if not self.out:
            return self.row(found)
        made = list(found)
        for index, process in self.out:
            made[index] = process(made[index])
        return self.row(made)


class Prepared:
    """A Core statement whose every value has a name (`given`, `bindparam`), or a function from this database's
    `insert` to one. `columns` are those an INSERT or UPDATE sets where the statement does not say so itself.

    The number of values of an IN is part of the statement: each is a `bindparam` or a `literal`.
    """

    def __init__(self, statement: Executable | Build, columns: Sequence[str] = ()) -> None:
        self._statement = statement
        self._columns = list(columns) or None
        self._compiled: dict[str, _Compiled] = {}
        self._made: dict[tuple[Any, ...], Any] = {}

    def all(self, tx: Transaction, /, **values: Any) -> list[Any]:
        """Every row, as named tuples."""
        compiled = self._for(tx.connection.dialect)
        read = compiled.read
        return [read(row) for row in self._execute(tx.connection, compiled, values).fetchall()]

    def made(self, tx: Transaction, make: Callable[[list[Any]], M], /, **values: Any) -> M:
        """What the pure `make` makes of every row. Rows that read as they did before, to the letter, are not
        made into values again: whoever presses is read from the database each time, and is mostly the same."""
        compiled = self._for(tx.connection.dialect)
        found = tuple(self._execute(tx.connection, compiled, values).fetchall())
        known: M | None = self._made.get(found) if tx.is_sqlite else None  # psycopg's JSON cannot be a key
        if known is not None:
            return known
        made = make([compiled.read(row) for row in found])
        if tx.is_sqlite:
            if len(self._made) >= MOST_MADE:
                self._made.clear()
            self._made[found] = made
        return made

    def one(self, tx: Transaction, /, **values: Any) -> Any:
        """The only row there can be, or None."""
        found = self.all(tx, **values)
        assert len(found) < 2, "more than one row"
        return found[0] if found else None

    def run(self, tx: Transaction, /, **values: Any) -> int:
        """How many rows were touched."""
        touched: int = self._execute(tx.connection, self._for(tx.connection.dialect), values).rowcount
        return touched

    def many(self, tx: Transaction, /, rows: Sequence[Mapping[str, Any]]) -> None:
        """Once with each row's values, in one go: psycopg sends them without waiting for each answer."""
        if not rows:
            return
        compiled = self._for(tx.connection.dialect)
        driver: Any = tx.connection.connection.dbapi_connection
        try:
            driver.cursor().executemany(compiled.sql, [compiled.values(row) for row in rows])
        except tx.connection.dialect.loaded_dbapi.Error as error:
            raise_as_sqlalchemy(tx.connection, compiled.sql, error)

    def _execute(self, connection: Connection, compiled: _Compiled, values: Mapping[str, Any]) -> Any:
        driver: Any = connection.connection.dbapi_connection
        try:
            return driver.execute(compiled.sql, compiled.values(values))
        except connection.dialect.loaded_dbapi.Error as error:
            raise_as_sqlalchemy(connection, compiled.sql, error)

    def _for(self, dialect: Dialect) -> _Compiled:
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = self._compile(dialect)
        return found

    def _compile(self, dialect: Dialect) -> _Compiled:
        statement: Any = self._statement
        if not isinstance(statement, Executable):
            statement = statement(sqlite.insert if dialect.name == "sqlite" else postgresql.insert)
        compiled = statement.compile(dialect=dialect, column_keys=self._columns)
        if "POSTCOMPILE" in str(compiled):
            raise ValueError("an IN of plain values: write bindparams or literals")
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        constants = {name: bind.effective_value for name, bind in binds.items() if not bind.required}
        constants |= {column.key: column.default.arg for column in compiled.insert_prefetch}
        names = compiled.positiontup if compiled.positional else list(binds)
        into = [(name, _impl(binds[name].type, dialect).bind_processor(dialect)) for name in names]
        columns = list(statement.exported_columns)
        row: Any = namedtuple("Row", [column.key for column in columns])  # type: ignore[misc]
        out = [
            (n, _remembered(column.type, _impl(column.type, dialect).result_processor(dialect, None)))
            for n, column in enumerate(columns)
        ]
        return _Compiled(
            sql=str(compiled),
            values=_by_position(into, constants) if compiled.positional else _by_name(into, constants),
            row=row._make,
            out=tuple((n, process) for n, process in out if process),
        )


def _remembered(kind: TypeEngine[Any], process: Process | None) -> Process | None:
    """JSON that reads as before is not taken apart again: it is the same value, which nobody changes."""
    return lru_cache(maxsize=MOST_MADE)(process) if process and isinstance(kind, JSON) else process


def _by_position(into: Into, constants: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Any]:
    names = [name for name, _ in into]
    if len(names) > 1 and not constants and not any(process for _, process in into):
        return itemgetter(*names)

    def values(given: Mapping[str, Any]) -> list[Any]:
        every = {**constants, **given} if constants else given
        return [process(every[name]) if process else every[name] for name, process in into]

    return values


def _by_name(into: Into, constants: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Any]:
    def values(given: Mapping[str, Any]) -> dict[str, Any]:
        every = {**constants, **given}
        return {name: process(every[name]) if process else every[name] for name, process in into}

    return values


def _impl(kind: TypeEngine[Any], dialect: Dialect) -> Any:
    if isinstance(kind, NullType):
        raise ValueError("a value without a type: say which, as in bindparam(…, type_=…)")
    return kind.dialect_impl(dialect)
