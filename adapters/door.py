"""What the process asks of every door. Each is imported by name, only when it is configured."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.app import Bot
from bot.interactions import Interaction, Press, Response, Submit
from bot.ports import Messenger


@dataclass(frozen=True, slots=True)
class DoorState:
    """`ready` since/not ready since `since` (UTC); `reason` is a stable English code for logs and
    /readyz, e.g. "connecting", "token_revoked"; empty when ready."""

    ready: bool
    since: datetime
    reason: str = ""


def handled(bot: Bot, interaction: Interaction) -> asyncio.Future[Response]:
    """The core's answer. Presses and forms are a moment's work; a command may be a long look at much."""
    return bot.database.run(bot.handle, interaction, at_once=isinstance(interaction, Press | Submit))


class Door(Protocol):
    """`start` returns once the door has begun trying; a platform that is down does not stop the others."""

    name: str  # "slack", "discord", "web": the platform of its addresses

    @property
    def messenger(self) -> Messenger: ...

    @property
    def state(self) -> DoorState: ...

    async def start(self) -> None: ...

    async def stop(self) -> None:
        """Take nothing more in, finish what is under way (within 3 seconds)."""
