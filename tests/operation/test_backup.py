"""Backups: everything comes back, on either database; who was erased does not."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import Bot
from bot.erasure import erase
from bot.registry import Features
from bot.restored import erase_again
from storage import backup
from storage.backup import Damaged, NotEmpty, TooNew, dumping
from storage.database import Database
from storage.erasures import Erasure, keep_list, noted, read_list
from storage.files import FileStore
from storage.inbox import DraftStore
from storage.installation import take_into_use
from storage.schema import complete
from storage.teams.store import TeamStore
from storage.teams.tables import people, teams
from storage.upgrade import Current, Empty, schema_of
from tests.databases import VAULT
from tests.world import World

NOW = datetime(2026, 11, 12, 8, tzinfo=UTC)
CANARY = "kun Amiras egne ord"


def contents(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but those of processes that run now."""
    found = {}
    with database.transaction() as tx:
        for table in complete().sorted_tables:
            if table.name not in ("door_state", "alembic_version"):
                rows = tx.connection.execute(select(table).order_by(*table.primary_key.columns))
                found[table.name] = [tuple(row) for row in rows]
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which there is nothing."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/restored.db"
    return str(request.getfixturevalue("empty_postgres"))


@pytest.fixture
def opened(target: str) -> Iterator[Database]:
    database = Database(target, VAULT)
    yield database
    database.close()


async def lived_in(database: Database, features: Features) -> World:
    """A database with some days of a team in it: posts, due work, a draft, a file, settings."""
    world = World(database, features)
    amira, *_ = world.make_team("Amira", "Jonas", "Freja")
    with database.transaction() as tx:
        take_into_use(tx, NOW)
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        assert world.team is not None
        store.set_team_settings(world.team, note="æøå €", nested={"a": [1, None, True]})
        DraftStore(tx, world.tenant_id, world.clock.now).save(
            amira.person_id, "checkins/answer", {"text": CANARY}
        )
        FileStore(tx, world.tenant_id, world.clock.now).keep("application/octet-stream", bytes(range(256)))
    await world.at("2026-11-06 13:00")
    return world


async def test_everything_comes_back(
    database: Database, features: Features, target: str, opened: Database, tmp_path: Path
) -> None:
    await lived_in(database, features)
    written = backup.dump(database.url, tmp_path / "b.gz", NOW, VAULT.key_ids)
    header, rows = backup.restore(tmp_path / "b.gz", target)
    assert rows == written and sum(rows.values()) > 20
    assert header.keys == VAULT.key_ids
    assert contents(opened) == contents(database)
    assert isinstance(schema_of(target), Current)


async def test_private_texts_stay_sealed_in_the_file(
    database: Database, features: Features, tmp_path: Path, opened: Database, target: str
) -> None:
    world = await lived_in(database, features)
    backup.dump(database.url, tmp_path / "b.gz", NOW, VAULT.key_ids)
    assert CANARY not in gzip.decompress((tmp_path / "b.gz").read_bytes()).decode()
    assert (tmp_path / "b.gz").stat().st_mode & 0o077 == 0, "nobody else may read it"
    backup.restore(tmp_path / "b.gz", target)
    with opened.transaction() as tx:
        draft = DraftStore(tx, world.tenant_id, world.clock.now)
        person = world.people["Amira"].person_id
        saved = draft.load(person, "checkins/answer")
    assert saved in ({"text": CANARY}, {}), "sealed for the same row, it opens with the same key"


async def test_ids_are_never_used_again_also_not_after_a_restore(
    database: Database, features: Features, target: str, opened: Database, tmp_path: Path
) -> None:
    world = await lived_in(database, features)
    with database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, NOW)
        last = store.put(people, ("key",), key="gone", name="x", email="", language="", preferred="",
                         notice_version=0, settings={})  # fmt: skip
        store.delete(people, people.c.id == last)
    backup.dump(database.url, tmp_path / "b.gz", NOW, ())
    backup.restore(tmp_path / "b.gz", target)
    with opened.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, NOW)
        new = store.put(people, ("key",), key="new", name="y", email="", language="", preferred="",
                        notice_version=0, settings={})  # fmt: skip
    assert new > last


