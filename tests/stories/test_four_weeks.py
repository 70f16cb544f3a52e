"""Four weeks of a mixed team through the whole chain, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.chain import HOMES
from tests.stories.four_weeks import four_weeks
from tests.stories.running import Template
from tests.stories.town import Town

pytestmark = pytest.mark.timeout(300)


@pytest.mark.parametrize("database", ["sqlite_url", "postgres_url"])
async def test_four_weeks_in_a_mixed_team(
    template: Template, request: pytest.FixtureRequest, tmp_path: Path, database: str
) -> None:
    async with Town(template, request.getfixturevalue(database), tmp_path, HOMES) as town:
        await four_weeks(town)
        town.check_calm()
