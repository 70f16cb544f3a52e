"""On PostgreSQL a refused press costs the next ones nothing: what its connection had prepared is still there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.database import Database, Transaction
from storage.prepared import Prepared, given
from storage.teams.tables import teams
from tests.databases import VAULT

OFTEN = 7  # psycopg prepares what it has run five times
named = Prepared(teams.select().where(given(teams.c.key)))


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    opened = Database(postgres_url, VAULT)
    yield opened
    opened.close()


def prepared(database: Database) -> list[str]:
    with database.transaction() as tx:
        return list(
            tx.connection.execute(text("SELECT name FROM pg_prepared_statements ORDER BY 1")).scalars()
        )


def ask(tx: Transaction) -> None:
    for _ in range(OFTEN):
        assert named.all(tx, key="broen") == []


class Refused(Exception):
    pass


def test_a_rollback_forgets_nothing(database: Database) -> None:
    with database.transaction() as tx:
        ask(tx)
    before = prepared(database)
    assert before
    with pytest.raises(Refused), database.transaction() as tx:
        ask(tx)
        tx.connection.execute(text("CREATE TABLE gone (id int)"))
        raise Refused
    with pytest.raises(DBAPIError), database.transaction() as tx:
        tx.connection.execute(text("SELECT 1 / 0"))
    assert set(before) <= set(prepared(database))
    with database.transaction() as tx:
        ask(tx)
        assert tx.connection.execute(text("SELECT to_regclass('gone')")).scalar_one() is None, "rolled back"


def test_a_lost_connection_is_told_and_replaced(database: Database) -> None:
    with pytest.raises(DBAPIError) as told, database.transaction() as tx:
        tx.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert told.value.connection_invalidated
    with database.transaction() as tx:
        ask(tx)
