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
        self.live = sqlite3.connect(self.path)
        self.live.execute("PRAGMA synchronous = OFF")  # no test pulls the plug while it is put back
        self.live.backup(self.kept)
        self._seen = self._version()
        return self

    def again(self) -> None:
        if self._version() != self._seen:  # somebody else has written
            self.kept.backup(self.live)
            self._seen = self._version()

    def _version(self) -> int:
        found: int = self.live.execute("PRAGMA data_version").fetchone()[0]
        return found

    def __exit__(self, *_: object) -> None:
        self.live.close()
        self.kept.close()
