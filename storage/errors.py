"""What can be wrong with the database itself: for operators in their words, for our code as SQLAlchemy tells it."""

from __future__ import annotations

from typing import NoReturn

from sqlalchemy import Connection
from sqlalchemy.exc import ArgumentError, DBAPIError

DATABASE_ERRORS: tuple[type[Exception], ...] = (DBAPIError, ArgumentError)


def in_one_line(error: BaseException) -> str:
    """The driver's own words, without SQLAlchemy's and without the rows that PostgreSQL quotes."""
    original = getattr(error, "orig", None) or error
    return str(original).strip().split("\n", 1)[0]


def raise_as_sqlalchemy(connection: Connection, sql: str, error: Exception) -> NoReturn:
    """A driver's error as SQLAlchemy tells it, without values; a lost connection is given up."""
    dialect, pooled = connection.dialect, connection.connection
    lost = dialect.is_disconnect(error, pooled.dbapi_connection, None)  # type: ignore[arg-type]
    if lost:
        connection.invalidate(error)
    raise DBAPIError.instance(
        sql, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, connection_invalidated=lost, dialect=dialect
    ) from error  # fmt: skip
