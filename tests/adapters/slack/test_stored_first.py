"""What Slack hears as done is stored: nothing is acknowledged while the core is still at it."""

from __future__ import annotations

import asyncio

import pytest

from tests.adapters.slack.playground import Playground
from tests.doors.house import House
from tests.doors.slack import CHANNEL, Mode, SlackUnderTest

UNHURRIED = 30.0  # seconds: the door does not promise an answer meanwhile
A_WHILE = 0.3  # seconds in which an acknowledgement would come that waits for nothing


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_nothing_is_acknowledged_before_it_is_stored(
    house: House, play: Playground, mode: Mode
) -> None:
    slack = SlackUnderTest(house, mode, defer_after=UNHURRIED)
    await slack.start()
    try:
        amira = slack.visitor("Amira").person
        amira.go_to(CHANNEL)
        play.gate.clear()
        typing = asyncio.create_task(amira.command("/leg"))
        await asyncio.sleep(A_WHILE)
        assert not typing.done()
        play.gate.set()
        await typing
        assert amira.sees("Legeplads")
    finally:
        play.gate.set()
        await slack.stop()
