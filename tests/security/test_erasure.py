"""Erasure: what a person wrote is out of the tables, the files, the exports, the backups and the chat; what the
team keeps is nobody's."""

from __future__ import annotations

import asyncio
import gzip
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters import process as processes
from adapters.operation import Watch
from adapters.process import Process
from bot.app import Bot
from bot.registry import Features
from bot.restored import erase_again
from storage import backup
from storage.database import Database
from storage.erasures import noted
from storage.housekeeping import compact, empty_log
from storage.outbox.tables import outbox
from storage.schema import complete
from tests.core.test_text_columns import PEOPLES
from tests.databases import VAULT
from tests.operation.test_process import ChatDoor, until
from tests.security.life import METTE, Life, canary, lived
from tests.visitor import Visitor, text_of
from tests.world import World

# Not a person's own, though people wrote it: schools, courses and teams come from the course file. Who is
# worth a Monday line is said of teams; the file of a meeting says its purpose, which stays.
NOBODYS = {
    *((table, column) for table in ("organisation", "course", "team") for column in PEOPLES[table]),
    *(("monday_line", column) for column in PEOPLES["monday_line"]),
    *(("meeting", "file"), ("stored_file", "content")),
}
SEALED = {
    ("reflection_part", "sealed"),
    ("own_reflection", "sealed"),
    ("draft", "sealed"),
    ("contract_letter", "sealed"),
    ("conflict_note", "sealed"),
    ("colleague_question", "sealed"),
    ("colleague_question", "answer"),
}


async def erase_oneself(person: Visitor) -> None:
    await person.command("samspil", "minedata slet")
    await person.press("Ja, slet det hele")
    assert person.sees("Det er slettet")


def cells(database: Database) -> dict[tuple[str, str], str]:
    """Everything in the database, column by column."""
    found: dict[tuple[str, str], str] = {}
    with database.transaction() as tx:
        for table in complete().sorted_tables:
            for row in tx.connection.execute(table.select()).mappings():
                for column in table.c:
                    place = table.name, column.name
                    found[place] = f"{found.get(place, '')}\n{row[column]}"
    return found


def left_in(texts: Iterable[str], words: Iterable[str]) -> set[str]:
    everything = "\n".join(texts)
    return {word for word in words if word in everything}


def files(database: Database) -> bytes:
    """The database file and its write-ahead log, as they lie on the disk."""
    path = Path(database.engine.url.database or "")
    return b"".join(one.read_bytes() for one in (path, wal(database)) if one.exists())


def wal(database: Database) -> Path:
    return Path(f"{database.engine.url.database}-wal")


def left_on_disk(database: Database, life: Life) -> set[str]:
    content = files(database)
    return {word for word in life.gone if word.encode() in content}


@pytest.fixture
async def life(world: World) -> Life:
    return await lived(world)


async def test_of_all_she_wrote_nothing_is_left_but_what_is_the_teams(life: Life) -> None:
    world = life.world
    every_column_held_something(life)
    await erase_oneself(life.amira)
    assert left_in(cells(world.database).values(), life.gone) == set()
    assert left_in(cells(world.database).values(), life.stays) == life.stays
    shown = [text_of(one.card) for place in world.chat.places.values() for one in place]
    assert left_in(shown, life.gone) == set()
    emil = world.stranger("Emil")
    await emil.command("samspil", "minedata eksport")
    assert emil.sees("Ordet sag"), "his own is there"
    assert left_in([emil.text], life.gone) == set()
    await erase_oneself(life.mette)
    assert METTE not in str(cells(world.database))
    assert world.channel.sees("kanariehilsenfugl"), "the note stays, a former facilitator's"
    assert not world.channel.sees("Mette")


async def test_it_is_gone_at_once_also_from_cards_that_cannot_be_sent_any_more(life: Life) -> None:
    """Nothing is delivered from now on, and half of the team's messages were lost before."""
    world = life.world
    world.delivers = False
    with world.database.transaction() as tx:
        lost = outbox.update().where(outbox.c.id % 2 == 0).values(state="failed", next_at=None, stale=False)
        tx.connection.execute(lost)
    await erase_oneself(life.amira)
    to_take_away = {
        life.amira.account,
        life.amira.name,
    }  # where her private messages stand until they are gone
    assert left_in(cells(world.database).values(), life.gone) <= to_take_away


