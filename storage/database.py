"""The engine, the transaction, and the threads that database work runs on.

SQLite has one writer thread, in which people's interactions go before background work; PostgreSQL has
a small pool of threads, one connection each.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from storage.secrets import Vault

T = TypeVar("T")
POOL_SIZE = 8
PEOPLE, BACKGROUND = 0, 1  # who goes first in SQLite's one writer thread


def engine_url(text: str) -> URL:
    """The address as SQLAlchemy writes it; `postgresql://…` means psycopg 3. Raises ArgumentError."""
    url = make_url(text)
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    return url


@dataclass(slots=True)
class Transaction:
    """One open transaction. Stores are made from it; nothing outside storage touches `connection`."""

    connection: Connection
    vault: Vault
    left_work: bool = False  # something became due: the runner is woken after the commit

    def insert(self, table: Table) -> Any:
        """An INSERT that knows ON CONFLICT on this database."""
        if self.connection.dialect.name == "sqlite":
            return sqlite.insert(table)
        return postgresql.insert(table)

    @property
    def is_sqlite(self) -> bool:
        return self.connection.dialect.name == "sqlite"


@dataclass
class Database:
    """`url` as SQLAlchemy writes it; `sqlite:///…`, `postgresql://…` (psycopg 3 is meant)."""

    url: str
    vault: Vault
    on_commit: Callable[[], None] = field(default=lambda: None)  # called in the working thread

    def __post_init__(self) -> None:
        url = engine_url(self.url)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        options: dict[str, Any] = {} if self.is_sqlite else {"pool_size": POOL_SIZE, "max_overflow": 2}
        if not self.is_sqlite:
            options["pool_pre_ping"] = False
        # Parameters are people's text: they stay out of error messages, and so out of logs.
        self.engine: Engine = create_engine(url, hide_parameters=True, **options)
        if self.is_sqlite:
            _prepare_sqlite(self.engine)
        self._workers: _Writer | ThreadPoolExecutor = (
            _Writer() if self.is_sqlite else ThreadPoolExecutor(POOL_SIZE, thread_name_prefix="database")
        )
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="database-read")

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Commit at the end, roll back on any exception. Never held over network calls."""
        with self.engine.connect() as connection, connection.begin():
            tx = Transaction(connection, self.vault)
            yield tx
        if tx.left_work:
            self.on_commit()

    def retrying(self, work: Callable[[Transaction], T]) -> T:
        """`work` in a transaction; once more after a deadlock or a lost connection."""
        try:
            with self.transaction() as tx:
                return work(tx)
        except (OperationalError, DBAPIError) as error:
            if not (isinstance(error, OperationalError) or error.connection_invalidated):
                raise
            if self.is_sqlite and "locked" not in str(error):
                raise
        with self.transaction() as tx:
            return work(tx)

    async def run(self, work: Callable[..., T], *args: Any, priority: int = PEOPLE) -> T:
        """Call `work(*args)` in a database thread and wait for it without blocking the event loop."""
        if isinstance(self._workers, _Writer):
            return await asyncio.wrap_future(self._workers.submit(priority, work, args))
        return await asyncio.get_running_loop().run_in_executor(self._workers, work, *args)

    async def read(self, work: Callable[..., T], *args: Any) -> T:
        """The same for long reads (overviews, exports), in a thread that holds up nobody."""
        return await asyncio.get_running_loop().run_in_executor(self._reader, work, *args)

    def close(self) -> None:
        self._workers.shutdown(wait=True)
        self._reader.shutdown(wait=True)
        self.engine.dispose()


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, see below
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "busy_timeout=5000",
            "foreign_keys=ON",
            "secure_delete=ON",  # erased text is overwritten, not only unlinked
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A deferred transaction that reads and then writes loses updates or fails at the upgrade of
        # its lock, whatever the busy_timeout.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


class _Writer:
    """One thread with a priority queue: people before the clock."""

    def __init__(self) -> None:
        self._queue: list[tuple[int, int, Future[Any], Callable[..., Any], tuple[Any, ...]]] = []
        self._order = itertools.count()
        self._wake = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="database", daemon=True)
        self._thread.start()

    def submit(self, priority: int, work: Callable[..., T], args: tuple[Any, ...]) -> Future[T]:
        future: Future[T] = Future()
        with self._wake:
            if self._closing:
                raise RuntimeError("the database is closed")
            heapq.heappush(self._queue, (priority, next(self._order), future, work, args))
            self._wake.notify()
        return future

    def _work(self) -> None:
        while True:
            with self._wake:
                while not self._queue and not self._closing:
                    self._wake.wait()
                if not self._queue:
                    return
                _, _, future, work, args = heapq.heappop(self._queue)
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(work(*args))
            except BaseException as error:
                future.set_exception(error)

    def shutdown(self, *, wait: bool) -> None:
        with self._wake:
            self._closing = True
            self._wake.notify()
        if wait:
            self._thread.join()
