"""SQLite has one writer: who presses goes before what the clock has to do, however long that waits already."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from storage.database import BACKGROUND, PEOPLE, Database
from tests.databases import VAULT


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url, VAULT)
    yield database
    database.close()


async def test_people_go_before_the_clock(sqlite: Database) -> None:
    begun, go_on, order = threading.Event(), threading.Event(), list[str]()

    def long_work() -> None:
        begun.set()
        go_on.wait(10)

    waiting = [sqlite.run(long_work, priority=BACKGROUND)]
    await asyncio.to_thread(begun.wait, 10)
    for name, priority in (
        ("clock 1", BACKGROUND),
        ("Amira", PEOPLE),
        ("clock 2", BACKGROUND),
        ("Jonas", PEOPLE),
    ):
        waiting.append(sqlite.run(order.append, name, priority=priority))
    go_on.set()
    await asyncio.gather(*waiting)
    assert order == ["Amira", "Jonas", "clock 1", "clock 2"]
