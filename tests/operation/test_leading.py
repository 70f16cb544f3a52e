"""The lead: on PostgreSQL one of several processes, on SQLite the only one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from adapters.leading import Lead, LostLead
from storage.database import Database
from storage.leadership import Leadership
from storage.lock import FileLock, Taken
from tests.databases import VAULT


@pytest.fixture
def two(postgres_url: str) -> Iterator[tuple[Database, Database]]:
    """Two processes' databases."""
    one, other = Database(postgres_url, VAULT), Database(postgres_url, VAULT)
    yield one, other
    one.close()
    other.close()


def test_one_leads_until_it_lets_go(two: tuple[Database, Database]) -> None:
    mine, theirs = (Leadership(database, "discord x") for database in two)
    assert mine.hold() and mine.hold()
    assert not theirs.hold()
    mine.let_go()
    assert theirs.hold() and not mine.hold()
    theirs.let_go()


def test_different_doors_have_different_leads(two: tuple[Database, Database]) -> None:
    assert Leadership(two[0], "discord x").hold()
    assert Leadership(two[1], "discord y").hold()


def test_on_sqlite_the_only_process_leads(sqlite_url: str) -> None:
    database = Database(sqlite_url, VAULT)
    assert Leadership(database, "discord x").hold()
    database.close()


async def test_the_next_takes_over_when_the_first_stops(two: tuple[Database, Database]) -> None:
    first, second = Lead(two[0], "d", 0.05), Lead(two[1], "d", 0.05)
    order: list[str] = []

    async def hold(lead: Lead, name: str, seconds: float) -> None:
        async with lead():
            order.append(f"{name} in")
            await asyncio.sleep(seconds)
            order.append(f"{name} out")

    one = asyncio.create_task(hold(first, "a", 0.5))
    await asyncio.sleep(0.2)
    other = asyncio.create_task(hold(second, "b", 0.1))
    await asyncio.sleep(0.2)
    assert second.waiting and not first.waiting
    await asyncio.wait_for(asyncio.gather(one, other), 10)
    assert order == ["a in", "a out", "b in", "b out"]
    assert not second.waiting


async def test_a_broken_connection_ends_the_work_and_says_so(two: tuple[Database, Database]) -> None:
    lead = Lead(two[0], "d", 0.05)

    async def work() -> None:
        async with lead():
            with two[1].transaction() as tx:
                tx.connection.execute(
                    text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
                )
            await asyncio.sleep(3600)

    with pytest.raises(LostLead):
        await asyncio.wait_for(work(), 10)


async def test_a_cancelled_leader_is_cancelled_not_lost(two: tuple[Database, Database]) -> None:
    lead = Lead(two[0], "d", 0.05)

    async def work() -> None:
        async with lead():
            await asyncio.sleep(3600)

    task = asyncio.create_task(work())
    await asyncio.sleep(0.3)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert Leadership(two[1], "d").hold(), "the lead is free at once"


def test_two_cannot_run_on_one_sqlite_file(sqlite_url: str) -> None:
    with FileLock(sqlite_url), pytest.raises(Taken), FileLock(sqlite_url):
        pass
    with FileLock(sqlite_url):
        pass
