"""File → an empty database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, MetaData, Table, func, select, text

from storage.backup.archive import Damaged, End, Header, TableStart, decoded, read, whole
from storage.backup.dumping import LEFT_OUT
from storage.database import Transaction
from storage.erasures import Erasure, note
from storage.offline import changing
from storage.secrets import Vault
from storage.upgrade import revisions, upgrade_on
from storage.word_index import drop, is_part

AT_A_TIME = 500
OWN = (*LEFT_OUT, "installation")  # what a database has before it holds anything


class NotEmpty(Exception):
    """There is something in the database: restoring over it is refused."""


class TooNew(Exception):
    """The backup was made by a later release."""


def restore(path: Path, url: str, also_erased: Iterable[Erasure] = ()) -> tuple[Header, dict[str, int]]:
    """Fill an empty database and bring it up to this release, in one transaction. The header, and rows by
    table. `also_erased` joins the backup's own list of erasures; erasing those people again is the core's
    (`bot.restored`), and until it is done nobody may use the database.

    Raises Damaged, NotEmpty, TooNew, OSError; then the database is as it was.
    """
    header, end = whole(path)
    if header.revision not in revisions():
        raise TooNew(header.revision)
    with changing(url) as connection:
        _make_room(connection)
        upgrade_on(connection, header.revision)
        _fill(connection, path)
        _set_sequences(connection, end.sequences)
        upgrade_on(connection)
        tx = Transaction(connection, Vault(()))
        for one in also_erased:
            note(tx, one.tenant_id, one.person_id, one.at, one.what)
    return header, end.rows


def _make_room(connection: Connection) -> None:
    """Away with tables that hold nothing: the backup brings its own release's. Raises NotEmpty."""
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: not is_part(name))
    for table in metadata.sorted_tables:
        filled = connection.execute(select(func.count()).select_from(table)).scalar_one()
        if filled and table.name not in OWN:
            raise NotEmpty(table.name)
    drop(connection)
    metadata.drop_all(connection)


def _fill(connection: Connection, path: Path) -> None:
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: not is_part(name))
    for column in (column for one in metadata.tables.values() for column in one.columns):
        if isinstance(column.type, JSON) and column.nullable:
            column.type.none_as_null = True  # else a missing value becomes JSON's own null
    table: Table | None = None
    columns: tuple[tuple[str, str], ...] = ()
    rows: list[dict[str, Any]] = []

    def write() -> None:
        if table is not None and rows:
            connection.execute(table.insert(), rows)
            rows.clear()

    for line in read(path):
        match line:
            case TableStart(name, columns):
                write()
                if name not in metadata.tables:
                    raise Damaged(f"no table {name} in revision")
                table = metadata.tables[name]
            case Header() | End():
                write()
            case _:
                assert table is not None
                rows.append(_row(connection, columns, line))
                if len(rows) >= AT_A_TIME:
                    write()


def _row(connection: Connection, columns: tuple[tuple[str, str], ...], line: list[Any]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for (name, kind), value in zip(columns, line, strict=True):
        row[name] = decoded(kind, value)
        if isinstance(row[name], datetime) and connection.dialect.name == "sqlite":
            row[name] = row[name].replace(tzinfo=None)  # written as UTC, see storage.tables
    return row


def _set_sequences(connection: Connection, sequences: dict[str, int]) -> None:
    """On with the numbers where the old database stopped: ids are never used again."""
    for table, last in sequences.items():
        if connection.dialect.name == "sqlite":
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table})
            connection.execute(
                text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"),
                {"name": table, "last": last},
            )
        else:
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:name, 'id'), greatest(:last, 1), :last > 0)"),
                {"name": table, "last": last},
            )
