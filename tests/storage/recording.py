"""Every statement that reaches a database's driver, with its values, by whichever way it came there."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import Any, Self

import psycopg
from sqlalchemy import event

from storage.database import Database

Values = Any


@dataclass
class Recording:
    """`statements`: each once, with the values it was first run with. Nothing is noted while not `on`."""

    statements: dict[str, Values] = field(default_factory=dict)
    on: bool = False

    def note(self, sql: object, values: Values) -> None:
        if self.on and isinstance(sql, str):
            self.statements.setdefault(sql, values)


def record(database: Database) -> Recording:
    """Of all connections made from now on."""
    recording = Recording()
    if database.is_sqlite:
        connection = _sqlite(recording)

        @event.listens_for(database.engine, "do_connect")
        def _make(_dialect: Any, _record: Any, _args: Any, options: dict[str, Any]) -> None:
            options["factory"] = connection
    else:
        cursor = _postgresql(recording)

        @event.listens_for(database.engine, "connect")
        def _made(connection: Any, _record: Any) -> None:
            connection.cursor_factory = cursor

    return recording


def _sqlite(recording: Recording) -> type[sqlite3.Connection]:
    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, values: Values = (), /) -> Self:
            recording.note(sql, values)
            return super().execute(sql, values)

        def executemany(self, sql: str, values: Any, /) -> Self:
            every = list(values)
            recording.note(sql, every[0] if every else ())
            return super().executemany(sql, every)

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def execute(self, sql: str, values: Values = (), /) -> sqlite3.Cursor:
            recording.note(sql, values)
            return super().execute(sql, values)

    return Connection


def _postgresql(recording: Recording) -> type[psycopg.Cursor[Any]]:
    class Cursor(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Values = None, **options: Any) -> Any:
            recording.note(query, params)
            return super().execute(query, params, **options)

        def executemany(self, query: Any, params_seq: Any, **options: Any) -> None:
            every = list(params_seq)
            recording.note(query, every[0] if every else None)
            super().executemany(query, every, **options)

    return Cursor
