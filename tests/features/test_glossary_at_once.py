"""A word is taken out while somebody else writes to it, in two processes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from bot.context import Context
from bot.errors import NotFound
from bot.glossary import handlers
from storage.database import Database
from storage.glossary import GlossaryStore
from storage.teams import Role, TeamStore
from tests.databases import VAULT
from tests.world import World


async def test_a_word_is_taken_out_or_written_to_and_never_both(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Amira may take her word out while nobody else has written to it, which Jonas is about to."""
    amira, jonas, _mette = world.make_team("Amira", "Jonas")
    team = world.team
    assert team
    with world.database.transaction() as tx:
        store = GlossaryStore(tx, world.tenant_id, world.clock.now)
        word_id = store.add(team.id, "Sag", "sag", "", amira.person_id)
    both = threading.Barrier(2)

    def when_both_have_looked(act: Callable[..., Any]) -> Callable[..., Any]:
        def acted(*args: Any) -> Any:
            with suppress(threading.BrokenBarrierError):
                both.wait(1)  # the other one waits for the word meanwhile, and never comes
            return act(*args)

        return acted

    for name in ("mean", "remove"):
        monkeypatch.setattr(GlossaryStore, name, when_both_have_looked(getattr(GlossaryStore, name)))
    errors: dict[str, Exception] = {}

    def press(name: str, person_id: int, act: Callable[[Context], Any]) -> None:
        database = Database(world.database.url, VAULT)
        try:
            with database.transaction() as tx:
                person = TeamStore(tx, world.tenant_id, world.clock.now).person(person_id)
                act(replace(world.context(tx, team), person=person, role=Role.member, by_clock=False))
        except Exception as error:
            errors[name] = error
        finally:
            database.close()

    threads = [
        threading.Thread(
            target=press, args=("out", amira.person_id, lambda ctx: handlers.remove(ctx, word_id))
        ),
        threading.Thread(
            target=press,
            args=(
                "written",
                jonas.person_id,
                lambda ctx: handlers.mean(ctx, {"meaning": "En mappe"}, word_id),
            ),
        ),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(errors) == 1 and all(isinstance(one, NotFound) for one in errors.values()), errors
    with world.database.transaction() as tx:
        left = GlossaryStore(tx, world.tenant_id, world.clock.now).words(team.id)
    assert [one.text for word in left for one in word.meanings] == (["En mappe"] if "out" in errors else [])
