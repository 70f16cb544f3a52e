"""The outbox on PostgreSQL: rows claimed and marked by one worker process, and by two.

`python -m benchmarks.claims URL` is such a worker: it says that it is ready, waits for a line, and works until
nothing is left.
"""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import UTC, datetime, timedelta
from statistics import median

from sqlalchemy import text

from benchmarks.measure import Figure
from benchmarks.postgres import server
from benchmarks.team import SECRETS
from storage.database import Database
from storage.outbox import OutboxQueue
from storage.schema import complete
from storage.secrets import Vault

ROWS, BATCH, ROUNDS = 4000, 100, 3
BASELINE = {1: 2794, 2: 4486}  # rows a second of a prototype: one statement for each mark, nothing else
FLOOR = 1000

_FILL = text(
    "INSERT INTO outbox (tenant_id, platform, value, key, language, card, version, shown_version, stale, state, ref, week,"
    " counts, due_at, next_at, expires_at, fence, attempts, uncertain, absent, error)"
    " SELECT 1, 'chat', 'c' || n % 500, 'k' || n, 'da', repeat('x', 1500), 1, 0, false, 'due', '', 202647,"
    " true, :now, :now, :later, 0, 0, false, false, '' FROM generate_series(1, :rows) n"
)


async def claims() -> list[Figure]:
    """Rows a second, from due to marked as sent, in batches as delivery does it."""
    rates: dict[int, list[float]] = {1: [], 2: []}
    with server() as url:
        database = Database(url, Vault(SECRETS))
        complete().create_all(database.engine)
        with database.transaction() as tx:
            tx.connection.execute(text("INSERT INTO organisation (key, name) VALUES ('x', 'x')"))
        for _ in range(ROUNDS):
            for workers, found in rates.items():
                _fill(database)
                found.append(ROWS / await _worked(url, workers))
        database.close()
    return [
        Figure(f"claims.{workers}", median(found), "per s", FLOOR, BASELINE[workers],
               f"{ROWS} rows on PostgreSQL, {workers} process{'es' * (workers > 1)}")
        for workers, found in rates.items()
    ]  # fmt: skip


def _fill(database: Database) -> None:
    now = datetime.now(UTC)
    with database.transaction() as tx:
        tx.connection.execute(text("TRUNCATE outbox"))
        tx.connection.execute(_FILL, {"now": now, "later": now + timedelta(days=1), "rows": ROWS})
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE outbox"))


async def _worked(url: str, count: int) -> float:
    """Seconds until `count` workers have done everything."""
    pipe = asyncio.subprocess.PIPE
    workers = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.claims", url, stdin=pipe, stdout=pipe
        )
        for _ in range(count)
    ]
    for one in workers:
        assert one.stdout is not None
        await one.stdout.readline()
    begun = time.perf_counter()
    for one in workers:
        assert one.stdin is not None
        one.stdin.write(b"go\n")
    done = await asyncio.gather(*(one.communicate() for one in workers))
    spent = time.perf_counter() - begun
    assert sum(int(out) for out, _ in done) == ROWS, "each row is one worker's"
    return spent


def work(url: str) -> None:
    database = Database(url, Vault(SECRETS))
    with database.transaction() as tx:
        OutboxQueue(tx, datetime.now(UTC)).overdue()  # connected, before the clock begins
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    marked = 0
    while done := _batch(database):
        marked += done
    sys.stdout.write(f"{marked}\n")
    database.close()


def _batch(database: Database) -> int:
    with database.transaction() as tx:
        taken = OutboxQueue(tx, datetime.now(UTC)).claim(BATCH, ("chat",))
    with database.transaction() as tx:
        queue = OutboxQueue(tx, datetime.now(UTC))
        return sum(queue.sent(claim, "m1") for claim in taken)


if __name__ == "__main__":
    work(sys.argv[1])
