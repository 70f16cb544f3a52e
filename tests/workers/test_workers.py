"""Two and more workers on PostgreSQL, held up for longer than their leases: each post is there once, as it was
last wanted, and who lost a row writes nothing into it.

SAMSPIL_WORKER_ROUNDS=2000 for a long run, SAMSPIL_SEED to repeat one.
"""

from __future__ import annotations

import os
import random
import secrets
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot import card_json
from bot.features import FEATURES
from bot.i18n import md
from bot.ui import Card
from storage.database import Database
from storage.leadership import Leadership
from storage.outbox import OutboxQueue, OutboxStore
from storage.outbox.tables import outbox
from tests.databases import VAULT
from tests.workers.workers import SharedChat, Worker
from tests.world import World

ROUNDS = int(os.environ.get("SAMSPIL_WORKER_ROUNDS") or 50)
WORKERS, PLACES, POSTS, CHANGES = 3, 4, 8, 6
STEP = 30  # seconds between two moments, at most
pytestmark = pytest.mark.timeout(120 + 2 * ROUNDS)


class Stale:
    """Marks by who does not hold the row any more: how many were tried, and those that changed something."""

    def __init__(self) -> None:
        self.tried, self.wrote = 0, list[str]()

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        for name in ("sent", "found", "later", "over", "gone"):
            patch.setattr(OutboxQueue, name, self._watched(name, getattr(OutboxQueue, name)))

    def _watched(self, name: str, original: Any) -> Any:
        def marking(queue: OutboxQueue, claim: Any, *args: Any, **named: Any) -> Any:
            query = select(outbox).where(outbox.c.id == claim.id).with_for_update()
            before = queue.tx.connection.execute(query).one_or_none()
            result = original(queue, claim, *args, **named)
            if before is None or before.fence != claim.fence:
                self.tried += 1
                after = queue.tx.connection.execute(query).one_or_none()
                if result or after != before:
                    self.wrote.append(f"{name} with fence {claim.fence}: {before} became {after}")
            return result

        return marking


@pytest.fixture
def stale(monkeypatch: pytest.MonkeyPatch) -> Stale:
    found = Stale()
    found.watch(monkeypatch)
    return found


class Office:
    """The posts that are wanted, and the workers that bring them."""

    def __init__(self, url: str, seed: int) -> None:
        self.chance = random.Random(seed)
        self.database = Database(url, VAULT)
        self.world = World(self.database, FEATURES, "2026-11-09 09:00")
        self.world.make_team("Amira")
        with self.database.transaction() as tx:
            tx.connection.execute(outbox.delete())  # the welcome
        self.clock, self.chat = self.world.clock, SharedChat()
        self.workers = [Worker(url, self.chat, self.clock, seed + number) for number in range(WORKERS)]
        self.wanted: dict[tuple[str, str], Card] = {}

    def close(self) -> None:
        for worker in self.workers:
            worker.close()
        self.database.close()

    def want(self, number: int) -> None:
        """A new post, or a change of one that is on its way."""
        place, key = f"c{number % PLACES}", f"posts{number}"
        card = Card(md("%(what)s", what=f"{number}, {len(self.wanted)}, {self.chance.random()}"))
        encoded = card_json.dumps(card)
        with self.database.transaction() as tx:
            store = OutboxStore(tx, self.world.tenant_id, self.clock())
            assert self.world.team is not None
            if (place, key) in self.wanted:
                (posted,) = store.with_key(key)
                store.change(posted, encoded)
            else:
                store.want(
                    "chat", place, key, encoded, language="da", team_id=self.world.team.id, person_id=None,
                    week=202646, counts=False, due_at=self.clock(), expires_at=self.clock() + timedelta(days=2),
                )  # fmt: skip
        self.wanted[place, key] = card

    def work(self) -> None:
        """Everybody, until they wait."""
        for step in [worker.step() for worker in self.workers]:
            step.result(60)

    def round(self, first: int) -> None:
        changes = [first + self.chance.randrange(POSTS) for _ in range(CHANGES)]
        wanted = [*range(first, first + POSTS), *changes]
        for _ in range(1000):
            if wanted and self.chance.random() < 0.5:
                self.want(wanted.pop(0))
            self.work()
            if not wanted and self.is_done():
                return
            self.clock.now += timedelta(seconds=self.chance.uniform(STEP / 3, STEP))
        raise AssertionError(f"not done: {self.open_rows()}")

    def is_done(self) -> bool:
        return not self.open_rows()

    def open_rows(self) -> list[Any]:
        with self.database.transaction() as tx:
            return list(tx.connection.execute(select(outbox).where(outbox.c.next_at.is_not(None))))

    def check(self) -> None:
        with self.database.transaction() as tx:
            rows = tx.connection.execute(select(outbox)).all()
        for row in rows:
            shown = self.chat.posted[row.value, row.key]
            assert len(shown) == 1, f"{row.key} is there {len(shown)} times"
            assert shown[0].card == self.wanted[row.value, row.key], f"{row.key} is not as it was last wanted"
            assert (row.state, row.ref) == ("sent", shown[0].ref)
        assert len(rows) == len(self.wanted) == len(self.chat.posted)


@pytest.fixture
def office(postgres_url: str) -> Iterator[Office]:
    seed = int(os.environ.get("SAMSPIL_SEED") or secrets.randbelow(2**32))
    print(f"SAMSPIL_SEED={seed}")  # noqa: T201 -- pytest shows it when the test fails
    made = Office(postgres_url, seed)
    yield made
    made.close()


def test_each_post_is_there_once_as_it_was_last_wanted(office: Office, stale: Stale) -> None:
    for number in range(ROUNDS):
        office.round(number * POSTS)
    office.check()
    assert stale.wrote == []
    assert stale.tried > ROUNDS / 5, f"hardly anybody was held up: {stale.tried}"
    assert all(worker.pauses for worker in office.workers)


def test_one_leads_at_a_time(postgres_url: str) -> None:
    """Processes that come and go, and connections that break: nobody leads who does not hold the lock."""
    leading, most, wins = threading.Semaphore(1), list[str](), list[int]()

    def process(number: int) -> None:
        database = Database(postgres_url, VAULT)
        lead, chance = Leadership(database, "discord x"), random.Random(number)
        for _ in range(60):
            if lead.hold():
                if not leading.acquire(blocking=False):
                    most.append("two lead at once")
                    continue
                wins.append(number)
                if not lead.hold():
                    most.append("lost without a reason")
                leading.release()
                lead.let_go()
            if chance.random() < 0.1:
                database.engine.dispose()
        database.close()

    threads = [threading.Thread(target=process, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == []
    assert len(set(wins)) > 1, wins
