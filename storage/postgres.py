"""How PostgreSQL is used: what was prepared stays prepared."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.pq import ExecStatus, TransactionStatus
from sqlalchemy import Engine, event

STATEMENTS = 500  # kept prepared by each connection: more than all that people's presses come to

_OPEN = (TransactionStatus.INTRANS, TransactionStatus.INERROR)


class Keeping(psycopg.Connection[Any]):
    """psycopg forgets every prepared statement at a rollback, for what was made in that transaction may be gone.
    Here nothing is: tables are made by `db upgrade` alone. And whatever is refused is rolled back, so that the
    next few presses on this connection would all be planned anew, which takes longer than to answer them."""

    def rollback(self) -> None:
        with self.lock:
            if self.pgconn.transaction_status in _OPEN:
                done = self.pgconn.exec_(b"ROLLBACK")
                if done.status == ExecStatus.COMMAND_OK:
                    return
        super().rollback()  # nothing is open, or the server is gone: which psycopg says


def prepare(engine: Engine) -> None:
    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: Any, args: Any, named: Any) -> psycopg.Connection[Any]:
        connection = Keeping.connect(*args, **named)
        connection.prepared_max = STATEMENTS
        return connection
