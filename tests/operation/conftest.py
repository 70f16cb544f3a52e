"""What the tests of the operation share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.operation.console import KEY, Console


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    """An operator with a key, in an empty folder."""
    folder = tmp_path / "operator"
    folder.mkdir()
    one = Console(folder, {"SAMSPIL_SECRET_KEY": KEY})
    yield one
    one.close()


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Console]:
    """An operator who has set nothing at all."""
    folder = tmp_path / "bare"
    folder.mkdir()
    one = Console(folder)
    yield one
    one.close()


@pytest.fixture
def empty_postgres(postgres_server: str) -> Iterator[str]:
    """A database in which there is nothing, as `samspil` takes its address."""
    name = f"empty_{uuid4().hex[:12]}"
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()
