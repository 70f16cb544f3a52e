"""A long read in its own thread holds up nobody."""

from __future__ import annotations

import asyncio
import threading

from sqlalchemy import func, select

from storage.database import Database
from storage.teams.tables import organisations


async def test_people_write_while_somebody_reads(database: Database) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def read() -> int:
        with database.transaction() as tx:
            count: int = tx.connection.execute(select(func.count()).select_from(organisations)).scalar_one()
            begun.set()
            go_on.wait()
            return count

    def write() -> None:
        with database.transaction() as tx:
            tx.connection.execute(organisations.insert().values(key="ny", name="Ny"))

    reading = asyncio.ensure_future(database.read(read))
    await asyncio.to_thread(begun.wait)
    try:
        await database.run(write)  # SQLite would say "database is locked" after five seconds
    finally:
        go_on.set()
    assert await reading == 0, "it reads what there was when it began"
