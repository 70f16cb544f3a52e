"""Read, add one, write back, by several at once: nothing is lost, on either database."""

from __future__ import annotations

import threading

from sqlalchemy import select

from storage.database import Database
from storage.installation import take_into_use
from storage.store import Store
from storage.teams.tables import organisations
from tests.databases import VAULT
from tests.world import local

THREADS, TIMES = 5, 10


def test_fifty_increments_are_fifty(database: Database) -> None:
    """Each thread has a connection of its own, as another process would."""
    now = local("2026-11-09 09:00")
    with database.transaction() as tx:
        take_into_use(tx, now, demo=False)
        tx.connection.execute(organisations.insert().values(key="skolen", name="0"))
    errors: list[Exception] = []

    def add(other: Database) -> None:
        try:
            for _ in range(TIMES):
                with other.transaction() as tx:
                    store = Store(tx, 0, now)
                    query = select(organisations.c.id, organisations.c.name)
                    row = store.execute(query if tx.is_sqlite else query.with_for_update()).one()
                    store.execute(organisations.update().values(name=str(int(row.name) + 1)))
        except Exception as error:
            errors.append(error)

    others = [Database(database.url, VAULT) for _ in range(THREADS)]
    threads = [threading.Thread(target=add, args=(other,)) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in others:
        other.close()
    with database.transaction() as tx:
        name = tx.connection.execute(select(organisations.c.name)).scalar_one()
    assert errors == []
    assert int(name) == THREADS * TIMES
