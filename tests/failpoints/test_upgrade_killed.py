"""`samspil db upgrade` dies on its way: the database is as it was or as it shall be, and the next one gets through."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import upgrade
from storage.database import engine_url
from storage.offline import changing
from storage.upgrade import Current, Empty, Older, Schema
from tests.stories.running import Running, Template

FIRST = "0001"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/db.db"
    return str(request.getfixturevalue("empty_postgres"))


async def test_an_empty_database_and_an_older_one(template: Template, url: str, tmp_path: Path) -> None:
    await dies(template, url, tmp_path, Empty(), "statement 40", "before commit")
    with changing(url) as connection:
        upgrade.upgrade_on(connection, FIRST)
    on_file = engine_url(url).get_backend_name() == "sqlite"
    copying = ("before copy", "after copy") if on_file else ()
    await dies(template, url, tmp_path, Older(FIRST), *copying, "statement 6", "before commit")
    await dies(template, url, tmp_path, Current(), "after commit")
    upgrade.upgrade(url)
    assert upgrade.schema_of(url) == Current()


async def dies(template: Template, url: str, folder: Path, is_then: Schema, *points: str) -> None:
    for point in points:
        await Running(template, {}, folder).upgrade_and_die_at(url, point)
        assert upgrade.schema_of(url) == is_then, f"after {point!r}"
