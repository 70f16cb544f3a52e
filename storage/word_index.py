"""The index of a table's words, where each database does it its own way: SQLite has FTS5 beside the table, kept by
triggers; PostgreSQL a GIN index over the words as they are. Neither cuts words to a stem nor knows a language:
`storage.words` has done what is to be done, and the words come parted by spaces.

SQLAlchemy has no name for either, so they are no part of the metadata: they are made with the table, and what
looks at a whole database (copies, comparisons) leaves FTS5's own tables alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import DDL, Connection, Table, event, text

ENDING = "_words"  # of the index beside a table
INDEXES = (f"meeting_record{ENDING}",)

# `detail=none, columnsize=0`: no positions and no lengths are kept, since nothing is ranked; `ascii` parts words at
# spaces and leaves all other letters as they are.
_FTS5 = (
    "CREATE VIRTUAL TABLE {index} USING fts5(words, content='{table}', content_rowid='id',"
    " tokenize='ascii', detail=none, columnsize=0)"
)
_ADD = "INSERT INTO {index} (rowid, words) VALUES (new.id, new.words);"
_REMOVE = "INSERT INTO {index} ({index}, rowid, words) VALUES ('delete', old.id, old.words);"
_TRIGGERS = (
    "CREATE TRIGGER {index}_added AFTER INSERT ON {table} BEGIN " + _ADD + " END",
    "CREATE TRIGGER {index}_gone AFTER DELETE ON {table} BEGIN " + _REMOVE + " END",
    "CREATE TRIGGER {index}_changed AFTER UPDATE OF words ON {table} BEGIN " + _REMOVE + " " + _ADD + " END",
)
_LEXEMES = "array_to_tsvector(string_to_array(words, ' '))"
_GIN = "CREATE INDEX {index} ON {table} USING gin (" + _LEXEMES + ")"


def statements(table: str, dialect: str) -> Iterator[str]:
    """What makes the index of a table that has the columns `id` and `words`. Migrations keep these as they were
    when they were written: a change here is a new migration."""
    names = {"table": table, "index": f"{table}{ENDING}"}
    for statement in (_FTS5, *_TRIGGERS) if dialect == "sqlite" else (_GIN,):
        yield statement.format(**names)


def with_index(table: Table) -> Table:
    """The same table; wherever it is created the index is too."""
    for dialect in ("sqlite", "postgresql"):
        for statement in statements(table.name, dialect):
            made: Any = DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", made)
    assert f"{table.name}{ENDING}" in INDEXES
    return table


def missing(connection: Connection, table: str) -> list[str]:
    """Statements whose work the database does not have. SQLite drops a table's triggers with it, also where a
    migration only puts a changed table in its place."""
    dialect = connection.dialect.name
    wanted = list(statements(table, dialect))
    if dialect == "sqlite":
        there = set(connection.execute(text("SELECT sql FROM sqlite_master")).scalars())
        return [one for one in wanted if one not in there]
    there = set(connection.execute(text("SELECT indexname FROM pg_indexes")).scalars())
    return [] if f"{table}{ENDING}" in there else wanted


def is_part(name: str | None) -> bool:
    """Whether a table (or index) of the database is one of these indexes', and so is nobody's to copy or compare."""
    return name is not None and any(name == one or name.startswith(f"{one}_") for one in INDEXES)


def drop(connection: Connection) -> None:
    """Away with SQLite's: FTS5's tables go only as a whole, and stay when the table beside them is dropped."""
    if connection.dialect.name == "sqlite":
        for index in INDEXES:
            connection.execute(text(f"DROP TABLE IF EXISTS {index}"))


def matching(index: str, dialect: str) -> str:
    """The condition, with `:wanted`, for the ids of rows that have all the words (`question`)."""
    if dialect == "sqlite":
        return f"id IN (SELECT rowid FROM {index} WHERE {index} MATCH :wanted)"
    return f"{_LEXEMES} @@ CAST(:wanted AS tsquery)"


def question(found: Iterable[str], dialect: str) -> str:
    """The words (of `storage.words`, never a person's own writing), each the beginning of one in the text."""
    if dialect == "sqlite":
        return " AND ".join(f'"{word}"*' for word in found)
    return " & ".join(f"'{word}':*" for word in found)


def forget_removed(cursor: Any) -> None:
    """SQLite's index keeps removed words until it is put together anew. `cursor` is the driver's."""
    for index in INDEXES:
        if cursor.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (index,)).fetchone():
            cursor.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
