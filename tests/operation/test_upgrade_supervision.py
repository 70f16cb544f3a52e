"""A database from when a withdrawn time kept what was asked about it: the question is the team's that had it last."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, text

from storage import upgrade
from storage.offline import changing
from storage.upgrade import migrations, upgrade_on
from tests.operation.test_upgrade_checkins import put

THIS = next((upgrade.FOLDER / "versions").glob("*_a_withdrawn_times_question_*.py")).name[:4]
BEFORE = f"{int(THIS) - 1:04d}"
AT = datetime(2026, 11, 5, 8, tzinfo=UTC)
ASKED = "Hvordan taler vi om pengene?"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/db.db"
    return str(request.getfixturevalue("empty_postgres"))


def a_school(connection: Connection) -> None:
    """Two teams have had the first time, Havnen last; another is free again, and one is taken."""
    tenant = {"tenant_id": 1}
    put(connection, "organisation", id=1, key="skolen", name="Skolen")
    put(connection, "course", id=1, **tenant, key="k", name="F", starts_on="2026-11-01", ends_on="2026-12-20",
        language="da", zone="Europe/Copenhagen", days_off="{}", settings="{}")  # fmt: skip
    for number, key in ((7, "broen"), (8, "havnen")):
        put(connection, "team", id=number, **tenant, course_id=1, key=key, name=key, partner="", challenge="",
            starts_on="2026-11-01", settings="{}", created_at=AT)  # fmt: skip
    put(connection, "supervision_offer", id=1, **tenant, minutes=30, place="", closed=False, created_at=AT)
    for number, team, asked, withdrawn in (
        (1, None, ASKED, True),
        (2, None, "", False),
        (3, 7, "Hvad nu?", False),
    ):
        put(connection, "supervision_time", id=number, **tenant, offer_id=1, starts_at=AT.replace(hour=8 + number),
            team_id=team, question=asked, changed_at=AT, sequence=5, withdrawn=withdrawn)  # fmt: skip
    for time, team, sequence in ((1, 7, 2), (1, 8, 5), (2, 8, 5)):
        put(connection, "supervision_given_up", **tenant, time_id=time, team_id=team, sequence=sequence,
            given_up_at=AT)  # fmt: skip


def questions(connection: Connection) -> list[str]:
    return list(connection.execute(text("SELECT question FROM supervision_time ORDER BY id")).scalars())


def test_what_was_asked_is_the_teams_that_had_the_time_last(url: str) -> None:
    with changing(url) as connection:
        command.upgrade(migrations(connection), BEFORE)
        a_school(connection)
        upgrade_on(connection)
        assert questions(connection) == ["", "", "Hvad nu?"]
        rows = connection.execute(text("SELECT time_id, team_id, question FROM supervision_given_up")).all()
        kept = {(row.time_id, row.team_id): row.question for row in rows}
        assert kept == {(1, 7): "", (1, 8): ASKED, (2, 8): ""}
        command.downgrade(migrations(connection), BEFORE)
        assert questions(connection) == [ASKED, "", "Hvad nu?"]
