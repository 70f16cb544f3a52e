"""A store reads and writes its own tenant's rows, whatever number it is given."""

from __future__ import annotations

from sqlalchemy import select

from storage.database import Database
from storage.store import Store
from storage.teams.tables import organisations, people
from tests.world import local


def test_another_tenants_row_is_like_none(database: Database) -> None:
    now = local("2026-11-09 09:00")
    with database.transaction() as tx:
        add = organisations.insert().returning(organisations.c.id)
        mine, other = (
            Store(tx, tx.connection.execute(add.values(key=key, name=key)).scalar_one(), now)
            for key in ("a", "b")
        )
        person = mine.insert(
            people,
            key="amira",
            name="Amira",
            email="",
            language="",
            preferred="",
            settings={},
            notice_version=0,
        )
        assert mine.lock(people, person) is not None
        assert other.lock(people, person) is None
        assert not other.update(people, person, name="Eva")
        assert other.execute(select(people).where(*other.within(people))).all() == []
        assert other.delete(people, people.c.id == person) == 0
        assert mine.lock(people, person).name == "Amira"
