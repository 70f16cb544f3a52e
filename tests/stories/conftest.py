"""Towns for the stories: the process's template is loaded once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.stories.running import Template


@pytest.fixture(scope="session")
def template() -> Iterator[Template]:
    made = Template()
    yield made
    made.close()
