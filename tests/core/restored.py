"""A SQLite database that is put back, so that many destructive things can be tried on the same people."""

from __future__ import annotations

import sqlite3

from storage.database import Database


class Restored:
    """A database that can be put back to what it was when this was entered."""

    def __init__(self, database: Database) -> None:
        self.path = str(database.engine.url.database)
        self.kept = sqlite3.connect(":memory:")

    def __enter__(self) -> Restored:
        live = sqlite3.connect(self.path)
        live.backup(self.kept)
        live.close()
        return self

    def again(self) -> None:
        live = sqlite3.connect(self.path)
        self.kept.backup(live)
        live.close()

    def __exit__(self, *_: object) -> None:
        self.kept.close()
