"""Bring a database up to this release in a process that dies on the way."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, event

from storage import offline, upgrade
from tests.failpoints.points import arm, reached


def main(url: str, point: str) -> None:
    """Points: `before copy` and `after copy` (of an older SQLite file), `statement N`, `before commit`, `after
    commit`; "" is none."""
    arm(point)
    statements = 0

    @event.listens_for(Engine, "before_cursor_execute")
    def counted(*_: Any) -> None:
        nonlocal statements
        statements += 1
        reached(f"statement {statements}")

    original = offline.changing

    @contextmanager
    def changing(url: str) -> Any:
        with original(url) as connection:
            yield connection
            reached("before commit")
        reached("after commit")

    upgrade.changing = changing  # type: ignore[attr-defined]
    if url.startswith("sqlite") and isinstance(upgrade.schema_of(url), upgrade.Older):
        reached("before copy")
        upgrade.copy_before_upgrade(url, datetime.fromtimestamp(os.getpid(), UTC))  # a name of its own
        reached("after copy")
    upgrade.upgrade(url)
