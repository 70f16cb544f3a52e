"""What can be wrong with the database itself, in words an operator can use."""

from __future__ import annotations

from sqlalchemy.exc import ArgumentError, DBAPIError

DATABASE_ERRORS: tuple[type[Exception], ...] = (DBAPIError, ArgumentError)


def in_one_line(error: BaseException) -> str:
    """The driver's own words, without SQLAlchemy's and without the rows that PostgreSQL quotes."""
    original = getattr(error, "orig", None) or error
    return str(original).strip().split("\n", 1)[0]
