"""A crowd that was made once and is put into another world is there as it was, and each world's is its own."""

from __future__ import annotations

import pytest

from bot.registry import Features
from storage.database import Database
from tests.core.acting import rows_of
from tests.core.crowd import crowd
from tests.databases import VAULT
from tests.world import World


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_kept_crowd_is_the_crowd(world: World, features: Features, sqlite_url: str) -> None:
    made, before = await crowd(world), rows_of(world.database)
    other = World(Database(sqlite_url, VAULT), features)
    again = await crowd(other)
    assert rows_of(other.database) == before
    assert (again.objects, again.teams, other.clock.now) == (made.objects, made.teams, world.clock.now)
    amira, hers = again.roles["M"], world.people["Amira"]
    assert again.world is other and amira is other.people["Amira"] and amira.world is other
    assert amira.text == hers.text and other.delivery_id() == world.delivery_id()
    other.end_membership(again.teams["broen"], amira.person_id)
    await amira.command("samspil", "hjaelp")
    assert rows_of(other.database) != before and amira.private != hers.private
    assert rows_of(world.database) == before
    other.database.close()