async def test_a_backup_is_of_one_moment_while_people_go_on(
    database: Database, features: Features, tmp_path: Path, opened: Database, target: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    await lived_in(database, features)
    before = contents(database)
    write_table = dumping._write_table

    def meanwhile(*arguments: Any) -> int:
        with database.transaction() as tx:  # somebody writes, and does not wait for the backup
            tx.connection.execute(teams.update().values(name="Et nyt navn"))
            tx.connection.execute(people.update().values(email="ny@skolen.example"))
        return write_table(*arguments)

    monkeypatch.setattr(dumping, "_write_table", meanwhile)
    backup.dump(database.url, tmp_path / "b.gz", NOW, ())
    backup.restore(tmp_path / "b.gz", target)
    assert contents(opened) == before
    assert contents(database) != before


async def test_a_cut_or_changed_file_is_refused_and_nothing_is_touched(
    database: Database, features: Features, tmp_path: Path
) -> None:
    await lived_in(database, features)
    path, target = tmp_path / "b.gz", f"sqlite:///{tmp_path}/target.db"
    backup.dump(database.url, path, NOW, ())
    whole = gzip.decompress(path.read_bytes()).decode().splitlines(keepends=True)
    packed = path.read_bytes()
    broken = [
        packed[: len(packed) // 2],
        packed[:-1],
        b"",
        b"not a backup",
        gzip.compress("".join(whole[:-1]).encode()),
        gzip.compress("".join(whole[:5] + whole[6:]).encode()),
        gzip.compress("".join([whole[0].replace("samspil-backup", "something"), *whole[1:]]).encode()),
        gzip.compress("".join([*whole[:3], "{[\n", *whole[3:]]).encode()),
    ]
    for content in broken:
        path.write_bytes(content)
        with pytest.raises(Damaged):
            backup.restore(path, target)
    assert schema_of(target) == Empty()


async def test_a_database_with_something_in_it_is_not_overwritten(
    database: Database, features: Features, tmp_path: Path
) -> None:
    await lived_in(database, features)
    before = contents(database)
    backup.dump(database.url, tmp_path / "b.gz", NOW, ())
    with pytest.raises(NotEmpty):
        backup.restore(tmp_path / "b.gz", database.url)
    assert contents(database) == before


def test_a_newer_releases_backup_is_refused(tmp_path: Path) -> None:
    header = {"format": "samspil-backup", "version": 1, "revision": "9999", "installation": "x",
              "made_at": NOW.isoformat(), "keys": []}  # fmt: skip
    lines = [header, {"end": True, "rows": {}, "sequences": {}}]
    path = tmp_path / "b.gz"
    path.write_bytes(gzip.compress("".join(json.dumps(line) + "\n" for line in lines).encode()))
    with pytest.raises(TooNew):
        backup.restore(path, f"sqlite:///{tmp_path}/x.db")


# ---- erased people stay erased


def erase_person(bot: Bot, world: World, name: str) -> int:
    assert world.team is not None
    with bot.database.transaction() as tx:
        erase(world.context(tx, world.team), world.people[name].person_id)
    return world.people[name].person_id


async def test_who_was_erased_after_the_backup_is_erased_again(
    database: Database, features: Features, target: str, opened: Database, tmp_path: Path
) -> None:
    world = await lived_in(database, features)
    backup.dump(database.url, tmp_path / "b.gz", NOW, ())
    person = erase_person(world.bot, world, "Amira")
    with database.transaction() as tx:
        erased = noted(tx)
    assert [one.person_id for one in erased] == [person]
    backup.restore(tmp_path / "b.gz", target, erased)
    bot = Bot(opened, features, world.settings, world.clock)
    assert erase_again(bot) == 1
    assert erase_again(bot) == 0, "once is enough"
    found = contents(opened)
    assert person not in [row[0] for row in found["person"]]
    assert "Amira" not in repr(found)
    assert "Jonas" in repr(found)


async def test_the_backups_own_list_holds_too(
    database: Database, features: Features, target: str, opened: Database, tmp_path: Path
) -> None:
    world = await lived_in(database, features)
    erase_person(world.bot, world, "Amira")
    backup.dump(database.url, tmp_path / "b.gz", NOW, ())
    backup.restore(tmp_path / "b.gz", target)
    assert erase_again(Bot(opened, features, world.settings, world.clock)) == 0
    with opened.transaction() as tx:
        assert len(noted(tx)) == 1
    assert [one.person_id for one in backup.erasures_in(tmp_path / "b.gz").erasures] == [
        world.people["Amira"].person_id
    ]


def test_the_list_beside_the_database_only_grows(tmp_path: Path) -> None:
    path = tmp_path / "samspil.db.erased"
    first, second = Erasure(1, 7, NOW), Erasure(1, 8, NOW + timedelta(hours=1))
    keep_list(path, "here", [first])
    keep_list(path, "here", [second])
    assert set(read_list(path).erasures) == {first, second}
    assert path.stat().st_mode & 0o077 == 0
    keep_list(path, "elsewhere", [])
    assert read_list(path).erasures == ()
    aside = tmp_path / "samspil.db.erased.here"
    assert set(read_list(aside).erasures) == {first, second}, "another installation's list is put aside"
