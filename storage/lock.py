"""One `samspil run` for each SQLite file: two would send everything twice."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from storage.database import engine_url


class Taken(Exception):
    """Another process runs on this database."""


class FileLock:
    """Held while the process lives, also through a kill; PostgreSQL needs none and gets none."""

    def __init__(self, url: str) -> None:
        address = engine_url(url)
        on_file = address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")
        self.path = Path(f"{address.database}.lock") if on_file else None
        self._handle: int | None = None

    def __enter__(self) -> Self:
        """Raises Taken, without waiting."""
        if self.path is not None:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                os.close(handle)
                raise Taken(str(self.path)) from error
            self._handle = handle
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
