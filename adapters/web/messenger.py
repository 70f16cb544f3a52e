"""The outbound port on the web: the row is the message, so there is nothing that could get lost."""

from __future__ import annotations

from datetime import datetime, timedelta

from adapters.web.live import Live
from bot.interactions import Address
from bot.ui import Card


class WebMessenger:
    """Open pages are told to look again; everybody else sees the row when they come."""

    repeats_for = timedelta(days=3650)  # the row is the message: there is never a second
    spacing = 0.0

    def __init__(self, live: Live) -> None:
        self._live = live

    async def send(self, to: Address, card: Card, *, key: str) -> str:
        self._live.wake(to.value)
        return key

    async def edit(self, to: Address, ref: str, card: Card) -> str:
        self._live.wake(to.value)
        return ref

    async def delete(self, to: Address, ref: str) -> None:
        self._live.wake(to.value)

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        """Delivery asks about a row that it holds: that row is on show, so it arrived."""
        return key
