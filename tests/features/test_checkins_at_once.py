"""Two of a team's check-ins that close at the same moment, in two processes."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import timedelta

import pytest

from bot.checkins import rounds
from storage.checkins import CheckinStore
from storage.database import Database
from tests.databases import VAULT
from tests.world import World


async def test_two_averages_at_once_tell_nobody_apart(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four in the one and the same four and a fifth in the other: both averages would say what the fifth chose."""
    *people, _mette = world.make_team("Amira", "Jonas", "Freja", "Emil", "Sofie")
    team = world.team
    assert team
    with world.database.transaction() as tx:
        store = world.context(tx, team).store(CheckinStore)
        day, ends = world.clock.now.date(), world.clock.now + timedelta(hours=3)
        closing = [
            store.ensure_round(team.id, day - timedelta(days=back), world.clock.now, ends).id
            for back in (0, 1)
        ]
        for round_id, those in zip(closing, (people[:4], people), strict=True):
            for person in those:
                store.answer(round_id, person.person_id, mood=4)
    both = threading.Barrier(2)
    moods_shown = CheckinStore.moods_shown

    def read_together(store: CheckinStore, team_id: int) -> list[frozenset[int]]:
        found = moods_shown(store, team_id)
        with suppress(threading.BrokenBarrierError):
            both.wait(1)  # the other one waits for the team meanwhile, and never comes
        return found

    monkeypatch.setattr(CheckinStore, "moods_shown", read_together)

    def close(database: Database, round_id: int) -> None:
        with database.transaction() as tx:
            ctx = world.context(tx, team)
            rounds.finish(ctx, rounds.hold(ctx, round_id))

    others = [Database(world.database.url, VAULT) for _ in closing]
    threads = [threading.Thread(target=close, args=pair) for pair in zip(others, closing, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in others:
        other.close()
    with world.database.transaction() as tx:
        shown = moods_shown(world.context(tx, team).store(CheckinStore), team.id)
    assert len(set(shown)) == 1, shown
