"""`samspil restore`: it asks for the list of who was erased since, and finds it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.context import Context
from bot.erasure import erase
from bot.features import FEATURES
from bot.i18n import Locale
from bot.settings import Settings
from storage import backup
from storage.database import Database
from storage.erasures import Erasure, keep_list, noted
from storage.installation import installation
from storage.teams.tables import people
from tests.databases import VAULT
from tests.operation.console import COURSE, Console

NOW = datetime(2026, 11, 12, 8, tzinfo=UTC)


def erase_amira(console: Console) -> None:
    database = Database(f"sqlite:///{console.folder}/samspil.db", VAULT)
    settings = Settings()
    with database.transaction() as tx:
        person = tx.connection.execute(select(people).where(people.c.key == "amira")).one()
        ctx = Context(
            tx, FEATURES, settings, NOW, Locale("da", settings.zone, NOW), tenant_id=person.tenant_id
        )
        erase(ctx, person.id)
    database.close()


def names(console: Console, file: str) -> list[str]:
    database = Database(f"sqlite:///{console.folder}/{file}", VAULT)
    with database.transaction() as tx:
        found = [row.name for row in tx.connection.execute(select(people).order_by(people.c.id))]
    database.close()
    return found


@pytest.fixture
def backed_up(console: Console) -> Console:
    """A course, a backup of it in b.gz, and then Amira erased."""
    assert console.run("course", "load", console.write("c.toml", COURSE)).code == 0
    assert console.run("backup", "b.gz").code == 0
    erase_amira(console)
    return console


NEW = {"DATABASE_URL": "sqlite:///new.db"}


def test_restore_asks_for_the_list_of_erasures(backed_up: Console) -> None:
    told = backed_up.run("restore", "b.gz", **NEW)
    assert told.code == 1 and "--erased-in" in told.err and "--without-list" in told.err
    assert not (backed_up.folder / "new.db").exists()


@pytest.mark.parametrize("source", ["the old file", "its address", "a newer backup", "the list"])
def test_restore_takes_the_list_from_wherever_it_is(backed_up: Console, source: str) -> None:
    folder = backed_up.folder
    if source == "a newer backup":
        assert backed_up.run("backup", "newer.gz").code == 0
    if source == "the list":
        database = Database(f"sqlite:///{folder}/samspil.db", VAULT)
        with database.transaction() as tx:
            here = installation(tx)
            assert here is not None
            keep_list(folder / "list", here.name, noted(tx))
        database.close()
    named = {"the old file": "samspil.db", "its address": f"sqlite:///{folder}/samspil.db",
             "a newer backup": "newer.gz", "the list": "list"}[source]  # fmt: skip
    told = backed_up.run("restore", "b.gz", "--erased-in", named, **NEW)
    assert told.code == 0, told.err
    assert "slettet igen" in told.out
    assert names(backed_up, "new.db") == ["Jonas Testperson", "Mette Testperson"]
    assert b"Amira" not in (folder / "new.db").read_bytes()


def test_the_list_beside_the_database_is_found_by_itself(backed_up: Console) -> None:
    running = backed_up.start("run")
    running.wait_ready()
    running.stop()
    (backed_up.folder / "samspil.db").rename(backed_up.folder / "old.db")
    told = backed_up.run("restore", "b.gz")
    assert told.code == 0, told.err
    assert names(backed_up, "samspil.db") == ["Jonas Testperson", "Mette Testperson"]


def test_a_list_of_another_installation_is_refused(backed_up: Console) -> None:
    keep_list(backed_up.folder / "other", "another installation", [Erasure(1, 2, NOW)])
    told = backed_up.run("restore", "b.gz", "--erased-in", "other", **NEW)
    assert told.code == 1 and "en anden database" in told.err
    assert not (backed_up.folder / "new.db").exists()


def test_a_restore_that_was_cut_short_is_finished_by_the_next_start(backed_up: Console) -> None:
    database = Database(f"sqlite:///{backed_up.folder}/samspil.db", VAULT)
    with database.transaction() as tx:
        erased = noted(tx)
    database.close()
    backup.restore(backed_up.folder / "b.gz", f"sqlite:///{backed_up.folder}/new.db", erased)
    assert "Amira Testperson" in names(backed_up, "new.db"), "the process died here"
    running = backed_up.start("run", **NEW)
    running.wait_ready()
    running.stop()
    assert names(backed_up, "new.db") == ["Jonas Testperson", "Mette Testperson"]


def test_backup_and_restore_say_what_is_in_the_way(backed_up: Console) -> None:
    assert "findes allerede" in backed_up.run("backup", "b.gz").err
    assert "ikke tom" in backed_up.run("restore", "b.gz", "--without-list").err
    backed_up.write("junk", "junk")
    assert "ikke en hel backup" in backed_up.run("restore", "junk", "--without-list", **NEW).err
    assert "hverken" in backed_up.run("restore", "b.gz", "--erased-in", "junk", **NEW).err
    assert backed_up.run("backup", "x.gz", DATABASE_URL="sqlite:///nothing.db").code == 1
    assert not (backed_up.folder / "nothing.db").exists()
