"""Upgrading: older databases are copied and brought up, newer ones refused, half an upgrade is none."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, func, inspect, select, text

from storage import upgrade
from storage.database import Database
from storage.offline import BrokenReferences, changing
from storage.tables import metadata
from storage.upgrade import Current, Empty, Newer, Older, schema_of
from tests.checks.migrations import check, differences
from tests.operation.console import COURSE, Console
from tests.world import World

NEXT = '''"""add a column"""
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("team") as batch:
        batch.add_column(sa.Column("motto", sa.String(), nullable=False, server_default=""))
    {more}


def downgrade() -> None:
    with op.batch_alter_table("team") as batch:
        batch.drop_column("motto")
'''


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The next release's migrations: this one's, to which a test may add."""
    folder = tmp_path / "migrations"
    shutil.copytree(upgrade.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(upgrade, "FOLDER", folder)
    yield folder


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/db.db"
    return str(request.getfixturevalue("empty_postgres"))


def add_release(folder: Path, more: str = "pass") -> None:
    source = NEXT.format(head=upgrade.head(), more=more)
    (folder / "versions" / "9001_add_a_column.py").write_text(source)


def columns(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return {column["name"] for column in inspect(engine).get_columns("team")}
    finally:
        engine.dispose()


def test_migrations_match_the_tables_up_and_down(url: str) -> None:
    assert list(check(url)) == []


def test_the_check_of_migrations_can_fail(url: str) -> None:
    with changing(url) as connection:
        upgrade.upgrade_on(connection)
        connection.execute(text("ALTER TABLE team DROP COLUMN partner"))
        assert any("partner" in one for one in differences(connection))


def test_the_migrations_form_one_line() -> None:
    from alembic.script import ScriptDirectory

    scripts = list(ScriptDirectory.from_config(upgrade.migrations()).walk_revisions())
    assert tuple(sorted(script.revision for script in scripts)) == upgrade.revisions()
    assert [script.down_revision for script in reversed(scripts)] == [None, *upgrade.revisions()[:-1]]


async def test_a_week_in_the_first_release_is_there_after_the_upgrade(
    database: Database, world: World
) -> None:
    """The rows of a real week, taken down to the first release's tables and up to these again."""
    world.make_team("Amira", "Jonas")
    await world.at("2026-11-12 09:00")
    before = counted(database)
    assert before["outbox"]
    with changing(database.url) as connection:
        command.stamp(upgrade.migrations(connection), "head")
    with changing(database.url) as connection:
        command.downgrade(upgrade.migrations(connection), "0001")
    upgrade.upgrade(database.url)
    assert schema_of(database.url) == Current()
    assert counted(database) == before


def counted(database: Database) -> dict[str, int]:
    """Table → number of rows."""
    with database.transaction() as tx:
        return {
            table.name: tx.connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


def test_empty_current_older_newer(url: str, release: Path) -> None:
    first = upgrade.head()
    assert schema_of(url) == Empty()
    upgrade.upgrade(url)
    assert schema_of(url) == Current()
    add_release(release)
    assert schema_of(url) == Older(first)
    upgrade.upgrade(url)
    assert schema_of(url) == Current() and "motto" in columns(url)
    (release / "versions" / "9001_add_a_column.py").unlink()
    assert schema_of(url) == Newer("9001")


def test_half_an_upgrade_is_none(url: str, release: Path) -> None:
    first = upgrade.head()
    upgrade.upgrade(url)
    add_release(release, 'op.execute("INSERT INTO nowhere VALUES (1)")')
    with pytest.raises(Exception, match="nowhere"):
        upgrade.upgrade(url)
    assert schema_of(url) == Older(first) and "motto" not in columns(url)


def test_looking_at_a_database_makes_none(tmp_path: Path) -> None:
    assert schema_of(f"sqlite:///{tmp_path}/none.db") == Empty()
    assert list(tmp_path.iterdir()) == []


def test_rebuilding_a_table_keeps_its_rows_and_what_points_at_them(console: Console, release: Path) -> None:
    """SQLite alters a table by moving its rows: with foreign keys on, dropping the old one would delete
    every membership."""
    assert console.run("course", "load", console.write("c.toml", COURSE)).code == 0
    file = console.folder / "samspil.db"
    tables = ("team", "membership", "place")

    def count() -> list[int]:
        with sqlite3.connect(file) as connection:
            return [connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables]

    before = count()
    assert 0 not in before
    add_release(
        release,
        """with op.batch_alter_table("team", recreate="always") as batch:
        batch.alter_column("name", new_column_name="name")""",
    )
    upgrade.upgrade(f"sqlite:///{file}")
    assert count() == before


@pytest.mark.parametrize("left", [1, 0])
def test_rebuilding_a_table_uses_no_id_again(console: Console, release: Path, left: int) -> None:
    """A button to what was deleted finds nothing after the upgrade either."""
    assert console.run("course", "load", console.write("c.toml", COURSE)).code == 0
    file = console.folder / "samspil.db"

    def last() -> int:
        with sqlite3.connect(file) as connection:
            return int(
                connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'place'").fetchone()[0]
            )

    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE sqlite_sequence SET seq = seq + 5 WHERE name = 'place'")
        if not left:
            connection.execute("DELETE FROM place")
    before = last()
    add_release(
        release,
        """with op.batch_alter_table("place", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
        pass""",
    )
    upgrade.upgrade(f"sqlite:///{file}")
    assert last() == before


def test_a_migration_that_leaves_rows_pointing_at_nothing_is_rolled_back(console: Console) -> None:
    assert console.run("course", "load", console.write("c.toml", COURSE)).code == 0
    url = f"sqlite:///{console.folder}/samspil.db"
    with pytest.raises(BrokenReferences), changing(url) as connection:
        connection.execute(text("DELETE FROM team"))
    with sqlite3.connect(console.folder / "samspil.db") as connection:
        assert connection.execute("SELECT count(*) FROM team").fetchone() == (1,)


def test_sqlite_is_copied_before_it_is_upgraded(console: Console, release: Path) -> None:
    assert console.run("course", "load", console.write("c.toml", COURSE)).code == 0
    first = upgrade.head()
    add_release(release)
    assert "samspil db upgrade" in console.run("course", "load", "c.toml").err, (
        "only run and db upgrade do it"
    )
    assert "samspil db upgrade" in console.run("check").out
    told = console.run("db", "upgrade")
    assert told.code == 0 and "kopieret" in told.out
    (copy,) = console.folder.glob("samspil.db.before-9001-*")
    assert schema_of(f"sqlite:///{copy}") == Older(first)
    assert copy.stat().st_mode & 0o077 == 0
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT name FROM team").fetchall() == [("Team Havnen",)]
    assert schema_of(f"sqlite:///{console.folder}/samspil.db") == Current()


def test_a_copy_is_named_by_the_moment(console: Console, release: Path) -> None:
    console.run("db", "upgrade")
    add_release(release)
    path = upgrade.copy_before_upgrade(
        f"sqlite:///{console.folder}/samspil.db", datetime(2026, 11, 12, 8, 30, tzinfo=UTC)
    )
    assert path.name == "samspil.db.before-9001-20261112T083000"
    again = upgrade.copy_before_upgrade(
        f"sqlite:///{console.folder}/samspil.db", datetime(2026, 11, 12, 8, 30, tzinfo=UTC)
    )
    assert again.name == "samspil.db.before-9001-20261112T083000-2", "the first may be half written"
