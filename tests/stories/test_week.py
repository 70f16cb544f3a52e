"""One team's week on each door, and on Slack and the web together, with the process killed after each step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.course import FACILITATOR
from tests.stories.running import Template
from tests.stories.town import Town
from tests.stories.week import whole_week

pytestmark = pytest.mark.timeout(300)  # 22 kills and starts; on a quiet machine it is 15 seconds
NAMES = ("Amira", "Jonas", "Freja", "Emil", FACILITATOR)


@pytest.mark.parametrize("door", ["slack", "discord", "web"])
async def test_a_week(template: Template, sqlite_url: str, tmp_path: Path, door: str) -> None:
    async with Town(template, sqlite_url, tmp_path, dict.fromkeys(NAMES, door)) as town:
        await whole_week(town)
        town.check_calm()


@pytest.mark.parametrize("database", ["sqlite_url", "postgres_url"])
async def test_a_week_in_a_mixed_team(
    template: Template, request: pytest.FixtureRequest, tmp_path: Path, database: str
) -> None:
    """Some are in Slack, some only in a browser; what either does the others see."""
    url = request.getfixturevalue(database)
    homes = dict.fromkeys(NAMES, "slack") | {"Freja": "web", "Emil": "web"}
    async with Town(template, url, tmp_path, homes) as town:
        await whole_week(town)
        town.check_calm()
