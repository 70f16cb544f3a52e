"""Signed by Slack but of another shape: through the door and the core, no defect and no 5xx."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.slack.app import SlackDoor
from adapters.slack.installation import Installation
from adapters.slack.settings import SlackSettings
from tests.adapters.slack.test_parse import WHOLE, spoil
from tests.doors.house import House

Json = dict[str, Any]
NOWHERE = "http://127.0.0.1:9/"
INSTALLED = Installation("T0TEAM", "U0BOT", "samspil")
LENIENT = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.fixture
def dispatch(house: House) -> Iterator[Callable[[Json], int]]:
    """The door without a Slack: whatever it wants to say afterwards fails, and that is no defect either."""
    door = SlackDoor(SlackSettings("xoxb-1", app_token="xapp-1", api_url=NOWHERE), house.bot)
    door._use(INSTALLED)
    loop = asyncio.new_event_loop()

    async def once(payload: Json) -> int:
        status, _ = await door._dispatch(payload)
        await door.settled()
        door.api.lost = ""
        return status

    yield lambda payload: loop.run_until_complete(once(payload))
    loop.run_until_complete(door.stop())
    loop.close()


@settings(max_examples=300, deadline=None, suppress_health_check=LENIENT)
@given(data=st.data())
def test_nonsense_is_taken_and_left_alone(dispatch: Callable[[Json], int], data: st.DataObject) -> None:
    payload = spoil(data, data.draw(st.sampled_from(WHOLE)))
    assert dispatch(payload) == 200


@pytest.mark.parametrize(
    "payload", [{}, {"payload": "x"}, {"type": "block_actions"}, {"event": None}], ids=str
)
def test_almost_nothing(dispatch: Callable[[Json], int], payload: Json) -> None:
    assert dispatch(payload) == 200
