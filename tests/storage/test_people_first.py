"""In SQLite's one writer thread the clock's work gives way to people after every row."""

from __future__ import annotations

import asyncio
import threading

from adapters.operation import Watch
from adapters.process import Process
from bot.feature import Features
from storage.database import BACKGROUND, Database
from tests.conftest import VAULT
from tests.world import World


async def test_a_press_waits_for_one_row_of_due_work(sqlite_url: str, features: Features) -> None:
    database = Database(sqlite_url, VAULT)
    bot = World(database, features).bot
    process = Process(bot, Watch(database, bot.clock))
    happened: list[str] = []
    begun, pressed = threading.Event(), threading.Event()

    def row() -> bool:
        happened.append("row")
        begun.set()
        pressed.wait()
        return len(happened) < 100

    bot.run_due = row  # type: ignore[method-assign]
    clock = asyncio.ensure_future(database.run(process._work_a_moment, priority=BACKGROUND))
    await asyncio.to_thread(begun.wait)
    press = asyncio.ensure_future(database.run(happened.append, "press"))
    await asyncio.sleep(0)  # it stands in the queue
    pressed.set()
    assert await clock, "there is more to do"
    await press
    assert happened == ["row", "press"]
    database.close()
