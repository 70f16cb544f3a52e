"""What a click costs beside ten thousand teams' year, as a multiple of what it costs in an empty database."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import year
from benchmarks.measure import Figure, compare, needed
from benchmarks.team import SECRETS, OpenRounds
from bot.app import Bot
from bot.interactions import Address, Home, Press, Replace, Reply, Sender
from bot.ui import Action
from storage.database import Database
from storage.secrets import Vault
from storage.tables import metadata

TEAMS = 10_000  # and of each a year: 10.7 million rows, 2.6 GiB, about a minute to write
WORKSPACE, CHANNEL = "T0TEAM", "C0TEAM"
ACCOUNTS = tuple(f"{WORKSPACE}/U{number}" for number in range(1, 6))
HOMES_EACH = 20  # repetitions in a round: reading every feature's next step takes long


async def history(teams: int = TEAMS) -> list[Figure]:
    """A press that is stored, and App Home, which asks every feature."""
    with TemporaryDirectory(prefix="samspil-bench-") as folder:
        small, large = Path(folder) / "small.db", Path(folder) / "large.db"
        presses = [await _prepared(path) for path in (small, large)]
        rows = year.write(large, teams)
        with _bot(small, presses[0]) as empty, _bot(large, presses[1]) as full:
            pressed = await compare(empty.press, full.press)
            home = await compare(empty.home, full.home, per_round=HOMES_EACH)
        beside = f"beside {rows / 1e6:.1f} M rows of {teams} teams ({large.stat().st_size / 2**30:.1f} GiB)"
    return [
        Figure(
            "history.press", 1 / pressed.ratio, "×", 1.2, 1.2, _reference(beside, pressed.bare, pressed.ours)
        ),
        Figure("history.home", 1 / home.ratio, "×", 1.2, 1.2, _reference(beside, home.bare, home.ours)),
    ]


def _reference(beside: str, empty: float, full: float) -> str:
    return f"{beside}; empty {empty * 1e6:.0f} µs, full {full * 1e6:.0f} µs"


async def _prepared(path: Path) -> OpenRounds:
    database = Database(f"sqlite:///{path}", Vault(SECRETS))
    metadata.create_all(database.engine)
    rounds = OpenRounds(database, "slack", f"{WORKSPACE}/{CHANNEL}", ACCOUNTS)
    await rounds.fill(needed())
    database.close()
    return rounds


class _Clicks:
    def __init__(self, database: Database, rounds: OpenRounds) -> None:
        self.database = database
        world = rounds.house.world
        self.bot = Bot(database, world.bot.features, world.settings, world.clock)
        self._team = rounds.team.id
        self._rounds = itertools.product(rounds.rounds, ACCOUNTS)
        self._ids = itertools.count(1)

    async def press(self) -> None:
        round_id, account = next(self._rounds)
        action = Action.to("checkins/away", self._team, round_id)
        place = Address("slack", f"{WORKSPACE}/{CHANNEL}")
        sender = Sender(Address("slack", account), "Amira", "da")
        press = Press(sender=sender, place=place, action=action, delivery_id=f"d{next(self._ids)}")
        assert isinstance(await self.database.run(self.bot.handle, press), Replace), "not stored"

    async def home(self) -> None:
        home = Home(sender=Sender(Address("slack", ACCOUNTS[0]), "Amira", "da"))
        assert isinstance(await self.database.run(self.bot.handle, home), Reply)


@contextmanager
def _bot(path: Path, rounds: OpenRounds) -> Iterator[_Clicks]:
    database = Database(f"sqlite:///{path}", Vault(SECRETS))
    try:
        yield _Clicks(database, rounds)
    finally:
        database.close()
