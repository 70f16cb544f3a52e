"""Many connections at the same moment."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.doors.web import WebUnderTest

RUSH = 300  # connections; twice what asyncio and aiohttp let wait by themselves
SYSTEM = Path("/proc/sys/net/core/somaxconn")  # what the system lets wait at most


@pytest.mark.skipif(
    not SYSTEM.exists() or int(SYSTEM.read_text()) < RUSH,
    reason="the system lets fewer connections wait than this test makes",
)
async def test_a_rush_of_connections_is_let_in(site: WebUnderTest) -> None:
    assert site.server is not None
    with ExitStack() as open_ones:
        for _ in range(RUSH):  # nothing is accepted meanwhile: the event loop is held here
            address = ("127.0.0.1", site.server.port)
            open_ones.enter_context(socket.create_connection(address, timeout=0.9))
