"""A team at work on a database in a file: the real core with every feature, a clock that stands still."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.delivery import Delivery
from bot.features import FEATURES
from bot.interactions import Address
from bot.registry import Features
from bot.ui import Card
from storage.checkins import CheckinStore
from storage.database import Database
from storage.secrets import Vault
from storage.tables import metadata
from storage.teams import Team
from tests.doors.house import House
from tests.world import World

NAMES = ("Amira", "Jonas", "Freja", "Emil", "Sofie")
DAY = date(2026, 11, 9)
CLOSES_AFTER = timedelta(days=4)
SECRETS = ("only-for-benchmarks-and-long-enough-for-a-key",)


class Instantly:
    """A platform that takes every message at once; `calls` counts them."""

    repeats_for, spacing = timedelta(0), 0.0

    def __init__(self) -> None:
        self.calls = 0

    async def send(self, to: Address, card: Card, *, key: str) -> str:
        self.calls += 1
        return f"m{self.calls}"

    async def edit(self, to: Address, ref: str, card: Card) -> str:
        self.calls += 1
        return ref

    async def delete(self, to: Address, ref: str) -> None:
        self.calls += 1

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        return None


@contextmanager
def database_file() -> Iterator[Database]:
    """An empty SQLite file with every table, opened as `samspil run` opens it."""
    with TemporaryDirectory(prefix="samspil-bench-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'samspil.db'}", Vault(SECRETS))
        try:
            metadata.create_all(database.engine)
            yield database
        finally:
            database.close()


def house_of(database: Database, features: Features = FEATURES) -> House:
    """One team of five and a facilitator, on the in-memory chat."""
    world = World(database, features, f"{DAY} 09:00")
    world.make_team(*NAMES, facilitator="Mette", starts=str(DAY))
    return House(database, features, world)


class OpenRounds:
    """A team of five on one platform, with so many open check-in rounds on show there that every press is
    somebody's first answer to a round: it stores a row and changes a card."""

    def __init__(self, database: Database, platform: str, place: str, accounts: tuple[str, ...]) -> None:
        self.house = house_of(database)
        self.house.open_door(platform, place, dict(zip(NAMES, accounts, strict=True)))
        self.platform, self.accounts = platform, accounts
        self.rounds: list[int] = []

    @property
    def team(self) -> Team:
        assert self.house.world.team is not None
        return self.house.world.team

    async def fill(self, answers: int) -> Iterator[tuple[str, int]]:
        """Open rounds for that many answers and show their cards; (account, round) of each answer in turn."""
        database = self.house.database
        self.rounds = await database.run(self._open, -(-answers // len(self.accounts)))
        await Delivery(self.house.bot, {self.platform: Instantly()}).drain()
        return ((account, round_id) for round_id, account in itertools.product(self.rounds, self.accounts))

    def _open(self, count: int) -> list[int]:
        opened = []
        with self.house.database.transaction() as tx:
            ctx = self.house.world.context(tx, self.team)
            store = ctx.store(CheckinStore)
            closes_at = ctx.now + CLOSES_AFTER
            for number in range(count):
                round_ = store.ensure_round(self.team.id, DAY + timedelta(days=number), ctx.now, closes_at)
                store.mark_opened(round_.id)
                ctx.post(self.team, f"checkins/round/{round_.id}", expires=closes_at, free=True)
                opened.append(round_.id)
        return opened

    def card(self) -> Card:
        """The first round's card as it is now."""
        with self.house.database.transaction() as tx:
            drawn = self.house.world.context(tx, self.team).render(f"checkins/round/{self.rounds[0]}")
        assert drawn is not None
        return drawn

    def stored(self) -> int:
        """How many answers there are in the database."""
        with self.house.database.transaction() as tx:
            counts = self.house.world.context(tx, self.team).store(CheckinStore).answered_counts(self.rounds)
        return sum(sum(kinds.values()) for kinds in counts.values())
