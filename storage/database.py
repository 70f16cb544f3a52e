"""The engine, the transaction, and the threads that database work runs on.

SQLite has one writer thread, in which people's interactions go before background work; PostgreSQL has
a small pool of threads, one connection each.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, Table, create_engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from storage import sqlite_file
from storage.secrets import Vault
from storage.writer import BACKGROUND, PEOPLE, Job, Writer

__all__ = ["BACKGROUND", "PEOPLE", "Database", "Transaction", "engine_url"]

T = TypeVar("T")
POOL_SIZE = 8
STATEMENTS = 1000  # kept parsed by each SQLite connection: all there are


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
    erased: bool = False  # somebody is gone: the write-ahead log, where old pages rest, is emptied after it

    def insert(self, table: Table) -> Any:
        """An INSERT that knows ON CONFLICT on this database."""
        if self.connection.dialect.name == "sqlite":
            return sqlite.insert(table)
        return postgresql.insert(table)

    @property
    def is_sqlite(self) -> bool:
        return self.connection.dialect.name == "sqlite"

    @contextmanager
    def apart(self) -> Iterator[None]:
        """A part that may fail by itself: what is done outside it stays. PostgreSQL otherwise gives up the whole
        transaction at the first error; on SQLite a failed statement is all that fails."""
        with self.connection.begin_nested() if not self.is_sqlite else nullcontext():
            yield


@dataclass
class Database:
    """`url` as SQLAlchemy writes it; `sqlite:///…`, `postgresql://…` (psycopg 3 is meant)."""

    url: str
    vault: Vault
    on_commit: Callable[[], None] = field(default=lambda: None)  # called in the working thread
    on_erasure: Callable[[], None] = field(default=lambda: None)  # likewise

    def __post_init__(self) -> None:
        url = engine_url(self.url)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        options: dict[str, Any] = (
            {"connect_args": {"cached_statements": STATEMENTS}}
            if self.is_sqlite
            else {"pool_size": POOL_SIZE, "max_overflow": 2}
        )
        if not self.is_sqlite:
            options["pool_pre_ping"] = False
        # Parameters are people's text: they stay out of error messages, and so out of logs.
        self.engine: Engine = create_engine(url, hide_parameters=True, **options)
        if self.is_sqlite:
            sqlite_file.prepare(self.engine)
        else:
            from storage import postgres  # its driver takes a while to load, and who has a file does without

            postgres.prepare(self.engine)
        self._workers: Writer | ThreadPoolExecutor = (
            Writer() if self.is_sqlite else ThreadPoolExecutor(POOL_SIZE, thread_name_prefix="database")
        )
        self._of_thread = threading.local()
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="database-read", initializer=self._only_reads)
        self._connections: list[Connection] = []
        self._turn_taken = False

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Commit at the end, roll back on any exception. Never held over network calls."""
        connection = self._connection()
        tx = Transaction(connection, self.vault)
        with sqlite_file.transaction(connection) if self.is_sqlite else connection.begin():
            yield tx
        if tx.left_work:
            self.on_commit()
        if tx.erased:
            self.on_erasure()

    def _connection(self) -> Connection:
        """This thread's own: taking one from the pool and giving it back costs as much as a small click."""
        at_once = getattr(self._of_thread, "at_once", False)
        name = "connection_at_once" if at_once else "connection"
        found: Connection | None = getattr(self._of_thread, name, None)
        if found is None or found.closed:
            found = self.engine.connect()
            setattr(self._of_thread, name, found)
            if getattr(self._of_thread, "only_reads", False):
                found.info[sqlite_file.BEGIN] = "BEGIN"
            if at_once:
                sqlite_file.never_wait(found)
            self._connections.append(found)
        return found

    def _only_reads(self) -> None:
        self._of_thread.only_reads = True

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

    def run(
        self, work: Callable[..., T], *args: Any, priority: int = PEOPLE, at_once: bool = False
    ) -> asyncio.Future[T]:
        """Call `work(*args)` in a database thread; await the result without blocking the event loop.

        `at_once` is for a moment's work, a press: it is done here and now when SQLite is free, since two
        changes of thread take as long as the work itself, and many times that on a busy machine. Nothing is
        waited for here: who finds SQLite taken, by the clock's work or another process, goes to the thread.
        Such work must do no harm when it is begun twice: a transaction, and what follows its rollback.
        """
        loop = asyncio.get_running_loop()
        if isinstance(self._workers, Writer):
            future: asyncio.Future[T] = loop.create_future()
            if at_once and self._is_quiet(loop) and self._done_here(future, work, args):
                return future
            self._workers.submit(priority, Job(loop, future, work, args))
            return future
        return loop.run_in_executor(self._workers, work, *args)

    def _is_quiet(self, loop: asyncio.AbstractEventLoop) -> bool:
        """Nothing waits for the thread, and this is the first work of this turn of the loop. In a rush whoever
        comes next is heard at once that way, and done by the thread."""
        assert isinstance(self._workers, Writer)
        if self._turn_taken or not self._workers.idle:
            return False
        self._turn_taken = True
        loop.call_soon(self._turn_over)
        return True

    def _turn_over(self) -> None:
        self._turn_taken = False

    def _done_here(self, future: asyncio.Future[T], work: Callable[..., T], args: tuple[Any, ...]) -> bool:
        """False when SQLite was taken."""
        self._of_thread.at_once = True
        try:
            future.set_result(work(*args))
        except sqlite_file.Taken:
            return False
        except Exception as error:
            future.set_exception(error)
        finally:
            self._of_thread.at_once = False
        return True

    @property
    def somebody_waits(self) -> bool:
        """Whether people's interactions wait for SQLite's one writer thread."""
        return isinstance(self._workers, Writer) and self._workers.people > 0

    @property
    def is_crowded(self) -> bool:
        """So many interactions wait for SQLite that the next will not be answered in a moment."""
        return isinstance(self._workers, Writer) and self._workers.is_crowded

    async def read(self, work: Callable[..., T], *args: Any) -> T:
        """The same for long reads (overviews, exports), in a thread that holds up nobody; it may not write."""
        return await asyncio.get_running_loop().run_in_executor(self._reader, work, *args)

    def close(self) -> None:
        self._workers.shutdown(wait=True)
        self._reader.shutdown(wait=True)
        for connection in self._connections:
            connection.close()
        self.engine.dispose()