def every_column_held_something(life: Life) -> None:
    """Otherwise the tests here prove nothing of a column: whoever adds one lets Amira write in it. Drafts and
    texts kept for oneself are there too, but only sealed."""
    found = cells(life.world.database)
    written = {place for place, content in found.items() if left_in([content], life.gone | life.stays)}
    sealed = {place for place in SEALED if found[place].strip()}
    expected = {(table, column) for table, columns in PEOPLES.items() for column in columns}
    assert sorted(expected - NOBODYS - {("person", "key")} - written - sealed) == []
    kept = ("tankekept", "kladde", "brev", "svaerseen", "raad", "raadsvar")
    assert not left_in(found.values(), {canary(what) for what in kept})


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_single_text_that_is_taken_back_is_gone_at_once(life: Life) -> None:
    world, text = life.world, "kanarietankesharedfugl"
    empty_log(world.database)
    world.delivers = False
    assert text in "".join(cells(world.database).values())
    await life.amira.command("refleksion", "mine")
    for _ in range(5):  # the ones she wrote alone, the one she kept, and those she shared
        await life.amira.press("Slet")
        await life.amira.command("refleksion", "mine")
    assert text not in "".join(cells(world.database).values())
    assert empty_log(world.database) and text.encode() not in files(world.database)


# ---- on the disk


@pytest.fixture
def sqlite_world(sqlite_url: str, features: Features) -> World:
    return World(Database(sqlite_url, VAULT), features)


async def test_the_write_ahead_log_still_holds_it_until_it_is_emptied(sqlite_world: World) -> None:
    life, database = await lived(sqlite_world), sqlite_world.database
    await erase_oneself(life.amira)
    assert left_on_disk(database, life), "nothing to show: the test would pass without the control"
    with closing(sqlite3.connect(database.engine.url.database or "")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM team").fetchone()
        assert not empty_log(database), "a reader is in the way: nobody waits, it is tried again"
    assert empty_log(database)
    assert left_on_disk(database, life) == set()
    assert wal(database).stat().st_size == 0
    database.close()


async def test_the_process_empties_it_at_once_and_when_delivery_is_done(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "EMPTY_EVERY", timedelta(milliseconds=50))
    world = sqlite_world
    life, database = await lived(world), world.database
    process = Process(world.bot, Watch(database, world.clock))
    process.doors = [ChatDoor(world.chat)]
    ready = asyncio.Event()
    running = asyncio.create_task(process.run(ready.set))
    await asyncio.wait_for(ready.wait(), 20)
    try:
        assert left_on_disk(database, life), "she is still there"
        await erase_oneself(life.amira)
        await until(lambda: not left_on_disk(database, life))
    finally:
        process.stopping.set()
        await asyncio.wait_for(running, 15)
    database.close()


def postgres_files(database: Database) -> bytes:
    """All tables and indexes of the database, as PostgreSQL keeps them on the disk."""
    engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
        folder = Path(connection.execute(text("SHOW data_directory")).scalar_one())
        paths = connection.execute(
            text(
                "SELECT pg_relation_filepath(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
                "WHERE relkind IN ('r', 't', 'i') AND nspname IN ('public', 'pg_toast')"
            )
        ).scalars()
        return b"".join((folder / path).read_bytes() for path in paths if path and (folder / path).exists())


async def test_postgresqls_files_hold_nothing_after_the_night(postgres_url: str, features: Features) -> None:
    database = Database(postgres_url, VAULT)
    life = await lived(World(database, features))
    await erase_oneself(life.amira)
    now = life.world.clock.now
    compact(database, now + timedelta(hours=1))
    there = postgres_files(database)
    assert any(word.encode() in there for word in life.gone), "nobody erased lately: nothing is rewritten"
    compact(database, now - timedelta(days=1))
    there = postgres_files(database)
    assert {word for word in life.gone if word.encode() in there} == set()
    database.close()


# ---- backups


async def test_a_backup_made_afterwards_holds_nothing_and_an_older_one_brings_nothing_back(
    sqlite_world: World, features: Features, tmp_path: Path
) -> None:
    world = sqlite_world
    life, database = await lived(world), world.database
    older, newer = tmp_path / "older.gz", tmp_path / "newer.gz"
    backup.dump(database.url, older, world.clock.now, VAULT.key_ids)
    assert left_in([gzip.decompress(older.read_bytes()).decode()], life.gone)
    await erase_oneself(life.amira)
    backup.dump(database.url, newer, world.clock.now, VAULT.key_ids)
    assert left_in([gzip.decompress(newer.read_bytes()).decode()], life.gone) == set()
    with database.transaction() as tx:
        erased = noted(tx)
    backup.restore(older, f"sqlite:///{tmp_path}/restored.db", erased)
    restored = Database(f"sqlite:///{tmp_path}/restored.db", VAULT)
    assert left_on_disk(restored, life), "before anybody uses it …"
    assert erase_again(Bot(restored, features, world.settings, world.clock)) == 1
    compact(restored)
    # The address is kept until delivery has looked whether something she was sent is still to be taken away.
    assert left_on_disk(restored, life) <= {life.amira.account, life.amira.name}
    assert left_in(cells(restored).values(), life.stays) == life.stays
    for one in (restored, database):
        one.close()
