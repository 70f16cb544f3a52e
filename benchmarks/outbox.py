"""The outbox drained against a platform that takes every message at once."""

from __future__ import annotations

import time
from datetime import timedelta
from statistics import median

from benchmarks.measure import Figure
from benchmarks.team import Instantly, OpenRounds, database_file
from bot import card_json
from bot.delivery import Delivery
from storage.outbox import OutboxStore

POSTS, PLACES, ROUNDS = 2000, 200, 5


async def drain() -> Figure:
    """Posts a second, from due to marked as sent: claimed and marked in batches, one at a time in each place."""
    rates: list[float] = []
    with database_file() as database:
        rounds = OpenRounds(database, "chat", "c-broen", ("u1", "u2", "u3", "u4", "u5"))
        await rounds.fill(1)
        card = card_json.dumps(rounds.card())
        for round_ in range(ROUNDS + 1):
            await database.run(_want, rounds, card, round_)
            messenger = Instantly()
            delivery = Delivery(rounds.house.bot, {"chat": messenger})
            begun = time.perf_counter()
            await delivery.drain()
            rates.append(POSTS / (time.perf_counter() - begun))
            assert messenger.calls == POSTS, messenger.calls
    return Figure("outbox.drain", median(rates[1:]), "per s", 500, 2000, f"{POSTS} posts to {PLACES} places")


def _want(rounds: OpenRounds, card: str, round_: int) -> None:
    now = rounds.house.clock()
    with rounds.house.database.transaction() as tx:
        outbox = OutboxStore(tx, rounds.team.tenant_id, now)
        for number in range(POSTS):
            outbox.want(
                "chat",
                f"c-{number % PLACES}",
                f"checkins/round/{round_ * POSTS + number}",
                card,
                language="da",
                team_id=rounds.team.id,
                person_id=None,
                week=202646,
                counts=False,
                due_at=now,
                expires_at=now + timedelta(hours=1),
            )
