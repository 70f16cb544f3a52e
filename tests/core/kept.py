"""A world on SQLite as it was at a moment, to be put into other new worlds: what many presses have brought about is
brought about once in a process, and each test has it for itself all the same."""

from __future__ import annotations

import copy
import sqlite3
from typing import Any

from tests.world import World

STATE = (
    "team",
    "tenant_id",
    "people",
    "delivers",
    "_ids",
)  # of a world, besides its database, clock and chat


class Kept:
    """`known`: what the test knows of the world; each world it is put into gets its own."""

    def __init__(self, world: World, begun: object, known: object) -> None:
        self._begun = begun
        self._world, self._chat = object(), object()  # stand for those it will be put into
        memo: dict[int, Any] = {id(world): self._world, id(world.chat): self._chat}
        state = {name: getattr(world, name) for name in STATE}
        self._state = copy.deepcopy((state, vars(world.chat), known), memo)
        self._now = world.clock.now
        self._rows = sqlite3.connect(":memory:")
        with sqlite3.connect(str(world.database.engine.url.database)) as live:
            live.backup(self._rows)
        live.close()

    def fits(self, world: World) -> bool:
        return world.database.is_sqlite and self._begun == beginning(world)

    def into(self, world: World) -> Any:
        """`known`, of this world."""
        live = sqlite3.connect(str(world.database.engine.url.database))
        live.execute("PRAGMA synchronous = OFF")  # no test pulls the plug while it is put there
        self._rows.backup(live)
        live.close()
        state, chat, known = copy.deepcopy(self._state, {id(self._world): world, id(self._chat): world.chat})
        vars(world).update(state)
        vars(world.chat).update(chat)
        world.clock.now = self._now
        return known


def beginning(world: World) -> object:
    """What a world is before anything has happened in it."""
    return world.clock.now, world.settings, id(world.bot.features), sorted(world.people)
