"""Database → file."""

from __future__ import annotations

import gzip
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import Connection, MetaData, Table, inspect, text

from storage.backup.archive import Header, encoded, kind_of
from storage.offline import snapshot
from storage.upgrade import head
from storage.word_index import is_part

LEFT_OUT = ("alembic_version", "door_state")  # of the schema, and of processes that run now
AT_A_TIME = 500  # rows in memory


def dump(url: str, path: Path, now: datetime, keys: tuple[str, ...]) -> dict[str, int]:
    """Write everything as it is at this moment; the database may be in use. Rows by table.

    The database has this release's schema. Raises FileExistsError, OSError.
    """
    if path.exists():
        raise FileExistsError(path)
    new = path.with_name(f"{path.name}.new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # people's data: the owner's alone
    try:
        with os.fdopen(handle, "wb") as raw:
            with gzip.open(raw, "wt", encoding="utf-8") as file, snapshot(url) as connection:
                rows = _write(connection, file, now, keys)
            raw.flush()
            os.fsync(raw.fileno())
        new.rename(path)
    finally:
        new.unlink(missing_ok=True)
    return rows


def _write(connection: Connection, file: TextIO, now: datetime, keys: tuple[str, ...]) -> dict[str, int]:
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: not is_part(name))  # an index is made anew
    name = connection.execute(text("SELECT name FROM installation")).scalar_one_or_none() or ""
    _line(file, Header(head(), name, now, keys).to_json())
    tables = [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]
    rows = {table.name: _write_table(connection, file, table) for table in tables}
    _line(file, {"end": True, "rows": rows, "sequences": _sequences(connection, tables)})
    return rows


def _write_table(connection: Connection, file: TextIO, table: Table) -> int:
    kinds = [kind_of(column) for column in table.columns]
    columns = [[column.name, kind] for column, kind in zip(table.columns, kinds, strict=True)]
    _line(file, {"table": table.name, "columns": columns})
    query = table.select().order_by(*table.primary_key.columns).execution_options(yield_per=AT_A_TIME)
    count = 0
    for row in connection.execute(query):
        _line(file, [encoded(kind, value) for kind, value in zip(kinds, row, strict=True)])
        count += 1
    return count


def _line(file: TextIO, body: Any) -> None:
    file.write(json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n")


def _sequences(connection: Connection, tables: list[Table]) -> dict[str, int]:
    """The highest id each table ever gave out, which may be higher than the highest it has: ids are
    never used again."""
    if connection.dialect.name == "sqlite":
        if not inspect(connection).has_table("sqlite_sequence"):
            return {}
        found = connection.execute(text("SELECT name, seq FROM sqlite_sequence")).all()
        names = {table.name for table in tables}
        return {row.name: row.seq for row in found if row.name in names}
    sequences: dict[str, int] = {}
    for table in tables:
        if "id" not in table.columns:
            continue
        query = text("SELECT pg_get_serial_sequence(:table, 'id')")
        sequence = connection.execute(query, {"table": table.name}).scalar_one()
        if sequence:
            row = connection.execute(text(f"SELECT last_value, is_called FROM {sequence}")).one()
            sequences[table.name] = row.last_value if row.is_called else 0
    return sequences
