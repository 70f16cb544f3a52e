"""A database from when a team had one check-in: what was asked and answered is the first check-in's."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, text

from storage import upgrade
from storage.offline import changing
from storage.upgrade import migrations, upgrade_on

THIS = next((upgrade.FOLDER / "versions").glob("*_several_check_ins.py")).name[:4]
BEFORE = f"{int(THIS) - 1:04d}"
AT = datetime(2026, 11, 5, 8, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/db.db"
    return str(request.getfixturevalue("empty_postgres"))


def put(connection: Connection, table: str, **values: object) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)


def a_school(connection: Connection) -> None:
    """Two rounds of one team: five told how the collaboration goes in the first, three in the second."""
    tenant = {"tenant_id": 1}
    put(connection, "organisation", id=1, key="skolen", name="Skolen")
    put(connection, "course", id=1, **tenant, key="k", name="F", starts_on="2026-11-01", ends_on="2026-12-20",
        language="da", zone="Europe/Copenhagen", days_off="{}", settings="{}")  # fmt: skip
    put(connection, "team", id=7, **tenant, course_id=1, key="broen", name="Broen", partner="", challenge="",
        starts_on="2026-11-01", settings="{}", created_at=AT)  # fmt: skip
    for number in (1, 2):
        put(connection, "checkin_round", id=number, **tenant, team_id=7, day=f"2026-11-{number:02}", opens_at=AT,
            closes_at=AT.replace(hour=12), opened_at=AT, closed_at=AT.replace(hour=12))  # fmt: skip
    for person in range(1, 6):
        put(connection, "person", id=person, **tenant, key=f"p{person}", name="Amira", email="", language="",
            preferred="", notice_version=1, settings="{}")  # fmt: skip
        for round_id in (1, 2) if person < 4 else (1,):
            put(connection, "checkin_answer", **tenant, round_id=round_id, person_id=person, kind="answer",
                mood=4 if person < 4 else 2, done="", next_step=f"Skridt {person}", in_the_way="", answered_at=AT)  # fmt: skip


def test_rounds_become_the_first_check_ins_and_come_back_down(url: str) -> None:
    with changing(url) as connection:
        command.upgrade(migrations(connection), BEFORE)
        a_school(connection)
        upgrade_on(connection)
        checkin = connection.execute(text("SELECT id, team_id, number FROM checkin")).one()
        assert (checkin.team_id, checkin.number) == (7, 1)
        rounds = connection.execute(text("SELECT * FROM checkin_round ORDER BY id")).all()
        assert {(one.checkin_id, one.audience) for one in rounds} == {(checkin.id, "open")}
        moods = [str(one.moods).replace(" ", "") for one in rounds]
        assert moods == ["[0,2,0,3,0]", "[]"], "of four at least"
        whose = [str(one.mood_of).replace(" ", "") for one in rounds]
        assert whose == ["[1,2,3,4,5]", "[]"], "so that the next average tells nobody's number"
        steps = connection.execute(text("SELECT next_step FROM checkin_answer")).scalars().all()
        assert len(steps) == 8 and "Skridt 5" in steps
        command.downgrade(migrations(connection), BEFORE)
        assert len(connection.execute(text("SELECT id FROM checkin_round")).all()) == 2
