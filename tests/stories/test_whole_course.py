"""A course of ten weeks, from its start package to the night on which nothing of it is left; a team of three; one that
wants little."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.chain import HOMES
from tests.stories.other_teams import THREE, three_people, who_want_little
from tests.stories.running import Template
from tests.stories.town import Town
from tests.stories.whole_course import nothing_is_left, what_is_taken_along, whole_course

pytestmark = pytest.mark.timeout(300)


@pytest.mark.parametrize("database", ["sqlite_url", "postgres_url"])
async def test_ten_weeks_and_what_is_left_of_them(
    template: Template, request: pytest.FixtureRequest, tmp_path: Path, database: str
) -> None:
    async with Town(template, request.getfixturevalue(database), tmp_path, HOMES) as town:
        await whole_course(town)
        await what_is_taken_along(town)
        town.check_calm()
        await nothing_is_left(town, tmp_path)


async def test_three_people(template: Template, sqlite_url: str, tmp_path: Path) -> None:
    async with Town(template, sqlite_url, tmp_path, THREE) as town:
        await three_people(town)
        town.check_calm()


async def test_a_team_that_wants_little(template: Template, sqlite_url: str, tmp_path: Path) -> None:
    async with Town(template, sqlite_url, tmp_path, HOMES) as town:
        await who_want_little(town)
        town.check_calm()
