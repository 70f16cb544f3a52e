"""A press is done on the event loop when SQLite is free, and the event loop never waits for SQLite."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import func, insert, select

from storage.database import BACKGROUND, Database
from storage.teams.tables import organisations
from tests.databases import VAULT


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url, VAULT)
    yield database
    database.close()


def add(database: Database, key: str) -> str:
    """Where it was done."""
    with database.transaction() as tx:
        tx.connection.execute(insert(organisations).values(key=key, name=key))
    return threading.current_thread().name


def count(database: Database) -> int:
    with database.transaction() as tx:
        found: int = tx.connection.execute(select(func.count()).select_from(organisations)).scalar_one()
        return found


async def test_it_is_done_here_when_nothing_else_is(sqlite: Database) -> None:
    done = sqlite.run(add, sqlite, "a", at_once=True)
    assert done.done()
    assert await done == threading.current_thread().name
    assert await sqlite.run(add, sqlite, "b") == "database"
    assert await sqlite.run(count, sqlite) == 2


async def test_while_the_clock_works_it_waits_its_turn_in_the_thread(sqlite: Database) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def long_work() -> None:
        with sqlite.transaction():
            begun.set()
            go_on.wait(10)

    working = sqlite.run(long_work, priority=BACKGROUND)
    await asyncio.to_thread(begun.wait, 10)
    pressed = sqlite.run(add, sqlite, "a", at_once=True)
    assert not pressed.done()
    go_on.set()
    assert await pressed == "database"
    await working


async def test_another_process_with_the_lock_holds_up_the_thread_and_not_the_loop(sqlite: Database) -> None:
    assert sqlite.engine.url.database
    other = sqlite3.connect(sqlite.engine.url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    pressed = sqlite.run(add, sqlite, "a", at_once=True)
    assert not pressed.done(), "the loop did not wait for it"
    other.execute("COMMIT")
    other.close()
    assert await pressed == "database"
    assert await sqlite.run(count, sqlite) == 1


async def test_begun_twice_it_is_done_once(sqlite: Database) -> None:
    """The lock is taken by somebody else between a rollback and what follows it."""
    assert sqlite.engine.url.database
    other = sqlite3.connect(sqlite.engine.url.database, isolation_level=None)
    begun = 0

    def refused_then_kept() -> None:
        nonlocal begun
        begun += 1
        try:
            with sqlite.transaction() as tx:
                tx.connection.execute(insert(organisations).values(key="refused", name="x"))
                raise ValueError
        except ValueError:
            if begun == 1:
                other.execute("BEGIN IMMEDIATE")
            add(sqlite, "kept")

    pressed = sqlite.run(refused_then_kept, at_once=True)
    assert not pressed.done()
    other.execute("ROLLBACK")
    other.close()
    await pressed
    assert begun == 2
    assert await sqlite.run(count, sqlite) == 1


async def test_an_error_is_the_callers(sqlite: Database) -> None:
    def broken() -> None:
        with sqlite.transaction() as tx:
            tx.connection.execute(insert(organisations).values(key="a", name="x"))
            raise LookupError

    with pytest.raises(LookupError):
        await sqlite.run(broken, at_once=True)
    assert await sqlite.run(count, sqlite) == 0
