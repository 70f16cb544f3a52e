"""Here a database is always a new one: tests fill it, listen to how it connects, or take its threads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.databases import VAULT


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    url = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    opened = Database(url, VAULT)
    yield opened
    opened.close()
